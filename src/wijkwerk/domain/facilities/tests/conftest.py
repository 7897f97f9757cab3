import pytest

from wijkwerk.domain.facilities.tests import factories
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def parkwijk(municipality):
    return make_work_area("Parkwijk")


@pytest.fixture
def mussel(municipality):
    return make_work_area("Mussel", kind="dorp")


@pytest.fixture
def facility(parkwijk):
    """Open from Monday to Friday, 9:00 to 16:30."""
    facility = factories.make_facility(parkwijk)
    factories.open_on(facility, 0, 1, 2, 3, 4)
    return facility


@pytest.fixture
def coordinator(parkwijk):
    return make_coordinator(parkwijk, email="corrie@example.nl")
