import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

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


@pytest.fixture
def threads(transactional_db):
    """Do the same at the same moment: `threads(50, deed)` gives what each gave, in order; a fault is raised."""

    def run(count, deed):
        municipality, begin = scope.current(), threading.Barrier(count)

        def one(number):
            begin.wait()
            try:
                with scope.in_municipality(municipality):
                    return deed(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run
