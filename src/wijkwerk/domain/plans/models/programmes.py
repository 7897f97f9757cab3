"""The programme of an area: what each partner will do for the goals of a vision, and with whom that was agreed."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.plans.models.visions import Goal, Vision
from wijkwerk.domain.plans.plan_states import PROGRAMME_TONES, ProgrammeState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class ProgrammeQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> ProgrammeQuerySet:
        """What everybody may read, and what is being made in the areas where this actor works on it."""
        reach = actor.reach(Permission.PLAN_COMMENT)
        if reach.everywhere:
            return self.all()
        return self.filter(~Q(state=ProgrammeState.DRAFT) | Q(work_area_id__in=reach.area_ids))

    def to_pay(self, area_ids: frozenset[int] | None) -> ProgrammeQuerySet:
        """Programmes that may still reserve money for something."""
        open_ones = self.filter(state__in=[ProgrammeState.DRAFT, ProgrammeState.AGREED]).order_by("-from_year", "id")
        return open_ones if area_ids is None else open_ones.filter(work_area_id__in=area_ids)


class Programme(MunicipalityModel):
    """Wijkprogramma: what partners do in about four years for the goals of a vision."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    vision = models.ForeignKey(Vision, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    outlives_because = models.CharField(max_length=500, blank=True)  # why it runs on when its vision has ended
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(ProgrammeQuerySet)

    class Meta:
        verbose_name = gettext_lazy("wijkprogramma")
        ordering = ["-from_year", "-id"]
        indexes = [
            models.Index(fields=["municipality", "work_area", "-from_year", "-id"], name="programmes_of_an_area")
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_programme_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="a_programme_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=ProgrammeState.values), name="a_programme_has_a_state"),
            models.CheckConstraint(
                condition=Q(from_year__range=(1990, 2100), until_year__gte=F("from_year"), until_year__lte=2150),
                name="a_programme_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ProgrammeState.ADOPTED, ProgrammeState.CLOSED], adopted_on__isnull=False)
                | (
                    ~Q(state__in=[ProgrammeState.ADOPTED, ProgrammeState.CLOSED])
                    & Q(adopted_on__isnull=True, decision_number="")
                ),
                name="an_adopted_programme_was_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:programme", args=[self.pk])

    @property
    def is_hidden(self) -> bool:
        return self.state == ProgrammeState.DRAFT

    @property
    def is_writable(self) -> bool:
        """Efforts change while partners agree; once adopted only their money and how they go."""
        return self.state in (ProgrammeState.DRAFT, ProgrammeState.AGREED)

    @property
    def is_adopted(self) -> bool:
        return self.state in (ProgrammeState.ADOPTED, ProgrammeState.CLOSED)

    @property
    def tone(self) -> str:
        return PROGRAMME_TONES[ProgrammeState(self.state)]

    @property
    def years(self) -> str:
        return f"{self.from_year} – {self.until_year}"

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return scope.current().word("programme")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return _("een %(programme)s dat nog gemaakt wordt") % {"programme": self.thread_kind}

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.PLAN_COMMENT if self.is_hidden else Permission.PLAN_VIEW

    @property
    def thread_state(self) -> str:
        return str(ProgrammeState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone

    @property
    def thread_is_done(self) -> bool:
        """What waits for the money of the programme, waits until it is adopted."""
        return self.is_adopted

    @property
    def thread_done_words(self) -> str:
        return _("Het programma waarop u wilt wachten is al vastgesteld. Dan hoeft u niet te wachten.")


class ProgrammeAgreement(MunicipalityModel):
    """Instemming: a body or partner agreed with a programme, by name, on a day."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="agreements")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # who agreed on behalf of it
    agreed_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    of_version = models.PositiveIntegerField()  # of the programme: what changed since was not agreed with
    recorded_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["agreed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="an_organisation_agrees_once"),
            models.CheckConstraint(condition=~Q(name=""), name="an_agreement_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} met {self.programme_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.programme.access_area_ids()


class EffortQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> EffortQuerySet:
        reach = actor.reach(Permission.PLAN_COMMENT)
        if reach.everywhere:
            return self.all()
        return self.filter(~Q(programme__state=ProgrammeState.DRAFT) | Q(programme__work_area_id__in=reach.area_ids))

    def for_thread(self) -> EffortQuerySet:
        return self.select_related("programme")

    def to_pay(self, area_ids: frozenset[int] | None) -> EffortQuerySet:
        """Efforts whose money is not reserved yet."""
        open_ones = (
            self.filter(reserved_on__isnull=True)
            .exclude(programme__state=ProgrammeState.CLOSED)
            .select_related("programme")
            .order_by("-programme__from_year", "programme_id", "number")
        )
        return open_ones if area_ids is None else open_ones.filter(programme__work_area_id__in=area_ids)


class Effort(MunicipalityModel):
    """Inspanning: what a partner will do for a goal, and the money for it; reserved from a day on."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="efforts")
    number = models.PositiveSmallIntegerField()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="efforts")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    does = models.CharField(max_length=300)
    amount_cents = models.BigIntegerField(null=True, blank=True)
    reserved_on = models.DateField(null=True, blank=True)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(EffortQuerySet)

    class Meta:
        verbose_name = gettext_lazy("inspanning")
        ordering = ["programme_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="an_effort_has_its_number"),
            models.CheckConstraint(condition=~Q(does=""), name="an_effort_does_something"),
            models.CheckConstraint(
                condition=Q(amount_cents__isnull=True) | Q(amount_cents__gt=0), name="money_of_an_effort_is_some"
            ),
            models.CheckConstraint(
                condition=Q(reserved_on__isnull=True) | Q(amount_cents__isnull=False),
                name="what_is_reserved_is_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True, until_year__isnull=True)
                | Q(from_year__isnull=False, until_year__gte=F("from_year")),
                name="an_effort_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.does

    def get_absolute_url(self) -> str:
        return reverse("plans:effort", args=[self.pk])

    @property
    def is_reserved(self) -> bool:
        return self.reserved_on is not None

    def access_area_ids(self) -> frozenset[int]:
        return self.programme.access_area_ids()

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return scope.current().word("effort")

    @property
    def thread_title(self) -> str:
        return self.does

    @property
    def thread_public_title(self) -> str:
        return _("een %(effort)s in een programma dat nog gemaakt wordt") % {"effort": self.thread_kind}

    @property
    def thread_view_permission(self) -> Permission:
        return self.programme.thread_view_permission

    @property
    def thread_state(self) -> str:
        if self.is_reserved:
            return _("geld gereserveerd")
        return _("geld nog niet gereserveerd") if self.amount_cents else self.programme.thread_state

    @property
    def thread_tone(self) -> str:
        if self.is_reserved:
            return "ok"
        return "warning" if self.amount_cents else self.programme.tone

    @property
    def thread_is_done(self) -> bool:
        """What waits for its money waits no longer."""
        return self.is_reserved

    @property
    def thread_done_words(self) -> str:
        return _("Het geld waarop u wilt wachten is al gereserveerd. Dan hoeft u niet te wachten.")
