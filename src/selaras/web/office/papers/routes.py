"""Addresses of: Papers, their numbers, the dossier for the reviewer's system, notices."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.papers import dossier, drafts, issuing, letterhead, notices, printing, shelf

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("naskah/", shelf.shelf, name="papers"),
    path("naskah/semua.zip", shelf.all_papers, name="papers_all"),
    path("naskah/hasil.xlsx", shelf.results_workbook, name="results_workbook"),
    path("naskah/results.json", shelf.results_document, name="results_document"),
    path("naskah/semua.pdf", printing.all_in_one, name="papers_in_one"),
    path("naskah/terbitkan/", issuing.issue, name="papers_issue"),
    path("naskah/kantor/<slug:name>.pdf", drafts.draft, name="draft"),
    path("naskah/kantor/<slug:name>.docx", drafts.draft_twin, name="draft_twin"),
    path("naskah/<slug:name>.pdf", shelf.paper, name="paper"),
    path("naskah/<slug:name>/cetak.pdf", printing.print_of, name="paper_print"),
    path("naskah/<slug:name>/sunting.docx", printing.twin, name="paper_twin"),
    path("naskah/<slug:name>/pindaian/", shelf.signed_scan, name="paper_scan"),
    path("berkas/", dossier.dossier, name="dossier"),
    path("berkas/unduh.zip", dossier.download, name="dossier_zip"),
    path("pemberitahuan/", notices.notices, name="notices"),
]
of_the_house: list[URLPattern | URLResolver] = [
    path("instansi/kop/", letterhead.settings, name="agency_letterhead"),
    path("instansi/kop/contoh.png", letterhead.sample, name="agency_letterhead_sample"),
]
