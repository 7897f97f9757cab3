import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.tenancy.scope import current, in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


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
