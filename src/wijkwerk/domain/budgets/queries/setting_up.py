"""How far a fund is set up: the steps in their order, each with what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import Fund, RuleSet, RuleSetState
from wijkwerk.domain.budgets.queries import rounds, rules
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
from wijkwerk.foundation.kit import money


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
    year = year_to_allot(published, on=on)
    stands = stands_of_fund(fund, year=year)
    made = [
        SettingUp("fund", _("Naam, doel en gebieden"), True, ""),
        SettingUp(
            "categories",
            _("Soorten initiatieven"),
            categories > 0,
            _("%(number)s soorten") % {"number": categories} if categories else _("Niet nodig, wel handig."),
            is_needed=False,
        ),
        SettingUp("rules", _("Regels"), bool(published), _rules_note(len(published), len(written) - len(published))),
    ]
    if any(rules.is_in_rounds(each) for each in published):
        planned = rounds.rounds_of(fund).count()
        note = _("%(number)s rondes") % {"number": planned} if planned else _("De regels vragen om rondes.")
        made.append(SettingUp("rounds", _("Rondes"), planned > 0, note))
    there_is = (
        _("%(amount)s in %(year)s") % {"amount": money.written(stands.available), "year": year}
        if stands.available
        else _("Er is nog geen geld voor %(year)s.") % {"year": year}
    )
    made.append(SettingUp("money", _("Geld verdelen"), stands.available > 0, there_is))
    made.append(SettingUp("open", _("Openstellen"), not fund.is_draft, str(fund.get_state_display())))
    return made


def year_to_allot(published: Sequence[RuleSet], *, on: date) -> int:
    """The year whose money comes first: this one, or the first of rules that are still to begin."""
    return max(on.year, min((each.valid_from.year for each in published), default=on.year))


def _rules_note(published: int, drafts: int) -> str:
    told = []
    if published:
        told.append(_("vastgesteld"))
    if drafts:
        told.append(_("een concept") if drafts == 1 else _("%(number)s concepten") % {"number": drafts})
    return _(" en ").join(told) or _("Nog niet geschreven.")
