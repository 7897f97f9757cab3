"""E-mail in: a signal or a message, once; machines say nothing; nobody writes with somebody else's signal."""

import io
import mailbox
import sys

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from wijkwerk.domain.signals import mail, operations
from wijkwerk.domain.signals.models import Message, Reporter, Signal
from wijkwerk.domain.signals.operations import receiving
from wijkwerk.domain.signals.operations.receiving import Outcome
from wijkwerk.domain.signals.tests.factories import MONDAY, make_bounce, make_mail, make_signal, photo_file
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def receive(text="De bank bij de brug is stuk.", **fields):
    return receiving.receive_mail(mail.read_mail(make_mail(text, **fields)), at=MONDAY)


def letters():
    return [(letter.template, letter.to_address) for letter in Letter.objects.order_by("id")]


# ── New ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_e_mail_becomes_a_signal_without_a_place_and_its_writer_hears(municipality):
    received = receive()
    signal, reporter = received.signal, Reporter.objects.get()
    assert (received.outcome, signal.channel, signal.text, signal.state, signal.work_area) == (
        Outcome.SIGNAL,
        "email",
        "Bank\n\nDe bank bij de brug is stuk.",
        "new",
        None,
    )
    assert (reporter.name, reporter.reply_by, reporter.reply_address) == ("Rika Veen", "email", "rika@example.nl")
    assert letters() == [("signals/received", "rika@example.nl")]


def test_the_same_e_mail_twice_is_one_signal(municipality, media):
    first, second = (receive(photos=[photo_file()]) for _twice in range(2))
    assert (first.outcome, second.outcome, second.signal) == (Outcome.SIGNAL, Outcome.KNOWN, first.signal)
    assert (Signal.objects.count(), len(letters()), first.signal.photos.count()) == (1, 1, 1)


def test_the_same_e_mail_at_the_same_moment_is_one_signal(threads, municipality):
    outcomes = [received.outcome for received in threads(8, lambda _number: receive())]
    assert (outcomes.count(Outcome.SIGNAL), outcomes.count(Outcome.KNOWN), Signal.objects.count()) == (1, 7, 1)


def test_photos_are_kept_and_what_is_not_kept_is_told_to_colleagues(municipality, media):
    bad = photo_file("stuk.jpg")
    bad.file = io.BytesIO(b"geen foto")
    received = receive(photos=[photo_file(), bad])
    note = Message.objects.get()
    assert (received.signal.photos.count(), note.direction, "stuk.jpg" in note.text) == (1, "note", True)


def test_an_empty_e_mail_is_refused(municipality):
    with pytest.raises(receiving.NothingInIt):
        receive("", subject="")
    assert Signal.objects.count() == 0


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-replied"}, {"From": "wijk@example.nl"}])
def test_machines_and_we_ourselves_report_nothing(headers, municipality):
    assert (receive(headers=headers).outcome, Signal.objects.count(), letters()) == (Outcome.BY_MACHINE, 0, [])


