"""How far a fund is set up: the steps in their order, each with what is still missing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import Allotted, Fund, RuleSet
from wijkwerk.domain.budgets.queries import rounds, rules
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
from wijkwerk.foundation.kit.money import written


class SettingUp(NamedTuple):
    """One step; `is_needed` where a fund cannot open without it."""

    key: str
    title: str
    is_done: bool
    note: str
    is_needed: bool = True


def steps_of(fund: Fund, *, on: date) -> list[SettingUp]:
    categories = fund.categories.filter(is_active=True).count()
    published = list(RuleSet.objects.filter(fund=fund).published().order_by("valid_from"))
    drafts = RuleSet.objects.filter(fund=fund).exclude(pk__in=[each.pk for each in published]).count()
    stands = stands_of_fund(fund, year=on.year)
    made = [
        SettingUp("fund", _("Naam, doel en gebieden"), True, ""),
        SettingUp(
            "categories",
            _("Soorten initiatieven"),
            categories > 0,
            _("%(number)s soorten") % {"number": categories} if categories else _("Niet nodig, wel handig."),
            is_needed=False,
        ),
        SettingUp("rules", _("Regels"), bool(published), _rules_note(published, drafts)),
    ]
    if any(rules.is_in_rounds(each) for each in published):
        planned = rounds.rounds_of(fund).count()
        note = _("%(number)s rondes") % {"number": planned} if planned else _("De regels vragen om rondes.")
        made.append(SettingUp("rounds", _("Rondes"), planned > 0, note))
    money = (
        _("%(amount)s in %(year)s") % {"amount": written(stands.available), "year": on.year}
        if stands.available
        else _("Er is nog geen geld voor %(year)s.") % {"year": on.year}
    )
    made.append(SettingUp("money", _("Geld verdelen"), stands.available > 0, money))
    made.append(SettingUp("open", _("Openstellen"), not fund.is_draft, str(fund.get_state_display())))
    return made


def _rules_note(published: list[RuleSet], drafts: int) -> str:
    told = []
    if published:
        told.append(_("vastgesteld"))
    if drafts:
        told.append(_("een concept") if drafts == 1 else _("%(number)s concepten") % {"number": drafts})
    return _(" en ").join(told) or _("Nog niet geschreven.")


def allotted_years(fund: Fund) -> list[int]:
    """The years that were allotted by formula, the newest first."""
    years = Allotted.objects.filter(pot__fund=fund).order_by("-pot__year").values_list("pot__year", flat=True)
    return list(years.distinct())
