"""Who there is, who works where, and who is to be found there today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from allauth.mfa.models import Authenticator
from django.db.models import BigAutoField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.text import capfirst

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import (
    Absence,
    Account,
    Assignment,
    BodyMember,
    Invitation,
    Organisation,
    Person,
    Ring,
    TeamMember,
)
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role, roles_with
from wijkwerk.foundation.tenancy import scope

# Who belongs to the heart of a team by their role alone.
IN_THE_CORE = (Role.COORDINATOR, Role.ALDERMAN)


# ── One of each ────────────────────────────────────────────────────────────────────────────────────────────────────
def person(person_id: int) -> Person:
    found: Person = Person.objects.select_related("organisation", "photo", "account").get(pk=person_id)
    return found


def organisation(organisation_id: int) -> Organisation:
    found: Organisation = Organisation.objects.get(pk=organisation_id)
    return found


def body_member(member_id: int) -> BodyMember:
    found: BodyMember = BodyMember.objects.select_related("body", "person").get(pk=member_id)
    return found


def assignment(assignment_id: int) -> Assignment:
    found: Assignment = Assignment.objects.select_related("person", "work_area").get(pk=assignment_id)
    return found


def team_member(member_id: int) -> TeamMember:
    found: TeamMember = TeamMember.objects.select_related("work_area", "person", "organisation").get(pk=member_id)
    return found


def absence(absence_id: int) -> Absence:
    found: Absence = Absence.objects.select_related("person", "replaced_by").get(pk=absence_id)
    return found


def invitation(invitation_id: int) -> Invitation:
    found: Invitation = Invitation.objects.select_related("person").get(pk=invitation_id)
    return found


# ── Accounts and invitations ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class KnownAccount:
    """Who an account is in this municipality, and whether it has a second factor of its own."""

    person: Person | None
    has_second_factor: bool


def _of_account(account: object) -> QuerySet[Person]:
    second = Authenticator.objects.filter(
        user=OuterRef("account"), type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    )
    rows = Person.objects.active().filter(account=account).select_related("organisation")
    # At most one, so in no order: putting this question in order takes longer than asking it, and each page asks it.
    found: QuerySet[Person] = rows.annotate(has_second_factor=Exists(second)).order_by()
    return found


_person_of_account = scope.prepared(_of_account, account=BigAutoField())


def known_account(account: Account) -> KnownAccount:
    """In one query."""
    found = next(iter(_person_of_account(account=account.pk)), None)
    return KnownAccount(found, bool(found and found.has_second_factor))


def account_of_email(email: str) -> Account | None:
    return Account.objects.annotate(lower=Lower("email")).filter(lower=email.strip().lower()).first()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose secret this is, whatever became of it."""
    rows = Invitation.objects.select_related("person", "person__account")
    return cast("Invitation | None", rows.filter(token_hash=hash_of(token)).first())


def open_invitation_for(email: str, *, at: datetime) -> Invitation | None:
    """The newest invitation to this address that can be accepted now."""
    rows = Invitation.objects.open().filter(email__iexact=email.strip(), expires_at__gt=at, person__is_active=True)
    return cast("Invitation | None", rows.select_related("person").order_by("-created_at").first())


def invitations() -> QuerySet[Invitation]:
    rows: QuerySet[Invitation] = Invitation.objects.select_related("person").order_by("-created_at", "-id")
    return rows


# ── People and organisations ───────────────────────────────────────────────────────────────────────────────────────
def people(*, words: str = "", work_area: WorkArea | None = None, on: date | None = None) -> QuerySet[Person]:
    """Everybody who works with us, by name; with words in the name, function or organisation; in one area on a day."""
    rows = Person.objects.active().filter(is_listed=True).select_related("organisation")
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(function__icontains=word) | Q(organisation__name__icontains=word)
        )
    if work_area is not None and on is not None:
        held = Assignment.objects.on(on).filter(person=OuterRef("pk"), work_area=work_area)
        placed = TeamMember.objects.on(on).filter(person=OuterRef("pk"), work_area=work_area)
        seated = BodyMember.objects.on(on).filter(person=OuterRef("pk"), body__work_areas=work_area)
        rows = rows.filter(Exists(held) | Exists(placed) | Exists(seated))
    ordered: QuerySet[Person] = rows.order_by("name", "id")
    return ordered


