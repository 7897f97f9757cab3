"""Pages of rules: as everybody reads them, and part by part for who writes them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms as django_forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import rules as forms
from wijkwerk.domain.budgets.models import (
    AllotmentRule,
    AllotmentTerm,
    AutomaticCheck,
    BodyKindAmount,
    CriterionGroup,
    Fund,
    RuleSet,
    SizeClass,
    TermKind,
)
from wijkwerk.domain.budgets.operations import rules
from wijkwerk.domain.budgets.queries import allotment, fund_pages, in_words
from wijkwerk.domain.budgets.queries import funds as fund_queries
from wijkwerk.domain.budgets.queries import rules as queries
from wijkwerk.domain.budgets.views import funds as fund_views
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

TITLES: dict[str, Any] = {
    "wie": gettext_lazy("Wie kan aanvragen?"),
    "voorwaarden": gettext_lazy("Waaraan moet het plan voldoen?"),
    "bedragen": gettext_lazy("Hoeveel geld kan het zijn?"),
    "kosten": gettext_lazy("Welke kosten tellen mee?"),
    "tijd": gettext_lazy("Wanneer kan het?"),
    "besluit": gettext_lazy("Wie beslist, en wanneer?"),
    "verantwoorden": gettext_lazy("Wat gebeurt er na het besluit?"),
    "verdelen": gettext_lazy("Hoe komt het geld in het budget?"),
    "toelichting": gettext_lazy("Toelichting en bron"),
}


# ── As everybody reads them ────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_VIEW, find=fund_queries.fund)
def rule_sets(request: HttpRequest, fund: Fund) -> HttpResponse:
    """All rules that a fund ever had, and where each holds; drafts for who writes them."""
    writes = fund_views.sets_up_shown(request, fund)
    today = clock.today()
    columns: list[Column[Any]] = [
        Column(_("Voor"), lambda row: link(row.get_absolute_url(), row.work_area or _("Alle gebieden")), main=True),
        Column(_("Vanaf"), lambda row: day(row.valid_from)),
        Column(_("Tot"), lambda row: day(row.valid_until)),
        Column(_("Stand"), lambda row: _state(row, today)),
    ]
    rows = fund_pages.rule_sets_of(fund, with_drafts=writes)
    table: Table[Any] = Table(
        columns,
        rows,
        caption=_("Regels van %(fund)s") % {"fund": fund},
        request=request,
        empty=_("Er zijn geen regels."),
    )
    return render(request, "budgets/funds/rule_sets.html", {"fund": fund, "table": table, "writes": writes})


def _state(rule_set: RuleSet, today: Any) -> Any:
    if rule_set.is_draft:
        return badge(_("Concept"), "warning")
    if rule_set.is_withdrawn:
        return badge(_("Ingetrokken"))
    if rule_set.holds_on(today):
        return badge(_("Geldt nu"), "ok")
    return badge(_("Nog niet") if rule_set.valid_from > today else _("Voorbij"))


class ShownPart(NamedTuple):
    """A part of the rules with the page on which it is changed."""

    title: str
    lines: list[str]
    address: str


@needs(Permission.FUND_VIEW, find=queries.rule_set)
def rule_set(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """The rules in plain words."""
    writes = fund_views.sets_up_shown(request, rule_set.fund)
    if rule_set.is_draft and not writes:
        raise Http404
    said = {part.key: part.lines for part in in_words.parts_of(rule_set)}
    changes = writes and rule_set.is_draft
    uses = queries.uses_of(rule_set) if writes and rule_set.is_published else None
    parts = [
        ShownPart(title, said.get(key, []), reverse("budgets:rule_part", args=[rule_set.pk, key]) if changes else "")
        for key, title in TITLES.items()
        if key in said or (changes and key != "toelichting")
    ]
    return render(
        request,
        "budgets/funds/rule_set.html",
        {
            "rule_set": rule_set,
            "fund": rule_set.fund,
            "parts": parts,
            "state": _state(rule_set, clock.today()),
            "writes": writes,
            "changes": changes,
            "uses": uses,
            "can_end": writes and rule_set.is_published and rule_set.work_area_id and rule_set.valid_until is None,
            "oddities": [*queries.oddities(rule_set), *allotment.oddities(rule_set)] if writes else [],
        },
    )


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def address_of(rule_set: RuleSet) -> str:
    return rule_set.get_absolute_url()


def part_address(rule_set: RuleSet, part: str) -> str:
    return reverse("budgets:rule_part", args=[rule_set.pk, part])


@needs(Permission.FUND_MANAGE, find=fund_queries.fund)
def start_rules(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.StartRulesForm(request.POST or None, fund=fund)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            return redirect(rules.draft_rules(fund, **form.cleaned_data, **policy.deed(request)))
    return pages.form_page(
        request,
        form,
        _("Nieuwe regels"),
        back=reverse("budgets:rule_sets", args=[fund.pk]),
        back_to=_("Regels"),
        submit=_("Begin"),
    )


@needs(Permission.FUND_MANAGE, find=queries.rule_set)
@require_POST
def publish_rules(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    words = _("De regels zijn vastgesteld. Zij veranderen niet meer.")
    back = fund_views.set_up_address(rule_set.fund) if rule_set.fund.is_draft else address_of(rule_set)
    asks: dict[type[Refusal], str] = {
        rules.BeginsTooEarly: part_address(rule_set, "tijd"),
        rules.AppliedSince: part_address(rule_set, "tijd"),
        rules.CommitteeMissing: part_address(rule_set, "besluit"),
        rules.TooFewOfAny: part_address(rule_set, "voorwaarden"),
        rules.RulesAreFixed: address_of(rule_set),
    }
    return pages.press(
        request, lambda: rules.publish_rules(rule_set, **policy.deed(request)), words, to=back, asks=asks
    )


@needs(Permission.FUND_MANAGE, find=queries.rule_set)
def withdraw_rules(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """A mistake in published rules that nobody met yet."""
    form = forms.WithdrawRulesForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            done = rules.withdraw_rules(rule_set, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De regels zijn ingetrokken."), done.draft or done.rule_set)
    return pages.form_page(
        request,
        form,
        _("Regels intrekken"),
        back=address_of(rule_set),
        back_to=_("Regels"),
        submit=_("Trek deze regels in"),
        note=_(
            "Dat kan zolang niemand volgens deze regels heeft aangevraagd en er geen geld volgens is verdeeld. Zij "
            "blijven te lezen, met wat er niet klopt. Wat daarvoor gold, geldt weer; gold er niets, dan kan niemand "
            "aanvragen totdat er nieuwe regels zijn."
        ),
    )


@needs(Permission.FUND_MANAGE, find=queries.rule_set)
@require_POST
def remove_draft(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    back = reverse("budgets:rule_sets", args=[rule_set.fund_id])
    words = _("Het concept is weg.")
    return pages.press(request, lambda: rules.remove_draft(rule_set, **policy.deed(request)), words, to=back)


@needs(Permission.FUND_MANAGE, find=queries.rule_set)
def end_rules(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    form = forms.EndRulesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            rules.end_rules(rule_set, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Bewaard."), address_of(rule_set))
    return pages.form_page(
        request, form, _("Eigen regels stoppen"), back=address_of(rule_set), back_to=_("Regels"), submit=_("Stop")
    )


class ShownRow(NamedTuple):
    """A row of the rules, with what can be done with it."""

    words: str
    note: str
    change: str
    remove: str
    up: str = ""
    more: list[tuple[str, str]] = []
    rows: list[Any] = []

    @property
    def away(self) -> SafeString:
        return _about(_("Haal weg"), self.words)

    @property
    def higher(self) -> SafeString:
        return _about(_("Omhoog"), self.words)


def _about(deed: str, words: str) -> SafeString:
    """The words of a button, and for who hears the page which row it is about."""
    return format_html('{}<span class="ww-visually-hidden">: {}</span>', deed, words)


class RowList(NamedTuple):
    """Rows of one sort, and where one is added."""

    title: str
    rows: list[ShownRow]
    add: list[tuple[str, str]]


@needs(Permission.FUND_MANAGE, find=queries.rule_part)
def rule_part(request: HttpRequest, found: queries.RulePart) -> HttpResponse:
    """One part of a draft: its fields, and its rows."""
    rule_set, part = found
    if part not in TITLES:
        raise Http404
    if not rule_set.is_draft:
        return redirect(rule_set)
    form = _part_form(request, rule_set, part)
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_shown_in(form):
            _keep_part(rule_set, part, form, request)
            return pages.done(request, _("Bewaard."), rule_set)
    usual = _usual_form(request, rule_set) if part == "voorwaarden" else None
    preview = None
    if part == "verdelen":
        preview = fund_views.sheet_table(request, allotment.sheet(rule_set.fund, _year(rule_set), draft=rule_set))
    return render(
        request,
        "budgets/funds/rule_part.html",
        {
            "rule_set": rule_set,
            "fund": rule_set.fund,
            "title": TITLES[part],
            "form": form,
            "usual": usual,
            "lists": _lists(rule_set, part),
            "form_first": part in ("bedragen", "besluit"),
            "preview": preview,
            "oddities": allotment.oddities(rule_set) if part == "verdelen" else [],
        },
    )


def _year(rule_set: RuleSet) -> int:
    """The first year that these rules could allot."""
    return allotment.first_year(rule_set)


def _part_form(request: HttpRequest, rule_set: RuleSet, part: str) -> django_forms.Form | None:
    data = pages.posted(request)
    if part == "verdelen":
        rule: AllotmentRule | None = getattr(rule_set, "allotment", None)
        kept = rule or AllotmentRule()
        initial = {name: getattr(kept, name) for name in forms.AllotmentForm.base_fields}
        return forms.AllotmentForm(data, initial=initial)
    if part == "voorwaarden" and not rule_set.criteria.filter(group=CriterionGroup.ANY).exists():
        return None
    made = forms.PARTS.get(part)
    return made(data, rule_set=rule_set) if made else None


def _keep_part(rule_set: RuleSet, part: str, form: django_forms.Form, request: HttpRequest) -> None:
    if part == "verdelen":
        rules.set_allotment(rule_set, **form.cleaned_data, **policy.deed(request))
    else:
        rules.change_rules(rule_set, **form.cleaned_data, **policy.deed(request))


def _usual_form(request: HttpRequest, rule_set: RuleSet) -> forms.UsualCriteriaForm | None:
    form = forms.UsualCriteriaForm(rule_set=rule_set)
    return form if form.fields["checks"].choices else None  # type: ignore[attr-defined]


@needs(Permission.FUND_MANAGE, find=queries.rule_set)
@require_POST
def add_usual_criteria(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """What the program finds out by itself, several at once."""
    form = forms.UsualCriteriaForm(request.POST, rule_set=rule_set)
    to = part_address(rule_set, "voorwaarden")
    if not form.is_valid():
        return redirect(to)

    def add() -> None:
        for check in form.cleaned_data["checks"]:
            rules.add_usual_criterion(rule_set, AutomaticCheck(check), **policy.deed(request))

    return pages.press(request, add, to=to)


def _lists(rule_set: RuleSet, part: str) -> list[RowList]:
    if part == "verdelen":
        return [_terms(rule_set)]
    lists = []
    for kind, (model, _form, shown_in) in forms.ROW_FORMS.items():
        if shown_in == part:
            rows = [_row(kind, row) for row in model._default_manager.filter(rule_set=rule_set)]
            add = reverse("budgets:add_rule_row", args=[rule_set.pk, kind])
            lists.append(RowList(ROW_TITLES[kind], rows, [(ROW_ADD[kind], add)]))
    return lists


ROW_TITLES: dict[str, Any] = {
    "voorwaarde": gettext_lazy("Punten waaraan een plan wordt getoetst"),
    "plafond": gettext_lazy("Grenzen per soort initiatief"),
    "aanvrager": gettext_lazy("Wat anders is voor een soort aanvrager"),
    "staffel": gettext_lazy("Van de kosten boven een bedrag een ander deel"),
    "huishoudens": gettext_lazy("Een bedrag naar het aantal huishoudens"),
    "kosten": gettext_lazy("Soorten kosten"),
    "bedragsgrens": gettext_lazy("Boven een bedrag beslist iemand anders"),
}
ROW_ADD: dict[str, Any] = {
    "voorwaarde": gettext_lazy("Nieuw punt"),
    "plafond": gettext_lazy("Nieuwe grens"),
    "aanvrager": gettext_lazy("Nieuwe soort aanvrager"),
    "staffel": gettext_lazy("Nieuw deel"),
    "huishoudens": gettext_lazy("Nieuw aantal"),
    "kosten": gettext_lazy("Nieuwe soort kosten"),
    "bedragsgrens": gettext_lazy("Nieuw bedrag"),
}


def _row(kind: str, row: Any) -> ShownRow:
    words, note = _said(kind, row)
    at = [kind, row.pk]
    return ShownRow(
        words,
        note,
        reverse("budgets:change_rule_row", args=at),
        reverse("budgets:remove_rule_row", args=at),
        reverse("budgets:move_rule_row", args=[*at, "omhoog"]) if hasattr(row, "order") else "",
    )


def _said(kind: str, row: Any) -> tuple[str, str]:
    if kind == "voorwaarde":
        who = _("het programma kijkt zelf") if row.automatic else _("een mens beoordeelt")
        return row.words, f"{row.get_group_display()} – {who}"
    if kind == "plafond":
        return in_words.ceiling(row), ""
    if kind == "aanvrager":
        return " ".join(in_words.of_applicant(row)) or row.get_applicant_kind_display(), ""
    if kind == "staffel":
        return in_words.cost_share(row), ""
    if kind == "huishoudens":
        return in_words.household_band(row), ""
    if kind == "kosten":
        return in_words.cost(row), ""
    return in_words.band(row), ""


# ── Rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_MANAGE, find=queries.rule_part)
def add_rule_row(request: HttpRequest, found: queries.RulePart) -> HttpResponse:
    rule_set, kind = found
    if kind not in forms.ROW_FORMS:
        raise Http404
    model, form_class, part = forms.ROW_FORMS[kind]
    form = form_class(pages.posted(request), within=rule_set)
    back = part_address(rule_set, part)
    if form.is_valid():
        with refusals_shown_in(form):
            rules.add_row(rule_set, model, **form.values, **policy.deed(request))
            return redirect(back)
    return pages.form_page(request, form, ROW_TITLES[kind], back=back, back_to=TITLES[part])


def _numbered(kind: str, number: int) -> Any:
    """The row of that sort, within this municipality."""
    if kind == "onderdeel":
        return queries.term(number)
    known: dict[str, type[Model]] = {word: model for word, (model, *_rest) in forms.ROW_FORMS.items()}
    known |= {word: model for word, (model, _form) in forms.TERM_ROW_FORMS.items()}
    if kind not in known:
        raise Http404
    found = known[kind]._default_manager.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _back(row: Any) -> str:
    """The page of the part that shows this row."""
    if isinstance(row, AllotmentTerm):
        return part_address(row.allotment.rule_set, "verdelen")
    if isinstance(row, SizeClass | BodyKindAmount):
        return part_address(row.term.allotment.rule_set, "verdelen")
    part = next(part for model, _form, part in forms.ROW_FORMS.values() if isinstance(row, model))
    return part_address(row.rule_set, part)


@needs(Permission.FUND_MANAGE, find=queries.numbered_row)
def change_rule_row(request: HttpRequest, found: queries.NumberedRow) -> HttpResponse:
    row = _numbered(found.word, found.number)
    back, back_to, title = _back(row), TITLES["verdelen"], TITLES["verdelen"]
    if isinstance(row, AllotmentTerm):
        word, form_class = next((word, each) for word, each in forms.TERM_FORMS.items() if each.kind == row.kind)
        form: forms.RowForm = form_class(pages.posted(request), within=row.allotment.rule_set, row=row)
        title = TERM_ADD[word]
    elif found.word in forms.TERM_ROW_FORMS:
        form = forms.TERM_ROW_FORMS[found.word][1](pages.posted(request), within=row.term, row=row)
        title = row.term.words
    else:
        _model, row_form, part = forms.ROW_FORMS[found.word]
        form = row_form(pages.posted(request), within=row.rule_set, row=row)
        back_to, title = TITLES[part], ROW_TITLES[found.word]
    if form.is_valid():
        with refusals_shown_in(form):
            rules.change_row(row, **form.values, **policy.deed(request))
            return redirect(back)
    return pages.form_page(request, form, title, back=back, back_to=back_to)


@needs(Permission.FUND_MANAGE, find=queries.numbered_row)
@require_POST
def remove_rule_row(request: HttpRequest, found: queries.NumberedRow) -> HttpResponse:
    row = _numbered(found.word, found.number)
    to = _back(row)
    return pages.press(request, lambda: rules.remove_row(row, **policy.deed(request)), to=to)


@needs(Permission.FUND_MANAGE, find=queries.numbered_row)
@require_POST
def move_rule_row(request: HttpRequest, found: queries.NumberedRow) -> HttpResponse:
    row = _numbered(found.word, found.number)
    if not hasattr(row, "order"):
        raise Http404
    up = found.way == "omhoog"
    return pages.press(request, lambda: rules.move_row(row, up=up, **policy.deed(request)), to=_back(row))


# ── The allotment ──────────────────────────────────────────────────────────────────────────────────────────────────
TERM_ADD: dict[str, Any] = {
    "vast": gettext_lazy("Vast bedrag"),
    "per-inwoner": gettext_lazy("Bedrag per inwoner"),
    "naar-grootte": gettext_lazy("Bedrag naar grootte"),
    "naar-soort": gettext_lazy("Bedrag naar soort"),
    "deel": gettext_lazy("Deel van een totaal"),
}
TERM_ROW_ADD: dict[str, Any] = {"klasse": gettext_lazy("Nieuwe klasse"), "soort": gettext_lazy("Nieuwe soort")}


def _terms(rule_set: RuleSet) -> RowList:
    rule: AllotmentRule | None = getattr(rule_set, "allotment", None)
    terms = rule.terms.select_related("figure").prefetch_related("classes", "body_kinds__work_areas") if rule else []
    add = [(words, reverse("budgets:add_term", args=[rule_set.pk, kind])) for kind, words in TERM_ADD.items()]
    return RowList(_("Onderdelen van de som"), [_term(term) for term in terms], add)


def _term(term: AllotmentTerm) -> ShownRow:
    lines = in_words.of_term(term)
    per = in_words.per_head(term)
    more, rows = [], []
    if term.kind == TermKind.SIZE_CLASS:
        rows = [_term_row("klasse", each, in_words.of_class(each, per)) for each in term.classes.all()]
        more.append((TERM_ROW_ADD["klasse"], reverse("budgets:add_term_row", args=[term.pk, "klasse"])))
    if term.kind == TermKind.BODY_KIND:
        rows = [_term_row("soort", each, in_words.of_body_kind(each, per)) for each in term.body_kinds.all()]
        more.append((TERM_ROW_ADD["soort"], reverse("budgets:add_term_row", args=[term.pk, "soort"])))
    if allotment.needs_figure(term):
        more.append(
            (
                _("Eigen aantallen invullen"),
                reverse("budgets:type_figures", args=[term.pk, _year(term.allotment.rule_set)]),
            )
        )
    at = ["onderdeel", term.pk]
    return ShownRow(
        lines[0],
        "",
        reverse("budgets:change_rule_row", args=at),
        reverse("budgets:remove_rule_row", args=at),
        reverse("budgets:move_rule_row", args=[*at, "omhoog"]),
        more,
        rows,
    )


def _term_row(kind: str, row: Any, words: str) -> ShownRow:
    return ShownRow(
        words,
        "",
        reverse("budgets:change_rule_row", args=[kind, row.pk]),
        reverse("budgets:remove_rule_row", args=[kind, row.pk]),
    )


@needs(Permission.FUND_MANAGE, find=queries.rule_part)
def add_term(request: HttpRequest, found: queries.RulePart) -> HttpResponse:
    rule_set, kind = found
    if kind not in forms.TERM_FORMS:
        raise Http404
    form = forms.TERM_FORMS[kind](pages.posted(request), within=rule_set)
    back = part_address(rule_set, "verdelen")
    if form.is_valid():
        with refusals_shown_in(form):
            term = rules.add_term(rule_set, **form.values, **policy.deed(request))
            rows = {TermKind.SIZE_CLASS: "klasse", TermKind.BODY_KIND: "soort"}.get(TermKind(term.kind))
            return redirect("budgets:add_term_row", term.pk, rows) if rows else redirect(back)
    return pages.form_page(request, form, TERM_ADD[kind], back=back, back_to=TITLES["verdelen"])


@needs(Permission.FUND_MANAGE, find=queries.term_part)
def add_term_row(request: HttpRequest, found: queries.TermPart) -> HttpResponse:
    term, kind = found
    if kind not in forms.TERM_ROW_FORMS:
        raise Http404
    model, form_class = forms.TERM_ROW_FORMS[kind]
    form = form_class(pages.posted(request), within=term)
    back = _back(term)
    if form.is_valid():
        with refusals_shown_in(form):
            rules.add_term_row(term, model, **form.values, **policy.deed(request))
            return redirect(back)
    return pages.form_page(request, form, TERM_ROW_ADD[kind], back=back, back_to=TITLES["verdelen"], note=term.words)


@needs(Permission.FUND_MANAGE, find=queries.term_year)
def type_figures(request: HttpRequest, found: queries.TermYear) -> HttpResponse:
    """What the municipality counted itself, area by area."""
    term, year = found
    if not 1990 <= year <= 2100:
        raise Http404
    rule_set, period = term.allotment.rule_set, term.year_of_figure(year)
    with_pots = allotment.areas_with_pots(rule_set.fund, year)
    typed: dict[int | None, int] = dict(term.typed_figures.filter(period=period).values_list("work_area_id", "count"))
    form = forms.TypedFiguresForm(pages.posted(request), work_areas=with_pots, typed=typed)
    back, back_to = _back(term), TITLES["verdelen"]
    if not rule_set.is_draft:
        back, back_to = f"{reverse('budgets:allot', args=[rule_set.fund_id])}?jaar={year}", _("Geld verdelen")
    if form.is_valid():
        with refusals_shown_in(form):
            rules.type_figures(term, form.counts, year=year, **policy.deed(request))
            return pages.done(request, _("Bewaard."), back)
    note = _(
        "%(term)s: het aantal %(what)s %(when)s, voor het geld van %(year)s. "
        "Laat een gebied leeg als het cijfer uit de statistiek telt."
    ) % {
        "term": term.words,
        "what": allotment.figure_words(term),
        "when": allotment.on_the_day(term, year),
        "year": year,
    }
    return pages.form_page(request, form, _("Eigen aantallen"), back=back, back_to=back_to, note=note)
