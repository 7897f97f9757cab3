"""The example's applications: in every state that comes before a decision, made once."""

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.example.applications import ASKED, make_applications
from wijkwerk.domain.budgets.example.funds import INHABITANTS, make_funds
from wijkwerk.domain.budgets.models import Application
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.foundation.kit import clock


def test_the_example_is_made_once_with_every_state_before_a_decision(municipality):
    make_coordinator(*[make_work_area(name) for name in INHABITANTS])
    now = clock.now()
    make_funds(at=now)
    make_applications(at=now)
    found = Application.objects.came_in()
    assert (found.count(), found.exclude(handler=None).count()) == (len(ASKED), len(ASKED))
    assert {row.state for row in found} >= {
        ApplicationState.SENT,
        ApplicationState.INCOMPLETE,
        ApplicationState.WITHDRAWN,
    }
    make_applications(at=now)
    assert Application.objects.count() == len(ASKED) + 1
