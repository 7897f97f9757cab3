"""Many at the same moment: each application its own number, the same one once, a change that crosses is told."""

from wijkwerk.domain.budgets.models import Application, ApplicationCount
from wijkwerk.domain.budgets.operations import applications, completing
from wijkwerk.domain.budgets.operations.application_moves import MoveNotPossible
from wijkwerk.domain.budgets.tests.application_factories import COSTS, PLAN, make_application
from wijkwerk.domain.budgets.tests.fund_factories import TUESDAY, make_fund, make_rules
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.outbox.models import Letter


def make_open_fund():
    fund = make_fund()
    make_rules(fund)
    return fund


def test_twenty_at_once_get_twenty_numbers_in_a_row(municipality, maarswold, threads):
    fund = make_open_fund()
    made = threads(20, lambda _number: make_application(fund, maarswold).number)
    assert sorted(made) == [f"2025-{number:04d}" for number in range(1, 21)]
    assert ApplicationCount.objects.get().last == 20


def test_the_same_draft_sent_by_many_at_once_is_one_application(municipality, maarswold, threads):
    fund = make_open_fund()
    draft = applications.start(at=TUESDAY)
    values = {**PLAN, "fund": fund, "work_area": maarswold}
    sent = threads(10, lambda _number: applications.send(draft, values, COSTS, by=VISITOR, at=TUESDAY).number)
    assert (set(sent), Letter.objects.count()) == ({"2025-0001"}, 1)


def test_the_same_key_begun_by_many_at_once_is_one_draft(municipality, threads):
    key = applications.start(at=TUESDAY).client_key
    begun = threads(10, lambda _number: applications.start(at=TUESDAY, client_key=key).pk)
    assert (len(set(begun)), Application.objects.count()) == (1, 1)


def test_withdrawn_and_asked_at_once_is_one_of_the_two(municipality, maarswold, threads):
    application = make_application(make_open_fund(), maarswold)

    def deed(number):
        try:
            if number % 2:
                applications.withdraw(application, by=VISITOR, at=TUESDAY)
            else:
                completing.ask_to_complete(application, text="En?", by=CLOCK, at=TUESDAY)
        except MoveNotPossible:
            return "refused"
        return "done"

    threads(8, deed)
    application.refresh_from_db()
    assert (application.state, application.asked_on, application.complete_by) == ("withdrawn", None, None)
