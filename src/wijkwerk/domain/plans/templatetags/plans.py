"""`{% load plans %}`: what other pages show of a plan: the chart of an indicator, themes of an area, assessments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.models import AgendaItem, Programme
from wijkwerk.domain.plans.models.indicators import IndicatorKind
from wijkwerk.domain.plans.queries import frames, indicators, themes
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.components import Aim, Dot, line_chart

register = template.Library()


@register.inclusion_tag("kit/crumbs.html")
def plan_crumbs(*parts: object) -> dict[str, Any]:
    """As `crumbs`, beginning at the page of all plans."""
    return plan_trail(list(zip(parts[:-1:2], parts[1::2], strict=True)), parts[-1])


@register.inclusion_tag("kit/crumbs.html")
def plan_trail(trail: Sequence[tuple[object, object]], here: object) -> dict[str, Any]:
    """The same for who has the pages above as a list."""
    return {"ways": [(_("Plannen"), reverse("plans")), *trail], "here": here}


@register.simple_tag
def chart_of(series: indicators.Series) -> SafeString:
    """The line of an indicator with its table."""
    each = series.indicator
    dots = [
        Dot(
            point.words,
            point.place,
            None if point.value is None else float(point.value),
            written=point.written,
            note=point.note,
            source=point.source,
            breaks=point.breaks,
            is_awaited=point.is_awaited,
        )
        for point in series.points
    ]
    aims = [
        Aim(str(target.year), float(target.year) + (each.grain - 1) / each.grain, float(target.value), target.written)
        for target in series.targets
    ]
    return line_chart(
        dots,
        key=f"indicator-{each.pk}",
        title=each.title,
        unit=series.unit,
        aims=aims,
        labels=each.labels if each.kind == IndicatorKind.ORDINAL else (),
    )


@register.inclusion_tag("plans/area_themes.html", takes_context=True)
def themes_of_area(context: Context, work_area: WorkArea) -> dict[str, Any]:
    """The themes of the municipality as an area works them out, those too that it did not work out yet."""
    actor = policy.actor_of(context["request"])
    return {
        "work_area": work_area,
        "rows": themes.in_area(work_area, actor=actor),
        "writes": bool(policy.may(actor, Permission.PLAN_MANAGE, on=work_area)),
    }


@register.inclusion_tag("plans/assessments.html", takes_context=True)
def assessments_of(context: Context, about: Programme | AgendaItem) -> dict[str, Any]:
    """What was held against a frame, and for who keeps the plan the way to do it again."""
    actor = policy.actor_of(context["request"])
    return {
        "about": about,
        "is_programme": isinstance(about, Programme),
        "rows": frames.assessments_of(about),
        "writes": bool(policy.may(actor, Permission.PLAN_MANAGE, on=about)),
    }
