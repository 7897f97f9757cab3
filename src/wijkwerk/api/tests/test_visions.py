"""Visions, indicators, themes and programmes for machines: the same deeds as the pages, and the same walls."""

from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.tests.factories import make_organisation, make_work_area
from wijkwerk.domain.plans.models import Measurement, VisionComment
from wijkwerk.domain.plans.operations import themes
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def key(municipality):
    return bearer(make_key(Role.COORDINATOR))


@pytest.fixture
def sent(client, key):
    def send(place, data, method="post"):
        return getattr(client, method)(f"{API}/{place}", data, content_type="application/json", headers=key)

    return send


def test_everybody_reads_what_is_public_and_no_draft(client, maarswold):
    draft, public = make.make_vision(maarswold), make.make_vision(maarswold, state=VisionState.ADOPTED)
    assert [each["nummer"] for each in client.get(f"{API}/wijkvisies").json()["resultaten"]] == [public.pk]
    assert client.get(f"{API}/wijkvisies/{draft.pk}").status_code == 404
    whole = client.get(f"{API}/wijkvisies/{public.pk}").json()
    assert (whole["staat"], whole["besluitnummer"], whole["doelen"][0]["titel"]) == (
        "vastgesteld",
        "2025-12",
        "Veilig over straat",
    )


def test_a_key_writes_a_vision_puts_it_forward_and_says_what_was_done(client, sent, maarswold):
    values = {"werkgebied": maarswold.pk, "titel": "Visie", "vanJaar": 2026, "totJaar": 2036}
    made = sent("wijkvisies", values).json()
    place = f"wijkvisies/{made['nummer']}"
    assert sent(f"{place}/doelen", {"titel": "Veilig"}).status_code == 201
    changed = {"titel": "Anders", "vanJaar": 2026, "totJaar": 2036, "versie": made["versie"]}
    assert sent(place, changed, "put").status_code == 409
    until = str(clock.today() + timedelta(days=30))
    assert sent(f"{place}/voorleggen", {"reagerenTot": until}).json()["staat"] == "ligt voor"
    said = {"tekst": "Meer bomen", "email": "fenna@example.nl", "naam": "Fenna"}
    assert client.post(f"{API}/{place}/reacties", said, content_type="application/json").status_code == 201
    assert client.get(f"{API}/{place}").json()["reacties"] == []
    comment = VisionComment.objects.get()
    handled = sent(
        f"{place}/reacties/{comment.pk}/verwerking", {"overgenomen": "deels", "toelichting": "Langs het water"}
    )
    assert handled.json()["overgenomen"] == "deels"
    shown = client.get(f"{API}/{place}").content.decode()
    assert ("Meer bomen" in shown, "Fenna" in shown, "fenna@" in shown) == (True, False, False)
    decision = {"vastgesteldDoor": "gemeenteraad", "vastgesteldOp": str(clock.today()), "besluitnummer": "1"}
    assert sent(f"{place}/vaststelling", decision).status_code == 409


