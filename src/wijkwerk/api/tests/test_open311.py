"""GeoReport v2: services, public requests, a new one with a key; JSON, and the same as XML."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from wijkwerk.api.tests.factories import make_key
from wijkwerk.domain.areas.tests.factories import make_buurten, middle
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.tests.factories import make_category, make_signal
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

NOW = clock.now().replace(microsecond=0)


@pytest.fixture
def paving(municipality):
    return make_category("Bestrating", group="Wegen", guidance="Stoepen en straten")


def make_public(work_area, text="Losse tegels bij de school.", *, days_ago=1, **fields):
    at = NOW - timedelta(days=days_ago)
    signal = make_signal(work_area, at=at, **fields)
    return operations.publish(signal, public_text=text, shows_place=True, by=CLOCK, at=at)


def get(client, address, **query):
    response = client.get(f"/open311/v2/{address}", query)
    return response.status_code, response.json()


def errors(response):
    return response.status_code, [error["code"] for error in response.json()]


def test_services_are_the_subjects(client, paving):
    make_category("Oud", is_active=False)
    assert get(client, "services.json", jurisdiction_id="GM0037") == (
        200,
        [
            {
                "service_code": "bestrating",
                "service_name": "Bestrating",
                "description": "Stoepen en straten",
                "metadata": False,
                "type": "realtime",
                "keywords": "",
                "group": "Wegen",
            }
        ],
    )


def test_another_jurisdiction_is_not_found_here(client, municipality):
    assert errors(client.get("/open311/v2/services.json?jurisdiction_id=GM0106")) == (404, [404])


def test_a_public_request_tells_what_everybody_may_read(client, maarswold, paving):
    signal = make_public(maarswold, category=paving)
    make_signal(maarswold)
    Signal.objects.filter(pk=signal.pk).update(public_lat=52.9865, public_lon=6.9555)
    operations.answer_signal(signal, verdict=Verdict.NO, reason="Wij wachten op de riolering.", by=CLOCK, at=NOW)
    status, rows = get(client, f"requests/{signal.pk}.json")
    assert (status, rows) == (
        200,
        [
            {
                "service_request_id": str(signal.pk),
                "status": "closed",
                "status_notes": "nee: Wij wachten op de riolering.",
                "service_name": "Bestrating",
                "service_code": "bestrating",
                "description": "Losse tegels bij de school.",
                "agency_responsible": "Veenkanaal",
                "service_notice": None,
                "requested_datetime": (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "updated_datetime": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "expected_datetime": None,
                "address": None,
                "address_id": None,
                "zipcode": None,
                "lat": 52.9865,
                "long": 6.9555,
                "media_url": None,
            }
        ],
    )
    assert get(client, "requests.json") == (200, rows)


def test_xml_says_the_same(client, maarswold, paving):
    signal = make_public(maarswold, "Tegels < 30 cm & los.", category=paving)
    response = client.get("/open311/v2/requests.xml")
    tree = ElementTree.fromstring(response.content)
    assert (response["Content-Type"], tree.tag, [each.tag for each in tree]) == (
        "text/xml; charset=utf-8",
        "service_requests",
        ["request"],
    )
    assert (tree.findtext("request/service_request_id"), tree.findtext("request/description")) == (
        str(signal.pk),
        "Tegels < 30 cm & los.",
    )
    services = ElementTree.fromstring(client.get("/open311/v2/services.xml").content)
    assert (services.findtext("service/service_code"), services.findtext("service/metadata")) == ("bestrating", "false")


def test_what_is_not_public_is_not_there(client, maarswold):
    signal = make_signal(maarswold)
    assert errors(client.get(f"/open311/v2/requests/{signal.pk}.json")) == (404, [404])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["jong"]),
        ({"start_date": "{-100}", "end_date": "{-95}"}, []),
        ({"start_date": "{-200}", "end_date": "{-120}"}, ["oud"]),
        ({"updated_after": "{-2}"}, ["jong"]),
        ({"updated_after": "{-200}"}, ["jong", "oud"]),
        ({"status": "open"}, ["jong"]),
        ({"status": "closed"}, []),
        ({"status": "closed,open"}, ["jong"]),
        ({"service_code": "bestrating"}, ["jong"]),
        ({"service_code": "groen,onbekend"}, []),
        ({"bbox": "6.9,52.9,7.0,53.0"}, ["jong"]),
        ({"bbox": "6.0,52.0,6.1,52.1"}, []),
        ({"service_request_id": "{oud}"}, ["oud"]),
        ({"page": "2"}, []),
        ({"page_size": "1"}, ["jong"]),
    ],
)
def test_requests_are_found_by_what_is_asked(query, found, client, maarswold, paving):
    young, old = make_public(maarswold, category=paving), make_public(maarswold, days_ago=150)
    Signal.objects.filter(pk=young.pk).update(public_lat=52.9865, public_lon=6.9555)
    names = {str(young.pk): "jong", str(old.pk): "oud"}
    days = {f"{{{-n}}}": (NOW - timedelta(days=n)).isoformat() for n in (2, 95, 100, 120, 200)}
    asked = {name: days.get(value, value.replace("{oud}", str(old.pk))) for name, value in query.items()}
    status, rows = get(client, "requests.json", **asked)
    assert (status, [names[row["service_request_id"]] for row in rows]) == (200, found)


@pytest.mark.parametrize(
    "query",
    [
        "start_date=gisteren",
        "start_date=2020-01-01T00:00:00Z&end_date=2021-01-01T00:00:00Z",
        "page=0",
        "page=11",
        "page=9999999999999",
        "page_size=101",
        "status=weg",
        "bbox=1,2,3",
        "bbox=0,0,90,90",
        "service_request_id=1,x",
    ],
)
def test_a_question_that_does_not_fit_is_refused_in_their_form(query, client, municipality):
    assert errors(client.get(f"/open311/v2/requests.json?{query}")) == (400, [400])


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(many, client, maarswold, django_assert_num_queries):
    for _each in range(many):
        operations.answer_signal(make_public(maarswold), verdict=Verdict.YES, is_done=True, by=CLOCK, at=NOW)
    with django_assert_num_queries(5):  # which municipality, requests, answers, conditions, photos
        client.get("/open311/v2/requests.json")


def report(client, made=None, form="json", **values):
    data = {"service_code": "bestrating", "description": "De stoep ligt open.", "address_string": "Kerkstraat 1"}
    key = {"api_key": made.token} if made else {}
    return client.post(f"/open311/v2/requests.{form}", {**data, **key, **values})


def test_a_request_with_a_key_becomes_a_signal(client, maarswold, paving):
    made = make_key(Role.PARTNER, areas=[maarswold])
    response = report(client, made, email="rika@example.nl", first_name="Rika", last_name="Veen")
    reporter = Reporter.objects.select_related("signal").get()
    signal = reporter.signal
    row = response.json()[0]
    assert (response.status_code, row["service_request_id"], row["account_id"]) == (201, str(signal.pk), None)
    assert (signal.channel, signal.text, signal.category, signal.address) == (
        "open311",
        "De stoep ligt open.",
        paving,
        "Kerkstraat 1",
    )
    assert (reporter.name, reporter.reply_by, reporter.reply_address) == ("Rika Veen", "email", "rika@example.nl")
    assert reporter.link_key in row["service_notice"]


def test_a_request_at_a_point_finds_its_place(client, maarswold, paving):
    make_buurten(2)
    made, (lat, lon) = make_key(), middle(1)
    response = report(client, made, lat=lat, long=lon, phone="0599 123456")
    assert response.status_code == 201
    signal, reporter = Signal.objects.get(), Reporter.objects.get()
    assert (signal.place_kind, signal.lat, signal.buurt_code, reporter.reply_by) == (
        "point",
        lat,
        "BU00370001",
        "phone",
    )
    response = report(client, made, lat="10", long="6.95")
    assert (errors(response), "Deze plek ligt niet in de gemeente" in response.json()[0]["description"]) == (
        (400, [400]),
        True,
    )


def test_xml_is_answered_in_xml(client, maarswold, paving):
    response = report(client, make_key(), form="xml")
    tree = ElementTree.fromstring(response.content)
    assert (response.status_code, tree.findtext("request/service_request_id")) == (201, str(Signal.objects.get().pk))
    response = report(client, form="xml")
    assert (response.status_code, ElementTree.fromstring(response.content).findtext("error/code")) == (403, "403")


def test_a_photo_elsewhere_is_not_fetched_and_that_is_said(client, maarswold, paving):
    response = report(client, make_key(), media_url="https://elders.example/foto.jpg")
    assert "De foto (media_url) is niet overgenomen." in response.json()[0]["service_notice"]


def test_without_a_key_nothing_is_reported(client, maarswold, paving):
    assert errors(report(client)) == (403, [403])
    assert errors(client.post("/open311/v2/requests.json", {"api_key": "onzin"})) == (403, [403])
    assert Signal.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_code": ""},
        {"service_code": "onbekend"},
        {"description": ""},
        {"address_string": ""},
        {"lat": "x", "long": "y"},
        {"email": "geen adres"},
        {"description": "x" * 100_000},
    ],
)
def test_a_request_that_is_not_right_is_refused_in_their_form(wrong, client, maarswold, paving):
    status, codes = errors(report(client, make_key(), **wrong))
    assert (status, set(codes), Signal.objects.sent().count()) == (400, {400}, 0)


def test_what_is_not_there_is_told_in_their_form(client, municipality):
    assert errors(client.get("/open311/v2/onzin.json")) == (404, [404])
    assert errors(client.get("/open311/v2/services.html")) == (404, [404])
    assert errors(client.delete("/open311/v2/requests.json")) == (405, [405])


def test_it_says_where_it_is(client, municipality, settings):
    told = client.get("/open311/discovery.json").json()
    assert told["endpoints"][0]["url"] == f"{settings.BASE_URL}/open311/v2"
