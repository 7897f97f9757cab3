import pytest

from wijkwerk.domain.inspections.tests import factories
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return factories.make_work_area("Maarswold", border=factories.square())


@pytest.fixture
def coordinator(maarswold):
    return factories.make_coordinator(maarswold, email="corrie@example.nl")


@pytest.fixture
def inspection(maarswold, coordinator):
    return factories.make_inspection(maarswold)


@pytest.fixture
def rika(inspection):
    return factories.make_walker(inspection)


@pytest.fixture
def jan(inspection):
    return factories.make_walker(inspection, "Jan Smit", reply_by="none", reply_address="")
