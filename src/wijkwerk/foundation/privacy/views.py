"""Pages about privacy: what everybody may know, and what an administrator looks after."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, link, moment
from wijkwerk.foundation.kit.personal_data import Line
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.privacy import operations, queries, register
from wijkwerk.foundation.privacy.forms import TermForm
from wijkwerk.foundation.privacy.models import AccessLog
from wijkwerk.foundation.privacy.register import TermLine

_YEAR = 365


class ShownLine(NamedTuple):
    """A line of the register as a resident reads it."""

    what: str | Promise
    rows: list[tuple[str, str | Promise]]


class ShownTerm(NamedTuple):
    """A line with the term that holds here."""

    term_line: TermLine
    days: int


@open_to_all
def statement(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/statement.html")


@open_to_all
def processing_register(request: HttpRequest) -> HttpResponse:
    days = {term_line.line.key: days for term_line, days in queries.terms()}
    shown = [ShownLine(line.what, _rows(line, days.get(line.key))) for line in register.lines()]
    return render(request, "privacy/register.html", {"lines": shown})


def _rows(line: Line, days: int | None) -> list[tuple[str, str | Promise]]:
    return [
        (_("Waarvoor"), line.why),
        (_("Van wie"), line.from_whom),
        (_("Hoe lang"), line.term if days is None else f"{in_words(days)} {line.term}"),
        (_("Waarom het mag"), line.basis),
    ]


def in_words(days: int) -> str:
    """Days as people say them: whole years as years."""
    if days % _YEAR == 0:
        return _("%(years)s jaar") % {"years": days // _YEAR}
    return ngettext("%(days)s dag", "%(days)s dagen", days) % {"days": days}


# ── For administrators ─────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.ACCESS_LOG_VIEW)
def reading_list(request: HttpRequest) -> HttpResponse:
    about, by = _ref(request.GET.get("wat", "")), _ref(request.GET.get("wie", ""))
    found = queries.readings(about=about, by=by)
    page = paging.page(found, after=request.GET.get("na", ""), order=("-at", "-id"))
    empty = _("Niemand heeft gevoelige gegevens gelezen.")
    table = Table(_reading_columns(), page, caption=_("Wie las wat, nieuwste eerst"), request=request, empty=empty)
    context = {"table": table, "is_filtered": about is not None or by is not None}
    return render(request, "privacy/readings.html", context)


def _reading_columns() -> list[Column[AccessLog]]:
    return [
        Column(
            _("Wie"),
            lambda log: link(f"?wie={log.actor_kind}:{log.actor_id}", log.actor_name or log.actor_kind),
            main=True,
        ),
        Column(_("Las"), lambda log: link(f"?wat={log.about}", _name_of(log.about))),
        Column(_("Waarom"), lambda log: log.why),
        Column(_("Wanneer"), lambda log: moment(log.at)),
    ]


def _name_of(about: Ref) -> str:
    """What kind of thing and its number; what it says is not the administrator's to read."""
    try:
        model = apps.get_model(about.kind)
        kind = capfirst(str(getattr(model, "called", model._meta.verbose_name)))
    except LookupError:
        kind = about.kind
    return f"{kind} {about.id}"


def _ref(asked: str) -> Ref | None:
    kind, _colon, number = asked.rpartition(":")
    return Ref(kind, int(number)) if kind and number.isdecimal() and len(number) < 19 else None


@needs(Permission.PRIVACY_MANAGE)
def term_list(request: HttpRequest) -> HttpResponse:
    columns: list[Column[ShownTerm]] = [
        Column(
            _("Wat wij bewaren"),
            lambda shown: link(_address(shown.term_line), str(shown.term_line.line.what)),
            main=True,
        ),
        Column(_("Hoe lang"), lambda shown: f"{in_words(shown.days)} {shown.term_line.line.term}"),
        Column(_("Mag zijn"), lambda shown: _between(shown.term_line)),
    ]
    rows = [ShownTerm(term_line, days) for term_line, days in queries.terms()]
    table = Table(columns, rows, caption=_("Bewaartermijnen"), empty=_("Er zijn geen bewaartermijnen."))
    return render(request, "privacy/terms.html", {"table": table})


def _address(term_line: TermLine) -> str:
    return reverse("privacy:change_term", args=[term_line.line.key])


def _between(term_line: TermLine) -> str:
    return _("%(least)s tot %(most)s") % {
        "least": in_words(term_line.term.least),
        "most": in_words(term_line.term.most),
    }


@needs(Permission.PRIVACY_MANAGE)
def change_term(request: HttpRequest, key: str) -> HttpResponse:
    term_line = register.term_line(key)
    if term_line is None:
        raise Http404
    days = queries.days_of(term_line, queries.chosen_terms())
    form = TermForm(term_line, request.POST or None, initial={"days": days})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.set_term(term_line, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De bewaartermijn is veranderd."))
            return redirect("privacy:terms")
    return render(request, "privacy/change_term.html", {"line": term_line.line, "form": form, "days": in_words(days)})
