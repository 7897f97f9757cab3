"""Vote rounds: what residents vote on, with which ballot, and by which rules the votes are counted.

Budget, rules and projects are locked when a round opens; the database itself refuses what comes after
(`votes_are_locked` among the migrations).
"""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped

if TYPE_CHECKING:
    from wijkwerk.domain.budgets.models.funds import Pot


class BallotKind(models.TextChoices):
    APPROVAL = "approval", _("projecten aankruisen")
    POINTS = "points", _("punten verdelen")
    KNAPSACK = "knapsack", _("projecten kiezen binnen het budget")


class CountRule(models.TextChoices):
    GREEDY = "greedy", _("meeste stemmen eerst")
    EQUAL_SHARES = "equal_shares", _("gelijke delen")


class CompletionRule(models.TextChoices):
    """What happens to money that equal shares leave: a part of the rule, published with it."""

    BY_VOTES = "by_votes", _("de rest naar de meeste stemmen")
    RAISED = "raised", _("de delen stap voor stap verhogen, daarna de rest naar de meeste stemmen")


class TieBreak(models.TextChoices):
    CHEAPEST = "cheapest", _("het goedkoopste project gaat voor")
    NUMBER = "number", _("het laagste nummer op het stembiljet gaat voor")
    LOT = "lot", _("het lot, getrokken en bekendgemaakt vóór het stemmen begint")


class VoteState(models.TextChoices):
    DRAFT = "draft", _("in voorbereiding")
    OPEN = "open", _("vastgelegd")
    COUNTED = "counted", _("geteld")
    PUBLISHED = "published", _("uitslag bekend")
    STOPPED = "stopped", _("gestopt")


VOTE_MOVES: dict[VoteState, frozenset[VoteState]] = {
    VoteState.DRAFT: frozenset({VoteState.OPEN}),
    VoteState.OPEN: frozenset({VoteState.COUNTED, VoteState.STOPPED}),
    VoteState.COUNTED: frozenset({VoteState.PUBLISHED}),
    VoteState.PUBLISHED: frozenset(),
    VoteState.STOPPED: frozenset(),
}
# What cannot change once a round is open: everything that the outcome hangs on.
LOCKED = (
    "municipality_id",
    "pot_id",
    "opens_at",
    "closes_at",
    "ballot",
    "least_choices",
    "most_choices",
    "points",
    "most_points",
    "budget_cents",
    "rule",
    "completion",
    "tie_break",
    "least_votes",
    "opened_at",
)


class Phase(models.TextChoices):
    """Where a round is for who looks now: its state and the clock together."""

    DRAFT = "draft", _("in voorbereiding")
    COMING = "coming", _("stemmen begint nog")
    VOTING = "voting", _("stemmen kan nu")
    CLOSED = "closed", _("stemmen is gesloten, er wordt geteld")
    COUNTED = "counted", _("geteld, nog niet bekendgemaakt")
    PUBLISHED = "published", _("uitslag bekend")
    STOPPED = "stopped", _("gestopt")


PHASE_TONES = {
    Phase.DRAFT: "neutral",
    Phase.COMING: "info",
    Phase.VOTING: "accent",
    Phase.CLOSED: "warning",
    Phase.COUNTED: "warning",
    Phase.PUBLISHED: "ok",
    Phase.STOPPED: "danger",
}


class VoteRoundQuerySet(ScopedQuerySet):
    def kept_by(self, actor: Actor, permission: Permission) -> VoteRoundQuerySet:
        """Those of the areas where this actor holds the permission."""
        reach = actor.reach(permission)
        return self.all() if reach.everywhere else self.filter(work_areas__in=reach.area_ids).distinct()

    def waiting(self, at: datetime) -> VoteRoundQuerySet:
        """Closed, and the outcome is not out yet: to be counted, or to be made known."""
        return self.filter(Q(state=VoteState.OPEN, closes_at__lte=at) | Q(state=VoteState.COUNTED))


OLDEST = 99  # the highest least age to vote


