"""What the office holds of an erased participant beside the ledger: files, notices, accesses, account."""

import json
import re

from django.apps import apps

from selaras.records import models as rows


def forget_in_office(person: rows.Participant, telling: re.Pattern[str], *, n_other_events: int) -> None:
    """Delete what the office keeps of a participant of one event; empty the account where no event is left.

    An account that acted stays as a number: the log of security and what it signed name it by that alone.
    """
    event = person.event_id
    for table in (rows.Upload, rows.PersonRead):
        found = table._default_manager.filter(participant=person)
        # Without the collector, which would fetch the very rows into memory first.
        found._raw_delete(found.db)
    for notice in rows.Notice.objects.filter(event_id=event):
        if telling.search(f"{notice.recipient}\n{notice.subject}\n{notice.body}"):
            notice.delete()
    for act in rows.PendingAct.objects.filter(event_id=event):
        if telling.search(json.dumps(act.told, ensure_ascii=False)):
            act.delete()
    for question in rows.Question.objects.filter(event_id=event):
        for name in ("about", "text", "answer"):
            setattr(question, name, telling.sub("(dimusnahkan)", getattr(question, name)))
        question.save(update_fields=["about", "text", "answer"])
    for link in rows.Link.objects.filter(agency_id=person.agency_id):
        if telling.search(link.name):
            link.name = ""
            link.save(update_fields=["name"])
    if n_other_events == 0:
        _empty_account(person.official)


def _empty_account(official: rows.Official) -> None:
    who = rows.Account.objects.filter(official=official).first()
    if who is None:
        return
    who.official = None
    if not rows.Membership.objects.filter(account=who, ended_at=None).exclude(role="PS").exists():
        rows.Membership.objects.filter(account=who, ended_at=None).update(ended_at=who.created_at)
        for label, name in (("mfa", "Authenticator"), ("socialaccount", "SocialAccount")):
            if apps.is_installed(f"allauth.{label}"):
                apps.get_model(label, name)._default_manager.filter(user_id=who.pk).delete()
        who.name, who.sign_in_name, who.email = f"Dimusnahkan {who.pk}", f"dimusnahkan-{who.pk}", ""
        who.is_active = False
        who.set_unusable_password()
    who.save()
