"""Chores: what residents ask help with, the talk about it, what it will cost, and what became of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.chore_states import FINISHED, MOVES, OPEN, TONES, ChoreState
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.domain.workshop.models.participants import Half
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class ChoreRules(PartOfFacility):
    """Afspraken over klussen: what one workshop sets for itself."""

    margin_percent = models.PositiveSmallIntegerField(default=15)  # dearer than this above the quote: we stop and ask
    hour_cents = models.PositiveBigIntegerField(default=0)  # what an hour of work costs us, told in the quote
    intake_months = models.PositiveSmallIntegerField(default=12)  # how long the outcome of a talk holds
    frost_degrees = models.SmallIntegerField(default=-1)  # at this temperature or colder the host calls for gritting

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility"], name="a_workshop_has_one_set_of_chore_rules"),
            models.CheckConstraint(condition=Q(margin_percent__lte=100), name="a_margin_is_a_part"),
            models.CheckConstraint(condition=Q(intake_months__range=(1, 60)), name="a_talk_holds_for_a_while"),
            models.CheckConstraint(condition=Q(frost_degrees__range=(-20, 5)), name="frost_is_cold"),
        ]

    def __str__(self) -> str:
        return f"rules of {self.facility_id}"


class RuleCard(PartOfFacility):
    """Regelkaart: something that we do, or do not do, in the words of this place. The public page shows them."""

    is_done = models.BooleanField()  # we do this; or we do not
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)  # where the border lies, with an example
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-is_done", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "title"], name="a_rule_stands_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_rule_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class ChoreKind(models.TextChoices):
    GARDEN = "garden", _("Tuin")
    PAINT = "paint", _("Schilderen")
    WOOD = "wood", _("Timmeren en repareren")
    LIGHT = "light", _("Lamp, gordijn of schilderij ophangen")
    MOVE = "move", _("Tillen en verplaatsen")
    CLEAR = "clear", _("Opruimen")
    OTHER = "other", _("Iets anders")


class Urgency(models.IntegerChoices):
    CAN_WAIT = 0, _("kan wachten")
    USUAL = 1, _("gewoon")
    HASTE = 2, _("heeft haast")


class ChoreQuerySet(scope.ScopedQuerySet):
    def open(self) -> ChoreQuerySet:
        return self.filter(state__in=OPEN)

    def to_plan(self) -> ChoreQuerySet:
        return self.filter(state=ChoreState.AGREED)


class Chore(Charged, PartOfFacility):
    """Klus: a helping hand in or round the house, for a resident who cannot do it alone now."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="chores")  # who asked
    for_resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="chores_for_me"
    )  # the neighbour that it is for
    kind = models.CharField(max_length=8, choices=ChoreKind)
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    own_part = models.CharField(max_length=300, blank=True)  # what the resident does along
    skills: Any = models.ManyToManyField("workshop.Skill", blank=True, related_name="chores")
    place = models.CharField(max_length=200, blank=True)  # where the work is
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)
    buurt_code = models.CharField(max_length=10, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    people_needed = models.PositiveSmallIntegerField(default=1)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.USUAL)

    state = models.CharField(max_length=8, choices=ChoreState, default=ChoreState.ASKED)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    planned_on = models.DateField(null=True, blank=True)
    planned_half = models.CharField(max_length=10, choices=Half, blank=True)
    spent_cents = models.PositiveBigIntegerField(default=0)  # real cost until now: material, travel, hours
    done_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    satisfied = models.BooleanField(null=True, blank=True)
    satisfied_words = models.CharField(max_length=300, blank=True)
    is_erased = models.BooleanField(default=False)  # the term ended: the words are gone, the work stays in the figures
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one

    objects: ClassVar[Any] = scope.scoped(ChoreQuerySet)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["facility", "state", "-asked_at", "-id"], name="chore_by_state"),
            models.Index(fields=["facility", "-asked_at", "-id"], name="chore_newest"),
            models.Index(fields=["resident", "-asked_at"], name="chore_of_resident"),
            models.Index(fields=["for_resident", "-asked_at"], name="chore_for_resident"),
        ]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_chore_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="a_chore_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=ChoreState.values), name="a_chore_has_a_state"),
            models.CheckConstraint(condition=Q(kind__in=ChoreKind.values), name="a_chore_is_of_a_kind"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="a_chore_has_an_urgency"),
            models.CheckConstraint(condition=Q(people_needed__range=(1, 2)), name="one_or_two_do_a_chore"),
            models.CheckConstraint(condition=Q(minutes__range=(15, 480)), name="a_chore_fits_in_a_day"),
            models.CheckConstraint(
                condition=Q(for_resident=None) | ~Q(for_resident=F("resident")), name="asked_for_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="a_chore_lies_on_earth",
            ),
            models.CheckConstraint(
                condition=(Q(state=ChoreState.PLANNED, planned_on__isnull=False) & ~Q(planned_half=""))
                | ~Q(state=ChoreState.PLANNED),
                name="a_planned_chore_has_its_half_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ChoreState.DONE, done_on__isnull=False)
                | (~Q(state=ChoreState.DONE) & Q(done_on=None, satisfied=None)),
                name="a_chore_that_is_done_was_so_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChoreState.ENDED, ended_because=""), name="a_chore_that_ended_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workshop:chore", args=[self.pk])

    @property
    def tone(self) -> str:
        return TONES[ChoreState(self.state)]

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    def may_become(self, state: ChoreState) -> bool:
        return state in MOVES[ChoreState(self.state)]

    @property
    def helped(self) -> Any:
        """Whose house it is: the neighbour, or who asked."""
        return self.for_resident or self.resident


class Outcome(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nee")
    CONDITIONAL = "conditional", _("Ja, op voorwaarde")


class Intake(PartOfFacility):
    """Gesprek: what a talk about a chore came to, and why, in plain words.

    Behind the wall: only who holds such talks reads it, and each reading is written down. There is no field for
    documents, income, a citizen number or a birth date.
    """

    chore = models.ForeignKey(Chore, on_delete=models.CASCADE, related_name="intakes")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField(blank=True)
    condition = models.CharField(max_length=300, blank=True)
    condition_met_at = models.DateTimeField(null=True, blank=True)
    better_address = models.CharField(max_length=300, blank=True)  # who can help instead, and how to reach them
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=120)
    holder_kind = models.CharField(max_length=10)  # a second look is somebody else's
    holder_id = models.BigIntegerField(null=True, blank=True)
    valid_until = models.DateField()  # the last day that it counts; then the words go
    second_look_at = models.DateTimeField(null=True, blank=True)  # the resident does not agree: somebody else looks
    second_look_because = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-held_at", "-id"]
        indexes = [models.Index(fields=["municipality", "valid_until"], name="intake_by_term")]
        constraints = [
            models.UniqueConstraint(
                fields=["chore"], condition=Q(is_current=True), name="a_chore_has_one_talk_that_counts"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="a_talk_has_an_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO) | (~Q(reason="") & ~Q(better_address="")),
                name="a_no_has_a_reason_and_a_better_address",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.CONDITIONAL) & ~Q(condition="")
                | (~Q(outcome=Outcome.CONDITIONAL) & Q(condition="", condition_met_at=None)),
                name="a_talk_on_condition_says_which",
            ),
            models.CheckConstraint(
                condition=Q(second_look_at=None, second_look_because="")
                | (Q(second_look_at__isnull=False) & ~Q(second_look_because="")),
                name="a_second_look_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:intake", args=[self.pk])

    @property
    def waits_for_condition(self) -> bool:
        return self.outcome == Outcome.CONDITIONAL and self.condition_met_at is None

    def holds_on(self, on: date) -> bool:
        return on <= self.valid_until


class CostKind(models.TextChoices):
    MATERIAL = "material", _("Materiaal")
    TRAVEL = "travel", _("Reiskosten")
    HOURS = "hours", _("Uren")


class Quote(PartOfFacility):
    """Offerte: what a chore will cost, all told, and what is asked of the resident; told before work begins."""

    chore = models.ForeignKey(Chore, on_delete=models.CASCADE, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    full_cost_cents = models.PositiveBigIntegerField()  # the sum of its lines
    contribution_cents = models.PositiveBigIntegerField()
    margin_percent = models.PositiveSmallIntegerField()  # as the workshop had it set
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=120)
    agreed_at = models.DateTimeField(null=True, blank=True)  # the resident said yes
    refused_at = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["chore_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["chore", "number"], name="a_quote_has_its_number"),
            models.UniqueConstraint(
                fields=["chore"], condition=Q(is_current=True), name="a_chore_has_one_quote_that_counts"
            ),
            models.CheckConstraint(
                condition=Q(contribution_cents__lte=F("full_cost_cents")), name="nobody_pays_more_than_it_costs"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(refused_at=None), name="a_quote_is_agreed_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"quote {self.number} of chore {self.chore_id}"

    @property
    def title(self) -> str:
        return gettext("Opgave %(number)s") % {"number": self.number}

    @property
    def is_open(self) -> bool:
        """The resident has not said yes or no."""
        return self.is_current and self.agreed_at is None and self.refused_at is None

    @property
    def most_cents(self) -> int:
        """As far as real cost may go before we stop and ask."""
        return self.full_cost_cents * (100 + self.margin_percent) // 100


class QuoteLine(MunicipalityModel):
    """Offerteregel."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=CostKind)
    words = models.CharField(max_length=120)
    amount_cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["quote_id", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="a_quote_line_is_of_a_kind")]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int]:
        return self.quote.access_area_ids()


class ChoreCost(PartOfFacility):
    """Gemaakte kosten: what was really spent on a chore."""

    chore = models.ForeignKey(Chore, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=8, choices=CostKind)
    words = models.CharField(max_length=120)
    amount_cents = models.PositiveBigIntegerField()
    noted_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was typed: sent twice is one

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_cost_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="a_cost_is_of_a_kind"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="a_cost_is_some_money"),
        ]

    def __str__(self) -> str:
        return self.words
