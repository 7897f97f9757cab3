"""What can be asked about signals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals.models import Category, Message, Reporter, SavedView, Signal, SignalPhoto, Theme
from wijkwerk.domain.signals.states import ACTIVE
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.search.stems import stems

NEAR = 150  # metres
RECENT = timedelta(days=120)
METRES_A_DEGREE = 111_320  # of latitude


def signal(pk: int) -> Signal:
    """For the guard: one signal by its number; a draft is nobody's but its reporter's."""
    found: Signal = (
        Signal.objects.sent()
        .select_related("category", "work_area", "handler_person", "handler_organisation", "theme", "merged_into")
        .get(pk=pk)
    )
    return found


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


def has_expired(reporter: Reporter, *, on: date) -> bool:
    return reporter.link_until is not None and reporter.link_until < on


def reporters_of(signal: Signal) -> list[Reporter]:
    """Everybody who said this, with those whose signal was merged into it; the first one first."""
    return list(
        Reporter.objects.select_related("signal")
        .filter(Q(signal=signal) | Q(signal__merged_into=signal))
        .order_by("-is_first", "id")
    )


def signals_visible_to(actor: Actor) -> QuerySet[Signal]:
    visible: QuerySet[Signal] = Signal.objects.visible_to(actor)
    return visible


def published_signals() -> QuerySet[Signal]:
    found: QuerySet[Signal] = Signal.objects.published().select_related("category", "work_area")
    return found


class Lists(NamedTuple):
    """The four lists of somebody's work, as querysets to page through. No counting: a list says that there is more."""

    mine: QuerySet[Signal]
    new: QuerySet[Signal]
    late: QuerySet[Signal]
    waiting: QuerySet[Signal]
    all: QuerySet[Signal]


def work_lists(actor: Actor, *, today: date) -> Lists:
    """What is there to do for this actor: what was handed to me; what nobody picked up; what is late; what waits."""
    visible = Signal.objects.visible_to(actor).select_related(
        "category", "work_area", "handler_person", "handler_organisation"
    )
    mine = visible.active().of(actor.id) if actor.kind == "person" and actor.id else visible.none()
    return Lists(
        mine=mine,
        new=visible.active().filter(picked_up_at__isnull=True),
        late=visible.late(today),
        waiting=visible.waiting(),
        all=visible,
    )


def at_most(queryset: QuerySet[Signal], most: int = 100) -> int:
    """How many, counted no further than `most` + 1: enough to say "meer dan 100"."""
    return len(queryset.order_by().values_list("pk", flat=True)[: most + 1])


def categories() -> QuerySet[Category]:
    found: QuerySet[Category] = Category.objects.filter(is_active=True)
    return found


def story_of(signal: Signal) -> list[Entry]:
    """All that happened to the signal, and to what was merged into it, oldest first."""
    return list(journal.entries_about(signal))


def messages_for_reporter(reporter: Reporter) -> list[Message]:
    """What was written to everybody, and what this reporter wrote; never the notes, never other reporters' words."""
    return list(
        Message.objects.filter(
            Q(signal=reporter.signal, direction="to")
            | Q(reporter=reporter, direction="from")
            | Q(signal=reporter.signal.merged_into, direction="to")
        ).order_by("at", "id")
    )


def saved_views(person_id: int) -> QuerySet[SavedView]:
    """One's own kept filters, and those that colleagues share."""
    found: QuerySet[SavedView] = SavedView.objects.filter(Q(person_id=person_id) | Q(is_shared=True)).select_related(
        "person"
    )
    return found


@dataclass(frozen=True)
class Near:
    """A signal near in place, time and words. `likeness` runs from 0 to 1."""

    signal: Signal
    metres: int
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
) -> list[Near]:
    """Signals that still run and may be the same, the likeliest first: a box in the index, then distance and words."""
    candidates = Signal.objects.filter(state__in=ACTIVE, reported_at__gte=at - RECENT).select_related("category")
    if besides is not None:
        candidates = candidates.exclude(pk=besides)
    if lat is not None and lon is not None:
        north = NEAR / METRES_A_DEGREE
        east = north / max(0.1, math.cos(math.radians(lat)))
        candidates = candidates.filter(lat__range=(lat - north, lat + north), lon__range=(lon - east, lon + east))
    elif work_area is not None and text.strip():
        candidates = candidates.filter(work_area=work_area)
    else:
        return []
    wanted = set(stems(text))
    found: list[Near] = []
    for other in candidates.order_by("-reported_at", "-id")[:200]:
        metres = distance(lat, lon, other.lat, other.lon) if lat is not None and lon is not None else 0
        if metres > NEAR:
            continue
        words = _overlap(wanted, set(stems(other.text)))
        same_category = category is not None and other.category_id == category.pk
        if lat is None and words < 0.3:
            continue
        if lat is not None and not same_category and words < 0.15:
            continue
        closeness = 1 - metres / NEAR if lat is not None else 0
        found.append(Near(other, round(metres), round(0.45 * words + 0.3 * same_category + 0.25 * closeness, 3)))
    found.sort(key=lambda near: (-near.likeness, -near.signal.pk))
    return found[:most]


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
    return themes if reach.everywhere else themes.filter(work_area_id__in=reach.area_ids)


def photos_of(signals: Iterable[Signal]) -> Sequence[SignalPhoto]:
    return list(SignalPhoto.objects.filter(signal__in=list(signals)).select_related("photo"))
