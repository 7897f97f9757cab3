"""`{% load thread %}{% golden_thread signal %}`: the thread through a thing, as a picture with its list."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.urls import reverse
from django.utils.text import capfirst

from wijkwerk.domain.thread import picture, queries
from wijkwerk.domain.thread.forms import VERDICTS
from wijkwerk.domain.thread.models import Answer, Condition
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import ref

register = template.Library()


@register.inclusion_tag("thread/golden_thread.html", takes_context=True)
def golden_thread(
    context: Context, thing: Model, for_actor: Actor | None = None, known_as: str = "", whole: bool = False
) -> dict[str, Any]:
    """Why the thing exists and what became of it, as the reader of this page may see it. `whole`: all of it.

    `known_as` names it for who has a part in it by another way than a role: `{% golden_thread signal known_as=_("Uw
    melding") %}` on the page of a secret link.
    """
    actor = for_actor or policy.actor_of(context["request"])
    line = queries.line_of(thing, for_actor=actor, known_as=known_as, most=60 if whole or known_as else 20)
    kind, number = ref(thing)
    return {
        "line": line,
        "picture": picture.picture_of(line) if len(line.nodes) > 1 else None,
        "whole_address": reverse("thread:line", args=[kind, number]) if line.is_cut and not whole else "",
        "causes_address": reverse("thread:all_causes", args=[kind, number]),
        "came_address": reverse("thread:all_that_came", args=[kind, number]),
        "is_whole": whole,
        "begins_here": getattr(thing, "thread_begins_here", False),
    }


@register.filter
def verdict_words(answer: Answer) -> str:
    """Ja, op voorwaarde dat …"""
    return str(dict(VERDICTS)[answer.verdict])


@register.filter
def verdict_tone(answer: Answer) -> str:
    return queries.VERDICT_TONES[answer.verdict]  # type: ignore[index]


@register.filter
def state_words(condition: Condition) -> str:
    return capfirst(condition.get_state_display())


@register.filter
def state_tone(condition: Condition) -> str:
    return queries.STATE_TONES[condition.state]  # type: ignore[index]
