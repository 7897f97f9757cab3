"""Initiatives in public: what residents start, who supports and helps it, what it brought.

What a resident writes stands beside what everybody may read: the second is what somebody of the municipality checked.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.initiative_states import ENDED, LIVE, TONES, InitiativeState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class InitiativeQuerySet(ScopedQuerySet):
    def public(self) -> InitiativeQuerySet:
        """What everybody may read; what was merged is read where it went on."""
        return self.filter(is_public=True).exclude(state=InitiativeState.MERGED)

    def live(self) -> InitiativeQuerySet:
        return self.filter(state__in=LIVE)

    def managed_by(self, actor: Actor) -> InitiativeQuerySet:
        reach = actor.reach(Permission.INITIATIVE_MANAGE)
        return self.all() if reach.everywhere else self.filter(work_area_id__in=reach.area_ids)

    def for_access(self) -> InitiativeQuerySet:
        return self

    def for_thread(self) -> InitiativeQuerySet:
        return self


class Initiative(MunicipalityModel):
    """Initiatief: what residents want to do for their neighbourhood, from idea to what it brought."""

    called = _("initiatief")

    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=InitiativeState, default=InitiativeState.IDEA)
    title = models.CharField(max_length=120)
    words = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)

    is_public = models.BooleanField(default=False)
    public_title = models.CharField(max_length=120, blank=True)
    public_words = models.TextField(blank=True)
    public_place = models.CharField(max_length=200, blank=True)
    public_lat = models.FloatField(null=True, blank=True)
    public_lon = models.FloatField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    to_check_since = models.DateTimeField(null=True, blank=True)  # what was written since is checked by nobody yet
    kept_back_because = models.TextField(blank=True)

    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(InitiativeQuerySet)

    thread_view_permission = Permission.INITIATIVE_MANAGE
    thread_begins_here = True
    thread_kind = _("initiatief")

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(
                fields=["municipality", "-published_at", "-id"],
                condition=Q(is_public=True),
                name="initiative_newest_public",
            ),
            models.Index(fields=["municipality", "work_area", "-started_at", "-id"], name="initiative_of_area"),
            models.Index(
                fields=["municipality", "to_check_since", "id"],
                condition=Q(to_check_since__isnull=False),
                name="initiative_to_check",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_initiative_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="an_initiative_says_something"),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | (~Q(public_title="") & ~Q(public_words="") & Q(published_at__isnull=False)),
                name="a_public_initiative_was_checked",
            ),
            models.CheckConstraint(
                condition=Q(state=InitiativeState.MERGED, merged_into__isnull=False)
                | (~Q(state=InitiativeState.MERGED) & Q(merged_into__isnull=True)),
                name="a_merged_initiative_says_into_what",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="an_initiative_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="an_initiative_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="an_initiative_lies_at_one_point",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """For staff."""
        return address_of("budgets:manage_initiative", self.pk)

    @property
    def public_address(self) -> str:
        return address_of("budgets:initiative", self.pk)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def waits_for_check(self) -> bool:
        return self.to_check_since is not None

    @property
    def tone(self) -> str:
        return TONES[InitiativeState(self.state)]

    # access: who has a part in it
    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})

    # the golden thread
    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return self.public_title if self.is_public else str(_("een initiatief (niet openbaar)"))

    @property
    def thread_public_address(self) -> str:
        return self.public_address if self.is_public else ""

    @property
    def thread_state(self) -> str:
        return str(InitiativeState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone


class OfInitiative(MunicipalityModel):
    """A part of an initiative: it lies where the initiative lies."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def access_area_ids(self) -> frozenset[int]:
        area_ids: frozenset[int] = self.initiative.access_area_ids()
        return area_ids


class Starter(OfInitiative):
    """Initiatiefnemer: who started it and the one way to reach them. Nobody reads it but staff of the area."""

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="starter")
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link
    link_until = models.DateField(null=True, blank=True)  # set when the initiative ends
    name = models.CharField(max_length=120, blank=True)
    reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    reply_address = models.CharField(max_length=250, blank=True)
    organisation_name = models.CharField(max_length=120, blank=True)  # everybody may read this: no private person
    is_by_staff = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "reply_address"], name="starter_address")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(reply_by=Channel.NONE) & Q(reply_address=""))
                | (~Q(reply_by=Channel.NONE) & ~Q(reply_address="")),
                name="a_starter_who_wants_to_hear_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"initiatiefnemer van initiatief {self.initiative_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("budgets:own_initiative", args=[self.link_key])

    @property
    def reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)

    @property
    def can_be_reached(self) -> bool:
        return self.reply_by != Channel.NONE


class InitiativePhoto(OfInitiative):
    """Foto bij een initiatief. Public only when somebody looked at it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="photos")
    photo = models.OneToOneField("files.Photo", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)  # what it shows, for who cannot see it
    is_public = models.BooleanField(default=False)
    is_checked = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_checked=True), name="a_public_photo_of_an_initiative_was_checked"
            ),
        ]

    def __str__(self) -> str:
        return f"foto bij initiatief {self.initiative_id}"


class Support(OfInitiative):
    """Steun: one a person. Counts when it is confirmed from the e-mail address; the mark tells addresses apart.

    The address is kept until it is confirmed, and after that only for who wants to hear how it goes.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="supports")
    mark = models.CharField(max_length=64)  # stands for the address, with a key that is ours alone
    link_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=250, blank=True)
    wants_news = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "mark"], name="one_support_a_person"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(address="", wants_news=False) | Q(wants_news=True),
                name="an_address_is_kept_for_news_alone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "asked_at", "id"],
                condition=Q(confirmed_at__isnull=True),
                name="support_not_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"steun voor initiatief {self.initiative_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("budgets:own_support", args=[self.link_key])


class PaperSupport(OfInitiative):
    """Handtekeningen op papier: how many stood on a list, and where the list is kept. No names."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="paper_supports")
    people = models.PositiveIntegerField()
    received_on = models.DateField()
    kept_where = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)
    entered_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    taken_back_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_list_entered_twice_is_one"),
            models.CheckConstraint(condition=Q(people__gte=1), name="a_list_has_one_signature"),
        ]

    def __str__(self) -> str:
        return f"{self.people} handtekeningen voor initiatief {self.initiative_id}"


class WrittenByStarter(OfInitiative):
    """Something that whoever started it adds: `words` as typed, `public_words` as checked."""

    words = models.TextField()
    public_words = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    to_check_since = models.DateTimeField(null=True, blank=True)
    kept_back_because = models.TextField(blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


class HelpWanted(WrittenByStarter):
    """Hulp gevraagd: hands, a trailer, somebody who knows how."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="help_wanted")
    closed_at = models.DateTimeField(null=True, blank=True)  # there is enough

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="help_wanted_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(words=""), name="help_wanted_says_what"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_words=""), name="public_help_wanted_was_checked"
            ),
        ]

    def __str__(self) -> str:
        return f"hulp gevraagd bij initiatief {self.initiative_id}"


class HelpOffer(OfInitiative):
    """Aanbod van hulp: goes to whoever started it, with the way to reach who offers; nobody else reads it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="help_offers")
    wanted = models.ForeignKey(HelpWanted, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers")
    name = models.CharField(max_length=120)
    reply_by = models.CharField(max_length=8, choices=Channel)
    reply_address = models.CharField(max_length=250)
    words = models.TextField(blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="help_offered_twice_is_one"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(reply_address="") & ~Q(reply_by=Channel.NONE),
                name="who_offers_help_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"aanbod van hulp bij initiatief {self.initiative_id}"

    @property
    def reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)


class UpdateKind(models.TextChoices):
    NEWS = "news", _("nieuws")
    BROUGHT = "brought", _("wat het opbracht")


class InitiativeUpdate(WrittenByStarter):
    """Bericht: how it goes, and in the end what it brought."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=8, choices=UpdateKind, default=UpdateKind.NEWS)
    told_at = models.DateTimeField(null=True, blank=True)  # when those who wanted news heard it

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_update_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(words=""), name="an_update_says_something"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_words=""), name="a_public_update_was_checked"
            ),
        ]

    def __str__(self) -> str:
        return f"bericht bij initiatief {self.initiative_id}"
