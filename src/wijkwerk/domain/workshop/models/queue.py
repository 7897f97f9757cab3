"""What a desk did while it had no network, and that needs a person to sort it out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import FunctionKind, PartOfFacility


class DeedKind(models.TextChoices):
    """What can be done at a desk without a network."""

    VISIT = "visit", _("Bezoek")
    LOAN = "loan", _("Uitleen")
    RETURN = "return", _("Terug")


class Problem(models.TextChoices):
    """Why a deed could not simply be done when the network was back."""

    LENT_MEANWHILE = "lent", _("Dit is intussen door een ander geleend")
    NOT_OUT = "not_out", _("Dit was niet uitgeleend")
    NOT_ALLOWED = "refused", _("Dit kon niet worden uitgeleend")
    UNKNOWN_CODE = "code", _("Deze code kennen wij niet")
    UNKNOWN_PERSON = "person", _("Wie dit was is niet duidelijk")


class OfflineDeed(PartOfFacility):
    """Gedaan zonder netwerk: every deed of the queue by its key, so that it is in once however often it is sent.

    Only one that waits for a person still says what was typed; what is settled forgets it. What nobody sorted out in
    time forgets it too, and stays: what happened, and that nobody knows what came of it.
    """

    key = models.UUIDField()  # made on the device
    kind = models.CharField(max_length=6, choices=DeedKind)
    at = models.DateTimeField()  # when it was done at the desk
    received_at = models.DateTimeField()
    function = models.CharField(max_length=14, choices=FunctionKind, blank=True)  # of a visit
    code = models.CharField(max_length=40, blank=True)  # of the thing
    who = models.CharField(max_length=120, blank=True)  # the card or the name, as it was typed
    problem = models.CharField(max_length=7, choices=Problem, blank=True)
    words = models.CharField(max_length=300, blank=True)  # what the desk would have been told
    forgotten_at = models.DateTimeField(null=True, blank=True)  # what was typed is gone, and it was not sorted out
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=200, blank=True)  # what was done about it

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["facility", "at"], condition=Q(settled_at=None), name="offline_deed_to_sort_out"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="an_offline_deed_is_in_once"),
            models.CheckConstraint(condition=Q(kind__in=DeedKind.values), name="an_offline_deed_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | ~Q(problem=""), name="what_waits_has_a_problem"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(who=""), name="what_is_settled_forgets_who_was_typed"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(who=""), name="what_waited_too_long_forgets_who_was_typed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_forgotten(self) -> bool:
        return self.forgotten_at is not None
