import pytest

from wijkwerk.foundation.access.tests.factories import make_municipality
from wijkwerk.foundation.tenancy.scope import in_municipality


@pytest.fixture
def municipality():
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality
