"""Projects and the golden thread for machines: the same as on the pages, under the same guard."""

from datetime import date

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.inspections.operations.findings import add_finding
from wijkwerk.domain.inspections.tests.factories import BY, make_inspection
from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.domain.plans.tests.evaluation_factories import make_evaluation
from wijkwerk.domain.plans.tests.evaluation_factories import make_finding as make_evaluation_finding
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.domain.signals.tests.factories import make_signal
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter

PROJECTS = "/api/v1/projecten"


@pytest.fixture
def item(maarswold):
    return make_item(make_agenda(maarswold), sources=[make_signal(maarswold, "Graag een speelplek voor mijn zoon Jan")])


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


@pytest.fixture
def key_elsewhere(mussel):
    return bearer(make_key(Role.COORDINATOR, areas=[mussel]))


def post(client, address, data, key):
    return client.post(address, data, content_type="application/json", headers=key)


def test_everybody_reads_public_items_without_the_words_of_residents(client, item):
    make_item(item.agenda, "Geheim", is_public=False)
    (found,) = client.get(PROJECTS).json()["resultaten"]
    assert (found["titel"], found["agenda"]["werkgebiedNaam"], found["staat"]) == (
        "Speeltuin aanleggen",
        "Maarswold",
        "voorgesteld",
    )
    assert found["aanleidingen"] == [{"soort": "melding", "titel": "een melding (niet openbaar)", "adres": None}]


def test_a_key_reads_what_its_areas_hold(client, item, key, key_elsewhere):
    hidden = make_item(item.agenda, "Geheim", is_public=False)
    assert [each["titel"] for each in client.get(PROJECTS, headers=key).json()["resultaten"]] == [
        "Geheim",
        "Speeltuin aanleggen",
    ]
    assert client.get(f"{PROJECTS}/{hidden.pk}", headers=key).status_code == 200
    assert client.get(f"{PROJECTS}/{hidden.pk}", headers=key_elsewhere).status_code == 404
    assert client.get(f"{PROJECTS}/{hidden.pk}").status_code == 404


def test_lists_are_narrowed(client, item, maarswold, mussel):
    make_item(make_agenda(mussel, 2024), "Elders", state="done")
    asked = (
        {"werkgebied": mussel.pk},
        {"jaar": 2025},
        {"staat": "klaar"},
        {"werkgebied": maarswold.pk, "staat": "klaar"},
    )
    found = [[each["titel"] for each in client.get(PROJECTS, wanted).json()["resultaten"]] for wanted in asked]
    assert found == [["Elders"], ["Speeltuin aanleggen"], ["Elders"], []]


