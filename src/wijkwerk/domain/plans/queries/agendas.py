"""What can be asked of agendas and their items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import Agenda, AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.states import UNDONE, AgendaState, ItemState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Answer, Condition, ConditionState, Source
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.things import ref

SIGNAL, THEME = "signals.signal", "signals.theme"


# ── Agendas ────────────────────────────────────────────────────────────────────────────────────────────────────────
def agenda(area_id: int, year: int) -> Agenda:
    found: Agenda = Agenda.objects.select_related("work_area").get(work_area_id=area_id, year=year)
    return found


def agendas(*, actor: Actor, work_area: WorkArea | None = None, year: int | None = None) -> QuerySet[Agenda]:
    """Agendas with how many items this actor sees on them, and how many of those are done."""
    visible = Q(items__in=AgendaItem.objects.visible_to(actor))
    rows: QuerySet[Agenda] = Agenda.objects.select_related("work_area").annotate(
        item_count=Count("items", filter=visible),
        done_count=Count("items", filter=visible & Q(items__state=ItemState.DONE)),
    )
    if work_area is not None:
        rows = rows.filter(work_area=work_area)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.order_by("-year", "work_area__name", "id")


def years() -> list[int]:
    """The years that there are agendas of, newest first."""
    return list(Agenda.objects.order_by("-year").values_list("year", flat=True).distinct())


def open_agendas(actor: Actor) -> QuerySet[Agenda]:
    """Agendas that this actor keeps and that are not closed, newest year first."""
    reach = actor.reach(Permission.AGENDA_MANAGE)
    rows: QuerySet[Agenda] = Agenda.objects.exclude(state=AgendaState.CLOSED).select_related("work_area")
    if not reach.everywhere:
        rows = rows.filter(work_area_id__in=reach.area_ids)
    return rows.order_by("-year", "work_area__name", "id")


# ── Items ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def item(number: int) -> AgendaItem:
    found: AgendaItem = _whole(AgendaItem.objects.all()).get(pk=number)
    return found


def partner(number: int, partner_id: int) -> ItemPartner:
    found: ItemPartner = ItemPartner.objects.select_related("item__agenda", "organisation").get(
        pk=partner_id, item_id=number
    )
    return found


@dataclass(frozen=True)
class ItemSource:
    """A standing source with the item that it belongs to: who keeps the item, keeps its sources."""

    item: AgendaItem
    source: Source

    @property
    def municipality_id(self) -> int:
        return self.item.municipality_id

    def access_area_ids(self) -> frozenset[int]:
        return self.item.access_area_ids()


def item_source(number: int, source_id: int) -> ItemSource:
    source = Source.objects.standing().get(pk=source_id, thing_kind="plans.agendaitem", thing_id=number)
    return ItemSource(item(number), source)


def items_of(agenda: Agenda, *, actor: Actor, state: str = "") -> QuerySet[AgendaItem]:
    """The items of an agenda that this actor may see, by number, with all that a list shows."""
    rows = _whole(AgendaItem.objects.visible_to(actor).filter(agenda=agenda))
    if state == "open":
        rows = rows.filter(state__in=UNDONE)
    elif state:
        rows = rows.filter(state=state)
    return rows.order_by("number")


def items(
    *, actor: Actor, area_id: int | None = None, year: int | None = None, state: ItemState | None = None
) -> QuerySet[AgendaItem]:
    """Items of all agendas that this actor may see, with all that a list shows."""
    rows = _whole(AgendaItem.objects.visible_to(actor))
    if area_id is not None:
        rows = rows.filter(agenda__work_area_id=area_id)
    if year is not None:
        rows = rows.filter(agenda__year=year)
    return rows if state is None else rows.filter(state=state)


def items_pulled_by(person: Person) -> QuerySet[AgendaItem]:
    """What somebody pulls and is not done: for the start page."""
    rows: QuerySet[AgendaItem] = (
        AgendaItem.objects.undone().filter(puller_person=person).select_related("agenda", "agenda__work_area")
    )
    return rows.order_by("agenda__year", "number")


def _whole(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    partners = Prefetch("partners", ItemPartner.objects.select_related("organisation").order_by("organisation__name"))
    return rows.select_related("agenda", "agenda__work_area", "puller_person", "puller_organisation").prefetch_related(
        partners
    )


def promised(items: Iterable[AgendaItem]) -> int:
    """What the partners of these items promised together, in cents; reads nothing that was read already."""
    return sum(partner.amount_cents or 0 for item in items for partner in item.partners.all())


def promised_by_partner(agenda: Agenda, *, actor: Actor) -> list[tuple[str, int]]:
    """What each partner promised to the items of an agenda that this actor may see."""
    rows = ItemPartner.objects.filter(item__in=AgendaItem.objects.visible_to(actor).filter(agenda=agenda))
    sums = rows.filter(amount_cents__gt=0).values_list("organisation__name").annotate(Sum("amount_cents"))
    return list(sums.order_by("organisation__name"))


def puller_words(item: AgendaItem, *, insider: bool) -> str:
    """Who pulls it. Outsiders read the organisation or the function of somebody, not their name."""
    if item.puller_organisation is not None:
        return item.puller_organisation.name
    person = item.puller_person
    if person is None:
        return ""
    organisation = person.organisation.name if person.organisation is not None else ""
    if insider:
        return f"{person.name} ({organisation})" if organisation else person.name
    return ", ".join(filter(None, [person.function, organisation])) or _("een medewerker")


def notes_of(item: AgendaItem, *, insider: bool) -> list[ProgressNote]:
    """How it goes, newest first; outsiders read what was written for everybody."""
    rows = item.notes.select_related("by")
    return list(rows if insider else rows.filter(is_public=True))


# ── Why it is there, and who waits for it ──────────────────────────────────────────────────────────────────────────
def signals_behind(item: AgendaItem) -> list[Signal]:
    """The signals that are sources of the item, also those in a theme that is; by number."""
    causes = [source.cause for source in thread.standing_sources(item) if source.cause is not None]
    numbers = [cause.id for cause in causes if cause.kind == SIGNAL]
    themes = [cause.id for cause in causes if cause.kind == THEME]
    if not causes:
        return []
    rows = Signal.objects.sent().filter(Q(pk__in=numbers) | Q(theme_id__in=themes))
    return list(rows.order_by("pk"))


def waiting_for(item: AgendaItem) -> list[Condition]:
    """Conditions of answers that wait for this item."""
    kind, number = ref(item)
    rows = Condition.objects.open().filter(waits_for_kind=kind, waits_for_id=number)
    return list(rows.select_related("answer").order_by("by_when", "id"))


def done_but_waited_for() -> list[AgendaItem]:
    """Items that are done while a condition still waits for them: it was made at the moment that they were done."""
    waiting = Condition.objects.open().filter(waits_for_kind="plans.agendaitem").values("waits_for_id")
    return list(AgendaItem.objects.filter(state=ItemState.DONE, pk__in=waiting).select_related("agenda"))


def answers_waiting_for(item: AgendaItem) -> list[Answer]:
    kind, number = ref(item)
    rows = Answer.objects.current().filter(
        conditions__waits_for_kind=kind, conditions__waits_for_id=number, conditions__state=ConditionState.OPEN
    )
    return list(rows.distinct())


@dataclass(frozen=True)
class Insight:
    """What an actor may do with an item, asked once for a page."""

    manages: bool
    keeps_progress: bool


def insight(actor: Actor, item: AgendaItem) -> Insight:
    return Insight(
        bool(policy.may(actor, Permission.AGENDA_MANAGE, on=item)),
        bool(policy.may(actor, Permission.ITEM_PROGRESS, on=item)),
    )


def is_coordinator(person: Person) -> bool:
    """Whether somebody is coordinator of any area today."""
    return any(role == Role.COORDINATOR for role, _area_id in person.held)
