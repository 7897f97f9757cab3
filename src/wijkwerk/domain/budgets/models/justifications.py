"""How the money was spent, told by who got it; what has to come back; the story and the photos that may be shown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class JustificationState(models.TextChoices):
    OPEN = "open", _("nog te doen")
    HANDED_IN = "handed_in", _("ingeleverd")
    RETURNED = "returned", _("aan te vullen")
    APPROVED = "approved", _("goedgekeurd")
    MISSED = "missed", _("niet verantwoord")


WRITABLE = (JustificationState.OPEN, JustificationState.RETURNED)  # who got the money writes it
JUDGED = (JustificationState.APPROVED, JustificationState.MISSED)
MOVES: dict[JustificationState, frozenset[JustificationState]] = {
    JustificationState.OPEN: frozenset({JustificationState.HANDED_IN, JustificationState.MISSED}),
    JustificationState.HANDED_IN: frozenset({JustificationState.RETURNED, JustificationState.APPROVED}),
    JustificationState.RETURNED: frozenset({JustificationState.HANDED_IN, JustificationState.MISSED}),
    # Opened again: somebody looks once more, or who told nothing tells it after all.
    JustificationState.APPROVED: frozenset({JustificationState.HANDED_IN}),
    JustificationState.MISSED: frozenset({JustificationState.OPEN}),
}
TONES = {
    JustificationState.OPEN: "neutral",
    JustificationState.HANDED_IN: "info",
    JustificationState.RETURNED: "warning",
    JustificationState.APPROVED: "ok",
    JustificationState.MISSED: "danger",
}


def visible_to(actor: Actor) -> Q:
    """What belongs to a grant in the areas where this actor may open applications; what is for all areas, anybody who
    may in one.
    """
    reach = actor.reach(Permission.APPLICATION_VIEW)
    if reach.everywhere:
        return Q()
    allowed = Q(grant__application__work_area_id__in=reach.area_ids)
    return allowed | Q(grant__application__work_area__isnull=True) if reach else allowed


def areas_of(grant: Any) -> frozenset[int] | None:
    areas: frozenset[int] | None = grant.application.access_area_ids()
    return areas


def parties_of(grant: Any) -> Mapping[tuple[str, int | None], Role]:
    """Who has a part in the application, and the organisation that got the money; who has no account comes by link."""
    number = grant.application.organisation_id
    own = {("organisation", number): Role.APPLICANT} if number is not None else {}
    return {**grant.application.access_parties(), **own}


class JustificationQuerySet(ScopedQuerySet):
    def writable(self) -> JustificationQuerySet:
        return self.filter(state__in=WRITABLE)

    def alive(self) -> JustificationQuerySet:
        """Not of a grant that was withdrawn, or that came back whole before anything was told."""
        over = Q(grant__state="withdrawn") | Q(grant__state="closed", state__in=WRITABLE)
        return self.exclude(over)

    def visible_to(self, actor: Actor) -> JustificationQuerySet:
        return self.filter(visible_to(actor))

    def for_access(self) -> JustificationQuerySet:
        return self.select_related("grant__application")


class Justification(MunicipalityModel):
    """Verantwoording: what was done with the money of a grant, in a few words, with receipts and photos."""

    called = _("verantwoording")

    grant = models.OneToOneField("budgets.Grant", on_delete=models.PROTECT, related_name="justification")
    state = models.CharField(max_length=10, choices=JustificationState, default=JustificationState.OPEN)
    due_on = models.DateField()  # the last day to hand it in, or to complete it
    told = models.TextField(blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)  # how many took part
    spent_cents = models.PositiveBigIntegerField(null=True, blank=True)  # in all, also from own money
    spent_typed = models.CharField(max_length=60, blank=True)  # as it was typed, when it is no amount: nothing is lost
    why_no_receipts = models.CharField(max_length=300, blank=True)

    is_paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    approved_cents = models.PositiveBigIntegerField(null=True, blank=True)  # of the grant: spent as was agreed
    words = models.TextField(blank=True)  # of who judged: what is missing, or why less was approved
    object_until = models.DateField(null=True, blank=True)  # the last day to object to what was judged

    may_publish_story = models.BooleanField(default=False)
    public_story = models.TextField(blank=True)  # checked by somebody of the municipality
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(JustificationQuerySet)

    class Meta:
        verbose_name = _("verantwoording")
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["municipality", "state", "due_on", "id"], name="justification_due"),
            models.Index(fields=["municipality", "-published_at"], name="justification_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JustificationState.values), name="a_justification_has_a_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[JustificationState.HANDED_IN, JustificationState.APPROVED])
                | (~Q(told="") & Q(spent_cents__isnull=False, handed_in_at__isnull=False)),
                name="what_is_handed_in_tells_what_and_how_much",
            ),
            models.CheckConstraint(
                condition=Q(state__in=JUDGED, judged_at__isnull=False, approved_cents__isnull=False)
                | (~Q(state__in=JUDGED) & Q(approved_cents__isnull=True)),
                name="what_is_judged_says_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[JustificationState.RETURNED, JustificationState.MISSED], words=""),
                name="what_is_asked_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=JustificationState.MISSED) | Q(approved_cents=0),
                name="nothing_told_is_nothing_spent",
            ),
            models.CheckConstraint(
                condition=Q(public_story="") | Q(may_publish_story=True, published_at__isnull=False),
                name="a_story_is_shown_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"verantwoording van toekenning {self.grant_id}"

    def get_absolute_url(self) -> str:
        return address_of("budgets:justification", self.pk)

    @property
    def tone(self) -> str:
        return TONES[JustificationState(self.state)]

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_judged(self) -> bool:
        return self.state in JUDGED

    def is_late(self, today: date) -> bool:
        return self.is_writable and self.due_on < today

    def may_become(self, state: JustificationState) -> bool:
        return state in MOVES[JustificationState(self.state)]

    # access: as the application that it is about
    def access_area_ids(self) -> frozenset[int] | None:
        return areas_of(self.grant)

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return parties_of(self.grant)


class OfJustification(MunicipalityModel):
    """Belongs to a justification, and is seen by who may see that."""

    class Meta:
        abstract = True

    def access_area_ids(self) -> frozenset[int] | None:
        return self.justification.access_area_ids()  # type: ignore[attr-defined, no-any-return]

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.justification.access_parties()  # type: ignore[attr-defined, no-any-return]


class Receipt(OfJustification):
    """Bon: something that was paid, with the photo of its receipt. Never public."""

    justification = models.ForeignKey(Justification, on_delete=models.CASCADE, related_name="receipts")
    photo = models.OneToOneField("files.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    cents = models.PositiveBigIntegerField(null=True, blank=True)
    typed = models.CharField(max_length=60, blank=True)  # the amount as it was typed, when it is none
    paid_on = models.DateField(null=True, blank=True)
    cost_line = models.ForeignKey(
        "budgets.CostLine", on_delete=models.SET_NULL, null=True, blank=True, related_name="receipts"
    )
    added_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["justification", "client_key"], name="a_receipt_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(cents__isnull=True) | Q(typed=""), name="a_receipt_has_one_amount"),
        ]

    def __str__(self) -> str:
        return f"bon bij verantwoording {self.justification_id}"


class StoryPhoto(OfJustification):
    """Foto van wat er gebeurde. Public with the consent of who sent it, and after somebody looked at it."""

    justification = models.ForeignKey(Justification, on_delete=models.CASCADE, related_name="photos")
    photo = models.OneToOneField("files.Photo", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)  # what is to be seen
    may_publish = models.BooleanField(default=False)
    consent_at = models.DateTimeField(null=True, blank=True)  # when consent was given last
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["justification", "client_key"], name="a_story_photo_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(may_publish=True), name="a_photo_is_shown_with_consent"
            ),
            models.CheckConstraint(
                condition=Q(may_publish=False) | Q(consent_at__isnull=False), name="consent_was_given_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"foto bij verantwoording {self.justification_id}"


class ReminderKind(models.TextChoices):
    INVITED = "invited", _("uitgenodigd om te vertellen hoe het ging")
    BEFORE = "before", _("herinnerd voor de laatste dag")
    AFTER = "after", _("herinnerd na de laatste dag")
    LAST = "last", _("laatste keer herinnerd")
    CLAIM_BEFORE = "claim_before", _("herinnerd voor de laatste dag om te betalen")
    CLAIM_AFTER = "claim_after", _("herinnerd na de laatste dag om te betalen")


class Reminder(MunicipalityModel):
    """Herinnering: sent once for each last day; another day begins anew."""

    justification = models.ForeignKey(
        Justification, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    claim = models.ForeignKey(
        "budgets.Claim", on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    kind = models.CharField(max_length=12, choices=ReminderKind)
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["justification", "kind", "due_on"],
                condition=Q(justification__isnull=False),
                name="reminded_to_tell_once",
            ),
            models.UniqueConstraint(
                fields=["claim", "kind", "due_on"], condition=Q(claim__isnull=False), name="reminded_to_pay_once"
            ),
            models.CheckConstraint(
                condition=Q(justification__isnull=True) ^ Q(claim__isnull=True), name="a_reminder_is_about_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
