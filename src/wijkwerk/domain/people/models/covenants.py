"""Covenants: what the municipality and a partner promise each other in an area, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Covenant(MunicipalityModel):
    """Convenant: the municipality, for one work area, and an organisation; for an aim, from a day until a day.

    It ends with a reason, or is renewed by another one that says so.
    """

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="covenants")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="covenants")
    title = models.CharField(max_length=160)
    aim = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over, as agreed
    ended_on = models.DateField(null=True, blank=True)  # the first day that it is over, for a reason
    ended_because = models.CharField(max_length=300, blank=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(aim=""), name="a_covenant_has_an_aim"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="a_covenant_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="") | (Q(ended_on__gte=F("from_on")) & ~Q(ended_because="")),
                name="a_covenant_ends_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(renews=None) | ~Q(renews=F("id")), name="a_covenant_renews_another"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("people:covenant", args=[self.pk])

    @property
    def over_on(self) -> date | None:
        """The first day that it is over: by its term, or earlier for a reason."""
        return min((day for day in (self.until_on, self.ended_on) if day is not None), default=None)

    def is_on(self, day: date) -> bool:
        over = self.over_on
        return self.from_on <= day and (over is None or day < over)

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})


class Promises(models.TextChoices):
    """What can be promised."""

    HOURS = "hours", _("Uren")
    MONEY = "money", _("Geld")
    JOBS = "jobs", _("Klussen")
    PREMISES = "premises", _("Ruimte")


class Per(models.TextChoices):
    MONTH = "month", _("per maand")
    QUARTER = "quarter", _("per kwartaal")


class Commitment(MunicipalityModel):
    """Afspraak: so many hours, euros or jobs a month or a quarter, or a place to be in; by one of the two parties."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="commitments")
    by_organisation = models.BooleanField(default=True)  # else the municipality does
    kind = models.CharField(max_length=10, choices=Promises)
    amount = models.PositiveBigIntegerField(null=True, blank=True)  # hours, cents or jobs; none for premises
    per = models.CharField(max_length=10, choices=Per, blank=True)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Promises.values), name="a_commitment_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="a_commitment_says_what"),
            models.CheckConstraint(
                condition=Q(kind=Promises.PREMISES, amount=None, per="")
                | (~Q(kind=Promises.PREMISES) & Q(amount__gte=1, per__in=Per.values)),
                name="what_is_counted_has_an_amount_and_a_term",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int]:
        return self.covenant.access_area_ids()


class Delivery(MunicipalityModel):
    """Geleverd: on a day so much of a commitment, and where that can be seen: words, or a thing by kind and number."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="deliveries")
    on = models.DateField()
    amount = models.PositiveBigIntegerField()
    evidence = models.CharField(max_length=300, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="something_was_delivered"),
            models.CheckConstraint(
                condition=(Q(about_id=None, about_kind="") & ~Q(evidence=""))
                | (Q(about_id__isnull=False) & ~Q(about_kind="")),
                name="a_delivery_can_be_seen_somewhere",
            ),
            models.UniqueConstraint(
                fields=["commitment", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False),
                name="a_thing_is_delivered_once_for_a_commitment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"

    def access_area_ids(self) -> frozenset[int]:
        return self.commitment.access_area_ids()
