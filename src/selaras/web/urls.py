"""The table of routes: what is not in it does not exist."""

from django.urls import include, path

urlpatterns = [path("api/tablet/v1/", include("selaras.web.tablet_api.routes"))]

handler400 = "selaras.web.answers.request_wrong"
handler403 = "selaras.web.answers.access_denied"
handler404 = "selaras.web.answers.path_unknown"
handler500 = "selaras.web.answers.server_failed"
