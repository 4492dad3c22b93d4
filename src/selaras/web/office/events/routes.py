"""Addresses of: events, their steps, import, design, deadlines, cloning, help."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.events import (
    copying,
    design,
    due,
    help_pages,
    home,
    importing,
    inputs,
    people,
    personnel,
    starting,
    styling,
)

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("", home.event_home, name="event_home"),
    path("mode/", home.extent, name="event_extent"),
    path("peserta/", people.participants, name="participants"),
    path("panel/", people.panel, name="panel"),
    path("rancangan/", design.design, name="design"),
    path("tenggat/", due.calendar, name="deadlines"),
    path("tenggat/kalender.ics", due.calendar_file, name="deadlines_file"),
    path("salin/", copying.clone, name="clone"),
    path("buku-kerja/", inputs.inputs, name="workbook_records"),
]
of_the_house: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    path("bahasa/", home.language, name="language"),
    path("bantuan/", help_pages.contents, name="help"),
    path("bantuan/<slug:room>/", help_pages.room, name="help_room"),
    path("kegiatan-baru/", starting.new_event, name="new_event"),
    path("kegiatan-baru/buku-kerja.xlsx", starting.model_workbook, name="model_workbook"),
    path("impor/", importing.hand_in, name="import"),
    path("impor/<int:upload>/", importing.check, name="import_check"),
    path("impor/<int:upload>/catatan.xlsx", importing.annotated, name="import_annotated"),
    path("impor/<int:upload>/buang/", importing.drop, name="import_drop"),
    path("impor/pegawai/", personnel.hand_in, name="personnel_new"),
    path("impor/pegawai/<int:upload>/", personnel.columns, name="personnel"),
    path("impor/pegawai/<int:upload>/buku-kerja.xlsx", personnel.workbook, name="personnel_workbook"),
    path("instansi/tampilan/", styling.settings, name="agency_style"),
    path("gaya/<part:agency>.css", styling.stylesheet, name="agency_css"),
    path("gaya/<part:agency>/lambang", styling.crest, name="agency_crest"),
]
