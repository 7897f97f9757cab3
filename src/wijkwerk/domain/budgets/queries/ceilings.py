"""How much of the costs counts, and how much can be given at most, with every bound said in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import (
    ApplicantCeiling,
    ApplicantKind,
    CategoryCeiling,
    CostShare,
    EligibleKind,
    RuleSet,
)
from wijkwerk.foundation.kit.money import written


class Cost(NamedTuple):
    """A line of what a plan costs. Of no kind: it counts whole."""

    kind: EligibleKind | None
    cents: int


class Counted(NamedTuple):
    """The costs of one kind: what they are, what of them counts, and why not more."""

    words: str
    cents: int
    counts_cents: int
    because: str


class Costs(NamedTuple):
    """All costs of a plan as the rules see them."""

    kinds: list[Counted]

    @property
    def all_cents(self) -> int:
        return sum(each.cents for each in self.kinds)

    @property
    def counting_cents(self) -> int:
        return sum(each.counts_cents for each in self.kinds)


class Bound(NamedTuple):
    """One bound on what can be given, and how it was computed."""

    words: str
    sum: str
    cents: int


class Most(NamedTuple):
    """What can be given at most: the lowest bound. No bound at all: nothing stops it."""

    bounds: list[Bound]

    @property
    def cents(self) -> int | None:
        return min((bound.cents for bound in self.bounds), default=None)

    @property
    def lowest(self) -> Bound | None:
        return min(self.bounds, key=lambda bound: bound.cents, default=None)


def costs_that_count(lines: Sequence[Cost]) -> Costs:
    """What part of each kind counts, up to its own amount, and then up to its share of all that counts so far."""
    together: dict[int | None, int] = {}
    kinds: dict[int | None, EligibleKind | None] = {}
    for line in lines:
        pk = line.kind.pk if line.kind else None
        together[pk] = together.get(pk, 0) + line.cents
        kinds[pk] = line.kind
    made = {pk: _by_itself(kinds[pk], cents) for pk, cents in together.items()}
    before = sum(each.counts_cents for each in made.values())
    for pk, each in made.items():
        kind = kinds[pk]
        if kind is not None and kind.most_share_permille is not None:
            most = before * kind.most_share_permille // 1000
            if each.counts_cents > most:
                because = _("ten hoogste %(share)s van alle kosten die meetellen (%(all)s)") % {
                    "share": percentage(kind.most_share_permille),
                    "all": written(before),
                }
                made[pk] = each._replace(counts_cents=most, because=because)
    return Costs(list(made.values()))


def _by_itself(kind: EligibleKind | None, cents: int) -> Counted:
    if kind is None:
        return Counted(_("Andere kosten"), cents, cents, "")
    if not kind.is_eligible:
        return Counted(kind.words, cents, 0, _("deze kosten tellen niet mee"))
    counts, because = cents, ""
    if kind.counts_permille < 1000:
        counts = cents * kind.counts_permille // 1000
        because = _("deze kosten tellen voor %(share)s mee") % {"share": percentage(kind.counts_permille)}
    if kind.most_cents is not None and counts > kind.most_cents:
        counts, because = kind.most_cents, _("ten hoogste %(amount)s") % {"amount": written(kind.most_cents)}
    return Counted(kind.words, cents, counts, because)


def most_for(
    rule_set: RuleSet,
    costs: Costs,
    *,
    applicant_kind: str = "",
    category_id: int | None = None,
    households: int = 0,
) -> Most:
    """Every bound that the rules set to one application."""
    own: ApplicantCeiling | None = rule_set.applicant_ceilings.filter(applicant_kind=applicant_kind).first()
    of_category: CategoryCeiling | None = None
    if category_id is not None:
        of_category = rule_set.category_ceilings.filter(category_id=category_id).select_related("category").first()
    bounds = [_share(rule_set, own, of_category, costs)]
    most = rule_set.most_per_application_cents
    if own is not None and own.most_per_application_cents is not None:
        words = _("Een aanvraag van: %(who)s") % {"who": ApplicantKind(own.applicant_kind).label}
        bounds.append(Bound(words, "", own.most_per_application_cents))
    elif most is not None:
        bounds.append(Bound(_("Per aanvraag"), "", most))
    if of_category is not None and of_category.most_per_application_cents is not None:
        words = _("Een aanvraag voor: %(what)s") % {"what": of_category.category.name}
        bounds.append(Bound(words, "", of_category.most_per_application_cents))
    bounds += _by_households(rule_set, households)
    if rule_set.most_per_household_cents is not None:
        told = _("%(number)s huishoudens × %(amount)s") % {
            "number": households,
            "amount": written(rule_set.most_per_household_cents),
        }
        bounds.append(Bound(_("Per huishouden"), told, households * rule_set.most_per_household_cents))
    if rule_set.own_share_permille:
        own_part = -(-costs.all_cents * rule_set.own_share_permille // 1000)
        told = _("%(all)s min %(share)s") % {
            "all": written(costs.all_cents),
            "share": percentage(rule_set.own_share_permille),
        }
        bounds.append(Bound(_("Eigen of ander geld"), told, costs.all_cents - own_part))
    return Most(bounds)


def _by_households(rule_set: RuleSet, households: int) -> list[Bound]:
    """By the table of numbers of households, where there is one; fewer than its lowest number gets nothing."""
    bands = list(rule_set.household_bands.all())
    if not bands:
        return []
    held = [band for band in bands if band.from_households <= households]
    told = _("%(number)s huishoudens") % {"number": households}
    return [Bound(_("Naar aantal huishoudens"), told, held[-1].most_cents if held else 0)]


def _share(rule_set: RuleSet, own: ApplicantCeiling | None, of_category: CategoryCeiling | None, costs: Costs) -> Bound:
    """What part of the costs: that of the category, else that of who applies, else that of all, in steps or not."""
    share = rule_set.most_share_permille
    if of_category is not None and of_category.costs_share_permille is not None:
        share = of_category.costs_share_permille
    elif own is not None and own.most_share_permille is not None:
        share = own.most_share_permille
    elif steps := list(rule_set.cost_shares.all()):
        return _in_steps(steps, share, costs.counting_cents)
    if share is None:
        return Bound(_("De kosten die meetellen"), "", costs.counting_cents)
    told = _("%(share)s van %(costs)s") % {"share": percentage(share), "costs": written(costs.counting_cents)}
    return Bound(_("Deel van de kosten die meetellen"), told, costs.counting_cents * share // 1000)


def _in_steps(steps: Sequence[CostShare], usual: int | None, cents: int) -> Bound:
    """Over each part of the costs its own share; below the first step that of all."""
    edges = [(step.above_cents, step.share_permille) for step in steps]
    if edges[0][0] > 0:
        edges.insert(0, (0, 1000 if usual is None else usual))
    exact, told = 0, []
    for (above, share), upper in zip(edges, [*(edge for edge, _share in edges[1:]), None], strict=True):
        part = (cents if upper is None else min(cents, upper)) - above
        if part > 0:
            exact += part * share
            told.append(_("%(share)s van %(costs)s") % {"share": percentage(share), "costs": written(part)})
    return Bound(_("Deel van de kosten die meetellen"), " + ".join(told), exact // 1000)


def least_applicants(rule_set: RuleSet, applicant_kind: str) -> int:
    """How many households must take part, for this kind of applicant."""
    own: ApplicantCeiling | None = rule_set.applicant_ceilings.filter(applicant_kind=applicant_kind).first()
    if own is not None and own.least_applicants is not None:
        return own.least_applicants
    return rule_set.least_applicants


def percentage(permille: int) -> str:
    """37,5%."""
    whole, rest = divmod(permille, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"
