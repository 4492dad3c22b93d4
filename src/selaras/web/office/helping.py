"""Which page of help belongs to which page: by the first part of its address, so that none is forgotten."""

import re

_IN_AN_EVENT = re.compile(r"/k/[^/]+/[^/]+/([^/]*)")
_OF_AN_EVENT = {
    "": "langkah",
    "tenggat": "langkah",
    "mode": "langkah",
    "salin": "kegiatan",
    "buku-kerja": "kegiatan",
    "peserta": "peserta",
    "panel": "peserta",
    "orang": "masuk",
    "token": "masuk",
    "rancangan": "rancangan",
    "perangkat": "tanda-tangan",
    "tindakan": "tanda-tangan",
    "kunci": "tanda-tangan",
    "nilai": "nilai",
    "catatan": "nilai",
    "kendali": "kendali",
    "kehadiran": "kendali",
    "jadwal": "kendali",
    "pleno": "pleno",
    "penguji": "pleno",
    "jejak": "pleno",
    "hasil": "hasil",
    "ringkasan": "usulan",
    "usulan": "usulan",
    "telaah": "telaah",
    "surat": "telaah",
    "audit": "telaah",
    "keputusan": "keputusan",
    "pengumuman": "keputusan",
    "keberatan": "keputusan",
    "pengembangan": "keputusan",
    "naskah": "naskah",
    "berkas": "naskah",
    "pemberitahuan": "naskah",
    "saya": "saya",
    "makalah": "saya",
}
_OF_THE_HOUSE = {
    "impor": "kegiatan",
    "kegiatan-baru": "kegiatan",
    "instansi": "kegiatan",
    "akun": "masuk",
    "orang": "masuk",
    "undangan": "masuk",
}


def help_for(path: str) -> str:
    """Return the room of help for the page at an address; "" where the list of all is best.

    >>> [help_for(one) for one in ("/k/kota/uji-1/pleno/P-001/", "/k/kota/uji-1/", "/impor/7/", "/")]
    ['pleno', 'langkah', 'kegiatan', '']
    """
    inside = _IN_AN_EVENT.match(path)
    if inside is not None:
        return _OF_AN_EVENT.get(inside[1], "")
    return _OF_THE_HOUSE.get(path.strip("/").split("/", 1)[0], "")
