"""The plan of an area as one document: what everybody may read of it, in the order in which a reader asks.

A fixed number of queries, however much there is. No names of people: functions and organisations stand for them.
"""

from __future__ import annotations

from datetime import date

import shapely
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.models import Agenda, AgendaItem, Effort, Evaluation, Finding, Goal, Programme, Vision
from wijkwerk.domain.plans.models.documents import PlanDocument
from wijkwerk.domain.plans.models.evaluations import EvaluationState
from wijkwerk.domain.plans.models.visions import AdoptedBy
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import agendas, standing
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import money
from wijkwerk.foundation.kit.documents.written import Document, Facts, Grid, Heading, Part, Picture, Points, Words
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.tenancy import scope

AGENDAS = 2  # the newest years that stand in the document
SIDE = 400  # of the drawing of the area


def kept_plan(number: int) -> PlanDocument:
    found: PlanDocument = PlanDocument.objects.select_related("work_area").get(pk=number)
    return found


def kept_plans_of(work_area: WorkArea) -> QuerySet[PlanDocument]:
    """The newest first, without their content."""
    rows: QuerySet[PlanDocument] = PlanDocument.objects.filter(work_area=work_area).defer("content")
    return rows.order_by("-made_at", "-id")


def plan_of(work_area: WorkArea, *, on: date) -> Document:
    """The plan as it stands on this day."""
    vision = _vision_of(work_area)
    parts: list[Part] = [
        *_about(work_area, on),
        *_of_vision(vision, on),
        *_of_programme(work_area, on),
        *_of_agendas(work_area),
        *_of_evaluation(work_area),
    ]
    return Document(
        title=f"{_('Wijkplan')} {work_area.name}",
        beneath=_("Zoals het er op %(day)s voor staat.") % {"day": date_format(on, "j F Y")},
        sender=_("Gemeente %(name)s") % {"name": scope.current().name},
        parts=tuple(parts),
    )


def _word(code: str, *, plural: bool = False) -> str:
    return capfirst(scope.current().word(code, plural=plural))


# ── The area ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _about(work_area: WorkArea, on: date) -> list[Part]:
    own = scope.current()
    bodies = ", ".join(body.name for body in people.bodies_of(work_area))
    contact = ", ".join(filter(None, [own.phone, own.mail_address]))
    facts = [
        (_word("residents_body"), bodies or _("niet bekend")),
        (_("Buurten"), ", ".join(_buurten(work_area, on)) or _("niet bekend")),
        (_("Vragen over dit plan?"), contact or _("Kijk op de site van de gemeente.")),
    ]
    parts: list[Part] = [Heading(_("Over %(name)s") % {"name": work_area.name}), Facts(tuple(facts))]
    shape = areas.shapes_of([work_area], on).get(work_area.pk)
    if shape is not None and not shape.is_empty:
        shows = _("De grens van %(name)s op de kaart: %(buurten)s.")
        words = shows % {"name": work_area.name, "buurten": ", ".join(_buurten(work_area, on))}
        parts.append(Picture(_drawn(shape), words))
    return parts


def _buurten(work_area: WorkArea, on: date) -> list[str]:
    codes = [part.code for part in areas.parts_of(work_area, on)]
    names = areas.names_of(codes, work_area.areas_year)
    return sorted(names.get(code, code) for code in codes)


def _drawn(shape: shapely.Geometry) -> str:
    """The border as a drawing, north up; a degree to the east is shorter than one to the north."""
    west, south, east, north = shape.bounds
    narrow = 0.61  # cosine of 52 degrees
    scale = SIDE / max((east - west) * narrow, north - south, 1e-9)
    rings = [ring for one in getattr(shape, "geoms", [shape]) for ring in [one.exterior, *one.interiors]]
    path = "".join(
        "M"
        + "L".join(f"{(x - west) * narrow * scale + 5:.1f} {(north - y) * scale + 5:.1f}" for x, y in ring.coords)
        + "Z"
        for ring in rings
    )
    width, height = (east - west) * narrow * scale + 10, (north - south) * scale + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}">'
        f'<path d="{path}" fill="#dcebe6" stroke="#1f5f53" stroke-width="2" fill-rule="evenodd"/></svg>'
    )


# ── Vision and goals ───────────────────────────────────────────────────────────────────────────────────────────────
def _vision_of(work_area: WorkArea) -> Vision | None:
    """The adopted one; without it, the newest that everybody may read."""
    rows = Vision.objects.public().filter(work_area=work_area).exclude(state=VisionState.REPLACED)
    adopted = rows.filter(state=VisionState.ADOPTED).order_by("-adopted_on", "-id").first()
    found: Vision | None = adopted or rows.order_by("-from_year", "-id").first()
    return found


def _of_vision(vision: Vision | None, on: date) -> list[Part]:
    if vision is None:
        return [Heading(_word("vision")), Words(_("Voor dit gebied is er nog geen visie."))]
    goals = list(Goal.objects.filter(vision=vision).select_related("theme").order_by("number"))
    figures = standing.figures_of(goals, until=on.year)
    parts: list[Part] = [
        Heading(f"{_word('vision')}: {vision.title}"),
        Facts(((_("Loopt van"), vision.years), (_("Stand"), _stand_of(vision)))),
        Words(vision.text),
    ]
    for goal in goals:
        parts += [Heading(f"{goal.number}. {goal.title}", 2), Words(goal.description)]
        if goal.theme is not None:
            parts.append(Facts(((_("Thema van de gemeente"), str(goal.theme)),)))
        lines = figures.get(goal.pk, [])
        if lines:
            rows = tuple((each.title, each.began or "–", _figure_of(each), each.verdict) for each in lines)
            columns = (_("Cijfer"), _("Begin"), _("Nu"), _("Hoe staat het?"))
            parts.append(Grid(_("Cijfers bij doel %(n)s") % {"n": goal.number}, columns, rows, (3, 2, 3, 3)))
    return parts


