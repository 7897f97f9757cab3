"""What can be asked about signals."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import BigAutoField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person, TeamMember
from wijkwerk.domain.signals.models import (
    Category,
    Direction,
    Message,
    Reporter,
    RoutingRule,
    SavedView,
    Signal,
    SignalPhoto,
    Theme,
    Upkeep,
)
from wijkwerk.domain.signals.states import ACTIVE, FOR_STAFF
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.prepared import asked_alike
from wijkwerk.foundation.search import queries as search
from wijkwerk.foundation.search.stems import stems
from wijkwerk.foundation.tenancy import scope

SIGNAL = "signal"  # how the index calls what staff find
MOST_BY_INDEX = 500
NEAR = 150  # metres
BLOCK = 0.002  # degrees: some 220 by 135 metres, all of it within reach of its middle
WORDS_TOGETHER = 3  # that a text that was not published must share before a resident hears of it
RECENT = timedelta(days=120)
METRES_A_DEGREE = 111_320  # of latitude


def signal(pk: int) -> Signal:
    """For the guard: one signal by its number; a draft is nobody's but its reporter's."""
    found: list[Signal] = _sent(pk=pk)
    if not found:
        raise Signal.DoesNotExist
    return found[0]


_sent = scope.prepared(
    lambda pk: (
        Signal.objects.sent()
        .select_related("category", "work_area", "handler_person", "handler_organisation", "theme", "merged_into")
        .filter(pk=pk)
    ),
    pk=BigAutoField(),
)


def public_signal(pk: int) -> Signal:
    found: Signal = Signal.objects.published().select_related("category", "work_area").get(pk=pk)
    return found


def theme(pk: int) -> Theme:
    found: Theme = Theme.objects.select_related("work_area").get(pk=pk)
    return found


def photo(pk: int) -> SignalPhoto:
    found: SignalPhoto = SignalPhoto.objects.select_related("signal", "photo").get(pk=pk)
    return found


def reporter_by_link(key: str) -> Reporter | None:
    """Who holds this secret link. None when it was never given out; see `has_expired` for one that has ended."""
    found: Reporter | None = (
        Reporter.objects.select_related("signal", "signal__category", "signal__work_area", "signal__merged_into")
        .filter(link_key=key)
        .first()
    )
    return found


def joined_with(key: uuid.UUID, *, to: int) -> Reporter | None:
    """Who joined this signal from the form with this key."""
    found: Reporter | None = (
        Reporter.objects.select_related("signal").filter(signal=to, client_key=key, is_first=False).first()
    )
    return found


def has_expired(reporter: Reporter, *, on: date) -> bool:
    return reporter.link_until is not None and reporter.link_until < on


def reporters_of(signal: Signal) -> list[Reporter]:
    """Everybody who said this, with those whose signal was merged into it; the first one first."""
    return _said_by(signal=signal.pk)


def _who_said(signal: object) -> QuerySet[Reporter]:
    # First the signals, then who said them: a condition on both tables at once would read every reporter there is.
    together = Signal.objects.filter(Q(pk=signal) | Q(merged_into=signal)).order_by()
    rows = Reporter.objects.select_related("signal").filter(signal__in=together.values("pk"))
    found: QuerySet[Reporter] = rows.order_by("-is_first", "id")
    return found


_said_by = scope.prepared(_who_said, signal=BigAutoField())


def signals_visible_to(actor: Actor) -> QuerySet[Signal]:
    visible: QuerySet[Signal] = Signal.objects.visible_to(actor)
    return visible


def what_is_visible_to(actor: Actor) -> Hashable:
    """All that `signals_visible_to` depends on: for who the same, it gives the same."""
    reach = actor.reach(Permission.SIGNAL_VIEW)
    return scope.current().pk, reach, () if reach.everywhere else tuple(getattr(actor, "parties", ()))


def published_signals() -> QuerySet[Signal]:
    found: QuerySet[Signal] = Signal.objects.published().select_related("category", "work_area")
    return found


def with_voices(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    """Each with `voices`, how many said it; counted for the rows of a page alone, not for all."""
    own = Reporter.objects.filter(signal=OuterRef("pk")).order_by().values("signal").annotate(n=Count("pk")).values("n")
    return signals.annotate(voices=Coalesce(Subquery(own), 0))


class Lists(NamedTuple):
    """The four lists of somebody's work, as querysets to page through. No counting: a list says that there is more."""

    mine: QuerySet[Signal]
    new: QuerySet[Signal]
    late: QuerySet[Signal]
    waiting: QuerySet[Signal]
    all: QuerySet[Signal]


