"""What each pot gets by the formula of its rules, with the sum line by line. Exact: whole cents and fractions.

It computes what the rule says, also where that is odd; what may be a slip is told beside it (`oddities`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    AllotmentRule,
    AllotmentTerm,
    Allotted,
    BodyKindAmount,
    Counting,
    Fund,
    RoundingTo,
    RoundingWay,
    RuleSet,
    SizeClass,
    TermKind,
)
from wijkwerk.domain.budgets.queries.counts import Count, counts_for
from wijkwerk.foundation.kit.money import written

RATE = 100  # a rate is in hundredths of a cent
STEPS: dict[str, int] = {RoundingTo.CENT: 1, RoundingTo.EURO: 100, RoundingTo.TEN: 1_000, RoundingTo.HUNDRED: 10_000}
AreaId = int | None


class Line(NamedTuple):
    """One line of the sum: what it is, how it was computed, what it brings. No amount: it cannot be computed."""

    words: str
    sum: str
    cents: int | None


class Share(NamedTuple):
    """What one pot gets."""

    work_area: WorkArea | None
    rule_set: RuleSet | None
    lines: list[Line]
    cents: int | None

    @property
    def area_id(self) -> AreaId:
        return _id(self.work_area)

    @property
    def is_known(self) -> bool:
        return self.cents is not None

    @property
    def name(self) -> str:
        return self.work_area.name if self.work_area else _("de hele gemeente")


class Sheet(NamedTuple):
    """The whole allotment of a fund for a year."""

    year: int
    shares: list[Share]

    @property
    def total_cents(self) -> int:
        return sum(share.cents or 0 for share in self.shares)

    @property
    def has_formula(self) -> bool:
        return any(share.rule_set is not None and hasattr(share.rule_set, "allotment") for share in self.shares)

    @property
    def is_complete(self) -> bool:
        return bool(self.shares) and all(share.is_known for share in self.shares)


def areas_with_pots(fund: Fund, year: int) -> list[WorkArea | None]:
    """The areas that have a pot of their own; only None where there is one pot for all. Those that are there on 1
    January or, when it is made later in its first year, on the last day."""
    if not fund.per_area:
        return [None]
    there = areas.work_areas(date(year, 1, 1)) | areas.work_areas(date(year, 12, 31))
    named = list(fund.work_areas.values_list("pk", flat=True))
    there = there.filter(pk__in=named) if named else there
    return list(there.distinct().order_by("name", "id"))


def sheet(fund: Fund, year: int, *, draft: RuleSet | None = None) -> Sheet:
    """By the rules that hold on 1 January of the year, or the first after it. `draft` is tried where it would hold."""
    with_pots = areas_with_pots(fund, year)
    by_rules: dict[int, list[WorkArea | None]] = {}
    held: dict[int, RuleSet] = {}
    shares: dict[AreaId, Share] = {}
    of_year = rules_of_year(fund, year)
    for each in with_pots:
        rule_set = of_year.get(_id(each)) or of_year.get(None)
        if draft is not None and _would_hold(draft, each, rule_set):
            rule_set = draft
        if rule_set is None or not hasattr(rule_set, "allotment"):
            shares[_id(each)] = Share(each, rule_set, [], None)
        else:
            held[rule_set.pk] = rule_set
            by_rules.setdefault(rule_set.pk, []).append(each)
    for pk, together in by_rules.items():
        for share in shares_by_rule(held[pk], together, year=year):
            shares[_id(share.work_area)] = share
    return Sheet(year, [shares[_id(each)] for each in with_pots])


def _would_hold(draft: RuleSet, area: WorkArea | None, held: RuleSet | None) -> bool:
    """An area's own for that area; those of the fund wherever no area has its own."""
    if draft.work_area_id is not None:
        return area is not None and area.pk == draft.work_area_id
    return held is None or held.work_area_id is None


