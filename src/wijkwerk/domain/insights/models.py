"""What exists in insights: experiments, and what was seen while they ran."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Outcome(models.TextChoices):
    """What becomes of an experiment, once it was decided."""

    GOES_ON = "goes_on", _("gaat door")
    STOPS = "stops", _("stopt")
    ORDINARY = "ordinary", _("wordt gewoon")


TONES: dict[str, str] = {"": "accent", Outcome.GOES_ON: "info", Outcome.STOPS: "neutral", Outcome.ORDINARY: "ok"}


class ExperimentQuerySet(scope.ScopedQuerySet):
    def in_state(self, state: str, today: date) -> ExperimentQuerySet:
        """`loopt`: nothing was decided yet; `klaar`: it was."""
        if state == "loopt":
            return self.filter(outcome="", from_on__lte=today)
        return self.exclude(outcome="") if state == "klaar" else self.all()


class Experiment(MunicipalityModel):
    """Proef: what is tried, where and why, how we see whether it works, and what was learnt."""

    title = models.CharField(max_length=160)
    tries = models.TextField()  # what is tried
    why = models.TextField()
    measures = models.TextField(blank=True)  # how we see whether it works
    work_areas = models.ManyToManyField("areas.WorkArea", related_name="+")
    items = models.ManyToManyField("plans.AgendaItem", blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the last day, as planned
    learnt = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    because = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scope.scoped(ExperimentQuerySet)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(tries="") & ~Q(why=""), name="an_experiment_says_why"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="an_experiment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", because="", decided_on=None)
                | (Q(outcome__in=Outcome.values, decided_on__isnull=False) & ~Q(because="") & ~Q(learnt="")),
                name="what_becomes_of_it_has_a_reason_and_a_lesson",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insights:experiment", args=[self.pk])

    def access_area_ids(self) -> frozenset[int]:
        return frozenset(area.pk for area in self.work_areas.all())

    @property
    def is_decided(self) -> bool:
        return bool(self.outcome)

    def state_words(self, today: date) -> str:
        if self.outcome:
            return str(Outcome(self.outcome).label)
        if self.from_on > today:
            return str(_("begint nog"))
        over = self.until_on is not None and self.until_on < today
        return str(_("wacht op een besluit") if over else _("loopt"))

    @property
    def tone(self) -> str:
        return TONES[self.outcome]


class ExperimentNote(MunicipalityModel):
    """Waarneming: what was seen on a day while it ran."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_observation_says_something")]

    def __str__(self) -> str:
        return f"waarneming van {self.experiment_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.experiment.access_area_ids()
