"""Indonesian first: English only for whoever chose it, whatever the browser prefers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "bahasa"
LANGUAGES = ("id", "en")


class Language:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "id")
        with translation.override(chosen if chosen in LANGUAGES else "id"):
            answer = self._get_response(request)
            answer["Content-Language"] = translation.get_language() or "id"
            return answer
