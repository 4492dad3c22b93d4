"""Ask a share of many cells in a process of its own: SHARE, OF, N, SEED."""

import json
import sys
from collections.abc import Sequence

import django


def main(arguments: Sequence[str]) -> None:
    """Print what came as JSON."""
    share, of, n, seed = int(arguments[0]), int(arguments[1]), int(arguments[2]), arguments[3]
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from tests.web.office.cells import asking, world
    from tests.web.office.cells.routes import routes_of

    setup_test_environment()
    call_command("migrate", verbosity=0)
    here = world.made()
    routes = routes_of()
    found = asking.ask(asking.cells_of(routes, here, seed=seed, n=n)[share::of], here)
    told = {"n": found.n, "wrong": found.wrong, "answers": found.answers, "routes": len(routes)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
