"""Pages of objections, as each sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.budgets.models import Application, Objection
from wijkwerk.domain.budgets.operations import decisions, deliberations
from wijkwerk.domain.budgets.operations import objections as operations
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import make_alderman, make_coordinator, make_ready
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY
from wijkwerk.domain.people.tests.factories import make_holder, make_work_area, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.privacy.models import AccessLog


@pytest.fixture(autouse=True)
def on_the_tuesday(monkeypatch):
    """The day that everything in these tests happens on."""
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold)


@pytest.fixture
def refused(maarswold, corrie):
    return refuse(make_ready(maarswold), corrie)


def refuse(application, by):
    return decisions.decide(application, outcome="no", reason="Geen feest.", by=by, at=TUESDAY)


def object_to(decision, **values):
    usual = {"objector": "applicant", "way": "post", "received_on": TODAY, "gist": "Het is wel een feest."}
    return operations.register_objection(decision, **usual | values, **BY)


@pytest.fixture
def of_neighbour(refused):
    return object_to(
        refused, objector="other", name="Buurman Bezwaar", reply_by="email", reply_address="buurman@example.nl"
    )


def at(name, *parts):
    return reverse(f"budgets:{name}", args=[getattr(part, "pk", part) for part in parts])


def words_of(page):
    return page.content.decode()


def typed(**more):
    return {"received_on": "2025-03-04", "way": "post", "objector": "applicant", "gist": "Wel een feest."} | more


def test_the_desk_writes_an_objection_down_from_the_page_of_the_decision(client, refused):
    sign_in(client, make_holder(Role.DESK))
    page = words_of(client.get(at("decision", refused.application)))
    address = at("register_objection", refused.application, refused)
    assert address in page
    assert "Laatste dag voor bezwaar: 15 april 2025." in words_of(client.get(address))
    answer = client.post(address, typed(), follow=True)
    assert "27 mei 2025" in words_of(answer)
    assert Objection.objects.get().gist == "Wel een feest."
    assert "Beslis over het bezwaar" not in words_of(answer)


def test_what_misses_is_asked_back_with_all_that_was_typed(client, refused, corrie):
    sign_in(client, corrie)
    address = at("register_objection", refused.application, refused)
    page = words_of(client.post(address, typed(objector="other", reply_by="post")))
    for words in ("Vul in wie bezwaar maakt.", "Vul in waar deze persoon antwoord krijgt.", "Wel een feest."):
        assert words in page
    page = words_of(client.post(address, typed(received_on="2025-03-05")))
    assert "Deze dag moet nog komen." in page
    assert Objection.objects.count() == 0


def test_an_alderman_decides_and_who_decided_before_does_not(client, refused, corrie, maarswold):
    objection = object_to(refused)
    sign_in(client, corrie)
    page = words_of(client.get(objection.get_absolute_url()))
    assert "Iemand anders beslist over het bezwaar." in page
    decided = {"outcome": "changed", "reason": "U hebt gelijk.", "on": "2025-03-04"}
    assert "U nam het besluit" in words_of(client.post(at("decide_objection", objection), decided))
    sign_in(client, make_alderman(maarswold))
    assert "Het is wel een feest." in words_of(client.get(objection.get_absolute_url()))
    assert "Schrijf op waarom." in words_of(client.post(at("decide_objection", objection), decided | {"reason": ""}))
    client.post(at("decide_objection", objection), decided)
    assert Application.objects.get().state == "sent"
    sign_in(client, corrie)
    assert "U hebt gelijk." in words_of(client.get(at("prepare_decision", refused.application)))


def test_time_is_extended_and_an_objection_withdrawn_by_buttons(client, refused, corrie):
    objection = object_to(refused)
    sign_in(client, corrie)
    client.post(at("extend_objection", objection), {"reason": "Wij spreken nog mensen."})
    assert "8 juli 2025" in words_of(client.get(objection.get_absolute_url()))
    client.post(at("withdraw_objection", objection), {"on": "2025-03-04", "reason": "Uitgelegd."})
    assert Objection.objects.get().state == "withdrawn"


def test_the_decision_shows_that_somebody_objected_to_it_to_staff_and_to_the_applicant(client, refused, corrie):
    application = refused.application
    own = reverse("budgets:own_application", args=[application.link_key])
    assert "Uw bezwaar kwam binnen" not in words_of(client.get(own))
    objection = object_to(refused)
    assert "Uw bezwaar kwam binnen op 4 maart 2025." in words_of(client.get(own))
    sign_in(client, corrie)
    for address in (at("decision", application), application.get_absolute_url(), at("objections")):
        assert objection.get_absolute_url() in words_of(client.get(address))


def test_the_name_of_somebody_else_is_for_who_may_know_applicants_and_that_is_written_down(
    client, of_neighbour, corrie, maarswold
):
    sign_in(client, make_alderman(maarswold))
    assert "Buurman" not in words_of(client.get(of_neighbour.get_absolute_url()))
    assert AccessLog.objects.count() == 0
    sign_in(client, corrie)
    assert "Buurman Bezwaar, buurman@example.nl" in words_of(client.get(of_neighbour.get_absolute_url()))
    assert AccessLog.objects.get().actor_name == "Corrie Coördinator"


def test_the_applicant_does_not_read_who_else_objected(client, of_neighbour):
    page = words_of(client.get(reverse("budgets:own_application", args=[of_neighbour.decision.application.link_key])))
    assert "Iemand anders maakte op 4 maart 2025 bezwaar tegen dit besluit." in page
    assert "Buurman" not in page


def test_who_has_an_interest_sees_nothing_of_it(client, refused, corrie):
    objection = object_to(refused)
    deliberations.tell_interest(refused.application, person=corrie, reason="Zwager.", **BY)
    sign_in(client, corrie)
    for address in (objection.get_absolute_url(), at("decide_objection", objection)):
        page = client.get(address)
        assert (page.status_code, "Het is wel een feest." in words_of(page)) == (403, False)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.TREASURER, "register_objection"),
        (Role.TREASURER, "decide_objection"),
        (Role.DESK, "decide_objection"),
        (Role.DESK, "extend_objection"),
        (Role.ALDERMAN, "withdraw_objection"),
    ],
)
def test_each_deed_is_for_its_own_people(client, refused, maarswold, role, name):
    objection = object_to(refused)
    sign_in(client, make_holder(role, *([maarswold] if role == Role.ALDERMAN else [])))
    address = at(name, refused.application, refused) if name == "register_objection" else at(name, objection)
    assert client.get(address).status_code == 403


def test_a_coordinator_of_another_area_sees_none(client, refused):
    objection = object_to(refused)
    sign_in(client, make_coordinator(make_work_area("Mussel")))
    assert client.get(objection.get_absolute_url()).status_code == 403
    assert refused.application.number not in words_of(client.get(at("objections")))


def test_the_start_page_counts_what_waits(client, refused, corrie):
    sign_in(client, corrie)
    assert "Bezwaren" not in words_of(client.get("/"))
    object_to(refused)
    assert ("Bezwaren", "1") in [(each.label, each.value) for each in client.get("/").context["money"]]


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, refused, corrie, maarswold):
    sign_in(client, corrie)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("objections")).status_code == 200
        return len(asked)

    object_to(refused)
    client.get(at("objections"))
    before = questions()
    for _number in range(2):
        object_to(refuse(make_application(refused.application.fund, maarswold), corrie))
    assert questions() == before
