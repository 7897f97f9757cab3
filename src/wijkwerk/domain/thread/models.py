"""Answers, their conditions, sources: what ties what was said to what was done. The only place for generic links."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Trim
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


def _blank(field: str) -> Exact:
    """Nothing but spaces."""
    return Exact(Trim(F(field)), Value(""))


class Verdict(models.TextChoices):
    """The three answers. The basis is "yes, unless"."""

    YES = "yes", _("ja")
    CONDITIONAL = "conditional", _("ja, op voorwaarde dat")
    NO = "no", _("nee")


class AnswerQuerySet(ScopedQuerySet):
    def current(self) -> AnswerQuerySet:
        return self.filter(is_current=True)


class Answer(MunicipalityModel):
    """Antwoord: one of three verdicts, given to who spoke. What is replaced stays, and says by what."""

    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_current = models.BooleanField(default=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")
    met_at = models.DateTimeField(null=True, blank=True)  # when the last of its conditions was met

    objects: ClassVar[Any] = scoped(AnswerQuerySet)

    class Meta:
        ordering = ["-given_at", "-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="answer_about"),
            models.Index(
                fields=["municipality", "id"], condition=Q(is_current=True, met_at__isnull=False), name="answer_met"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="an_answer_is_one_of_three"),
            models.CheckConstraint(condition=~(Q(verdict=Verdict.NO) & Q(_blank("reason"))), name="a_no_has_a_reason"),
            models.UniqueConstraint(
                fields=["municipality", "about_kind", "about_id"],
                condition=Q(is_current=True),
                name="a_thing_has_one_current_answer",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(verdict=Verdict.CONDITIONAL), name="only_conditions_are_met"
            ),
        ]

    def __str__(self) -> str:
        return f"antwoord {self.verdict} op {self.about}"

    @property
    def about(self) -> Ref:
        """The thing that this answers."""
        return Ref(self.about_kind, self.about_id)

    @property
    def all_met(self) -> bool:
        """All its conditions are met. Met by this very deed when `met_at` is the deed's own moment."""
        return self.met_at is not None


class ConditionKind(models.TextChoices):
    """What a condition waits for."""

    DATE = "date", _("een datum")
    MONEY = "money", _("geld dat is gereserveerd")
    DECISION = "decision", _("een besluit")
    ITEM = "item", _("een project dat klaar is")


class ConditionState(models.TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("vervuld")
    LAPSED = "lapsed", _("vervallen")  # it will not happen
    CANCELLED = "cancelled", _("niet meer nodig")  # the answer was replaced


class ConditionQuerySet(ScopedQuerySet):
    def of_current_answers(self) -> ConditionQuerySet:
        return self.filter(answer__is_current=True)

    def open(self) -> ConditionQuerySet:
        return self.of_current_answers().filter(state=ConditionState.OPEN)

    def due(self, by: Any) -> ConditionQuerySet:
        return self.filter(by_when__lte=by)


class Condition(MunicipalityModel):
    """Voorwaarde: what is needed, from whom, by when. Met by a date, money reserved, a decision, another item done."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="conditions")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=ConditionKind)
    what = models.CharField(max_length=500)
    from_whom = models.CharField(max_length=200)
    by_when = models.DateField()
    amount_cents = models.BigIntegerField(null=True, blank=True)  # of money
    waits_for_kind = models.CharField(max_length=60, blank=True)  # the item, or what reserves the money
    waits_for_id = models.BigIntegerField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=ConditionState, default=ConditionState.OPEN)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    met_note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # lapsed or cancelled
    ended_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = scoped(ConditionQuerySet)

    class Meta:
        ordering = ["answer_id", "order", "id"]
        indexes = [
            models.Index(fields=["municipality", "by_when", "id"], condition=Q(state="open"), name="condition_open"),
            models.Index(
                fields=["waits_for_kind", "waits_for_id"], condition=~Q(waits_for_kind=""), name="condition_waits_for"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ConditionKind.values), name="a_condition_has_a_kind"),
            models.CheckConstraint(
                condition=~Q(_blank("what")) & ~Q(_blank("from_whom")), name="a_condition_is_concrete"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__isnull=True) | Q(kind=ConditionKind.MONEY, amount_cents__gt=0),
                name="only_money_has_an_amount",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=[ConditionKind.ITEM, ConditionKind.MONEY])
                    & ~Q(waits_for_kind="")
                    & Q(waits_for_id__isnull=False)
                )
                | (~Q(kind=ConditionKind.ITEM) & Q(waits_for_kind="", waits_for_id__isnull=True)),
                name="an_item_or_money_is_waited_for",
            ),
            models.CheckConstraint(
                condition=Q(state=ConditionState.MET, met_at__isnull=False)
                | (~Q(state=ConditionState.MET) & Q(met_at__isnull=True)),
                name="what_is_met_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ConditionState.OPEN, ConditionState.MET], ended_at__isnull=True)
                | (Q(state=ConditionState.LAPSED, ended_at__isnull=False) & ~Q(_blank("ended_reason")))
                | Q(state=ConditionState.CANCELLED, ended_at__isnull=False),
                name="what_lapses_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"voorwaarde {self.pk} bij antwoord {self.answer_id}"

    @property
    def waits_for(self) -> Ref | None:
        """The thing that must be done first."""
        return Ref(self.waits_for_kind, self.waits_for_id) if self.waits_for_id is not None else None

    @property
    def is_open(self) -> bool:
        return self.state == ConditionState.OPEN


class SourceQuerySet(ScopedQuerySet):
    def standing(self) -> SourceQuerySet:
        """Those that nobody took away."""
        return self.filter(removed_at__isnull=True)


class Source(MunicipalityModel):
    """Aanleiding: why a thing exists: another thing, or words with a link, as for an existing plan."""

    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    cause_kind = models.CharField(max_length=60, blank=True)
    cause_id = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = scoped(SourceQuerySet)

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [
            models.Index(fields=["thing_kind", "thing_id"], name="source_of_thing"),
            models.Index(fields=["cause_kind", "cause_id"], name="source_cause"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "thing_kind", "thing_id", "cause_kind", "cause_id"],
                condition=Q(removed_at__isnull=True, cause_id__isnull=False),
                name="a_cause_counts_once",
            ),
            models.CheckConstraint(
                condition=(~Q(cause_kind="") & Q(cause_id__isnull=False))
                | (Q(cause_kind="", cause_id__isnull=True) & ~Q(_blank("words"))),
                name="a_source_is_a_thing_or_words",
            ),
            models.CheckConstraint(
                condition=~Q(thing_kind=F("cause_kind"), thing_id=F("cause_id")) | Q(cause_id__isnull=True),
                name="nothing_is_its_own_source",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(_blank("removed_reason")), name="a_removed_source_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"aanleiding van {self.thing}"

    @property
    def thing(self) -> Ref:
        """What exists."""
        return Ref(self.thing_kind, self.thing_id)

    @property
    def cause(self) -> Ref | None:
        """Why it exists, when that is a thing."""
        return Ref(self.cause_kind, self.cause_id) if self.cause_id is not None else None
