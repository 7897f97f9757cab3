"""What can be asked of visions: the one, the list, its versions side by side, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.people.models.organisations import Kind
from wijkwerk.domain.plans import differences
from wijkwerk.domain.plans.differences import Change, Piece
from wijkwerk.domain.plans.models import AgendaItem, Effort, Goal, TakenOver, Vision, VisionComment, VisionVersion
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries.indicators import written
from wijkwerk.domain.thread.models import Answer, Source
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import kind_of

GOAL, EFFORT, ITEM = kind_of(Goal), kind_of(Effort), kind_of(AgendaItem)


# ── One of each ────────────────────────────────────────────────────────────────────────────────────────────────────
def vision(number: int) -> Vision:
    found: Vision = Vision.objects.select_related("work_area", "body", "revises").get(pk=number)
    return found


def goal(number: int) -> Goal:
    found: Goal = Goal.objects.select_related("vision", "vision__work_area", "vision__body", "theme").get(pk=number)
    return found


def comment(number: int, comment_id: int) -> VisionComment:
    rows = VisionComment.objects.select_related("plan__work_area", "goal", "organisation", "person")
    found: VisionComment = rows.get(pk=comment_id, plan_id=number)
    return found


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def visions(*, actor: Actor, work_area: WorkArea | None = None, state: str = "", owner: str = "") -> QuerySet[Vision]:
    """Visions that this actor may read, the newest years first."""
    rows: QuerySet[Vision] = Vision.objects.visible_to(actor).select_related("work_area", "body")
    if work_area is not None:
        rows = rows.filter(work_area=work_area)
    if state:
        rows = rows.filter(state=state)
    if owner:
        rows = rows.filter(owner=owner)
    return rows.annotate(goal_count=Count("goals"))


def standing_vision(work_area: WorkArea) -> Vision | None:
    """The vision that holds in an area now: the newest one that is adopted."""
    rows = Vision.objects.filter(work_area=work_area, state=VisionState.ADOPTED).order_by("-from_year", "-id")
    found: Vision | None = rows.first()
    return found


def goals_of(vision: Vision) -> list[Goal]:
    """Its goals by number, with their theme and indicators."""
    rows = vision.goals.select_related("theme", "vision").prefetch_related("indicators__targets")
    return list(rows.order_by("number"))


def is_used(goal: Goal) -> bool:
    """Something hangs on it: an effort, or a thing that has it as its reason."""
    caused = Source.objects.standing().filter(cause_kind=GOAL, cause_id=goal.pk)
    return goal.efforts.exists() or caused.exists()


def to_be_asked(vision: Vision) -> list[Organisation]:
    """Who gets a letter that a vision lies before them: the bodies and partners that work in its area."""
    rows = Organisation.objects.active().filter(work_areas=vision.work_area).exclude(kind=Kind.MUNICIPALITY)
    return list(rows.order_by("name"))


@dataclass(frozen=True)
class QuickWin:
    """A project that runs because of a vision that is not adopted yet."""

    item: AgendaItem
    goal: Goal


def quick_wins(vision: Vision, *, actor: Actor) -> list[QuickWin]:
    """Projects that can be done fast and that come from the goals of this vision, adopted or not."""
    goals = {goal.pk: goal for goal in vision.goals.all()}
    efforts = dict(Effort.objects.filter(goal__in=goals).values_list("pk", "goal_id"))
    rows = Source.objects.standing().filter(
        Q(cause_kind=GOAL, cause_id__in=goals) | Q(cause_kind=EFFORT, cause_id__in=efforts), thing_kind=ITEM
    )
    by_item = {
        item_id: goals[number if kind == GOAL else efforts[number]]
        for item_id, kind, number in rows.values_list("thing_id", "cause_kind", "cause_id")
    }
    items = AgendaItem.objects.visible_to(actor).filter(pk__in=by_item, is_quick_win=True).select_related("agenda")
    return [QuickWin(item, by_item[item.pk]) for item in items.order_by("-agenda__year", "number")]


# ── What is said ───────────────────────────────────────────────────────────────────────────────────────────────────
def comments_of(vision: Vision, *, insider: bool) -> list[VisionComment]:
    """By number. Outsiders read those that are for everybody."""
    rows = vision.comments.select_related("goal", "organisation", "person").order_by("number")
    return list(rows if insider else rows.filter(is_public=True))


def own_comments(vision: Vision, person: Person) -> list[VisionComment]:
    return list(vision.comments.filter(person=person).select_related("goal", "organisation").order_by("number"))


def open_comment_count(vision: Vision) -> int:
    return vision.comments.filter(taken_over=TakenOver.OPEN).count()


def speaks_for(person: Person, *, work_area: WorkArea) -> list[Organisation]:
    """On behalf of whom somebody may react: their own organisation, and the bodies that they are in."""
    mine = Q(pk=person.organisation_id) | Q(members__person=person, members__until_on=None)
    return list(Organisation.objects.active().filter(mine).distinct().order_by("name"))


def answers_to_bring_back() -> list[Answer]:
    """Standing answers to goals of which everything is met, and of which nobody heard yet."""
    met = Answer.objects.current().filter(about_kind=GOAL, met_at__isnull=False)
    heard = Goal.objects.filter(pk=OuterRef("about_id"), told_answer_id=OuterRef("pk"))
    return list(met.exclude(Exists(heard)).order_by("pk"))


# ── Who may what on a page ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Insight:
    """What an actor may do with a vision, asked once for a page."""

    writes: bool
    manages: bool
    comments: bool
    adopts: bool


def insight(actor: Actor, vision: Vision) -> Insight:
    def may(permission: Permission) -> bool:
        return bool(policy.may(actor, permission, on=vision))

    return Insight(
        writes=may(vision.write_permission),
        manages=may(Permission.PLAN_MANAGE) or (vision.is_of_residents and may(Permission.PLAN_OWN)),
        comments=may(Permission.PLAN_COMMENT),
        adopts=may(Permission.PLAN_ADOPT) or (vision.is_of_residents and may(Permission.PLAN_OWN)),
    )


# ── Versions ───────────────────────────────────────────────────────────────────────────────────────────────────────
def content_of(vision: Vision) -> dict[str, Any]:
    """The vision as it is now, whole, as it is kept."""
    goals = vision.goals.select_related("theme").prefetch_related("indicators__targets").order_by("number")
    return {
        "title": vision.title,
        "text": vision.text,
        "years": [vision.from_year, vision.until_year],
        "goals": [
            {
                "lineage": str(goal.lineage),
                "number": goal.number,
                "kind": goal.kind,
                "title": goal.title,
                "description": goal.description,
                "theme": goal.theme.title if goal.theme else "",
                "indicators": [
                    {
                        "title": indicator.title,
                        "targets": [
                            [target.year, written(indicator, target.value)] for target in indicator.targets.all()
                        ],
                    }
                    for indicator in sorted(goal.indicators.all(), key=lambda each: each.pk)
                ],
            }
            for goal in goals
        ],
    }


@dataclass(frozen=True)
class Kept:
    """A version that can be read: kept at a moment, or the text as it is now (number 0)."""

    key: str  # vision and number, as it stands in an address: "12.3", "12.0"
    name: str
    vision: Vision
    at: Any
    content: Mapping[str, Any]


def line_of_revisions(vision: Vision) -> list[Vision]:
    """The vision with what it revises, and what that revises: the newest first."""
    found: list[Vision] = [vision]
    while found[-1].revises_id is not None:
        found.append(Vision.objects.select_related("work_area").get(pk=found[-1].revises_id))
    return found


def versions_of(vision: Vision, *, insider: bool) -> list[Kept]:
    """All versions of it and of what it revises, the newest first. Outsiders read what lay before everybody."""
    visions = line_of_revisions(vision)
    rows = VisionVersion.objects.filter(vision__in=visions).order_by(F("vision__edition").desc(), "-number")
    by_pk = {each.pk: each for each in visions}
    kept = [
        Kept(f"{row.vision_id}.{row.number}", row.name, by_pk[row.vision_id], row.made_at, row.content)
        for row in (rows if insider else rows.filter(is_public=True))
    ]
    if not vision.is_adopted and (insider or not vision.is_hidden):
        kept.insert(0, Kept(f"{vision.pk}.0", "", vision, vision.changed_at, content_of(vision)))
    return kept


@dataclass(frozen=True)
class GoalChange:
    """One goal in two versions: new, gone, changed or the same."""

    what: str  # added, removed, changed, same
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    title: list[Piece]
    description: list[Piece]
    theme: list[Piece]
    indicators: list[Piece]


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side."""

    before: Kept
    after: Kept
    title: list[Piece]
    years: list[Piece]
    text: list[Piece]
    goals: list[GoalChange]

    @property
    def is_same(self) -> bool:
        parts = [self.title, self.years, self.text]
        return all(not _differs(part) for part in parts) and all(goal.what == "same" for goal in self.goals)

    @property
    def counts(self) -> dict[str, int]:
        return {what: sum(goal.what == what for goal in self.goals) for what in ("added", "removed", "changed")}


