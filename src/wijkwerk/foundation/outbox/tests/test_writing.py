"""Writing letters."""

import pytest
from django.core import mail

from wijkwerk.foundation.later.models import Job
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox import queries
from wijkwerk.foundation.outbox.models import Channel, Letter, ReplyAddress, State
from wijkwerk.foundation.outbox.tests.factories import BY_EMAIL, NOON
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

TEXT = "Over {{ title }}\n\nBeste {{ to.name }},\n\n\n\nKijk op {{ link }}.\n\nGemeente {{ municipality.name }}\n"


class Thing:
    """Something to write about, in some work areas."""

    pk = 12

    class _meta:  # noqa: N801 (as Django calls it)
        label_lower = "signals.signal"

    def __init__(self, areas):
        self.areas = areas

    def access_area_ids(self):
        return self.areas


def test_a_letter_takes_its_subject_and_its_words_from_the_template(municipality, letter_text, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    letter_text("signals/letters/hello.txt", TEXT)
    outbox.write(
        "signals/hello", to=BY_EMAIL, about=municipality, at=NOON, title="O'Brien & <b>Zn</b> 🌳", link="/volg/x/"
    )
    letter = Letter.objects.get()
    assert (letter.subject, letter.state, letter.next_attempt_at) == (
        "Over O'Brien & <b>Zn</b> 🌳",
        State.WAITING,
        NOON,
    )
    assert letter.body == "Beste Ina Bewoner,\n\nKijk op http://127.0.0.1:8000/volg/x/.\n\nGemeente Veenkanaal"


def test_a_letter_that_holds_a_key_is_sealed(municipality, letter_text):
    letter_text("signals/letters/hello.txt", TEXT)
    assert outbox.write("signals/hello", to=BY_EMAIL, about=municipality, at=NOON, title="stoep", sealed=True).is_sealed


def test_letters_are_sent_as_soon_as_the_deed_stands(municipality, letter_text, django_capture_on_commit_callbacks):
    letter_text("signals/letters/hello.txt", TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        for _two in range(2):
            outbox.write("signals/hello", to=BY_EMAIL, about=municipality, at=NOON, title="stoep")
        assert list(Job.objects.all()) == []
    assert [job.task for job in Job.objects.all()] == ["wijkwerk.foundation.outbox.operations.post_round"]
    outbox.post_round.call()
    assert len(mail.outbox) == 2


def test_who_wants_to_hear_nothing_gets_no_letter(municipality):
    assert outbox.write("signals/hello", to=ReplyAddress(Channel.NONE), about=municipality, at=NOON) is None
    assert list(Letter.objects.all()) == []


@pytest.mark.parametrize("channel", [Channel.POST, Channel.PHONE])
def test_paper_and_telephone_wait_for_a_person(municipality, letter_text, channel):
    letter_text("signals/letters/hello.txt", TEXT)
    to = ReplyAddress(channel, "Invented street 1\n9500 AA Veenkanaal", "Ina Bewoner")
    letter = outbox.write("signals/hello", to=to, about=municipality, at=NOON, title="stoep", link="/x/")
    assert (letter.state, letter.next_attempt_at) == (State.TO_DO, None)
    assert letter.to_address == "Invented street 1\n9500 AA Veenkanaal"


def test_a_letter_without_an_address_or_without_words_is_a_fault(municipality, letter_text):
    letter_text("signals/letters/empty.txt", "Only a subject\n\n{{ nothing }}")
    with pytest.raises(ValueError, match="address"):
        outbox.write("signals/empty", to=ReplyAddress(Channel.EMAIL, " "), about=municipality, at=NOON)
    with pytest.raises(ValueError, match="words"):
        outbox.write("signals/empty", to=BY_EMAIL, about=municipality, at=NOON)


@pytest.mark.parametrize(("areas", "area_id"), [({3}, 3), ({3, 4}, None), (set(), None), (None, None)])
def test_a_letter_lies_in_the_area_of_what_it_is_about(municipality, letter_text, areas, area_id):
    letter_text("signals/letters/hello.txt", TEXT)
    thing = Thing(None if areas is None else frozenset(areas))
    letter = outbox.write("signals/hello", to=BY_EMAIL, about=thing, at=NOON, title="stoep")
    assert letter.area_id == area_id
    assert letter.access_area_ids() == (frozenset({3}) if area_id else None)


def test_letters_follow_a_thing_that_moves_to_another_area(municipality, letter_text):
    letter_text("signals/letters/hello.txt", TEXT)
    outbox.write("signals/hello", to=BY_EMAIL, about=Thing(frozenset({3})), at=NOON, title="stoep")
    moved = Thing(frozenset({4}))
    assert outbox.file_under_area(moved) == 1
    assert [letter.area_id for letter in queries.letters_about(moved)] == [4]


def test_an_address_in_a_letter_leads_to_the_municipality_that_wrote_it(municipality, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    assert outbox.absolute("/x/") == "http://127.0.0.1:8000/x/"
    with in_municipality(make_municipality("GM0106", "Essen")):
        assert outbox.absolute("/x/") == "http://essen.localhost:8000/x/"
        settings.BASE_URL = "https://wijkwerk.example"
        assert outbox.absolute("/x/") == "https://essen.wijkwerk.example/x/"
    with in_municipality(make_municipality("GM0014", "Groen", host="wijk.groen.example")):
        assert outbox.absolute("/x/") == "https://wijk.groen.example/x/"
    assert outbox.absolute("https://elders.example/y") == "https://elders.example/y"
