import pytest

from wijkwerk.foundation.privacy import register
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def empty_register():
    """A register that a test fills itself; the rooms' own lines are back afterwards."""
    register._lines.clear()
    register._term_lines.clear()
    yield register
    register.load()
