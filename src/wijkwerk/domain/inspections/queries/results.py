"""What the marks say together: for a spot, for an aspect in a year, and over the years within one scale.

The level of a spot is the middle one of those that were given; of two in the middle the lower, so that a doubt is
looked at. No figure goes from one scale to another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Aspect, Inspection, Level, Mark, Scale, Spot


def middle(values: Iterable[int]) -> int:
    """The middle one; of two the lower."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


@dataclass(frozen=True)
class SpotResult:
    """What those who walked gave one aspect at one spot."""

    spot_id: int
    aspect_id: int
    values: tuple[int, ...]
    norm: int

    @property
    def value(self) -> int:
        return middle(self.values)

    @property
    def is_below(self) -> bool:
        return self.value < self.norm

    @property
    def differs(self) -> bool:
        return min(self.values) != max(self.values)


@dataclass(frozen=True)
class AspectResult:
    """How an aspect stands in an area in a year, on one scale."""

    aspect: Aspect
    scale: Scale
    levels: Mapping[int, Level]
    values: tuple[int, ...]  # the level of each spot
    people: int  # who gave marks
    differing: int  # spots where they were not of one mind
    inspections: tuple[Inspection, ...]  # newest first

    @property
    def spots(self) -> int:
        return len(self.values)

    @cached_property
    def below(self) -> int:
        """Spots below the norm."""
        return sum(value < self.scale.norm for value in self.values)

    @property
    def share(self) -> int:
        """How many of a hundred spots are good enough."""
        return round(100 * (self.spots - self.below) / self.spots)

    @property
    def level(self) -> Level:
        """The level in the middle of all spots."""
        return self.levels[middle(self.values)]

    @property
    def norm(self) -> Level:
        return self.levels[self.scale.norm]

    @property
    def counts(self) -> list[tuple[Level, int]]:
        """How many spots have each level, best first."""
        counted = Counter(self.values)
        return [(self.levels[value], counted[value]) for value in sorted(self.levels, reverse=True)]

    @property
    def words(self) -> str:
        """7 van 12 punten goed genoeg (B of beter)."""
        said = {"good": self.spots - self.below, "all": self.spots, "norm": self.norm.code}
        return _("%(good)s van %(all)s punten goed genoeg (%(norm)s of beter)") % said

    @property
    def on(self) -> date:
        return self.inspections[0].on

    @property
    def address(self) -> str:
        return self.inspections[0].get_absolute_url()


def spot_results(inspection: Inspection) -> dict[tuple[int, int], SpotResult]:
    """By spot and aspect; what nobody marked is not in it."""
    return {
        place: SpotResult(*place, tuple(value for _walker, value in given), inspection.scale.norm)
        for place, given in _marks([inspection.pk]).items()
    }


def results_of(work_area: WorkArea, *, year: int) -> list[AspectResult]:
    """How each aspect stood in an area in a year, by subject and name; a scale that changed in it gives two."""
    walked = Inspection.objects.walked().filter(work_area=work_area, on__year=year)
    return results_among(walked.select_related("scale", "subject", "work_area").order_by("-on", "-pk"))


def results_among(inspections: Iterable[Inspection]) -> list[AspectResult]:
    """Of these walks together, newest first: one result for each aspect and scale."""
    walks = {each.pk: each for each in inspections}
    marks = _marks(walks)
    where = dict(Spot.objects.filter(inspection__in=walks).values_list("pk", "inspection_id"))
    aspects = Aspect.objects.select_related("subject").in_bulk({aspect_id for _spot, aspect_id in marks})
    levels = levels_of({each.scale_id for each in walks.values()})
    gathered: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = {}
    for (spot_id, aspect_id), given in marks.items():
        key = (aspect_id, walks[where[spot_id]].scale_id)
        gathered.setdefault(key, {})[spot_id] = given
    found = [
        _aspect_result(aspects[aspect_id], spots, levels[scale_id], list(walks.values()), where)
        for (aspect_id, scale_id), spots in gathered.items()
    ]
    return sorted(found, key=lambda result: (result.aspect.subject.name, result.aspect.name, -result.on.toordinal()))


