"""The national API design rules, held over our own description and answers."""

import re

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.api.version import VERSION
from wijkwerk.domain.people.tests.factories import make_coordinator, sign_in
from wijkwerk.foundation.access.roles import Role

KEBAB = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CAMEL = re.compile(r"^[a-z]+([A-Z]?[a-z0-9]+)*$")
RESOURCES = [
    "soorten",
    "stemrondes",
    "getelde-uitleningen",
    "wachtplekken",
    "onderwerpen",
    "meldingen",
    "eigen-meldingen",
    "signalen",
    "gebieden",
    "werkgebieden",
    "adressen",
    "organisaties",
    "personen",
    "teams",
    "rollen",
    "projecten",
    "wijkvisies",
    "indicatoren",
    "gemeentethemas",
    "wijkprogrammas",
    "inspanningen",
    "wijkevaluaties",
    "bevindingen",
    "enquetes",
    "vragenlijsten",
    "overleggen",
    "overlegreeksen",
    "overlegsoorten",
    "agendapunten",
    "acties",
    "besluiten",
    "bezwaren",
    "bijeenkomsten",
    "aanmeldingen",
    "proeven",
    "rode-draad",
    "schouwen",
    "schouwuitkomsten",
    "schouwbevindingen",
    "schouwlopers",
    "schouwinstellingen",
    "schouwschalen",
    "schouwonderwerpen",
    "schouwaspecten",
    "schouwvoorbeelden",
    "vaste-schouwpunten",
    "voorzieningen",
    "convenanten",
    "afspraken",
    "werkplaatsen",
    "uitleen",
    "reserveringen",
    "klussen",
    "klusjes",
    "weken",
    "rondes",
    "fietsen",
    "fietsregelingen",
    "toekenningen",
    "reparaties",
    "werkbank",
    "diensten",
    "plaatsen",
    "tuinen",
    "percelen",
    "wachtlijst",
    "opgaven",
    "activiteitcodes",
    "jaarplanningen",
    "geplande-activiteiten",
    "stappen",
    "budgetten",
    "budgetsoorten",
    "budgetregels",
    "budgetrondes",
    "verdeelonderdelen",
    "commissies",
    "commissieleden",
    "beraden",
    "belangen",
    "klaargezette-besluiten",
    "stemrondes",
    "initiatieven",
    "eigen-initiatieven",
    "steunbetuigingen",
    "hulpvragen",
    "initiatiefberichten",
    "handtekeninglijsten",
    "waarderingen",
    "voordrachten",
    "juryleden",
    "aanvragen",
    "partnerbijdragen",
    "betaalrekeningen",
    "betaalbestanden",
    "betalingen",
    "spaargelden",
    "boekingen",
    "potten",
    "papieren-aanvragen",
    "eigen-aanvragen",
    "verantwoordingen",
    "terugvorderingen",
    "budgetverantwoordingen",
    "verhalen",
]


@pytest.fixture
def document(client, municipality):
    return client.get("/api/v1/openapi.json").json()


def operations(document):
    return [
        (path, method, details) for path, methods in document["paths"].items() for method, details in methods.items()
    ]


def test_the_description_is_open_to_all(client, municipality):
    response = client.get("/api/v1/openapi.json", headers={"Origin": "https://elders.example"})
    assert (response.status_code, response["Content-Type"], response["Access-Control-Allow-Origin"]) == (
        200,
        "application/json",
        "*",
    )


def test_the_description_says_who_and_which_version(document):
    assert document["openapi"].startswith("3.")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert document["info"]["contact"] == {
        "name": "Veenkanaal",
        "url": "http://127.0.0.1:8000/contact/",
        "email": "wijk@example.nl",
    }
    assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]


def test_addresses_are_kebab_case_without_a_slash_at_the_end_under_one_version(document):
    faults = [
        path
        for path in document["paths"]
        if path.endswith("/")
        or not path.startswith("/api/v1/")
        or not all(KEBAB.match(part) for part in path.removeprefix("/api/v1/").split("/") if not part.startswith("{"))
    ]
    assert faults == []


def test_addresses_begin_with_a_dutch_plural_that_is_on_the_list(document):
    assert {path.split("/")[3] for path in document["paths"]} - set(RESOURCES) == set()


