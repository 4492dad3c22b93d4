"""Every entry is signed by the key that may sign it there and then, or it is refused by its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.packet import Envelope, Packet, SignatureKind
from selaras.core.evidence.writing import envelope_bytes
from tests.core.evidence.building import LOG, envelope
from tests.core.evidence.signing import DeviceKeyOf, LogKeyOf

ANI, BUDI = DeviceKeyOf("ani"), DeviceKeyOf("budi")
LOG_KEY, NEW_KEY = LogKeyOf("log"), LogKeyOf("new")


def entry(
    device: str, *, kind: EntryType, sig_alg: SignatureKind, sign: Callable[[bytes], bytes]
) -> tuple[Envelope, Packet]:
    made = envelope(device=device, type=kind, sig_alg=sig_alg)
    data = envelope_bytes(made)
    return made, Packet(data, sign(data))


def by_tablet(key: DeviceKeyOf, kind: EntryType = EntryType.RATING_SHEET) -> tuple[Envelope, Packet]:
    return entry(key.device, kind=kind, sig_alg=SignatureKind.DEVICE, sign=key.sign)


def by_server(key: LogKeyOf, kind: EntryType = EntryType.PHASE) -> tuple[Envelope, Packet]:
    return entry("server", kind=kind, sig_alg=SignatureKind.SERVER, sign=key.sign)


def enrolment_of(key: DeviceKeyOf) -> Json:
    return {"public_key": key.public_key.hex(), "holder": "PG-1", "role": "PG"}


def enrolled(*keys: DeviceKeyOf) -> Keyring:
    ring = Keyring(log=LOG, log_keys=[LOG_KEY.public_key])
    for index, key in enumerate(keys):
        made, packet = by_tablet(key, EntryType.ENROLMENT)
        ring.check(index, made, packet, payload=enrolment_of(key))
        ring.take(index, made, enrolment_of(key))
    return ring


def reason(ring: Keyring, index: int, told: tuple[Envelope, Packet], payload: Json = None) -> str:
    try:
        ring.check(index, *told, payload=payload)
    except CoreError as refused:
        return refused.code if refused.facts["index"] == index else "another index"
    return "holds"


def test_an_enrolled_device_signs_and_another_one_does_not() -> None:
    ring = enrolled(ANI)

    assert reason(ring, 1, by_tablet(ANI)) == "holds"
    assert reason(ring, 1, by_tablet(BUDI)) == "device_not_enrolled"
    made, packet = by_tablet(ANI)
    forged = Packet(packet.envelope, BUDI.sign(packet.envelope))
    assert reason(ring, 1, (made, forged)) == "signature_wrong"
    altered = Packet(packet.envelope.replace(b"interview", b"interviev"), packet.signature)
    assert reason(ring, 1, (made, altered)) == "signature_wrong"


def test_an_enrolment_tells_the_key_that_signs_it() -> None:
    ring = Keyring(log=LOG)
    own = by_tablet(ANI, EntryType.ENROLMENT)

    assert reason(ring, 0, own, enrolment_of(ANI)) == "holds"
    assert reason(ring, 0, own, enrolment_of(BUDI)) == "device_key_wrong"
    assert reason(ring, 0, own, {"public_key": "04" + "00" * 64}) == "device_key_wrong"
    assert reason(ring, 0, own, {"public_key": ANI.public_key.hex().upper()}) == "device_key_wrong"
    assert reason(ring, 0, own, {"public_key": 4}) == "device_key_wrong"
    assert reason(ring, 0, own, {"holder": "PG-1"}) == "device_not_enrolled"
    assert reason(ring, 0, own, None) == "device_not_enrolled"
    of_another = entry(ANI.device, kind=EntryType.ENROLMENT, sig_alg=SignatureKind.DEVICE, sign=BUDI.sign)
    assert reason(ring, 0, of_another, enrolment_of(ANI)) == "signature_wrong"


def test_checking_learns_nothing_and_a_second_enrolment_changes_no_key() -> None:
    ring = Keyring(log=LOG)
    ring.check(0, *by_tablet(ANI, EntryType.ENROLMENT), payload=enrolment_of(ANI))

    assert reason(ring, 1, by_tablet(ANI)) == "device_not_enrolled"
    ring = enrolled(ANI)
    ring.take(1, by_tablet(ANI, EntryType.ENROLMENT)[0], enrolment_of(BUDI))
    assert ring.device_key(ANI.device) == ANI.public_key


def test_nobody_but_the_device_itself_enrols_it() -> None:
    ring = Keyring(log=LOG, log_keys=[LOG_KEY.public_key])

    for told in (by_server(LOG_KEY, EntryType.ENROLMENT), imported(type=EntryType.ENROLMENT)):
        assert reason(ring, 0, told, enrolment_of(ANI)) == "device_not_enrolled"


def test_an_entry_of_a_revoked_device_is_refused_and_one_before_stands() -> None:
    ring = enrolled(ANI, BUDI)
    revoking, _ = by_server(LOG_KEY, EntryType.REVOCATION)
    ring.take(5, revoking, {"device": ANI.device, "reason": "hilang"})

    assert reason(ring, 6, by_tablet(ANI)) == "device_revoked"
    assert reason(ring, 5, by_tablet(ANI)) == "holds"
    assert reason(ring, 6, by_tablet(BUDI)) == "holds"
    assert ring.is_revoked(ANI.device)
    again = by_tablet(ANI, EntryType.ENROLMENT)
    assert reason(ring, 7, again, enrolment_of(ANI)) == "device_revoked"


def imported(**changes: object) -> tuple[Envelope, Packet]:
    made = replace(envelope(), **changes)  # type: ignore[arg-type]
    return made, Packet(envelope_bytes(made), b"")


def test_what_nobody_signed_never_passes_for_a_device_or_the_server() -> None:
    ring = enrolled(ANI)

    assert reason(ring, 1, imported()) == "holds"
    assert reason(ring, 1, imported(device="server")) == "device_key_wrong"
    assert reason(ring, 1, imported(device=ANI.device)) == "device_key_wrong"
    signed_as_ani = entry(ANI.device, kind=EntryType.PHASE, sig_alg=SignatureKind.SERVER, sign=LOG_KEY.sign)
    assert reason(ring, 1, signed_as_ani) == "device_key_wrong"
    assert reason(ring, 1, imported(sig_alg=SignatureKind.PASSKEY)) == "signature_kind_unsupported"


def test_the_log_key_in_force_changes_after_the_entry_that_says_so() -> None:
    ring = Keyring(log=LOG, log_keys=[LOG_KEY.public_key])
    told: Json = {"public_key": NEW_KEY.public_key.hex()}
    changing = by_server(LOG_KEY, EntryType.LOG_KEY)

    assert reason(ring, 3, changing) == "holds"
    ring.take(3, changing[0], told)
    assert reason(ring, 3, by_server(LOG_KEY)) == "holds"
    assert reason(ring, 3, by_server(NEW_KEY)) == "signature_wrong"
    assert reason(ring, 4, by_server(NEW_KEY)) == "holds"
    assert reason(ring, 4, by_server(LOG_KEY)) == "signature_wrong"
    assert ring.log_keys_at(3) == (LOG_KEY.public_key,)
    assert ring.log_keys_at(4) == (NEW_KEY.public_key,)


def test_of_two_log_keys_in_force_either_may_sign() -> None:
    ring = Keyring(log=LOG, log_keys=[LOG_KEY.public_key, NEW_KEY.public_key])

    assert reason(ring, 0, by_server(LOG_KEY)) == "holds"
    assert reason(ring, 0, by_server(NEW_KEY)) == "holds"
    assert reason(ring, 0, by_server(LogKeyOf("stranger"))) == "signature_wrong"


@pytest.mark.parametrize("told", [None, {}, {"public_key": "zz"}, {"public_key": "00" * 31}, [], "text"])
def test_a_log_key_that_cannot_be_read_leaves_none_in_force(told: Json) -> None:
    ring = Keyring(log=LOG, log_keys=[LOG_KEY.public_key])
    ring.take(0, by_server(LOG_KEY, EntryType.LOG_KEY)[0], told)

    assert reason(ring, 1, by_server(LOG_KEY)) == "log_key_unknown"
    assert reason(Keyring(log=LOG), 0, by_server(LOG_KEY)) == "log_key_unknown"
