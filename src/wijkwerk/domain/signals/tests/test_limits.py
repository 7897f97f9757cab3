"""How much may come from one network: generous, told in words, nothing typed lost, and no address kept."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.signals import limits, operations
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.operations import publishing
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import MONDAY
from wijkwerk.domain.signals.tests.test_resident_pages import form
from wijkwerk.foundation.access.policy import VISITOR

TOO_MANY = "Vanaf dit netwerk kwamen het afgelopen uur al veel meldingen."


@pytest.fixture
def two_an_hour(municipality):
    municipality.reports_per_hour, municipality.phone = 2, "0599 000 000"
    municipality.save()
    return municipality


def send(client, maarswold, text, **headers):
    return client.post(reverse("signals:report"), form(maarswold, text=text, client_key=uuid.uuid4()), **headers)


def test_who_sends_more_than_the_limit_reads_what_to_do_and_loses_nothing(client, two_an_hour, maarswold):
    answers = [send(client, maarswold, f"Melding {number} over iets") for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    page = answers[2].text
    assert (TOO_MANY in page, "bel ons: 0599 000 000." in page, "Melding 2 over iets" in page) == (True, True, True)
    assert [(signal.state, signal.text) for signal in Signal.objects.order_by("id")][2] == (
        "draft",
        "Melding 2 over iets",
    )


def test_another_network_has_places_of_its_own(client, two_an_hour, maarswold):
    sent = [
        send(client, maarswold, f"Melding {n}", REMOTE_ADDR=address).status_code
        for n, address in enumerate(["192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"])
    ]
    assert sent == [302] * 5
    for address, status in [("192.0.2.1", 200), ("192.0.2.2", 302), ("2001:db8::ffff", 200), ("2001:db8:1::1", 302)]:
        assert send(client, maarswold, "Nog iets", REMOTE_ADDR=address).status_code == status


def test_at_once_no_more_come_in_than_there_are_places(threads, two_an_hour, maarswold):
    answers = threads(12, lambda number: send(Client(), maarswold, f"Melding {number}").status_code)
    assert (answers.count(302), Signal.objects.exclude(state="draft").count()) == (2, 2)


def test_a_place_is_free_again_after_its_hour(client, two_an_hour, maarswold, monkeypatch):
    monkeypatch.setattr(limits, "WITHIN", -1)
    assert [send(client, maarswold, f"Melding {number}").status_code for number in range(4)] == [302] * 4


def test_what_is_refused_takes_no_place(client, two_an_hour, maarswold):
    for _turn in range(4):
        assert client.post(reverse("signals:report"), form(maarswold) | {"work_area": ""}).status_code == 200
    assert send(client, maarswold, "Nu met gebied").status_code == 302


def test_joining_counts_too_and_staff_and_no_limit_do_not(client, two_an_hour, maarswold, coordinator):
    signal = factories.make_signal(maarswold)
    publishing.publish(signal, public_text="Losse tegels", shows_place=False, by=VISITOR, at=MONDAY)

    def join(who):
        values = {"reply_by": "none", "client_key": uuid.uuid4(), "words": "Hier ook"}
        return who.post(reverse("signals:join", args=[signal.pk]), values)

    answers = [join(client) for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert (TOO_MANY in answers[2].text, "Hier ook" in answers[2].text) == (True, True)
    staff = Client()
    sign_in(staff, coordinator)
    assert [join(staff).status_code for _turn in range(3)] == [302] * 3
    two_an_hour.reports_per_hour = 0
    two_an_hour.save()
    assert (join(client).status_code, Reporter.objects.count()) == (302, 7)


def test_staff_who_go_on_with_a_draft_are_not_limited(client, two_an_hour, maarswold, coordinator):
    sign_in(client, coordinator)
    for number in range(3):
        draft = operations.start_draft(text=f"Concept {number}", by=VISITOR, at=MONDAY)
        answer = client.post(reverse("signals:draft", args=[draft.link_key]), form(maarswold, text=f"Concept {number}"))
        assert answer.status_code == 302


def test_the_door_for_machines_counts_visitors_as_well(client, two_an_hour, maarswold):
    body = {"tekst": "Losse tegel", "werkgebied": maarswold.pk}
    answers = [client.post("/api/v1/meldingen", body, content_type="application/json") for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["detail"].startswith(TOO_MANY)


def test_the_address_is_kept_nowhere_and_its_mark_says_nothing_on_another_day(client, two_an_hour, maarswold):
    send(client, maarswold, "Losse tegel", REMOTE_ADDR="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM sign_in_attempts")
        kept = str(cursor.fetchall())
    assert "192.0.2.77" not in kept
    mark, salt = limits._mark("192.0.2.77"), cache.get(limits.SALT)
    assert (limits._mark("192.0.2.77"), limits._mark("192.0.2.78") == mark) == (mark, False)
    cache.touch(limits.SALT, -1)  # its day has passed
    assert (limits._mark("192.0.2.77") == mark, cache.get(limits.SALT) == salt) == (False, False)


def test_a_server_that_does_not_know_the_network_refuses_nobody(two_an_hour):
    request = RequestFactory().post("/melden/", REMOTE_ADDR="")
    request.actor = VISITOR
    for _turn in range(3):
        with limits.counted(request):
            pass


def test_what_came_in_so_much_is_said(two_an_hour):
    request = RequestFactory().post("/reageren/", REMOTE_ADDR="192.0.2.77")
    request.actor = VISITOR
    for _turn in range(2):
        with limits.counted(request, what="reacties"):
            pass
    with pytest.raises(limits.TooManyFromHere) as refused, limits.counted(request, what="reacties"):
        pass
    assert refused.value.words.startswith("Vanaf dit netwerk kwamen het afgelopen uur al veel reacties.")
