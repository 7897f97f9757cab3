"""Bicycles: what came in, what was done to each, who signed for its safety, and where it went."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.bicycle_states import (
    BICYCLE_MOVES,
    HERE,
    IN_ORDER,
    NEEDS_REASON,
    SAFE,
    TONES,
    BicycleState,
    TheftOutcome,
)
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class BicycleKind(models.TextChoices):
    LADIES = "ladies", _("Damesfiets")
    GENTS = "gents", _("Herenfiets")
    CHILD = "child", _("Kinderfiets")
    GRANNY = "granny", _("Fiets met lage instap")
    SPORT = "sport", _("Sportieve fiets")
    FOLDING = "folding", _("Vouwfiets")
    ELECTRIC = "electric", _("Elektrische fiets")
    CARGO = "cargo", _("Bakfiets")
    OTHER = "other", _("Andere fiets")


class Origin(models.TextChoices):
    """How it came to us."""

    GIFT = "gift", _("Gekregen")
    HANDED_IN = "handed_in", _("Ingeleverd")


STEPS = """Schoonmaken en nakijken: kijken wat er nodig is
Banden en wielen: band plakken en wiel richten
Remmen: remmen afstellen
Ketting en versnelling: ketting vervangen en versnelling afstellen
Verlichting: lamp aansluiten
Stuur, zadel en bel: schroeven vastzetten
Slot: slot monteren"""
SAFETY_POINTS = """Remmen voor en achter werken
Voorlicht en achterlicht branden
Reflectoren zitten erop
Slot werkt
Banden zijn hard en heel
Bel werkt
Stuur en zadel zitten vast
Ketting loopt en ligt strak"""


class BicycleRules(PartOfFacility):
    """Regels voor fietsen en reparaties: what the host of one workshop decided."""

    steps = models.TextField(default=STEPS)  # a line each: what is done, a colon, what one learns by it
    safety_points = models.TextField(default=SAFETY_POINTS)  # a line each
    share_cents = models.PositiveBigIntegerField(default=1500)  # beside the parts, in the price of a bicycle
    repair_cost_cents = models.PositiveBigIntegerField(default=1000)  # what a repair costs us beside the parts
    repair_share_cents = models.PositiveBigIntegerField(default=0)  # what we ask of it, beside the parts
    ask_after_months = models.PositiveSmallIntegerField(default=6)  # is it still ridden?
    remind_after_weeks = models.PositiveSmallIntegerField(default=3)  # it is ready, and nobody came

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility"], name="a_workshop_has_one_set_of_bicycle_rules"),
            models.CheckConstraint(condition=~Q(safety_points=""), name="a_safety_check_has_points"),
            models.CheckConstraint(condition=Q(ask_after_months__range=(1, 36)), name="we_ask_within_three_years"),
            models.CheckConstraint(condition=Q(remind_after_weeks__range=(1, 52)), name="we_remind_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id}"

    @property
    def step_lines(self) -> list[tuple[str, str]]:
        """What is done, and what one learns by it."""
        parts = [line.partition(":") for line in _lines(self.steps)]
        return [(name.strip(), learns.strip()) for name, _colon, learns in parts if name.strip()]

    @property
    def points(self) -> list[str]:
        return _lines(self.safety_points)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


class BicycleQuerySet(scope.ScopedQuerySet):
    def here(self) -> BicycleQuerySet:
        return self.filter(state__in=HERE)


class Bicycle(Charged, PartOfFacility):
    """Fiets: received, checked for theft, refurbished, signed for, and given, sold or taken apart.

    The theft check and the signature stand in the row itself, so that the database can refuse what goes out without.
    """

    kind = models.CharField(max_length=10, choices=BicycleKind)
    make = models.CharField(max_length=80, blank=True)
    looks = models.CharField(max_length=120, blank=True)  # colour, size: what tells it from the others
    frame_number = models.CharField(max_length=40, blank=True)  # in capitals, without spaces
    origin = models.CharField(max_length=10, choices=Origin)
    from_resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="bicycles_brought"
    )
    received_on = models.DateField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=BicycleState, default=BicycleState.RECEIVED)
    theft_outcome = models.CharField(max_length=10, choices=TheftOutcome, blank=True)
    theft_note = models.CharField(max_length=200, blank=True)
    theft_checked_by = models.CharField(max_length=120, blank=True)
    theft_checked_on = models.DateField(null=True, blank=True)
    safety_signed_by = models.CharField(max_length=120, blank=True)
    safety_signed_at = models.DateTimeField(null=True, blank=True)
    to_resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="bicycles"
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField()  # made with the form: sent twice is one

    objects: ClassVar[Any] = scope.scoped(BicycleQuerySet)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["facility", "-received_at", "-id"], name="bicycle_newest"),
            models.Index(fields=["facility", "state"], name="bicycle_by_state"),
        ]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_bicycle_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["municipality", "frame_number"],
                condition=Q(state__in=HERE) & ~Q(frame_number=""),
                name="a_frame_is_here_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=BicycleKind.values), name="a_bicycle_is_of_a_kind"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="a_bicycle_came_from_somewhere"),
            models.CheckConstraint(condition=Q(state__in=BicycleState.values), name="a_bicycle_has_a_state"),
            models.CheckConstraint(
                condition=Q(theft_outcome="", theft_checked_by="", theft_checked_on=None)
                | (Q(theft_outcome__in=TheftOutcome.values, theft_checked_on__isnull=False) & ~Q(theft_checked_by="")),
                name="a_theft_check_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(theft_outcome=TheftOutcome.CLEAR) | ~Q(frame_number=""),
                name="no_clear_check_without_number",
            ),
            models.CheckConstraint(
                condition=~Q(theft_outcome=TheftOutcome.NO_NUMBER) | ~Q(theft_note=""), name="without_number_says_whose"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BicycleState.RECEIVED, *NEEDS_REASON]) | Q(theft_outcome__in=IN_ORDER),
                name="nothing_before_the_theft_check",
            ),
            models.CheckConstraint(
                condition=Q(safety_signed_at=None, safety_signed_by="")
                | (Q(safety_signed_at__isnull=False) & ~Q(safety_signed_by="")),
                name="a_signature_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SAFE) | Q(safety_signed_at__isnull=False), name="nothing_leaves_unsafe"
            ),
            models.CheckConstraint(
                condition=~Q(state=BicycleState.GIVEN) | Q(to_resident__isnull=False), name="given_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HERE, ended_on=None) | (~Q(state__in=HERE) & Q(ended_on__isnull=False)),
                name="a_bicycle_that_went_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=NEEDS_REASON) | ~Q(ended_because=""), name="a_bicycle_that_ended_says_why"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.get_kind_display()), self.make]))

    def get_absolute_url(self) -> str:
        return reverse("workshop:bicycle", args=[self.pk])

    @property
    def title(self) -> str:
        return f"{self} ({self.looks})" if self.looks else str(self)

    @property
    def is_here(self) -> bool:
        return self.state in HERE

    @property
    def is_stolen(self) -> bool:
        return self.theft_outcome == TheftOutcome.STOLEN

    @property
    def is_checked_for_theft(self) -> bool:
        return self.theft_outcome in IN_ORDER

    @property
    def tone(self) -> str:
        return TONES[BicycleState(self.state)]

    def may_become(self, state: BicycleState) -> bool:
        return state in BICYCLE_MOVES[BicycleState(self.state)]


class BicycleStep(MunicipalityModel):
    """Stap van het opknappen: copied from the workshop's list when the work began: an old bicycle keeps its own."""

    bicycle = models.ForeignKey(Bicycle, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    learns = models.CharField(max_length=120, blank=True)  # what one learns by it
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        "workshop.Participant", on_delete=models.SET_NULL, null=True, blank=True, related_name="bicycle_steps"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bicycle", "position"], name="a_step_has_its_own_place"),
            models.CheckConstraint(condition=~Q(name=""), name="a_step_has_a_name"),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_on__isnull=False), name="who_did_a_step_did_it"),
        ]

    def __str__(self) -> str:
        return self.name

    def access_area_ids(self) -> frozenset[int]:
        return self.bicycle.access_area_ids()


