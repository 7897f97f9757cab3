"""Who advises, binds or decides together: committees, who sits in them and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Majority(models.TextChoices):
    """How much of what is voted makes it so; who abstains counts for the quorum alone."""

    MORE_THAN_HALF = "more_than_half", _("meer dan de helft van de stemmen")
    TWO_THIRDS = "two_thirds", _("ten minste twee derde van de stemmen")
    ALL = "all", _("alle stemmen")


class OnTie(models.TextChoices):
    """What happens when as many are for as against."""

    NO = "no", _("dan is het nee")
    CHAIR = "chair", _("dan beslist de stem van de voorzitter")


class CommitteeQuerySet(ScopedQuerySet):
    def standing(self, day: date) -> CommitteeQuerySet:
        """Those that have not been closed."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_person(self, person_id: int, *, day: date) -> CommitteeQuerySet:
        sitting = CommitteeMember.objects.on(day).filter(person_id=person_id)
        return self.standing(day).filter(pk__in=sitting.values("committee_id"))


class Committee(MunicipalityModel):
    """Commissie: people who together advise, bind or decide on what is asked of a fund; which of these says the rule.

    It works for some work areas, or, without any, for the whole municipality. An organisation may stand behind it.
    """

    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="committees"
    )
    work_areas = models.ManyToManyField("areas.WorkArea", blank=True, related_name="committees")
    most_members = models.PositiveSmallIntegerField(null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)  # how long somebody sits at most, at one time
    most_terms = models.PositiveSmallIntegerField(null=True, blank=True)  # how often, all together
    quorum = models.PositiveSmallIntegerField(default=1)  # at least so many vote
    quorum_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # and more than this part of who may
    majority = models.CharField(max_length=20, choices=Majority, default=Majority.MORE_THAN_HALF)
    on_tie = models.CharField(max_length=10, choices=OnTie, default=OnTie.NO)
    closed_on = models.DateField(null=True, blank=True)  # the first day that it is no more

    objects: ClassVar[Any] = scoped(CommitteeQuerySet)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("commissie")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="a_committee_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_committee_has_a_name"),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="a_quorum_is_somebody"),
            models.CheckConstraint(
                condition=Q(quorum_permille__isnull=True) | Q(quorum_permille__lt=1000),
                name="a_quorum_is_a_part_of_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(most_members__isnull=True) | Q(most_members__gte=F("quorum")),
                name="a_quorum_fits_in_its_committee",
            ),
            models.CheckConstraint(
                condition=(Q(term_years__isnull=True) | Q(term_years__gte=1))
                & (Q(most_terms__isnull=True) | Q(most_terms__gte=1)),
                name="a_term_in_a_committee_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgets:committee", args=[self.pk])

    def access_area_ids(self) -> frozenset[int] | None:
        return frozenset(self.work_areas.values_list("pk", flat=True)) or None

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return sitting_today(Q(committee=self))

    def is_standing(self, day: date) -> bool:
        return self.closed_on is None or day < self.closed_on


def sitting_today(where: Q) -> Mapping[tuple[str, int | None], Role]:
    """Those of the committees that are asked about who sit in them, in one question, each with their role; nobody of
    one that was closed."""
    today = clock.today()
    standing = Q(committee__closed_on__isnull=True) | Q(committee__closed_on__gt=today)
    sitting = CommitteeMember.objects.on(today).filter(where, standing).order_by()
    return {("person", number): Role.COMMITTEE_MEMBER for number in sitting.values_list("person_id", flat=True)}


class CommitteeMember(MunicipalityModel):
    """Commissielid: who sits in a committee, from when, and until when."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="seats")
    is_chair = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scoped(PeriodQuerySet)

    class Meta:
        ordering = ["-is_chair", "person__name", "id"]
        verbose_name = _("commissielid")
        constraints = [
            models.UniqueConstraint(fields=["committee", "person", "from_on"], name="a_seat_is_taken_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="a_seat_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["person", "committee"], name="budgets_seats_of_a_person")]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.person_id}"

    def sits_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)
