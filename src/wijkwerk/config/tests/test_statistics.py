import sqlite3

import pytest
from django.db import connection

from wijkwerk.config import tasks
from wijkwerk.config.sqlite import statistics

ASKED = "EXPLAIN QUERY PLAN SELECT * FROM counted WHERE municipality = 1 AND thing IN (SELECT 7 UNION SELECT 8)"


@pytest.fixture
def counted(transactional_db, monkeypatch):
    monkeypatch.setattr(statistics, "FEW", 0)
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
def test_a_connection_that_was_open_takes_the_sharper_index_once_statistics_are_renewed(counted, monkeypatch):
    other = sqlite3.connect(connection.settings_dict["NAME"], cached_statements=0)

    def index_taken():
        other.execute("SELECT * FROM counted WHERE thing = 1").fetchall()  # to explain is not to look: this looks
        return [row[3] for row in other.execute(ASKED) if "counted" in row[3]]

    before = index_taken()
    monkeypatch.setattr(statistics, "GROWN", 1.0)
    tasks.renew_statistics()
    after = index_taken()
    other.close()
    assert (before, after) == (
        ["SEARCH counted USING INDEX counted_address (municipality=?)"],
        ["SEARCH counted USING INDEX counted_thing (thing=?)"],
    )


@pytest.mark.engine("sqlite", because="PostgreSQL keeps its own statistics")
def test_statistics_are_renewed_when_the_file_has_grown_and_not_before(counted):
    first, second = statistics.renew_when_grown(), statistics.renew_when_grown()
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO counted (address) VALUES (%s)", [("a" * 1_000,)] * 5_000)
    assert (first, second, statistics.renew_when_grown()) == (False, False, True)
