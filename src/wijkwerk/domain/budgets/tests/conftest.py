import pytest

from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")