def rules_of_year(fund: Fund, year: int) -> dict[AreaId, RuleSet]:
    """The rules by which the money of a year is allotted, for all areas and for those with their own: what holds on
    its 1 January, and where that is nothing the first of that year."""
    first_day = date(year, 1, 1)
    published = RuleSet.objects.filter(fund=fund).published().select_related("committee", "allotment")
    known = list(published.order_by("valid_from", "id"))
    found = {each.work_area_id: each for each in known if each.holds_on(first_day)}
    if None not in found:
        for each in known:
            if each.valid_from.year == year:
                found.setdefault(each.work_area_id, each)
    return found


def allotted_before(fund: Fund, year: int) -> dict[AreaId, int]:
    """What each area was allotted by formula for a year, the last time."""
    rows = Allotted.objects.filter(pot__fund=fund, pot__year=year).order_by("at", "id")
    return dict(rows.values_list("pot__work_area", "cents"))


def first_year(rule_set: RuleSet) -> int:
    """The year in which rules begin, unless others hold on its first day: then the next."""
    year = rule_set.valid_from.year
    beside = RuleSet.objects.filter(fund=rule_set.fund_id, work_area=None).published().exclude(pk=rule_set.pk)
    return year + 1 if rule_set.valid_from > date(year, 1, 1) and beside.on(date(year, 1, 1)).exists() else year


def shares_by_rule(rule_set: RuleSet, work_areas: Sequence[WorkArea | None], *, year: int) -> list[Share]:
    """What the areas under one rule set get together."""
    rule: AllotmentRule = rule_set.allotment
    lines: dict[AreaId, list[Line]] = {_id(each): [] for each in work_areas}
    for term in rule.terms.select_related("figure").prefetch_related("classes", "body_kinds__work_areas"):
        for area_id, line in _lines_of_term(term, work_areas, year).items():
            lines[area_id].append(line)
    raw = {area_id: _sum_of(made) for area_id, made in lines.items()}
    for area_id, cents in raw.items():
        if cents is not None:
            raw[area_id] = _finished(rule, cents, lines[area_id])
    _bring_back_to_total(rule, raw, lines)
    return [Share(each, rule_set, lines[_id(each)], raw[_id(each)]) for each in work_areas]


def _id(work_area: WorkArea | None) -> AreaId:
    return work_area.pk if work_area else None


def _sum_of(lines: Sequence[Line]) -> int | None:
    if not lines or any(line.cents is None for line in lines):
        return None
    return sum(line.cents or 0 for line in lines)


# ── Terms ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _lines_of_term(term: AllotmentTerm, work_areas: Sequence[WorkArea | None], year: int) -> dict[AreaId, Line]:
    meant = [each for each in work_areas if not term.only_kind or (each is not None and each.kind == term.only_kind)]
    counts: Mapping[AreaId, Count] = {}
    if needs_figure(term):
        counts = counts_for(term, meant, year=year)
    if term.kind == TermKind.SHARE:
        return _shares(term, meant, counts, year)
    return {_id(each): _line(term, each, counts.get(_id(each)), year) for each in meant}


def needs_figure(term: AllotmentTerm) -> bool:
    if term.kind == TermKind.BODY_KIND:
        return any(each.rate for each in term.body_kinds.all())
    return term.kind in (TermKind.PER_HEAD, TermKind.SIZE_CLASS) or (
        term.kind == TermKind.SHARE and term.equal_permille < 1000
    )


def _line(term: AllotmentTerm, area: WorkArea | None, count: Count | None, year: int) -> Line:
    if term.kind == TermKind.FIXED:
        return Line(term.words, _("vast bedrag"), term.cents)
    if term.kind == TermKind.BODY_KIND:
        return _by_body_kind(term, area, count, year)
    if count is None or count.number is None:
        return Line(term.words, _without_figure(term, count, year), None)
    if term.kind == TermKind.PER_HEAD:
        return Line(
            term.words, f"{heads(term, count, year)} × {rate_written(term.rate)}", by_rate(count.number, term.rate)
        )
    return _by_size(term, count, year)