class VoteRound(MunicipalityModel):
    """Stemronde: residents choose among projects, on paper and on line; one vote a resident, counted by a rule."""

    called = _("stemronde")

    name = models.CharField(max_length=120)
    words = models.TextField(blank=True)  # what it is about, for who votes
    who = models.CharField(max_length=200)  # who may vote, in words
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)  # in years; the desk holds the birthday to it
    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="vote_rounds")
    work_areas: Any = models.ManyToManyField("areas.WorkArea", blank=True, related_name="+")  # none named: all of them
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    ballot = models.CharField(max_length=10, choices=BallotKind, default=BallotKind.APPROVAL)
    least_choices = models.PositiveSmallIntegerField(default=1)
    most_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)  # that a voter gives in all
    most_points = models.PositiveSmallIntegerField(null=True, blank=True)  # to one project

    budget_cents = models.PositiveBigIntegerField()
    rule = models.CharField(max_length=15, choices=CountRule, default=CountRule.EQUAL_SHARES)
    completion = models.CharField(max_length=10, choices=CompletionRule, default=CompletionRule.RAISED)
    tie_break = models.CharField(max_length=10, choices=TieBreak, default=TieBreak.CHEAPEST)
    least_votes = models.PositiveIntegerField(default=1)  # voters that a project needs to be chosen

    state = models.CharField(max_length=10, choices=VoteState, default=VoteState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)
    reservation = models.ForeignKey(
        "budgets.Reservation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # its money in the pot
    letter_codes = models.PositiveIntegerField(default=0)  # codes made, to send or hand out by letter
    desk_codes = models.PositiveIntegerField(default=0)  # codes handed out at a desk
    last_batch = models.UUIDField(null=True, blank=True)  # codes that are asked for twice are made once
    reminded_on = models.DateField(
        null=True, blank=True
    )  # who keeps it heard that it waits to be counted or made known
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(VoteRoundQuerySet)

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_vote_round_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="a_vote_round_has_a_name"),
            models.CheckConstraint(condition=~Q(who=""), name="a_vote_round_says_who_may_vote"),
            models.CheckConstraint(
                condition=Q(least_age=None) | Q(least_age__range=(1, OLDEST)), name="who_votes_has_an_age"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_vote_round_closes_later"),
            models.CheckConstraint(condition=Q(budget_cents__gt=0), name="a_vote_round_has_money"),
            models.CheckConstraint(condition=Q(state__in=VoteState.values), name="a_vote_round_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=VoteState.DRAFT) ^ Q(opened_at__isnull=False), name="a_vote_round_was_opened_once"
            ),
            models.CheckConstraint(
                condition=Q(state=VoteState.STOPPED) ^ Q(stopped_because=""), name="a_stopped_vote_round_says_why"
            ),
            models.CheckConstraint(
                condition=Q(ballot=BallotKind.POINTS, points__gte=1) | ~Q(ballot=BallotKind.POINTS) & Q(points=None),
                name="points_are_for_a_ballot_of_points",
            ),
            models.CheckConstraint(
                condition=Q(most_choices=None) | Q(most_choices__gte=F("least_choices")),
                name="most_choices_are_not_fewer_than_least",
            ),
            models.CheckConstraint(condition=Q(ballot__in=BallotKind.values), name="a_vote_round_has_a_ballot"),
            models.CheckConstraint(
                condition=Q(
                    rule__in=CountRule.values, completion__in=CompletionRule.values, tie_break__in=TieBreak.values
                ),
                name="a_vote_round_has_rules",
            ),
            models.CheckConstraint(condition=Q(least_choices__gte=1), name="a_ballot_chooses_something"),
            models.CheckConstraint(condition=Q(least_votes__gte=1), name="a_chosen_project_has_a_vote"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgets:vote_round", args=[self.pk])

    @property
    def public_address(self) -> str:
        return reverse("budgets:vote", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == VoteState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == VoteState.PUBLISHED

    @property
    def gives_points(self) -> bool:
        return self.ballot == BallotKind.POINTS

    @property
    def since_words(self) -> str:
        """16 november 2026, with the hour where it is not midnight."""
        begins = clock.dutch(self.opens_at)
        return date_format(begins, "j F Y" if begins.time() == time() else "j F Y, H:i")

    @property
    def until_words(self) -> str:
        """tot en met 6 december 2026; or with the hour."""
        ends = clock.dutch(self.closes_at)
        if ends.time() == time():
            return _("tot en met %(day)s") % {"day": date_format(ends - timedelta(days=1), "j F Y")}
        return _("tot %(moment)s") % {"moment": date_format(ends, "j F Y, H:i")}

    @property
    def money_pot(self) -> Pot:
        """Where its money is: when a year is closed, that goes along into the pot of the next."""
        return self.reservation.pot if self.reservation is not None else self.pot

    def phase(self, at: datetime) -> Phase:
        if self.state != VoteState.OPEN:
            return Phase(self.state)
        if at < self.opens_at:
            return Phase.COMING
        return Phase.VOTING if at < self.closes_at else Phase.CLOSED

    def access_area_ids(self) -> frozenset[int] | None:
        """The areas that vote; None where it is the whole municipality."""
        return frozenset(area.pk for area in self.work_areas.all()) or None


class VoteCategory(MunicipalityModel):
    """Categorie van een stemronde: a heading on the ballot, perhaps with a ceiling for its projects together."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=80)
    most_cents = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "vote categories"
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="a_vote_category_has_its_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_vote_category_is_called_something"),
        ]

    def __str__(self) -> str:
        return self.name


class VoteProject(MunicipalityModel):
    """Project in een stemronde: what can be chosen, with its number on the ballot and what it costs."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="projects")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    cost_cents = models.PositiveBigIntegerField()
    category = models.ForeignKey(VoteCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    application = models.ForeignKey(
        "budgets.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="vote_projects"
    )
    tie_place = models.PositiveSmallIntegerField(null=True, blank=True)  # of equals the lowest wins; set at opening

    class Meta:
        ordering = ["round_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_vote_project_has_its_number"),
            models.UniqueConstraint(
                fields=["round", "tie_place"],
                condition=Q(tie_place__isnull=False),
                name="no_two_vote_projects_tie_for_ever",
            ),
            models.UniqueConstraint(
                fields=["round", "application"],
                condition=Q(application__isnull=False),
                name="an_application_stands_once_in_a_vote",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_vote_project_has_a_title"),
            models.CheckConstraint(condition=Q(cost_cents__gt=0), name="a_vote_project_costs_something"),
            models.CheckConstraint(condition=Q(number__gte=1), name="vote_projects_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return self.title
