"""Pages of the post."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.folder import FolderBackend
from wijkwerk.foundation.outbox.models import Channel, Letter, State
from wijkwerk.foundation.outbox.tests.factories import NOON, make_letter
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

EVERYWHERE = Employee((Role.COORDINATOR, None))
OF_AREA_3 = Employee((Role.COORDINATOR, 3))


@pytest.fixture
def signed_in(monkeypatch):
    def sign_in(actor):
        monkeypatch.setattr(policy, "actor_of", lambda request: actor)

    return sign_in


def test_who_is_not_signed_in_is_asked_to(municipality, client):
    assert client.get("/post/").status_code == 302


@pytest.mark.parametrize(
    "address",
    ["/post/", "/post/{}/", "/post/{}/afdrukken/", "/post/{}/opnieuw/", "/post/{}/gedaan/", "/post/{}/stoppen/"],
)
def test_an_administrator_reads_no_letters_and_hears_who_does(municipality, client, signed_in, address):
    signed_in(Employee((Role.ADMINISTRATOR, None)))
    assert client.get(address.format(make_letter(municipality).pk)).status_code == 403


@pytest.mark.parametrize("address", ["/post/{}/", "/post/{}/afdrukken/", "/post/{}/opnieuw/", "/post/{}/gedaan/"])
@pytest.mark.parametrize("area_id", [4, None])
def test_a_coordinator_opens_no_letter_about_another_area(municipality, client, signed_in, address, area_id):
    signed_in(OF_AREA_3)
    letter = make_letter(municipality, area_id=area_id)
    assert client.post(address.format(letter.pk)).status_code == 403


def test_a_letter_of_another_municipality_does_not_exist(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    other = make_municipality("GM0106", "Essen")
    with in_municipality(other):
        letter = make_letter(other)
    assert client.get(f"/post/{letter.pk}/").status_code == 404


def listed(client, address="/post/"):
    page = client.get(address).content.decode()
    return [letter.subject for letter in Letter.objects.order_by("-written_at") if f">{letter.subject}</a>" in page]


def test_a_coordinator_sees_the_letters_of_the_own_areas(municipality, client, signed_in):
    make_letter(municipality, subject="Eigen", area_id=3)
    make_letter(municipality, subject="Ander", area_id=4)
    make_letter(municipality, subject="Overal", area_id=None)
    signed_in(OF_AREA_3)
    assert listed(client) == ["Eigen"]
    signed_in(EVERYWHERE)
    assert sorted(listed(client)) == ["Ander", "Eigen", "Overal"]


def test_letters_can_be_looked_through_by_what_is_the_matter(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    make_letter(municipality, subject="Wacht.")
    make_letter(municipality, subject="Brief.", channel=Channel.POST)
    make_letter(municipality, subject="Mislukt.", state=State.FAILED)
    make_letter(municipality, subject="Opgegeven.", state=State.GIVEN_UP, next_attempt_at=None)
    make_letter(municipality, subject="Weg.", state=State.SENT, next_attempt_at=None, sent_at=NOON)
    assert [len(listed(client, f"/post/?staat={pile}")) for pile in ("", "te-doen", "mislukt", "wacht", "onzin")] == [
        5,
        1,
        2,
        1,
        5,
    ]


def test_the_list_goes_on_where_the_page_before_ended(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    for number in range(60):
        make_letter(municipality, subject=f"Nummer {number}.", at=NOON + timedelta(minutes=number))
    page = client.get("/post/").content.decode()
    assert ("Nummer 59." in page, "Nummer 10." in page, "Nummer 9." in page) == (True, True, False)
    after = page.split("?na=")[1].split('"')[0]
    assert listed(client, f"/post/?na={after}") == [f"Nummer {number}." for number in range(9, -1, -1)]


def test_the_list_asks_as_much_for_three_letters_as_for_one(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    asked = []
    for _more in range(2):
        make_letter(municipality)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/post/")
        asked.append(len(queries))
        make_letter(municipality)
    assert asked[0] == asked[1]


def test_a_letter_shows_its_words_what_happened_and_what_can_be_done(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    letter = make_letter(
        municipality,
        body="Dag <b>!",
        state=State.GIVEN_UP,
        next_attempt_at=None,
        last_error="De mailserver is niet bereikbaar.",
    )
    page = client.get(f"/post/{letter.pk}/").content.decode()
    for words in ("Dag &lt;b&gt;!", "De mailserver is niet bereikbaar.", "Stuur opnieuw", "Niet gelukt"):
        assert words in page
    assert "Gedaan" not in page


def test_the_words_of_a_sealed_letter_are_shown_to_no_staff(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    letter = make_letter(municipality, body="https://example.nl/sleutel", is_sealed=True)
    page = client.get(f"/post/{letter.pk}/").content.decode()
    assert ("sleutel" in page, "Alleen wie dit bericht krijgt, mag het lezen." in page) == (False, True)
    assert client.get(f"/post/{letter.pk}/afdrukken/").status_code == 404


def test_a_letter_that_failed_is_sent_again_with_one_press(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    letter = make_letter(municipality, state=State.GIVEN_UP, next_attempt_at=None)
    answer = client.post(f"/post/{letter.pk}/opnieuw/", follow=True)
    assert "Dit bericht wordt binnen een minuut verstuurd." in answer.content.decode()
    assert Letter.objects.get().state == State.WAITING
    answer = client.post(f"/post/{letter.pk}/opnieuw/", follow=True)
    assert str(outbox.LetterIsOnItsWay.message) in answer.content.decode()


def test_a_paper_letter_is_printed_and_done(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    letter = make_letter(municipality, channel=Channel.POST)
    page = client.get(f"/post/{letter.pk}/afdrukken/").content.decode()
    assert "Ina Bewoner<br>Invented street 1<br>9500 AA Veenkanaal" in page
    client.post(f"/post/{letter.pk}/gedaan/")
    assert Letter.objects.get().state == State.DONE


def test_a_deed_is_not_done_by_following_a_link(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    assert client.get(f"/post/{make_letter(municipality).pk}/stoppen/").status_code == 405


# ── The example's letterbox ────────────────────────────────────────────────────────────────────────────────────────
def test_the_letterbox_is_there_in_the_example_alone(municipality, client, settings):
    settings.EXAMPLE = False
    assert client.get("/voorbeeld/post/").status_code == 404
    settings.EXAMPLE = True
    assert client.get("/voorbeeld/post/").status_code == 200


def test_the_example_shows_what_residents_receive(municipality, client, settings):
    settings.EXAMPLE = True
    settings.EMAIL_BACKEND = "wijkwerk.foundation.outbox.folder.FolderBackend"
    make_letter(municipality, subject="Uw melding 🌳 é", body="Volg hem op https://example.nl/volg/x/")
    outbox.deliver_waiting(at=NOON)
    page = client.get("/voorbeeld/post/").content.decode()
    assert "Uw melding 🌳 é" in page
    address = page.split('href="/voorbeeld/post/')[1].split('"')[0]
    mail = client.get(f"/voorbeeld/post/{address}").content.decode()
    assert mail.count('<a href="https://example.nl/volg/x/">') == 2
    assert "Ina Bewoner &lt;bewoner@example.nl&gt;" in mail
    assert "Gemeente Veenkanaal" in mail


def test_another_municipality_does_not_see_this_mail(municipality, client, settings):
    settings.EXAMPLE = True
    FolderBackend().send_messages([EmailMessage("Onderwerp", "Dag", "a@example.nl", ["b@example.nl"])])
    assert "Onderwerp</a>" in client.get("/voorbeeld/post/").content.decode()
    make_municipality("GM0106", "Essen", host="essen.localhost")
    assert "Onderwerp</a>" not in client.get("/voorbeeld/post/", headers={"host": "essen.localhost"}).content.decode()


def test_mail_that_is_not_there_is_not_found(municipality, client, settings):
    settings.EXAMPLE = True
    for key in ("x", "..", "%2e%2e%2f%2e%2e%2fsecret-key"):
        assert client.get(f"/voorbeeld/post/{key}/").status_code == 404


def test_staff_do_not_read_the_secret_link_of_who_gets_the_letter(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    key = "EGNlVFtWVORf_1bRbEbItQ"
    letter = make_letter(municipality, body=f"Volg uw melding:\nhttps://wijk.example.nl/melding/{key}/")
    page = client.get(f"/post/{letter.pk}/").text
    assert (key in page, "wijk.example.nl/melding/•••/" in page) == (False, True)
    assert client.get(f"/post/{letter.pk}/afdrukken/").status_code == 404


def test_paper_bears_the_whole_link_for_who_may_send_it(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    address = "https://wijk.example.nl/melding/EGNlVFtWVORf_1bRbEbItQ/"
    letter = make_letter(municipality, body=address, channel=Channel.POST)
    assert address in client.get(f"/post/{letter.pk}/afdrukken/").text


# ── All at once ────────────────────────────────────────────────────────────────────────────────────────────────────
def failed(municipality, state=State.GIVEN_UP, **fields):
    return make_letter(municipality, state=state, next_attempt_at=None, **fields)


def test_all_that_failed_is_sent_again_in_one_press_but_not_what_came_back(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    make_letter(municipality, state=State.FAILED)
    failed(municipality)
    back = failed(municipality, State.RETURNED, sent_at=NOON, last_error="De mailbox is vol.")
    page = client.get("/post/?staat=mislukt").text
    assert ("Verstuur alles wat mislukte opnieuw" in page, "De mailbox is vol." in page) == (True, True)
    answer = client.post("/post/opnieuw/", follow=True)
    assert "2 berichten worden opnieuw verstuurd." in answer.text
    assert sorted(letter.state for letter in Letter.objects.all()) == ["returned", "waiting", "waiting"]
    assert back.can_be_sent_again
    assert "Verstuur alles wat mislukte opnieuw" not in client.get("/post/?staat=mislukt").text
    assert "Er was geen bericht om opnieuw te versturen." in client.post("/post/opnieuw/", follow=True).text


def test_only_what_this_person_may_send_again(municipality, client, signed_in):
    own, other = failed(municipality, area_id=3), failed(municipality, area_id=4)
    signed_in(OF_AREA_3)
    assert "1 bericht wordt opnieuw verstuurd." in client.post("/post/opnieuw/", follow=True).text
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == (State.WAITING, State.GIVEN_UP)
    signed_in(Employee((Role.ADMINISTRATOR, None)))
    assert client.post("/post/opnieuw/").status_code == 403


def test_a_letter_that_cannot_be_sent_again_holds_up_no_other(municipality, monkeypatch):
    """It was stopped between the list and its turn."""
    first, second = failed(municipality), failed(municipality)
    once = outbox.send_again

    def send_again(letter, **how):
        if letter == first:
            Letter.objects.filter(pk=first.pk).update(state=State.CANCELLED)
        return once(letter, **how)

    monkeypatch.setattr(outbox, "send_again", send_again)
    assert outbox.send_failed_again(by=EVERYWHERE, at=NOON) == 1
    second.refresh_from_db()
    assert (Letter.objects.get(pk=first.pk).state, second.state) == (State.CANCELLED, State.WAITING)


def test_a_letter_that_came_back_says_so_on_its_page(municipality, client, signed_in):
    signed_in(EVERYWHERE)
    letter = failed(municipality, State.RETURNED, sent_at=NOON, last_error="De mailbox is vol.")
    page = client.get(f"/post/{letter.pk}/").text
    assert ("Dit bericht kwam terug" in page, "De mailbox is vol." in page, "Stuur opnieuw" in page) == (True,) * 3
