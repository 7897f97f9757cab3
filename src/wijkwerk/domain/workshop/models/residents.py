"""Who comes in: a name and one way to be reached, and nothing more."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope


class ResidentQuerySet(scope.ScopedQuerySet):
    def known(self) -> ResidentQuerySet:
        """Those whose term has not ended."""
        return self.filter(is_erased=False)


class Resident(PartOfFacility):
    """Inwoner, as one workshop knows somebody: who visits, borrows, asks or helps is one row.

    No birth date, no citizen number, no notes: there is no field to put them in.
    """

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=False)  # in lower case, without accents: to find by
    reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    reply_address = models.CharField(max_length=200, blank=True)
    buurt_code = models.CharField(max_length=10, blank=True)  # where from, if they want to say
    card_code = models.CharField(max_length=40, blank=True)  # on the card of who wants one
    is_professional = models.BooleanField(default=False)  # comes for somebody else: a carer, a partner's employee
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # last time that anything was done with or for them
    is_erased = models.BooleanField(default=False)  # the term ended: who it was is gone, what was done stays

    objects: ClassVar[Any] = scope.scoped(ResidentQuerySet)

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["facility", "name_key", "id"], name="resident_by_name"),
            models.Index(fields=["municipality", "seen_at"], name="resident_seen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "card_code"], condition=~Q(card_code=""), name="a_card_is_of_one_resident"
            ),
            models.CheckConstraint(condition=Q(is_erased=True) | ~Q(name=""), name="a_resident_has_a_name"),
            models.CheckConstraint(
                condition=Q(reply_by=Channel.NONE, reply_address="")
                | (~Q(reply_by=Channel.NONE) & ~Q(reply_address="")),
                name="a_way_to_be_reached_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:resident", args=[self.facility_id, self.pk])

    @property
    def reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)
