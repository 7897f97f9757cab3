"""Letters and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Channel(models.TextChoices):
    """How somebody wants to hear from us."""

    EMAIL = "email", _("E-mail")
    POST = "post", _("Brief")
    PHONE = "phone", _("Telefoon")
    NONE = "none", _("Geen bericht")


@dataclass(frozen=True)
class ReplyAddress:
    """Where somebody hears from us: an e-mail address, a postal address of several lines, or a telephone number."""

    channel: Channel
    address: str = ""
    name: str = ""


class State(models.TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", _("Wacht op versturen")
    SENDING = "sending", _("Wordt nu verstuurd")
    SENT = "sent", _("Verstuurd")
    FAILED = "failed", _("Nog niet gelukt")
    GIVEN_UP = "given_up", _("Niet gelukt")
    RETURNED = "returned", _("Kwam terug")
    TO_DO = "to_do", _("Te doen")
    DONE = "done", _("Gedaan")
    CANCELLED = "cancelled", _("Wordt niet verstuurd")


# From where to where a letter may go. The clock sends e-mail; paper and telephone wait for a person.
MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset({State.SENDING, State.SENT, State.FAILED, State.GIVEN_UP}),  # again when a lease ended
    State.FAILED: frozenset({State.SENDING, State.WAITING, State.CANCELLED}),
    State.GIVEN_UP: frozenset({State.WAITING, State.CANCELLED}),
    State.SENT: frozenset({State.WAITING, State.RETURNED}),
    State.RETURNED: frozenset({State.WAITING, State.CANCELLED}),
    State.TO_DO: frozenset({State.DONE, State.CANCELLED}),
    State.DONE: frozenset({State.TO_DO}),
    State.CANCELLED: frozenset(),
}
NOT_SENT = (State.FAILED, State.GIVEN_UP)
NOT_DELIVERED = (*NOT_SENT, State.RETURNED)
NEED_SOMEBODY = (*NOT_DELIVERED, State.TO_DO)
FINISHED = (State.SENT, State.GIVEN_UP, State.RETURNED, State.DONE, State.CANCELLED)
UNSENT = (State.WAITING, State.SENDING, State.FAILED)
BY_HAND = (State.TO_DO, State.DONE, State.CANCELLED)


class Letter(MunicipalityModel):
    """Bericht: what we write to somebody, by e-mail, on paper, or to be said on the telephone."""

    template = models.CharField(max_length=100)
    channel = models.CharField(max_length=10, choices=Channel)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=500)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    is_sealed = models.BooleanField(default=False)  # the words are a key: for who gets them alone
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    area_id = models.BigIntegerField(null=True, blank=True)  # the work area, where what it is about lies in exactly one

    state = models.CharField(max_length=10, choices=State)
    attempts = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=1)  # how often somebody wanted it sent
    next_attempt_at = models.DateTimeField(null=True, blank=True)  # while it is being sent: when the lease ends
    lease = models.UUIDField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scope.scoped()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(channel=Channel.NONE), name="who_wants_no_letter_gets_none"),
            models.CheckConstraint(
                condition=Q(~Q(state__in=(State.TO_DO, State.DONE)), channel=Channel.EMAIL)
                | Q(~Q(channel=Channel.EMAIL), state__in=BY_HAND),
                name="paper_and_telephone_are_done_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease__isnull=False) | Q(~Q(state=State.SENDING), lease__isnull=True),
                name="who_sends_a_letter_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT, next_attempt_at__isnull=False)
                | Q(~Q(state__in=UNSENT), next_attempt_at__isnull=True),
                name="a_letter_to_be_sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SENT, State.RETURNED, State.DONE), sent_at__isnull=True),
                name="a_sent_letter_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], name="letter_due", condition=Q(next_attempt_at__isnull=False)
            ),
            models.Index(fields=["municipality", "-written_at", "-id"], name="letter_newest"),
            models.Index(fields=["municipality", "area_id", "-written_at", "-id"], name="letter_newest_in_area"),
            models.Index(
                fields=["municipality", "state", "-written_at", "-id"],
                name="letter_needs_somebody",
                condition=Q(state__in=NEED_SOMEBODY),
            ),
            models.Index(fields=["about_kind", "about_id", "-written_at"], name="letter_about"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.template})"

    def get_absolute_url(self) -> str:
        return reverse("outbox:letter", args=[self.pk])

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)

    @property
    def is_by_hand(self) -> bool:
        """Paper and telephone: a person has to do it."""
        return self.channel != Channel.EMAIL

    def may_become(self, state: State) -> bool:
        return state in MOVES[State(self.state)]

    @property
    def can_be_sent_again(self) -> bool:
        return self.may_become(State.TO_DO if self.is_by_hand else State.WAITING)

    @property
    def can_be_done(self) -> bool:
        return self.may_become(State.DONE)

    @property
    def can_be_cancelled(self) -> bool:
        return self.may_become(State.CANCELLED)

    def access_area_ids(self) -> frozenset[int] | None:
        return frozenset({self.area_id}) if self.area_id is not None else None


class LetterMove(MunicipalityModel):
    """What happened to a letter: each attempt that ended, and each deed of a person. Only added to."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=10, choices=State)  # the state that it got
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)  # of the employee, as it was then

    class Meta:
        indexes = [models.Index(fields=["letter", "id"], name="letter_moves")]

    def __str__(self) -> str:
        return f"{self.letter_id} → {self.state}"
