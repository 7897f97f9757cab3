"""Signals over the API: what everybody reads, reporting, and what a key may, by role and area."""

import json
import uuid
from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.tests.factories import make_coordinator, make_organisation, make_person, make_team_member
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.api import documents, lists
from wijkwerk.domain.signals.models import Message, PlaceKind, Reporter, Signal
from wijkwerk.domain.signals.operations import Place
from wijkwerk.domain.signals.tests.factories import MONDAY, make_category, make_signal, photo_file
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import api as kit
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.privacy.models import AccessLog
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def publish(signal, text="Losse tegels bij de school.", at=MONDAY):
    return operations.publish(signal, public_text=text, shows_place=True, by=CLOCK, at=at)


def make_public(work_area, text="Losse tegels bij de school.", **fields):
    return publish(make_signal(work_area, **fields), text)


def post(client, path, data, made=None, **headers):
    headers |= bearer(made) if made else {}
    return client.post(path, data, content_type="application/json", headers=headers)


@pytest.fixture
def coordinator_key(maarswold):
    return make_key(Role.COORDINATOR, areas=[maarswold])


# ── What everybody reads ───────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_checked_text_and_nothing_else(client, maarswold):
    signal = make_public(maarswold, category=make_category())
    make_signal(maarswold, "Bij mijn moeder op nummer 3 is de stoep stuk.")
    told = client.get("/api/v1/meldingen").json()
    assert told == {
        "resultaten": [
            {
                "nummer": signal.pk,
                "soort": "melding",
                "staat": "nieuw",
                "tekst": "Losse tegels bij de school.",
                "onderwerp": {"code": "bestrating", "naam": "Bestrating"},
                "werkgebied": {"nummer": maarswold.pk, "naam": "Maarswold"},
                "plek": None,
                "gemeldOp": "2025-03-03T10:00:00Z",
                "gewijzigdOp": "2025-03-03T10:00:00Z",
                "verwachtOp": "2025-03-17",
                "afgerondOp": None,
            }
        ],
        "volgende": None,
    }


def test_one_public_signal_comes_with_its_answer(client, maarswold, settings):
    signal = make_public(maarswold)
    operations.answer_signal(signal, verdict=Verdict.NO, reason="Wij wachten op de riolering.", by=CLOCK, at=MONDAY)
    told = client.get(f"/api/v1/meldingen/{signal.pk}").json()
    assert (told["staat"], told["antwoord"], told["pagina"]) == (
        "afgerond",
        {
            "oordeel": "nee",
            "reden": "Wij wachten op de riolering.",
            "gegevenOp": "2025-03-03T10:00:00Z",
            "voorwaarden": [],
        },
        f"{settings.BASE_URL}/meldingen/{signal.pk}/",
    )


def test_what_is_not_public_is_not_there_without_a_key(client, maarswold):
    signal = make_signal(maarswold)
    assert client.get(f"/api/v1/meldingen/{signal.pk}").status_code == 404
    assert client.get(f"/api/v1/signalen/{signal.pk}").status_code == 401


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("werkgebied={mussel}", ["b"]),
        ("onderwerp=groen", ["a"]),
        ("onderwerp=bestaat-niet", []),
        ("soort=idee", ["c"]),
        ("staat=afgerond", ["b"]),
        ("gemeldVanaf=2025-03-04T00:00:00Z", ["c"]),
        ("gewijzigdVanaf=2025-03-06T00:00:00Z", []),
        ("bbox=6.95,52.98,6.96,52.99", ["c"]),
        ("bbox=6.95,52.98,6.96,52.985", []),
    ],
)
def test_the_filters_narrow_what_everybody_reads(asked, found, client, maarswold, mussel, monkeypatch):
    numbers = {
        make_public(maarswold, "Maai het gras.", category=make_category("Groen")).pk: "a",
        make_public(mussel, "De bank is stuk.").pk: "b",
    }
    operations.answer_signal(
        Signal.objects.get(public_text="De bank is stuk."), verdict=Verdict.YES, is_done=True, by=CLOCK, at=MONDAY
    )
    idea = publish(make_signal(maarswold, kind="idea", at=MONDAY + timedelta(days=2)), "Zet er een bank.")
    Signal.objects.filter(pk=idea.pk).update(public_lat=52.9865, public_lon=6.9555)
    numbers[idea.pk] = "c"
    told = client.get(f"/api/v1/meldingen?{asked.format(mussel=mussel.pk)}").json()["resultaten"]
    assert [numbers[each["nummer"]] for each in told] == found


