"""Persons: who comes, what they do, when they are away, when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import search
from wijkwerk.domain.people.models import (
    Absence,
    Assignment,
    BodyMember,
    Invitation,
    Organisation,
    Person,
    TeamMember,
)
from wijkwerk.domain.people.operations import accounts
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope


class HasLeft(Refusal):
    message = _("Deze persoon werkt hier niet meer. Neem de persoon eerst weer in dienst.")


class EndsBeforeItBegins(Refusal):
    message = _("Deze dag ligt vóór de eerste dag. Kies een latere dag.")
    field = "until_on"


class RoleIsHeldAlready(Refusal):
    message = _("Deze persoon heeft deze rol al in (een deel van) deze periode. Kies een andere periode.")
    field = "from_on"


class RoleNeedsAnArea(Refusal):
    message = _("Deze rol geldt per gebied. Kies het gebied.")
    field = "work_areas"


class LastAdministrator(Refusal):
    message = _("Dit is de laatste beheerder. Maak eerst iemand anders beheerder.")


class NobodyReplacesThemselves(Refusal):
    message = _("Iemand kan zichzelf niet vervangen. Kies een ander.")
    field = "replaced_by"


class ComesBackTooEarly(Refusal):
    message = _("De eerste dag terug moet na de eerste dag weg liggen.")
    field = "until_on"


class AbsenceOverlaps(Refusal):
    message = _("In deze periode staat al een afwezigheid. Beëindig die eerst, of kies andere dagen.")
    field = "from_on"


# ── Who comes and changes ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_person(
    *,
    name: str,
    organisation: Organisation | None = None,
    function: str = "",
    phone: str = "",
    email: str = "",
    contact_is_public: bool = False,
    findable: str = "",
    is_listed: bool = True,
    by: Actor,
    at: datetime,
) -> Person:
    """Somebody comes to work with us; `is_listed=False` for who only sees the own work, and is in no directory."""
    person: Person = Person.objects.create(
        name=name,
        organisation=organisation,
        function=function,
        phone=phone,
        email=email.lower(),
        contact_is_public=contact_is_public,
        findable=findable,
        is_listed=is_listed,
    )
    journal.record("people.person_added", about=person, by=by, at=at)
    search.put_person(person)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, at: datetime, **changes: Any) -> Person:
    """Change what is known of somebody: name, organisation, function, phone, email, contact_is_public, findable."""
    person = _locked(person)
    changed = sorted(field for field, value in changes.items() if getattr(person, field) != value)
    if not changed:
        return person
    for field in changed:
        setattr(person, field, changes[field])
    person.save(update_fields=changed)
    journal.record("people.person_changed", about=person, by=by, at=at, details={"fields": changed})
    search.put_person(person)
    return person


@transaction.atomic
def set_photo(person: Person, *, photo: File[bytes] | None, by: Actor, at: datetime) -> Person:
    """Show another face, or none; the old photo goes."""
    person = _locked(person)
    old, person.photo = person.photo, files.keep_photo(photo, at=at) if photo is not None else None
    person.save(update_fields=["photo"])
    if old is not None:
        files.drop_photo(old)
    journal.record("people.photo_set", about=person, by=by, at=at, details={"shown": person.photo is not None})
    return person


@transaction.atomic
def deactivate_person(person: Person, *, by: Actor, at: datetime) -> Person:
    """Somebody leaves: roles and places end today, open invitations too, and every session ends at once."""
    person = _locked(person)
    if not person.is_active:
        raise HasLeft
    today = clock.dutch(at).date()
    for assignment in Assignment.objects.not_over(today).filter(person=person):
        end_role(assignment, until_on=today, by=by, at=at)
    for places in (TeamMember.objects.filter(person=person), BodyMember.objects.filter(person=person)):
        places.on(today).update(until_on=today)
        places.filter(from_on__gt=today).delete()
    Absence.objects.not_over(today).filter(person=person).delete()
    Invitation.objects.open().filter(person=person).update(withdrawn_at=at)
    person.is_active, person.left_on = False, today
    person.save(update_fields=["is_active", "left_on"])
    if person.account is not None:
        accounts.sign_out_everywhere(person, by=by, at=at)
    journal.record("people.person_left", about=person, by=by, at=at)
    search.put_person(person)
    return person


@transaction.atomic
def welcome_back(person: Person, *, by: Actor, at: datetime) -> Person:
    """Somebody who left works here again. Roles are given anew."""
    person = _locked(person)
    if not person.is_active:
        person.is_active, person.left_on = True, None
        person.save(update_fields=["is_active", "left_on"])
        journal.record("people.person_came_back", about=person, by=by, at=at)
        search.put_person(person)
    return person


@transaction.atomic
def erase_person(person: Person) -> None:
    """Forget who it was that left long ago; what they did stays. An account that nobody uses any more goes too."""
    account, photo = person.account, person.photo
    person.name = str(_("Oud-medewerker"))
    person.function = person.phone = person.email = person.findable = ""
    person.contact_is_public, person.is_erased = False, True
    person.account = person.organisation = person.photo = None
    person.save()
    Invitation.objects.filter(person=person).delete()
    if photo is not None:
        files.drop_photo(photo)
    if account is not None:
        with scope.everywhere(because="an account may be of a person in another municipality"):
            if not Person.objects.filter(account=account).exists():
                account.delete()


# ── Roles ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_role(
    person: Person,
    *,
    role: Role,
    work_area: WorkArea | None = None,
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Give somebody a role for a period; in one area where the role is held per area, else in the whole municipality.

    The person's row is locked: two who give the same role at once do not give it twice.
    """
    person = _locked(person)
    if not person.is_active:
        raise HasLeft
    if ROLES[role].held == "area" and work_area is None:
        raise RoleNeedsAnArea
    if ROLES[role].held != "area":
        work_area = None
    if until_on is not None and until_on <= from_on:
        raise EndsBeforeItBegins
    held = Assignment.objects.filter(person=person, role=role, work_area=work_area)
    if held.overlapping(from_on, until_on).exists():
        raise RoleIsHeldAlready
    assignment: Assignment = Assignment.objects.create(
        person=person, role=role, work_area=work_area, from_on=from_on, until_on=until_on
    )
    journal.record(
        "people.role_given", about=assignment, by=by, at=at, details={"role": role.value, "person": person.pk}
    )
    search.put_person(person)
    return assignment