def work_lists(actor: Actor, *, today: date) -> Lists:
    """What is there to do for this actor: what was handed to me; what nobody picked up; what is late; what waits."""
    # Fetched apart, not joined: PostgreSQL guesses that one row will meet all this, and compared each with everybody.
    visible = Signal.objects.visible_to(actor).prefetch_related(
        "category", "work_area", "handler_person", "handler_organisation"
    )
    mine = visible.active().of(actor) if actor.kind == "person" else visible.none()
    return Lists(
        mine=mine,
        new=visible.active().filter(picked_up_at__isnull=True),
        late=visible.late(today),
        waiting=visible.waiting(),
        all=visible,
    )


def at_most(queryset: QuerySet[Signal], most: int = 100) -> int:
    """How many, counted no further than `most` + 1: enough to say "meer dan 100"."""
    return len(_first_of(queryset, most + 1))


def at_most_alike(queryset: Callable[[], QuerySet[Signal]], most: int, *, like: Hashable) -> int:
    """The same, of a list that is counted over and over."""
    return len(asked_alike((like, most), lambda: _first_of(queryset(), most + 1)))


def _first_of(queryset: QuerySet[Signal], most: int) -> QuerySet[Any]:
    return queryset.order_by().prefetch_related(None).values_list("pk", flat=True)[:most]


def categories() -> QuerySet[Category]:
    found: QuerySet[Category] = Category.objects.filter(is_active=True)
    return found


def story_of(signal: Signal) -> list[Entry]:
    """All that happened to the signal, and to what was merged into it, oldest first."""
    return list(journal.entries_about(signal))


def messages_for_reporter(reporter: Reporter) -> list[Message]:
    """What was written to everybody since they came in, and what this reporter wrote.

    Never the notes, never other reporters' words, never what was written to others before.
    """
    signal = reporter.signal
    to_them = Q(signal=signal, direction=Direction.TO_REPORTER)
    if not reporter.is_first:
        to_them &= Q(at__gte=reporter.joined_at)
    seen = to_them | Q(reporter=reporter, direction=Direction.FROM_REPORTER)
    if signal.merged_into_id is not None:
        merged_at = journal.entries_about(signal).filter(verb="signal.merged").order_by("-id").values_list("at")[:1]
        seen |= Q(signal_id=signal.merged_into_id, direction=Direction.TO_REPORTER, at__gte=Subquery(merged_at))
    return list(Message.objects.filter(seen).order_by("at", "id"))


def own_words(reporter: Reporter) -> str:
    """What this reporter said; never what another said of the same."""
    return reporter.signal.text if reporter.is_first else reporter.words


def saved_views(person_id: int) -> QuerySet[SavedView]:
    """One's own kept filters, and those that colleagues share."""
    found: QuerySet[SavedView] = SavedView.objects.filter(Q(person_id=person_id) | Q(is_shared=True)).select_related(
        "person"
    )
    return found


_COMMON = frozenset(
    stems(
        "aan achter al alle als altijd andere bij dan dat de deze die dit door een en er geen gaan graag heb"
        " hebben heeft heel het hier hun iemand iets ik in is ja je kan kom komen komt kunnen maar mag mee"
        " meer men met mij mijn mogen moet moeten na naar niet nog nu of om onder ons onze ook op over te toch"
        " tot u uit uw van veel voor waar was wat weer wel wie wij wil wilt worden wordt ze zich zij zijn zo"
        " zou"
    )
)


@dataclass(frozen=True)
class Near:
    """A signal near in place, time and words. `likeness` runs from 0 to 1."""

    signal: Signal
    metres: int | None  # None when one of them names a whole area
    likeness: float