def names_in(schema):
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from names_in(part)
    if isinstance(schema, list):
        for part in schema:
            yield from names_in(part)


def test_names_of_fields_and_parameters_are_camel_case(document):
    names = set(names_in(document["components"]["schemas"]))
    names |= {each["name"] for _path, _method, details in operations(document) for each in details["parameters"]}
    assert {name for name in names if not CAMEL.match(name)} == set()


def test_each_operation_says_its_errors_as_problems_and_its_version(document):
    for path, method, details in operations(document):
        bad = {code: each for code, each in details["responses"].items() if int(code) >= 400}
        assert "400" in bad, (path, method)
        assert {name for each in bad.values() for name in each["content"]} == {"application/problem+json"}
        assert all("API-Version" in each["headers"] for each in details["responses"].values())


def test_each_operation_has_a_name_of_its_own_and_a_summary(document):
    ids = [details["operationId"] for _path, _method, details in operations(document)]
    assert len(ids) == len(set(ids))
    assert [path for path, _method, details in operations(document) if not details["summary"]] == []


def test_references_lead_somewhere(document):
    wanted = set(re.findall(r'#/components/schemas/([^"\']+)', str(document)))
    assert wanted - set(document["components"]["schemas"]) == set()


def test_no_document_is_told_from_another_by_a_number(document):
    assert [name for name in document["components"]["schemas"] if not re.fullmatch(r"[A-Z][A-Za-z]+", name)] == []


def name_of(document, path):
    body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return body["$ref"].rsplit("/", 1)[1]


def test_documents_of_one_name_say_where_they_come_from(document):
    paths = {
        "/wijkevaluaties/{nummer}/bevindingen": "PlansFindingInput",
        "/schouwen/{nummer}/bevindingen": "InspectionsFindingInput",
        "/waarderingen/{nummer}/afzegging": "AwardsReasonInput",
        "/initiatieven/{nummer}/weigering": "InitiativesReasonInput",
        "/initiatieven/{nummer}/samenvoeging": "MergeInput",
    }
    assert {path: name_of(document, f"/api/v1{path}") for path in paths} == paths


def body_of(document, path):
    return document["components"]["schemas"][name_of(document, path)]["properties"]


def test_documents_of_one_name_in_two_rooms_are_described_each_as_it_is(document):
    found = body_of(document, "/api/v1/wijkevaluaties/{nummer}/bevindingen")
    seen = body_of(document, "/api/v1/schouwen/{nummer}/bevindingen")
    assert ("gewicht" in found, "uiterlijk" in found) == (True, False)
    assert ("gewicht" in seen, "uiterlijk" in seen) == (False, True)


def test_what_needs_a_key_says_so(document):
    closed = {path for path, _method, details in operations(document) if "security" in details}
    assert "/api/v1/signalen" in closed
    assert "/api/v1/meldingen" not in closed


ANSWERS = [
    "/api/v1/meldingen",
    "/api/v1/openapi.json",
    "/api/v1/bestaat-niet",
    "/api/v1/meldingen/1",
    "/api/v1/signalen",
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_says_its_version(path, client, municipality):
    assert client.get(path)["API-Version"] == VERSION


@pytest.mark.parametrize("path", ["/api/v1/meldingen/", "/api/v1/openapi.json/", "/api/v1/", "/api/v1/signalen/1/"])
def test_a_slash_at_the_end_is_not_found_and_not_led_elsewhere(path, client, municipality):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/meldingen/1", 404),
        ("get", "/api/v1/meldingen/99999999999999999999999", 404),
        ("get", "/api/v1/meldingen?werkgebied=99999999999999999999999", 400),
        ("get", "/api/v1/bestaat-niet", 404),
        ("get", "/api/v1/signalen", 401),
        ("delete", "/api/v1/meldingen", 405),
        ("get", "/api/v1/meldingen?aantal=1000", 400),
        ("get", "/api/v1/meldingen?bbox=1,2,3", 400),
        ("get", "/api/v1/meldingen?volgende=kapot", 400),
        ("get", "/api/v1/meldingen?gemeldVanaf=2026-01-01T00:00:00", 400),
        ("post", "/api/v1/meldingen", 400),
    ],
)
def test_errors_are_problem_documents(method, path, status, client, municipality):
    response = getattr(client, method)(path)
    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert (told["status"], bool(told["title"]), bool(told["detail"])) == (status, True, True)


