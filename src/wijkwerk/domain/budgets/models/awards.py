"""The yearly award: who is nominated by residents, what the jury finds, who gets it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models.initiatives import Initiative
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class AwardState(models.TextChoices):
    DRAFT = "draft", _("in voorbereiding")
    OPEN = "open", _("voordragen kan")
    JUDGING = "judging", _("de jury oordeelt")
    ANNOUNCED = "announced", _("uitgereikt")
    CANCELLED = "cancelled", _("gaat niet door")


AWARD_MOVES: dict[AwardState, frozenset[AwardState]] = {
    AwardState.DRAFT: frozenset({AwardState.OPEN, AwardState.CANCELLED}),
    AwardState.OPEN: frozenset({AwardState.JUDGING, AwardState.CANCELLED}),
    AwardState.JUDGING: frozenset({AwardState.OPEN, AwardState.ANNOUNCED, AwardState.CANCELLED}),
    AwardState.ANNOUNCED: frozenset(),
    AwardState.CANCELLED: frozenset(),
}
AWARD_RUNNING = (AwardState.OPEN, AwardState.JUDGING)

AWARD_TONES: dict[AwardState, str] = {
    AwardState.DRAFT: "neutral",
    AwardState.OPEN: "info",
    AwardState.JUDGING: "warning",
    AwardState.ANNOUNCED: "ok",
    AwardState.CANCELLED: "neutral",
}


class AwardYearQuerySet(ScopedQuerySet):
    def public(self) -> AwardYearQuerySet:
        return self.exclude(state=AwardState.DRAFT)


class AwardYear(MunicipalityModel):
    """Waardering van een jaar: of one area, or of the whole municipality. Its name is the municipality's word."""

    year = models.PositiveSmallIntegerField()
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()  # what it is for, and what the jury looks at
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    announces_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AwardState, default=AwardState.DRAFT)
    winner = models.ForeignKey("budgets.Nomination", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    jury_report = models.TextField(blank=True)
    ended_because = models.TextField(blank=True)
    despite = models.TextField(blank=True)  # why another won than the jury put first
    announced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scoped(AwardYearQuerySet)

    class Meta:
        ordering = ["-year", "work_area_id"]
        constraints = [
            # An empty area counts as one value: NULLS NOT DISTINCT is not there on SQLite.
            models.UniqueConstraint(
                F("municipality"), F("year"), Coalesce("work_area", 0), name="one_award_a_year_and_area"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="an_award_closes_after_it_opens"),
            models.CheckConstraint(condition=~Q(words=""), name="an_award_says_what_it_is_for"),
            models.CheckConstraint(
                condition=~Q(state=AwardState.ANNOUNCED) | (Q(announced_at__isnull=False) & ~Q(jury_report="")),
                name="an_award_is_given_with_a_report",
            ),
            models.CheckConstraint(
                condition=~Q(state=AwardState.CANCELLED) | ~Q(ended_because=""),
                name="an_award_that_is_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """For staff."""
        return address_of("budgets:manage_award", self.pk)

    @property
    def public_address(self) -> str:
        return address_of("budgets:award", self.pk)

    def access_area_ids(self) -> frozenset[int]:
        """Its area. That of the whole municipality is of all areas: whoever works for one of them prepares it."""
        if self.work_area_id:
            return frozenset({self.work_area_id})
        return frozenset(WorkArea.objects.values_list("pk", flat=True))

    @property
    def name(self) -> str:
        """As the municipality calls its award, with the year and the area."""
        name = f"{capfirst(scope.current().word('award'))} {self.year}"
        return f"{name} {self.work_area.name}" if self.work_area is not None else name

    @property
    def tone(self) -> str:
        return AWARD_TONES[AwardState(self.state)]


class NomineeKind(models.TextChoices):
    PERSON = "person", _("een persoon")
    GROUP = "group", _("een groep bewoners")
    ORGANISATION = "organisation", _("een vereniging of organisatie")


class NominationState(models.TextChoices):
    RECEIVED = "received", _("nieuw")
    ACCEPTED = "accepted", _("naar de jury")
    DECLINED = "declined", _("doet niet mee")
    JOINED = "joined", _("bij een andere gevoegd")


class Consent(models.TextChoices):
    """What who is nominated says about the own name in public."""

    NOT_ASKED = "not_asked", _("nog niet gevraagd")
    ASKED = "asked", _("gevraagd")
    YES = "yes", _("ja")
    NO = "no", _("nee")


class Nomination(MunicipalityModel):
    """Voordracht: whom a resident nominates and why. The name is public only when who bears it says yes."""

    award_year = models.ForeignKey(AwardYear, on_delete=models.CASCADE, related_name="nominations")
    client_key = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=14, choices=NomineeKind, default=NomineeKind.PERSON)
    nominee = models.CharField(max_length=120)
    nominee_reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    nominee_reply_address = models.CharField(max_length=250, blank=True)
    nominee_link_key = models.CharField(max_length=40, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.TextField()
    jury_words = models.TextField(blank=True)  # what the jury reads of it, checked: no nominator in it
    public_words = models.TextField(blank=True)  # what everybody reads of it
    state = models.CharField(max_length=10, choices=NominationState, default=NominationState.RECEIVED)
    declined_because = models.TextField(blank=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.NOT_ASKED)
    consent_at = models.DateTimeField(null=True, blank=True)
    nominator_name = models.CharField(max_length=120, blank=True)
    nominator_reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    nominator_reply_address = models.CharField(max_length=250, blank=True)
    is_by_staff = models.BooleanField(default=False)
    nominated_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["nominated_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_nomination_sent_twice_is_one"),
            models.CheckConstraint(
                condition=~Q(nominee="") & (~Q(why="") | Q(forgotten_at__isnull=False)),
                name="a_nomination_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.DECLINED) | ~Q(declined_because=""),
                name="a_nomination_that_is_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=NominationState.JOINED, joined_to__isnull=False)
                | (~Q(state=NominationState.JOINED) & Q(joined_to__isnull=True)),
                name="a_joined_nomination_says_to_which",
            ),
            models.CheckConstraint(
                condition=Q(nominee_reply_by=Channel.NONE) | ~Q(nominee_reply_address=""),
                name="a_nominee_who_is_written_to_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(nominator_reply_by=Channel.NONE) | ~Q(nominator_reply_address=""),
                name="a_nominator_who_is_written_to_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"voordracht {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nominee_link_key = self.nominee_link_key or secrets.token_urlsafe(16)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """For staff."""
        return address_of("budgets:nomination", self.pk)

    @property
    def nominee_address(self) -> str:
        """The page on which who is nominated says yes or no."""
        return reverse("budgets:own_nomination", args=[self.nominee_link_key])

    def access_area_ids(self) -> frozenset[int]:
        return self.award_year.access_area_ids()

    @property
    def nominee_reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.nominee_reply_by), self.nominee_reply_address, self.nominee)

    @property
    def nominator_reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.nominator_reply_by), self.nominator_reply_address, self.nominator_name)


class Juror(MunicipalityModel):
    """Jurylid: somebody with an account, or a resident with a link of their own."""

    award_year = models.ForeignKey(AwardYear, on_delete=models.CASCADE, related_name="jurors")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=250, blank=True)
    link_key = models.CharField(max_length=40, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["award_year", "person"], condition=Q(person__isnull=False), name="a_person_is_juror_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="", email="") | (Q(person__isnull=True) & ~Q(name="")),
                name="a_juror_is_a_person_or_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person is not None else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("budgets:judge", args=[self.link_key])

    def access_area_ids(self) -> frozenset[int]:
        return self.award_year.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """A juror judges on the own page alone: by their account, or by the link."""
        parties: dict[tuple[str, int | None], Role] = {("juror", self.pk): Role.JUROR}
        if self.person_id is not None:
            parties["person", self.person_id] = Role.JUROR
        return parties


class JurorScore(MunicipalityModel):
    """Oordeel van een jurylid: points and words, or that they know the nominee too well to judge."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="scores")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    is_involved = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "nomination"], name="a_juror_judges_a_nomination_once"),
            models.CheckConstraint(
                condition=Q(is_involved=True, points__isnull=True)
                | Q(is_involved=False, points__gte=1, points__lte=10),
                name="a_juror_gives_points_or_stands_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"oordeel {self.pk}"

    def access_area_ids(self) -> frozenset[int]:
        return self.nomination.access_area_ids()
