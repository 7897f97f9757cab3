"""What a resident said, who said it, what was written back and forth, and how it was bundled."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals.states import ACTIVE, FOR_STAFF, TONES, WAITING, State
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.tenancy.models import Municipality, MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Kind(models.TextChoices):
    """What somebody says."""

    REPORT = "report", _("melding")
    QUESTION = "question", _("vraag")
    REQUEST = "request", _("verzoek")
    IDEA = "idea", _("idee")
    CONCERN = "concern", _("zorg")
    CHANCE = "chance", _("kans")
    COMPLIMENT = "compliment", _("compliment")


class Channel(models.TextChoices):
    """How it reached us."""

    WEB = "web", _("website")
    DESK = "desk", _("balie")
    PHONE = "phone", _("telefoon")
    STREET = "street", _("op straat")
    EMAIL = "email", _("e-mail")
    POST = "post", _("brief")
    OPEN311 = "open311", _("Open311")
    IMPORT = "import", _("ingelezen")


class PlaceKind(models.TextChoices):
    """How the reporter said where it is."""

    NONE = "none", _("geen plek")
    POINT = "point", _("punt op de kaart")
    ADDRESS = "address", _("adres")
    AREA = "area", _("gebied")


class Category(MunicipalityModel):
    """Onderwerp: what a signal is about; names the trade that takes it up and the term for an answer."""

    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=120, blank=True)
    guidance = models.CharField(max_length=300, blank=True)  # what does and does not belong here
    trade = models.CharField(max_length=60, blank=True)  # the trade in the team that takes it up
    answer_within = models.PositiveSmallIntegerField(null=True, blank=True)  # working days; else the municipality's
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "categories"
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="a_category_has_one_code")]

    def __str__(self) -> str:
        return self.name


class RoutingRule(MunicipalityModel):
    """Verdeelregel: who takes up a category in an area. The most specific rule wins."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            # An empty category or area counts as one value: NULLS NOT DISTINCT is not there on SQLite.
            models.UniqueConstraint(
                F("municipality"), Coalesce("category", 0), Coalesce("work_area", 0), name="one_rule_per_case"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="a_rule_names_one_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category or '*'} / {self.work_area or '*'}"


class Theme(MunicipalityModel):
    """Thema: signals that are the same worry, over months."""

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)

    thread_kind = _("thema")
    thread_view_permission = Permission.SIGNAL_VIEW

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_because=""), name="a_closed_theme_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("signals:theme", args=[self.pk])

    def access_area_ids(self) -> frozenset[int] | None:
        """Its own area, or those of its signals when they lie in several."""
        if self.work_area_id:
            return frozenset({self.work_area_id})
        areas = self.signals.filter(work_area__isnull=False).order_by().values_list("work_area_id", flat=True)
        return frozenset(areas.distinct()) or None

    @property
    def thread_title(self) -> str:
        return self.name

    @property
    def thread_public_title(self) -> str:
        return str(_("een thema uit meldingen"))

    @property
    def thread_state(self) -> str:
        return str(_("gesloten") if self.closed_at else _("loopt"))


