"""Pages about privacy."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.privacy import operations as privacy
from wijkwerk.foundation.privacy.models import RetentionTerm
from wijkwerk.foundation.privacy.tests.factories import ADMINISTRATOR, NOON
from wijkwerk.foundation.privacy.views import in_words
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

FOR_ADMINISTRATORS = ["/beheer/inzage/", "/beheer/bewaartermijnen/", "/beheer/bewaartermijnen/outbox.letter/"]


@pytest.fixture
def signed_in(monkeypatch):
    def sign_in(actor):
        monkeypatch.setattr(policy, "actor_of", lambda request: actor)

    return sign_in


def words_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/privacy/", "/privacy/register/"])
def test_everybody_may_read_what_we_keep(municipality, client, address):
    assert client.get(address).status_code == 200


def test_the_register_says_how_long_in_this_municipality(municipality, client):
    assert "1 jaar nadat het bericht is geschreven" in words_of(client.get("/privacy/register/"))
    RetentionTerm.objects.create(line_key="outbox.letter", days=60, changed_at=NOON)
    assert "60 dagen nadat het bericht is geschreven" in words_of(client.get("/privacy/register/"))


@pytest.mark.parametrize("address", FOR_ADMINISTRATORS)
def test_others_than_administrators_are_kept_out(municipality, client, signed_in, address):
    assert client.get(address).status_code == 302
    signed_in(Employee((Role.COORDINATOR, None)))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", FOR_ADMINISTRATORS)
def test_an_administrator_comes_in(municipality, client, signed_in, address):
    signed_in(ADMINISTRATOR)
    assert client.get(address).status_code == 200


def test_an_administrator_changes_a_term_and_reads_it_back(municipality, client, signed_in):
    signed_in(ADMINISTRATOR)
    answer = client.post("/beheer/bewaartermijnen/outbox.letter/", {"days": "730"}, follow=True)
    assert "De bewaartermijn is veranderd." in words_of(answer)
    assert "2 jaar nadat het bericht is geschreven" in words_of(answer)


@pytest.mark.parametrize("days", ["29", "99999999999999999999", "-4", "veel", ""])
def test_a_term_that_cannot_be_stays_on_the_form_with_the_reason(municipality, client, signed_in, days):
    signed_in(ADMINISTRATOR)
    answer = client.post("/beheer/bewaartermijnen/outbox.letter/", {"days": days})
    assert (answer.status_code, RetentionTerm.objects.count()) == (200, 0)
    assert answer.context["form"].errors["days"]


def test_a_term_that_does_not_exist_is_not_found(municipality, client, signed_in):
    signed_in(ADMINISTRATOR)
    assert client.get("/beheer/bewaartermijnen/outbox.nothing/").status_code == 404


def test_the_log_is_read_page_by_page_newest_first(municipality, client, signed_in):
    signed_in(ADMINISTRATOR)
    for hours in range(60):
        privacy.log_reading(municipality, by=ADMINISTRATOR, at=NOON + timedelta(hours=hours), why=f"Reden {hours}.")
    page = words_of(client.get("/beheer/inzage/"))
    assert ("Reden 59." in page, "Reden 10." in page, "Reden 9." in page) == (True, True, False)
    after = page.split("?na=")[1].split('"')[0]
    assert "Reden 9." in words_of(client.get(f"/beheer/inzage/?na={after}"))


def test_the_log_can_be_narrowed_to_a_reader_or_a_thing(municipality, client, signed_in):
    signed_in(ADMINISTRATOR)
    other = make_municipality("GM0106", "Essen")
    privacy.log_reading(municipality, by=Employee(number=1), at=NOON, why="Eerste.")
    privacy.log_reading(other, by=Employee(number=2), at=NOON, why="Tweede.")

    def found(asked):
        page = words_of(client.get(f"/beheer/inzage/?{asked}"))
        return [why for why in ("Eerste.", "Tweede.") if why in page]

    assert found("wie=person:1") == ["Eerste."]
    assert found(f"wat=tenancy.municipality:{other.pk}") == ["Tweede."]
    assert found("wat=no.such:3") == []
    assert [found(nonsense) for nonsense in ("wat=onzin", "wie=x:" + "9" * 30)] == [["Eerste.", "Tweede."]] * 2


def test_the_log_asks_as_much_for_three_lines_as_for_one(municipality, client, signed_in):
    signed_in(ADMINISTRATOR)
    asked = []
    for number in (1, 2):
        privacy.log_reading(municipality, by=Employee(number=number), at=NOON, why="Reden")
        with CaptureQueriesContext(connection) as queries:
            client.get("/beheer/inzage/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("days", "words"), [(1, "1 dag"), (90, "90 dagen"), (365, "1 jaar"), (730, "2 jaar")])
def test_days_are_said_as_people_do(days, words):
    assert in_words(days) == words
