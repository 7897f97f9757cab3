"""Whatever is sent to an address, it answers: numbers that no database holds, characters that no text has."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone

from tests.house import plan
from tests.house.inspection_seeds import make_inspections
from tests.house.seeds import make_workshop
from tests.house.test_addresses import addresses
from wijkwerk.domain.people.tests import factories as people
from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.signals.tests.factories import make_category, report
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

READ = re.compile(r"""(?:GET|POST|given)(?:\.get|\.getlist)?[(\[]"(\w+)\"""")


PLAIN = re.compile(r"\bModelMultipleChoiceField\b")
HUGE = "9" * 30
BAD = {
    "huge numbers": HUGE,
    "no characters": "\x00a",
}


REFUSES_NO_CHARACTERS = pytest.mark.engine("postgresql", because="SQLite takes every character, and breaks at none")


@pytest.fixture
def municipality(db):
    municipality = make_municipality(second_factor_required=False)
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def everybody(municipality, client):
    """Somebody who may do nearly everything."""
    area = people.make_work_area()
    make_category()
    person = people.make_holder(Role.ADMINISTRATOR)
    for role in (Role.DESK, Role.CLERK):
        people.give(person, role)
    for role in (Role.COORDINATOR, Role.HOST):
        people.give(person, role, area)
    report(area)
    make_workshop(area, "Werk")
    make_inspections(area, "Werk", at=timezone.now(), owner=person)
    client.raise_request_exception = False
    return sign_in(client, person)


def forms(of=Form):
    for form in of.__subclasses__():
        yield form
        yield from forms(form)


def names():
    """All that is read of what comes in: the fields of every form, and what views ask for by name."""
    places(HUGE, "x")  # all addresses, and so all forms, have been read
    fields = {name for form in forms() if form.__module__.startswith("wijkwerk.") for name in form.base_fields}
    return sorted(fields | {name for path in plan.python_files() for name in READ.findall(path.read_text())})


def places(number, word):
    for address, _pattern in addresses(get_resolver().url_patterns):
        if "^" not in address and not address.startswith("static/"):
            yield "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda part: number if part[1] == "int" else word, address)


def broken(client, *, number="1", word="x", values=None):
    """What breaks: with a bad number or word at the addresses that hold one, with bad values at all."""
    found, told, bad = [], urlencode(values or {}), {number, word} - {"1", "x"}
    for place in places(number, word):
        if bad and not any(each in place for each in bad):
            continue
        if "logout" in place or "uitloggen" in place or "uit-op-alle" in place:
            continue
        asked = client.get(f"{place}?{told}")
        sent = client.post(place, told, content_type="application/x-www-form-urlencoded")
        found += [
            f"{a.request['REQUEST_METHOD']} {place[:80]!r}: {a.status_code}"
            for a in (asked, sent)
            if a.status_code >= 500
        ]
    return sorted(set(found))


@pytest.mark.long
def test_an_address_with_a_number_that_no_database_holds_is_not_found(everybody):
    assert broken(everybody, number=HUGE) == []


@REFUSES_NO_CHARACTERS
def test_an_address_with_a_character_that_no_text_has_is_answered(everybody):
    assert broken(everybody, word="%00a") == []
    assert broken(everybody, word="%ED%A0%80") == []


@pytest.mark.long
@pytest.mark.parametrize("sort", ["huge numbers", pytest.param("no characters", marks=REFUSES_NO_CHARACTERS)])
def test_bad_values_in_an_address_or_a_form_are_answered(sort, everybody):
    assert broken(everybody, values=dict.fromkeys(names(), BAD[sort])) == []
    assert connection.is_usable()


def test_what_is_read_is_found():
    known = names()
    assert [
        name for name in ("work_areas", "successors", "signaal", "zelfde", "na", "wie", "photos") if name not in known
    ] == []


def test_several_things_are_chosen_by_the_field_that_knows_huge_numbers():
    plain = [str(path.relative_to(plan.SOURCE)) for path in plan.python_files() if PLAIN.search(path.read_text())]
    assert plain == ["foundation/kit/forms.py"]


def test_a_machine_that_sends_a_character_that_no_text_has_is_answered(client, municipality):
    client.raise_request_exception = False
    sent = {"tekst": "Losse \x00tegels", "onderwerp": "\x00", "adres": "\x00", "melder": {"naam": "\x00"}}
    answer = client.post("/api/v1/meldingen", sent, content_type="application/json")
    assert answer.status_code == 400