def test_a_list_goes_on_at_the_address_it_gives(client, maarswold):
    numbers = [make_public(maarswold, at=MONDAY + timedelta(minutes=n)).pk for n in range(5)]
    seen, address = [], "/api/v1/meldingen?aantal=2"
    while address:
        response = client.get(address)
        seen += [each["nummer"] for each in response.json()["resultaten"]]
        address = response.json()["volgende"]
        assert response.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert seen == numbers[::-1]


def test_who_keeps_up_gets_the_oldest_change_first_and_misses_none(client, maarswold):
    signals = [make_public(maarswold, at=MONDAY + timedelta(minutes=n)) for n in range(4)]
    address, seen = "/api/v1/meldingen?aantal=2&gewijzigdVanaf=2025-01-01T00:00:00Z", []
    while address:
        told = client.get(address).json()
        seen += [each["nummer"] for each in told["resultaten"]]
        if len(seen) == 2:
            publish(Signal.objects.get(pk=seen[0]), "Andere woorden.", at=MONDAY + timedelta(hours=1))
        address = told["volgende"]
    numbers = [signal.pk for signal in signals]
    assert seen == [*numbers, numbers[0]]


OF_THE_DOOR = 1  # which municipality


@pytest.mark.parametrize("many", [1, 3])
def test_the_public_list_asks_one_query(many, client, maarswold, django_assert_num_queries):
    for each in range(many):
        make_public(maarswold, category=make_category(f"Onderwerp {each}"))
    client.get("/api/v1/meldingen")
    with django_assert_num_queries(OF_THE_DOOR + 1):
        client.get("/api/v1/meldingen")


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_a_key_asks_one_query_more_for_the_key(
    many, client, maarswold, coordinator_key, django_assert_num_queries
):
    for each in range(many):
        make_signal(maarswold, category=make_category(f"Onderwerp {each}"))
    client.get("/api/v1/signalen", headers=bearer(coordinator_key))
    with django_assert_num_queries(OF_THE_DOOR + 2):
        client.get("/api/v1/signalen", headers=bearer(coordinator_key))


def test_the_bytes_of_the_public_list_are_what_the_description_promises(client, maarswold):
    signal = make_public(maarswold, category=make_category())
    Signal.objects.filter(pk=signal.pk).update(public_lat=52.9865, public_lon=6.9555)
    make_public(maarswold)
    sent = client.get("/api/v1/meldingen").content
    read = documents.PublicSignals.model_validate_json(sent)
    assert kit.as_json(read.model_dump(by_alias=True)) == sent


def test_the_bytes_of_the_list_of_a_key_are_what_the_description_promises(client, maarswold, coordinator_key):
    make_signal(
        maarswold, category=make_category(), place=Place(PlaceKind.ADDRESS, None, None, "Kerkstraat 1", maarswold)
    )
    operations.pick_up(make_signal(maarswold), by=make_coordinator(maarswold), at=MONDAY)
    sent = client.get("/api/v1/signalen", headers=bearer(coordinator_key)).content
    read = documents.Signals.model_validate_json(sent)
    assert kit.as_json(read.model_dump(by_alias=True)) == sent


def test_columns_and_documents_agree():
    assert len(lists.PUBLIC) == len(documents.PublicSignal.model_fields) + 1  # two columns are one point
    assert len(lists.WHOLE) == len(documents.Signal.model_fields) + 4  # five columns are one place


def test_another_municipality_is_another_door(client, maarswold):
    make_public(maarswold)
    make_municipality("GM0106", "Assen", mail_address="wijk@assen.example")
    assert client.get("/api/v1/meldingen", headers={"Host": "assen.localhost"}).json()["resultaten"] == []


