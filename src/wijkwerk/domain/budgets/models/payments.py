"""Payments: to which account, made ready, exported for the bank, told paid or failed. The program pays nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.iban import masked
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PayingAccount(MunicipalityModel):
    """Rekening waarvan de gemeente betaalt, as it stands in the file for the bank."""

    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["holder", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "iban"], name="a_paying_account_is_there_once"),
            models.CheckConstraint(condition=~Q(holder="") & ~Q(iban=""), name="a_paying_account_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return self.holder


class PayeeAccount(MunicipalityModel):
    """Rekening van wie geld krijgt. Another one is a new row; the number goes when its term ends, the row stays."""

    application = models.ForeignKey("budgets.Application", on_delete=models.CASCADE, related_name="accounts")
    holder = models.CharField(max_length=70, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    kept_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(iban="") & ~Q(holder="")
                | Q(erased_at__isnull=False, iban="", holder=""),
                name="a_payee_account_has_a_number_until_it_is_erased",
            )
        ]

    def __str__(self) -> str:
        return f"rekening bij aanvraag {self.application_id}"

    @property
    def masked(self) -> str:
        return masked(self.iban)


class PaymentKind(models.TextChoices):
    ADVANCE = "advance", _("Voorschot")
    REST = "rest", _("Betaling")


class PaymentState(models.TextChoices):
    PREPARED = "prepared", _("Klaargezet")
    EXPORTED = "exported", _("In een bestand voor de bank")
    PAID = "paid", _("Betaald")
    FAILED = "failed", _("Niet gelukt")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


PAYMENT_MOVES: dict[PaymentState, frozenset[PaymentState]] = {
    PaymentState.PREPARED: frozenset({PaymentState.EXPORTED, PaymentState.WITHDRAWN}),
    PaymentState.EXPORTED: frozenset({PaymentState.PAID, PaymentState.FAILED}),
    PaymentState.PAID: frozenset({PaymentState.FAILED}),  # the bank sent it back: counter-entries
    PaymentState.FAILED: frozenset(),
    PaymentState.WITHDRAWN: frozenset(),
}
UNDERWAY = (PaymentState.PREPARED, PaymentState.EXPORTED)
PAYMENT_TONES = {
    PaymentState.PREPARED: "info",
    PaymentState.EXPORTED: "warning",
    PaymentState.PAID: "ok",
    PaymentState.FAILED: "danger",
    PaymentState.WITHDRAWN: "neutral",
}


class PaymentBatch(MunicipalityModel):
    """Betaalbestand: payments that go to the bank together, as pain.001 and as CSV."""

    number = models.PositiveIntegerField()  # of this municipality
    execute_on = models.DateField()
    debtor_name = models.CharField(max_length=70)
    debtor_iban = models.CharField(max_length=34)
    debtor_bic = models.CharField(max_length=11, blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "payment batches"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="a_payment_file_has_its_number")]

    def __str__(self) -> str:
        return f"betaalbestand {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:payment_batch", args=[self.pk])

    @property
    def message_id(self) -> str:
        """How the bank knows it; the same whenever the file is made again, so that nothing is paid twice."""
        return f"WIJKWERK-{self.municipality_id}-{self.number}"


class Payment(MunicipalityModel):
    """Betaling: (a part of) a grant, to the account of who asked. The ledger books it when it is told to be paid."""

    grant = models.ForeignKey("budgets.Grant", on_delete=models.PROTECT, related_name="payments")
    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=8, choices=PaymentKind)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PREPARED)
    amount_cents = models.PositiveBigIntegerField()
    words = models.CharField(max_length=140)  # what the payee reads on the statement
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField()
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    told_at = models.DateTimeField(null=True, blank=True)  # paid or failed
    paid_on = models.DateField(null=True, blank=True)
    failed_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["municipality", "state", "-id"], name="payment_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="a_payment_is_of_something"),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="a_payment_has_a_state"),
            models.CheckConstraint(condition=Q(kind__in=PaymentKind.values), name="a_payment_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(state__in=[PaymentState.PREPARED, PaymentState.WITHDRAWN], batch__isnull=True)
                | Q(state__in=[PaymentState.EXPORTED, PaymentState.PAID, PaymentState.FAILED], batch__isnull=False),
                name="what_went_to_the_bank_is_in_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.FAILED) | ~Q(failed_because=""), name="what_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PAID) | Q(paid_on__isnull=False), name="what_is_paid_was_so_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("budgets:payment", args=[self.pk])

    @property
    def tone(self) -> str:
        return PAYMENT_TONES[PaymentState(self.state)]

    @property
    def end_to_end_id(self) -> str:
        return f"{self.municipality_id}-{self.pk}"

    def access_area_ids(self) -> frozenset[int] | None:
        areas: frozenset[int] | None = self.pot.access_area_ids()
        return areas
