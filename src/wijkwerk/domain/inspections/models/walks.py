"""The inspection itself: its route, the points that it draws or keeps, and who walks along."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.inspections.states import INSPECTION_TONES, InspectionState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class InspectionQuerySet(ScopedQuerySet):
    def walked(self) -> InspectionQuerySet:
        return self.filter(state__in=[InspectionState.WALKED, InspectionState.CLOSED])

    def for_thread(self) -> InspectionQuerySet:
        return self.select_related("work_area")


class Inspection(MunicipalityModel):
    """Schouw: a route through an area, walked on a day, with a scale for each aspect that is looked at."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("inspections.Subject", on_delete=models.PROTECT, related_name="+")
    scale = models.ForeignKey("inspections.Scale", on_delete=models.PROTECT, related_name="+")
    aspects = models.ManyToManyField("inspections.Aspect", related_name="+")
    title = models.CharField(max_length=200)
    on = models.DateField()
    gathers = models.CharField(max_length=200, blank=True)  # where and when people gather
    state = models.CharField(max_length=10, choices=InspectionState, default=InspectionState.PREPARED)
    walked_at = models.DateTimeField(null=True, blank=True)
    list_sent_at = models.DateTimeField(null=True, blank=True)  # the action list, to those who walked
    closed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one

    objects: ClassVar[Any] = scoped(InspectionQuerySet)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["municipality", "-on", "-id"], name="inspections_newest"),
            models.Index(fields=["work_area", "on"], name="inspections_of_an_area"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_inspection_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="an_inspection_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=InspectionState.values), name="an_inspection_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=InspectionState.PREPARED, walked_at=None)
                | (~Q(state=InspectionState.PREPARED) & Q(walked_at__isnull=False)),
                name="what_was_walked_was_so_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=InspectionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=InspectionState.CLOSED) & Q(closed_at=None)),
                name="an_inspection_was_closed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection", args=[self.pk])

    @property
    def tone(self) -> str:
        return INSPECTION_TONES[InspectionState(self.state)]

    @property
    def is_prepared(self) -> bool:
        return self.state == InspectionState.PREPARED

    @property
    def is_closed(self) -> bool:
        return self.state == InspectionState.CLOSED

    @property
    def year(self) -> int:
        return self.on.year

    # access: who was invited walks along, also from elsewhere
    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        invited = self.walkers.exclude(person=None).values_list("person_id", flat=True)
        return {("person", number): Role.WALKER for number in invited}

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return _("schouw")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.INSPECTION_VIEW

    @property
    def thread_state(self) -> str:
        return str(InspectionState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone


class FixedPoint(MunicipalityModel):
    """Vast punt: a place in an area that is looked at again and again."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    hint = models.CharField(max_length=200, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["work_area_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_area", "name"], condition=Q(ended_on=None), name="a_fixed_point_has_its_own_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_fixed_point_has_a_name"),
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="a_fixed_point_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})


class Draw(MunicipalityModel):
    """Loting: the seed and the outline that points were drawn with, kept so that anybody can draw them again."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="draws")
    seed = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    outline = models.JSONField()  # whole numbers: see draw.py
    first = models.PositiveSmallIntegerField(default=1)  # the number of the first point that was taken
    count = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "seed", "first"], name="points_are_drawn_once"),
            models.CheckConstraint(condition=~Q(seed=""), name="a_draw_has_a_seed"),
        ]

    def __str__(self) -> str:
        return self.seed


class Spot(MunicipalityModel):
    """Punt: a place on the route, by its number."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="spots")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    hint = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    fixed_point = models.ForeignKey(FixedPoint, on_delete=models.PROTECT, null=True, blank=True, related_name="spots")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, null=True, blank=True, related_name="spots")
    draw_number = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(
        "inspections.Walker", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # on the way
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["inspection_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="a_spot_has_its_number"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_spot_sent_twice_is_one"),
            models.UniqueConstraint(fields=["inspection", "fixed_point"], name="a_fixed_point_is_passed_once"),
            models.UniqueConstraint(fields=["draw", "draw_number"], name="a_drawn_point_is_passed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_spot_has_a_name"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
                name="a_spot_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def public_name(self) -> str:
        """What a walker typed on the way was read by nobody: outsiders do not read it."""
        return _("plek die onderweg is toegevoegd") if self.added_by_id else self.name

    def access_area_ids(self) -> frozenset[int]:
        return self.inspection.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.inspection.access_parties()


class Walker(MunicipalityModel):
    """Loper: somebody who walks along: of staff, for a body, or a resident with a secret link and no account."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="walkers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    reply_by = models.CharField(max_length=10, choices=Channel, default=Channel.NONE)
    reply_address = models.CharField(max_length=250, blank=True)
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link; made when it is first saved
    is_on_paper = models.BooleanField(default=False)  # marks are typed over by staff
    joined_at = models.DateTimeField()
    agrees = models.BooleanField(null=True, blank=True)  # with the action list
    agrees_words = models.TextField(blank=True)
    agrees_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], name="a_person_walks_along_once"),
            models.UniqueConstraint(fields=["inspection", "organisation"], name="a_body_walks_along_once"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_walker_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(person=None) | Q(organisation=None), name="a_walker_is_a_person_or_a_body"
            ),
            models.CheckConstraint(
                condition=Q(reply_by=Channel.NONE) | ~Q(reply_address=""), name="a_walker_who_wants_to_hear_is_reached"
            ),
        ]

    def __str__(self) -> str:
        return self.link_key[:4]

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def get_absolute_url(self) -> str:
        return reverse("inspections:own_walk", args=[self.link_key])

    @property
    def shown_name(self) -> str:
        """For those who manage the inspection: nobody else reads names."""
        if self.person is not None:
            return self.person.name
        return self.organisation.name if self.organisation is not None else self.name or _("iemand zonder naam")

    @property
    def reply_to(self) -> ReplyAddress:
        """Where this walker hears what came of it."""
        if self.person is not None or self.organisation is not None:
            party: Any = self.person or self.organisation
            channel = Channel.EMAIL if party.email else Channel.NONE
            return ReplyAddress(channel, party.email, party.name)
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)

    def access_area_ids(self) -> frozenset[int]:
        return self.inspection.access_area_ids()
