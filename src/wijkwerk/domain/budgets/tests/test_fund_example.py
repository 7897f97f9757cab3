from datetime import UTC, datetime

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.example.funds import make_funds
from wijkwerk.domain.budgets.models import Fund, Round
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
from wijkwerk.domain.people.tests.factories import make_work_area

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_the_example_has_three_funds_with_money_and_rounds_once(maarswold, municipality):
    make_work_area("Mussel", kind="dorp")
    make_funds(at=AT)
    make_funds(at=AT)
    left = {fund.name: stands_of_fund(fund, year=2026).left for fund in Fund.objects.all()}
    assert left == {
        "Samen aan zet": 8_600_000,
        "Budget van de wijkwethouder": 1_000_000,
        "Wijk- en dorpsbudget": (400_000 + 367_500) + (250_000 + 155_000 + 75_000),
    }
    assert WorkArea.objects.count() == 2
    assert Round.objects.count() == 8