def test_a_machine_that_does_not_say_so_is_stopped(municipality, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_A_DAY", 2)
    for number in range(2):
        receive(message_id=f"<{number}@example.nl>")
    with pytest.raises(receiving.TooManyMails):
        receive(message_id="<3@example.nl>")
    assert (Signal.objects.count(), receive(message_id="<0@example.nl>").outcome) == (2, Outcome.KNOWN)


# ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────
def answering(signal):
    letter = Letter.objects.get(about_id=signal.pk)
    return {"In-Reply-To": f"<letter-{letter.pk}.1@veenkanaal.example>"}


def by_letter(signal):
    return {"headers": answering(signal), "subject": "Antwoord"}


def by_link(signal):
    link = reverse("signals:own_signal", args=[signal.reporters.get().link_key])
    return {"text": f"Nu is het erger.\n\n> Volg uw melding: https://wijk.example{link}", "subject": "Antwoord"}


def by_number(signal):
    return {"subject": f"Re: Uw melding {signal.pk} is binnen"}


@pytest.mark.parametrize("how", [by_letter, by_link, by_number])
def test_an_answer_goes_to_its_signal(how, maarswold):
    signal = make_signal(maarswold)
    received = receive(**{"text": "Nu is het erger."} | how(signal))
    message = Message.objects.get()
    assert (received.outcome, message.signal, message.direction, message.text, message.reporter) == (
        Outcome.MESSAGE,
        signal,
        "from",
        "Nu is het erger.",
        signal.reporters.get(),
    )
    assert (Signal.objects.count(), letters()) == (1, [("signals/received", "rika@example.nl")])


@pytest.mark.parametrize("how", [by_letter, by_link, by_number])
def test_nobody_writes_with_the_signal_of_somebody_else(how, maarswold):
    signal = make_signal(maarswold)
    received = receive(**{"text": "Ik ook."} | how(signal) | {"sender": "ander@example.nl"})
    assert (received.outcome, received.signal != signal, Message.objects.count()) == (Outcome.SIGNAL, True, 0)


def test_the_secret_link_of_a_quoted_letter_is_not_kept(maarswold):
    signal = make_signal(maarswold)
    key = signal.reporters.get().link_key
    received = receive(f"Ik las dit: https://wijk.example/melding/{key}/ dag", sender="ander@example.nl")
    assert received.signal.text == "Bank\n\nIk las dit: https://wijk.example/melding/…/ dag"


def test_an_answer_twice_is_one_message(maarswold):
    signal = make_signal(maarswold)
    outcomes = [receive("Nu is het erger.", headers=answering(signal)).outcome for _twice in range(2)]
    assert (outcomes, Message.objects.count()) == ([Outcome.MESSAGE, Outcome.KNOWN], 1)


def test_an_answer_to_a_question_lets_the_work_go_on(maarswold, coordinator):
    signal = make_signal(maarswold)
    operations.ask_reporter(signal, text="Welke kant?", by=coordinator, at=MONDAY)
    receive("Links.", **by_number(signal))
    signal.refresh_from_db()
    assert signal.state == "open"


def test_only_a_photo_is_an_answer_too(maarswold, media):
    signal = make_signal(maarswold)
    receive("", photos=[photo_file()], **by_number(signal))
    assert (signal.photos.count(), Message.objects.get().text) == (1, "(foto zonder tekst)")


def test_after_a_year_the_link_has_expired_and_it_is_a_new_signal(maarswold):
    signal = make_signal(maarswold)
    operations.answer_signal(signal, verdict=Verdict.NO, reason="Nee.", by=CLOCK, at=MONDAY)
    Reporter.objects.update(link_until=MONDAY.date())
    assert receive("Het is er weer.", **by_number(signal)).outcome == Outcome.SIGNAL


def test_the_letters_of_another_municipality_are_not_ours(maarswold):
    signal = make_signal(maarswold)
    fields = by_letter(signal)
    with in_municipality(make_municipality("GM0106", "Assen", mail_address="wijk@assen.example")):
        assert receive("Nu is het erger.", **fields).outcome == Outcome.SIGNAL
    assert Message.objects.count() == 0


# ── What comes back ────────────────────────────────────────────────────────────────────────────────────────────────
def sent_letter(signal):
    letter = Letter.objects.get(template="signals/received", about_id=signal.pk)
    Letter.objects.filter(pk=letter.pk).update(state="sent", next_attempt_at=None, sent_at=MONDAY)
    return letter


def come_back(letter, **how):
    return receiving.receive_mail(mail.read_mail(make_bounce(letter, **how)), at=MONDAY)


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_letter_that_comes_back_says_so_and_why_and_its_handler_hears(maarswold, coordinator, headers_only):
    signal = make_signal(maarswold)
    operations.pick_up(signal, by=coordinator, at=MONDAY)
    letter = sent_letter(signal)
    received = come_back(letter, headers_only=headers_only)
    letter.refresh_from_db()
    assert (received.outcome, received.signal, letter.state) == (Outcome.RETURNED, signal, "returned")
    assert (letter.last_error, letter.moves.get().note) == ("Dit e-mailadres bestaat niet, of niet meer.",) * 2
    assert letters()[1:] == [("signals/letter_returned_handler", coordinator.email)]
    assert [entry.verb for entry in Entry.objects.order_by("id")][-1] == "signal.letter_returned"


def test_the_same_bounce_twice_is_noted_once(maarswold):
    letter = sent_letter(make_signal(maarswold))
    assert [come_back(letter).outcome for _twice in range(2)] == [Outcome.RETURNED, Outcome.BY_MACHINE]
    assert letter.moves.count() == 1


@pytest.mark.parametrize(
    "how", [{"to": "ander@example.nl"}, {"round_number": 2}, {"action": "delayed"}, {"action": "delivered"}]
)
def test_what_is_no_bounce_of_this_letter_changes_nothing(maarswold, how):
    letter = sent_letter(make_signal(maarswold))
    assert come_back(letter, **how).outcome == Outcome.BY_MACHINE
    letter.refresh_from_db()
    assert (letter.state, Signal.objects.count(), Message.objects.count()) == ("sent", 1, 0)


def test_a_bounce_at_another_municipality_touches_no_letter_here(maarswold):
    letter = sent_letter(make_signal(maarswold))
    with in_municipality(make_municipality("GM0106", "Assen", mail_address="wijk@assen.example")):
        assert come_back(letter).outcome == Outcome.BY_MACHINE
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_handler_whose_own_letter_comes_back_gets_no_letter_about_it(maarswold, coordinator):
    signal = make_signal(maarswold)
    operations.hand_over(signal, person=coordinator, by=CLOCK, at=MONDAY)
    letter = Letter.objects.filter(to_address=coordinator.email).first()
    assert letter is not None
    Letter.objects.filter(pk=letter.pk).update(state="sent", next_attempt_at=None, sent_at=MONDAY)
    before = len(letters())
    assert (come_back(letter).outcome, len(letters())) == (Outcome.RETURNED, before)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("5.1.1", "Dit e-mailadres bestaat niet, of niet meer."),
        ("5.2.2", "De mailbox van de ontvanger is vol."),
        ("5.2.1", "De mailbox van de ontvanger neemt geen berichten aan."),
        ("4.4.7", "De mailserver van de ontvanger was te lang niet bereikbaar."),
        ("5.7.1", "De mailserver van de ontvanger weigert onze berichten."),
        ("onzin", "De mailserver van de ontvanger nam het bericht niet aan."),
    ],
)
def test_the_code_of_a_mail_server_becomes_a_sentence(status, reason):
    assert str(receiving.reason_of(status)) == reason


