"""Whom the workshop reaches, and what hangs on single persons: as sentences, charts and tables."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.figures import dependency as depends
from wijkwerk.domain.workshop.figures import reach as figures
from wijkwerk.domain.workshop.forms.reach import GoalForm, HolderForm, KeyForm, PeriodFilter
from wijkwerk.domain.workshop.models import KeyHolder, ParticipantKind, WorkshopGoal, WorkshopKey
from wijkwerk.domain.workshop.operations import reach as operations
from wijkwerk.domain.workshop.queries import hours, participants, places, planning
from wijkwerk.domain.workshop.queries import reach as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Bar, Column, Figure, Table
from wijkwerk.foundation.kit.pages import form_page
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


# ── Reach ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.REACH_VIEW, find=places.workshop)
def reach(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The report of a period; this year when nothing is asked."""
    form = PeriodFilter(request.GET or None, today=clock.today())
    form.is_valid()
    smallest = scope.current().smallest_group
    found = figures.reach(workshop, from_on=form.from_on, until_on=form.until_on, smallest=smallest)
    hours_of_all, hours_table = _hours(request, workshop, form, smallest)
    actor = policy.actor_of(request)
    sees_kinds = bool(policy.may(actor, Permission.PARTICIPANT_VIEW, on=workshop))
    return frame.page(
        request,
        "workshop/reach.html",
        workshop,
        {
            "form": form,
            "reach": found,
            "sentences": sentences(found),
            "figures": _figures(found),
            "functions": _functions(request, found),
            "buurten": _buurten(request, found),
            "goals": _goals(request, found),
            "months": [Bar(date_format(month.first, "M Y"), month.visits) for month in found.months[-24:]],
            "hours_of_all": hours_of_all,
            "hours": hours_table,
            "keeps": bool(policy.may(actor, Permission.WORKSHOP_MANAGE, on=workshop)),
            "sees_dependency": sees_kinds,
            "years": figures.years_with_visits(workshop),
        },
        tab="reach",
    )


def sentences(found: figures.Reach) -> list[str]:
    """What the figures say, in plain Dutch."""
    spread, smallest = found.spread, found.smallest
    if not spread.people:
        return [_("In deze periode is er niemand met naam ingeschreven."), *_heads(found)]
    if spread.people < smallest:
        few = _("Er kwamen minder dan %s verschillende mensen. Meer tonen wij daarvan niet.") % smallest
        return [few, *_heads(found)]
    return [
        _("Er kwamen %(people)s verschillende mensen, samen %(visits)s keer.")
        % {"people": number_format(spread.people), "visits": number_format(spread.visits)},
        _("Voor het eerst hier: %(new)s. Eén keer: %(once)s. %(times)s keer of vaker: %(regular)s.")
        % {
            "new": people(found.new, smallest),
            "once": people(spread.once, smallest),
            "regular": people(spread.regular, smallest),
            "times": figures.REGULAR,
        },
        ngettext(
            "De helft van alle bezoeken komt van één bezoeker.",
            "De helft van alle bezoeken komt van %(half)s bezoekers: 1 op de %(one_in)s.",
            spread.half,
        )
        % {
            "half": people(spread.half, smallest),
            "one_in": number_format(spread.people / spread.half, decimal_pos=0),
        },
        _("De bezoeken liggen zo verdeeld alsof %s mensen allemaal even vaak komen.")
        % number_format(spread.effective, decimal_pos=0),
        *_heads(found),
    ]


def _heads(found: figures.Reach) -> list[str]:
    if not found.heads:
        return []
    return [
        _("Daarnaast zijn er %s mensen zonder naam geteld. Zij tellen niet mee als verschillende mensen.")
        % number_format(found.heads)
    ]


def people(number: int | None, smallest: int) -> str:
    """A number of people; of a group that is too small only that it is."""
    if number is None or 0 < number < smallest:
        return _("minder dan %s") % smallest
    return number_format(number)