@transaction.atomic
def give_roles(
    person: Person,
    *,
    role: Role,
    work_areas: Iterable[WorkArea] = (),
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> list[Assignment]:
    """Give a role in several areas at once, all or none."""
    where: list[WorkArea | None] = list(work_areas) if ROLES[role].held == "area" else [None]
    if not where:
        raise RoleNeedsAnArea
    return [
        give_role(person, role=role, work_area=area, from_on=from_on, until_on=until_on, by=by, at=at) for area in where
    ]


@transaction.atomic
def invite_administrator(*, name: str, email: str, by: Actor, at: datetime) -> Invitation:
    """Who sets up a municipality: known by the address or added, made administrator, and invited."""
    today = clock.dutch(at).date()
    known = Person.objects.filter(email__iexact=email.strip()).first()
    person = known or add_person(name=name, email=email.strip(), by=by, at=at)
    if not Assignment.objects.on(today).filter(person=person, role=Role.ADMINISTRATOR).exists():
        give_role(person, role=Role.ADMINISTRATOR, from_on=today, by=by, at=at)
    return accounts.invite(person, email=email, by=by, at=at)


@transaction.atomic
def end_role(assignment: Assignment, *, until_on: date, by: Actor, at: datetime) -> Assignment:
    """A role ends: `until_on` is the first day that it is no longer held. What was still to come never begins."""
    if assignment.role == Role.ADMINISTRATOR:
        _another_administrator_than(assignment, until_on)
    assignment.until_on = max(until_on, assignment.from_on)
    assignment.save(update_fields=["until_on"])
    details = {"role": assignment.role, "person": assignment.person_id, "until_on": assignment.until_on.isoformat()}
    journal.record("people.role_ended", about=assignment, by=by, at=at, details=details)
    search.put_person(assignment.person)
    return assignment


def _another_administrator_than(assignment: Assignment, day: date) -> None:
    """Somebody keeps the keys. The administrators' rows are locked, so that the last two cannot leave at once."""
    administrators = Assignment.objects.select_for_update().filter(role=Role.ADMINISTRATOR, person__is_active=True)
    lasting = administrators.filter(from_on__lte=day, until_on=None)
    if not any(row.pk != assignment.pk and row.person_id != assignment.person_id for row in lasting):
        raise LastAdministrator


# ── Away ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def report_absence(
    person: Person, *, from_on: date, until_on: date, replaced_by: Person | None = None, by: Actor, at: datetime
) -> Absence:
    """Somebody is away from `from_on` and back on `until_on`; who stands in is the contact meanwhile."""
    person = _locked(person)
    if until_on <= from_on:
        raise ComesBackTooEarly
    if replaced_by is not None and replaced_by.pk == person.pk:
        raise NobodyReplacesThemselves
    if Absence.objects.filter(person=person).overlapping(from_on, until_on).exists():
        raise AbsenceOverlaps
    absence: Absence = Absence.objects.create(
        person=person, from_on=from_on, until_on=until_on, replaced_by=replaced_by
    )
    details = {"person": person.pk, "replaced_by": replaced_by.pk if replaced_by else None}
    journal.record("people.absence_reported", about=absence, by=by, at=at, details=details)
    if replaced_by is not None:
        search.put_person(replaced_by)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, on: date, by: Actor, at: datetime) -> None:
    """Somebody is back earlier, on this day, or does not go at all."""
    journal.record("people.absence_ended", about=absence, by=by, at=at, details={"person": absence.person_id})
    if on <= absence.from_on:
        absence.delete()
    elif on < absence.until_on:
        absence.until_on = on
        absence.save(update_fields=["until_on"])
    if absence.replaced_by is not None:
        search.put_person(absence.replaced_by)


def _locked(person: Person) -> Person:
    fresh: Person = Person.objects.select_for_update().get(pk=person.pk)
    return fresh