# ── Reporting ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_wants_may_report(client, maarswold):
    response = post(
        client,
        "/api/v1/meldingen",
        {
            "tekst": "De lantaarn bij de brug is stuk.",
            "werkgebied": maarswold.pk,
            "melder": {"naam": "Rika Veen", "bereikbaarVia": "e-mail", "adres": "rika@example.nl"},
        },
    )
    reporter = Reporter.objects.get()
    signal = reporter.signal
    assert (response.status_code, response.json()["nummer"], response.json()["sleutel"]) == (
        201,
        signal.pk,
        reporter.link_key,
    )
    assert (signal.text, signal.channel, signal.state, signal.work_area) == (
        "De lantaarn bij de brug is stuk.",
        "web",
        "new",
        maarswold,
    )
    assert [(letter.template, letter.to_address) for letter in Letter.objects.all()] == [
        ("signals/received", "rika@example.nl")
    ]


def test_the_same_client_key_twice_is_one_report(client, maarswold):
    data = {"tekst": "De lantaarn is stuk.", "werkgebied": maarswold.pk, "clientKey": str(uuid.uuid4())}
    first, second = post(client, "/api/v1/meldingen", data), post(client, "/api/v1/meldingen", data)
    assert (first.json(), Signal.objects.count(), Letter.objects.count()) == (second.json(), 1, 0)


@pytest.mark.parametrize(
    ("wrong", "name", "words"),
    [
        ({"tekst": " "}, None, "Vertel in een paar woorden wat er is. Zonder woorden kunnen wij er niets mee."),
        (
            {"werkgebied": None},
            None,
            "Zeg waar het is: kies een plek op de kaart, vul een adres in of kies een gebied.",
        ),
        ({"onderwerp": "bestaat-niet"}, "onderwerp", None),
        ({"werkgebied": 999999}, "werkgebied", None),
        ({"tekst": "x" * 5001}, "tekst", "Dit is te lang: hooguit 5000 tekens."),
        (
            {"melder": {"bereikbaarVia": "e-mail", "adres": "geen adres"}},
            "melder.adres",
            "Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl.",
        ),
        (
            {"melder": {"bereikbaarVia": "e-mail"}},
            None,
            "Vul in waar wij u kunnen bereiken, of kies dat u geen bericht wilt.",
        ),
        ({"onbekend": 1}, "onbekend", "Dit veld kennen wij niet."),
        ({"punt": {"lat": 91, "lon": 6}}, "punt.lat", "Dit mag hooguit 90.0 zijn."),
    ],
)
def test_a_report_that_is_not_right_is_refused_with_a_sentence(wrong, name, words, client, maarswold):
    data = {"tekst": "De lantaarn is stuk.", "werkgebied": maarswold.pk} | wrong
    response = post(client, "/api/v1/meldingen", {key: value for key, value in data.items() if value is not None})
    told = response.json()
    assert (response.status_code, Signal.objects.sent().count()) == (400, 0)
    if name:
        assert told["errors"][0]["name"] == name
    if words:
        assert words in (told["detail"], *[each["detail"] for each in told.get("errors", [])])


def test_who_may_report_for_a_resident_says_how_it_came_in(client, maarswold):
    desk, partner = make_key(Role.DESK), make_key(Role.PARTNER, areas=[maarswold])
    data = {"tekst": "De lantaarn is stuk.", "werkgebied": maarswold.pk, "kanaal": "telefoon"}
    assert post(client, "/api/v1/meldingen", data, partner).status_code == 403
    assert post(client, "/api/v1/meldingen", data).status_code == 403
    assert post(client, "/api/v1/meldingen", data, desk).status_code == 201
    assert [signal.channel for signal in Signal.objects.all()] == ["phone"]


