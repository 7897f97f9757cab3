"""The rules of a fund as plain Dutch sentences: what residents read, and what somebody who sets them up checks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkAreaKind
from wijkwerk.domain.budgets.models import (
    AllotmentRule,
    AllotmentTerm,
    AmountBand,
    ApplicantCeiling,
    ApplicantKind,
    AutomaticCheck,
    BodyKindAmount,
    CategoryCeiling,
    Committee,
    CommitteeRole,
    CostShare,
    Counting,
    CriterionGroup,
    Decider,
    EligibleKind,
    Fund,
    HouseholdBand,
    Intake,
    RuleSet,
    SizeClass,
    TermFrom,
    TermKind,
    TermUnit,
    WhenShort,
    YearOfFigure,
)
from wijkwerk.domain.budgets.queries.allotment import edges, figure_words, needs_figure, rate_written
from wijkwerk.domain.budgets.queries.ceilings import percentage
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.tenancy import scope


class Part(NamedTuple):
    """One part of the rules under its heading."""

    key: str  # of the page on which it is changed
    title: str
    lines: list[str]


UNITS: dict[str, tuple[str, str]] = {
    TermUnit.WORKING: ("werkdag", "werkdagen"),
    TermUnit.CALENDAR: ("dag", "dagen"),
    TermUnit.WEEKS: ("week", "weken"),
    TermUnit.MONTHS: ("maand", "maanden"),
}


def parts_of(rule_set: RuleSet) -> list[Part]:
    """All of it, in the order in which somebody who applies wants to know."""
    parts = [
        Part("wie", _("Wie kan aanvragen?"), who(rule_set)),
        Part("voorwaarden", _("Waaraan moet het plan voldoen?"), criteria(rule_set)),
        Part("bedragen", _("Hoeveel geld kan het zijn?"), how_much(rule_set)),
        Part("kosten", _("Welke kosten tellen mee?"), costs(rule_set)),
        Part("tijd", _("Wanneer kan het?"), when(rule_set)),
        Part("besluit", _("Wie beslist, en wanneer?"), decision(rule_set)),
        Part("verantwoorden", _("Wat gebeurt er na het besluit?"), afterwards(rule_set)),
        Part("verdelen", _("Hoe komt het geld in het budget?"), money(rule_set)),
    ]
    return [part for part in parts if part.lines]


def who(rule_set: RuleSet) -> list[str]:
    kinds = [a_kind(kind) for kind in rule_set.applicant_kinds]
    lines = [
        _("Iedereen kan aanvragen.") if not kinds else _("Aanvragen kan door %(kinds)s.") % {"kinds": one_of(kinds)}
    ]
    if rule_set.least_applicants > 1:
        lines.append(_("Er doen ten minste %(number)s huishoudens mee.") % {"number": rule_set.least_applicants})
    if rule_set.most_per_year is not None:
        times = (
            _("één keer") if rule_set.most_per_year == 1 else _("%(number)s keer") % {"number": rule_set.most_per_year}
        )
        lines.append(_("Wie aanvraagt, kan %(times)s per jaar geld krijgen.") % {"times": times})
    if rule_set.most_per_applicant_cents is not None:
        lines.append(
            _("Wie aanvraagt, krijgt in een jaar samen ten hoogste %(amount)s.")
            % {"amount": written(rule_set.most_per_applicant_cents)}
        )
    return lines


def a_kind(kind: str) -> str:
    """Een vereniging of stichting; iemand anders."""
    words = str(ApplicantKind(kind).label)
    return words if kind == ApplicantKind.OTHER else _("een %(kind)s") % {"kind": words}


def criteria(rule_set: RuleSet) -> list[str]:
    """What a person judges, and what the program finds out where somebody wrote it in their own words: the usual ones
    only say that the other rules are kept."""
    by_group: dict[str, list[str]] = {}
    unsaid = False
    for each in rule_set.criteria.all():
        if each.automatic and each.words == capfirst(str(AutomaticCheck(each.automatic).label)):
            unsaid = True
        else:
            by_group.setdefault(each.group, []).append(each.words)
    lines = [sentence(words) for words in by_group.get(CriterionGroup.ALL, [])]
    if any_of := by_group.get(CriterionGroup.ANY):
        least = (
            _("ten minste één") if rule_set.least_of_any == 1 else _("ten minste %(n)s") % {"n": rule_set.least_of_any}
        )
        lines.append(
            _("Van deze punten is er %(least)s waar: %(points)s.")
            % {
                "least": least,
                "points": "; ".join(low(words) for words in any_of),
            }
        )
    lines += [_("Niet: %(words)s.") % {"words": low(words)} for words in by_group.get(CriterionGroup.NONE, [])]
    return [*lines, _("Wij kijken ook of de aanvraag klopt met de andere regels hier.")] if unsaid else lines


def how_much(rule_set: RuleSet) -> list[str]:
    lines = []
    least, most = rule_set.least_per_application_cents, rule_set.most_per_application_cents
    if least:
        lines.append(_("Een aanvraag is voor ten minste %(amount)s.") % {"amount": written(least)})
    if most is not None:
        lines.append(_("Een aanvraag is voor ten hoogste %(amount)s.") % {"amount": written(most)})
    steps = list(rule_set.cost_shares.all())
    if rule_set.most_share_permille is not None and not steps:
        lines.append(
            _("Wij geven ten hoogste %(share)s van de kosten die meetellen.")
            % {"share": percentage(rule_set.most_share_permille)}
        )
    if rule_set.most_per_household_cents is not None:
        lines.append(
            _("Per huishouden dat meedoet geven wij ten hoogste %(amount)s.")
            % {"amount": written(rule_set.most_per_household_cents)}
        )
    if rule_set.own_share_permille:
        lines.append(
            _("Ten minste %(share)s van alle kosten komt uit eigen of ander geld.")
            % {"share": percentage(rule_set.own_share_permille)}
        )
    for own in rule_set.applicant_ceilings.all():
        lines += of_applicant(own)
    if steps and steps[0].above_cents:
        share = 1000 if rule_set.most_share_permille is None else rule_set.most_share_permille
        words = _("Van de kosten die meetellen tot en met %(amount)s geven wij %(share)s.")
        lines.append(words % {"amount": written(steps[0].above_cents), "share": percentage(share)})
    lines += [cost_share(each) for each in steps]
    bands = list(rule_set.household_bands.all())
    lines += [household_band(each) for each in bands]
    if bands and bands[0].from_households > 1:
        words = _("Doen er minder dan %(number)s huishoudens mee, dan geven wij niets.")
        lines.append(words % {"number": bands[0].from_households})
    lines += ceilings(rule_set)
    if not lines:
        lines.append(_("Er is geen grens aan het bedrag van één aanvraag."))
    return [
        *lines,
        _("Is er niet genoeg geld voor iedereen? %(how)s.")
        % {"how": capfirst(str(WhenShort(rule_set.when_short).label))},
    ]


def ceilings(rule_set: RuleSet) -> list[str]:
    return [ceiling(each) for each in rule_set.category_ceilings.select_related("category")]


def ceiling(each: CategoryCeiling) -> str:
    told = []
    if each.most_per_application_cents is not None:
        told.append(_("per aanvraag ten hoogste %(amount)s") % {"amount": written(each.most_per_application_cents)})
    if each.costs_share_permille is not None:
        told.append(_("%(share)s van de kosten die meetellen") % {"share": percentage(each.costs_share_permille)})
    if each.most_cents is not None:
        told.append(_("in een jaar samen ten hoogste %(amount)s") % {"amount": written(each.most_cents)})
    if each.most_share_permille is not None:
        share = percentage(each.most_share_permille)
        told.append(_("in een jaar samen ten hoogste %(share)s van het budget") % {"share": share})
    return f"{each.category.name}: {_(' en ').join(told) or _('geen grens')}."


def cost_share(each: CostShare) -> str:
    words = _("Van de kosten die meetellen boven %(amount)s geven wij %(share)s.")
    return words % {"amount": written(each.above_cents), "share": percentage(each.share_permille)}


def household_band(each: HouseholdBand) -> str:
    words = _("Doen er %(number)s of meer huishoudens mee, dan is het ten hoogste %(amount)s.")
    return words % {"number": each.from_households, "amount": written(each.most_cents)}


def of_applicant(own: ApplicantCeiling) -> list[str]:
    """What differs for one kind of applicant."""
    who = a_kind(own.applicant_kind)
    told = []
    if own.most_per_application_cents is not None:
        told.append(_("ten hoogste %(amount)s") % {"amount": written(own.most_per_application_cents)})
    if own.most_share_permille is not None:
        told.append(_("ten hoogste %(share)s van de kosten") % {"share": percentage(own.most_share_permille)})
    lines = [_("Voor %(who)s geldt: %(what)s.") % {"who": who, "what": _(" en ").join(told)}] if told else []
    if own.least_applicants is not None:
        words = _("Vraagt %(who)s aan, dan doen er ten minste %(number)s huishoudens mee.")
        lines.append(words % {"who": who, "number": own.least_applicants})
    return lines


def costs(rule_set: RuleSet) -> list[str]:
    return [cost(each) for each in rule_set.eligible_kinds.all()]


def cost(kind: EligibleKind) -> str:
    if not kind.is_eligible:
        return _("%(words)s: telt niet mee.") % {"words": kind.words}
    told = [
        _("telt mee")
        if kind.counts_permille == 1000
        else _("telt voor %(share)s mee") % {"share": percentage(kind.counts_permille)}
    ]
    if kind.most_cents is not None:
        told.append(_("tot %(amount)s") % {"amount": written(kind.most_cents)})
    if kind.most_share_permille is not None:
        told.append(_("tot %(share)s van alle kosten die meetellen") % {"share": percentage(kind.most_share_permille)})
    return f"{kind.words}: {', '.join(told)}."


def when(rule_set: RuleSet) -> list[str]:
    lines = [
        {
            Intake.CONTINUOUS.value: _("Aanvragen kan het hele jaar."),
            Intake.ROUNDS.value: _(
                "Aanvragen gaat in rondes. Komt een aanvraag te laat, dan doet zij mee in de volgende."
            ),
            Intake.TRANCHES.value: _(
                "Aanvragen gaat in rondes, en elke ronde heeft een deel van het geld. Komt een "
                "aanvraag te laat, dan doet zij mee in de volgende."
            ),
        }[str(rule_set.intake)]
    ]
    if rule_set.before_start_days:
        lines.append(
            _("Vraag aan ten minste %(days)s dagen voordat het begint.") % {"days": rule_set.before_start_days}
        )
    if rule_set.within_year:
        lines.append(_("Het plan is klaar voor het eind van het jaar."))
    return lines


def decision(rule_set: RuleSet) -> list[str]:
    lines = [_("%(who)s.") % {"who": capfirst(decider_words(rule_set))}]
    lines += [band(each) for each in rule_set.amount_bands.select_related("committee")]
    begin = {
        TermFrom.RECEIVED.value: _("nadat de aanvraag binnen is"),
        TermFrom.COMPLETE.value: _("nadat de aanvraag compleet is"),
        TermFrom.CLOSING.value: _("na de sluitingsdatum van de ronde"),
    }[str(rule_set.decide_from)]
    lines.append(
        _("Er is een besluit binnen %(term)s %(begin)s.")
        % {"term": term(rule_set.decide_within, rule_set.decide_unit), "begin": begin}
    )
    lines.append(
        _("Ontbreekt er iets, dan kan de aanvrager binnen %(days)s aanvullen. De tijd om te beslissen staat dan stil.")
        % {"days": term(rule_set.complete_within, TermUnit.CALENDAR)}
    )
    lines.append(
        _("Bezwaar maken kan tot %(weeks)s na het besluit.") % {"weeks": term(rule_set.object_within, TermUnit.WEEKS)}
    )
    return lines


def band(each: AmountBand) -> str:
    words = _("Boven %(amount)s: %(who)s.") % {"amount": written(each.above_cents), "who": decider_words(each)}
    if each.advance_permille < 1000:
        words += " " + _("Dan wordt %(share)s meteen betaald.") % {"share": percentage(each.advance_permille)}
    return words


def decider_words(rule: RuleSet | AmountBand) -> str:
    """De wijkregisseur beslist; commissie Noord geeft eerst advies; een tweede persoon kijkt mee."""
    name = _named(rule.committee)
    deciders = {
        Decider.COORDINATOR.value: _("de %(word)s beslist") % {"word": scope.current().word("coordinator")},
        Decider.ALDERMAN.value: _("de %(word)s beslist") % {"word": scope.current().word("alderman")},
        Decider.COMMITTEE.value: _("%(committee)s beslist") % {"committee": name},
        Decider.VOTE.value: _("de inwoners beslissen, in een stemronde"),
    }
    words = deciders[str(rule.decided_by)]
    if rule.committee is not None and rule.decided_by != Decider.COMMITTEE:
        if rule.committee_role == CommitteeRole.ADVISES:
            words += _("; %(committee)s geeft eerst advies") % {"committee": name}
        elif rule.committee_role == CommitteeRole.BINDS:
            words += _("; %(committee)s geeft eerst advies, en dat wordt gevolgd") % {"committee": name}
    if rule.second_pair_of_eyes:
        words += _("; een tweede persoon kijkt mee")
    return words


def _named(committee: Committee | None) -> str:
    """Commissie Noord, and not commissie Adviescommissie Noord."""
    if committee is None:
        return _("een commissie")
    if "commissie" in committee.name.lower():
        return _("de %(name)s") % {"name": low(committee.name)}
    return _("commissie %(name)s") % {"name": committee.name}


def afterwards(rule_set: RuleSet) -> list[str]:
    share = rule_set.advance_permille
    if share == 1000:
        lines = [_("Wie geld krijgt, krijgt het meteen.")]
    elif share:
        lines = [_("Wie geld krijgt, krijgt %(share)s meteen en de rest achteraf.") % {"share": percentage(share)}]
    else:
        lines = [_("Wie geld krijgt, krijgt het achteraf, op rekeningen.")]
    if rule_set.justify_on_month and rule_set.justify_on_day:
        day = day_words(rule_set.justify_on_month, rule_set.justify_on_day)
        lines.append(
            _("Uiterlijk op %(day)s van het jaar erna vertelt de aanvrager wat ervan is gekomen.") % {"day": day}
        )
    else:
        within = term(rule_set.justify_within, TermUnit.CALENDAR)
        lines.append(_("Binnen %(days)s na afloop vertelt de aanvrager wat ervan is gekomen.") % {"days": within})
    if rule_set.justify_above_cents:
        lines.append(
            _("Tot en met %(amount)s is vertellen genoeg.") % {"amount": written(rule_set.justify_above_cents)}
        )
    receipts = rule_set.justify_with_receipts_above_cents
    lines.append(
        _("Boven %(amount)s horen er bonnen bij.") % {"amount": written(receipts)}
        if receipts
        else _("Boven dat bedrag horen er bonnen bij.")
        if rule_set.justify_above_cents
        else _("Er horen bonnen bij.")
    )
    lines.append(_("Wat niet is uitgegeven, gaat terug."))
    if rule_set.save_until_years:
        lines.append(
            _("Wat in het budget overblijft, mag %(years)s worden gespaard.")
            % {"years": _("een jaar") if rule_set.save_until_years == 1 else f"{rule_set.save_until_years} jaar"}
        )
    return lines


# ── Money by formula ───────────────────────────────────────────────────────────────────────────────────────────────
def money(rule_set: RuleSet) -> list[str]:
    rule: AllotmentRule | None = getattr(rule_set, "allotment", None)
    if rule is None:
        return []
    terms = rule.terms.select_related("figure").prefetch_related("classes", "body_kinds__work_areas")
    lines = [line for each in terms for line in of_term(each)]
    if rule.index_permyriad:
        share = f"{abs(rule.index_permyriad) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        words = _("Daar komt %(share)s%% bij.") if rule.index_permyriad > 0 else _("Daar gaat %(share)s%% af.")
        lines.append(words % {"share": share})
    if rule.least_cents is not None:
        lines.append(_("Ten minste %(amount)s.") % {"amount": written(rule.least_cents)})
    if rule.most_cents is not None:
        lines.append(_("Ten hoogste %(amount)s.") % {"amount": written(rule.most_cents)})
    if rule.rounding_to != "cent":
        told = f"{rule.get_rounding_to_display()}, {rule.get_rounding_way_display()}"
        lines.append(_("Het bedrag wordt afgerond %(how)s.") % {"how": told})
    if rule.total_cents is not None:
        lines.append(
            _("Samen ten hoogste %(amount)s; is het meer, dan krijgt elk gebied naar verhouding minder.")
            % {"amount": written(rule.total_cents)}
        )
    return lines


def of_term(each: AllotmentTerm) -> list[str]:
    only = _(" (alleen: %(kind)s)") % {"kind": WorkAreaKind(each.only_kind).label} if each.only_kind else ""
    name = f"{each.words}{only}"
    when = _figure_date(each) if needs_figure(each) else ""
    per = per_head(each)
    if each.kind == TermKind.FIXED:
        return [f"{name}: {written(each.cents)}."]
    if each.kind == TermKind.PER_HEAD:
        return [f"{name}: {rate_written(each.rate)} {per}{when}."]
    if each.kind == TermKind.SHARE:
        parts = []
        if each.equal_permille:
            parts.append(_("%(share)s in gelijke delen") % {"share": percentage(each.equal_permille)})
        if each.equal_permille < 1000:
            parts.append(
                _("%(share)s naar het aantal %(what)s")
                % {"share": percentage(1000 - each.equal_permille), "what": figure_words(each)}
                + when
            )
        told = _("%(total)s wordt verdeeld: %(parts)s.")
        return [f"{name}: " + told % {"total": written(each.cents), "parts": _(" en ").join(parts)}]
    if each.kind == TermKind.SIZE_CLASS:
        over = {
            Counting.ALL.value: "",
            Counting.ABOVE.value: _(" (over wie er boven de ondergrens van de klasse zijn)"),
            Counting.BRACKETS.value: _(" (in schijven: over elk deel het bedrag van zijn eigen klasse)"),
        }[str(each.counting)]
        lines = [
            _("%(name)s, naar het aantal %(what)s%(date)s%(over)s:")
            % {
                "name": name,
                "what": figure_words(each),
                "date": when,
                "over": over,
            }
        ]
        return lines + [of_class(one, per) for one in each.classes.all()]
    lines = [_("%(name)s, naar soort:") % {"name": name}]
    return lines + [of_body_kind(kind, f"{per}{when}") for kind in each.body_kinds.all()]


def of_class(one: SizeClass, per: str) -> str:
    return f"{edges(one)}: {_base_and_rate(one.base_cents, one.rate, per)}."


def of_body_kind(kind: BodyKindAmount, per: str) -> str:
    where = [area.name for area in kind.work_areas.all()]
    if kind.area_kind:
        where.insert(0, _("elk gebied van de soort %(kind)s") % {"kind": WorkAreaKind(kind.area_kind).label})
    told = f" ({listed(where)})" if where else ""
    return f"{kind.words}{told}: {_base_and_rate(kind.base_cents, kind.rate, per)}."


def _base_and_rate(base_cents: int, rate: int, per: str) -> str:
    if not rate:
        return written(base_cents)
    extra = f"{rate_written(rate)} {per}"
    return _("%(base)s en %(extra)s") % {"base": written(base_cents), "extra": extra} if base_cents else extra


def _figure_date(each: AllotmentTerm) -> str:
    day = day_words(each.figure_month, each.figure_day)
    if each.year_is == YearOfFigure.FIXED:
        return _(" op %(day)s %(year)s") % {"day": day, "year": each.reference_year}
    years = {0: _("het jaar zelf"), 1: _("het jaar ervoor"), 2: _("twee jaar ervoor")}
    before = years.get(each.years_before) or _("%(years)s jaar ervoor") % {"years": each.years_before}
    return _(" op %(day)s van %(year)s") % {"day": day, "year": before}


def per_head(each: AllotmentTerm) -> str:
    one = {"aantal_inwoners": "inwoner", "huishoudens": "huishouden", "woningvoorraad": "woning"}
    if each.figure is None:
        return _("per inwoner")
    return _("per %(what)s") % {"what": one.get(each.figure.key, figure_words(each))}


def day_words(month: int, day: int) -> str:
    """1 januari; the last day of a month that is too short."""
    return date_format(date(2000, month, min(day, monthrange(2000, month)[1])), "j F")


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def purpose_lines(fund: Fund) -> list[str]:
    """Where it is for, in the first lines of its page."""
    names = [area.name for area in fund.work_areas.all()]
    return [_("Voor %(areas)s.") % {"areas": listed(names)}] if names else [_("Voor de hele gemeente.")]


def term(count: int, unit: str) -> str:
    one, many = UNITS[unit]
    return f"{count} {one if count == 1 else many}"


def sentence(words: str) -> str:
    words = capfirst(words.strip())
    return words if words.endswith((".", "!", "?")) else f"{words}."


def low(words: str) -> str:
    words = words.strip().rstrip(".")
    return words[:1].lower() + words[1:]


def listed(words: Iterable[str]) -> str:
    """a, b en c."""
    *first, last = words
    return f"{', '.join(first)} {_('en')} {last}" if first else last


def one_of(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} {_('of')} {last}" if first else last
