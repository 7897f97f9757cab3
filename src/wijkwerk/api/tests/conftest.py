import pytest

from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.domain.signals.api import references
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture(autouse=True)
def nothing_remembered():
    references.forget()


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def mussel(municipality):
    return make_work_area("Mussel")


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