class Upkeep(MunicipalityModel):
    """Onderhoud: how well the municipality keeps something in an area, what it does for that, what is planned.

    A row without an area holds everywhere, but where an area has its own.
    """

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=60, blank=True)  # in the words of the municipality: "B: sober"
    does = models.CharField(max_length=500)
    planned = models.CharField(max_length=300, blank=True)
    planned_from = models.DateField(null=True, blank=True)
    planned_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["category__order", "category__name"]
        constraints = [
            # An empty area counts as one value: NULLS NOT DISTINCT is not there on SQLite.
            models.UniqueConstraint(
                F("municipality"), F("category"), Coalesce("work_area", 0), name="one_upkeep_of_a_subject_in_an_area"
            ),
            models.CheckConstraint(condition=~Q(does=""), name="upkeep_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(planned="", planned_from__isnull=True, planned_until__isnull=True)
                | (
                    ~Q(planned="")
                    & Q(planned_from__isnull=False, planned_until__isnull=False, planned_until__gte=F("planned_from"))
                ),
                name="what_is_planned_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} / {self.work_area_id or '*'}"

    def access_area_ids(self) -> frozenset[int] | None:
        return frozenset({self.work_area_id}) if self.work_area_id else None


class SignalQuerySet(ScopedQuerySet):
    """Filters that can be combined."""

    def sent(self) -> SignalQuerySet:
        return self.exclude(state=State.DRAFT)

    def active(self) -> SignalQuerySet:
        """What still runs. It is also not closed: that the partial indexes can prove, for any database."""
        return self.filter(state__in=ACTIVE, closed_at__isnull=True)

    def waiting(self) -> SignalQuerySet:
        return self.active().filter(state__in=WAITING)

    def late(self, today: date) -> SignalQuerySet:
        """The date that somebody was to do something by has passed."""
        return self.active().filter(due_on__lt=today)

    def of(self, actor: Actor) -> SignalQuerySet:
        """Handed to this person, or to the organisation that they work for."""
        own = Q(handler_person_id=actor.id)
        organisation_id = getattr(actor, "organisation_id", None)
        return self.filter(own | Q(handler_organisation_id=organisation_id) if organisation_id is not None else own)

    def published(self) -> SignalQuerySet:
        return self.filter(is_public=True)

    def visible_to(self, actor: Actor) -> SignalQuerySet:
        """What this actor may open: by a role in its area, in any area when it has none, or handed to them."""
        reach = actor.reach(Permission.SIGNAL_VIEW)
        sent = self.sent()
        if reach.everywhere:
            return sent
        allowed = Q(work_area_id__in=reach.area_ids)
        if reach:
            allowed |= Q(work_area__isnull=True)
        for kind, number in getattr(actor, "parties", ()):
            if number is not None:
                allowed |= Q(**{"handler_person_id" if kind == "person" else "handler_organisation_id": number})
        return sent.filter(allowed)


class Signal(MunicipalityModel):
    """Signaal: something that somebody said about the neighbourhood. Its number is its id."""

    called = _("signaal")

    # Without an index of its own, which would only tempt the planner: others begin with it.
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+", db_index=False)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REPORT)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.WEB)
    text = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    place_kind = models.CharField(max_length=8, choices=PlaceKind, default=PlaceKind.NONE)
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    buurt_code = models.CharField(max_length=10, blank=True)

    handler_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handler_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handed_at = models.DateTimeField(null=True, blank=True)
    picked_up_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    created_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)  # the next date at which somebody is late
    expected_on = models.DateField(null=True, blank=True)  # what the resident was told
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    is_public = models.BooleanField(default=False)
    public_text = models.TextField(blank=True)
    public_lat = models.FloatField(null=True, blank=True)
    public_lon = models.FloatField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="signals")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    imported_as = models.CharField(max_length=120, blank=True)  # source and number elsewhere: read twice is one

    objects: ClassVar[Any] = scoped(SignalQuerySet)

    thread_view_permission = Permission.SIGNAL_VIEW
    thread_begins_here = True

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-reported_at", "-id"], name="signal_newest"),
            models.Index(fields=["municipality", "work_area", "-reported_at", "-id"], name="signal_area_newest"),
            models.Index(fields=["municipality", "changed_at", "id"], name="signal_changed"),
            models.Index(
                fields=["work_area", "-reported_at", "-id"],
                condition=Q(closed_at__isnull=True),
                name="signal_area_active",
            ),
            models.Index(
                fields=["municipality", "-reported_at", "-id"],
                condition=Q(closed_at__isnull=True),
                name="signal_newest_active",
            ),
            models.Index(fields=["municipality", "due_on", "id"], condition=Q(due_on__isnull=False), name="signal_due"),
            models.Index(
                fields=["handler_person", "-reported_at", "-id"],
                condition=Q(closed_at__isnull=True, handler_person__isnull=False),
                name="signal_of_person",
            ),
            models.Index(
                fields=["handler_organisation", "-reported_at", "-id"],
                condition=Q(closed_at__isnull=True, handler_organisation__isnull=False),
                name="signal_of_organisation",
            ),
            models.Index(
                fields=["municipality", "lat", "lon"],
                condition=Q(closed_at__isnull=True, lat__isnull=False),
                name="signal_near",
            ),
            models.Index(
                fields=["municipality", "-reported_at", "-id"], condition=Q(is_public=True), name="signal_public"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["municipality", "imported_as"], condition=~Q(imported_as=""), name="imported_twice_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACTIVE) | Q(closed_at__isnull=True), name="what_runs_is_not_closed"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.WITHDRAWN) | ~Q(text=""), name="a_signal_says_something"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="a_point_has_two_numbers",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="merged_says_into_what",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="not_merged_into_itself"),
            models.CheckConstraint(condition=Q(is_public=False) | ~Q(public_text=""), name="public_text_is_checked"),
            models.CheckConstraint(
                condition=Q(handler_person__isnull=True) | Q(handler_organisation__isnull=True),
                name="one_party_takes_it_up",
            ),
        ]

    def __str__(self) -> str:
        return f"signaal {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("signals:signal", self.pk)

    @property
    def number(self) -> int:
        return self.pk

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_sent(self) -> bool:
        return self.state in FOR_STAFF

    @property
    def is_idea(self) -> bool:
        """Something that somebody could do, not only the municipality."""
        return self.kind in (Kind.IDEA, Kind.CHANCE) and self.state not in (State.DRAFT, State.WITHDRAWN)

    @property
    def is_picked_up(self) -> bool:
        return self.picked_up_at is not None

    @property
    def tone(self) -> str:
        """The colour of its state, as the look knows them."""
        return TONES[State(self.state)]

    def is_late(self, today: date) -> bool:
        return self.is_active and self.due_on is not None and self.due_on < today

    # access: who has a part in it
    def access_area_ids(self) -> frozenset[int]:
        """Its area. Without one it is of all areas, so that somebody can put it where it belongs."""
        if self.work_area_id:
            return frozenset({self.work_area_id})
        return frozenset(WorkArea.objects.values_list("pk", flat=True))

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        parties: dict[tuple[str, int | None], Role] = {}
        if self.handler_person_id:
            parties["person", self.handler_person_id] = Role.HANDLER
        if self.handler_organisation_id:
            parties["organisation", self.handler_organisation_id] = Role.HANDLER
        return parties

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def thread_title(self) -> str:
        return shorten(self.text, 80)

    @property
    def thread_public_title(self) -> str:
        return shorten(self.public_text, 80) if self.is_public else str(_("een melding (niet openbaar)"))

    @property
    def thread_public_address(self) -> str:
        return address_of("signals:public_signal", self.pk) if self.is_public else ""

    @property
    def thread_state(self) -> str:
        return str(State(self.state).label)