def people_who_may(permission: Permission, *, to: object, on: date) -> QuerySet[Person]:
    """Who works with us and may do this to the thing by a role that they hold on the day, or that they stand in for."""
    areas = policy.area_ids_of(to)
    where = Q(work_area=None) if areas is None else Q(work_area=None) | Q(work_area__in=areas)
    held = Assignment.objects.on(on).filter(where, role__in=roles_with(permission), person__is_active=True).order_by()
    away = held.filter(role=Role.COORDINATOR).values("person")
    stands_in = Absence.objects.on(on).filter(person__in=away).order_by().values("replaced_by")
    coordinates = Assignment.objects.on(on).filter(role=Role.COORDINATOR, person=OuterRef("pk"))
    return people().filter(Q(pk__in=held.values("person")) | (Q(pk__in=stands_in) & Exists(coordinates)))


def organisations(*, words: str = "", work_area: WorkArea | None = None, kind: str = "") -> QuerySet[Organisation]:
    """Organisations by name; those that work in one area, which those for the whole municipality do too."""
    rows = Organisation.objects.active().prefetch_related("work_areas")
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(about__icontains=word))
    if kind:
        rows = rows.filter(kind=kind)
    if work_area is not None:
        through = Organisation.work_areas.through.objects
        here = through.filter(organisation=OuterRef("pk"), workarea=work_area)
        rows = rows.filter(Exists(here) | ~Exists(through.filter(organisation=OuterRef("pk"))))
    ordered: QuerySet[Organisation] = rows.order_by("name", "id")
    return ordered


def all_people() -> QuerySet[Person]:
    """Also those who left, for who keeps the list."""
    rows: QuerySet[Person] = Person.objects.select_related("organisation", "account").order_by("name", "id")
    return rows


def assignments_of(people: Iterable[Person], *, on: date) -> dict[int, list[Assignment]]:
    """The roles that these people hold on a day or will hold, by person, in one query."""
    rows = Assignment.objects.not_over(on).filter(person__in=[p.pk for p in people]).select_related("work_area")
    by_person: dict[int, list[Assignment]] = {}
    for row in rows.order_by("from_on", "work_area__name", "id"):
        by_person.setdefault(row.person_id, []).append(row)
    return by_person


def past_assignments_of(one: Person, *, on: date) -> list[Assignment]:
    return list(
        Assignment.objects.filter(person=one, until_on__lte=on).select_related("work_area").order_by("-until_on", "id")
    )


def places_of(one: Person | Organisation, *, on: date) -> list[TeamMember]:
    """The teams that somebody is in."""
    field = "person" if isinstance(one, Person) else "organisation"
    rows = TeamMember.objects.on(on).filter(**{field: one}).select_related("work_area", "organisation", "person")
    return list(rows.order_by("work_area__name", "id"))


def members_of(body: Organisation, *, on: date) -> list[BodyMember]:
    """Members today and those who are to come."""
    return list(BodyMember.objects.not_over(on).filter(body=body).select_related("person"))


def former_members_of(body: Organisation, *, on: date) -> list[BodyMember]:
    return list(
        BodyMember.objects.filter(body=body, until_on__lte=on).select_related("person").order_by("-until_on", "id")
    )


def absences(*, on: date) -> QuerySet[Absence]:
    """Who is away or will be."""
    rows: QuerySet[Absence] = Absence.objects.not_over(on).select_related("person", "replaced_by")
    return rows.order_by("from_on", "id")


def absence_of(one: Person, *, on: date) -> Absence | None:
    """Whether somebody is away today, or soon: the first that is not over."""
    return absences(on=on).filter(person=one).first()


