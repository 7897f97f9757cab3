"""What was decided on an application, by whom, and the grant that came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class DecisionOutcome(models.TextChoices):
    """What can become of what was asked."""

    YES = "yes", _("ja")
    PART = "part", _("ja, een deel")
    PROVISIONAL = "provisional", _("ja, op voorwaarde dat")
    NEXT_ROUND = "next_round", _("naar de volgende ronde")
    NO = "no", _("nee")


GIVES = (DecisionOutcome.YES, DecisionOutcome.PART, DecisionOutcome.PROVISIONAL)
SAYS_WHY = (DecisionOutcome.PART, DecisionOutcome.NEXT_ROUND, DecisionOutcome.NO)
DECISION_TONES = {
    DecisionOutcome.YES: "ok",
    DecisionOutcome.PART: "ok",
    DecisionOutcome.PROVISIONAL: "warning",
    DecisionOutcome.NEXT_ROUND: "accent",
    DecisionOutcome.NO: "danger",
}


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("klaargezet")  # nobody outside knows of it
    PUBLISHED = "published", _("bekendgemaakt")


class DecisionQuerySet(ScopedQuerySet):
    def drafts(self) -> DecisionQuerySet:
        return self.filter(state=DecisionState.DRAFT)

    def published(self) -> DecisionQuerySet:
        return self.filter(state=DecisionState.PUBLISHED)

    def current(self) -> DecisionQuerySet:
        return self.filter(is_current=True)

    def waiting(self) -> DecisionQuerySet:
        """On condition, and the condition is not met yet."""
        return self.current().filter(outcome=DecisionOutcome.PROVISIONAL, final_at__isnull=True)

    def within_reach(self, actor: Actor) -> DecisionQuerySet:
        """Where this actor may decide by a role in the area."""
        reach = actor.reach(Permission.GRANT_DECIDE)
        if reach.everywhere:
            return self
        allowed = Q(application__work_area_id__in=reach.area_ids)
        if reach:
            allowed |= Q(application__work_area__isnull=True)
        return self.filter(allowed)


class Decision(MunicipalityModel):
    """Besluit: one of five outcomes, first as a draft. What is replaced stays; what was told never changes."""

    application = models.ForeignKey("budgets.Application", on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    is_current = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=DecisionOutcome)
    amount_cents = models.PositiveBigIntegerField(default=0)
    reason = models.TextField(blank=True)
    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_round = models.ForeignKey("budgets.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conditions = models.JSONField(default=list, blank=True)  # of a draft; afterwards they stand on the thread
    answer = models.ForeignKey("thread.Answer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # Three names: who advised, who decides, and (with the payment) who pays.
    advice = models.ForeignKey("budgets.Advice", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    advised_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deviates_because = models.TextField(blank=True)
    deliberation = models.OneToOneField(  # of the committee that decided
        "budgets.Deliberation", on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )
    prepared_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField()
    second_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    announced_on = models.DateField(null=True, blank=True)  # the date of the letter
    object_until = models.DateField(null=True, blank=True)  # the last day to object
    letter = models.JSONField(null=True, blank=True)  # as it was sent
    final_at = models.DateTimeField(null=True, blank=True)  # the last condition was met
    lapsed_at = models.DateTimeField(null=True, blank=True)  # a condition will not be met
    lapsed_because = models.TextField(blank=True)
    is_erased = models.BooleanField(default=False)  # the term ended: its words and its letter are gone
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(DecisionQuerySet)

    class Meta:
        ordering = ["-prepared_at", "-id"]
        verbose_name = _("besluit")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state=DecisionState.DRAFT), name="one_draft_decision_at_a_time"
            ),
            models.UniqueConstraint(fields=["application"], condition=Q(is_current=True), name="one_decision_stands"),
            models.CheckConstraint(condition=Q(outcome__in=DecisionOutcome.values), name="a_decision_is_one_of_five"),
            models.CheckConstraint(
                condition=~Q(outcome__in=SAYS_WHY) | ~Q(reason=""), name="a_decision_that_disappoints_says_why"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=GIVES, amount_cents__gte=1, pot__isnull=False)
                | (~Q(outcome__in=GIVES) & Q(amount_cents=0, pot__isnull=True)),
                name="a_decision_that_gives_says_how_much_and_from_where",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, decided_at__isnull=True, is_current=False)
                | Q(
                    state=DecisionState.PUBLISHED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    announced_on__isnull=False,
                    object_until__isnull=False,
                    letter__isnull=False,
                ),
                name="a_published_decision_says_who_when_and_until",
            ),
            models.CheckConstraint(
                condition=Q(advised_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(advised_by=F("decided_by")),
                name="who_advises_does_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(second_by=F("decided_by")),
                name="the_second_pair_of_eyes_is_anothers",
            ),
            models.CheckConstraint(
                condition=Q(final_at__isnull=True, lapsed_at__isnull=True) | Q(outcome=DecisionOutcome.PROVISIONAL),
                name="only_a_provisional_decision_becomes_final",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at__isnull=True)
                | (Q(final_at__isnull=True, is_current=False) & ~Q(lapsed_because="")),
                name="a_lapsed_decision_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "prepared_at", "id"],
                condition=Q(state="draft"),
                name="decision_drafts",
            ),
            models.Index(
                fields=["municipality", "decided_at", "id"],
                condition=Q(is_current=True, outcome="provisional", final_at__isnull=True),
                name="decision_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"besluit {self.outcome} over {self.application_id}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:decision", args=[self.application_id])

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT

    @property
    def gives(self) -> bool:
        return self.outcome in GIVES

    @property
    def is_waiting(self) -> bool:
        """On condition, and the condition is not met yet."""
        return self.is_current and self.outcome == DecisionOutcome.PROVISIONAL and self.final_at is None

    @property
    def tone(self) -> str:
        return DECISION_TONES[DecisionOutcome(self.outcome)]

    @cached_property
    def document(self) -> written.Document:
        """The letter as it was sent; of a published decision."""
        return written.from_data(self.letter or {})

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.application.access_area_ids()
        return areas


class GrantState(models.TextChoices):
    """How far a grant is."""

    OPEN = "open", _("toegekend")
    PAID = "paid", _("betaald")
    JUSTIFIED = "justified", _("verantwoord")
    CLOSED = "closed", _("afgerond")
    WITHDRAWN = "withdrawn", _("ingetrokken")


GRANT_TONES = {
    GrantState.OPEN: "info",
    GrantState.PAID: "accent",
    GrantState.JUSTIFIED: "ok",
    GrantState.CLOSED: "ok",
    GrantState.WITHDRAWN: "neutral",
}


class GrantQuerySet(ScopedQuerySet):
    def standing(self) -> GrantQuerySet:
        """Those that were not withdrawn."""
        return self.exclude(state=GrantState.WITHDRAWN)


class Grant(MunicipalityModel):
    """Toekenning: money that was promised from a pot. Made in one transaction with its entry in the ledger."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="grant")
    application = models.ForeignKey("budgets.Application", on_delete=models.PROTECT, related_name="grants")
    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="grants")
    amount_cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.OPEN)
    granted_at = models.DateTimeField()
    justify_by = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # closed or withdrawn
    ended_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = scoped(GrantQuerySet)

    class Meta:
        ordering = ["-granted_at", "-id"]
        verbose_name = _("toekenning")
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gte=1), name="a_grant_gives_something"),
            models.CheckConstraint(condition=Q(state__in=GrantState.values), name="a_grant_has_a_state"),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state=GrantState.WITHDRAWN),
                name="an_application_is_granted_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=GrantState.WITHDRAWN) | ~Q(ended_reason=""), name="a_withdrawn_grant_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["pot", "-granted_at", "-id"], name="grant_of_pot_newest"),
            models.Index(fields=["municipality", "justify_by", "id"], name="grant_to_justify"),
        ]

    def __str__(self) -> str:
        return f"toekenning {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:decision", args=[self.application_id])

    @property
    def tone(self) -> str:
        return GRANT_TONES[GrantState(self.state)]

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.application.access_area_ids()
        return areas
