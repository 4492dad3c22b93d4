"""Send many calls in a process and on a database of its own: N, SEED. Tablets want a server that commits."""

import json
import sys
from collections.abc import Sequence

import django


def main(arguments: Sequence[str]) -> None:
    """Print what came as JSON."""
    n, seed = int(arguments[0]), int(arguments[1])
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    from tests.web import serving_halls
    from tests.web.office.api import whole

    here = whole.office()
    with serving_halls.serving():
        found = whole.send(here, n=n, seeded=seed, descriptions=(whole.OF_SYSTEMS, whole.OF_TABLETS))
    told = {"n": found.n, "statuses": found.statuses, "breaches": found.breaches}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
