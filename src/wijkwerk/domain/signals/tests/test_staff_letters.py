"""What colleagues read in their mailbox about a signal."""

import pytest

from wijkwerk.domain.signals.operations import telling
from wijkwerk.domain.signals.tests.factories import MONDAY
from wijkwerk.foundation.outbox.models import Letter

SUBJECTS = {
    "handed_over": "Signaal {n} is aan u doorgegeven",
    "given_back": "Signaal {n} komt bij u terug",
    "escalated": "Signaal {n} is niet op tijd opgepakt",
    "no_reply_handler": "Geen antwoord van de melder op signaal {n}",
    "reporter_wrote_handler": "De melder van signaal {n} schreef u",
    "reopened_handler": "Signaal {n} is opnieuw geopend",
    "brought_back_handler": "Signaal {n} kan verder: de voorwaarden zijn vervuld",
    "withdrawn_handler": "Signaal {n} is ingetrokken",
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_each_letter_to_a_colleague_says_which_signal_and_where_to_go_but_not_who_reported(name, signal, coordinator):
    Letter.objects.all().delete()
    telling.tell_person(name, coordinator, signal, at=MONDAY, words="Graag vandaag.", reason="Niet van ons.")
    letter = Letter.objects.get()
    assert letter.subject == SUBJECTS[name].format(n=signal.pk)
    assert letter.body.startswith("Beste Corrie Coördinator,\n\n")
    assert signal.get_absolute_url() in letter.body
    assert "Rika" not in letter.body
    assert "rika@" not in letter.body


def test_the_word_along_and_the_reason_stand_in_the_letter(signal, coordinator):
    Letter.objects.all().delete()
    telling.tell_person("handed_over", coordinator, signal, at=MONDAY, words="Graag vandaag.")
    telling.tell_person("given_back", coordinator, signal, at=MONDAY, reason="Niet van ons.")
    handed_over, given_back = Letter.objects.order_by("id")
    assert "\n\nEen woord van uw collega:\n\nGraag vandaag.\n\n" in handed_over.body
    assert "\n\nDe reden:\n\nNiet van ons.\n\n" in given_back.body
