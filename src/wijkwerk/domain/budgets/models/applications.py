"""What somebody asks money for, who asks it, what it costs, and what was written back and forth."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.application_states import OPEN, TONES, ApplicationState
from wijkwerk.domain.budgets.models.committees import sitting_today
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.tenancy.models import Municipality, MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class ApplicationQuerySet(ScopedQuerySet):
    """Filters that can be combined."""

    def came_in(self) -> ApplicationQuerySet:
        return self.exclude(state=ApplicationState.DRAFT)

    def open(self) -> ApplicationQuerySet:
        """Nobody decided on it yet, and it was not withdrawn. It has not ended: that the partial indexes can prove."""
        return self.filter(state__in=OPEN, ended_at__isnull=True)

    def to_decide(self) -> ApplicationQuerySet:
        """Those that wait for nothing but a decision."""
        return self.open().filter(state=ApplicationState.SENT)

    def late(self, today: date) -> ApplicationQuerySet:
        """The day that it should have been decided by has passed."""
        return self.open().filter(state=ApplicationState.SENT, decide_by__lt=today)

    def visible_to(self, actor: Actor) -> ApplicationQuerySet:
        """What this actor may open: by a role in its area, or in any area when it is for the whole municipality."""
        reach = actor.reach(Permission.APPLICATION_VIEW)
        if reach.everywhere:
            return self.came_in()
        allowed = Q(work_area_id__in=reach.area_ids)
        if reach:
            allowed |= Q(work_area__isnull=True)
        return self.came_in().filter(allowed)


class Application(MunicipalityModel):
    """Aanvraag: a plan for a street or neighbourhood, and the money that somebody asks for it."""

    called = _("aanvraag")

    # Without an index of its own, which would only tempt the planner: others begin with it.
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+", db_index=False)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one
    number = models.CharField(max_length=12, blank=True)  # 2026-0012: given when it comes in
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The rules of the day that it came in, for ever.
    rule_set = models.ForeignKey("budgets.RuleSet", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    round = models.ForeignKey("budgets.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    initiative = models.ForeignKey(
        "budgets.Initiative", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    title = models.CharField(max_length=120, blank=True)
    what = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    when_words = models.CharField(max_length=200, blank=True)
    with_whom = models.TextField(blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)

    asked_cents = models.PositiveBigIntegerField(null=True, blank=True)
    own_cents = models.PositiveBigIntegerField(default=0)
    other_cents = models.PositiveBigIntegerField(default=0)
    other_words = models.CharField(max_length=200, blank=True)  # from whom the other money comes

    applicant_name = models.CharField(max_length=120, blank=True)
    applicant_kind = models.CharField(max_length=20, blank=True)
    organisation_name = models.CharField(max_length=160, blank=True)  # as the applicant wrote it
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reply_by = models.CharField(max_length=8, choices=ReplyChannel, default=ReplyChannel.NONE)
    reply_address = models.CharField(max_length=250, blank=True)
    may_publish = models.BooleanField(default=False)
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link; made when it is first saved
    link_until = models.DateField(null=True, blank=True)  # set when it ends; afterwards the link has expired

    typed = models.JSONField(default=dict, blank=True)  # a draft as it was typed, right or wrong: nothing is lost
    is_paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    handler = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # when it came in; a paper form when it reached us
    ended_at = models.DateTimeField(null=True, blank=True)  # decided or withdrawn
    decide_by = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)  # the clock stands still since this day
    complete_by = models.DateField(null=True, blank=True)
    suspended_days = models.PositiveIntegerField(default=0)  # how many days the clock stood still, by the term's unit
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(ApplicationQuerySet)

    thread_view_permission = Permission.APPLICATION_VIEW
    thread_begins_here = True

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-sent_at", "-id"], name="application_newest"),
            models.Index(fields=["work_area", "-sent_at", "-id"], name="application_area_newest"),
            models.Index(fields=["fund", "-sent_at", "-id"], name="application_fund_newest"),
            models.Index(
                fields=["municipality", "decide_by", "id"],
                condition=Q(decide_by__isnull=False, ended_at__isnull=True),
                name="application_due",
            ),
            models.Index(
                fields=["handler", "-sent_at", "-id"],
                condition=Q(ended_at__isnull=True, handler__isnull=False),
                name="application_of_person",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_application_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["municipality", "number"], condition=~Q(number=""), name="an_application_has_its_own_number"
            ),
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="an_application_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.DRAFT)
                | (~Q(number="") & Q(fund__isnull=False, sent_at__isnull=False, asked_cents__gte=1)),
                name="what_came_in_has_number_fund_and_amount",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
                | (~Q(title="") & ~Q(what="")),
                name="an_application_says_what_for",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.MOVED, ApplicationState.WITHDRAWN])
                | Q(rule_set__isnull=False),
                name="what_is_handled_has_its_rules",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.INCOMPLETE, asked_on__isnull=False, complete_by__isnull=False)
                | (~Q(state=ApplicationState.INCOMPLETE) & Q(asked_on__isnull=True, complete_by__isnull=True)),
                name="the_clock_stands_still_while_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DECIDED, ApplicationState.WITHDRAWN], ended_at__isnull=False)
                | (~Q(state__in=[ApplicationState.DECIDED, ApplicationState.WITHDRAWN]) & Q(ended_at__isnull=True)),
                name="an_ended_application_ended_at",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="place_of_an_application_has_two_numbers",
            ),
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="a_plan_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(reply_by=ReplyChannel.NONE) | ~Q(reply_address=""),
                name="who_wants_to_hear_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"aanvraag {self.number}".strip()

    def save(self, **how: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(**how)

    def get_absolute_url(self) -> str:
        return address_of("budgets:application", self.pk)

    @property
    def own_address(self) -> str:
        """Where the applicant follows it: a secret."""
        return reverse("budgets:own_application", args=[self.link_key])

    @property
    def total_cents(self) -> int:
        """What it costs, as it is to be paid for: asked, own money and that of others."""
        return (self.asked_cents or 0) + self.own_cents + self.other_cents

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def tone(self) -> str:
        """The colour of its state, as the look knows them."""
        return TONES[ApplicationState(self.state)]

    @property
    def can_be_reached(self) -> bool:
        return self.reply_by != ReplyChannel.NONE

    # access: who has a part in it
    def access_area_ids(self) -> frozenset[int]:
        """Its area. One for the whole municipality is of all areas."""
        if self.work_area_id:
            return frozenset({self.work_area_id})
        return frozenset(WorkArea.objects.values_list("pk", flat=True))

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """Those who sit in a committee that its rules name, but for who has an interest in it."""
        if self.rule_set is None:
            return {}
        bands = self.rule_set.amount_bands.exclude(committee=None).order_by().values("committee")
        named = Q(committee=self.rule_set.committee_id) | Q(committee__in=bands)
        return sitting_today(named & ~Q(person__in=self.conflicts.order_by().values("person")))

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return str(_("aanvraag"))

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return str(_("een aanvraag (niet openbaar)"))

    @property
    def thread_state(self) -> str:
        return str(ApplicationState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone


class ApplicationCount(MunicipalityModel):
    """Nummering: how many applications came in this year, so that each gets the next number, once."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="applications_are_counted_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class CostLine(MunicipalityModel):
    """Kostenpost: something that the plan costs."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="cost_lines")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=160)
    cents = models.PositiveBigIntegerField()
    kind = models.ForeignKey("budgets.EligibleKind", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="cost_lines_stand_in_an_order"),
            models.CheckConstraint(condition=~Q(words="") & Q(cents__gte=1), name="a_cost_line_says_what_and_how_much"),
        ]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int]:
        return self.application.access_area_ids()


class Direction(models.TextChoices):
    FROM_APPLICANT = "from", _("van de aanvrager")
    TO_APPLICANT = "to", _("aan de aanvrager")
    NOTE = "note", _("notitie")  # among colleagues


class ApplicationMessage(MunicipalityModel):
    """Bericht: what was written between the applicant and us, or noted among colleagues."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction)
    text = models.TextField()
    is_question = models.BooleanField(default=False)
    at = models.DateTimeField()
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "client_key"], name="a_word_about_an_application_sent_twice_is_one"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_word_about_an_application_says_something"),
        ]

    def __str__(self) -> str:
        return f"bericht bij aanvraag {self.application_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.application.access_area_ids()


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", _("foto")
    SCAN = "scan", _("scan van het papieren formulier")


class ApplicationPhoto(MunicipalityModel):
    """Bijlage: a photo with an application, or the scan of a paper form. Never public by itself."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="photos")
    photo = models.OneToOneField("files.Photo", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=AttachmentKind, default=AttachmentKind.PICTURE)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AttachmentKind.values), name="an_attachment_is_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"bijlage bij aanvraag {self.application_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.application.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.application.access_parties()


class Outcome(models.TextChoices):
    MET = "met", _("voldoet")
    NOT_MET = "not_met", _("voldoet niet")
    UNKNOWN = "unknown", _("iemand beoordeelt dit")


OUTCOME_TONES = {Outcome.MET: "ok", Outcome.NOT_MET: "danger", Outcome.UNKNOWN: "warning"}


class Check(MunicipalityModel):
    """Toets: one of the rules held to one application: met, not met, or for a person. Without `by`: the program."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    criterion = models.ForeignKey("budgets.Criterion", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.UNKNOWN)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["criterion__order", "criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="a_rule_is_checked_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="a_check_has_an_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.criterion_id} {self.outcome}"

    @property
    def tone(self) -> str:
        return OUTCOME_TONES[Outcome(self.outcome)]

    def access_area_ids(self) -> frozenset[int]:
        return self.application.access_area_ids()
