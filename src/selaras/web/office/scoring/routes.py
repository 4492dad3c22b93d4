"""Addresses of: scoring in a browser: the sheet, attendance, records and 360 answers entered there."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.scoring import attendance, records, sheets

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("kehadiran/", attendance.everybody, name="attendance"),
    path("kehadiran/<person:person>/", attendance.one_person, name="attendance_of"),
    path("catatan/", records.desk, name="records_desk"),
    path("catatan/<slug:kind>/", records.record, name="record"),
    path("nilai/", sheets.own_list, name="own_sheets"),
    path("nilai/<part:examiner>/<person:person>/<part:method>/", sheets.own_sheet, name="own_sheet"),
    path("nilai/<part:examiner>/<person:person>/<part:method>/lembar/", sheets.fill, name="fill_sheet"),
    path(
        "nilai/<part:examiner>/<person:person>/<part:method>/tegaskan/",
        sheets.confirm,
        name="confirm_sheet",
    ),
]
of_the_house: list[URLPattern | URLResolver] = []
