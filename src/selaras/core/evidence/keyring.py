"""Which key must have signed which entry: the log's keys by index, devices' by enrolment, until revoked.

Rules and reason codes: ``docs/evidence-format.md``, sections 4, 7 and 11. One class for whoever reads a
bundle and for the server that takes entries in, so that nothing enters that a reader would refuse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import IMPORT_DEVICE, Envelope, Packet, SignatureKind
from selaras.core.evidence.signatures import (
    ED25519_KEY_BYTES,
    check_ed25519,
    check_p256,
    check_p256_key,
    fingerprint,
)

SERVER_DEVICE = "server"


@dataclass(frozen=True, slots=True)
class _InForce:
    """Log keys for what comes after an index."""

    after: int
    keys: tuple[bytes, ...]


class Keyring:
    """The keys of one ledger, learnt entry by entry; ``check`` first, then ``take``.

    log_keys : Ed25519 keys that are in force from the beginning, 32 bytes each
    """

    def __init__(self, *, log: str, log_keys: Sequence[bytes] = ()) -> None:
        self.log = log
        self._in_force = [_InForce(-1, tuple(log_keys))]
        self._by_device: dict[str, bytes] = {}
        self._revoked: dict[str, int] = {}

    def check(self, index: int, envelope: Envelope, packet: Packet, *, payload: Json | None = None) -> None:
        """Refuse an entry that its key did not sign; nothing is learnt from it.

        payload : needed of an enrolment alone, which tells the key that it is signed with
        """
        try:
            self._check(index, envelope, packet, payload)
        except CoreError as wrong:
            raise CoreError(wrong.code, index=index, device=envelope.device) from wrong

    def take(self, index: int, envelope: Envelope, payload: Json | None) -> None:
        """Remember what a checked entry says about keys; a payload that is not at hand says nothing."""
        told = payload if isinstance(payload, dict) else {}
        if envelope.type is EntryType.LOG_KEY:
            self._in_force.append(_InForce(index, _log_key(told)))
        elif envelope.type is EntryType.REVOCATION and isinstance(told.get("device"), str):
            self._revoked.setdefault(told["device"], index)
        # The first key stays: a second enrolment of the same device is for the event's life to refuse.
        elif (
            envelope.type is EntryType.ENROLMENT
            and "public_key" in told
            and envelope.device not in self._by_device
        ):
            self._by_device[envelope.device] = _device_key(told, envelope.device)

    def log_keys_at(self, size: int) -> tuple[bytes, ...]:
        """Return the keys in force for the entry with this index, or for a checkpoint of this size."""
        return next(one.keys for one in reversed(self._in_force) if one.after < size)

    def device_key(self, device: str) -> bytes | None:
        """Return the point of an enrolled device, None of any other."""
        return self._by_device.get(device)

    def is_revoked(self, device: str) -> bool:
        return device in self._revoked

    def _check(self, index: int, envelope: Envelope, packet: Packet, payload: Json | None) -> None:
        kind = envelope.sig_alg
        if kind is SignatureKind.PASSKEY:
            raise CoreError("signature_kind_unsupported")
        if envelope.type is EntryType.ENROLMENT and kind is not SignatureKind.DEVICE:
            raise CoreError("device_not_enrolled")
        if kind is SignatureKind.DEVICE:
            key = self._key_of_device(index, envelope, payload)
            check_p256(key, message=packet.envelope, signature=packet.signature)
            return
        if envelope.device != (SERVER_DEVICE if kind is SignatureKind.SERVER else IMPORT_DEVICE):
            raise CoreError("device_key_wrong")
        if kind is SignatureKind.SERVER:
            self._check_by_log(index, packet)

    def _key_of_device(self, index: int, envelope: Envelope, payload: Json | None) -> bytes:
        device = envelope.device
        key = self._by_device.get(device)
        if key is None:
            is_telling = isinstance(payload, dict) and "public_key" in payload
            if envelope.type is not EntryType.ENROLMENT or not is_telling:
                raise CoreError("device_not_enrolled")
            key = _device_key(payload, device)
        if index > self._revoked.get(device, index):
            raise CoreError("device_revoked")
        return key

    def _check_by_log(self, index: int, packet: Packet) -> None:
        keys = self.log_keys_at(index)
        if not keys:
            raise CoreError("log_key_unknown")
        for n, key in enumerate(keys, start=1):
            try:
                check_ed25519(key, message=packet.envelope, signature=packet.signature)
            except CoreError:
                if n == len(keys):
                    raise
            else:
                return


def _device_key(told: Json, device: str) -> bytes:
    """Return the point that an enrolment tells, once it is one and has the device's fingerprint."""
    try:
        key = bytes.fromhex(told["public_key"]) if isinstance(told["public_key"], str) else b""
        check_p256_key(key)
    except (ValueError, CoreError) as wrong:
        raise CoreError("device_key_wrong") from wrong
    if fingerprint(key) != device or key.hex() != told["public_key"]:
        raise CoreError("device_key_wrong")
    return key


def _log_key(told: dict[str, Json]) -> tuple[bytes, ...]:
    """Return the key that a ``log-key`` tells; of one that cannot be read nothing is in force."""
    text = told.get("public_key")
    try:
        key = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return ()
    return (key,) if len(key) == ED25519_KEY_BYTES and key.hex() == text else ()