def compare(before: Kept, after: Kept) -> Comparison:
    """What changed from the one to the other: in the text, and goal by goal along their lineage."""
    old, new = before.content, after.content
    old_goals = {goal["lineage"]: goal for goal in old["goals"]}
    new_goals = {goal["lineage"]: goal for goal in new["goals"]}
    changes = [_goal_change(old_goals.get(lineage), goal) for lineage, goal in new_goals.items()]
    changes += [_goal_change(goal, None) for lineage, goal in old_goals.items() if lineage not in new_goals]
    return Comparison(
        before,
        after,
        differences.pieces(old["title"], new["title"]),
        differences.pieces(_years(old), _years(new)),
        differences.pieces(old["text"], new["text"]),
        changes,
    )


def _goal_change(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> GoalChange:
    old, new = before or {}, after or {}
    parts = [
        differences.pieces(str(old.get(name, "")), str(new.get(name, ""))) for name in ("title", "description", "theme")
    ]
    parts.append(differences.pieces(_indicators(old), _indicators(new)))
    moved = before is not None and after is not None and before["number"] != after["number"]
    if before is None:
        what = "added"
    elif after is None:
        what = "removed"
    else:
        what = "changed" if moved or any(_differs(part) for part in parts) else "same"
    return GoalChange(what, before, after, *parts)


def _differs(part: Iterable[Piece]) -> bool:
    return any(piece.change != Change.SAME for piece in part)


def _years(content: Mapping[str, Any]) -> str:
    first, last = content["years"]
    return f"{first} – {last}"


def _indicators(goal: Mapping[str, Any]) -> str:
    """Its indicators and targets, a line each."""
    rows: Sequence[Mapping[str, Any]] = goal.get("indicators", [])
    return "\n".join(
        f"{row['title']}: " + ", ".join(f"{year}: {value}" for year, value in row["targets"])
        if row["targets"]
        else row["title"]
        for row in rows
    )