def _figures(found: figures.Reach) -> list[Figure]:
    spread, smallest = found.spread, found.smallest
    if spread.people < smallest:
        return []
    return [
        Figure(_("Verschillende mensen"), people(spread.people, smallest)),
        Figure(_("Nieuw"), people(found.new, smallest), note=_("voor het eerst hier")),
        Figure(_("Vaste bezoekers"), people(spread.regular, smallest), note=_("%s keer of vaker") % figures.REGULAR),
        Figure(_("Eén keer"), people(spread.once, smallest)),
        Figure(_("Bezoeken met naam"), number_format(spread.visits)),
        Figure(_("Geteld zonder naam"), number_format(found.heads)),
        Figure(_("De helft van de bezoeken"), people(spread.half, smallest), note=_("mensen")),
        Figure(_("De tien procent die het meest komt"), f"{round(spread.top_share * 100)}%", note=_("van de bezoeken")),
        Figure(_("Kwam voor meer dan één ding"), people(spread.several_functions, smallest)),
        Figure(_("Helpt zelf ook mee"), people(found.helpers, smallest)),
    ]


def _functions(request: HttpRequest, found: figures.Reach) -> Table[figures.ByFunction]:
    columns: list[Column[figures.ByFunction]] = [
        Column(_("Waarvoor"), lambda row: row.function.label, main=True),
        Column(_("Verschillende mensen"), lambda row: people(row.people, found.smallest), numeric=True),
        Column(_("Bezoeken met naam"), lambda row: number_format(row.visits), numeric=True),
        Column(_("Geteld zonder naam"), lambda row: number_format(row.heads), numeric=True),
    ]
    return Table(columns, found.functions, caption=_("Waarvoor mensen kwamen"), request=request, empty=_("Nog niets."))


def _buurten(request: HttpRequest, found: figures.Reach) -> Table[figures.ByBuurt]:
    year = scope.current().areas_year
    names = areas.names_of([row.code for row in found.buurten], year)
    columns: list[Column[figures.ByBuurt]] = [
        Column(_("Buurt"), lambda row: names.get(row.code, row.code), main=True),
        Column(_("Verschillende mensen"), lambda row: people(row.people, found.smallest), numeric=True),
    ]
    return Table(
        columns,
        found.buurten,
        caption=_("Uit welke buurten"),
        request=request,
        empty=_("Van niemand is opgeschreven uit welke buurt."),
    )


def _goals(request: HttpRequest, found: figures.Reach) -> Table[figures.ByGoal]:
    columns: list[Column[figures.ByGoal]] = [
        Column(_("Doel"), lambda row: row.goal.name, main=True),
        Column(_("Verschillende mensen"), lambda row: people(row.people, found.smallest), numeric=True),
        Column(_("Bezoeken met naam"), lambda row: number_format(row.visits), numeric=True),
        Column(_("Geteld zonder naam"), lambda row: number_format(row.heads), numeric=True),
    ]
    return Table(
        columns,
        found.goals,
        caption=_("Per doel"),
        request=request,
        empty=_("Er staan nog geen doelen. De gastheer of gastvrouw kan ze invullen."),
    )


def _hours(
    request: HttpRequest, workshop: Facility, form: PeriodFilter, smallest: int
) -> tuple[str, Table[hours.GroupHours] | None]:
    """Hours by the arrangement, or one sentence where they can only be told of all together."""
    rows = hours.hours_by_group(workshop, form.from_on, form.until_on, smallest=smallest)
    if len(rows) == 1 and (rows[0].people < smallest or len(rows[0].kinds) > 1):
        return _hours_of_all(rows[0], smallest), None
    columns: list[Column[hours.GroupHours]] = [
        Column(_("Wie"), lambda row: ", ".join(str(ParticipantKind(kind).label) for kind in row.kinds), main=True),
        Column(_("Mensen"), lambda row: number_format(row.people), numeric=True),
        Column(_("Uren"), lambda row: hours.in_words(row.hours.minutes), numeric=True),
        Column(_("Diensten zonder tijden"), lambda row: row.hours.not_filled_in or "", numeric=True),
    ]
    nothing = _("Er zijn nog geen uren ingevuld.")
    return "", Table(columns, rows, caption=_("Gewerkte uren"), request=request, empty=nothing)