def open_invitation_of(one: Person) -> Invitation | None:
    return cast("Invitation | None", Invitation.objects.open().filter(person=one).first())


def bodies_by_area(work_areas: Sequence[WorkArea]) -> dict[int, list[Organisation]]:
    """The residents' bodies of many areas, in two queries."""
    wanted = {area.pk for area in work_areas}
    by_area: dict[int, list[Organisation]] = {}
    for body in Organisation.objects.active().bodies().prefetch_related("work_areas").order_by("name", "id"):
        for area in body.work_areas.all():
            if area.pk in wanted:
                by_area.setdefault(area.pk, []).append(body)
    return by_area


def bodies_of(work_area: WorkArea) -> list[Organisation]:
    """The residents' bodies of an area."""
    return list(Organisation.objects.active().bodies().filter(work_areas=work_area).order_by("name", "id"))


def holders_of(role: Role, *, work_area: WorkArea | None = None, on: date) -> list[Person]:
    """Who holds a role on a day, in an area or in the whole municipality, longest in it first."""
    rows = Assignment.objects.on(on).filter(role=role, work_area=work_area, person__is_active=True)
    rows = rows.select_related("person", "person__organisation", "person__photo").order_by("from_on", "id")
    return [row.person for row in rows]


# ── The single point of contact ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Contact:
    """Who to turn to in an area: the coordinator, or who stands in for them until they are back."""

    person: Person
    instead_of: Person | None = None
    back_on: date | None = None  # with `instead_of` None: the coordinator is away and nobody stands in


def contact_of(work_area: WorkArea, *, on: date) -> Contact | None:
    return contacts_of([work_area], on=on).get(work_area.pk)


def contacts_of(work_areas: Sequence[WorkArea], *, on: date) -> dict[int, Contact]:
    """By work area, in two queries. Where two coordinators share an area, the one who is there comes first."""
    rows = Assignment.objects.on(on).filter(
        role=Role.COORDINATOR, work_area__in=[area.pk for area in work_areas], person__is_active=True
    )
    rows = rows.select_related("person", "person__organisation", "person__photo").order_by("from_on", "id")
    by_area: dict[int, list[Person]] = {}
    for row in rows:
        by_area.setdefault(row.work_area_id, []).append(row.person)
    if not by_area:
        return {}
    away = _absences_on(on)
    return {area_id: _contact_among(coordinators, away) for area_id, coordinators in by_area.items()}


def _absences_on(on: date) -> dict[int, Absence]:
    rows = Absence.objects.on(on).select_related("replaced_by", "replaced_by__organisation", "replaced_by__photo")
    return {row.person_id: row for row in rows.order_by("until_on", "id")}


def _contact_among(coordinators: list[Person], away: dict[int, Absence]) -> Contact:
    for coordinator in coordinators:
        if coordinator.pk not in away:
            return Contact(coordinator)
    first = coordinators[0]
    back_on = away[first.pk].until_on
    seen, stand_in = {first.pk}, away[first.pk].replaced_by
    while stand_in is not None and stand_in.pk in away and stand_in.pk not in seen:  # also away: who stands in for them
        seen.add(stand_in.pk)
        stand_in = away[stand_in.pk].replaced_by
    if stand_in is None or stand_in.pk in away or not stand_in.is_active:
        return Contact(first, back_on=back_on)
    return Contact(stand_in, instead_of=first, back_on=back_on)


# ── The team ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Place:
    """Somebody in a team: by a row of its own (`member`), or by a role in the area (`role`)."""

    ring: Ring
    person: Person | None = None
    organisation: Organisation | None = None
    trade: str = ""
    takes_signals: bool = False
    role: Role | None = None
    member: TeamMember | None = None

    @property
    def name(self) -> str:
        if self.person is not None:
            return self.person.name
        return self.organisation.name if self.organisation is not None else ""

    @property
    def role_name(self) -> str:
        return capfirst(policy.name_of(self.role)) if self.role is not None else ""


