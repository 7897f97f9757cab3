"""Pages of series, of the calendar of who takes part, and of the kinds of meetings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.meetings.forms import meetings as forms
from wijkwerk.domain.meetings.models import Member, Series
from wijkwerk.domain.meetings.operations import meetings, series
from wijkwerk.domain.meetings.queries import kinds, occurrences, people
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.meetings.views import shared
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── The calendar ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW)
def calendar(request: HttpRequest) -> HttpResponse:
    """What there is in a month, of the meetings that somebody reads of."""
    actor, today = policy.actor_of(request), clock.today()
    month = shared.Month(request.GET.get("maand", ""), today)
    form = forms.MonthFilter(request.GET or None, on=today)
    rows = form.narrowed(occurrences.series_visible_to(actor))
    found = occurrences.occurrences(rows, from_on=month.first, until_on=month.until)
    context = {
        "tabs": shared.tabs(request, "list"),
        "month": month,
        "form": form,
        "days": by_day(found),
        "manages": bool(policy.may_somewhere(actor, Permission.MEETING_MANAGE)),
    }
    return render(request, "meetings/calendar.html", context)


def by_day(found: list[Occurrence]) -> list[dict[str, Any]]:
    """Grouped as a page shows them: a day, and what there is on it."""
    names = kinds.names_of([each.series.kind for each in found])
    days: list[dict[str, Any]] = []
    for each in found:
        if not days or days[-1]["on"] != each.on:
            days.append({"on": each.on, "rows": []})
        days[-1]["rows"].append(
            {
                "where": each,
                "times": shared.times(each),
                "kind": names[each.series.kind],
                "state": shared.state_badge(each),
                "areas": area_words(each.series),
            }
        )
    return days


def area_words(one: Series) -> str:
    if one.is_wide:
        return _("hele gemeente")
    names = [area.name for area in one.work_areas.all()]
    if len(names) > 3:
        return _("%(names)s en %(count)s andere") % {"names": ", ".join(names[:2]), "count": len(names) - 2}
    return ", ".join(names)


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW)
def series_list(request: HttpRequest) -> HttpResponse:
    actor, today = policy.actor_of(request), clock.today()
    form = forms.MonthFilter(request.GET or None, on=today)
    rows = form.narrowed(occurrences.series_visible_to(actor))
    page = paging.page(rows, after=request.GET.get("na", ""), order=("title", "id"))
    names = kinds.names_of([row.kind for row in page.rows])
    columns: list[Column[Any]] = [
        Column(_("Overleg"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Soort"), lambda row: names[row.kind]),
        Column(_("Gebied"), area_words),
        Column(_("Wanneer"), when),
        Column(_("Voor iedereen"), lambda row: badge(_("openbaar"), "info") if row.is_open else ""),
    ]
    table: Table[Any] = Table(
        columns, page, caption=_("Reeksen"), request=request, empty=_("Er zijn nog geen overleggen gepland.")
    )
    manages = bool(policy.may_somewhere(actor, Permission.MEETING_MANAGE))
    context = {"tabs": shared.tabs(request, "series"), "table": table, "form": form, "manages": manages}
    return render(request, "meetings/series_list.html", context)


def when(one: Series) -> str:
    today = clock.today()
    running = [each for each in one.schedules.all() if each.until_on is None or each.until_on > today]
    return "; ".join(shared.rhythm_words(each) for each in running) or _("op afspraak")


@needs(Permission.MEETING_VIEW, find=occurrences.series)
def series_page(request: HttpRequest, one: Series) -> HttpResponse:
    """One series: who, when, what is to come and what was held."""
    actor, today = policy.actor_of(request), clock.today()
    held = paging.page(
        occurrences.held_meetings(one).filter(starts_at__lte=clock.now()),
        after=request.GET.get("na", ""),
        order=("-starts_at", "-id"),
        size=12,
    )
    columns: list[Column[Any]] = [
        Column(_("Gehouden"), lambda row: link(row.get_absolute_url(), row.on.strftime("%d-%m-%Y")), main=True),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), shared.TONES[row.state])),
    ]
    table: Table[Any] = Table(
        columns, held, caption=_("Eerder"), request=request, empty=_("Er is nog geen overleg gehouden.")
    )
    context = {
        "series": one,
        "kind": kinds.kind(one.kind),
        "areas": area_words(one),
        "when": when(one),
        "where": occurrences.where(None, one),
        "members": [(member, people.word_for(member)) for member in people.members_of(one)],
        "days": by_day(occurrences.next_of(one, from_on=today)),
        "table": table,
        "manages": bool(policy.may(actor, Permission.MEETING_MANAGE, on=one)),
    }
    return render(request, "meetings/series.html", context)


@needs(Permission.MEETING_MANAGE)
def new_series(request: HttpRequest) -> HttpResponse:
    """A series, with its rhythm on the next page."""
    actor = policy.actor_of(request)
    form = forms.SeriesForm(request.POST or None, actor=actor, initial={"kind": request.GET.get("soort", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = series.make_series(**form.cleaned_data, **policy.deed(request))
            return pages.done(
                request,
                _("Het overleg staat erin. Kies nu wanneer het is."),
                reverse("meetings:set_rhythm", args=[made.pk]),
            )
    return pages.form_page(
        request,
        form,
        _("Nieuw overleg"),
        submit=_("Ga verder"),
        back=reverse("meetings:series_list"),
        back_to=_("Overleg"),
    )


def _of_series(request: HttpRequest, one: Series, form: Any, title: str, submit: str, **more: Any) -> HttpResponse:
    return pages.form_page(request, form, title, submit=submit, back=one.get_absolute_url(), back_to=one.title, **more)


@needs(Permission.MEETING_MANAGE, find=occurrences.series)
def change_series(request: HttpRequest, one: Series) -> HttpResponse:
    start = {name: getattr(one, name) for name in series.ABOUT}
    form = forms.SeriesForm(request.POST or None, initial=start, actor=policy.actor_of(request), series=one)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            series.change_series(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het overleg is gewijzigd."), one)
    return _of_series(request, one, form, _("Wijzig dit overleg"), _("Opslaan"))


@needs(Permission.MEETING_MANAGE, find=occurrences.series)
def set_rhythm(request: HttpRequest, one: Series) -> HttpResponse:
    form = forms.RhythmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            series.set_rhythm(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het ritme staat erin."), one)
    note = _(
        "Kies hoe vaak het terugkomt. Is het maar één keer, of steeds op een andere dag? Sla dit dan over en voeg "
        "losse momenten toe. Op feestdagen en sluitingsdagen is er geen overleg."
    )
    if one.schedules.all():
        note = _("Vanaf de eerste keer geldt dit. Wat er al is geweest, blijft staan.")
    return _of_series(request, one, form, _("Hoe vaak is het?"), _("Zet in de agenda"), note=note)


@needs(Permission.MEETING_MANAGE, find=occurrences.series)
def end_rhythm(request: HttpRequest, one: Series) -> HttpResponse:
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            series.end_rhythm(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Vanaf die dag komt het niet meer terug."), one)
    return _of_series(request, one, form, _("Dit overleg komt niet meer terug"), _("Stop het ritme"))


@needs(Permission.MEETING_MANAGE, find=occurrences.series)
def add_extra(request: HttpRequest, one: Series) -> HttpResponse:
    form = forms.ExtraForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = meetings.add_extra(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het staat in de agenda."), made)
    return _of_series(request, one, form, _("Los moment toevoegen"), _("Zet in de agenda"))


@needs(Permission.MEETING_MANAGE, find=occurrences.series)
def add_member(request: HttpRequest, one: Series) -> HttpResponse:
    form = forms.MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            series.add_member(one, **form.chosen, **policy.deed(request))
            return pages.done(request, _("Die doet nu mee."), one)
    return _of_series(request, one, form, _("Wie doet er mee?"), _("Voeg toe"))


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.member)
def remove_member(request: HttpRequest, member: Member) -> HttpResponse:
    def act() -> None:
        series.remove_member(member, **policy.deed(request))

    return pages.press(request, act, to=member.series, words=_("Die doet niet meer mee."))


# ── Kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.SETTINGS_MANAGE)
def kind_list(request: HttpRequest) -> HttpResponse:
    """The kinds of meetings, in the municipality's own words."""
    columns: list[Column[Any]] = [
        Column(_("Soort"), lambda kind: link(reverse("meetings:change_kind", args=[kind.code]), kind.name), main=True),
        Column(_("Vanzelf op de agenda"), lambda kind: ", ".join(str(part.label) for part in kind.parts)),
        Column(_("Voor iedereen"), lambda kind: _("ja") if kind.is_open else _("nee")),
        Column(_("In gebruik"), lambda kind: _("ja") if kind.is_used else _("nee")),
    ]
    table: Table[Any] = Table(columns, kinds.kinds(), caption=_("Soorten overleg"), request=request)
    return render(request, "meetings/kinds.html", {"table": table})


@needs(Permission.SETTINGS_MANAGE)
def change_kind(request: HttpRequest, code: str = "") -> HttpResponse:
    """One kind; without a code a new one."""
    known = next((kind for kind in kinds.kinds() if kind.code == code), None)
    if code and known is None:
        return redirect("meetings:kinds")
    start = (
        {"name": known.name, "is_open": known.is_open, "parts": list(known.parts), "is_used": known.is_used}
        if known is not None
        else {}
    )
    form = forms.KindForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            series.set_kind(code=code, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Opgeslagen."), reverse("meetings:kinds"))
    return pages.form_page(
        request,
        form,
        str(known.name) if known is not None else _("Nieuwe soort overleg"),
        submit=_("Opslaan"),
        back=reverse("meetings:kinds"),
        back_to=_("Soorten overleg"),
    )
