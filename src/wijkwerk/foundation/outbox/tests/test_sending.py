"""Sending letters: each once, none lost, one that fails stops no other."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connection, transaction

from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import MOVES, Channel, Letter, LetterMove, State
from wijkwerk.foundation.outbox.tests.factories import NOON, make_letter
from wijkwerk.foundation.tenancy.scope import everywhere, in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

COORDINATOR = Employee((Role.COORDINATOR, None))
BACKEND = f"{__name__}.Postman"


class Postman(BaseEmailBackend):
    """A transport that keeps what it got, and stumbles over what it is told to."""

    kept: list = []
    stumbles: dict = {}

    def send_messages(self, email_messages):
        for message in email_messages:
            if problem := self.stumbles.get(message.to[0].split("<")[-1].rstrip(">")):
                raise problem
            self.kept.append(message)
        return len(email_messages)


@pytest.fixture
def postman(settings):
    settings.EMAIL_BACKEND = BACKEND
    Postman.kept, Postman.stumbles = [], {}
    return Postman


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_waiting_letter_is_sent_as_text_and_html_with_headers_for_machines(municipality):
    letter = make_letter(municipality, body="Dag <b>!\n\nKijk op https://example.nl/x?a=1&b=2.")
    assert outbox.deliver_waiting(at=NOON) == 1
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Uw melding", ["Ina Bewoner <bewoner@example.nl>"])
    assert message.from_email == "Gemeente Veenkanaal <wijk@example.nl>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.extra_headers["Message-ID"] == f"<letter-{letter.pk}.1@127.0.0.1>"
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert "<p>Dag &lt;b&gt;!</p>" in html
    assert '<a href="https://example.nl/x?a=1&amp;b=2">https://example.nl/x?a=1&amp;b=2</a>.' in html
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.lease, letter.next_attempt_at) == (State.SENT, NOON, None, None)


def test_letters_of_all_municipalities_go_in_one_round_each_in_its_own_name(municipality):
    other = make_municipality("GM0106", "Essen")
    make_letter(municipality)
    with in_municipality(other):
        make_letter(other)
    assert outbox.deliver_waiting(at=NOON) == 2
    assert {message.from_email for message in mail.outbox} == {
        "Gemeente Veenkanaal <wijk@example.nl>",
        "Gemeente Essen <wijk@example.nl>",
    }


def test_a_letter_whose_moment_has_not_come_waits(municipality):
    letter = make_letter(municipality, next_attempt_at=NOON + timedelta(seconds=1))
    assert outbox.deliver_waiting(at=NOON) == 0
    assert state_of(letter) == State.WAITING


def test_paper_and_telephone_are_never_sent_by_the_clock(municipality):
    letter = make_letter(municipality, channel=Channel.POST)
    assert outbox.deliver_waiting(at=NOON) == 0
    assert state_of(letter) == State.TO_DO


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (smtplib.SMTPRecipientsRefused({}), "De ontvangende mailserver neemt dit e-mailadres niet aan."),
        (
            smtplib.SMTPAuthenticationError(535, b"no"),
            "De mailserver laat ons niet inloggen. Controleer gebruikersnaam en wachtwoord.",
        ),
        (ConnectionRefusedError(), "De mailserver is niet bereikbaar."),
        (KeyError("bewoner@example.nl"), "Het versturen is misgegaan door een fout in het programma."),
    ],
)
def test_one_letter_that_fails_stops_no_other_and_says_what_went_wrong(municipality, postman, problem, words):
    failing = make_letter(municipality)
    fine = make_letter(municipality, to_address="buur@example.nl")
    postman.stumbles = {"bewoner@example.nl": problem}
    assert outbox.deliver_waiting(at=NOON) == 1
    failing.refresh_from_db()
    assert (failing.state, failing.last_error, failing.sent_at) == (State.FAILED, words, None)
    assert failing.next_attempt_at == NOON + timedelta(minutes=1)
    assert state_of(fine) == State.SENT


def test_a_letter_waits_longer_each_time_and_is_given_up_in_the_end(municipality, postman):
    letter, at, waits = make_letter(municipality), NOON, []
    postman.stumbles = {"bewoner@example.nl": ConnectionRefusedError()}
    while state_of(letter) in (State.WAITING, State.FAILED):
        outbox.deliver_waiting(at=at)
        letter.refresh_from_db()
        waits.append(letter.next_attempt_at and (letter.next_attempt_at - at) / timedelta(minutes=1))
        at = letter.next_attempt_at
    assert waits == [1, 5, 30, 120, 720, None]
    assert letter.state == State.GIVEN_UP
    assert [move.state for move in letter.moves.order_by("id")] == [State.FAILED] * 5 + [State.GIVEN_UP]


def test_a_letter_that_failed_goes_when_the_server_is_back(municipality, postman):
    letter = make_letter(municipality)
    postman.stumbles = {"bewoner@example.nl": ConnectionRefusedError()}
    outbox.deliver_waiting(at=NOON)
    postman.stumbles = {}
    assert outbox.deliver_waiting(at=NOON + timedelta(seconds=59)) == 0
    assert outbox.deliver_waiting(at=NOON + timedelta(seconds=60)) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (State.SENT, "")


def test_a_letter_whose_sender_vanished_is_sent_again_after_the_lease_under_the_same_message_id(municipality, postman):
    letter = make_letter(municipality)
    assert outbox._take_next(NOON) == letter  # somebody took it, and never came back
    assert outbox.deliver_waiting(at=NOON + outbox.LEASE - timedelta(seconds=1)) == 0
    assert outbox.deliver_waiting(at=NOON + outbox.LEASE) == 1
    assert [message.extra_headers["Message-ID"] for message in postman.kept] == [f"<letter-{letter.pk}.1@127.0.0.1>"]


def test_who_lost_the_lease_marks_nothing(municipality):
    late = make_letter(municipality)
    taken = outbox._take_next(NOON)
    outbox.deliver_waiting(at=NOON + outbox.LEASE)
    outbox._give_back(taken, "De mailserver is niet bereikbaar.", NOON)
    assert state_of(late) == State.SENT


def test_a_letter_that_staff_send_again_has_a_new_message_id(municipality, postman):
    letter = make_letter(municipality)
    outbox.deliver_waiting(at=NOON)
    outbox.send_again(letter, by=COORDINATOR, at=NOON + timedelta(hours=1))
    outbox.deliver_waiting(at=NOON + timedelta(hours=1))
    assert [message.extra_headers["Message-ID"] for message in postman.kept] == [
        f"<letter-{letter.pk}.1@127.0.0.1>",
        f"<letter-{letter.pk}.2@127.0.0.1>",
    ]
    assert [(move.state, move.actor_name) for move in letter.moves.order_by("id")] == [
        (State.SENT, "Wijkwerk"),
        (State.WAITING, "Ina Berends"),
        (State.SENT, "Wijkwerk"),
    ]


def test_a_letter_that_was_given_up_starts_afresh(municipality):
    letter = make_letter(municipality, state=State.GIVEN_UP, next_attempt_at=None, attempts=6)
    letter = outbox.send_again(letter, by=COORDINATOR, at=NOON)
    assert (letter.state, letter.attempts, letter.next_attempt_at) == (State.WAITING, 0, NOON)


def test_twice_send_again_is_once(municipality):
    letter = make_letter(municipality, state=State.GIVEN_UP, next_attempt_at=None)
    outbox.send_again(letter, by=COORDINATOR, at=NOON)
    with pytest.raises(outbox.LetterIsOnItsWay):
        outbox.send_again(letter, by=COORDINATOR, at=NOON)


def test_a_paper_letter_is_done_and_can_be_done_once_more(municipality):
    letter = make_letter(municipality, channel=Channel.POST)
    assert outbox.mark_done(letter, by=COORDINATOR, at=NOON).sent_at == NOON
    with pytest.raises(outbox.NothingToBeDone):
        outbox.mark_done(letter, by=COORDINATOR, at=NOON)
    assert outbox.send_again(letter, by=COORDINATOR, at=NOON).state == State.TO_DO


def test_an_email_is_not_done_by_hand(municipality):
    with pytest.raises(outbox.NothingToBeDone):
        outbox.mark_done(make_letter(municipality), by=COORDINATOR, at=NOON)


def test_a_letter_can_be_stopped_until_it_left(municipality):
    letter, left = (
        make_letter(municipality),
        make_letter(municipality, state=State.SENT, next_attempt_at=None, sent_at=NOON),
    )
    outbox.cancel(letter, by=COORDINATOR, at=NOON)
    assert outbox.deliver_waiting(at=NOON) == 0
    with pytest.raises(outbox.LetterIsCancelled):
        outbox.send_again(letter, by=COORDINATOR, at=NOON)
    with pytest.raises(outbox.LetterHasLeft):
        outbox.cancel(left, by=COORDINATOR, at=NOON)


def test_every_state_has_its_moves():
    assert set(MOVES) == set(State)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"channel": Channel.NONE},
        {"state": State.DONE, "next_attempt_at": None, "sent_at": NOON},
        {"state": State.SENDING},
        {"state": State.WAITING, "next_attempt_at": None},
        {"state": State.SENT, "next_attempt_at": None},
        {"state": State.SENT, "sent_at": NOON},
    ],
)
def test_the_database_refuses_a_letter_that_makes_no_sense(municipality, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_letter(municipality, **nonsense)


@pytest.mark.django_db(transaction=True)
def test_fifty_senders_at_once_send_each_letter_once(postman):
    municipality, letters = make_municipality(), 120
    with in_municipality(municipality):
        for number in range(letters):
            make_letter(municipality, to_address=f"bewoner{number}@example.nl")
    begin, faults = threading.Barrier(50), []

    def send():
        begin.wait()
        try:
            outbox.deliver_waiting(at=NOON)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(50)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert faults == []
    assert sorted(message.to[0] for message in postman.kept) == sorted(
        f"Ina Bewoner <bewoner{number}@example.nl>" for number in range(letters)
    )
    with everywhere(because="the test counts"):
        assert set(Letter.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
        assert LetterMove.objects.count() == letters
