"""Organisations, and who sits in a residents' body."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import search
from wijkwerk.domain.people.models import BodyMember, Organisation, Person
from wijkwerk.domain.people.operations.persons import EndsBeforeItBegins
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal

ONLY_OF_A_BODY = ("own_role", "expects", "is_expected")


class NameIsTaken(Refusal):
    message = _("Er is al een organisatie met deze naam. Kies een andere naam.")
    field = "name"


class MemberIsNobody(Refusal):
    message = _("Kies een persoon of vul een naam in, niet allebei.")
    field = "name"


@transaction.atomic
def add_organisation(
    *, name: str, kind: str, work_areas: Iterable[WorkArea] = (), by: Actor, at: datetime, **known: Any
) -> Organisation:
    """A new partner. `known`: about, phone, email, website, address, own_role, expects, is_expected."""
    if Organisation.objects.filter(name=name).exists():
        raise NameIsTaken
    organisation: Organisation = Organisation(name=name, kind=kind, **known)
    _only_a_body_has_a_role(organisation)
    organisation.save()
    organisation.work_areas.set(work_areas)
    journal.record("people.organisation_added", about=organisation, by=by, at=at, details={"kind": kind})
    search.put_organisation(organisation)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, work_areas: Iterable[WorkArea] | None = None, by: Actor, at: datetime, **changes: Any
) -> Organisation:
    """Change what is known of an organisation; `is_active=False` when it stops."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    name = changes.get("name", organisation.name)
    if Organisation.objects.filter(name=name).exclude(pk=organisation.pk).exists():
        raise NameIsTaken
    changed = sorted(field for field, value in changes.items() if getattr(organisation, field) != value)
    for field in changed:
        setattr(organisation, field, changes[field])
    _only_a_body_has_a_role(organisation)
    organisation.save()
    if work_areas is not None:
        organisation.work_areas.set(work_areas)
        changed.append("work_areas")
    journal.record("people.organisation_changed", about=organisation, by=by, at=at, details={"fields": changed})
    search.put_organisation(organisation)
    return organisation


def _only_a_body_has_a_role(organisation: Organisation) -> None:
    if not organisation.is_body:
        for field in ONLY_OF_A_BODY:
            setattr(organisation, field, "")


@transaction.atomic
def add_body_member(
    body: Organisation,
    *,
    person: Person | None = None,
    name: str = "",
    function: str = "",
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> BodyMember:
    """Somebody takes a seat in a residents' body for a term."""
    if (person is None) == (not name):
        raise MemberIsNobody
    if until_on is not None and until_on <= from_on:
        raise EndsBeforeItBegins
    member: BodyMember = BodyMember.objects.create(
        body=body, person=person, name=name, function=function, from_on=from_on, until_on=until_on
    )
    journal.record("people.body_member_added", about=member, by=by, at=at, details={"body": body.pk})
    return member


@transaction.atomic
def end_body_membership(member: BodyMember, *, until_on: date, by: Actor, at: datetime) -> BodyMember:
    """Somebody leaves a residents' body: `until_on` is the first day without them."""
    member.until_on = max(until_on, member.from_on)
    member.save(update_fields=["until_on"])
    journal.record("people.body_member_left", about=member, by=by, at=at, details={"body": member.body_id})
    return member
