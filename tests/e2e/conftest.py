"""The example municipality in a real browser."""

import pytest
from django.conf import settings as program
from django.test import Client

from tests.e2e.kept import Kept
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import Municipality
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.web.example import make_example


@pytest.fixture(scope="session")
def kept():
    """The example as the first test of this process made it; the tests after it put it back."""
    return {}


@pytest.fixture
def example(transactional_db, settings, kept, tmp_path_factory):
    """The example municipality, and its scope."""
    settings.EXAMPLE = True
    if kept:
        kept["rows"].put_back(settings.DATA)
        municipality = Municipality.objects.get(pk=kept["municipality"])
    else:
        municipality = make_example(at=clock.now())
        kept["municipality"] = municipality.pk
        kept["rows"] = Kept(settings.DATA, tmp_path_factory.mktemp("kept") / "files")
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def session_of(example):
    """`session_of("Naam")` gives the cookie of somebody who has signed in; None gives none."""

    def session_of(name):
        client = Client()
        if name:
            client.force_login(Person.objects.get(name=name).account)
        return client

    return session_of


@pytest.fixture
def browse_as(open_page, session_of, live_server):
    """`browse_as("Naam", width=360)`: a page of somebody who has signed in."""

    def browse_as(name, **options):
        page = open_page(**options)
        cookie = session_of(name).cookies.get(program.SESSION_COOKIE_NAME)
        if cookie is not None:
            page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return browse_as
