"""Pages about people: who sees what, who may change it, and what a refusal looks like."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from wijkwerk.domain.people import example, operations, queries
from wijkwerk.domain.people.models import Absence, Assignment, Invitation, Organisation, Person, TeamMember
from wijkwerk.domain.people.tests.factories import (
    give,
    heading,
    make_absence,
    make_account,
    make_administrator,
    make_body,
    make_body_member,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    make_team_member,
    make_work_area,
    sign_in,
)
from wijkwerk.foundation.access.permissions import DOES, Permission
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter

WEEK = timedelta(days=7)


@pytest.fixture
def keeper(administrator):
    """A browser in which an administrator is signed in."""
    return sign_in(Client(), administrator)


@pytest.fixture
def coordinators(coordinator):
    """A browser in which the coordinator of Maarswold is signed in."""
    return sign_in(Client(), coordinator)


def text_of(page):
    words = re.sub(r"<[^>]+>", " ", page.content.decode().split("<main")[1].split("</main>")[0])
    return " ".join(words.split())


def today():
    return clock.today().isoformat()


# ── Who works where ────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_sees_who_works_where(client, maarswold, mussel):
    make_coordinator(maarswold, name="Corrie")
    make_body("Wijkraad Maarswold", [maarswold])
    words = text_of(client.get(reverse("people:list")))
    assert "Maarswold Corrie Wijkraad Maarswold Bekijk het team Mussel nog niemand Bekijk het team" in words


def cost_of(*visits):
    """How many questions each page asks the database."""
    found = []
    for browser, address in visits:
        with CaptureQueriesContext(connection) as counted:
            browser.get(address)
        found.append(len(counted))
    return found


def test_the_list_of_areas_costs_the_same_however_long(client, maarswold):
    def add(area):
        make_coordinator(area, name=f"Corrie van {area}")
        make_body(f"Wijkraad {area}", [area])

    add(maarswold)
    one = cost_of((client, reverse("people:list")))
    for number in (1, 2):
        add(make_work_area(f"Wijk {number}"))
    assert cost_of((client, reverse("people:list"))) == one


def test_the_team_page_shows_the_rings_and_the_way_to_the_contact(client, maarswold):
    make_coordinator(maarswold, name="Corrie", findable="Dinsdag in het buurthuis")
    make_team_member(maarswold, ring="trades", person=make_person("Timo"), trade="groen", takes_signals=True)
    make_team_member(maarswold, ring="allies", organisation=make_organisation("De Klimop", "school"))
    page = client.get(reverse("people:team", args=[maarswold.pk]))
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page.content.decode().split("<main")[1].split("</main>")[0]) == [
        "Uw aanspreekpunt",
        "Vakmensen",
        "Bondgenoten",
    ]
    assert "Dinsdag in het buurthuis" in text_of(page)


def test_the_team_page_says_who_stands_in_and_until_when(client, maarswold):
    coordinator, stand_in = make_coordinator(maarswold, name="Corrie"), make_person("Vera")
    make_absence(coordinator, from_on=clock.today(), until_on=clock.today() + WEEK, replaced_by=stand_in)
    words = text_of(client.get(reverse("people:team", args=[maarswold.pk])))
    assert "Vera vervangt." in words
    assert "Corrie is afwezig en is terug op" in words


def test_an_area_without_a_coordinator_says_so(client, maarswold):
    assert "geen wijkregisseur" in text_of(client.get(reverse("people:team", args=[maarswold.pk])))


def test_residents_see_telephone_and_e_mail_only_where_they_may(client, coordinators, maarswold):
    member = make_person("Timo", phone="0599 00 00 02", email="timo@example.nl")
    make_team_member(maarswold, person=member)
    addresses = [reverse("people:team", args=[maarswold.pk]), member.get_absolute_url()]
    assert ["0599 00 00 02" in client.get(address).content.decode() for address in addresses] == [False, False]
    assert ["0599 00 00 02" in coordinators.get(address).content.decode() for address in addresses] == [True, True]
    operations.change_person(member, contact_is_public=True, by=CLOCK, at=clock.now())
    assert ["0599 00 00 02" in client.get(address).content.decode() for address in addresses] == [True, True]


def test_the_page_of_a_coordinator_says_what_the_role_does_and_does_not(client, maarswold):
    coordinator = make_coordinator(maarswold)
    words = text_of(client.get(coordinator.get_absolute_url()))
    assert str(ROLES[Role.COORDINATOR].does) in words
    assert str(ROLES[Role.COORDINATOR].does_not) in words


def test_who_does_not_work_in_the_open_is_seen_by_staff_alone(client, coordinators, municipality):
    desk = make_holder(Role.DESK, name="Dirk")
    assert client.get(desk.get_absolute_url()).url.startswith(reverse("account_login"))
    assert heading(coordinators.get(desk.get_absolute_url())) == "Dirk"


def test_the_page_of_a_residents_body_shows_what_both_expect_and_members_to_staff(client, coordinators, maarswold):
    body = make_body("Wijkraad", [maarswold], own_role="Praten", expects="Antwoord", is_expected="Vragen")
    make_body_member(body, name="Harm Wiersinga", function="voorzitter")
    words = text_of(client.get(body.get_absolute_url()))
    assert [part in words for part in ("Praten", "Antwoord", "Vragen", "Harm")] == [True, True, True, False]
    assert "Harm Wiersinga, voorzitter" in text_of(coordinators.get(body.get_absolute_url()))


@pytest.mark.parametrize("name", ["people:people", "people:organisations"])
def test_the_directory_is_for_who_works_here(client, coordinators, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    assert coordinators.get(reverse(name)).status_code == 200


def test_the_directory_is_searched_by_words_and_area(coordinators, maarswold, mussel):
    make_person("Joke", function="Directeur")
    make_coordinator(mussel, name="Jelle")
    address = reverse("people:people")
    assert "Joke Directeur" in text_of(coordinators.get(address, {"woorden": "direct"}))
    assert "Joke" not in text_of(coordinators.get(address, {"gebied": mussel.pk}))
    assert "Jelle" in text_of(coordinators.get(address, {"gebied": mussel.pk}))
    assert "Niemand gevonden" in text_of(coordinators.get(address, {"woorden": "zzz"}))


def test_lists_of_people_cost_the_same_however_long(coordinators, keeper, maarswold):
    pages = [
        (coordinators, reverse("people:people")),
        (coordinators, reverse("people:organisations")),
        (keeper, reverse("people:keeping")),
        (keeper, reverse("people:invitations")),
    ]

    def add(number):
        school = make_organisation(f"School {number}", "school", [maarswold])
        person = make_coordinator(maarswold, name=f"Persoon {number}", organisation=school)
        Invitation.objects.create(
            person=person, email="x@example.nl", token_hash=str(number), created_at=clock.now(), expires_at=clock.now()
        )

    add(1)
    one = cost_of(*pages)
    add(2)
    add(3)
    assert cost_of(*pages) == one


def test_a_photo_is_for_who_may_see_the_person(client, coordinators, maarswold):
    content = BytesIO()
    Image.new("RGB", (30, 30), "blue").save(content, "PNG")
    upload = SimpleUploadedFile("gezicht.png", content.getvalue())
    hidden = operations.set_photo(make_holder(Role.DESK), photo=upload, by=CLOCK, at=clock.now())
    assert client.get(hidden.photo_address).status_code == 404
    answer = coordinators.get(hidden.photo_address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    make_team_member(maarswold, person=hidden)
    assert client.get(hidden.photo_address).status_code == 200


# ── Who may what ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_table_of_roles_is_for_everybody_and_says_what_the_policy_reads(client, municipality):
    page = client.get(reverse("people:roles"))
    table = re.search(r"<tbody.*</tbody>", page.content.decode(), re.DOTALL)[0]
    rows = re.findall(r"<tr[^>]*><th[^>]*>(.*?)</th>(.*?)</tr>", table, re.DOTALL)
    shown = [
        [">nee<" not in cell for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)] for _w, cells in rows
    ]
    assert [unescape(words) for words, _cells in rows] == [
        str(DOES[p])[0].upper() + str(DOES[p])[1:] for p in Permission
    ]
    assert shown == [[p in part.may for part in ROLES.values()] for p in Permission]


# ── Keeping ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_may_not_keep_people_hears_who_may(coordinators, client, maarswold):
    person = make_person()
    names = ["change_person", "give_role", "report_absence", "invite", "deactivate_person", "set_photo"]
    addresses = [reverse("people:keeping"), reverse("people:add_person"), reverse("people:invitations")]
    addresses += [reverse(f"people:{name}", args=[person.pk]) for name in names]
    assert {coordinators.post(address).status_code for address in addresses} == {403}
    assert {client.post(address).url.split("?")[0] for address in addresses} == {reverse("account_login")}
    assert "beheerder" in text_of(coordinators.get(addresses[0]))
    person.refresh_from_db()
    assert person.is_active


def test_somebody_is_added_gets_a_role_and_is_invited(keeper, maarswold, mussel):
    keeper.post(reverse("people:add_person"), {"name": "Joke Meesters", "email": "joke@example.nl"})
    person = Person.objects.get(name="Joke Meesters")
    role = {"role": "coordinator", "work_areas": [maarswold.pk, mussel.pk], "from_on": today()}
    assert keeper.post(reverse("people:give_role", args=[person.pk]), role).url == person.get_absolute_url()
    assert {row.work_area for row in person.assignments.all()} == {maarswold, mussel}
    keeper.post(reverse("people:invite", args=[person.pk]), {"email": "joke@example.nl"})
    assert Letter.objects.get().to_address == "joke@example.nl"
    invitation = Invitation.objects.get()
    keeper.post(reverse("people:invite_again", args=[invitation.pk]))
    assert Letter.objects.count() == 2
    keeper.post(reverse("people:withdraw_invitation", args=[invitation.pk]))
    assert "Ingetrokken" in text_of(keeper.get(reverse("people:invitations")))


def test_a_refusal_stands_in_the_form_and_loses_nothing(keeper, maarswold):
    person = make_coordinator(maarswold)
    role = {"role": "coordinator", "work_areas": [maarswold.pk], "from_on": today()}
    page = keeper.post(reverse("people:give_role", args=[person.pk]), role)
    form = page.context["form"]
    assert list(form.errors) == ["from_on"]
    assert (form["role"].value(), form["from_on"].value()) == ("coordinator", today())


def test_a_role_per_area_asks_for_an_area(keeper, maarswold):
    page = keeper.post(
        reverse("people:give_role", args=[make_person().pk]), {"role": "coordinator", "from_on": today()}
    )
    assert list(page.context["form"].errors) == ["work_areas"]


def test_an_area_of_another_municipality_cannot_be_chosen(keeper, municipality):
    role = {"role": "coordinator", "work_areas": [999], "from_on": today()}
    page = keeper.post(reverse("people:give_role", args=[make_person().pk]), role)
    assert list(page.context["form"].errors) == ["work_areas"]


def test_a_role_ends_on_a_day(keeper, maarswold):
    assignment = give(make_person(), Role.COORDINATOR, maarswold)
    keeper.post(reverse("people:end_role", args=[assignment.pk]), {"until_on": today()})
    assert Assignment.objects.get(pk=assignment.pk).until_on == clock.today()


def test_somebody_leaves_and_comes_back(keeper, maarswold):
    person = make_coordinator(maarswold)
    keeper.get(reverse("people:deactivate_person", args=[person.pk]))
    person.refresh_from_db()
    assert person.is_active
    keeper.post(reverse("people:deactivate_person", args=[person.pk]))
    person.refresh_from_db()
    assert not person.is_active
    assert "werkt hier niet meer" in text_of(keeper.get(person.get_absolute_url()))
    keeper.post(reverse("people:welcome_back", args=[person.pk]))
    person.refresh_from_db()
    assert person.is_active


def test_the_last_administrator_is_told_why_not(keeper, administrator):
    page = keeper.post(reverse("people:deactivate_person", args=[administrator.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [str(operations.LastAdministrator.message)]
    assert Person.objects.get(pk=administrator.pk).is_active


def test_what_was_known_stands_in_the_form(keeper, maarswold):
    school = make_organisation("De Klimop", "school", [maarswold])
    person = make_person("Joke", organisation=school, function="Directeur")
    form = keeper.get(reverse("people:change_person", args=[person.pk])).context["form"]
    assert (form["name"].value(), form["organisation"].value(), form["function"].value()) == (
        "Joke",
        school.pk,
        "Directeur",
    )
    keeper.post(reverse("people:change_person", args=[person.pk]), {"name": "Joke de Boer"})
    person.refresh_from_db()
    assert (person.name, person.organisation) == ("Joke de Boer", None)


def test_a_text_that_is_too_long_says_how_long_and_markup_is_only_text(keeper, municipality):
    page = keeper.post(reverse("people:add_person"), {"name": "x" * 100_000})
    assert "100.000 tekens" in str(page.context["form"].errors)
    keeper.post(reverse("people:add_person"), {"name": "<b>Joke</b> 🌳\x00"})
    person = Person.objects.get(name__startswith="<b>Joke")
    assert "&lt;b&gt;Joke&lt;/b&gt; 🌳" in keeper.get(person.get_absolute_url()).content.decode()


def test_organisations_are_added_changed_and_stopped(keeper, maarswold):
    keeper.post(
        reverse("people:add_organisation"), {"name": "De Klimop", "kind": "school", "work_areas": [maarswold.pk]}
    )
    school = Organisation.objects.get(name="De Klimop")
    keeper.post(reverse("people:change_organisation", args=[school.pk]), {"name": "De Klimop", "kind": "association"})
    school.refresh_from_db()
    assert (school.kind, list(school.work_areas.all())) == ("association", [])
    page = keeper.post(reverse("people:add_organisation"), {"name": "De Klimop", "kind": "school"})
    assert list(page.context["form"].errors) == ["name"]
    keeper.post(reverse("people:end_organisation", args=[school.pk]))
    assert list(queries.organisations()) == []


def test_members_of_a_body_come_and_go(keeper, maarswold):
    body = make_body()
    keeper.post(reverse("people:add_body_member", args=[body.pk]), {"name": "Harm", "from_on": today()})
    member = queries.members_of(body, on=clock.today())[0]
    keeper.post(reverse("people:end_body_membership", args=[member.pk]), {"until_on": today()})
    assert queries.members_of(body, on=clock.today()) == []


# ── Teams ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_puts_the_own_team_together_and_no_other(coordinators, maarswold, mussel):
    person = make_person("Timo")
    place = {
        "person": person.pk,
        "ring": "trades",
        "trade": "groen",
        "takes_signals": "on",
        "order": 1,
        "from_on": today(),
    }
    assert coordinators.post(reverse("people:add_team_member", args=[mussel.pk]), place).status_code == 403
    assert coordinators.post(reverse("people:add_team_member", args=[maarswold.pk]), place).status_code == 302
    member = TeamMember.objects.get()
    assert (member.work_area, member.person, member.trade, member.takes_signals) == (maarswold, person, "groen", True)
    coordinators.post(reverse("people:change_team_member", args=[member.pk]), place | {"trade": "bomen"})
    member.refresh_from_db()
    assert member.trade == "bomen"
    coordinators.post(reverse("people:end_team_member", args=[member.pk]), {"until_on": today()})
    assert queries.takers_of(maarswold, on=clock.today()) == []
    elsewhere = make_team_member(mussel, person=person)
    assert coordinators.post(reverse("people:change_team_member", args=[elsewhere.pk]), place).status_code == 403


def test_an_administrator_puts_every_team_together(keeper, maarswold):
    assert keeper.get(reverse("people:add_team_member", args=[maarswold.pk])).status_code == 200


# ── One's own page ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_changes_their_own_card(coordinators, coordinator):
    coordinators.post(reverse("own_account_change"), {"name": "Corrie", "findable": "Woensdag op straat"})
    coordinator.refresh_from_db()
    assert (coordinator.name, coordinator.findable) == ("Corrie", "Woensdag op straat")


def test_who_is_away_says_so_and_who_is_back_too(coordinators, coordinator, maarswold):
    stand_in = make_person("Vera")
    away = {"from_on": today(), "until_on": (clock.today() + WEEK).isoformat(), "replaced_by": stand_in.pk}
    coordinators.post(reverse("own_account_absence"), away)
    assert queries.contact_of(maarswold, on=clock.today()).person == stand_in
    coordinators.post(reverse("own_account_back"))
    assert (queries.contact_of(maarswold, on=clock.today()).person, Absence.objects.count()) == (coordinator, 0)


# ── The example ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def with_example(settings, municipality):
    """The program as it is with WIJKWERK_EXAMPLE."""
    settings.EXAMPLE = True
    for name in ("Maarswold", "Mussel"):
        make_work_area(name)
    example.make_example_people(municipality, by=CLOCK, at=clock.now())


def test_a_newcomer_is_in_with_one_tap(client, with_example):
    page = client.get(reverse("example_people"))
    assert example.PASSWORD in text_of(page)
    person = Person.objects.get(name="Jelle Brontsema")
    assert client.post(reverse("example_sign_in", args=[person.pk])).url == reverse("start")
    assert client.get(reverse("people:list")).wsgi_request.actor == person


def test_the_shared_password_opens_the_door_too(client, with_example):
    email = example.address_of("Jelle Brontsema")
    client.post(reverse("account_login"), {"login": email, "password": example.PASSWORD})
    assert client.get(reverse("people:list")).wsgi_request.actor.name == "Jelle Brontsema"


def test_only_people_of_the_example_are_let_in_like_that(client, with_example):
    real = make_administrator(account=make_account("echt@example.nl"))
    assert client.post(reverse("example_sign_in", args=[real.pk])).status_code == 404
    assert client.get(reverse("example_sign_in", args=[real.pk])).status_code == 405


def test_filling_the_example_again_changes_nothing(municipality, with_example):
    def counts():
        return [model.objects.count() for model in (Person, Assignment, Organisation, TeamMember)]

    before = counts()
    example.make_example_people(municipality, by=CLOCK, at=clock.now())
    assert counts() == before


def test_who_holds_a_role_of_a_room_above_stands_in_the_list_too(with_example, client, maarswold):
    """The workshop and the houses bring people of their own to the example."""
    sign_in(client, make_holder(Role.HOST, maarswold, name="Gerrie Gastvrouw"))
    assert "Gerrie Gastvrouw" in client.get("/voorbeeld/").text


def test_every_role_that_can_be_held_has_somebody_to_sign_in_as(with_example):
    people = queries.people_with_account(on=clock.today())
    held = {row.role for person in people for row in person.held_now}
    of_rooms_above = {Role.HOST, Role.VOLUNTEER}
    assert held == {role.value for role, part in ROLES.items() if part.held and role not in of_rooms_above}


def test_without_the_example_there_is_no_such_door(client, municipality):
    assert client.get("/voorbeeld/").status_code == 404
