"""Making an envelope: its bytes, its id, its moment, the name of its ledger. Reading: ``packet``."""

from datetime import UTC, datetime

from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import written
from selaras.core.evidence.packet import CROCKFORD, FIELDS, LOG_NAME, Envelope, check_envelope


def envelope_bytes(envelope: Envelope) -> bytes:
    """Return the bytes to sign and keep, once every field holds to the format."""
    check_envelope(envelope)
    seen = {"size": envelope.seen.size, "root": envelope.seen.root}
    return written({name: getattr(envelope, name) for name in FIELDS[:-1]} | {"seen": seen})


def log_name(*, agency: str, event: str) -> str:
    """Return the origin of an event's ledger.

    >>> log_name(agency="bengkulu", event="bengkulu-2021")
    'selaras/bengkulu/bengkulu-2021'
    """
    name = f"selaras/{agency}/{event}"
    if not LOG_NAME.fullmatch(name):
        raise CoreError("log_name_wrong", got=name)
    return name


def moment(at: datetime) -> str:
    """Return a moment as envelopes write it: UTC, milliseconds, Z.

    >>> moment(datetime(2021, 3, 15, 2, 0, tzinfo=UTC))
    '2021-03-15T02:00:00.000Z'
    """
    if at.tzinfo is None:
        raise CoreError("moment_without_zone", got=at.isoformat())
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ulid(at: datetime, randomness: bytes) -> str:
    """Return an id that sorts by its millisecond; ``randomness`` is ten bytes.

    >>> ulid(datetime(2016, 7, 30, 23, 54, 10, 259000, tzinfo=UTC), bytes(10))
    '01ARZ3NDEK0000000000000000'
    """
    if len(randomness) != 10:
        raise CoreError("ulid_randomness_wrong", expected=10, got=len(randomness))
    # Integers, because a float of seconds may lose the last millisecond.
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    milliseconds = (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000
    number = milliseconds << 80 | int.from_bytes(randomness)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
