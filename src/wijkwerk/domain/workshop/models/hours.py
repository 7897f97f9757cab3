"""Hours: what somebody worked on. Who was there, and how long, stands with the shifts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wijkwerk.domain.facilities.models import FunctionKind, PartOfFacility
from wijkwerk.domain.workshop.models.participants import Participant, ParticipantKind

DAY = 24 * 60  # minutes


class WorkLog(PartOfFacility):
    """Gewerkt: so many minutes on a chore, a repair, a round, or without a thing on a day.

    It says what the hours of that day were spent on, and adds none to the hours that somebody was there.
    When the participant's term ended, the time stays without a name, so that the figures of a year stay as they were.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_logs"
    )
    kind = models.CharField(max_length=18, choices=ParticipantKind)  # the participant's, as it was then
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    function = models.CharField(max_length=14, choices=FunctionKind)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["participant", "on"], name="work_of_participant"),
            models.Index(fields=["facility", "on"], name="work_of_place"),
            models.Index(fields=["about_kind", "about_id"], name="work_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False),
                name="work_on_a_thing_is_logged_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "on", "function"],
                condition=Q(about_id=None),
                name="other_work_is_logged_once_a_day",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, DAY)), name="work_takes_a_minute_to_a_day"),
            models.CheckConstraint(
                condition=Q(about_id=None, about_kind="") | (Q(about_id__isnull=False) & ~Q(about_kind="")),
                name="work_is_about_a_thing_or_none",
            ),
            models.CheckConstraint(condition=Q(function__in=FunctionKind.values), name="work_is_for_a_function"),
            models.CheckConstraint(condition=Q(kind__in=ParticipantKind.values), name="work_is_of_a_kind_of_helper"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.on}: {self.minutes}"
