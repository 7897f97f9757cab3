import pytest

from wijkwerk.domain.plans.tests import factories
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return factories.make_work_area("Maarswold")


@pytest.fixture
def coordinator(maarswold):
    return factories.make_coordinator(maarswold)


@pytest.fixture
def agenda(maarswold):
    return factories.make_agenda(maarswold)


@pytest.fixture
def item(agenda):
    return factories.make_item(agenda)