def _hours_of_all(row: hours.GroupHours, smallest: int) -> str:
    values = {"hours": hours.in_words(row.hours.minutes), "people": people(row.people, smallest)}
    if not row.people:
        return _("In deze periode is er samen %(hours)s uur gewerkt.") % values
    return _("In deze periode is er samen %(hours)s uur gewerkt, door %(people)s mensen.") % values


# ── Goals ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def goals(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The goals, and by what each is served."""
    form = GoalForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.add_goal(workshop, **form.cleaned_data, **policy.deed(request))
            messages.success(request, _("Het doel staat erbij."))
            return redirect("workshop:goals", workshop.pk)
    context = {"form": form, "goals": list(queries.goals(workshop))}
    return frame.page(request, "workshop/goals.html", workshop, context, tab="reach")


@needs(Permission.WORKSHOP_MANAGE, find=queries.goal)
def change_goal(request: HttpRequest, goal: WorkshopGoal) -> HttpResponse:
    form = GoalForm(request.POST or None, initial={"name": goal.name, "functions": goal.functions})
    back = reverse("workshop:goals", args=[goal.facility_id])
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_goal(goal, **form.cleaned_data, **policy.deed(request))
            messages.success(request, _("Het doel is gewijzigd."))
            return redirect(back)
    return form_page(request, form, _("Wijzig het doel"), back=back, back_to=_("Doelen"))


@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=queries.goal)
def drop_goal(request: HttpRequest, goal: WorkshopGoal) -> HttpResponse:
    workshop_id = goal.facility_id
    operations.drop_goal(goal, **policy.deed(request))
    messages.success(request, _("Het doel is weg. De bezoeken blijven."))
    return redirect("workshop:goals", workshop_id)


