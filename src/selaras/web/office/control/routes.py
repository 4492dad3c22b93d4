"""Addresses of: The control room and the timetable board."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.control import board, replanning, room

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("kendali/", room.room, name="control_room"),
    path("kendali/langsung/", room.live, name="control_live"),
    path("kendali/buka/", room.open_scoring, name="open_scoring"),
    path("kendali/tutup/", room.close, name="close_scoring"),
    path("jadwal/", board.timetable, name="timetable"),
    path("jadwal/susun/", replanning.plan, name="timetable_plan"),
    path("jadwal/susun/keadaan/", replanning.state, name="timetable_state"),
    path("jadwal/orang/<part:code>/", board.of_one, name="timetable_of_one"),
    path("jadwal/jadwal.pdf", board.as_pdf, name="timetable_pdf"),
    path("jadwal/jadwal.xlsx", board.as_workbook, name="timetable_workbook"),
]
of_the_house: list[URLPattern | URLResolver] = []
