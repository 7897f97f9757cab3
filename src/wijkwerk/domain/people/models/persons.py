"""Persons, the roles they hold, and when somebody stands in for them. A person is who acts: see `Actor`."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel

Held = tuple[tuple[Role, int | None], ...]  # role, and the work area or None for the whole municipality
ROLE_CHOICES = [(role.value, part.name) for role, part in ROLES.items() if part.held]
AREA_ROLES = tuple(role.value for role, part in ROLES.items() if part.held == "area")


class PersonQuerySet(scope.ScopedQuerySet):
    def active(self) -> PersonQuerySet:
        return self.filter(is_active=True)


class Person(MunicipalityModel):
    """Persoon: somebody who works with us, with or without an account. A resident who reports is none."""

    kind = "person"  # as actor

    name = models.CharField(max_length=120)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="persons"
    )
    photo = models.ForeignKey("files.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    function = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    contact_is_public = models.BooleanField(default=False)  # residents see telephone and e-mail too
    findable = models.TextField(blank=True)  # where and when residents can find this person
    is_listed = models.BooleanField(default=True)  # stands in the directory; who only sees the own work does not
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    is_erased = models.BooleanField(default=False)  # the term ended: who it was is gone, what was done stays
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = scope.scoped(PersonQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "account"],
                condition=Q(account__isnull=False),
                name="an_account_is_one_person_in_a_municipality",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, left_on=None) | Q(is_active=False, left_on__isnull=False),
                name="who_left_did_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def photo_address(self) -> str:
        """Needs the photo to be loaded with the person."""
        return reverse("people:photo", args=[self.pk, self.photo.version, "small"]) if self.photo else ""

    @cached_property
    def held(self) -> Held:
        """The roles held today, read once for each person that is loaded; nothing for who has left.

        A coordinator who stands in for another one holds that one's areas too, as long as the absence lasts.
        """
        if not self.is_active:
            return ()
        today = clock.today()
        held = [(Role(role), area_id) for role, area_id in _roles_of(person=self.pk, day=today)]
        if any(role == Role.COORDINATOR for role, _area in held):
            held += [(Role.COORDINATOR, area_id) for area_id in _areas_stood_in_for(person=self.pk, day=today)]
        return tuple(held)

    @property
    def parties(self) -> tuple[tuple[str, int | None], ...]:
        """As whom a thing may know this person: itself, and its organisation."""
        return (("person", self.pk), ("organisation", self.organisation_id)) if self.is_active else ()

    def roles_on(self, thing: object) -> frozenset[Role]:
        parties = [party for party in self.parties if party[1] is not None]
        return policy.roles_held_on(thing, held=self.held, parties=parties)

    def reach(self, permission: Permission) -> policy.Reach:
        return policy.reach_of(permission, self.held)


class PeriodQuerySet(scope.ScopedQuerySet):
    """Rows with a first day, and the first day that it is over (or none)."""

    def on(self, day: date) -> PeriodQuerySet:
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)

    def not_over(self, day: date) -> PeriodQuerySet:
        """Those of this day and those that are still to come."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day))

    def overlapping(self, from_on: date, until_on: date | None) -> PeriodQuerySet:
        rows = self.filter(Q(until_on=None) | Q(until_on__gt=from_on))
        return rows if until_on is None else rows.filter(from_on__lt=until_on)


class Assignment(MunicipalityModel):
    """Rol: person × role × work area × period. A role that is held for the whole municipality has no work area."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    work_area = models.ForeignKey(
        "areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(work_area=None) & ~Q(role__in=AREA_ROLES) | Q(work_area__isnull=False, role__in=AREA_ROLES),
                name="a_role_in_an_area_has_one_and_others_none",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_role_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["work_area", "role"], name="people_role_in_area")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} {self.work_area_id or ''}"

    @property
    def part(self) -> Role:
        return Role(self.role)

    @property
    def role_name(self) -> str:
        """The role in the municipality's own words."""
        return policy.name_of(self.part)

    def is_held_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    def access_area_ids(self) -> frozenset[int] | None:
        return frozenset({self.work_area_id}) if self.work_area_id is not None else None


def _held_on(person: object, day: Any) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Assignment.objects.on(day).filter(person=person).values_list("role", "work_area_id")
    return rows


def _held_by_those_away(person: object, day: Any) -> QuerySet[Any, Any]:
    away = Absence.objects.on(day).filter(replaced_by=person).values("person")
    theirs = Assignment.objects.on(day).filter(role=Role.COORDINATOR, person__in=away, person__is_active=True)
    areas: QuerySet[Any, Any] = theirs.values_list("work_area_id", flat=True)
    return areas


_roles_of = scope.prepared(_held_on, person=models.BigAutoField(), day=models.DateField())
_areas_stood_in_for = scope.prepared(_held_by_those_away, person=models.BigAutoField(), day=models.DateField())


class Absence(MunicipalityModel):
    """Afwezigheid: somebody is away, and who stands in meanwhile."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    replaced_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="replacements"
    )
    from_on = models.DateField()
    until_on = models.DateField()  # the first day back

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="who_is_away_comes_back_later"),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("person")), name="nobody_replaces_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"absence of {self.person_id}"