# ── Dependency ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PARTICIPANT_VIEW, find=places.workshop)
def dependency(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What stops when one person is not there."""
    found = depends.dependency(workshop, on=clock.today())
    return frame.page(
        request,
        "workshop/dependency.html",
        workshop,
        {
            "risks": [risk_sentence(kind, cover) for kind, cover in found.at_risk],
            "week": missed_sentences(workshop, clock.today()),
            "skills": _skills(request, found),
            "covers": _covers(request, found),
            "keys": list(queries.keys(workshop)),
            "form": KeyForm(),
            "keeps": bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=workshop)),
        },
        tab="dependency",
    )


def risk_sentence(kind: str, cover: depends.Cover) -> str:
    """One sentence for each thing that hangs on one person, or on nobody."""
    nobody = {
        "skill": _("Niemand kan nu %(thing)s."),
        "half": _("Op %(thing)s kan niemand."),
        "key": _("Van %(thing)s staat niet opgeschreven wie die heeft."),
        "function": _("Voor %(thing)s staat geen organisatie en geen aanspreekpunt."),
        "partner": _("Van %(thing)s kennen wij niemand bij naam."),
    }
    one = {
        "skill": _("Alleen %(name)s kan %(thing)s."),
        "half": _("Op %(thing)s kan alleen %(name)s."),
        "key": _("Alleen %(name)s heeft %(thing)s."),
        "function": _("%(thing)s hangt aan %(name)s."),
        "partner": _("Bij %(thing)s kennen wij alleen %(name)s."),
    }
    thing = cover.name.lower() if kind == "skill" else cover.name
    if not cover.names:
        return nobody[kind] % {"thing": thing}
    return one[kind] % {"thing": thing, "name": cover.names[0]}


def missed_sentences(workshop: Facility, today: date) -> list[str]:
    """What would stay undone in the week without each person, by name: for the team, in no other order. In a week
    that is over, the next one counts."""
    week_on = planning.monday_of(today)
    inputs = planning.inputs_for(workshop, week_on, today=today)
    words: tuple[str, str] = (
        _("Zonder %(name)s blijft %(number)s klus of ronde deze week liggen."),
        _("Zonder %(name)s blijven %(number)s klussen of rondes deze week liggen."),
    )
    if not any(job.halves for job in inputs.jobs):
        week_on += timedelta(days=7)
        inputs = planning.inputs_for(workshop, week_on, today=today)
        words = (
            _("Zonder %(name)s blijft %(number)s klus of ronde volgende week liggen."),
            _("Zonder %(name)s blijven %(number)s klussen of rondes volgende week liggen."),
        )
    names = dict(participants.participants(workshop, week_on).values_list("pk", "resident__name"))
    missed = [(names.get(each.participant_id, ""), len(each.jobs)) for each in planning.missed_without_each(inputs)]
    return [words[number != 1] % {"name": name, "number": number} for name, number in sorted(missed) if name and number]


def _skills(request: HttpRequest, found: depends.Dependency) -> Table[depends.SkillRow]:
    columns: list[Column[depends.SkillRow]] = [
        Column(_("Vaardigheid"), lambda row: row.skill.name, main=True),
        Column(_("Wie kan het"), lambda row: ", ".join(row.skill.names) or _("niemand")),
        Column(_("Willen het leren"), lambda row: row.learning or "", numeric=True),
        Column(_("Dan is er iemand"), lambda row: ", ".join(name for name, count in row.cells if count) or _("nooit")),
    ]
    return Table(columns, found.skills, caption=_("Vaardigheden"), request=request, empty=_("Nog niets opgeschreven."))


def _covers(request: HttpRequest, found: depends.Dependency) -> Table[depends.Cover]:
    columns: list[Column[depends.Cover]] = [
        Column(_("Dagdeel"), lambda row: row.name, main=True),
        Column(_("Hoeveel mensen kunnen dan"), lambda row: len(row.names), numeric=True),
        Column(_("Wie"), lambda row: ", ".join(row.names)),
    ]
    return Table(columns, found.halves, caption=_("Wie kan wanneer"), request=request)


@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def add_key(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = KeyForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.add_key(workshop, **form.cleaned_data, **policy.deed(request))
            messages.success(request, _("De sleutel staat erbij. Geef nu aan wie die heeft."))
            return redirect("workshop:dependency", workshop.pk)
    back = reverse("workshop:dependency", args=[workshop.pk])
    return form_page(request, form, _("Nieuwe sleutel"), back=back, back_to=_("Afhankelijkheid"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.key)
def give_key(request: HttpRequest, key: WorkshopKey) -> HttpResponse:
    form = HolderForm(request.POST or None, workshop=key.facility, on=clock.today())
    back = reverse("workshop:dependency", args=[key.facility_id])
    if form.is_valid():
        with refusals_shown_in(form):
            operations.give_key(key, **form.chosen, **policy.deed(request))
            messages.success(request, _("Het staat erbij."))
            return redirect(back)
    return form_page(request, form, _("Wie heeft %s?") % key.name, back=back, back_to=_("Afhankelijkheid"))


@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=queries.key_holder)
def take_key_back(request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    workshop_id = holder.key.facility_id
    operations.take_key_back(holder, **policy.deed(request))
    messages.success(request, _("De sleutel is terug."))
    return redirect("workshop:dependency", workshop_id)


@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=queries.key)
def drop_key(request: HttpRequest, key: WorkshopKey) -> HttpResponse:
    workshop_id = key.facility_id
    operations.drop_key(key, **policy.deed(request))
    messages.success(request, _("De sleutel staat niet meer op de lijst."))
    return redirect("workshop:dependency", workshop_id)
