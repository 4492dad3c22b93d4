"""Ask a share of many probes of blindness in a process of its own: SHARE, OF, N."""

import json
import sys
from collections.abc import Sequence
from itertools import count

import django


def main(arguments: Sequence[str]) -> None:
    """Print how many probes were compared and what leaked, as JSON."""
    share, of, n = map(int, arguments)
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    # After the settings are there.
    from tests.web.office.blindness import STATES, probed

    done, leaks = 0, []
    for seed in count(share, of):
        if done >= n:
            break
        for state in STATES:
            compared, found = probed(state, seed)
            done += compared
            leaks += map(str, found)
    sys.stdout.write(json.dumps({"n": done, "leaks": leaks}))


if __name__ == "__main__":
    main(sys.argv[1:])