def _by_size(term: AllotmentTerm, count: Count, year: int) -> Line:
    number = count.number or 0
    classes = list(term.classes.all())
    found = next((each for each in classes if _holds(each, number)), None)
    people = heads(term, count, year)
    if found is None:
        return Line(term.words, _("%(people)s: valt in geen klasse") % {"people": people}, 0)
    if term.counting == Counting.BRACKETS:
        return _in_brackets(term, classes, found, number, people)
    over = number - found.from_count if term.counting == Counting.ABOVE else number
    told = _("%(people)s, klasse %(edges)s: %(base)s") % {
        "people": people,
        "edges": edges(found),
        "base": written(found.base_cents),
    }
    if found.rate:
        told += f" + {grouped(over)} × {rate_written(found.rate)}"
    return Line(term.words, told, found.base_cents + by_rate(over, found.rate))


def _in_brackets(term: AllotmentTerm, classes: Sequence[SizeClass], found: SizeClass, number: int, people: str) -> Line:
    """The base of the class it is in, and over each part of the number the rate of its own class."""
    exact = Fraction(found.base_cents)
    parts = []
    for each in classes:
        if each.from_count <= number and each.rate:
            top = number if each.until_count is None or number < each.until_count else each.until_count
            exact += Fraction((top - each.from_count) * each.rate, RATE)
            parts.append(f"{grouped(top - each.from_count)} × {rate_written(each.rate)}")
    told = _("%(people)s, in schijven: %(parts)s") % {
        "people": people,
        "parts": " + ".join([written(found.base_cents), *parts]),
    }
    return Line(term.words, told, rounded(exact))


def _holds(each: SizeClass, number: int) -> bool:
    return each.from_count <= number and (each.until_count is None or number < each.until_count)


def _by_body_kind(term: AllotmentTerm, area: WorkArea | None, count: Count | None, year: int) -> Line:
    found = body_kind_of(term, area)
    if found is None:
        return Line(term.words, _("geen van de soorten"), 0)
    told = f"{found.words}: {written(found.base_cents)}"
    if not found.rate:
        return Line(term.words, told, found.base_cents)
    if count is None or count.number is None:
        return Line(term.words, f"{found.words}: {_without_figure(term, count, year)}", None)
    told += f" + {heads(term, count, year)} × {rate_written(found.rate)}"
    return Line(term.words, told, found.base_cents + by_rate(count.number, found.rate))


def body_kind_of(term: AllotmentTerm, area: WorkArea | None) -> BodyKindAmount | None:
    """The kind that names the area, else the kind for areas of its sort."""
    kinds = list(term.body_kinds.all())
    if area is None:
        return None
    named = (each for each in kinds if any(one.pk == area.pk for one in each.work_areas.all()))
    of_sort = (each for each in kinds if each.area_kind == area.kind)
    return next(named, None) or next(of_sort, None)


def _shares(
    term: AllotmentTerm, meant: Sequence[WorkArea | None], counts: Mapping[AreaId, Count], year: int
) -> dict[AreaId, Line]:
    """A part of a total: some of it in equal parts, the rest by the figure. Together it is the total, to the cent."""
    weights = {area_id: count.number for area_id, count in counts.items()}
    if needs_figure(term) and (missing := [area_id for area_id, number in weights.items() if number is None]):
        without = _("het cijfer van %(number)s gebieden ontbreekt") % {"number": len(missing)}
        return {_id(each): Line(term.words, without, None) for each in meant}
    everybody = sum(number or 0 for number in weights.values())
    equal = Fraction(term.cents * term.equal_permille, 1000)
    by_figure = term.cents - equal
    exact: dict[AreaId, Fraction] = {}
    for each in meant:
        number = weights.get(_id(each)) or 0
        exact[_id(each)] = equal / len(meant) + (by_figure * number / everybody if everybody else 0)
    cents = to_whole_cents(exact, term.cents if everybody or term.equal_permille == 1000 else int(equal))
    lines = {}
    for each in meant:
        told = []
        if term.equal_permille:
            told.append(
                _("%(amount)s in %(number)s gelijke delen")
                % {
                    "amount": written(int(equal)),
                    "number": len(meant),
                }
            )
        if term.equal_permille < 1000:
            told.append(
                _("%(people)s van %(all)s van %(amount)s")
                % {
                    "people": heads(term, counts[_id(each)], year),
                    "all": grouped(everybody),
                    "amount": written(int(by_figure)),
                }
            )
        lines[_id(each)] = Line(term.words, " + ".join(told), cents[_id(each)])
    return lines


