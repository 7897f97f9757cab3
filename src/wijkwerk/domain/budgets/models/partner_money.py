"""Money of partners: what was really set aside and given for a project, beside what was agreed in the agenda."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PartnerDeed(models.TextChoices):
    RESERVED = "reserved", _("Gereserveerd door de partner")
    GIVEN = "given", _("Gegeven")


class PartnerMoney(MunicipalityModel):
    """Bijdrage van een partner aan een project: set aside or given, on a day. Never removed, but taken back."""

    item = models.ForeignKey("plans.AgendaItem", on_delete=models.PROTECT, related_name="partner_money")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=8, choices=PartnerDeed)
    amount_cents = models.BigIntegerField()  # below nothing: taken back
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    booked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name_plural = "partner money"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["item", "organisation"], name="partner_money_of_item")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="partner_money_sent_twice_is_once"),
            models.CheckConstraint(condition=~Q(amount_cents=0), name="partner_money_is_of_something"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0) | ~Q(words=""), name="what_a_partner_takes_back_says_why"
            ),
            models.CheckConstraint(condition=Q(deed__in=PartnerDeed.values), name="partner_money_is_aside_or_given"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.amount_cents} voor {self.item_id}"

    def access_area_ids(self) -> frozenset[int]:
        areas: frozenset[int] = self.item.access_area_ids()
        return areas
