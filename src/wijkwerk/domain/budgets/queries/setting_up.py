"""How far a fund is set up: the steps in their order, each with what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.budgets.models import Fund, Round, RuleSet, RuleSetState
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
from wijkwerk.foundation.kit import clock, money


class SettingUp(NamedTuple):
    """One step; `is_needed` where a fund cannot open without it."""

    key: str
    title: str
    is_done: bool
    note: str
    is_needed: bool = True


def steps_of(fund: Fund, *, on: date) -> list[SettingUp]:
    categories = fund.categories.filter(is_active=True).count()
    written = list(RuleSet.objects.filter(fund=fund).exclude(state=RuleSetState.WITHDRAWN))
    published = [each for each in written if each.is_published]
    coming = rounds_to_come(fund, published, on=on)
    year = year_to_allot(published, coming, on=on)
    stands = stands_of_fund(fund, year=year)
    made = [
        SettingUp("fund", _("Naam, doel en gebieden"), True, ""),
        SettingUp(
            "categories",
            _("Soorten initiatieven"),
            categories > 0,
            ngettext("%(number)s soort", "%(number)s soorten", categories) % {"number": categories}
            if categories
            else _("Niet nodig, wel handig."),
            is_needed=False,
        ),
        SettingUp("rules", _("Regels"), bool(published), _rules_note(len(published), len(written) - len(published))),
    ]
    if any(rules.is_in_rounds(each) for each in published):
        words = ngettext("%(number)s ronde is nog niet voorbij", "%(number)s rondes zijn nog niet voorbij", len(coming))
        note = words % {"number": len(coming)} if coming else _("De regels vragen om rondes, en er komt er geen.")
        made.append(SettingUp("rounds", _("Rondes"), bool(coming), note))
    there_is = (
        _("%(amount)s in %(year)s") % {"amount": money.written(stands.available), "year": year}
        if stands.available
        else _("Er is nog geen geld voor %(year)s.") % {"year": year}
    )
    made.append(SettingUp("money", _("Geld verdelen"), stands.available > 0, there_is))
    state = _("nog niet open") if fund.is_draft else str(fund.get_state_display())
    made.append(SettingUp("open", _("Openstellen"), not fund.is_draft, state))
    return made


def first_year_to_allot(fund: Fund, *, on: date) -> int:
    published = list(RuleSet.objects.filter(fund=fund).published())
    return year_to_allot(published, rounds_to_come(fund, published, on=on), on=on)


def rounds_to_come(fund: Fund, published: Sequence[RuleSet], *, on: date) -> list[Round]:
    """Those that are not over; none where the rules have no rounds."""
    if not any(rules.is_in_rounds(each) for each in published):
        return []
    begin = datetime.combine(on, time(), clock.AMSTERDAM)
    return list(Round.objects.filter(fund=fund, closes_at__gt=begin).going_on())


def year_to_allot(published: Sequence[RuleSet], coming: Sequence[Round], *, on: date) -> int:
    """The year whose money comes first: that of the first round that is not over, else this year, or the first of rules
    that are still to begin."""
    if coming:
        return min(each.money_year for each in coming)
    return max(on.year, min((each.valid_from.year for each in published), default=on.year))


def _rules_note(published: int, drafts: int) -> str:
    told = []
    if published:
        told.append(_("vastgesteld"))
    if drafts:
        told.append(_("een concept") if drafts == 1 else _("%(number)s concepten") % {"number": drafts})
    return _(" en ").join(told) or _("Nog niet geschreven.")
