"""A table of routes in which somebody forgot the rule of one, as the guards must find it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from selaras.web import urls


def everything(request: HttpRequest) -> HttpResponse:
    return HttpResponse("all marks")


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError("Budi Santoso, NIP 197505172000031001")


urlpatterns = [*urls.urlpatterns, path("marks", everything), path("failing", failing)]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