class SafetyCheck(MunicipalityModel):
    """Veiligheidscontrole: each point yes, and then signed; or what was not in order yet."""

    bicycle = models.ForeignKey(Bicycle, on_delete=models.CASCADE, related_name="safety_checks")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    points = models.JSONField()  # the names of the points that were looked at
    not_good = models.JSONField(default=list)  # those of them that were not in order
    faults = models.PositiveSmallIntegerField()  # how many those are
    is_signed = models.BooleanField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(is_signed=False) | Q(faults=0), name="signed_only_when_all_is_good"),
            models.CheckConstraint(condition=~Q(by=""), name="somebody_looked"),
        ]

    def __str__(self) -> str:
        return f"{self.bicycle_id} {self.at:%Y-%m-%d}"

    def access_area_ids(self) -> frozenset[int]:
        return self.bicycle.access_area_ids()


class BicycleWish(PartOfFacility):
    """Wachtlijst: somebody waits for a bicycle of a kind."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="bicycle_wishes")
    kind = models.CharField(max_length=10, choices=BicycleKind)
    looks = models.CharField(max_length=120, blank=True)  # size, child's seat: what it must be like
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["facility", "asked_at", "id"], condition=Q(ended_at=None), name="wish_queue"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_wish_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(kind__in=BicycleKind.values), name="a_wish_is_for_a_kind"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="") | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="a_wish_that_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"


class Scheme(PartOfFacility):
    """Fietsregeling: a budget for a year. What was awarded stands in one column, so that it is never overspent."""

    name = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    budget_cents = models.PositiveBigIntegerField()
    bicycle_cents = models.PositiveBigIntegerField()  # what a bicycle counts for
    awarded_cents = models.PositiveBigIntegerField(default=0)  # of the entries that stand
    terms = models.TextField(blank=True)  # for whom it is, in plain words

    class Meta:
        ordering = ["-year", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year", "name"], name="a_scheme_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_scheme_has_a_name"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2200)), name="a_scheme_is_for_a_year"),
            models.CheckConstraint(condition=Q(bicycle_cents__gt=0), name="a_bicycle_counts_for_something"),
            models.CheckConstraint(
                condition=Q(awarded_cents__lte=models.F("budget_cents")), name="a_scheme_is_never_overspent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:scheme", args=[self.pk])

    @property
    def left_cents(self) -> int:
        return self.budget_cents - self.awarded_cents


class Award(models.TextChoices):
    BICYCLE = "bicycle", _("Fiets")
    MONEY = "money", _("Geld in plaats van een fiets")


class Ridden(models.TextChoices):
    """What somebody said when we asked whether the bicycle is still ridden."""

    YES = "yes", _("Ja, de fiets wordt gebruikt")
    NO = "no", _("Nee, de fiets staat stil")
    GONE = "gone", _("De fiets is weg")
    NO_ANSWER = "no_answer", _("Geen antwoord")


class SchemeEntryQuerySet(scope.ScopedQuerySet):
    def standing(self) -> SchemeEntryQuerySet:
        return self.filter(withdrawn_at=None)

    def to_ask(self, on: date) -> SchemeEntryQuerySet:
        """Bicycles of which it is time to ask whether they are ridden, and nobody said."""
        return self.standing().filter(ask_on__lte=on, ridden="")


class SchemeEntry(PartOfFacility):
    """Toekenning: a bicycle or money, to whom, for how much. A mistake is withdrawn with a reason, never deleted."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="entries")
    award = models.CharField(max_length=8, choices=Award)
    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="scheme_entries")
    bicycle = models.ForeignKey(Bicycle, on_delete=models.PROTECT, null=True, blank=True, related_name="scheme_entries")
    amount_cents = models.PositiveBigIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    ask_on = models.DateField(null=True, blank=True)  # of a bicycle: when we ask whether it is ridden
    asked_at = models.DateTimeField(null=True, blank=True)
    ridden = models.CharField(max_length=10, choices=Ridden, blank=True)
    client_key = models.UUIDField()

    objects: ClassVar[Any] = scope.scoped(SchemeEntryQuerySet)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["scheme", "-at", "-id"], name="scheme_entry_newest")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_award_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["bicycle"],
                condition=Q(withdrawn_at=None, bicycle__isnull=False),
                name="a_bicycle_is_given_once",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="an_award_is_some_money"),
            models.CheckConstraint(
                condition=Q(award=Award.BICYCLE, bicycle__isnull=False, ask_on__isnull=False)
                | Q(award=Award.MONEY, bicycle__isnull=True, ask_on__isnull=True),
                name="an_award_is_a_bicycle_or_money",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawn_award_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_award_display()} {self.on}"
