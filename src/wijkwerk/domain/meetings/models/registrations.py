"""Who comes to an evening for everybody."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models.meetings import OfMeeting
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress


class RegistrationState(models.TextChoices):
    PLACE = "place", _("heeft een plek")
    WAITING = "waiting", _("op de wachtlijst")
    CANCELLED = "cancelled", _("afgemeld")


class Registration(OfMeeting):
    """Aanmelding: a name and one way to be reached. Each place has its number, so that none is given twice."""

    page_needs: ClassVar[Permission] = Permission.MEETING_REGISTER

    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=RegistrationState)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)  # from 1
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link
    client_key = models.UUIDField(default=uuid.uuid4)  # sent twice is one
    is_by_staff = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["registered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(seat__isnull=False), name="a_place_is_given_once"
            ),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_registration_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.PLACE, seat__gte=1)
                | (~Q(state=RegistrationState.PLACE) & Q(seat__isnull=True)),
                name="who_comes_has_a_place",
            ),
            models.CheckConstraint(
                condition=(Q(channel=Channel.NONE) & Q(address="")) | (~Q(channel=Channel.NONE) & ~Q(address="")),
                name="who_wants_to_hear_can_be_reached",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="who_comes_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"aanmelding {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """For staff: the list that it stands on."""
        return reverse("meetings:registrations", args=[self.meeting_id])

    @property
    def own_address(self) -> str:
        return reverse("meetings:own_registration", args=[self.link_key])

    @property
    def has_email(self) -> bool:
        return self.channel == Channel.EMAIL

    @property
    def reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.channel), self.address, self.name)
