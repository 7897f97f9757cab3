"""What things cost, what is asked for them, and what came into the till. Amounts are whole cents."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility


class Waiver(models.TextChoices):
    """Why somebody pays less, or nothing. A short list: more need not be known."""

    HARDSHIP = "hardship", _("Het bedrag is een probleem")
    EXCHANGE = "exchange", _("Doet er iets voor terug")
    OUR_FAULT = "our_fault", _("Er ging bij ons iets mis")
    FIRST_TIME = "first_time", _("Eerste keer, om kennis te maken")
    OTHER = "other", _("Andere afspraak met de gastheer of gastvrouw")


class Method(models.TextChoices):
    CASH = "cash", _("Contant")
    CARD = "card", _("Pin")
    TRANSFER = "transfer", _("Overgemaakt")


class Charged(models.Model):
    """Something that costs: full cost and own contribution are both kept, copied when it was done."""

    full_cost_cents = models.PositiveBigIntegerField(default=0)  # what it costs, all told
    contribution_cents = models.PositiveBigIntegerField(default=0)  # what the rule asks of the resident
    waived_cents = models.PositiveBigIntegerField(default=0)  # the part of it that is not asked after all
    waiver = models.CharField(max_length=10, choices=Waiver, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(waived_cents__lte=F("contribution_cents")), name="%(class)s_waives_no_more_than_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(waived_cents=0, waiver="") | (Q(waived_cents__gt=0) & ~Q(waiver="")),
                name="%(class)s_waiver_says_why",
            ),
        ]

    @property
    def due_cents(self) -> int:
        """What is asked, waivers taken off; what was paid stands in the payments."""
        return self.contribution_cents - self.waived_cents


class ReceiptSeries(PartOfFacility):
    """Bonnenreeks: the last number given at a place in a year. Locked while a number is taken, so none is left out."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility", "year"], name="a_place_has_one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Payment(PartOfFacility):
    """Betaling: money that came in, or went back, with its receipt. It is never changed; a mistake is paid back."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    amount_cents = models.BigIntegerField()  # below zero: paid back
    method = models.CharField(max_length=8, choices=Method)
    words = models.CharField(max_length=200)  # what it was for, as on the receipt
    resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.SET_NULL, null=True, blank=True, related_name="payments"
    )
    about_kind = models.CharField(max_length=40, blank=True)  # the loan, chore, repair … that it was for
    about_id = models.BigIntegerField(null=True, blank=True)
    pays_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="paid_back_by"
    )
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was typed: sent twice is one

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["facility", "on"], name="payment_of_day"),
            models.Index(fields=["about_kind", "about_id"], name="payment_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year", "number"], name="a_receipt_has_its_own_number"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_payment_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(amount_cents=0), name="a_payment_is_some_money"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="a_payment_has_a_method"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, pays_back__isnull=True)
                | Q(amount_cents__lt=0, pays_back__isnull=False),
                name="what_is_paid_back_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """The number on the receipt: 2026-00042."""
        return f"{self.year}-{self.number:05d}"