def near_duplicates(
    *,
    lat: float | None,
    lon: float | None,
    text: str,
    at: datetime,
    category: Category | None = None,
    work_area: WorkArea | None = None,
    besides: int | None = None,
    most: int = 5,
    for_resident: bool = False,
) -> list[Near]:
    """Signals that still run and may be the same, the likeliest first: a box in the index, then distance and words.

    For a resident, what was not published counts by its block and by several words together: nobody finds out by
    trying which house it is about, or whether it has this word.
    """
    candidates = Signal.objects.active().filter(reported_at__gte=at - RECENT).select_related("category")
    if besides is not None:
        candidates = candidates.exclude(pk=besides)
    if lat is not None and lon is not None:
        north = NEAR / METRES_A_DEGREE
        east = north / max(0.1, math.cos(math.radians(lat)))
        if for_resident:
            north, east = north + BLOCK, east + BLOCK
        candidates = candidates.filter(lat__range=(lat - north, lat + north), lon__range=(lon - east, lon + east))
    elif work_area is not None and text.strip():
        candidates = candidates.filter(work_area=work_area)
    else:
        return []
    wanted = _telling(text)
    found: list[Near] = []
    for other in candidates.order_by("-reported_at", "-id")[:200]:
        other_lat, other_lon = _place_for_residents(other) if for_resident else (other.lat, other.lon)
        metres = distance(lat, lon, other_lat, other_lon) if lat is not None and lon is not None else None
        if metres is not None and metres > NEAR:
            continue
        words = _likeness_of_words(wanted, other, for_resident=for_resident)
        same_category = category is not None and other.category_id == category.pk
        if metres is None and words < 0.3:
            continue
        if metres is not None and not same_category and words < 0.15:
            continue
        closeness = 1 - metres / NEAR if metres is not None else 0
        likeness = round(0.45 * words + 0.3 * same_category + 0.25 * closeness, 3)
        found.append(Near(other, round(metres) if metres is not None else None, likeness))
    found.sort(key=lambda near: (-near.likeness, -near.signal.pk))
    return found[:most]


def _place_for_residents(signal: Signal) -> tuple[float | None, float | None]:
    """The place that everybody may know; else the middle of the block that it lies in."""
    if signal.is_public and signal.public_lat is not None:
        return signal.public_lat, signal.public_lon
    if signal.lat is None or signal.lon is None:
        return None, None
    return round(signal.lat / BLOCK) * BLOCK, round(signal.lon / BLOCK) * BLOCK


def _likeness_of_words(wanted: set[str], other: Signal, *, for_resident: bool) -> float:
    if not for_resident:
        return _overlap(wanted, _telling(other.text))
    if other.is_public:
        return _overlap(wanted, _telling(other.public_text))
    theirs = _telling(other.text)
    return _overlap(wanted, theirs) if len(wanted & theirs) >= WORDS_TOGETHER else 0.0


def _telling(text: str) -> set[str]:
    """The stems that tell what a text is about: two questions are not the same because both begin with "mag de"."""
    return set(stems(text)) - _COMMON


def _overlap(ours: set[str], theirs: set[str]) -> float:
    """The part of the shorter text that the longer one has too."""
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs))


def distance(lat: float | None, lon: float | None, other_lat: float | None, other_lon: float | None) -> float:
    """Metres between two points (WGS84), flat: right to a metre within a neighbourhood."""
    if lat is None or lon is None or other_lat is None or other_lon is None:
        return math.inf
    north = (lat - other_lat) * METRES_A_DEGREE
    east = (lon - other_lon) * METRES_A_DEGREE * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(north, east)


def themes_visible_to(actor: Actor) -> QuerySet[Theme]:
    reach = actor.reach(Permission.SIGNAL_VIEW)
    themes: QuerySet[Theme] = Theme.objects.select_related("work_area")
    if reach.everywhere:
        return themes
    here = Signal.objects.filter(theme=OuterRef("pk"), work_area_id__in=reach.area_ids)
    return themes.filter(Q(work_area_id__in=reach.area_ids) | Q(Exists(here), work_area__isnull=True))


def photos_of(signals: Iterable[Signal]) -> Sequence[SignalPhoto]:
    return list(SignalPhoto.objects.filter(signal__in=list(signals)).select_related("photo"))


# ── For staff ──────────────────────────────────────────────────────────────────────────────────────────────────────
def last_entry_of(signal: Signal) -> int:
    """The number of the last thing that happened to the signal: tells later what is new."""
    return journal.entries_about(signal).order_by("-id").values_list("id", flat=True).first() or 0


def photo_of(pk: int, photo_pk: int, **_size: str) -> SignalPhoto:
    """For the guard: a photo of this signal."""
    found: SignalPhoto = SignalPhoto.objects.select_related("signal", "photo").get(
        pk=photo_pk, signal_id=pk, signal__state__in=FOR_STAFF
    )
    return found