# ── One's own, by its link ─────────────────────────────────────────────────────────────────────────────────────────
def test_who_holds_the_link_follows_and_adds(client, maarswold, media):
    reporter = make_signal(maarswold).reporters.get()
    address = f"/api/v1/eigen-meldingen/{reporter.link_key}"
    assert client.get(address).json()["uitleg"] == "Uw melding is binnen. Nog niemand heeft ernaar gekeken."
    key = str(uuid.uuid4())
    for _twice in range(2):
        assert post(client, f"{address}/berichten", {"tekst": "Nu is het erger.", "clientKey": key}).status_code == 201
    assert client.post(f"{address}/fotos", {"foto": photo_file()}).status_code == 201
    told = client.get(address).json()
    assert [(each["richting"], each["tekst"]) for each in told["berichten"]] == [("van-melder", "Nu is het erger.")]
    assert reporter.signal.photos.count() == 1


def test_a_photo_that_is_none_is_refused(client, maarswold, media):
    reporter = make_signal(maarswold).reporters.get()
    bad = photo_file()
    bad.file.seek(0)
    bad.file.write(b"geen foto")
    bad.file.truncate()
    bad.size = 9
    response = client.post(f"/api/v1/eigen-meldingen/{reporter.link_key}/fotos", {"foto": bad})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_link_that_was_never_given_out_opens_nothing(client, municipality):
    assert client.get("/api/v1/eigen-meldingen/onbekend").status_code == 404


def test_a_link_that_has_expired_says_so(client, maarswold):
    reporter = make_signal(maarswold).reporters.get()
    reporter.link_until = clock.today() - timedelta(days=1)
    reporter.save()
    assert client.get(f"/api/v1/eigen-meldingen/{reporter.link_key}").status_code == 410


# ── Roles and areas ────────────────────────────────────────────────────────────────────────────────────────────────
READS = ["", "/fotos/{photo}"]
DEEDS = {
    "antwoorden": {"oordeel": "nee", "reden": "Dit doen wij niet."},
    "oppakken": {},
    "doorgeven": {"persoon": 1},
    "berichten": {"tekst": "Wij kijken ernaar."},
    "notities": {"tekst": "Bel de aannemer."},
    "afronden": {},
    "fotos": None,
}


def doing(client, signal, deed, made):
    path = f"/api/v1/signalen/{signal.pk}/{deed}"
    if DEEDS[deed] is None:
        return client.post(path, {"foto": photo_file()}, headers=bearer(made))
    return post(client, path, DEEDS[deed], made)


def statuses(client, signal, photo, made):
    found = {
        f"lees{path}": client.get(
            f"/api/v1/signalen/{signal.pk}{path.format(photo=photo.pk)}", headers=bearer(made)
        ).status_code
        for path in READS
    }
    return found | {deed: doing(client, signal, deed, made).status_code for deed in DEEDS}


def test_a_key_of_one_area_reaches_no_signal_of_another(client, maarswold, mussel, media):
    signal = make_signal(maarswold, "Achter het huis ligt afval.")
    photo = operations.add_photo(signal.reporters.get(), photo_file(), by=CLOCK, at=MONDAY)
    before = signal.version
    elsewhere = make_key(Role.COORDINATOR, Role.SPECIALIST, Role.ALDERMAN, areas=[mussel])
    assert set(statuses(client, signal, photo, elsewhere).values()) == {403}
    signal.refresh_from_db()
    assert signal.version == before + 1  # the photo above, and nothing after
    for query in (
        "",
        f"?werkgebied={maarswold.pk}",
        "?staat=nieuw",
        "?gemeldVanaf=2020-01-01T00:00:00Z",
        "?bbox=6,52,7,53",
    ):
        assert client.get(f"/api/v1/signalen{query}", headers=bearer(elsewhere)).json()["resultaten"] == []


def test_a_key_sees_the_signals_of_its_areas_alone(client, maarswold, mussel, coordinator_key):
    here, _elsewhere = make_signal(maarswold), make_signal(mussel)
    told = client.get("/api/v1/signalen", headers=bearer(coordinator_key)).json()["resultaten"]
    assert [each["nummer"] for each in told] == [here.pk]


