"""Attack a share of the pages as everybody in every phase, in a process of its own: SHARE, OF."""

import json
import sys
from collections.abc import Sequence

import django


def main(arguments: Sequence[str]) -> None:
    """Print what came as JSON."""
    share, of = int(arguments[0]), int(arguments[1])
    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    from tests.web.office.attacks import attacking, foreign, harvest
    from tests.web.office.cells import world
    from tests.web.office.cells.routes import routes_of

    here, routes, secret = world.made(), routes_of(), "rahasia-orang-lain"
    watched = list(harvest.cells(routes, here, early=True))
    forms = list(harvest.sendings(harvest.every_cell(routes[share::of], here), here))
    found = {
        "csrf": attacking.without_token(forms, here),
        "redirect": attacking.sent_elsewhere(forms, watched[share::of], here),
        "mass assignment": attacking.forged_fields(forms, here),
    }
    with transaction.atomic():
        foreign.things_of_others(here, secret)
        numbers = foreign.numbers()
        found["foreign numbers"] = attacking.foreign_numbers(
            forms, numbers, secret, lambda: foreign.of_others(secret), here
        )
        transaction.set_rollback(True)
    found["stored words"] = attacking.stored_words(forms, watched, here)
    told = {
        "forms": len(forms),
        "fields": sum(len(one.fields) for one in forms),
        "kept_in": sorted(set(found["stored words"].reached)),
        "sent": {name: one.n for name, one in found.items()},
        "wrong": [f"{name}: {line}" for name, one in found.items() for line in one.wrong],
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
