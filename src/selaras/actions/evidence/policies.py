"""The policy of an event: whose signatures count. It leaves the building before the event begins."""

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.core.evidence.policy import Policy, policy_bytes, policy_of
from selaras.outside.clock import Clock
from selaras.records import models as rows


def keep_policy(ref: EventRef, policy: Policy, *, actor: Actor, clock: Clock) -> int:
    """Keep a policy as the one in force and return its version; the same again changes nothing.

    Before the first entry anything may be changed. Afterwards only witnesses and quorum may: which keys
    sign, and that marks are signed, then follows from the ledger.
    """
    require(actor, "keep_policy")
    with transaction.atomic():
        event = event_row(ref)
        if policy.log != ref.origin:
            raise CoreError("policy_of_another_log", expected=ref.origin, got=policy.log)
        return keep_policy_of(event, policy, clock=clock)


def keep_policy_of(event: rows.Event, policy: Policy, *, clock: Clock) -> int:
    """Keep a policy in the transaction of an action that was allowed already."""
    content = policy_bytes(policy)
    last = rows.Policy.objects.filter(event=event).order_by("-version").first()
    if last is not None and bytes(last.content) == content:
        return last.version
    has_entries = rows.Entry.objects.filter(event=event).exists()
    if last is not None and has_entries and _fixed(policy_of_row(last)) != _fixed(policy):
        raise CoreError("policy_fixed_by_entries", key=event.key)
    kept = rows.Policy.objects.create(
        agency_id=event.agency_id,
        event=event,
        version=last.version + 1 if last else 1,
        content=content,
        kept_at=clock.now(),
    )
    return kept.version


def policy_content(ref: EventRef) -> bytes | None:
    """Return the policy in force, byte for byte; None while there is none."""
    last = rows.Policy.objects.filter(event=event_row(ref)).order_by("-version").first()
    return bytes(last.content) if last else None


def policy_of_row(row: rows.Policy) -> Policy:
    return policy_of(bytes(row.content))


def _fixed(policy: Policy) -> tuple[object, ...]:
    return policy.log, policy.log_keys, policy.signed_marks
