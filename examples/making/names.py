"""Invented names as people of Bengkulu, Lampung and Banten carry them, with their titles."""

from collections.abc import Iterable
from dataclasses import dataclass

from examples.making.chance import Chance
from selaras.core.vocabulary import Education


@dataclass(frozen=True, slots=True)
class Culture:
    """First and last names of one people; ``pilgrims`` is how many carry H. or Hj."""

    men: str
    women: str
    last: str
    pilgrims: float


CULTURES = {
    "melayu": Culture(
        "Syafrizal Zulkarnain Hasanuddin Rusdi Mukhlis Ramlan Amrullah Syahrial Darmawansyah "
        "Firmansyah Yulizar Bahrum Khairuddin Safwan Nasrun Taufik Burhan Aswandi Pauzi Mirwan",
        "Nurmala Yusnita Rosmala Fitriani Zuraida Mardiana Erlina Nurlela Susmita Halimah",
        "Efendi Hamzah Idrus Munir Marzuki Anwar Jauhari Rizal Mansyur Thalib Baharuddin Syukri",
        0.35,
    ),
    "rejang": Culture(
        "Zamhari Yanuardi Syamlan Kadirman Hermansyah Sahrun Ridwan Alfian Januardi Tarmizi "
        "Mustarani Zainubi",
        "Elmawati Nurhasanah Yulia Mega Desmawati Rahmawati",
        "Bahar Gani Tamimi Saleh Umardani Kasman Rasyid Zakaria Merigi Daud",
        0.3,
    ),
    "serawai": Culture(
        "Suhirman Buyung Yurman Alamsyah Rustamaji Midarman Jonkenedi Edison Ferdinal Hardiman",
        "Susilawati Ermayani Yuslinda Heriyanti Lismawati",
        "Alamsyah Semidang Suhardi Mahyudin Sarkowi Mulkan Basarudin Kurniadi",
        0.25,
    ),
    "jawa": Culture(
        "Sutrisno Bambang Slamet Haryanto Wahyudi Purnomo Suryanto Widodo Sugeng Joko Agus "
        "Budi Heru Teguh Sigit",
        "Endang Retno Sulastri Wahyuni Lestari Sundari Kustini Partini Suwarni Indah",
        "Prasetyo Santoso Nugroho Utomo Wibowo Raharjo Susilo Handoko Setyawan Pramono Saputro",
        0.2,
    ),
    "lampung": Culture(
        "Zainal Ridwan Fauzan Herlan Syaifullah Marwansyah Azwar Rusli Tamanuri Ansori Yuzar "
        "Faisol Thamrin Bahtiar",
        "Ratna Yuliana Mirnawati Fatimah Zubaidah Hasnah Rosnani",
        "Sangun Tihang Puspanegara Kusumaratu Yusuf Abidin Pagaralam Umarsyah Bandarsyah Hasan",
        0.35,
    ),
    "sunda": Culture(
        "Asep Dadang Cecep Tatang Deden Wawan Nana Iyan Ucu Yayat Entis Jajang Opar Encep Rahmat Tubagus",
        "Neneng Euis Iis Imas Lilis Yayah Titin Elis",
        "Suhendar Kurniawan Sudrajat Permana Supriatna Mulyana Ruhimat Nugraha Setiawan "
        "Faturrohman Hermawan Sukmana Rukmana Wiguna",
        0.4,
    ),
    "batak": Culture(
        "Parlindungan Binsar Tigor Maruli Hotman Saut Marihot Rudolf",
        "Rotua Tiurma Rosdiana Lamria",
        "Simanjuntak Sihombing Nainggolan Siregar Lubis Hutapea Sinaga Situmorang Pasaribu",
        0.0,
    ),
    "minang": Culture(
        "Yusrizal Afrizal Syahrul Ermanto Zulfahmi Dasril Nofrizal Irwandi",
        "Desmiwati Yenni Gusmawati Elvira Rosmaniar",
        "Chaniago Koto Tanjung Piliang Sikumbang Guci Jambak",
        0.3,
    ),
}

