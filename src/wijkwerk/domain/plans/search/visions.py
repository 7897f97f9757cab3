"""What can be found of visions: they themselves and their goals; while they are made only by who works on them."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.models import Goal, Vision
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

VISION, GOAL = "vision", "goal"
KINDS = {VISION: Permission.PLAN_COMMENT, GOAL: Permission.PLAN_COMMENT}


def document_of_vision(vision: Vision) -> Document:
    return Document(
        ref=ref(vision),
        kind=VISION,
        title=vision.title,
        text=vision.text,
        address=vision.get_absolute_url(),
        number=vision.pk,
        at=vision.created_at,
        area_id=vision.work_area_id,
        is_public=not vision.is_hidden,
    )


def document_of_goal(goal: Goal) -> Document:
    return Document(
        ref=ref(goal),
        kind=GOAL,
        title=goal.title,
        text=goal.description,
        address=goal.get_absolute_url(),
        number=goal.pk,
        at=goal.vision.created_at,
        area_id=goal.vision.work_area_id,
        is_public=not goal.vision.is_hidden,
    )


def put_vision(vision: Vision) -> None:
    index.put_all([document_of_vision(vision)])


def put_goal(goal: Goal) -> None:
    index.put_all([document_of_goal(goal)])


def drop_goal(goal: Goal) -> None:
    index.remove(ref(goal))


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for vision in Vision.objects.iterator(chunk_size=500):
        yield document_of_vision(vision)
    for goal in Goal.objects.select_related("vision").iterator(chunk_size=500):
        yield document_of_goal(goal)