MAY = {
    Role.COORDINATOR: {"lees", "antwoorden", "oppakken", "doorgeven", "berichten", "notities", "afronden", "fotos"},
    Role.SPECIALIST: {"lees", "oppakken", "notities", "afronden"},
    Role.ALDERMAN: {"lees"},
    Role.DESK: {"lees", "notities", "fotos"},
    Role.RESIDENTS_BODY: set(),
    Role.PARTNER: set(),
    Role.CLERK: set(),
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_of_a_key_comes_where_the_table_says(role, client, maarswold, media):
    signal = make_signal(maarswold)
    photo = operations.add_photo(signal.reporters.get(), photo_file(), by=CLOCK, at=MONDAY)
    made = make_key(role, areas=[] if role in (Role.DESK, Role.CLERK, Role.ADMINISTRATOR) else [maarswold])
    allowed = {deed.split("/")[0] for deed, status in statuses(client, signal, photo, made).items() if status != 403}
    assert allowed == MAY[role]


def test_who_may_not_know_the_reporter_does_not_see_one(client, maarswold):
    signal = make_signal(maarswold)
    made = make_key(Role.SPECIALIST, areas=[maarswold])
    response = client.get(f"/api/v1/signalen/{signal.pk}", headers=bearer(made))
    assert (response.json()["melders"], "rika" in response.content.decode().lower()) == (None, False)
    assert AccessLog.objects.count() == 0


def test_reading_who_reported_is_written_down(client, maarswold, coordinator_key):
    signal = make_signal(maarswold)
    told = client.get(f"/api/v1/signalen/{signal.pk}", headers=bearer(coordinator_key)).json()
    assert [(each["naam"], each["adres"]) for each in told["melders"]] == [("Rika Veen", "rika@example.nl")]
    assert [(row.actor_kind, row.actor_id) for row in AccessLog.objects.all()] == [("key", coordinator_key.key.pk)]


def test_a_signal_without_an_area_is_found_by_whoever_can_put_it_in_one(client, maarswold, coordinator_key):
    operations.report_signal(
        text="Ergens is iets.", place=Place(), reply_to=operations.ReplyTo(), by=CLOCK, at=MONDAY, needs_place=False
    )
    make_signal(maarswold)
    body = make_key(Role.RESIDENTS_BODY, areas=[maarswold])
    address = "/api/v1/signalen?zonderWerkgebied=true"
    assert len(client.get(address, headers=bearer(coordinator_key)).json()["resultaten"]) == 1
    assert client.get(address, headers=bearer(body)).status_code == 403


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def answering(client, maarswold, made, **data):
    signal = make_signal(maarswold)
    return signal, post(client, f"/api/v1/signalen/{signal.pk}/antwoorden", data, made)


def test_a_no_without_a_reason_is_refused(client, maarswold, coordinator_key):
    signal, response = answering(client, maarswold, coordinator_key, oordeel="nee")
    assert (response.status_code, response["Content-Type"], response.json()["detail"], response.json()["code"]) == (
        400,
        "application/problem+json",
        "Schrijf op waarom het antwoord nee is. Zonder reden kan een nee niet.",
        "ReasonMissing",
    )
    signal.refresh_from_db()
    assert signal.state == "new"


def test_a_no_with_a_reason_ends_it_and_the_reporter_hears(client, maarswold, coordinator_key):
    signal, response = answering(client, maarswold, coordinator_key, oordeel="nee", reden="Het wordt al vernieuwd.")
    signal.refresh_from_db()
    assert (response.status_code, response.json()["oordeel"], signal.state) == (201, "nee", "done")
    assert Letter.objects.filter(template="signals/answered").count() == 1


def test_a_yes_says_when(client, maarswold, coordinator_key):
    _signal, response = answering(client, maarswold, coordinator_key, oordeel="ja")
    assert response.json()["code"] == "DateMissing"
    signal, response = answering(client, maarswold, coordinator_key, oordeel="ja", verwachtOp="2099-01-02")
    signal.refresh_from_db()
    assert (response.status_code, signal.state) == (201, "underway")


def test_a_condition_is_concrete(client, maarswold, coordinator_key):
    _signal, response = answering(client, maarswold, coordinator_key, oordeel="ja-mits")
    assert (response.status_code, response.json()["code"]) == (400, "ConditionMissing")
    condition = {"soort": "geld", "wat": "2.000 euro", "vanWie": "het wijkbudget", "uiterlijkOp": "2099-01-02"}
    signal, response = answering(
        client, maarswold, coordinator_key, oordeel="ja-mits", voorwaarden=[condition | {"bedragInCenten": 200000}]
    )
    signal.refresh_from_db()
    told = response.json()["voorwaarden"][0]
    assert ({name: told[name] for name in condition}, told["staat"], signal.state) == (
        condition,
        "open",
        "conditional",
    )


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(client, maarswold, coordinator_key):
    signal = make_signal(maarswold)
    operations.add_note(signal, text="Gebeld.", by=CLOCK, at=MONDAY)
    data = {"oordeel": "nee", "reden": "Nee.", "versie": signal.version - 1}
    response = post(client, f"/api/v1/signalen/{signal.pk}/antwoorden", data, coordinator_key)
    assert (response.status_code, response.json()["code"]) == (409, "ChangedMeanwhile")


def test_picking_up_is_visible(client, maarswold, coordinator_key):
    signal = make_signal(maarswold)
    told = post(client, f"/api/v1/signalen/{signal.pk}/oppakken", {}, coordinator_key).json()
    assert (told["staat"], told["opgepaktOp"] is not None) == ("in-behandeling", True)


def test_handing_over_goes_to_one_that_is_there(client, maarswold, coordinator_key):
    signal, address = make_signal(maarswold), "/api/v1/signalen/{}/doorgeven"
    person = make_person("Sem Specialist", email="sem@example.nl")
    make_team_member(maarswold, person=person)
    gone = make_person("Weg Gegaan", is_active=False)
    path = address.format(signal.pk)
    assert post(client, path, {"persoon": gone.pk}, coordinator_key).json()["code"] == "NobodyThere"
    assert post(client, path, {}, coordinator_key).json()["code"] == "NobodyChosen"
    assert post(client, path, {"persoon": person.pk}, coordinator_key).json()["persoon"] == person.pk
    housing = make_organisation()
    assert post(client, path, {"organisatie": housing.pk}, coordinator_key).json()["organisatie"] == housing.pk


def test_a_question_makes_the_signal_wait_for_the_reporter(client, maarswold, coordinator_key):
    signal = make_signal(maarswold)
    path = f"/api/v1/signalen/{signal.pk}/berichten"
    assert post(client, path, {"tekst": "Welke kant?", "isVraag": True}, coordinator_key).status_code == 201
    signal.refresh_from_db()
    assert (signal.state, [message.is_question for message in Message.objects.all()]) == ("asked", [True])


def test_a_photo_comes_as_it_is_kept(client, maarswold, media, coordinator_key):
    signal = make_signal(maarswold)
    photo = operations.add_photo(signal.reporters.get(), photo_file(), by=CLOCK, at=MONDAY)
    address = client.get(f"/api/v1/signalen/{signal.pk}", headers=bearer(coordinator_key)).json()["fotos"][0]
    assert address == f"http://testserver/api/v1/signalen/{signal.pk}/fotos/{photo.pk}"
    response = client.get(address, headers=bearer(coordinator_key))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")


def test_a_draft_is_nobodys(client, maarswold, coordinator_key):
    draft = operations.start_draft(by=CLOCK, at=MONDAY, text="Nog niet af", place=Place(work_area=maarswold))
    made = make_key(Role.COORDINATOR)
    assert client.get(f"/api/v1/signalen/{draft.signal.pk}", headers=bearer(made)).status_code == 404
    assert client.get("/api/v1/signalen", headers=bearer(made)).json()["resultaten"] == []
    assert client.get(f"/api/v1/eigen-meldingen/{draft.link_key}").status_code == 404


def test_what_is_sent_with_the_wrong_type_is_told(client, maarswold, coordinator_key):
    signal = make_signal(maarswold)
    response = client.post(
        f"/api/v1/signalen/{signal.pk}/antwoorden",
        json.dumps(["nee"]),
        content_type="application/json",
        headers=bearer(coordinator_key),
    )
    assert response.status_code == 400
