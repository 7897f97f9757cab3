from datetime import date, timedelta
from uuid import uuid4

import pytest

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.models import Message
from wijkwerk.domain.signals.operations.talking import CannotBeReached, NothingWritten
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import MONDAY, NOBODY
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.outbox.queries import letters_about


def test_a_question_stops_the_clock_and_names_a_term(signal, coordinator):
    operations.ask_reporter(signal, text="Bij welk huisnummer?", by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.due_on, signal.expected_on) == (State.ASKED, date(2025, 3, 17), None)
    assert "Bij welk huisnummer?" in letters_about(signal).order_by("-id").first().body


def test_the_reply_starts_the_clock_again_and_tells_who_asked(signal, reporter, coordinator):
    operations.ask_reporter(signal, text="Waar?", by=coordinator, at=MONDAY)
    operations.write_from_reporter(reporter, text="Voor de school.", by=VISITOR, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.expected_on) == (State.OPEN, date(2025, 3, 17))
    assert letters_about(signal).order_by("-id").first().to_address == "corrie@example.nl"


def test_a_message_sent_twice_is_one(signal, reporter):
    key = uuid4()
    for _time in range(2):
        operations.write_from_reporter(reporter, text="Nog iets.", by=VISITOR, at=MONDAY, client_key=key)
    assert Message.objects.count() == 1


def test_without_a_reply_the_work_goes_on(signal, coordinator):
    operations.ask_reporter(signal, text="Waar?", by=coordinator, at=MONDAY)
    on_the_day, after = MONDAY + timedelta(days=14), MONDAY + timedelta(days=15)
    assert operations.go_on_without_reply(at=on_the_day, today=on_the_day.date()) == 0
    assert operations.go_on_without_reply(at=after, today=after.date()) == 1
    signal.refresh_from_db()
    assert signal.state == State.OPEN


def test_who_left_no_address_cannot_be_asked(maarswold, coordinator):
    signal = factories.make_signal(maarswold, reply_to=NOBODY)
    with pytest.raises(CannotBeReached):
        operations.ask_reporter(signal, text="Waar?", by=coordinator, at=MONDAY)


def test_an_empty_message_is_refused(signal, reporter, coordinator):
    for deed in (
        lambda: operations.write_from_reporter(reporter, text=" ", by=VISITOR, at=MONDAY),
        lambda: operations.ask_reporter(signal, text="", by=coordinator, at=MONDAY),
        lambda: operations.add_note(signal, text="", by=coordinator, at=MONDAY),
    ):
        with pytest.raises(NothingWritten):
            deed()


def test_a_reporter_sees_own_words_and_ours_but_no_notes_and_no_other_reporters(signal, reporter, coordinator):
    other = operations.join_signal(signal, reply_to=NOBODY, by=VISITOR, at=MONDAY)
    operations.write_from_reporter(other, text="Van een ander.", by=VISITOR, at=MONDAY)
    operations.write_from_reporter(reporter, text="Van mij.", by=VISITOR, at=MONDAY)
    operations.add_note(signal, text="Onder ons.", by=coordinator, at=MONDAY)
    operations.write_to_reporters(signal, text="Aan u.", by=coordinator, at=MONDAY)
    assert [message.text for message in queries.messages_for_reporter(reporter)] == ["Van mij.", "Aan u."]
