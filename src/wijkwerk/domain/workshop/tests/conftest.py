import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as program
from django.db import connection

from wijkwerk.domain.workshop.tests import factories
from wijkwerk.foundation.tenancy.scope import current, in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def parkwijk(municipality):
    return factories.make_work_area("Parkwijk")


@pytest.fixture
def mussel(municipality):
    return factories.make_work_area("Mussel", kind="dorp")


@pytest.fixture
def workshop(parkwijk):
    """Open from Monday to Friday, 9:00 to 16:30."""
    workshop = factories.make_facility(parkwijk)
    factories.open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


@pytest.fixture
def host(parkwijk):
    return factories.make_host(parkwijk, email="hanneke@example.nl")


@pytest.fixture
def volunteer(parkwijk):
    return factories.make_desk_volunteer(parkwijk, email="vera@example.nl")


@pytest.fixture
def rika(workshop):
    return factories.make_resident(workshop)


@pytest.fixture
def threads(transactional_db):
    """Do the same at the same moment: `threads(50, deed)` gives what each gave, in order; a fault is raised."""

    def run(count, deed):
        municipality, begin = current(), threading.Barrier(count)

        def one(number):
            begin.wait()
            try:
                with in_municipality(municipality):
                    return deed(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run


@pytest.fixture
def browser_of(transactional_db, client, open_page, live_server):
    """`browser_of(host)` opens pages in a browser in which the host is signed in."""

    def signed_in(person):
        def browse(**options):
            factories.sign_in(client, person)
            cookie = client.cookies[program.SESSION_COOKIE_NAME].value
            page = open_page(**options)
            page.context.add_cookies([{"name": program.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
            return page

        return browse

    return signed_in