def test_a_wrong_value_is_named_with_what_is_wrong(client, municipality):
    assert client.get("/api/v1/meldingen?aantal=1000").json() == {
        "status": 400,
        "title": "De vraag klopt niet",
        "detail": "Kijk bij “errors” wat er niet klopt.",
        "errors": [{"in": "query", "name": "aantal", "code": "less_than_equal", "detail": "Dit mag hooguit 100 zijn."}],
    }


def test_text_that_is_no_json_is_refused(client, municipality):
    response = client.post("/api/v1/meldingen", "{", content_type="application/json")
    assert (response.status_code, response.json()["detail"]) == (400, "Dit is geen geldige JSON.")


def test_asking_only_for_the_headers_gives_those_of_the_answer(client, municipality):
    whole, head = client.get("/api/v1/meldingen"), client.head("/api/v1/meldingen")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(whole.content)))


def test_a_browser_of_another_site_may_ask_what_it_may_do(client, municipality):
    response = client.options("/api/v1/meldingen", headers={"Origin": "https://elders.example"})
    assert (response.status_code, response["Allow"], response["Access-Control-Allow-Headers"]) == (
        204,
        "GET, HEAD, OPTIONS, POST",
        "Authorization, Content-Type",
    )
    assert client.options("/api/v1/onderwerpen")["Allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/open311/v2/services.json")["Allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/api/v1/bestaat-niet").status_code == 404


def test_a_fault_of_ours_is_a_problem_document_too(client, municipality, monkeypatch):
    monkeypatch.setattr("wijkwerk.domain.signals.api.lists.public_documents", lambda rows: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/api/v1/meldingen")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")


def test_no_cookie_opens_the_door(client, maarswold):
    """Who is signed in on the pages is a visitor here: another site could otherwise act in their name."""
    sign_in(client, make_coordinator(maarswold))
    assert client.get("/api/v1/signalen").status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/meldingen", "/api/v1/bestaat-niet", "/open311/v2/services.json"])
def test_an_answer_to_a_machine_sets_no_cookie_is_kept_by_nobody_and_is_nothing_but_data(path, client, municipality):
    response = client.get(path)
    told = ("Cache-Control", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Content-Length")
    assert [response[name] for name in told] == [
        "no-store",
        "default-src 'none'; frame-ancestors 'none'",
        "DENY",
        "nosniff",
        str(len(response.content)),
    ]
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)


def test_who_signs_in_with_a_key_gets_in(client, maarswold):
    made = make_key(Role.COORDINATOR, areas=[maarswold])
    assert client.get("/api/v1/signalen", headers=bearer(made)).status_code == 200


NUL = "%00"


@pytest.mark.parametrize(
    "path",
    [
        f"/api/v1/meldingen?onderwerp={NUL}",
        f"/api/v1/eigen-meldingen/{NUL}",
        f"/api/v1/organisaties?woorden={NUL}",
        f"/api/v1/adressen?zoek={NUL}",
        f"/api/v1/adressen/{NUL}",
        f"/api/v1/gebieden/{NUL}",
        f"/api/v1/rode-draad/{NUL}/1",
        f"/api/v1/projecten?staat={NUL}",
        f"/open311/v2/requests.json?service_code={NUL}",
        f"/open311/v2/services.json?jurisdiction_id={NUL}",
        "/api/v1/meldingen?onderwerp=%ff",
    ],
)
def test_letters_that_no_database_takes_are_no_fault_of_ours(path, client, municipality):
    assert client.get(path).status_code in (200, 400, 404)


@pytest.mark.parametrize("letters", ["\\u0000", "\\ud800"])
@pytest.mark.parametrize("field", ["tekst", "onderwerp", "adres"])
def test_letters_that_no_database_takes_are_refused_or_left_out(field, letters, client, maarswold):
    values = {"tekst": '"De bank is stuk."', "werkgebied": maarswold.pk, field: f'"Bank {letters}"'}
    body = "{" + ", ".join(f'"{name}": {value}' for name, value in values.items()) + "}"
    assert client.post("/api/v1/meldingen", body, content_type="application/json").status_code in (201, 400)