def to_whole_cents(exact: Mapping[AreaId, Fraction], total: int) -> dict[AreaId, int]:
    """Rounded down, and what is left over a cent each to those that lost most; who comes first where that is equal."""
    whole = {area_id: int(amount) for area_id, amount in exact.items()}
    left = total - sum(whole.values())
    by_loss = sorted(exact, key=lambda area_id: whole[area_id] - exact[area_id])
    for area_id in by_loss[: max(0, left)]:
        whole[area_id] += 1
    return whole


# ── After the sum ──────────────────────────────────────────────────────────────────────────────────────────────────
def _finished(rule: AllotmentRule, cents: int, lines: list[Line]) -> int:
    """The index, the floor and the ceiling, and the rounding, in this order; each that matters is a line."""
    if rule.index_permyriad:
        more = rounded(Fraction(cents * rule.index_permyriad, 10_000))
        percentage = f"{rule.index_permyriad / 100:.2f}".replace(".", ",")
        lines.append(Line(_("Prijsaanpassing"), f"{percentage}% × {written(cents)}", more))
        cents += more
    for bound, is_floor in ((rule.least_cents, True), (rule.most_cents, False)):
        if bound is not None and (cents < bound if is_floor else cents > bound):
            words = _("Aangevuld tot het minimum") if is_floor else _("Verlaagd tot het maximum")
            lines.append(Line(words, written(bound), bound - cents))
            cents = bound
    result = round_to(cents, rule.rounding_to, rule.rounding_way)
    if result != cents:
        lines.append(Line(_("Afronding"), rounding_words(rule), result - cents))
    return result


def _bring_back_to_total(rule: AllotmentRule, raw: dict[AreaId, int | None], lines: dict[AreaId, list[Line]]) -> None:
    """More than the total of all pots together: each gets less in proportion, rounded down."""
    known = {area_id: cents for area_id, cents in raw.items() if cents is not None}
    together = sum(known.values())
    if rule.total_cents is None or together <= rule.total_cents or len(known) < len(raw):
        return
    for area_id, cents in known.items():
        exact = Fraction(cents * rule.total_cents, together)
        less = round_to(int(exact), rule.rounding_to, RoundingWay.DOWN)
        told = _("%(amount)s van samen %(together)s") % {
            "amount": written(rule.total_cents),
            "together": written(together),
        }
        lines[area_id].append(Line(_("Naar verhouding verlaagd"), told, less - cents))
        raw[area_id] = less


def by_rate(number: int, rate: int) -> int:
    return rounded(Fraction(number * rate, RATE))


