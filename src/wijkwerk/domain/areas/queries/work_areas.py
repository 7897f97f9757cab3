"""Work areas: which there are on a day, what they are made of, what shape they have, in what they live on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from wijkwerk.domain.areas.models import Area, Succession, WorkArea, WorkAreaPart, WorkAreaQuerySet
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor

if TYPE_CHECKING:
    import shapely

_MAP_TOLERANCE_DEGREES: Final = 0.00005  # about five metres: nobody sees it on a map
_CRACK_DEGREES: Final = 0.0004  # half of the widest crack: about thirty metres from west to east


def work_areas(on: date) -> WorkAreaQuerySet:
    """The work areas of this municipality as they are on a day, by name."""
    found: WorkAreaQuerySet = WorkArea.objects.on(on)
    return found


def work_areas_where(actor: Actor, permission: Permission, *, on: date) -> WorkAreaQuerySet:
    """Those of a day in which this actor holds a permission: what a form lets them choose from."""
    reach, found = actor.reach(permission), work_areas(on)
    return found if reach.everywhere else found.filter(pk__in=reach.area_ids)


def work_area(pk: int, slug: str = "") -> WorkArea:
    """By its number; the name in an address only helps who reads it."""
    found: WorkArea = WorkArea.objects.get(pk=pk)
    return found


def work_area_of(code: str, on: date) -> WorkArea | None:
    """The work area that a buurt belongs to on a day."""
    part = _parts_on(on).filter(code=code).select_related("work_area").first()
    return part.work_area if part else None


def work_area_ids(on: date) -> dict[str, int]:
    """The work area of every buurt on a day: {buurt code: work area id}, for whoever asks about many."""
    return dict(_parts_on(on).values_list("code", "work_area_id"))


def parts_of(work_area: WorkArea, on: date) -> QuerySet[WorkAreaPart]:
    """The buurten that a work area is made of on a day."""
    return _parts_on(on).filter(work_area=work_area)


def _parts_on(on: date) -> QuerySet[WorkAreaPart]:
    found: QuerySet[WorkAreaPart] = WorkAreaPart.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on
    )
    return found


def day_to_show(work_area: WorkArea, today: date) -> date:
    """Today for a work area that is there today, else the nearest day on which it is."""
    if work_area.valid_until is not None and work_area.valid_until <= today:
        return max(work_area.valid_from, date.fromordinal(work_area.valid_until.toordinal() - 1))
    return max(work_area.valid_from, today)


def living_on(work_area: WorkArea, on: date) -> list[WorkArea]:
    """The work area itself when it is there on this day, else those that it lives on in, through all changes."""
    reached, found, steps = {work_area.pk}, [], [work_area]
    links = successor_ids()
    while steps:
        here = steps.pop()
        if here.is_valid_on(on):
            found.append(here)
            continue
        following = [pk for pk in links.get(here.pk, []) if pk not in reached]
        reached.update(following)
        steps.extend(WorkArea.objects.filter(pk__in=following))
    return sorted(found, key=lambda area: area.name)


def successor_ids() -> dict[int, list[int]]:
    """In what each work area that ended lives on at once: {work area id: ids of those that followed}."""
    links: dict[int, list[int]] = {}
    for earlier, later in Succession.objects.order_by("successor_id").values_list("predecessor_id", "successor_id"):
        links.setdefault(earlier, []).append(later)
    return links


def shapes_of(work_areas: Sequence[WorkArea], on: date) -> dict[int, shapely.Geometry]:
    """The shape of each work area: its own border, or that of its buurten together. Without a shape it is left out."""
    shapes = {each.pk: shape for each in work_areas if (shape := each.own_shape()) is not None}
    open_ones = {each.pk: each.areas_year for each in work_areas if each.pk not in shapes}
    parts = dict(_parts_on(on).filter(work_area__in=open_ones).values_list("code", "work_area_id"))
    borders: dict[int, list[bytes]] = {}
    for code, border in _borders({code: open_ones[pk] for code, pk in parts.items()}).items():
        borders.setdefault(parts[code], []).append(border)
    for pk, known in borders.items():
        shapes[pk] = _joined(tuple(known))
    return shapes


@lru_cache(maxsize=100)  # the same borders give the same shape: joining them takes longer than all else of a map
def _joined(borders: tuple[bytes, ...]) -> shapely.Geometry:
    """One shape of what lies side by side. The national borders are coarse: cracks between neighbours are closed."""
    import shapely  # slow import

    together = shapely.union_all(shapely.from_wkb(list(borders)))
    wider = shapely.buffer(together, _CRACK_DEGREES, join_style="mitre", mitre_limit=2)
    whole = shapely.buffer(wider, -_CRACK_DEGREES, join_style="mitre", mitre_limit=2)
    return shapely.simplify(whole, _MAP_TOLERANCE_DEGREES)


def buurt_shapes(year: int, area_codes: Iterable[str]) -> dict[str, shapely.Geometry]:
    """The shapes of buurten, for a map; those without a border are left out."""
    import shapely  # slow import

    return {code: shapely.from_wkb(border) for code, border in _borders(dict.fromkeys(area_codes, year)).items()}


def _borders(wanted: Mapping[str, int]) -> dict[str, bytes]:
    """The border of each buurt in the year that is wanted, or in the newest year that has one."""
    rows = Area.objects.filter(code__in=wanted, border__isnull=False).order_by("year")
    found: dict[str, bytes] = {}
    settled: set[str] = set()
    for code, year, border in rows.values_list("code", "year", "border"):
        if code not in settled and border:
            found[code] = bytes(border)
            if year == wanted[code]:
                settled.add(code)
    return found