def test_a_list_takes_as_many_queries_for_three_as_for_one(client, item, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(40) as counted:
            assert client.get(PROJECTS).status_code == 200
        return len(counted)

    one = asked()
    for number in range(2):
        make_item(item.agenda, f"Nog een {number}", sources=[make_signal(item.agenda.work_area)])
    assert asked() == one


def test_a_key_puts_a_signal_on_the_agenda_once(client, maarswold, mussel, key):
    signal, theirs = make_signal(maarswold), make_signal(mussel)
    data = {"werkgebied": maarswold.pk, "jaar": 2026, "titel": "Stoep", "signalen": [signal.pk]}
    data["sleutel"] = "6f9d3c1e-5a51-4c43-9f0a-0d6a6f1c2013"
    first, second = (post(client, PROJECTS, data, key) for _time in range(2))
    assert (first.status_code, first.json()["nummer"]) == (201, second.json()["nummer"])
    for wrong in (
        {"signalen": [theirs.pk]},
        {"werkgebied": mussel.pk},
        {"titel": " "},
        {"jaar": 3000},
        {"kleur": "rood"},
    ):
        assert post(client, PROJECTS, data | {"sleutel": None} | wrong, key).status_code == 400
    assert AgendaItem.objects.count() == 1


def test_a_key_makes_projects_of_findings_and_efforts(client, maarswold, key):
    found = make_evaluation_finding(make_evaluation(maarswold))
    body = make_organisation("Wijkraad")
    seen = add_finding(
        make_inspection(maarswold), title="Stoep ligt scheef", owner_organisation=body, due_on=date(2030, 1, 1), **BY
    )
    data = {"werkgebied": maarswold.pk, "jaar": 2026, "titel": "Stoep"}
    made = post(client, PROJECTS, data | {"bevindingen": [found.pk], "schouwbevindingen": [seen.pk]}, key).json()
    assert [each["titel"] for each in made["aanleidingen"]] == ["Stoepen zijn slecht", "Stoep ligt scheef"]
    for wrong in ({"bevindingen": [999]}, {"inspanningen": [1]}, {"schouwbevindingen": [999]}):
        assert post(client, PROJECTS, data | wrong, key).json()["code"] == "NoSuchCause"


def test_who_has_no_key_or_not_this_area_does_nothing(client, item, key_elsewhere):
    moved = {"staat": "loopt"}
    assert post(client, f"{PROJECTS}/{item.pk}/staat", moved, {}).status_code == 401
    assert post(client, f"{PROJECTS}/{item.pk}/staat", moved, key_elsewhere).status_code == 403


def test_an_item_is_moved_and_who_asked_hears(client, item, key):
    Letter.objects.all().delete()
    assert post(client, f"{PROJECTS}/{item.pk}/staat", {"staat": "wacht"}, key).json()["code"] == "ReasonMissing"
    moved = post(client, f"{PROJECTS}/{item.pk}/staat", {"staat": "wacht", "toelichting": "Op de grond"}, key)
    assert (moved.json()["staat"], moved.json()["toelichting"]) == ("wacht", "Op de grond")
    assert [letter.template for letter in Letter.objects.all()] == ["signals/item_moved"]


def test_what_somebody_else_changed_meanwhile_is_told(client, item, key):
    data = {"titel": "Nieuw", "versie": item.version}
    changed = client.put(f"{PROJECTS}/{item.pk}", data, content_type="application/json", headers=key)
    again = client.put(f"{PROJECTS}/{item.pk}", data, content_type="application/json", headers=key)
    assert (changed.json()["titel"], again.status_code, again.json()["code"]) == ("Nieuw", 409, "ChangedMeanwhile")


def test_partners_and_progress_are_written(client, item, key):
    partner = {"organisatie": make_organisation("Wonen").pk, "doet": "Betaalt mee", "bedragInCenten": 125_050}
    assert post(client, f"{PROJECTS}/{item.pk}/partners", partner, key).json()["organisatieNaam"] == "Wonen"
    assert post(client, f"{PROJECTS}/{item.pk}/partners", partner, key).json()["code"] == "TakesPartAlready"
    assert post(client, f"{PROJECTS}/{item.pk}/partners", partner | {"organisatie": 999}, key).status_code == 400
    assert post(client, f"{PROJECTS}/{item.pk}/voortgang", {"tekst": "Het loopt"}, key).status_code == 201
    whole = client.get(f"{PROJECTS}/{item.pk}", headers=key).json()
    assert [each["tekst"] for each in whole["voortgang"]] == ["Het loopt"]
    assert client.get(f"{PROJECTS}/{item.pk}").json()["voortgang"] == []


def test_the_golden_thread_is_told_as_the_reader_may_see_it(client, item, key):
    address = f"/api/v1/rode-draad/plans.agendaitem/{item.pk}"
    insider, stranger = client.get(address, headers=key).json(), client.get(address).json()
    assert [bead["titel"] for bead in insider["punten"]] == [
        "Graag een speelplek voor mijn zoon Jan",
        "Speeltuin aanleggen",
    ]
    assert [bead["titel"] for bead in stranger["punten"]] == ["een melding (niet openbaar)", "Speeltuin aanleggen"]
    assert [bead["niveau"] for bead in insider["punten"]] == [-1, 0]


def test_the_thread_of_a_hidden_thing_is_not_there(client, item, maarswold, key):
    signal = make_signal(maarswold)
    assert client.get(f"/api/v1/rode-draad/signals.signal/{signal.pk}").status_code == 404
    assert client.get(f"/api/v1/rode-draad/signals.signal/{signal.pk}", headers=key).status_code == 200
    assert client.get("/api/v1/rode-draad/people.account/1", headers=key).status_code == 404
