import pytest

from wijkwerk.domain.thread.tests import factories
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def wish(municipality):
    return factories.make_wish()


@pytest.fixture
def job(municipality):
    return factories.make_job()


@pytest.fixture
def coordinator(municipality):
    return factories.make_person()
