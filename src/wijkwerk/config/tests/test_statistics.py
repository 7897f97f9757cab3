import sqlite3

import pytest
from django.db import connection

from wijkwerk.config import tasks

ASKED = "EXPLAIN QUERY PLAN SELECT * FROM counted WHERE municipality = 1 AND thing IN (SELECT 7 UNION SELECT 8)"


@pytest.fixture
def counted(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (id INTEGER PRIMARY KEY, municipality INT, address TEXT, thing INT)")
        cursor.execute("CREATE INDEX counted_thing ON counted (thing)")
        cursor.execute("CREATE INDEX counted_address ON counted (municipality, address)")
        tasks.renew_statistics()  # as an hour before, when there was nothing to see
        cursor.executemany("INSERT INTO counted VALUES (%s, 1, '', %s)", [(n, n) for n in range(5_000)])
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE counted")


@pytest.mark.engine("sqlite", because="PostgreSQL keeps its own statistics")
def test_a_connection_that_was_open_takes_the_sharper_index_once_statistics_are_renewed(counted):
    other = sqlite3.connect(connection.settings_dict["NAME"], cached_statements=0)

    def index_taken():
        other.execute("SELECT * FROM counted WHERE thing = 1").fetchall()  # to explain is not to look: this looks
        return [row[3] for row in other.execute(ASKED) if "counted" in row[3]]

    before = index_taken()
    tasks.renew_statistics()
    after = index_taken()
    other.close()
    assert (before, after) == (
        ["SEARCH counted USING INDEX counted_address (municipality=?)"],
        ["SEARCH counted USING INDEX counted_thing (thing=?)"],
    )
