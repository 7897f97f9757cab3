"""What is said before a decision: who has an interest, what a committee proposes and votes, what is advised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.committees import sitting_today
from wijkwerk.domain.budgets.models.rules import CommitteeRole
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class AdviceVerdict(models.TextChoices):
    """What is advised, or proposed to vote on."""

    YES = "yes", _("geven wat is gevraagd")
    PART = "part", _("een deel geven")
    NO = "no", _("niets geven")


ADVICE_TONES = {AdviceVerdict.YES: "ok", AdviceVerdict.PART: "warning", AdviceVerdict.NO: "danger"}
_SAYS_WHY = Q(verdict=AdviceVerdict.YES) | ~Q(words="")
_HAS_AMOUNT = Q(verdict=AdviceVerdict.NO, amount_cents=0) | (~Q(verdict=AdviceVerdict.NO) & Q(amount_cents__gte=1))


class Conflict(MunicipalityModel):
    """Belang: somebody has an interest in an application: no advice, vote or decision, no look at those of others."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey("budgets.Application", on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=300)
    declared_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "id"]
        verbose_name = _("belang")
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="an_interest_is_told_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_interest_says_which"),
        ]
        indexes = [models.Index(fields=["person", "application"], name="budgets_interests_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.application_id}"

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.application.access_area_ids()
        return areas


class DeliberationQuerySet(ScopedQuerySet):
    def open(self) -> DeliberationQuerySet:
        return self.filter(closed_at__isnull=True)


class Deliberation(MunicipalityModel):
    """Beraad: a committee talks about one application. It votes on a proposal; another proposal is another vote."""

    committee = models.ForeignKey("budgets.Committee", on_delete=models.PROTECT, related_name="deliberations")
    application = models.ForeignKey("budgets.Application", on_delete=models.CASCADE, related_name="deliberations")
    role = models.CharField(max_length=10, choices=CommitteeRole)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    verdict = models.CharField(max_length=10, choices=AdviceVerdict, default=AdviceVerdict.YES)  # what is proposed
    amount_cents = models.PositiveBigIntegerField()
    words = models.TextField(blank=True)
    proposal = models.PositiveSmallIntegerField(default=1)  # the how manieth

    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # As it was when it was closed: who sits, and who has an interest, changes afterwards.
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    could_vote = models.PositiveSmallIntegerField(default=0)
    had_interest = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = scoped(DeliberationQuerySet)

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = _("beraad")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "application"],
                condition=Q(closed_at__isnull=True),
                name="a_committee_talks_once_at_a_time",
            ),
            models.CheckConstraint(condition=_SAYS_WHY, name="a_proposal_says_why"),
            models.CheckConstraint(condition=_HAS_AMOUNT, name="a_proposal_has_an_amount"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, in_favour__gte=1),
                name="a_closed_deliberation_was_carried",
            ),
        ]

    def __str__(self) -> str:
        return f"beraad {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:deliberation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.application.access_area_ids()
        return areas

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """Who sits in the committee today and has no interest."""
        interested = Conflict.objects.filter(application=self.application_id).order_by().values("person")
        return sitting_today(Q(committee=self.committee_id) & ~Q(person__in=interested))


class CommitteeChoice(models.TextChoices):
    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")
    ABSTAIN = "abstain", _("onthouding")


class CommitteeVote(MunicipalityModel):
    """Stem in een beraad: what one member thinks of the proposal, and why."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey("budgets.CommitteeMember", on_delete=models.PROTECT, related_name="+")
    proposal = models.PositiveSmallIntegerField()  # the one that was voted on
    choice = models.CharField(max_length=10, choices=CommitteeChoice)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    entered_by = models.ForeignKey(  # by whom, when not by the member
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliberation", "member", "proposal"], name="a_member_votes_once_on_a_proposal"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=CommitteeChoice.values), name="a_vote_of_a_member_is_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.choice}"

    def access_area_ids(self) -> frozenset[int]:
        return self.deliberation.access_area_ids()


class AdviceQuerySet(ScopedQuerySet):
    def current(self) -> AdviceQuerySet:
        return self.filter(is_current=True)


class Advice(MunicipalityModel):
    """Advies: what a person or a committee thinks should be decided. What is replaced stays."""

    application = models.ForeignKey("budgets.Application", on_delete=models.CASCADE, related_name="advices")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")  # who signed it
    committee = models.ForeignKey(
        "budgets.Committee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deliberation = models.OneToOneField(
        Deliberation, on_delete=models.PROTECT, null=True, blank=True, related_name="advice"
    )
    binds = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=AdviceVerdict)
    amount_cents = models.PositiveBigIntegerField(default=0)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    objects: ClassVar[Any] = scoped(AdviceQuerySet)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("advies")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                condition=Q(is_current=True, committee__isnull=True),
                name="a_person_advises_once",
            ),
            models.UniqueConstraint(
                fields=["application", "committee"],
                condition=Q(is_current=True, committee__isnull=False),
                name="a_committee_advises_once",
            ),
            models.CheckConstraint(
                condition=Q(committee__isnull=True, deliberation__isnull=True, binds=False)
                | Q(committee__isnull=False, deliberation__isnull=False),
                name="a_committee_advises_after_it_talked",
            ),
            models.CheckConstraint(condition=_SAYS_WHY, name="an_advice_says_why"),
            models.CheckConstraint(condition=_HAS_AMOUNT, name="an_advice_has_an_amount"),
        ]

    def __str__(self) -> str:
        return f"advies over {self.application_id}: {self.verdict}"

    @property
    def tone(self) -> str:
        return ADVICE_TONES[AdviceVerdict(self.verdict)]

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.application.access_area_ids()
        return areas