def _aspect_result(
    aspect: Aspect,
    spots: Mapping[int, list[tuple[int, int]]],
    levels: Mapping[int, Level],
    walks: list[Inspection],
    where: Mapping[int, int],
) -> AspectResult:
    seen = {where[spot_id] for spot_id in spots}
    own = tuple(each for each in walks if each.pk in seen)
    return AspectResult(
        aspect=aspect,
        scale=own[0].scale,
        levels=levels,
        values=tuple(middle(value for _walker, value in given) for given in spots.values()),
        people=len({walker for given in spots.values() for walker, _value in given}),
        differing=sum(len({value for _walker, value in given}) > 1 for given in spots.values()),
        inspections=own,
    )


def levels_of(scale_ids: Collection[int]) -> dict[int, dict[int, Level]]:
    """The levels of scales by their value, in one query."""
    found: dict[int, dict[int, Level]] = {pk: {} for pk in scale_ids}
    for level in Level.objects.filter(scale__in=scale_ids):
        found[level.scale_id][level.value] = level
    return found


def _marks(inspection_ids: Collection[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """(spot, aspect): the walkers with the value that each gave."""
    rows = Mark.objects.filter(spot__inspection__in=inspection_ids).order_by("spot_id", "aspect_id", "walker_id")
    given: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for spot_id, aspect_id, walker_id, value in rows.values_list("spot_id", "aspect_id", "walker_id", "level__value"):
        given.setdefault((spot_id, aspect_id), []).append((walker_id, value))
    return given


# ── Over the years ─────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Series:
    """An aspect over the years on one scale. What came before or after on another is another series."""

    aspect: Aspect
    scale: Scale
    by_year: Mapping[int, AspectResult]

    @property
    def years(self) -> list[int]:
        return sorted(self.by_year)


def series_of(work_area: WorkArea, *, subject_id: int | None = None) -> list[Series]:
    """Each aspect of an area over the years, oldest first; a change of scale begins a new one."""
    walked = Inspection.objects.walked().filter(work_area=work_area)
    if subject_id is not None:
        walked = walked.filter(subject_id=subject_id)
    by_year: dict[int, list[Inspection]] = {}
    for each in walked.select_related("scale", "subject", "work_area").order_by("-on", "-pk"):
        by_year.setdefault(each.year, []).append(each)
    found: dict[tuple[int, int], dict[int, AspectResult]] = {}
    for year, walks in by_year.items():
        for result in results_among(walks):
            found.setdefault((result.aspect.pk, result.scale.pk), {})[year] = result
    made = [Series(next(iter(each.values())).aspect, next(iter(each.values())).scale, each) for each in found.values()]
    return sorted(made, key=lambda one: (one.aspect.subject.name, one.aspect.name, one.years[0], one.scale.pk))


def breaks_of(series: list[Series]) -> list[str]:
    """Where an aspect went from one scale to another, in words: nothing is drawn across it."""
    said = []
    for before, after in pairwise(series):
        if before.aspect.pk == after.aspect.pk and before.scale.pk != after.scale.pk:
            told = _("%(aspect)s: vanaf %(year)s %(why)s.") % {
                "aspect": after.aspect.name,
                "year": after.years[0],
                "why": break_words(before, after),
            }
            said.append(f"{told} {_('De cijfers van voor en na zijn niet te vergelijken.')}")
    return said


def break_words(before: Series, after: Series) -> str:
    """Why figures of the one stand apart from those of the other."""
    words = {"before": before.scale.name, "after": after.scale.name}
    told = (
        _("met een andere versie van de schaal “%(after)s”")
        if before.scale.name == after.scale.name
        else _("met de schaal “%(after)s” in plaats van “%(before)s”")
    )
    return told % words
