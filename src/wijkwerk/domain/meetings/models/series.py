"""Series of meetings: what for, who, where, and by which rhythm, in Dutch local time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.people.models import Assignment
from wijkwerk.domain.people.models.persons import ROLE_CHOICES
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class SeriesQuerySet(scope.ScopedQuerySet):
    def visible_to(self, actor: Actor) -> SeriesQuerySet:
        """Those of the areas where this actor reads of meetings, and those that the actor is part of."""
        reach = actor.reach(Permission.MEETING_VIEW)
        if reach.everywhere:
            return self.all()
        here = Series.work_areas.through.objects.filter(workarea__in=reach.area_ids).values("series")
        return self.filter(Q(pk__in=here) | Q(pk__in=_series_of_members(actor)))

    def of(self, actor: Actor) -> SeriesQuerySet:
        """Those that the actor is part of: as a person, by their organisation, or by a role that they hold there."""
        return self.filter(pk__in=_series_of_members(actor))

    def kept_by(self, actor: Actor) -> SeriesQuerySet:
        """Those that this actor plans, prepares and writes down."""
        reach = actor.reach(Permission.MEETING_MANAGE)
        if reach.everywhere:
            return self.all()
        here = Series.work_areas.through.objects.filter(workarea__in=reach.area_ids).values("series")
        return self.filter(Q(pk__in=here) | Q(pk__in=_series_of_members(actor, leading=True)))


def _series_of_members(actor: Actor, *, leading: bool = False) -> Any:
    among = Q(pk__in=[])
    for kind, number in getattr(actor, "parties", ()):
        if number is not None:
            among |= Q(**{f"{kind}_id": number})
    for role, area_id in getattr(actor, "held", ()):
        if area_id is None:
            among |= Q(role=role)
        else:
            there = Series.work_areas.through.objects.filter(workarea=area_id).values("series")
            among |= Q(role=role) & (Q(series__in=there) | Q(series__is_wide=True))
    rows = Member.objects.filter(among)
    return (rows.filter(leads=True) if leading else rows).values("series")


class Series(MunicipalityModel):
    """Reeks van overleggen: one kind of meeting of the same people. Without a rhythm only moments that are named."""

    kind = models.CharField(max_length=30)  # a usual kind, or one of the municipality's own: queries/kinds.py
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    work_areas = models.ManyToManyField("areas.WorkArea", blank=True, related_name="+")
    is_wide = models.BooleanField(default=False)  # about the whole municipality: only who takes part reads of it
    agenda = models.ForeignKey("plans.Agenda", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    room = models.ForeignKey("facilities.Room", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=False)  # for everybody
    takes_registrations = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)  # at most; none: as many as come
    kept_seats = models.PositiveSmallIntegerField(default=0)  # of those, for who has no e-mail
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = scope.scoped(SeriesQuerySet)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_series_has_a_title"),
            models.CheckConstraint(
                condition=Q(kept_seats=0) | Q(seats__isnull=True) | Q(kept_seats__lte=F("seats")),
                name="no_more_seats_are_kept_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(takes_registrations=False) | Q(is_open=True), name="who_registers_comes_to_something_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:series", args=[self.pk])

    @property
    def public_address(self) -> str:
        return reverse("meetings:public_series", args=[self.pk])

    def access_area_ids(self) -> frozenset[int] | None:
        if self.is_wide:
            return None
        return frozenset(area.pk for area in self.work_areas.all())

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """Who takes part reads it as a partner does; who leads it keeps it as a coordinator does."""
        parties: dict[tuple[str, int | None], Role] = {}
        members = sorted(self.members.all(), key=lambda member: member.leads)
        roles = [member for member in members if member.role]
        for member in members:
            part = Role.COORDINATOR if member.leads else Role.PARTNER
            if member.person_id:
                parties["person", member.person_id] = part
            if member.organisation_id:
                parties["organisation", member.organisation_id] = part
        for member in roles:
            held = Assignment.objects.on(clock.today()).filter(role=member.role, person__is_active=True)
            if not self.is_wide:
                held = held.filter(Q(work_area=None) | Q(work_area__in=self.access_area_ids()))
            part = Role.COORDINATOR if member.leads else Role.PARTNER
            for person_id in held.values_list("person", flat=True):
                if parties.get(("person", person_id)) != Role.COORDINATOR:
                    parties["person", person_id] = part
        return parties


class OfSeries(MunicipalityModel):
    """A row of one series: who may read or keep that may this."""

    page_needs: ClassVar[Permission] = Permission.MEETING_VIEW

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    def access_area_ids(self) -> frozenset[int] | None:
        return self.series.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.series.access_parties()


class Schedule(OfSeries):
    """Rooster: by this rhythm, from a first day until (without) a day, at these times of the Dutch clock."""

    rhythm = models.CharField(max_length=12, choices=Rhythm)
    first_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over
    from_time = models.TimeField()
    until_time = models.TimeField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="a_schedule_has_a_rhythm"),
            models.CheckConstraint(condition=Q(until_time__gt=F("from_time")), name="a_meeting_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("first_on")), name="a_schedule_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} {self.first_on}"

    def falls_on(self, day: date) -> bool:
        if not is_near(day):
            return False
        over = self.until_on is not None and day >= self.until_on
        return not over and Rhythm(self.rhythm).falls_on(day, first=self.first_on)

    def moments_on(self, day: date) -> tuple[datetime, datetime]:
        """From when until when on a day: the Dutch clock says the same in summer and in winter."""
        return at_local(day, self.from_time), at_local(day, self.until_time)


def is_near(day: date) -> bool:
    """Of a year that somebody plans in; others are slips of the pen, and calendars end before them."""
    return 1990 <= day.year <= 2100


def at_local(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.AMSTERDAM)


class Member(OfSeries):
    """Deelnemer: a person, an organisation, or whoever holds a role in the areas of the series."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=30, choices=ROLE_CHOICES, blank=True)
    leads = models.BooleanField(default=False)  # plans, prepares and writes down

    class Meta:
        ordering = ["-leads", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True, role="")
                | Q(person__isnull=True, organisation__isnull=False, role="")
                | (Q(person__isnull=True, organisation__isnull=True) & ~Q(role="")),
                name="who_takes_part_is_a_person_an_organisation_or_a_role",
            ),
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(person__isnull=False), name="a_person_takes_part_in_it_once"
            ),
            models.UniqueConstraint(
                fields=["series", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_takes_part_in_it_once",
            ),
            models.UniqueConstraint(
                fields=["series", "role"], condition=~Q(role=""), name="a_role_takes_part_in_it_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation or self.role)
