import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.domain.signals.tests import factories
from wijkwerk.foundation.tenancy.scope import current, in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return factories.make_work_area("Maarswold")


@pytest.fixture
def mussel(municipality):
    return factories.make_work_area("Mussel", kind="dorp")


@pytest.fixture
def coordinator(maarswold):
    return factories.make_coordinator(maarswold, email="corrie@example.nl")


@pytest.fixture
def reporter(maarswold, coordinator):
    return factories.report(maarswold)


@pytest.fixture
def signal(reporter):
    return reporter.signal


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


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
def count_queries():
    """How many questions a deed asks of the database."""

    def count(deed):
        with CaptureQueriesContext(connection) as asked:
            deed()
        return len(asked)

    return count
