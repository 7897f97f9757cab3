"""The example municipality in a real browser."""

import pytest
from django.conf import settings as program
from django.test import Client

from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.web.example import make_example


@pytest.fixture
def example(transactional_db, settings):
    """The example municipality, and its scope."""
    settings.EXAMPLE = True
    municipality = make_example(at=clock.now())
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
