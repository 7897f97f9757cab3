import pytest
from django.urls import reverse

from wijkwerk.domain.meetings.tests import factories as meetings
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.tests.factories import (
    make_account,
    make_administrator,
    make_coordinator,
    make_holder,
    make_work_area,
    sign_in,
)
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.tests import factories
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def coordinator(maarswold):
    return make_coordinator(maarswold)


def menu(answer):
    return [item.title for item in answer.context["navigation"]]


def test_a_resident_comes_in_at_the_question_and_sees_no_menu_of_staff(client, maarswold):
    answer = client.get("/")
    assert "Wat speelt er bij u in de buurt?" in answer.text
    assert menu(answer) == [
        "Melden",
        "Wat er speelt",
        "Wijken",
        "Plannen",
        "Geld",
        "Voorzieningen",
        "Bijeenkomsten",
    ]


def test_a_coordinator_sees_what_is_theirs_today(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold, at=clock.now())
    other = factories.make_signal(make_work_area("Mussel"), "Van een ander gebied", at=clock.now())
    sign_in(client, coordinator)
    answer = client.get("/")
    assert [one.pk for one in answer.context["mine"]] == [signal.pk]
    assert other.text not in answer.text
    assert answer.context["roles"] == [("wijkregisseur", "Maarswold")]


def test_what_is_new_stands_on_the_start_page_too(client, maarswold, coordinator):
    new = factories.make_signal(maarswold, at=clock.now())
    sign_in(client, make_coordinator(maarswold, name="Robin Tweede"))
    answer = client.get("/")
    assert ([one.pk for one in answer.context["mine"]], [one.pk for one in answer.context["new"]]) == ([], [new.pk])
    assert new.get_absolute_url() in answer.text


def test_example_people_are_offered_only_where_they_are(client, maarswold, settings):
    settings.EXAMPLE = True
    assert "/voorbeeld/" not in client.get("/").text
    Person.objects.filter(pk=make_coordinator(maarswold).pk).update(account=make_account())
    assert "Kijk mee als wijkregisseur" in client.get("/").text


def test_the_figures_of_the_start_page_lead_to_the_lists_that_they_count(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold, at=clock.now())
    sign_in(client, coordinator)
    figures = {str(figure.label): figure for figure in client.get("/").context["figures"]}
    assert {label: figure.value for label, figure in figures.items()} == {
        "Van mij": "1",
        "Nieuw": "1",
        "Te laat": "0",
        "Wacht": "0",
    }
    for label, figure in figures.items():
        listed = f"/signalen/{signal.pk}/" in client.get(figure.address).text
        assert listed == (figure.value == "1"), label


def test_the_administrator_finds_every_page_of_keeping(client, municipality):
    sign_in(client, make_administrator())
    answer = client.get(reverse("manage"))
    for _title, pages in answer.context["groups"]:
        for page in pages:
            assert client.get(page.address).status_code == 200, page.name


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.TREASURER, Role.ALDERMAN, Role.DESK])
def test_everybody_is_led_to_pages_about_money_that_are_theirs(role, client, maarswold):
    if role:
        sign_in(client, make_holder(role, *([maarswold] if ROLES[role].held == "area" else [])))
    groups = client.get(reverse("money")).context["groups"]
    answers = {page.name: client.get(page.address).status_code for _title, pages in groups for page in pages}
    assert set(answers.values()) == {200}


def test_nobody_else_comes_at_the_pages_of_keeping(client, maarswold, coordinator):
    assert client.get(reverse("manage")).status_code == 302
    sign_in(client, coordinator)
    assert client.get(reverse("manage")).status_code == 403


def test_searching_gives_what_one_may_see(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold, "Losse stoeptegels bij mevrouw Geheim")
    operations.publish(signal, public_text="Losse stoeptegels", shows_place=False, by=coordinator, at=clock.now())
    address = reverse("search")
    public = client.get(address, {"q": "stoeptegel"})
    assert [hit.address for hit in public.context["found"].rows] == [f"/meldingen/{signal.pk}/"]
    assert "Geheim" not in public.text
    assert client.get(address, {"q": "geheim"}).context["found"].rows == []
    sign_in(client, coordinator)
    assert [hit.address for hit in client.get(address, {"q": "geheim"}).context["found"].rows] == [
        f"/signalen/{signal.pk}/"
    ]


def test_a_number_finds_its_signal_first(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold)
    sign_in(client, coordinator)
    found = client.get(reverse("search"), {"q": str(signal.pk)}).context["found"]
    assert [hit.address for hit in found.exact] == [f"/signalen/{signal.pk}/"]


def test_the_page_of_an_area_shows_its_contact_and_what_is_public(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold, "Niet voor iedereen")
    operations.publish(signal, public_text="Losse tegels", shows_place=False, by=coordinator, at=clock.now())
    answer = client.get(maarswold.get_absolute_url())
    assert coordinator.name in answer.text
    assert "Losse tegels" in answer.text
    assert "Niet voor iedereen" not in answer.text
    assert answer.context["pick_ups"] is None
    sign_in(client, coordinator)
    assert "Wie pakt op" in client.get(maarswold.get_absolute_url()).text


@pytest.mark.parametrize("name", ["accessibility", "contact", "robots_txt", "security_txt"])
def test_standing_pages_stand(client, municipality, name):
    assert client.get(reverse(name)).status_code == 200


def test_without_a_municipality_the_page_says_what_to_do(client, db):
    answer = client.get("/")
    assert (answer.status_code, "add_municipality" in answer.text) == (503, True)


def test_an_area_without_a_coordinator_says_who_picks_it_up_then(client, municipality, maarswold):
    municipality.phone, municipality.mail_address, municipality.visiting_address = (
        "14 0599",
        "wijk@example.nl",
        "Plein 1",
    )
    municipality.save()
    told = ["Dit gebied heeft nu geen wijkregisseur.", "Gemeente Veenkanaal pakt zelf op wat u meldt of vraagt."]
    told += ["14 0599", 'href="mailto:wijk@example.nl"', "Plein 1"]
    for address in (maarswold.get_absolute_url(), reverse("people:team", args=[maarswold.pk])):
        page = client.get(address).text
        assert [words for words in told if words not in page.split("<footer")[0]] == []
    make_coordinator(maarswold)
    assert "heeft nu geen" not in client.get(maarswold.get_absolute_url()).text


def test_what_somebody_promised_in_a_meeting_stands_on_their_start_page(client, maarswold, coordinator):
    series = meetings.set_rhythm(meetings.make_series(maarswold))
    held = meetings.freeze(meetings.prepare(series))
    action = meetings.make_action(held, "De buren bellen", owner_person=coordinator)
    sign_in(client, coordinator)
    page = client.get("/").text
    assert ("De buren bellen" in page, action.get_absolute_url() in page) == (True, True)
