"""What hangs on one person: skills, half-days, keys, functions, partners."""

from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.facilities.models import Function
from wijkwerk.domain.people.tests.factories import LONG_AGO, make_organisation, make_person, sign_in
from wijkwerk.domain.workshop.figures.dependency import Cover, dependency
from wijkwerk.domain.workshop.models import Availability, KeyHolder, ParticipantSkill, WorkshopKey
from wijkwerk.domain.workshop.operations import reach as operations
from wijkwerk.domain.workshop.tests.chore_factories import make_agreed, make_helper
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_participant,
    make_resident,
    make_skill,
)
from wijkwerk.domain.workshop.views.reach import missed_sentences, risk_sentence


def helper(workshop, name, *skills, halves=(), wants=()):
    participant = make_participant(make_resident(workshop, name))
    for skill in (*skills, *wants):
        ParticipantSkill.objects.create(
            participant=participant, skill=make_skill(workshop, skill), wants_to_learn=skill in wants
        )
    for weekday, half in halves:
        Availability.objects.create(participant=participant, weekday=weekday, half=half)
    return participant


def test_a_skill_of_one_person_is_a_risk_and_who_wants_to_learn_it_cannot_do_it_yet(workshop):
    helper(workshop, "Otto", "Elektrisch", "Timmeren", halves=[(1, "afternoon")])
    helper(workshop, "Bep", "Timmeren", wants=["Elektrisch"], halves=[(1, "afternoon"), (2, "morning")])
    found = dependency(workshop, on=MONDAY_ON)
    rows = {row.skill.name: (row.skill.names, row.learning, dict(row.cells)) for row in found.skills}
    assert rows["Elektrisch"][:2] == (["Otto"], 1)
    assert rows["Timmeren"][0] == ["Otto", "Bep"]
    assert rows["Timmeren"][2]["dinsdag middag"] == 2
    risks = [cover.name for kind, cover in found.at_risk if kind == "skill"]
    assert risks == ["Elektrisch"]


def test_a_half_day_hangs_on_who_can_come_alone(workshop):
    helper(workshop, "Otto", halves=[(0, "morning")])
    found = dependency(workshop, on=MONDAY_ON)
    covers = {cover.name: cover for cover in found.halves}
    assert covers["maandag ochtend"] == Cover("maandag ochtend", ["Otto"])
    assert covers["maandag middag"].names == []


def test_a_key_and_a_partner_that_one_person_has_are_risks(workshop, host):
    key = operations.add_key(workshop, name="Voordeur", by=host, at=MONDAY)
    operations.give_key(key, person=host, by=host, at=MONDAY)
    operations.give_key(key, person=host, by=host, at=MONDAY)  # said twice is once
    partner = make_organisation("De Veenkanten")
    make_person("Petra", organisation=partner)
    Function.objects.create(facility=workshop, kind="rounds", organisation=partner, from_on=LONG_AGO)
    Function.objects.create(facility=workshop, kind="forms", from_on=LONG_AGO)
    found = dependency(workshop, on=MONDAY_ON)
    assert found.keys == [Cover("Voordeur", [host.name])]
    assert found.partners == [Cover("De Veenkanten", ["Petra"])]
    assert found.functions == [Cover("Hulp met formulieren en geld", [])]


@pytest.mark.parametrize(
    ("kind", "cover", "sentence"),
    [
        ("skill", Cover("Snoeien", ["Pien"]), "Alleen Pien kan snoeien."),
        ("skill", Cover("Snoeien", []), "Niemand kan nu snoeien."),
        ("half", Cover("maandag ochtend", []), "Op maandag ochtend kan niemand."),
        ("key", Cover("Voordeur", ["Hanneke"]), "Alleen Hanneke heeft Voordeur."),
        ("partner", Cover("De Veenkanten", ["Petra"]), "Bij De Veenkanten kennen wij alleen Petra."),
    ],
)
def test_a_risk_is_one_plain_sentence(kind, cover, sentence):
    assert risk_sentence(kind, cover) == sentence


def test_keys_are_kept_on_the_page(client, workshop, host):
    sign_in(client, host)
    client.post(reverse("workshop:add_key", args=[workshop.pk]), {"name": "Kas"})
    key = WorkshopKey.objects.get()
    client.post(reverse("workshop:give_key", args=[key.pk]), {"holder": f"p{host.pk}"})
    page = client.get(reverse("workshop:dependency", args=[workshop.pk])).text
    assert "Als iemand er niet is" not in page
    assert f"Alleen {host.name} heeft Kas." in page
    client.post(reverse("workshop:take_key_back", args=[KeyHolder.objects.get().pk]))
    client.post(reverse("workshop:drop_key", args=[key.pk]))
    assert list(WorkshopKey.objects.all()) == []


def test_what_stays_undone_without_somebody_is_told_for_the_week_by_name_and_is_no_ranking(workshop, rika, host):
    prune = make_skill(workshop, "Snoeien")
    for name, can in (("Wim Dekker", ["Snoeien"]), ("Anna Bos", ["Sjouwen"]), ("Cor Stam", [])):
        make_helper(workshop, name, can=can, halves=[(2, "morning"), (3, "morning"), (4, "morning")], most_halves=3)
    for title, skills in (
        ("Heg", [prune]),
        ("Boom", [prune]),
        ("Kast", [make_skill(workshop, "Sjouwen")]),
        ("Lamp", []),
    ):
        make_agreed(rika, title, by=host, skills=skills)
    assert missed_sentences(workshop, MONDAY_ON) == [
        "Zonder Anna Bos blijft 1 klus of ronde deze week liggen.",
        "Zonder Wim Dekker blijven 2 klussen of rondes deze week liggen.",
    ]
    assert missed_sentences(workshop, MONDAY_ON + timedelta(days=5)) == [
        "Zonder Anna Bos blijft 1 klus of ronde volgende week liggen.",
        "Zonder Wim Dekker blijven 2 klussen of rondes volgende week liggen.",
    ]


def test_a_volunteer_at_the_desk_does_not_see_what_hangs_on_whom(client, workshop, volunteer):
    sign_in(client, volunteer)
    assert client.get(reverse("workshop:dependency", args=[workshop.pk])).status_code == 403
