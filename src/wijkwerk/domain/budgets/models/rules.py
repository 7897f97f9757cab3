"""The rules of a fund as data: who may ask, for what, how much, who decides within what time, and what is checked.

What is published never changes: a change is a new rule set from a day on. A mistake that nobody met yet is withdrawn,
and stays to be read.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.funds import Category, Fund
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel

WHOLE_PERMILLE = 1000


class Decider(models.TextChoices):
    """Who decides on an application."""

    COORDINATOR = "coordinator", _("de wijkregisseur")
    ALDERMAN = "alderman", _("de wijkwethouder")
    COMMITTEE = "committee", _("een commissie")
    VOTE = "vote", _("de inwoners, in een stemronde")


class CommitteeRole(models.TextChoices):
    """What a committee does with an application."""

    ADVISES = "advises", _("geeft advies; wie beslist mag er met een reden van afwijken")
    BINDS = "binds", _("geeft advies waar wie beslist zich aan houdt")
    DECIDES = "decides", _("beslist zelf")


class ApplicantKind(models.TextChoices):
    RESIDENT = "resident", _("inwoner")
    GROUP = "group", _("groep inwoners")
    RESIDENTS_BODY = "residents_body", _("bewonersorganisatie")
    ASSOCIATION = "association", _("vereniging of stichting")
    SCHOOL = "school", _("school of kinderopvang")
    RELIGIOUS = "religious", _("geloofsgemeenschap")
    HOUSING = "housing", _("woningcorporatie of vereniging van eigenaren")
    PARTNER = "partner", _("welzijns- of zorgorganisatie")
    COMPANY = "company", _("winkel of bedrijf")
    OTHER = "other", _("iemand anders")


class Intake(models.TextChoices):
    CONTINUOUS = "continuous", _("het hele jaar door")
    ROUNDS = "rounds", _("in rondes met een sluitingsdatum")
    TRANCHES = "tranches", _("in rondes, elk met een deel van het geld")


class TermUnit(models.TextChoices):
    WORKING = "working", _("werkdagen")
    CALENDAR = "calendar", _("dagen")
    WEEKS = "weeks", _("weken")
    MONTHS = "months", _("maanden")


class TermFrom(models.TextChoices):
    """When the time to decide begins."""

    RECEIVED = "received", _("nadat de aanvraag binnen is")
    COMPLETE = "complete", _("nadat de aanvraag compleet is")
    CLOSING = "closing", _("na de sluitingsdatum van de ronde")


class WhenShort(models.TextChoices):
    """Which applications come first when there is not enough for all."""

    FIRST_COME = "first_come", _("wie het eerst compleet aanvraagt, gaat voor")
    RANKING = "ranking", _("wie beslist vergelijkt de aanvragen en kiest de beste")
    SHARED = "shared", _("iedereen krijgt naar verhouding minder")
    LOT = "lot", _("het lot beslist")


class RuleSetState(models.TextChoices):
    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("vastgesteld")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class RuleSetQuerySet(scope.ScopedQuerySet):
    def shown(self) -> RuleSetQuerySet:
        """What everybody may read: not those that are still being written."""
        return self.exclude(state=RuleSetState.DRAFT)

    def published(self) -> RuleSetQuerySet:
        return self.filter(state=RuleSetState.PUBLISHED)

    def on(self, day: date) -> RuleSetQuerySet:
        """The published ones that hold on this day."""
        return self.published().filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class RuleSet(MunicipalityModel):
    """Regels: of a fund from a day on, up to but not with another; for one work area, or for all that have no own."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rule_sets")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=RuleSetState, default=RuleSetState.DRAFT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    explanation = models.TextField(blank=True)  # what the municipality adds in its own words
    source = models.URLField(blank=True)  # where the regulation itself stands

    # who may ask
    applicant_kinds: Any = models.JSONField(default=list, blank=True)  # of ApplicantKind; none named: everybody
    least_applicants = models.PositiveSmallIntegerField(default=1)  # different households
    most_per_year = models.PositiveSmallIntegerField(null=True, blank=True)  # grants of one applicant in a year
    most_per_applicant_cents = models.BigIntegerField(null=True, blank=True)  # of one applicant in a year
    look_back_years = models.PositiveSmallIntegerField(default=3)  # earlier grants that look alike are shown

    # how much
    least_per_application_cents = models.BigIntegerField(null=True, blank=True)
    most_per_application_cents = models.BigIntegerField(null=True, blank=True)
    most_per_household_cents = models.BigIntegerField(null=True, blank=True)
    most_share_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # of the costs that count
    own_share_permille = models.PositiveSmallIntegerField(default=0)  # of all costs, from own or other money

    # when
    intake = models.CharField(max_length=12, choices=Intake, default=Intake.CONTINUOUS)
    before_start_days = models.PositiveSmallIntegerField(
        default=0
    )  # the application comes so long before the first day
    within_year = models.BooleanField(default=False)  # what it is for is done before the end of the year
    when_short = models.CharField(max_length=12, choices=WhenShort, default=WhenShort.FIRST_COME)

    # who decides, within what time
    decided_by = models.CharField(max_length=12, choices=Decider, default=Decider.COORDINATOR)
    committee = models.ForeignKey(
        "budgets.Committee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committee_role = models.CharField(max_length=10, choices=CommitteeRole, blank=True)
    second_pair_of_eyes = models.BooleanField(default=False)
    decide_within = models.PositiveSmallIntegerField(default=8)
    decide_unit = models.CharField(max_length=10, choices=TermUnit, default=TermUnit.WEEKS)
    decide_from = models.CharField(max_length=10, choices=TermFrom, default=TermFrom.RECEIVED)
    complete_within = models.PositiveSmallIntegerField(default=14)  # days that the applicant has to complete
    object_within = models.PositiveSmallIntegerField(default=6)  # weeks

    # paying and accounting
    advance_permille = models.PositiveSmallIntegerField(default=WHOLE_PERMILLE)
    justify_above_cents = models.BigIntegerField(default=0)  # up to this amount telling what became of it will do
    justify_within = models.PositiveSmallIntegerField(default=42)  # days after the end
    justify_on_month = models.PositiveSmallIntegerField(null=True, blank=True)  # or before a day of the year after it
    justify_on_day = models.PositiveSmallIntegerField(null=True, blank=True)
    justify_with_receipts_above_cents = models.BigIntegerField(default=0)
    save_until_years = models.PositiveSmallIntegerField(default=0)  # that what is left may be saved; 0: it lapses

    least_of_any = models.PositiveSmallIntegerField(default=1)  # how many of the criteria "any of" must be met
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    earlier_end = models.DateField(null=True, blank=True)  # when those before them ended, until these took over
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scope.scoped(RuleSetQuerySet)

    class Meta:
        ordering = ["fund_id", "-valid_from", "work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "work_area", "valid_from"],
                condition=Q(state="published", work_area__isnull=False),
                name="rules_of_an_area_begin_on_a_day_once",
            ),
            models.UniqueConstraint(
                fields=["fund", "valid_from"],
                condition=Q(state="published", work_area__isnull=True),
                name="rules_of_a_fund_begin_on_a_day_once",
            ),
            models.CheckConstraint(condition=Q(state__in=RuleSetState.values), name="rules_have_a_state"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state__in=["published", "withdrawn"], published_at__isnull=False),
                name="published_rules_were_so_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_because="")
                | ~Q(state="withdrawn") & Q(withdrawn_at=None, withdrawn_because=""),
                name="withdrawn_rules_say_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="rules_end_after_they_begin"
            ),
            models.CheckConstraint(condition=Q(decided_by__in=Decider.values), name="somebody_decides"),
            models.CheckConstraint(
                condition=Q(justify_on_month=None, justify_on_day=None)
                | Q(justify_on_month__range=(1, 12), justify_on_day__range=(1, 31)),
                name="a_day_to_justify_is_a_day",
            ),
            models.CheckConstraint(condition=Q(intake__in=Intake.values), name="applications_come_in_somehow"),
            models.CheckConstraint(condition=Q(decide_unit__in=TermUnit.values), name="time_to_decide_has_a_unit"),
            models.CheckConstraint(condition=Q(decide_within__range=(1, 400)), name="deciding_takes_a_day_at_least"),
            models.CheckConstraint(
                condition=(Q(most_share_permille=None) | Q(most_share_permille__range=(1, 1000)))
                & Q(own_share_permille__lte=1000, advance_permille__lte=1000),
                name="shares_of_rules_are_no_more_than_all",
            ),
            models.CheckConstraint(
                condition=(Q(least_per_application_cents=None) | Q(least_per_application_cents__gte=0))
                & (Q(most_per_application_cents=None) | Q(most_per_application_cents__gt=0))
                & (Q(most_per_household_cents=None) | Q(most_per_household_cents__gt=0))
                & (Q(most_per_applicant_cents=None) | Q(most_per_applicant_cents__gt=0))
                & Q(justify_above_cents__gte=0, justify_with_receipts_above_cents__gte=0),
                name="amounts_of_rules_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.valid_from}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:rule_set", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == RuleSetState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == RuleSetState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == RuleSetState.WITHDRAWN

    def holds_on(self, day: date) -> bool:
        return self.is_published and self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class CriterionGroup(models.TextChoices):
    ALL = "all", _("Aan elk van deze punten moet zijn voldaan")
    ANY = "any", _("Aan een deel van deze punten moet zijn voldaan")
    NONE = "none", _("Geen van deze punten mag het geval zijn")


class AutomaticCheck(models.TextChoices):
    """What the program finds out by itself; what the words of a criterion of a kind "none" would deny, it denies."""

    AREA_MATCHES = "area_matches", _("de plek ligt in een gebied waar dit budget voor is")
    APPLICANT_KIND = "applicant_kind", _("wie aanvraagt mag aanvragen")
    ENOUGH_HOUSEHOLDS = "enough_households", _("er doen genoeg huishoudens mee")
    AMOUNT_ABOVE_LEAST = "amount_above_least", _("het bedrag is niet te klein")
    AMOUNT_BELOW_CEILING = "amount_below_ceiling", _("het bedrag is niet hoger dan wat kan worden gegeven")
    OWN_SHARE = "own_share", _("er is genoeg eigen of ander geld")
    IN_TIME = "in_time", _("de aanvraag kwam op tijd")
    BEFORE_START = "before_start", _("de aanvraag kwam lang genoeg voor de eerste dag")
    WITHIN_YEAR = "within_year", _("het is klaar voor het eind van het jaar")
    CATEGORY_HAS_ROOM = "category_has_room", _("er is nog geld voor deze soort initiatieven")
    POT_HAS_ROOM = "pot_has_room", _("er is nog genoeg geld in het budget")
    NOT_TOO_OFTEN = "not_too_often", _("de aanvrager kreeg dit jaar niet al te veel")
    NO_EARLIER_GRANT = "no_earlier_grant", _("er is niet eerder geld gegeven dat hierop lijkt")


class Criterion(MunicipalityModel):
    """Voorwaarde van een budget: all of, any of, none of. The program checks it, or a person judges."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="criteria")
    group = models.CharField(max_length=5, choices=CriterionGroup, default=CriterionGroup.ALL)
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300)
    automatic = models.CharField(max_length=24, choices=AutomaticCheck, blank=True)
    help = models.TextField(blank=True)  # for who judges it

    class Meta:
        ordering = ["rule_set_id", "group", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_criterion_says_what"),
            models.CheckConstraint(condition=Q(group__in=CriterionGroup.values), name="a_criterion_is_in_a_group"),
            models.CheckConstraint(
                condition=Q(automatic="") | Q(automatic__in=AutomaticCheck.values), name="a_check_is_one_that_we_know"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class CategoryCeiling(MunicipalityModel):
    """Plafond van een soort: what this category may cost, of the whole pot and of one application."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="category_ceilings")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    most_cents = models.BigIntegerField(null=True, blank=True)  # over the whole pot of a year
    most_share_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # of what the pot was allotted
    most_per_application_cents = models.BigIntegerField(null=True, blank=True)
    costs_share_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # of the costs that count, instead

    class Meta:
        ordering = ["rule_set_id", "category__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "category"], name="a_category_has_one_ceiling"),
            models.CheckConstraint(
                condition=(Q(most_cents=None) | Q(most_cents__gte=0))
                & (Q(most_share_permille=None) | Q(most_share_permille__range=(0, 1000)))
                & (Q(most_per_application_cents=None) | Q(most_per_application_cents__gt=0))
                & (Q(costs_share_permille=None) | Q(costs_share_permille__range=(1, 1000))),
                name="a_ceiling_of_a_category_is_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} in {self.rule_set_id}"


class ApplicantCeiling(MunicipalityModel):
    """Plafond per aanvrager: what another kind of applicant gets, where it differs from the rest."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="applicant_ceilings")
    applicant_kind = models.CharField(max_length=20, choices=ApplicantKind)
    most_per_application_cents = models.BigIntegerField(null=True, blank=True)
    most_share_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # of the costs that count
    least_applicants = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rule_set_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "applicant_kind"], name="an_applicant_has_one_ceiling"),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=ApplicantKind.values), name="a_ceiling_is_for_a_kind_of_applicant"
            ),
            models.CheckConstraint(
                condition=(Q(most_per_application_cents=None) | Q(most_per_application_cents__gt=0))
                & (Q(most_share_permille=None) | Q(most_share_permille__range=(1, 1000))),
                name="a_ceiling_of_an_applicant_is_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant_kind} in {self.rule_set_id}"


class CostShare(MunicipalityModel):
    """Staffel: what part is given of the costs that count above an amount, up to the next such amount."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="cost_shares")
    above_cents = models.BigIntegerField()
    share_permille = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rule_set_id", "above_cents"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "above_cents"], name="costs_above_an_amount_have_one_share"),
            models.CheckConstraint(
                condition=Q(above_cents__gte=0, share_permille__lte=1000), name="a_share_of_costs_is_no_more_than_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.above_cents}: {self.share_permille}"


class HouseholdBand(MunicipalityModel):
    """Bedrag naar aantal huishoudens: from this number on, up to the next."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="household_bands")
    from_households = models.PositiveIntegerField()  # inclusive
    most_cents = models.BigIntegerField()

    class Meta:
        ordering = ["rule_set_id", "from_households"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "from_households"], name="a_number_of_households_stands_once"),
            models.CheckConstraint(condition=Q(most_cents__gte=0), name="households_get_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.from_households}: {self.most_cents}"


class EligibleKind(MunicipalityModel):
    """Soort kosten: whether it counts, and up to what."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="eligible_kinds")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=120)
    is_eligible = models.BooleanField(default=True)
    counts_permille = models.PositiveSmallIntegerField(default=WHOLE_PERMILLE)  # what part of such a cost counts
    most_share_permille = models.PositiveSmallIntegerField(null=True, blank=True)  # of all costs that count
    most_cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rule_set_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "words"], name="a_kind_of_costs_stands_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_kind_of_costs_says_what"),
            models.CheckConstraint(
                condition=Q(counts_permille__lte=1000)
                & (Q(most_share_permille=None) | Q(most_share_permille__lte=1000))
                & (Q(most_cents=None) | Q(most_cents__gte=0)),
                name="costs_count_up_to_all_of_them",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class AmountBand(MunicipalityModel):
    """Bedragsgrens: above this amount somebody else decides, or more is asked."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="amount_bands")
    above_cents = models.BigIntegerField()  # an application of exactly this amount is still below it
    decided_by = models.CharField(max_length=12, choices=Decider)
    committee = models.ForeignKey(
        "budgets.Committee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committee_role = models.CharField(max_length=10, choices=CommitteeRole, blank=True)
    second_pair_of_eyes = models.BooleanField(default=False)
    advance_permille = models.PositiveSmallIntegerField(default=WHOLE_PERMILLE)

    class Meta:
        ordering = ["rule_set_id", "above_cents"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "above_cents"], name="an_amount_has_one_who_decides"),
            models.CheckConstraint(condition=Q(above_cents__gt=0), name="a_band_begins_above_nothing"),
            models.CheckConstraint(condition=Q(advance_permille__lte=1000), name="an_advance_is_no_more_than_all"),
            models.CheckConstraint(condition=Q(decided_by__in=Decider.values), name="somebody_decides_above_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.above_cents} in {self.rule_set_id}"