@dataclass(frozen=True)
class Team:
    """Everybody round a work area, in rings from the heart outwards."""

    work_area: WorkArea
    contact: Contact | None
    places: list[Place] = field(default_factory=list)

    @property
    def rings(self) -> list[tuple[Ring, list[Place]]]:
        return [(ring, [place for place in self.places if place.ring == ring]) for ring in Ring]

    @property
    def rings_round_contact(self) -> list[tuple[Ring, list[Place]]]:
        """The rings without the person to turn to, who stands above them."""
        first = self.contact.person if self.contact is not None else None
        rings = [(ring, [p for p in places if p.person is None or p.person != first]) for ring, places in self.rings]
        return [(ring, places) for ring, places in rings if places]


def team_of(work_area: WorkArea, *, on: date) -> Team:
    """The team on a day, in five queries: who holds the area's roles, its own members, its residents' bodies."""
    roles = Assignment.objects.on(on).filter(work_area=work_area, role__in=IN_THE_CORE, person__is_active=True)
    roles = roles.select_related("person", "person__organisation", "person__photo").order_by("from_on", "id")
    held = sorted(roles, key=lambda row: IN_THE_CORE.index(Role(row.role)))
    places = [
        Place(Ring.CORE, person=row.person, organisation=row.person.organisation, role=Role(row.role)) for row in held
    ]
    places += [
        Place(
            Ring(row.ring),
            person=row.person,
            organisation=row.organisation or (row.person.organisation if row.person else None),
            trade=row.trade,
            takes_signals=row.takes_signals,
            member=row,
        )
        for row in team_members(work_area, on=on)
    ]
    here = {place.organisation.pk for place in places if place.organisation is not None and place.person is None}
    places += [Place(Ring.ALLIES, organisation=body) for body in bodies_of(work_area) if body.pk not in here]
    return Team(work_area, contact_of(work_area, on=on), places)


def team_members(work_area: WorkArea, *, on: date) -> QuerySet[TeamMember]:
    """The rows of a team, in their own order; nobody who left."""
    rows: QuerySet[TeamMember] = TeamMember.objects.on(on).filter(
        Q(person=None) | Q(person__is_active=True),
        Q(organisation=None) | Q(organisation__is_active=True),
        work_area=work_area,
    )
    return rows.select_related("person", "person__organisation", "person__photo", "organisation").order_by(
        "order", "id"
    )


def takers_of(work_area: WorkArea, *, on: date) -> list[TeamMember]:
    """The members of a team that take up signals: whom one can be handed to."""
    return list(team_members(work_area, on=on).filter(takes_signals=True))


def people_of(organisation: Organisation) -> list[Person]:
    """Who works there and can be written to."""
    return list(Person.objects.filter(organisation=organisation, is_active=True).order_by("name", "id"))


def is_shown_to_all(one: Person, *, on: date) -> bool:
    """Whether residents see this person."""
    return one.is_active and bool(people_shown_to_all(on=on, among=[one.pk]))


def people_shown_to_all(*, on: date, among: Sequence[int] | None = None) -> set[int]:
    """Those that residents see: in a team, with a role that stands in the heart of one, or standing in for somebody."""
    shown: set[int] = set()
    for name, rows in (
        ("person", Assignment.objects.on(on).filter(role__in=IN_THE_CORE)),
        ("person", TeamMember.objects.on(on).exclude(person=None)),
        ("replaced_by", Absence.objects.on(on).exclude(replaced_by=None)),
    ):
        wanted = rows if among is None else rows.filter(**{f"{name}__in": among})
        shown.update(wanted.values_list(f"{name}_id", flat=True))
    return shown


# ── The example's sign-ins ─────────────────────────────────────────────────────────────────────────────────────────
def people_with_account(*, on: date) -> list[Person]:
    """Everybody who can sign in, with the roles of the day beside them."""
    held = Prefetch("assignments", Assignment.objects.on(on).select_related("work_area"), to_attr="held_now")
    rows = Person.objects.active().filter(account__is_active=True).select_related("organisation", "account")
    return list(rows.prefetch_related(held).order_by("name", "id"))