# ── The command ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def pipe(monkeypatch):
    def pipe(raw, **options):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        out = io.StringIO()
        call_command("receive_mail", stdout=out, **options)
        return out.getvalue().strip()

    return pipe


def test_the_mail_server_hands_over_one_message(pipe, municipality):
    assert pipe(make_mail()) == f"Nieuw signaal {Signal.objects.get().pk}."
    assert pipe(make_mail()) == f"Deze e-mail was er al (signaal {Signal.objects.get().pk})."


def test_what_is_refused_goes_back_to_who_sent_it(pipe, municipality):
    with pytest.raises(CommandError, match="Uw e-mail is leeg") as refused:
        pipe(make_mail("", subject=""))
    assert refused.value.returncode == 65


def test_the_address_says_which_municipality(pipe, municipality):
    other = make_municipality("GM0106", "Assen", mail_address="wijk@assen.example")
    pipe(make_mail(headers={"Delivered-To": "Wijk+spam@Assen.example"}))
    with in_municipality(other):
        assert Signal.objects.count() == 1
    pipe(make_mail(headers={"To": "elders@example.org"}), municipality="GM0106")
    with pytest.raises(CommandError) as refused:
        pipe(make_mail(headers={"To": "elders@example.org"}))
    assert refused.value.returncode == 67


def test_a_maildir_is_emptied_and_nothing_is_lost(tmp_path, municipality):
    box = mailbox.Maildir(tmp_path / "post", create=True)
    for number in range(2):
        box.add(make_mail(message_id=f"<{number}@example.nl>"))
    box.add(make_mail("", subject=""))
    for _twice in range(2):
        call_command("receive_mail", maildir=tmp_path / "post", stdout=io.StringIO(), stderr=io.StringIO())
    assert Signal.objects.count() == 2
    kept = mailbox.Maildir(tmp_path / "post")
    assert sorted((message.get_subdir(), message.get_flags()) for message in kept) == [
        ("cur", "FS"),
        ("cur", "S"),
        ("cur", "S"),
    ]
