"""Lists of signals as bytes: rows as the database gives them, no joins, no objects. A contract test holds them to the
documents that the description of the API promises.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import field_validator

from wijkwerk.domain.signals.api import references, words
from wijkwerk.domain.signals.api.words import KindWord, StateWord, code_of
from wijkwerk.domain.signals.models import Kind, Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.kit import api, paging
from wijkwerk.foundation.kit.api import Input, Moment, Number, named
from wijkwerk.foundation.tenancy import scope

NEWEST = ("-reported_at", "-id")
BY_CHANGE = ("changed_at", "id")  # for who keeps up: what changes meanwhile comes at the end and is not missed
LARGEST_BOX = 1.0  # degrees, each way
PUBLIC = (
    "id",
    "kind",
    "state",
    "public_text",
    "category_id",
    "work_area_id",
    "public_lat",
    "public_lon",
    "reported_at",
    "changed_at",
    "expected_on",
    "closed_at",
)
WHOLE = (
    "id",
    "kind",
    "state",
    "channel",
    "text",
    "category_id",
    "work_area_id",
    "place_kind",
    "lat",
    "lon",
    "address",
    "buurt_code",
    "handler_person_id",
    "handler_organisation_id",
    "picked_up_at",
    "reported_at",
    "changed_at",
    "due_on",
    "expected_on",
    "closed_at",
    "is_public",
    "version",
)

Box = tuple[float, float, float, float]


def box_of(value: str) -> Box:
    """West, south, east, north, as GeoJSON has it."""
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as wrong:
        raise ValueError(_("Schrijf vier getallen met komma's: west,zuid,oost,noord (graden).")) from wrong
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(_("Dit kader klopt niet: schrijf west,zuid,oost,noord, met west en zuid het kleinst."))
    if east - west > LARGEST_BOX or north - south > LARGEST_BOX:
        raise ValueError(_("Dit kader is te groot: hooguit één graad breed en hoog."))
    return west, south, east, north


class SignalFilter(Input):
    """Which of the signals; all of it together."""

    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    category: str | None = named("onderwerp", None, max_length=80, description="Code van het onderwerp.")
    kind: KindWord | None = named("soort", None)
    state: StateWord | None = named("staat", None)
    since: Moment | None = named("gemeldVanaf", None)
    changed_since: Moment | None = named(
        "gewijzigdVanaf", None, description="Wat sindsdien wijzigde, oudste wijziging eerst."
    )
    box: str | None = named(
        "bbox", None, max_length=120, description="west,zuid,oost,noord in graden; hooguit één graad breed en hoog."
    )
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")

    @field_validator("box")
    @classmethod
    def is_a_box(cls, value: str | None) -> str | None:
        if value is not None:
            box_of(value)
        return value


def narrowed(signals: QuerySet[Signal], wanted: SignalFilter, *, lat: str, lon: str) -> QuerySet[Signal]:
    """Those of these signals that the filter asks for; `lat` and `lon` are the columns that the asker may know."""
    asked = Q()
    if wanted.area is not None:
        asked &= Q(work_area_id=wanted.area)
    if wanted.category is not None:
        asked &= Q(category_id=references.category_number(wanted.category))
    if wanted.kind is not None:
        asked &= Q(kind=code_of(wanted.kind, Kind))
    if wanted.state is not None:
        asked &= Q(state=code_of(wanted.state, State))
    if wanted.since is not None:
        asked &= Q(reported_at__gte=wanted.since)
    if wanted.changed_since is not None:
        asked &= Q(changed_at__gte=wanted.changed_since)
    if wanted.box is not None:
        west, south, east, north = box_of(wanted.box)
        asked &= Q(**{f"{lat}__range": (south, north), f"{lon}__range": (west, east)})
    return signals.filter(asked)


def public_list(request: HttpRequest, signals: QuerySet[Signal], wanted: SignalFilter) -> HttpResponse:
    """What everybody may read, newest first."""
    like = scope.current().pk
    rows, following = _page(
        lambda: narrowed(signals, wanted, lat="public_lat", lon="public_lon"), PUBLIC, wanted, like=like
    )
    return api.list_answer(request, public_documents(rows), next_token=following)


def public_documents(rows: list[Any]) -> list[dict[str, Any]]:
    names = references.names(category_ids={row[4] for row in rows}, area_ids={row[5] for row in rows})
    categories, areas, kinds, states = names.categories, names.areas, words.KIND_TEXTS, words.STATE_TEXTS
    return [
        {
            "nummer": number,
            "soort": kinds[kind],
            "staat": states[state],
            "tekst": text,
            "onderwerp": categories[category],
            "werkgebied": areas[area],
            "plek": None if lat is None else {"lat": lat, "lon": lon},
            "gemeldOp": reported_at,
            "gewijzigdOp": changed_at,
            "verwachtOp": expected_on,
            "afgerondOp": closed_at,
        }
        for number, kind, state, text, category, area, lat, lon, reported_at, changed_at, expected_on, closed_at in rows
    ]


def whole_list(
    request: HttpRequest, signals: Callable[[], QuerySet[Signal]], wanted: SignalFilter, *, like: Hashable
) -> HttpResponse:
    """Everything of each, for who may open it; `like` names all that `signals` depends on."""
    rows, following = _page(lambda: narrowed(signals(), wanted, lat="lat", lon="lon"), WHOLE, wanted, like=like)
    return api.list_answer(request, whole_documents(rows), next_token=following)


def whole_documents(rows: list[Any]) -> list[dict[str, Any]]:
    names = references.names(
        category_ids={row.category_id for row in rows}, area_ids={row.work_area_id for row in rows}
    )
    return [
        {
            "nummer": row.id,
            "soort": words.KIND_TEXTS[row.kind],
            "staat": words.STATE_TEXTS[row.state],
            "kanaal": words.CHANNEL_TEXTS[row.channel],
            "tekst": row.text,
            "onderwerp": names.categories[row.category_id],
            "werkgebied": names.areas[row.work_area_id],
            "plek": {
                "soort": words.PLACE_TEXTS[row.place_kind],
                "lat": row.lat,
                "lon": row.lon,
                "adres": row.address,
                "buurtcode": row.buurt_code,
            },
            "persoon": row.handler_person_id,
            "organisatie": row.handler_organisation_id,
            "opgepaktOp": row.picked_up_at,
            "gemeldOp": row.reported_at,
            "gewijzigdOp": row.changed_at,
            "uiterlijkOp": row.due_on,
            "verwachtOp": row.expected_on,
            "afgerondOp": row.closed_at,
            "isOpenbaar": row.is_public,
            "versie": row.version,
        }
        for row in rows
    ]


def _page(
    signals: Callable[[], QuerySet[Signal]], columns: tuple[str, ...], wanted: SignalFilter, *, like: Hashable
) -> tuple[list[Any], str | None]:
    order = BY_CHANGE if wanted.changed_since is not None else NEWEST
    api.check_token(wanted.after, order=order)

    def rows() -> Any:
        return signals().order_by().values_list(*columns, named=True)

    if wanted.model_fields_set <= {"after", "size"}:  # the list as programs that keep up ask it, again and again
        page = paging.page_alike(rows, like=(columns, like), after=wanted.after, order=order, size=wanted.size)
    else:
        page = paging.page(rows(), after=wanted.after, order=order, size=wanted.size)
    return list(page.rows), page.next
