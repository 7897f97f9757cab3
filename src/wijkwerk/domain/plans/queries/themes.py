"""What can be asked of themes of the municipality: over all areas on one page, and of one area all themes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.models import AgendaItem, Goal, MunicipalTheme, ThemeElaboration
from wijkwerk.domain.plans.plan_states import HIDDEN_VISIONS, VisionState
from wijkwerk.domain.thread.models import Source
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import kind_of

ELABORATION, THEME, GOAL, ITEM = (kind_of(each) for each in (ThemeElaboration, MunicipalTheme, Goal, AgendaItem))


def theme(number: int) -> MunicipalTheme:
    found: MunicipalTheme = MunicipalTheme.objects.get(pk=number)
    return found


@dataclass(frozen=True)
class ThemeInArea:
    """A theme in one area, worked out or not: what a page about the two is guarded by."""

    theme: MunicipalTheme
    work_area: WorkArea
    elaboration: ThemeElaboration | None
    goals: tuple[Goal, ...] = ()
    items: tuple[AgendaItem, ...] = ()

    @property
    def municipality_id(self) -> int:
        return self.theme.municipality_id

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area.pk})


def theme_in_area(number: int, area_id: int) -> ThemeInArea:
    rows = ThemeElaboration.objects.select_related("theme", "work_area")
    work_area = areas.work_areas(clock.today()).get(pk=area_id)
    return ThemeInArea(theme(number), work_area, rows.filter(theme_id=number, work_area_id=area_id).first())


def themes(*, year: int | None = None) -> QuerySet[MunicipalTheme]:
    """Themes with in how many areas each is worked out; those of a year, or all."""
    rows: QuerySet[MunicipalTheme] = MunicipalTheme.objects.annotate(area_count=Count("elaborations"))
    if year is not None:
        rows = rows.filter(Q(until_year=None) | Q(until_year__gte=year), from_year__lte=year)
    return rows.order_by("title", "id")


def over_areas(theme: MunicipalTheme, *, actor: Actor) -> list[ThemeInArea]:
    """The theme in every area of today, worked out or not, with the goals and projects that serve it there."""
    made = {
        row.work_area_id: row
        for row in theme.elaborations.select_related("work_area", "theme").order_by("work_area__name")
    }
    goals: dict[int, list[Goal]] = {}
    standing = theme.goals.exclude(vision__state__in=[*HIDDEN_VISIONS, VisionState.REPLACED])
    for goal in standing.select_related("vision").order_by("vision_id", "number"):
        goals.setdefault(goal.vision.work_area_id, []).append(goal)
    items = _items_of([theme], actor=actor)
    work_areas = {area.pk: area for area in areas.work_areas(clock.today())}
    for row in made.values():  # what was worked out for an area that is no more is still read
        work_areas.setdefault(row.work_area_id, row.work_area)
    return [
        ThemeInArea(
            theme,
            area,
            made.get(area.pk),
            tuple(goals.get(area.pk, [])),
            tuple(items.get((theme.pk, area.pk), [])),
        )
        for area in sorted(work_areas.values(), key=lambda each: (each.name, each.pk))
    ]


def in_area(work_area: WorkArea, *, actor: Actor, year: int | None = None) -> list[ThemeInArea]:
    """All themes of the municipality as this area works them out, those too that it has not worked out yet."""
    rows = list(themes(year=year or clock.today().year))
    made = {row.theme_id: row for row in ThemeElaboration.objects.filter(work_area=work_area, theme__in=rows)}
    goals: dict[int, list[Goal]] = {}
    standing = Goal.objects.filter(theme__in=rows, vision__work_area=work_area)
    standing = standing.exclude(vision__state__in=[*HIDDEN_VISIONS, VisionState.REPLACED]).select_related("vision")
    for goal in standing.order_by("number"):
        goals.setdefault(goal.theme_id or 0, []).append(goal)
    items = _items_of(rows, actor=actor)
    return [
        ThemeInArea(
            row,
            work_area,
            made.get(row.pk),
            tuple(goals.get(row.pk, [])),
            tuple(items.get((row.pk, work_area.pk), [])),
        )
        for row in rows
    ]


def _items_of(rows: Iterable[MunicipalTheme], *, actor: Actor) -> dict[tuple[int, int], list[AgendaItem]]:
    """Projects that have a theme, its elaboration or a goal of it as their reason: by theme and area."""
    themes_by_elaboration = dict(ThemeElaboration.objects.filter(theme__in=rows).values_list("pk", "theme_id"))
    themes_by_goal = dict(Goal.objects.filter(theme__in=rows).values_list("pk", "theme_id"))
    numbers = [row.pk for row in rows]
    causes = Source.objects.standing().filter(
        Q(cause_kind=THEME, cause_id__in=numbers)
        | Q(cause_kind=ELABORATION, cause_id__in=themes_by_elaboration)
        | Q(cause_kind=GOAL, cause_id__in=themes_by_goal),
        thing_kind=ITEM,
    )
    by_item: dict[int, set[int]] = {}
    for item_id, kind, number in causes.values_list("thing_id", "cause_kind", "cause_id"):
        of_theme = {THEME: {number: number}, ELABORATION: themes_by_elaboration, GOAL: themes_by_goal}[kind][number]
        by_item.setdefault(item_id, set()).add(of_theme)
    found: dict[tuple[int, int], list[AgendaItem]] = {}
    visible = AgendaItem.objects.visible_to(actor).filter(pk__in=by_item).select_related("agenda")
    for item in visible.order_by("-agenda__year", "number"):
        for number in sorted(by_item[item.pk]):
            found.setdefault((number, item.agenda.work_area_id), []).append(item)
    return found