def _figure_of(line: standing.FigureLine) -> str:
    """A value with its period and its source."""
    if not line.value:
        return _("nog niet gemeten")
    value = f"{line.value} ({line.period})"
    return _("%(value)s, bron: %(source)s") % {"value": value, "source": line.source} if line.source else value


def _stand_of(vision: Vision) -> str:
    if vision.adopted_on is None:
        return str(VisionState(vision.state).label)
    return _("vastgesteld door %(who)s op %(day)s") % {
        "who": AdoptedBy(vision.adopted_by).label,
        "day": date_format(vision.adopted_on, "j F Y"),
    }


# ── Programme ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_programme(work_area: WorkArea, on: date) -> list[Part]:
    rows = Programme.objects.visible_to(VISITOR).filter(work_area=work_area, until_year__gte=on.year)
    programme: Programme | None = rows.order_by("from_year", "id").first()
    if programme is None:
        return [Heading(_word("programme")), Words(_("Voor deze jaren is er nog geen programma."))]
    agreed = [
        _("%(who)s, %(day)s") % {"who": each.organisation.name, "day": date_format(each.agreed_on, "j F Y")}
        for each in programme.agreements.select_related("organisation")
    ]
    efforts = Effort.objects.filter(programme=programme).select_related("organisation", "goal").order_by("number")
    lines = tuple(
        (each.does, each.organisation.name, each.goal.title if each.goal else "–", _money_of(each)) for each in efforts
    )
    columns = (_("Wat"), _("Wie"), _("Voor welk doel"), _("Geld"))
    return [
        Heading(f"{_word('programme')}: {programme.title}"),
        Facts(((_("Loopt van"), programme.years), (_("Hiermee stemden in"), "; ".join(agreed) or _("nog niemand")))),
        Words(programme.text),
        Grid(_word("effort", plural=True), columns, lines, (4, 2, 3, 2)),
    ]


def _money_of(effort: Effort) -> str:
    if effort.amount_cents is None:
        return "–"
    words = _("gereserveerd") if effort.is_reserved else _("nog niet gereserveerd")
    return f"{money.written(effort.amount_cents)} ({words})"


# ── Agendas ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_agendas(work_area: WorkArea) -> list[Part]:
    newest: list[Agenda] = list(agendas.agendas(actor=VISITOR, work_area=work_area)[:AGENDAS])
    parts: list[Part] = [Heading(_word("agenda", plural=True))]
    if not newest:
        return [*parts, Words(_("Er staan nog geen projecten op een agenda."))]
    items = [item for each in newest for item in agendas.items_of(each, actor=VISITOR)]
    why = thread.sources_of(items, for_actor=VISITOR)
    columns = (_("Project"), _("Trekker"), _("Wanneer"), _("Stand"), _("Waarom"))
    for agenda in newest:
        own = [item for item in items if item.agenda_id == agenda.pk]
        parts.append(Heading(f"{agenda.year} ({agenda.get_state_display()})", 2))
        if own:
            rows = tuple(_row_of(item, agenda.year, why[ref(item)].titles) for item in own)
            parts.append(Grid(agenda.title, columns, rows, (4, 2, 2, 2, 3)))
        else:
            parts.append(Words(_("Er staan nog geen projecten op deze agenda.")))
    return parts


def _row_of(item: AgendaItem, year: int, sources: str) -> tuple[str, ...]:
    state = item.get_state_display()
    return (
        f"{item.number}. {item.title}",
        agendas.puller_words(item, insider=False) or _("nog niemand"),
        months.period(item.from_month, item.until_month, year) or "–",
        f"{state}: {item.state_reason}" if item.state_reason else state,
        sources or _("geen aanleiding opgeschreven"),
    )


# ── Evaluation ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_evaluation(work_area: WorkArea) -> list[Part]:
    rows = Evaluation.objects.filter(work_area=work_area, state=EvaluationState.ADOPTED)
    evaluation: Evaluation | None = rows.order_by("-year").first()
    parts: list[Part] = [Heading(_word("evaluation"))]
    if evaluation is None:
        return [*parts, Words(_("Er is nog geen evaluatie vastgesteld."))]
    findings = list(Finding.objects.filter(evaluation=evaluation).order_by("-weight", "number"))
    caused = thread.things_caused_by(findings, kind="plans.agendaitem")
    titles = dict(
        AgendaItem.objects.visible_to(VISITOR)
        .filter(pk__in=[number for numbers in caused.values() for number in numbers])
        .values_list("pk", "title")
    )
    parts += [Heading(str(evaluation.year), 2), Words(evaluation.summary)]
    if findings:
        points = []
        for each in findings:
            came = [titles[number] for number in caused.get(ref(each), []) if number in titles]
            what = _("Daarvan kwam: %(titles)s.") % {"titles": "; ".join(came)} if came else ""
            points.append(" ".join(filter(None, [f"{each.title} ({each.get_kind_display()}).", what])))
        parts.append(Points(tuple(points)))
    return parts
