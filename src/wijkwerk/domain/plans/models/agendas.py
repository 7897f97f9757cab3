"""The project agenda of a year, its items, who takes part in them, and how they go."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.plans.states import ITEM_MOVES, TONES, UNDONE, AgendaState, ItemState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Agenda(MunicipalityModel):
    """Projectenagenda: what will be done in one work area in one year."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AgendaState, default=AgendaState.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["work_area", "year"], name="an_area_has_one_agenda_a_year"),
            models.CheckConstraint(condition=Q(year__range=(1990, 2100)), name="an_agenda_is_of_a_year"),
            models.CheckConstraint(condition=Q(state__in=AgendaState.values), name="an_agenda_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=AgendaState.DRAFT, adopted_on__isnull=True)
                | (~Q(state=AgendaState.DRAFT) & Q(adopted_on__isnull=False)),
                name="what_is_adopted_was_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_area_id} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("plans:agenda", args=[self.work_area_id, self.year])

    @property
    def title(self) -> str:
        """Projectenagenda Maarswold 2013."""
        word = scope.current().word("agenda")
        return f"{capfirst(word)} {self.work_area.name} {self.year}"

    @property
    def is_closed(self) -> bool:
        return self.state == AgendaState.CLOSED

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})


class AgendaItemQuerySet(ScopedQuerySet):
    def undone(self) -> AgendaItemQuerySet:
        return self.filter(state__in=UNDONE)

    def visible_to(self, actor: Actor) -> AgendaItemQuerySet:
        """What is public, what lies in the areas where this actor keeps progress, and what they pull themselves."""
        reach = actor.reach(Permission.ITEM_PROGRESS)
        if reach.everywhere:
            return self.all()
        allowed = Q(is_public=True) | Q(agenda__work_area_id__in=reach.area_ids)
        for kind, number in getattr(actor, "parties", ()):
            if number is not None:
                allowed |= Q(**{"puller_person_id" if kind == "person" else "puller_organisation_id": number})
        return self.filter(allowed)

    def for_thread(self) -> AgendaItemQuerySet:
        return self.select_related("agenda")

    def to_wait_for(self, area_ids: frozenset[int] | None) -> AgendaItemQuerySet:
        """Items that somebody may still wait for."""
        undone = self.undone().select_related("agenda").order_by("-agenda__year", "number")
        return undone if area_ids is None else undone.filter(agenda__work_area_id__in=area_ids)


class AgendaItem(MunicipalityModel):
    """Project: one item of the agenda, with who pulls it, what is planned, how far it is."""

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    puller_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    puller_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PROPOSED)
    state_reason = models.TextField(blank=True)
    from_month = models.PositiveSmallIntegerField(null=True, blank=True)
    until_month = models.PositiveSmallIntegerField(null=True, blank=True)
    is_quick_win = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    done_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was written: sent twice is one

    objects: ClassVar[Any] = scoped(AgendaItemQuerySet)

    class Meta:
        ordering = ["agenda_id", "number"]
        indexes = [models.Index(fields=["municipality", "-changed_at", "-id"], name="item_newest")]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="an_item_has_its_number"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_item_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="an_item_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="an_item_has_a_state"),
            models.CheckConstraint(
                condition=Q(puller_person__isnull=True) | Q(puller_organisation__isnull=True), name="one_party_pulls"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.WAITING, ItemState.STOPPED], state_reason=""),
                name="what_waits_or_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE, done_on__isnull=False)
                | (~Q(state=ItemState.DONE) & Q(done_on__isnull=True)),
                name="what_is_done_was_so_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(from_month__isnull=True, until_month__isnull=True)
                | Q(
                    from_month__isnull=False,
                    until_month__isnull=False,
                    from_month__range=(1, 12),
                    until_month__range=(1, 12),
                    until_month__gte=F("from_month"),
                ),
                name="an_item_is_planned_in_months_of_its_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:item", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.state == ItemState.DONE

    @property
    def tone(self) -> str:
        return TONES[ItemState(self.state)]

    @property
    def moves(self) -> list[ItemState]:
        """Where it can go from here, in the order of the states."""
        return [state for state in ItemState if state in ITEM_MOVES[ItemState(self.state)]]

    @property
    def puller(self) -> Any:
        """The person or organisation that pulls it, or None."""
        return self.puller_person or self.puller_organisation

    # access: who has a part in it
    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.agenda.work_area_id})

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        parties: dict[tuple[str, int | None], Role] = {}
        if self.puller_person_id:
            parties["person", self.puller_person_id] = Role.HANDLER
        if self.puller_organisation_id:
            parties["organisation", self.puller_organisation_id] = Role.HANDLER
        return parties

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return scope.current().word("agenda_item")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return _("een %(item)s (niet openbaar)") % {"item": self.thread_kind}

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.AGENDA_VIEW if self.is_public else Permission.ITEM_PROGRESS

    @property
    def thread_state(self) -> str:
        return str(ItemState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone

    @property
    def thread_is_done(self) -> bool:
        return self.is_done


class ItemPartner(MunicipalityModel):
    """Partner in een project: what an organisation does for it, and the money it promised."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    does = models.CharField(max_length=300)
    amount_cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "organisation"], name="a_partner_takes_part_once"),
            models.CheckConstraint(condition=~Q(does=""), name="a_partner_does_something"),
            models.CheckConstraint(
                condition=Q(amount_cents__isnull=True) | Q(amount_cents__gte=0), name="a_promise_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.item_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.item.access_area_ids()


class ProgressNote(MunicipalityModel):
    """Voortgang: how it goes, in a few words."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_note_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"voortgang van {self.item_id}"