def rounded(exact: Fraction) -> int:
    """To whole cents, half a cent up."""
    return int((exact * 2 + 1) // 2)


def round_to(cents: int, to: str, way: str) -> int:
    step = STEPS[to]
    if way == RoundingWay.UP:
        return -(-cents // step) * step
    if way == RoundingWay.DOWN:
        return cents // step * step
    return (2 * cents + step) // (2 * step) * step


# ── In words ───────────────────────────────────────────────────────────────────────────────────────────────────────
def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def heads(term: AllotmentTerm, count: Count, year: int) -> str:
    """1.234 inwoners op 1 januari 2024."""
    named = figure_words(term)
    if count.is_typed:
        words = _("%(number)s %(what)s (eigen telling %(when)s)")
        return words % {"number": grouped(count.number or 0), "what": named, "when": on_the_day(term, year)}
    return f"{grouped(count.number or 0)} {named} {on_the_day(term, year)}"


def on_the_day(term: AllotmentTerm, year: int) -> str:
    """Op 1 januari 2024."""
    day = date(2000, term.figure_month, min(term.figure_day, monthrange(2000, term.figure_month)[1]))
    return _("op %(day)s %(year)s") % {"day": date_format(day, "j F"), "year": term.year_of_figure(year)}


def figure_words(term: AllotmentTerm) -> str:
    return term.figure.name.lower() if term.figure is not None else _("inwoners")


def _without_figure(term: AllotmentTerm, count: Count | None, year: int) -> str:
    words = _("er is geen cijfer voor %(what)s %(when)s") % {
        "what": figure_words(term),
        "when": on_the_day(term, year),
    }
    if count is not None and count.missing:
        return _("%(words)s (van %(codes)s)") % {"words": words, "codes": ", ".join(count.missing[:5])}
    return words


def edges(each: SizeClass) -> str:
    """0 t/m 999; from 1.000 on."""
    if each.until_count is None:
        return _("vanaf %(number)s") % {"number": grouped(each.from_count)}
    return _("%(first)s t/m %(last)s") % {"first": grouped(each.from_count), "last": grouped(each.until_count - 1)}


def rate_written(rate: int) -> str:
    """€ 1,25; with more figures after the comma where there are."""
    cents, rest = divmod(rate, RATE)
    return written(cents) + (f"{rest:02d}".rstrip("0") if rest else "")


def rounding_words(rule: AllotmentRule) -> str:
    return f"{rule.get_rounding_to_display()}, {rule.get_rounding_way_display()}"


def oddities(rule_set: RuleSet) -> list[str]:
    """What a rule says that may be a slip: gaps between classes, and an amount that falls where the number grows."""
    found = []
    terms = AllotmentTerm.objects.filter(allotment__rule_set=rule_set, kind=TermKind.SIZE_CLASS)
    for term in terms.prefetch_related("classes"):
        classes = list(term.classes.all())
        if not classes:
            found.append(_("“%(term)s”: er zijn nog geen klassen, dus niemand krijgt iets.") % {"term": term.words})
        if classes and classes[0].from_count:
            found.append(
                _("“%(term)s”: minder dan %(number)s valt in geen klasse en krijgt niets.")
                % {
                    "term": term.words,
                    "number": grouped(classes[0].from_count),
                }
            )
        for lower, upper in pairwise(classes):
            if lower.until_count is not None and lower.until_count < upper.from_count:
                found.append(
                    _("“%(term)s”: %(first)s t/m %(last)s valt in geen klasse en krijgt niets.")
                    % {
                        "term": term.words,
                        "first": grouped(lower.until_count),
                        "last": grouped(upper.from_count - 1),
                    }
                )
            elif upper.from_count:
                before, after = (
                    _by_size(term, Count(number), 2000).cents or 0
                    for number in (upper.from_count - 1, upper.from_count)
                )
                if after < before:
                    found.append(
                        _("“%(term)s”: bij %(number)s is het bedrag lager (%(after)s) dan bij één minder (%(before)s).")
                        % {
                            "term": term.words,
                            "number": grouped(upper.from_count),
                            "after": written(after),
                            "before": written(before),
                        }
                    )
        if classes and classes[-1].until_count is not None:
            found.append(
                _("“%(term)s”: %(number)s en meer valt in geen klasse en krijgt niets.")
                % {
                    "term": term.words,
                    "number": grouped(classes[-1].until_count),
                }
            )
    return found
