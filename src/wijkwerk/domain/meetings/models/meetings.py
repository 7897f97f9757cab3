"""One meeting of a series, and its agenda: points, and the lines that stand under a point that fills itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models.kinds import Part
from wijkwerk.domain.meetings.models.series import OfSeries, Series
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("gepland")
    BEGUN = "begun", _("agenda ligt vast")
    DONE = "done", _("verslag is klaar")
    CANCELLED = "cancelled", _("gaat niet door")


MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.BEGUN, MeetingState.CANCELLED}),
    MeetingState.BEGUN: frozenset({MeetingState.DONE, MeetingState.PLANNED}),
    MeetingState.DONE: frozenset({MeetingState.BEGUN}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
}
FROZEN = (MeetingState.BEGUN, MeetingState.DONE)


class MeetingQuerySet(scope.ScopedQuerySet):
    def for_access(self) -> MeetingQuerySet:
        return self.select_related("series").prefetch_related("series__work_areas", "series__members")


class OfMeetingQuerySet(scope.ScopedQuerySet):
    """Rows of meetings."""

    def for_access(self) -> Self:
        series = ("meeting__series__work_areas", "meeting__series__members")
        return self.select_related("meeting__series").prefetch_related(*series)


class Meeting(OfSeries):
    """Overleg: one moment of a series of which something is known. What the rhythm says alone has no row."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    schedule = models.ForeignKey(
        "meetings.Schedule", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    slot_on = models.DateField(null=True, blank=True)  # the day by the schedule; none: it is an extra one
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=160, blank=True)  # empty: that of the series
    about = models.TextField(blank=True)
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    room = models.ForeignKey("facilities.Room", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    moved_because = models.CharField(max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    kept_seats = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    visitors = models.PositiveIntegerField(null=True, blank=True)  # how many came
    registered = models.PositiveIntegerField(default=0)  # who had a place and whose registration was erased since
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    client_key = models.UUIDField(default=uuid.uuid4)  # an extra one that is sent twice is one

    objects: ClassVar[Any] = scope.scoped(MeetingQuerySet)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["municipality", "starts_at", "id"], name="meeting_moment")]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "slot_on"], condition=Q(slot_on__isnull=False), name="a_moment_has_one_meeting"
            ),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_meeting_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(schedule__isnull=True, slot_on__isnull=True)
                | Q(schedule__isnull=False, slot_on__isnull=False),
                name="a_moment_is_of_a_schedule",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="one_meeting_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="a_meeting_has_a_state"),
            models.CheckConstraint(
                condition=(Q(state=MeetingState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=MeetingState.CANCELLED) & Q(cancelled_because="")),
                name="what_is_called_off_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FROZEN, frozen_at__isnull=False)
                | (~Q(state__in=FROZEN) & Q(frozen_at__isnull=True)),
                name="a_frozen_agenda_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.DONE, minuted_at__isnull=False)
                | (~Q(state=MeetingState.DONE) & Q(minuted_at__isnull=True)),
                name="minutes_have_their_moment",
            ),
            models.CheckConstraint(
                condition=Q(kept_seats=0) | Q(seats__isnull=True) | Q(kept_seats__lte=F("seats")),
                name="no_more_places_are_kept_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_title} {self.on:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def public_address(self) -> str:
        return reverse("meetings:public_meeting", args=[self.pk])

    @property
    def shown_title(self) -> str:
        return self.title or self.series.title

    @property
    def on(self) -> date:
        """The Dutch day."""
        return clock.dutch(self.starts_at).date()

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_moved(self) -> bool:
        return bool(self.moved_because)

    def may_become(self, state: MeetingState) -> bool:
        return state in MOVES[MeetingState(self.state)]


class OfMeeting(MunicipalityModel):
    """A row of one meeting: who may read or keep that may this."""

    page_needs: ClassVar[Permission] = Permission.MEETING_VIEW

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="%(class)ss")

    objects: ClassVar[Any] = scope.scoped(OfMeetingQuerySet)

    class Meta:
        abstract = True

    def access_area_ids(self) -> frozenset[int] | None:
        return self.meeting.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.meeting.access_parties()


class Point(OfMeeting):
    """Agendapunt: somebody's own, or a part that fills itself; in the order that the meeting chose, with its notes."""

    part = models.CharField(max_length=10, choices=Part, default=Part.OWN)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # how long it may take
    is_left_out = models.BooleanField(default=False)
    notes = models.TextField(blank=True)  # what was said, once it was held

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_point_has_a_title"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="a_point_is_of_a_part"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_own(self) -> bool:
        return self.part == Part.OWN


class Line(MunicipalityModel):
    """Regel onder een punt, as it stood when the agenda was frozen: a thing, and what was to be said of it.

    `words` are for all who read the agenda, `inside` for who may see the thing itself; each change is marked the same.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True)  # of what is no thing of the thread
    words = models.TextField(blank=True)
    inside = models.TextField(blank=True)
    state = models.CharField(max_length=80, blank=True)  # how the thing stood
    tone = models.CharField(max_length=10, blank=True)
    changes: Any = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title or f"{self.about_kind}:{self.about_id}"

    @property
    def about(self) -> Ref | None:
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None