# Which peoples meet in a region's offices, and how often.
REGIONS = {
    "bengkulu": ("melayu",) * 5 + ("rejang",) * 4 + ("serawai",) * 4 + ("jawa",) * 3
    + ("minang",) * 2 + ("batak", "sunda"),
    "lampung": ("lampung",) * 6 + ("jawa",) * 6 + ("sunda", "minang", "batak", "melayu"),
    "banten": ("sunda",) * 10 + ("jawa",) * 3 + ("batak", "minang", "melayu"),
}  # fmt: skip

# First degree, and what a master of it is called.
DEGREES = {
    "Administrasi Publik": ("S.Sos.", "M.A.P."),
    "Ilmu Pemerintahan": ("S.IP.", "M.Si."),
    "Hukum": ("S.H.", "M.H."),
    "Ekonomi": ("S.E.", "M.M."),
    "Akuntansi": ("S.E.", "M.Ak."),
    "Manajemen": ("S.E.", "M.M."),
    "Teknik Sipil": ("S.T.", "M.T."),
    "Perencanaan Wilayah": ("S.T.", "M.T."),
    "Kesehatan Masyarakat": ("S.K.M.", "M.Kes."),
    "Kedokteran": ("dr.", "M.Kes."),
    "Pertanian": ("S.P.", "M.P."),
    "Peternakan": ("S.Pt.", "M.Si."),
    "Kehutanan": ("S.Hut.", "M.Si."),
    "Perikanan": ("S.Pi.", "M.Si."),
    "Pendidikan": ("S.Pd.", "M.Pd."),
    "Ilmu Komunikasi": ("S.I.Kom.", "M.I.Kom."),
    "Informatika": ("S.Kom.", "M.Kom."),
    "Sosiologi": ("S.Sos.", "M.Si."),
    "Kesejahteraan Sosial": ("S.Sos.", "M.Si."),
    "Psikologi": ("S.Psi.", "M.Si."),
}


TRIES = 40


class Names:
    """Names of one region, each given once."""

    def __init__(self, region: str, chance: Chance) -> None:
        self._cultures = REGIONS[region]
        self._chance = chance
        self._given: set[str] = set()
        self._reserved = ""

    def reserve(self, titled: Iterable[str]) -> None:
        """Keep names that people of an earlier event carry from being given again."""
        self._reserved = "; ".join(titled)

    def plain(self, *, is_woman: bool) -> tuple[str, str]:
        """Return a new name and its pilgrim's title, which may be empty."""
        chance = self._chance
        tries = 0
        while True:
            tries += 1
            culture = CULTURES[chance.one_of(self._cultures)]
            first = chance.one_of((culture.women if is_woman else culture.men).split())
            last = chance.one_of(culture.last.split())
            name = f"{first} {last}"
            # Two of one first name in one list read like a mistake; many people make it needed.
            is_fresh = tries > TRIES or first not in {one.split()[0] for one in self._given}
            is_free = name not in self._given and name not in self._reserved
            if first != last and is_free and is_fresh:
                self._given.add(name)
                title = ("Hj. " if is_woman else "H. ") if chance.happens(culture.pilgrims) else ""
                return name, title

    def titled(self, *, is_woman: bool, study: str, education: Education) -> str:
        name, pilgrim = self.plain(is_woman=is_woman)
        first, master = DEGREES[study]
        degree = "dr. " if first == "dr." else ""
        after = [] if degree else [first]
        # A bachelor of arts of the old kind is still called Drs. or Dra.
        is_old = first in ("S.Sos.", "S.Pd.") and self._chance.happens(0.25)
        if is_old and education is not Education.S3:
            degree, after = ("Dra. " if is_woman else "Drs. "), []
        if education in (Education.S2, Education.S3):
            after.append(master)
        doctor = "Dr. " if education is Education.S3 else ""
        return f"{doctor}{degree}{pilgrim}{name}" + "".join(f", {one}" for one in after)