class Reporter(MunicipalityModel):
    """Melder: who said it, or joined in, and the one way to reach them. Each has a secret link of their own."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="reporters")
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link; made when it is first saved
    link_until = models.DateField(null=True, blank=True)  # set when the signal ends; afterwards the link has expired
    name = models.CharField(max_length=120, blank=True)
    reply_by = models.CharField(max_length=8, choices=ReplyChannel, default=ReplyChannel.NONE)
    reply_address = models.CharField(max_length=250, blank=True)
    words = models.TextField(blank=True)  # what somebody who joined in added
    is_first = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    is_helped = models.BooleanField(null=True, blank=True)
    helped_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where somebody joined: joining twice is once

    class Meta:
        indexes = [models.Index(fields=["municipality", "reply_address"], name="reporter_address")]
        constraints = [
            models.UniqueConstraint(fields=["signal", "client_key"], name="who_joins_twice_is_one"),
            models.UniqueConstraint(fields=["signal"], condition=Q(is_first=True), name="one_said_it_first"),
            models.CheckConstraint(
                condition=Q(reply_by=ReplyChannel.NONE) | ~Q(reply_address=""), name="a_way_to_reply_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"melder van signaal {self.signal_id}"

    def save(self, **how: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(**how)

    def get_absolute_url(self) -> str:
        return reverse("signals:own_signal", args=[self.link_key])

    def access_area_ids(self) -> frozenset[int]:
        return self.signal.access_area_ids()

    @property
    def can_be_reached(self) -> bool:
        return self.reply_by != ReplyChannel.NONE


class Direction(models.TextChoices):
    FROM_REPORTER = "from", _("van de melder")
    TO_REPORTER = "to", _("aan de melder")
    NOTE = "note", _("notitie")  # among colleagues


class Message(MunicipalityModel):
    """Bericht: what was written between the resident and us, or noted among colleagues."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="messages")
    reporter = models.ForeignKey(Reporter, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction)
    text = models.TextField()
    is_question = models.BooleanField(default=False)
    at = models.DateTimeField()
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["signal", "at"], name="message_of_signal")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_message_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
        ]

    def __str__(self) -> str:
        return f"bericht bij signaal {self.signal_id}"


class SignalPhoto(MunicipalityModel):
    """Foto bij een signaal. Public only when somebody looked at it."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="photos")
    photo = models.OneToOneField("files.Photo", on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(Reporter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"foto bij signaal {self.signal_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.signal.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.signal.access_parties()


class SavedView(MunicipalityModel):
    """Bewaard filter: a work list as somebody keeps it, for themselves or for the team."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)  # the part of the address after the question mark
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="a_kept_filter_has_one_name")]

    def __str__(self) -> str:
        return self.name

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return {("person", self.person_id): Role.HANDLER}
