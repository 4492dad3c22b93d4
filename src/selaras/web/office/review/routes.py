"""Addresses of: The reviewer's desk, clearance, verdict, letters, audit."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.review import (
    audit,
    bundles,
    clearance,
    desk,
    letters,
    many,
    retention,
    scans,
    verdicts,
)

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("telaah/", desk.desk, name="review_desk"),
    path("telaah/tanya/", desk.ask, name="ask"),
    path("telaah/tanya/<int:number>/", desk.answer, name="answer"),
    path("telaah/peserta/", clearance.clearance, name="clearance"),
    path("telaah/putusan/", verdicts.verdict, name="verdict"),
    path("telaah/periksa/", bundles.check_now, name="bundle_check"),
    path("telaah/berkas/R1/", bundles.whole, name="bundle_r1"),
    path("telaah/berkas/R2/", bundles.without_names, name="bundle_r2"),
    path("surat/", letters.letters, name="letters"),
    path("surat/catat/", letters.record, name="letter_record"),
    path("surat/catat/banyak/", many.record_many, name="letters_record"),
    path("surat/pindaian/<int:number>/", scans.scan, name="scan"),
    path("audit/", audit.audit, name="audit"),
    path("audit/masa-simpan/", retention.retention, name="retention"),
    path("audit/masa-simpan/jangka/", retention.set_term, name="retention_set"),
    path("audit/masa-simpan/tahan/", retention.hold, name="retention_hold"),
    path("audit/masa-simpan/musnahkan/", retention.ask, name="erasure_ask"),
    path("audit/masa-simpan/musnahkan/<int:number>/", retention.agree, name="erasure_agree"),
]
of_the_house: list[URLPattern | URLResolver] = []