def test_without_a_key_nobody_writes(client, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    place = f"{API}/wijkvisies/{vision.pk}/doelen"
    assert client.post(place, {"titel": "Veilig"}, content_type="application/json").status_code == 401


def test_a_figure_comes_in_and_the_series_goes_out(client, sent, maarswold):
    indicator = make.make_indicator(make.make_vision(maarswold, state=VisionState.ADOPTED).goals.get(), kind="mark")
    place = f"indicatoren/{indicator.pk}"
    assert sent(f"{place}/metingen", {"jaar": 2024, "waarde": 6.5}).status_code == 200
    assert sent(f"{place}/metingen", {"jaar": 2023, "bekend": "niet gemeten"}).status_code == 200
    assert sent(f"{place}/metingen", {"jaar": 2022, "waarde": 60}).status_code == 400
    rows = client.get(f"{API}/{place}").json()["metingen"]
    assert [(row["periode"], row["waarde"], row["bekend"]) for row in rows] == [
        ("2023", None, "niet gemeten"),
        ("2024", 6.5, "gemeten"),
    ]
    assert Measurement.objects.count() == 2


def test_a_theme_reads_over_all_areas_and_is_worked_out(client, sent, maarswold):
    theme = themes.add_theme(title="Eenzaamheid", from_year=2020, **make.BY)
    assert client.get(f"{API}/gemeentethemas").json()["resultaten"][0]["titel"] == "Eenzaamheid"
    place = f"gemeentethemas/{theme.pk}/gebieden/{maarswold.pk}"
    assert sent(place, {"uitwerking": "Een eettafel", "versie": 0}, "put").status_code == 200
    assert sent(place, {"uitwerking": "Iets anders", "versie": 0}, "put").status_code == 409
    rows = client.get(f"{API}/gemeentethemas/{theme.pk}").json()["gebieden"]
    assert [(row["werkgebiedNaam"], row["uitwerking"]) for row in rows] == [("Maarswold", "Een eettafel")]


def test_a_programme_is_agreed_and_adopted_and_its_money_reserved(client, sent, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    housing, body, today = make_organisation("Wonen"), make.make_body(maarswold), str(clock.today())
    values = {
        "werkgebied": maarswold.pk, "titel": "Programma", "visieNummer": vision.pk, "vanJaar": 2033, "totJaar": 2037,
    }  # fmt: skip
    assert sent("wijkprogrammas", values).status_code == 409
    made = sent("wijkprogrammas", values | {"looptDoorOmdat": "De brug duurt langer"}).json()
    place = f"wijkprogrammas/{made['nummer']}"
    assert client.get(f"{API}/{place}").status_code == 404
    effort = {
        "organisatie": housing.pk, "doet": "Legt aan", "doelNummer": vision.goals.get().pk, "bedragInCenten": 500,
    }  # fmt: skip
    number = sent(f"{place}/inspanningen", effort).json()["nummer"]
    reserved = sent(f"inspanningen/{number}/reservering", {"gereserveerdOp": today}).json()
    assert reserved["gereserveerdOp"] == today
    agreed = {"organisatie": body.pk, "naam": "de voorzitter", "op": today}
    assert sent(f"{place}/instemmingen", agreed).json()["staat"] == "afgesproken"
    assert sent(f"{place}/vaststelling", {"vastgesteldOp": today}).json()["staat"] == "vastgesteld"
    assert "de voorzitter" not in client.get(f"{API}/{place}").content.decode()


def test_a_body_reacts_to_a_programme_and_hears_what_was_done(client, maarswold):
    programme, body = make.make_programme(maarswold), make.make_body(maarswold)
    body_key = bearer(make_key(Role.RESIDENTS_BODY, areas=[maarswold]))
    keeper = bearer(make_key(Role.COORDINATOR, areas=[maarswold]))
    address = f"/api/v1/wijkprogrammas/{programme.pk}/reacties"
    values = {"tekst": "Meer groen", "organisatie": body.pk}

    def sent(place, data, headers=None):
        return client.post(place, data, content_type="application/json", headers=headers or {})

    said = sent(address, values, body_key)
    assert (said.status_code, said.json()["namens"], said.json()["overgenomen"]) == (
        201,
        body.name,
        "nog te bekijken",
    )
    assert sent(address, values | {"organisatie": 999}, body_key).json()["code"] == "NoSuchOrganisation"
    assert sent(address, values | {"inspanningNummer": 999}, body_key).json()["code"] == "EffortElsewhere"
    own = f"{address}/{said.json()['nummer']}/verwerking"
    assert sent(own, {"overgenomen": "niet"}, keeper).status_code == 400
    assert sent(own, {"overgenomen": "niet", "toelichting": "Geen plek."}, keeper).json()["toelichting"] == "Geen plek."
    assert (sent(own, {"overgenomen": "niet"}, body_key).status_code, sent(address, values).status_code) == (403, 401)
    whole = client.get(f"/api/v1/wijkprogrammas/{programme.pk}", headers=body_key).json()
    assert [each["tekst"] for each in whole["reacties"]] == ["Meer groen"]