def merged_with(signal: Signal) -> list[Signal]:
    """What was merged into this signal."""
    return _merged_into(signal=signal.pk)


_merged_into = scope.prepared(
    lambda signal: Signal.objects.filter(merged_into=signal).select_related("work_area").order_by("pk"),
    signal=BigAutoField(),
)


def first_reporter_of(pk: int) -> Reporter:
    """For the guard: who said it first."""
    found = (
        Reporter.objects.select_related("signal")
        .filter(signal_id=pk, signal__state__in=FOR_STAFF)
        .order_by("-is_first", "id")
        .first()
    )
    if found is None:
        raise Reporter.DoesNotExist
    return found  # type: ignore[no-any-return]


def reporter(pk: int) -> Reporter:
    found: Reporter = Reporter.objects.select_related("signal", "signal__work_area").get(pk=pk)
    return found


def narrowed(
    signals: QuerySet[Signal],
    *,
    actor: Actor,
    words: str = "",
    area_id: int | None = None,
    without_area: bool = False,
    category: Category | None = None,
    kind: str = "",
    state: str = "",
    handler_id: int | None = None,
    without_handler: bool = False,
    theme: Theme | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> QuerySet[Signal]:
    """Those of these signals that answer to all of this. Days are Dutch days, both included."""
    exact = {
        "work_area_id": area_id,
        "category": category,
        "kind": kind or None,
        "state": state or None,
        "handler_person_id": handler_id,
        "theme": theme,
        "reported_at__gte": _midnight(from_on) if from_on else None,
        "reported_at__lt": _midnight(until_on + timedelta(days=1)) if until_on else None,
    }
    signals = signals.filter(**{name: value for name, value in exact.items() if value is not None})
    if without_area:
        signals = signals.filter(work_area__isnull=True)
    if without_handler:
        signals = signals.filter(handler_person__isnull=True, handler_organisation__isnull=True)
    return signals.filter(_has_words(words, actor)) if words.strip() else signals


def _has_words(words: str, actor: Actor) -> Q:
    """With all these words: by the index, where they are rare; by reading, where the newest rows are full of them.

    The index knows areas, not to whom a signal was handed: those few are read.
    """
    typed = Q()
    for word in words.split():
        typed &= Q(text__icontains=word) | Q(address__icontains=word)
    reach = actor.reach(Permission.SIGNAL_VIEW)
    if not reach:
        return typed
    hits = search.find(words, reaches={SIGNAL: reach}, include_public=False, kinds=(SIGNAL,), size=MOST_BY_INDEX)
    if hits.next is not None:
        return typed
    # By their numbers alone: with an "or" in the question, SQLite reads everything from the newest on for a rare word.
    handed = Signal.objects.filter(typed, handler_person_id=actor.id).order_by().values_list("pk", flat=True)
    return Q(pk__in={*(hit.thing_id for hit in hits.rows), *handed[:MOST_BY_INDEX]})


def _midnight(day: date) -> datetime:
    """When a Dutch day begins."""
    return datetime.combine(day, time(), clock.AMSTERDAM)


@dataclass(frozen=True)
class Suggestion:
    """Somebody in the team to whom a signal can be handed, and why one would."""

    person: Person | None
    organisation: Organisation | None
    trade: str
    ring: str
    role: str
    takes_signals: bool
    is_suggested: bool

    @property
    def value(self) -> str:
        if self.person is not None:
            return f"persoon-{self.person.pk}"
        return f"organisatie-{self.organisation.pk}" if self.organisation is not None else ""

    @property
    def name(self) -> str:
        return str(self.person or self.organisation or "")


def team_for(signal: Signal, *, on: date) -> list[Suggestion]:
    """The team of the signal's area: first who has the trade of its category, then who takes up signals, then the rest.

    Not who has it already; not the alderman or the residents' body, whose part is another.
    """
    if signal.work_area is None:
        return []
    trade = signal.category.trade.casefold() if signal.category else ""
    found: dict[str, Suggestion] = {}
    for place in people.team_of(signal.work_area, on=on).places:
        if place.role in (Role.ALDERMAN, Role.RESIDENTS_BODY):
            continue
        suggestion = Suggestion(
            place.person,
            None if place.person else place.organisation,
            place.trade,
            str(place.ring.label),
            place.role_name,
            place.takes_signals,
            bool(trade) and place.takes_signals and place.trade.casefold() == trade,
        )
        has_it = (
            place.person.pk == signal.handler_person_id
            if place.person
            else place.organisation is not None and place.organisation.pk == signal.handler_organisation_id
        )
        if not has_it:
            known = found.get(suggestion.value)
            if known is None or (suggestion.is_suggested and not known.is_suggested):
                found[suggestion.value] = suggestion
    return sorted(found.values(), key=lambda each: (not each.is_suggested, not each.takes_signals))


def trades_of_people(*, on: date) -> dict[int, list[str]]:
    """The trades that people have in the teams they are in, by person, in one query."""
    rows = TeamMember.objects.on(on).exclude(person=None).exclude(trade="").order_by("trade")
    found: dict[int, list[str]] = {}
    for person, trade in rows.values_list("person_id", "trade").distinct():
        found.setdefault(person, []).append(trade)
    return found


def signals_of_theme(theme: Theme, *, actor: Actor) -> QuerySet[Signal]:
    """Those of its signals that this actor may open."""
    found: QuerySet[Signal] = signals_visible_to(actor).filter(theme=theme).select_related("category", "work_area")
    return found


def by_month(signals: QuerySet[Signal]) -> list[tuple[date, int]]:
    """How many were reported in each month, from the first to the last, months without one included."""
    rows = (
        signals.order_by()
        .annotate(month=TruncMonth("reported_at", tzinfo=clock.AMSTERDAM))
        .values_list("month")
        .annotate(count=Count("pk"))
    )
    counts = {clock.dutch(month).date(): count for month, count in rows}
    if not counts:
        return []
    month, last = min(counts), max(counts)
    found = []
    while month <= last:
        found.append((month, counts.get(month, 0)))
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found


def category(pk: int) -> Category:
    found: Category = Category.objects.get(pk=pk)
    return found


def all_categories() -> QuerySet[Category]:
    """Also those that can no longer be chosen, for who keeps the list."""
    found: QuerySet[Category] = Category.objects.all()
    return found


def routing_rules() -> QuerySet[RoutingRule]:
    found: QuerySet[RoutingRule] = RoutingRule.objects.select_related(
        "category", "work_area", "person", "organisation"
    ).order_by("work_area__name", "category__name", "id")
    return found


def routing_rule(pk: int) -> RoutingRule:
    found: RoutingRule = RoutingRule.objects.get(pk=pk)
    return found


def upkeep(pk: int) -> Upkeep:
    found: Upkeep = Upkeep.objects.select_related("category", "work_area").get(pk=pk)
    return found


def upkeep_in(work_area: WorkArea, *, category: Category | None = None) -> list[Upkeep]:
    """What is kept up in an area, by subject: its own row where it has one, else the one that holds everywhere."""
    rows = Upkeep.objects.filter(Q(work_area=work_area) | Q(work_area__isnull=True)).select_related("category")
    if category is not None:
        rows = rows.filter(category=category)
    chosen: dict[int, Upkeep] = {}
    for row in rows.order_by("category__order", "category__name", F("work_area").desc(nulls_last=True)):
        chosen.setdefault(row.category_id, row)
    return list(chosen.values())


def saved_view(pk: int) -> SavedView:
    found: SavedView = SavedView.objects.get(pk=pk)
    return found


class PickUp(NamedTuple):
    """What one member of the team has in hand: not picked up yet, in hand, and picked up since a day."""

    name: str
    waiting: int
    in_hand: int
    picked_up: int


def pick_ups(work_area: WorkArea, *, since: datetime) -> list[PickUp]:
    """Who picks up what in an area: everybody who was handed a signal, those with most to pick up first. One query."""
    rows = (
        Signal.objects.sent()
        .filter(work_area=work_area)
        .filter(Q(state__in=ACTIVE) | Q(picked_up_at__gte=since))
        .exclude(handler_person=None, handler_organisation=None)
        .values(name=Coalesce("handler_person__name", "handler_organisation__name"))
        .annotate(
            waiting=Count("id", filter=Q(state__in=ACTIVE, picked_up_at=None)),
            in_hand=Count("id", filter=Q(state__in=ACTIVE, picked_up_at__isnull=False)),
            picked_up=Count("id", filter=Q(picked_up_at__gte=since)),
        )
        .order_by("-waiting", "name")
    )
    return [PickUp(**row) for row in rows]
