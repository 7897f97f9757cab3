"""Plain makers of funds with rules, pots and rounds. What they make is open and published, as of the start of 2020."""

from datetime import UTC, date, datetime

from wijkwerk.domain.budgets.models import Category, Fund, FundState, Pot, Round, RuleSet, RuleSetState
from wijkwerk.foundation.access.policy import CLOCK

TUESDAY = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
TODAY = date(2025, 3, 4)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BY = {"by": CLOCK, "at": TUESDAY}


def make_fund(name="Wijk aan zet", *, work_areas=(), **fields):
    values = {"purpose": "Voor plannen van inwoners.", "state": FundState.OPEN, "created_at": LONG_AGO}
    fund = Fund.objects.create(name=name, **values | fields)
    fund.work_areas.set(work_areas)
    return fund


def make_rules(fund, *rows, **fields):
    """With these rows, which are not saved yet: `make_rules(fund, Criterion(words="…"))`. Published never changes."""
    state = fields.pop("state", RuleSetState.PUBLISHED)
    rule_set = RuleSet.objects.create(fund=fund, **{"valid_from": LONG_AGO.date(), "created_at": LONG_AGO} | fields)
    for row in rows:
        row.rule_set = rule_set
        row.save()
    return publish(rule_set) if state == RuleSetState.PUBLISHED else rule_set


def publish(rule_set):
    rule_set.state, rule_set.published_at = RuleSetState.PUBLISHED, LONG_AGO
    rule_set.save()
    return rule_set


def make_pot(fund, year=2025, *, work_area=None):
    """Without money yet: `operations.ledger.allot` gives it some."""
    return Pot.objects.create(fund=fund, year=year, work_area=work_area, created_at=LONG_AGO)


def make_category(fund, name="Straatfeest", **fields):
    return Category.objects.create(fund=fund, name=name, **fields)


def make_round(fund, name="Voorjaar", **fields):
    """Open in March 2025, decided in April."""
    values = {"opens_at": datetime(2025, 3, 1, tzinfo=UTC), "closes_at": datetime(2025, 3, 31, 22, tzinfo=UTC)}
    return Round.objects.create(fund=fund, name=name, **values | {"decides_on": date(2025, 4, 15)} | fields)
