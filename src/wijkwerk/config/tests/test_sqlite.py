"""Writers to SQLite queue, and nobody leaves the turnstile shut behind them. Runs whatever the tests' database is."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.utils import ConnectionHandler

from wijkwerk.config.sqlite.turnstile import Turnstile

ENTERS_AND_STAYS = """
import sys, time
from wijkwerk.config.sqlite.turnstile import Turnstile
Turnstile(sys.argv[1], timeout=1).enter()
print("inside", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "turn")


def test_one_is_inside_at_a_time(path):
    first, second = Turnstile(path, timeout=0.05), Turnstile(path, timeout=0.05)
    first.enter()
    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        second.enter()
    first.leave()
    second.enter()
    assert (first.is_inside, second.is_inside) == (False, True)


def test_who_gave_up_waiting_does_not_keep_the_others_out(path):
    first, second, third = (Turnstile(path, timeout=seconds) for seconds in (5, 0.05, 5))
    first.enter()
    with pytest.raises(sqlite3.OperationalError):
        second.enter()
    first.leave()  # the wait that was given up gets the lock now, and must let go of it
    third.enter()
    third.leave()
    second.enter()


def test_leaving_without_being_inside_is_nothing(path):
    Turnstile(path, timeout=1).leave()


def test_a_process_that_is_killed_leaves_the_turnstile_open(path):
    process = subprocess.Popen([sys.executable, "-c", ENTERS_AND_STAYS, path], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "inside\n"
    with pytest.raises(sqlite3.OperationalError):
        Turnstile(path, timeout=0.05).enter()
    process.send_signal(signal.SIGKILL)
    Turnstile(path, timeout=5).enter()
    process.wait()
    process.stdout.close()


def test_a_forked_process_has_a_place_of_its_own(path):
    here = Turnstile(path, timeout=5)
    here.enter()
    here.leave()
    child = os.fork()
    if not child:
        here.enter()
        time.sleep(0.3)
        os._exit(0)
    time.sleep(0.1)
    began = time.monotonic()
    here.enter()
    assert time.monotonic() - began > 0.05
    os.waitpid(child, 0)


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Connections to a SQLite file of this test."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.1, "init_command": "PRAGMA journal_mode=WAL"}
    name = str(tmp_path / "queue.sqlite3")
    opened = []

    def open_one(**changes):
        known = {"ENGINE": "wijkwerk.config.sqlite", "NAME": name, "OPTIONS": options | changes}
        opened.append(ConnectionHandler({"default": known})["default"])
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        with open_one().cursor() as cursor:
            cursor.execute("CREATE TABLE word (text TEXT UNIQUE)")
        yield open_one
        for connection in opened:
            connection.in_atomic_block = False
            connection.close()


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def write(connection, text):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [text])


def test_a_transaction_and_a_single_statement_wait_for_the_transaction_before_them(connect):
    first, second = connect(), connect()
    begin(first)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(second)
    with pytest.raises(OperationalError, match="database is locked"):
        write(second, "b")
    write(first, "a")
    first.commit()
    write(second, "b")
    begin(second)


def test_reading_waits_for_nobody(connect):
    first, second = connect(), connect()
    begin(first)
    write(first, "a")
    with second.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM word")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_however_a_transaction_ends_the_next_one_may_begin(connect, end):
    first, second = connect(), connect()
    begin(first)
    getattr(first, end)()
    begin(second)


def test_a_statement_that_fails_lets_the_next_one_in(connect):
    first, second = connect(), connect()
    write(first, "a")
    with pytest.raises(DatabaseError):
        write(first, "a")
    begin(second)


def test_a_transaction_that_cannot_begin_lets_the_next_one_in(connect):
    first, second = connect(), connect(transaction_mode="IMMEDIATE")
    outsider = sqlite3.connect(first.settings_dict["NAME"], isolation_level=None)
    outsider.execute("BEGIN IMMEDIATE")  # somebody who does not know of the turnstile
    with pytest.raises(OperationalError, match="database is locked"):
        begin(first)
    outsider.close()
    begin(second)


def test_eight_writers_at_once_all_write_and_none_waits_long(connect):
    waits = []

    def write_often(number):
        connection = connect(timeout=20)
        for turn in range(10):
            began = time.monotonic()
            begin(connection)
            waits.append(time.monotonic() - began)
            write(connection, f"{number} {turn}")
            time.sleep(0.002)
            connection.commit()
            connection.set_autocommit(True)

    threads = [threading.Thread(target=write_often, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connect().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM word")
        assert cursor.fetchone() == (80,)
    assert max(waits) < 1.0  # some 0.02 s where nothing else runs; without the turnstile up to 3 s


@pytest.mark.engine("sqlite", because="asks which backend the settings chose")
def test_the_program_itself_uses_the_turnstile(db):
    with transaction.atomic():
        assert connection.turnstile.is_inside
