"""Money that has to come back: what was asked back, what came in of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.justifications import areas_of, parties_of, visible_to
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class ClaimState(models.TextChoices):
    OPEN = "open", _("nog te betalen")
    PAID = "paid", _("terugbetaald")
    WAIVED = "waived", _("kwijtgescholden")
    WITHDRAWN = "withdrawn", _("ingetrokken")


CLAIM_TONES = {
    ClaimState.OPEN: "warning",
    ClaimState.PAID: "ok",
    ClaimState.WAIVED: "neutral",
    ClaimState.WITHDRAWN: "neutral",
}


class ClaimQuerySet(ScopedQuerySet):
    def open(self) -> ClaimQuerySet:
        return self.filter(state=ClaimState.OPEN)

    def visible_to(self, actor: Actor) -> ClaimQuerySet:
        return self.filter(visible_to(actor))


class Claim(MunicipalityModel):
    """Terugvordering: money that has to come back. It stays until it is paid, or somebody says why it need not be."""

    called = _("terugvordering")

    grant = models.ForeignKey("budgets.Grant", on_delete=models.PROTECT, related_name="claims")
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.OPEN)
    amount_cents = models.PositiveBigIntegerField()
    repaid_cents = models.PositiveBigIntegerField(default=0)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pay_by = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(ClaimQuerySet)

    class Meta:
        verbose_name = _("terugvordering")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["municipality", "state", "pay_by", "id"], name="claim_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"], condition=Q(state=ClaimState.OPEN), name="one_claim_stands_on_a_grant"
            ),
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="a_claim_has_a_state"),
            models.CheckConstraint(condition=Q(amount_cents__gte=1) & ~Q(reason=""), name="a_claim_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(repaid_cents__lte=F("amount_cents")), name="no_more_comes_back_than_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.OPEN, repaid_cents__lt=F("amount_cents"))
                | Q(state=ClaimState.PAID, repaid_cents=F("amount_cents"))
                | (Q(state__in=[ClaimState.WAIVED, ClaimState.WITHDRAWN]) & ~Q(ended_because="")),
                name="a_claim_stays_until_it_is_paid",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.OPEN, ended_at__isnull=True)
                | (~Q(state=ClaimState.OPEN) & Q(ended_at__isnull=False)),
                name="a_claim_that_ended_did_so_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"terugvordering {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("budgets:claim", self.pk)

    @property
    def left_cents(self) -> int:
        """What has still to come back."""
        return self.amount_cents - self.repaid_cents if self.state == ClaimState.OPEN else 0

    @property
    def tone(self) -> str:
        return CLAIM_TONES[ClaimState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state == ClaimState.OPEN

    def is_late(self, today: date) -> bool:
        return self.is_open and self.pay_by < today

    def access_area_ids(self) -> frozenset[int] | None:
        return areas_of(self.grant)

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return parties_of(self.grant)


class Repayment(MunicipalityModel):
    """Terugbetaling: what came back of a claim, on a day. Never removed: what was a mistake is taken back, with why."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="repayments")
    cents = models.PositiveBigIntegerField()
    received_on = models.DateField()
    words = models.CharField(max_length=200, blank=True)  # where it can be seen: a statement, a number
    booked_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)
    deed = models.UUIDField()  # its entries in the ledger
    taken_back_at = models.DateTimeField(null=True, blank=True)  # booked by mistake
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="a_repayment_that_was_taken_back_says_why",
            ),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_repayment_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(cents__gte=1), name="a_repayment_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"terugbetaling op {self.claim_id}"

    def access_area_ids(self) -> frozenset[int] | None:
        return self.claim.access_area_ids()
