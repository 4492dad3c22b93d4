"""Every page has its help: whoever asks for it is led to words about what stands before him."""

from selaras.web.access import Needs
from selaras.web.office.events.help_pages import ROOMS
from selaras.web.office.helping import help_for
from tests.web.office.cells.routes import routes_of

# Where the list of all help is best: the house's first page, and help itself.
WITH_ALL = {"start", "help", "help_room"}


def test_every_page_of_an_event_and_of_the_house_has_its_help() -> None:
    led = {
        one.name: help_for(one.path({"agency": "kota", "event": "uji"}))
        for one in routes_of()
        if isinstance(one.rule, Needs)
    }

    assert sorted(name for name, room in led.items() if not room and name not in WITH_ALL) == []
    assert set(led.values()) - {""} <= set(ROOMS)
