"""The rules of a fund held to one application, one by one: met, not met, or for a person to judge.

An outcome always tells whether the application is as the rules want it: of a criterion that must not be the case, "met"
means that it is not the case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.budgets.models import (
    ApplicantKind,
    Application,
    AutomaticCheck,
    Balance,
    Criterion,
    CriterionGroup,
    Grant,
    Outcome,
    RuleSet,
)
from wijkwerk.domain.budgets.models.applications import OUTCOME_TONES
from wijkwerk.domain.budgets.queries import applications, ceilings, funds, rules
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written

A = AutomaticCheck


@dataclass(frozen=True)
class Checked:
    """One rule and how the application stands to it."""

    criterion: Criterion
    outcome: Outcome
    words: str = ""
    by: Person | None = None
    at: datetime | None = None

    @property
    def is_by_program(self) -> bool:
        return bool(self.criterion.automatic) and self.by is None

    @property
    def label(self) -> str:
        """Of what may not be the case it says whether it is: that it meets the rule would read the wrong way round."""
        if self.criterion.group == CriterionGroup.NONE and self.outcome != Outcome.UNKNOWN:
            return _("niet het geval") if self.outcome == Outcome.MET else _("wel het geval")
        return str(Outcome(self.outcome).label)

    @property
    def tone(self) -> str:
        return OUTCOME_TONES[self.outcome]

    @property
    def icon(self) -> str:
        return {Outcome.MET: "check", Outcome.NOT_MET: "cross", Outcome.UNKNOWN: "question"}[self.outcome]


@dataclass(frozen=True)
class Verdict:
    """All rules together."""

    outcome: Outcome
    checks: Sequence[Checked]

    @property
    def not_met(self) -> list[Checked]:
        return [each for each in self.checks if each.outcome == Outcome.NOT_MET]

    @property
    def to_judge(self) -> list[Checked]:
        return [each for each in self.checks if each.outcome == Outcome.UNKNOWN]

    @property
    def tone(self) -> str:
        return OUTCOME_TONES[self.outcome]


def verdict_on(application: Application, *, live: bool = True) -> Verdict:
    """Each rule. What the program finds out itself it looks at anew while nobody has decided; what a person said stays,
    and so does everything of an application that was decided on."""
    rule_set = application.rule_set
    if rule_set is None:
        return Verdict(Outcome.UNKNOWN, [])
    stored = {check.criterion_id: check for check in application.checks.select_related("by")}
    facts = Facts(application)
    found = []
    for criterion in rule_set.criteria.all():
        kept = stored.get(criterion.pk)
        judged = kept is not None and kept.by_id is not None
        if criterion.automatic and not judged and (kept is None or (live and application.ended_at is None)):
            found.append(facts.check(criterion))
        elif kept is not None:
            found.append(Checked(criterion, Outcome(kept.outcome), kept.words, kept.by, kept.at))
        else:
            found.append(Checked(criterion, Outcome.UNKNOWN))
    found.sort(
        key=lambda each: (list(CriterionGroup).index(CriterionGroup(each.criterion.group)), each.criterion.order)
    )
    return Verdict(_together(found, rule_set), found)


def _together(checks: Sequence[Checked], rule_set: RuleSet) -> Outcome:
    """All of the first kind, so many of the second, none of the third."""
    must = [each.outcome for each in checks if each.criterion.group != CriterionGroup.ANY]
    some = [each.outcome for each in checks if each.criterion.group == CriterionGroup.ANY]
    least = min(rule_set.least_of_any, len(some))
    met = some.count(Outcome.MET)
    if Outcome.NOT_MET in must or met + some.count(Outcome.UNKNOWN) < least:
        return Outcome.NOT_MET
    return Outcome.UNKNOWN if Outcome.UNKNOWN in must or met < least else Outcome.MET


class Facts:
    """What the program can find out by itself of one application, by the rules of its day."""

    def __init__(self, application: Application) -> None:
        if application.rule_set is None or application.fund is None:
            raise ValueError("an application without rules cannot be held to them")
        self.application = application
        self.rules: RuleSet = application.rule_set
        self.fund = application.fund
        self.on: date = clock.dutch(application.sent_at).date() if application.sent_at else clock.today()
        self.asked = application.asked_cents or 0

    def check(self, criterion: Criterion) -> Checked:
        ways: dict[str, Callable[[], tuple[Outcome, str]]] = {
            A.AREA_MATCHES: self._area,
            A.APPLICANT_KIND: self._kind,
            A.ENOUGH_HOUSEHOLDS: self._households,
            A.AMOUNT_ABOVE_LEAST: self._least,
            A.AMOUNT_BELOW_CEILING: self._ceiling,
            A.OWN_SHARE: self._own_share,
            A.IN_TIME: self._in_time,
            A.BEFORE_START: self._before_start,
            A.WITHIN_YEAR: self._within_year,
            A.CATEGORY_HAS_ROOM: self._category_room,
            A.POT_HAS_ROOM: self._pot_room,
            A.NOT_TOO_OFTEN: self._often,
            A.NO_EARLIER_GRANT: self._earlier,
        }
        outcome, words = ways[criterion.automatic]()
        return Checked(criterion, outcome, words)

    # who and where
    def _area(self) -> tuple[Outcome, str]:
        area = self.application.work_area
        name = area.name if area is not None else _("de hele gemeente")
        return _met(funds.is_for(self.fund, area)), name

    def _kind(self) -> tuple[Outcome, str]:
        kind = self.application.applicant_kind
        words = str(ApplicantKind(kind).label) if kind in ApplicantKind.values else ""
        if not kind:
            return Outcome.UNKNOWN, ""
        return _met(not self.rules.applicant_kinds or kind in self.rules.applicant_kinds), words

    def _households(self) -> tuple[Outcome, str]:
        least = ceilings.least_applicants(self.rules, self.application.applicant_kind)
        have = self.application.households
        if least <= 1 and have is None:
            return Outcome.MET, ""
        if have is None:
            return Outcome.UNKNOWN, _("Er staat niet bij hoeveel huishoudens meedoen; het moeten er %(n)s zijn.") % {
                "n": least
            }
        return _met(have >= least), _("%(have)s huishoudens; nodig: %(least)s") % {"have": have, "least": least}

    # how much
    def _least(self) -> tuple[Outcome, str]:
        least = self.rules.least_per_application_cents or 0
        words = _("%(asked)s gevraagd; het minste is %(least)s")
        return _met(self.asked >= least), words % {"asked": written(self.asked), "least": written(least)}

    def _ceiling(self) -> tuple[Outcome, str]:
        lowest = applications.most_for(self.application).lowest
        if lowest is None:
            return Outcome.MET, _("Er is geen hoogste bedrag.")
        words = _("%(asked)s gevraagd; het meeste is %(most)s (%(why)s)")
        why = ": ".join(filter(None, [lowest.words[:1].lower() + lowest.words[1:], lowest.sum]))
        told = {"asked": written(self.asked), "most": written(lowest.cents), "why": why}
        return _met(self.asked <= lowest.cents), words % told

    def _own_share(self) -> tuple[Outcome, str]:
        costs = applications.costs_of(self.application).all_cents
        brought = costs - self.asked
        words = _("%(own)s van %(costs)s; nodig is %(part)s")
        told = {
            "own": written(brought),
            "costs": written(costs),
            "part": ceilings.percentage(self.rules.own_share_permille),
        }
        return _met(brought * 1000 >= costs * self.rules.own_share_permille), words % told

    # when
    def _in_time(self) -> tuple[Outcome, str]:
        sent, wanted = self.application.sent_at, self.application.round
        if not rules.is_in_rounds(self.rules):
            return Outcome.MET, _("Aanvragen kan het hele jaar.")
        if wanted is None or sent is None:
            return Outcome.UNKNOWN, _("Er is nog geen ronde voor.")
        told = {"name": wanted.name, "day": date_format(clock.dutch(wanted.closes_at), "j F Y, H:i")}
        return _met(sent < wanted.closes_at), _("%(name)s, sluit op %(day)s") % told

    def _before_start(self) -> tuple[Outcome, str]:
        least, first = self.rules.before_start_days, self.application.from_day
        if first is None:
            return Outcome.UNKNOWN, _("Er staat niet bij op welke dag het begint.")
        before = (first - self.on).days
        have = ngettext("%(n)s dag voor het begin", "%(n)s dagen voor het begin", max(before, 0)) % {
            "n": max(before, 0)
        }
        if before < 0:
            have = _("het was al begonnen")
        return _met(before >= least), _("%(have)s; nodig zijn er %(least)s") % {"have": have, "least": least}

    def _within_year(self) -> tuple[Outcome, str]:
        last = self.application.until_day or self.application.from_day
        if last is None:
            return Outcome.UNKNOWN, _("Er staat niet bij wanneer het klaar is.")
        return _met(last.year <= self.year), _("klaar op %(day)s") % {"day": date_format(last, "j F Y")}

    # whether there is money
    @property
    def year(self) -> int:
        """The year whose money it is: that of its round, else of the day that it came in."""
        own = self.application.round
        return own.money_year if own is not None else self.on.year

    def balance(self) -> Balance | None:
        pot = funds.find_pot(self.fund, work_area=self.application.work_area, year=self.year)
        found: Balance | None = Balance.objects.filter(pot=pot).first() if pot is not None else None
        return found

    def _pot_room(self) -> tuple[Outcome, str]:
        balance = self.balance()
        left = balance.left_cents if balance is not None else 0
        words = _("%(asked)s gevraagd; er is nog %(left)s over")
        return _met(self.asked <= left), words % {"asked": written(self.asked), "left": written(left)}

    def _category_room(self) -> tuple[Outcome, str]:
        balance, category = self.balance(), self.application.category_id
        allotted = balance.allotted_cents if balance is not None else 0
        most = rules.category_ceiling_cents(self.rules, category, allotted_cents=allotted)
        if most is None:
            return Outcome.MET, _("Deze soort heeft geen eigen plafond.")
        given = (
            Grant.objects.standing()
            .filter(pot=balance.pot_id if balance is not None else None, application__category=category)
            .exclude(application=self.application)
            .aggregate(cents=Sum("amount_cents"))["cents"]
            or 0
        )
        words = _("%(asked)s gevraagd; van %(most)s is nog %(left)s over")
        told = {"asked": written(self.asked), "most": written(most), "left": written(max(most - given, 0))}
        return _met(given + self.asked <= most), words % told

    def _often(self) -> tuple[Outcome, str]:
        given = list(applications.grants_of_applicant(self.application, year=self.year))
        cents = sum(grant.amount_cents for grant in given)
        most, most_cents = self.rules.most_per_year, self.rules.most_per_applicant_cents
        enough = (most is None or len(given) < most) and (most_cents is None or cents + self.asked <= most_cents)
        words = _("dit jaar %(n)s keer, samen %(amount)s")
        return _met(enough), words % {"n": len(given), "amount": written(cents)}

    def _earlier(self) -> tuple[Outcome, str]:
        found = applications.similar_grants(self.application)
        if not found:
            return Outcome.MET, _("Er is niets gevonden dat hierop lijkt.")
        words = ngettext(
            "%(n)s eerdere toekenning lijkt hierop. Kijk of het hetzelfde is.",
            "%(n)s eerdere toekenningen lijken hierop. Kijk of het hetzelfde is.",
            len(found),
        )
        return Outcome.UNKNOWN, words % {"n": len(found)}


def _met(is_so: bool) -> Outcome:
    return Outcome.MET if is_so else Outcome.NOT_MET
