"""People for machines: what everybody may know without a key, and no more."""

from datetime import timedelta

import pytest

from wijkwerk.domain.people.api import HELD, OrganisationKindWord, RingWord, RoleWord
from wijkwerk.domain.people.models import Ring
from wijkwerk.domain.people.models.organisations import Kind
from wijkwerk.domain.people.tests.factories import (
    make_absence,
    make_body,
    make_coordinator,
    make_organisation,
    make_person,
    make_team_member,
    sign_in,
)
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

API = "/api/v1"


@pytest.fixture
def get(client):
    def get(path, **asked):
        answer = client.get(f"{API}{path}", asked)
        return answer.status_code, answer.json()

    return get


def test_organisations_are_given_by_name_with_where_they_work(get, maarswold):
    body = make_body("Wijkraad", [maarswold], own_role="Praten", expects="Antwoord", is_expected="Vragen")
    school = make_organisation("De Klimop", "school", phone="0599 00 00 01")
    status, given = get("/organisaties")
    assert (status, given["volgende"]) == (200, None)
    assert given["resultaten"] == [
        {
            "nummer": school.pk,
            "naam": "De Klimop",
            "soort": "school",
            "over": "",
            "telefoon": "0599 00 00 01",
            "eMail": "",
            "website": "",
            "werkgebieden": [],
            "eigenRol": None,
            "verwacht": None,
            "wordtVerwacht": None,
        },
        get(f"/organisaties/{body.pk}")[1],
    ]
    assert given["resultaten"][1]["eigenRol"] == "Praten"


def test_organisations_are_asked_by_words_kind_and_area(get, maarswold, mussel):
    make_body("Wijkraad", [maarswold])
    make_organisation("De Klimop", "school", [mussel])
    asked = [{"woorden": "klim"}, {"soort": "bewonersorganisatie"}, {"werkgebied": mussel.pk}]
    assert [[row["naam"] for row in get("/organisaties", **each)[1]["resultaten"]] for each in asked] == [
        ["De Klimop"],
        ["Wijkraad"],
        ["De Klimop"],
    ]
    assert [get("/organisaties", soort=kind)[0] for kind in ("verzonnen", "residents_body")] == [400, 400]
    assert get("/organisaties", werkgebied=999)[0] == 404


def test_what_is_not_there_or_of_another_municipality_is_not_found(get, municipality):
    with in_municipality(make_municipality("GM0106", "Elders")):
        other = make_organisation("Elders")
    assert get(f"/organisaties/{other.pk}")[0] == 404
    assert get("/organisaties")[1]["resultaten"] == []


def test_people_are_for_who_may_see_them(client, get, municipality):
    make_person("Ina")
    assert get("/personen")[0] == 401


def test_a_session_of_the_pages_opens_nothing_here(client, get, maarswold):
    sign_in(client, make_coordinator(maarswold))
    assert get("/personen")[0] == 401


def test_a_team_shows_telephone_and_e_mail_only_where_they_may_be_seen(get, maarswold):
    make_coordinator(maarswold, name="Corrie", phone="0599 00 00 01", email="c@example.nl", contact_is_public=True)
    make_team_member(maarswold, person=make_person("Timo", phone="0599 00 00 02"), trade="groen", takes_signals=True)
    status, team = get(f"/teams/{maarswold.pk}")
    assert (status, team["werkgebied"]) == (200, maarswold.pk)
    assert team["aanspreekpunt"]["persoon"]["telefoon"] == "0599 00 00 01"
    assert [(place["persoon"]["naam"], place["persoon"]["telefoon"], place["vak"]) for place in team["leden"]] == [
        ("Corrie", "0599 00 00 01", ""),
        ("Timo", None, "groen"),
    ]
    assert [(place["ring"], place["rol"]) for place in team["leden"]] == [("kern", "wijkregisseur"), ("kern", None)]


def test_a_team_says_who_stands_in(get, maarswold):
    coordinator, stand_in = make_coordinator(maarswold, name="Corrie"), make_person("Vera")
    back = clock.today() + timedelta(days=3)
    make_absence(coordinator, from_on=clock.today(), until_on=back, replaced_by=stand_in)
    contact = get(f"/teams/{maarswold.pk}")[1]["aanspreekpunt"]
    assert (contact["persoon"]["naam"], contact["inPlaatsVan"]["naam"], contact["terugOp"]) == (
        "Vera",
        "Corrie",
        back.isoformat(),
    )


def test_every_code_of_ours_has_its_word_in_the_api():
    for codes, words in [(Kind, OrganisationKindWord), (Ring, RingWord), (Role, RoleWord)]:
        assert [code.name for code in codes] == [word.name for word in words]
    assert {part.held for part in ROLES.values()} == set(HELD)


def test_the_description_names_the_dutch_words_alone(get, municipality):
    schemas = get("/openapi.json")[1]["components"]["schemas"]
    told = {name: schemas[name]["enum"] for name in ("OrganisationKindWord", "RingWord", "PeopleRoleWord", "HeldWord")}
    assert told["RingWord"] == ["kern", "vakmensen", "bondgenoten"]
    assert told["HeldWord"] == ["werkgebied", "gemeente", ""]
    assert told["OrganisationKindWord"][:3] == ["bewonersorganisatie", "gemeente", "wonen"]
    assert (told["PeopleRoleWord"][0], len(told["PeopleRoleWord"])) == ("iedereen", len(Role))


def test_the_table_of_roles_is_given_whole(get, municipality):
    rows = get("/rollen")[1]["resultaten"]
    assert [row["code"] for row in rows] == [RoleWord[role.name] for role in ROLES]
    assert [set(row["mag"]) for row in rows] == [{p.value for p in part.may} for part in ROLES.values()]
