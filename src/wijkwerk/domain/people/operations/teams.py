"""Who is in the team round a work area."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import search
from wijkwerk.domain.people.models import Organisation, Person, TeamMember
from wijkwerk.domain.people.operations.persons import EndsBeforeItBegins
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class NobodyChosen(Refusal):
    message = _("Kies een persoon, een organisatie, of allebei.")
    field = "person"


@transaction.atomic
def add_team_member(
    work_area: WorkArea,
    *,
    ring: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    trade: str = "",
    takes_signals: bool = False,
    order: int = 100,
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> TeamMember:
    """Give somebody a place in a team."""
    if person is None and organisation is None:
        raise NobodyChosen
    if until_on is not None and until_on <= from_on:
        raise EndsBeforeItBegins
    member: TeamMember = TeamMember.objects.create(
        work_area=work_area,
        ring=ring,
        person=person,
        organisation=organisation,
        trade=trade,
        takes_signals=takes_signals,
        order=order,
        from_on=from_on,
        until_on=until_on,
    )
    journal.record("people.team_member_added", about=member, by=by, at=at, details={"work_area": work_area.pk})
    if member.person is not None:
        search.put_person(member.person)
    return member


@transaction.atomic
def change_team_member(member: TeamMember, *, by: Actor, at: datetime, **changes: Any) -> TeamMember:
    """Change somebody's place: ring, person, organisation, trade, takes_signals, order, from_on, until_on."""
    member = TeamMember.objects.select_for_update().get(pk=member.pk)
    changed = sorted(field for field, value in changes.items() if getattr(member, field) != value)
    for field in changed:
        setattr(member, field, changes[field])
    if member.person is None and member.organisation is None:
        raise NobodyChosen
    if member.until_on is not None and member.until_on <= member.from_on:
        raise EndsBeforeItBegins
    member.save()
    journal.record("people.team_member_changed", about=member, by=by, at=at, details={"fields": changed})
    if member.person is not None:
        search.put_person(member.person)
    return member


@transaction.atomic
def end_team_member(member: TeamMember, *, until_on: date, by: Actor, at: datetime) -> TeamMember:
    """Somebody leaves a team: `until_on` is the first day without them."""
    member.until_on = max(until_on, member.from_on)
    member.save(update_fields=["until_on"])
    journal.record("people.team_member_left", about=member, by=by, at=at, details={"work_area": member.work_area_id})
    if member.person is not None:
        search.put_person(member.person)
    return member
