"""Every address is walked, by reading and by sending, with the numbers of what lies in another area or in another
municipality: nothing of it is shown and nothing of it changes. New addresses are walked by themselves.
"""

import json
import re
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings as program
from django.db import connection
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.house.budget_seeds import make_budgets
from tests.house.inspection_seeds import make_inspections
from tests.house.meeting_seeds import make_meetings
from tests.house.plans_seeds import make_evaluation
from tests.house.seeds import make_workshop
from tests.house.test_addresses import addresses
from tests.house.vision_seeds import make_visions
from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.tests import factories as people
from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.operations import agendas as plans
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import PlaceKind, SavedView, Signal
from wijkwerk.domain.signals.operations import Place, ReplyTo
from wijkwerk.domain.signals.tests.factories import make_category, photo_file, report
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

pytestmark = pytest.mark.long
OWN, FIRST = 5_001, 9_001  # the number of the first of everything here, and of everything elsewhere
TYPED = "Zwanenzang"  # in all words that are hidden, and searched for
HIDDEN = "Koekoeksklok"  # in all words that are hidden, and never typed
WATCHED = [
    "signals.Signal",
    "signals.Reporter",
    "signals.Message",
    "signals.SignalPhoto",
    "signals.Theme",
    "signals.SavedView",
    "files.Photo",
    "thread.Answer",
    "thread.Condition",
    "thread.Source",
    "plans.Agenda",
    "plans.AgendaItem",
    "plans.ItemPartner",
    "plans.ProgressNote",
    "plans.Vision",
    "plans.VisionVersion",
    "plans.VisionComment",
    "plans.Goal",
    "plans.Indicator",
    "plans.Measurement",
    "plans.Target",
    "plans.SeriesBreak",
    "plans.Programme",
    "plans.ProgrammeAgreement",
    "plans.ProgrammeComment",
    "plans.Effort",
    "plans.Assessment",
    "plans.Evaluation",
    "plans.Finding",
    "plans.FindingParty",
    "plans.SignalTally",
    "plans.Survey",
    "plans.SurveyQuestion",
    "plans.SurveyCode",
    "plans.SurveyResponse",
    "plans.SurveyAnswer",
    "inspections.Inspection",
    "inspections.Spot",
    "inspections.FixedPoint",
    "inspections.Walker",
    "inspections.Mark",
    "inspections.SpotPhoto",
    "inspections.Finding",
    "outbox.Letter",
    "outbox.LetterMove",
    "search.Entry",
    "people.Covenant",
    "people.Commitment",
    "people.Delivery",
]
ROOMS = ["workshop", "facilities", "meetings", "budgets"]
# Everybody may know them, also of other areas: who works there, what a project is called, what is published.
KINDS = ["signals.signal", "signals.theme", "plans.agendaitem", "plans.agenda", "thread.answer", "people.person"]


def begin_numbers_at(first):
    """The next row of every table gets this number: so one number names something of each kind elsewhere."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table, column = model._meta.db_table, model._meta.pk.column
            if not model.__module__.startswith("wijkwerk.") or model._meta.pk.get_internal_type() != "BigAutoField":
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)", [table, column, first])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first - 1])


def make_everything(work_area):
    """One of each thing that is not for everybody, in this area."""
    at, words = timezone.now(), f"{TYPED} {HIDDEN}"
    coordinator = people.make_coordinator(work_area, name="Bert Buiten", email="bert@example.nl")
    partner = people.make_organisation("Stichting Buiten")
    place = Place(PlaceKind.ADDRESS, None, None, words, work_area)
    reporter = report(work_area, words, place=place, reply_to=ReplyTo(words, "post", words), at=at, category=None)
    signal = reporter.signal
    operations.add_photo(reporter, photo_file(), by=CLOCK, at=at)
    operations.write_to_reporters(signal, text=words, by=coordinator, at=at)
    operations.write_from_reporter(reporter, text=words, by=CLOCK, at=at)
    operations.add_note(signal, text=words, by=coordinator, at=at)
    operations.make_theme(name=words, description=words, signals=[signal], by=coordinator, at=at)
    item = make_item(
        make_agenda(work_area, year=2026), title=words, description=words, sources=[signal], is_public=False
    )
    plans.add_partner(item, organisation=partner, does=words, by=coordinator, at=at)
    plans.add_progress(item, text=words, by=coordinator, at=at)
    plans.add_source_in_words(item, words=words, by=coordinator, at=at)
    condition = ConditionDraft(kind=ConditionKind.MONEY, what=words, from_whom=words, by_when=date(2099, 1, 1))
    operations.answer_signal(
        signal, verdict=Verdict.CONDITIONAL, reason=words, conditions=[condition], by=coordinator, at=at
    )
    merged = report(work_area, words, reply_to=ReplyTo(words, "post", words), at=at).signal
    operations.merge_signals(merged, into=signal, by=coordinator, at=at)
    SavedView.objects.create(person=coordinator, name=words, query="lijst=mij")
    make_workshop(work_area, words)
    make_evaluation(work_area, words)
    make_inspections(work_area, words, at=at, owner=coordinator)
    make_visions(work_area, words)
    make_budgets(work_area, words, by=coordinator)
    return signal


def make_overleg(work_area):
    """Meetings that are not for everybody: beside the rest, for the clerk does read those of all areas."""
    coordinator = people.make_coordinator(work_area, name="Olga Overleg", email="olga@example.nl")
    make_meetings(work_area, f"{TYPED} {HIDDEN}", at=timezone.now(), by=coordinator)


ONCE = pytest.mark.engine(
    "sqlite",
    because="what an area hides is hidden by the same questions on both; the wall of municipalities runs on both",
)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def municipality(db):
    begin_numbers_at(101)  # the sequences of PostgreSQL go on where the test before ended
    municipality = make_municipality(second_factor_required=False)
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    make_category()
    return people.make_work_area("Maarswold")


@pytest.fixture
def own(maarswold):
    """A report and a project of the area itself; gives the reporter."""
    begin_numbers_at(OWN)
    reporter = report(maarswold, "De bank is stuk", at=timezone.now())
    make_item(make_agenda(maarswold, year=2026), title="Nieuwe bank", sources=[reporter.signal])
    make_workshop(maarswold, "Eigen", email="eigen@example.nl")
    make_evaluation(maarswold, "Eigen woorden")
    ina = people.make_person("Ina Eigen")
    walker = make_inspections(maarswold, "Eigen woorden", at=timezone.now(), owner=ina)
    reporter.walk_key = walker.link_key
    make_visions(maarswold, "Eigen woorden")
    otto = people.make_coordinator(maarswold, name="Otto Eigen")
    make_meetings(maarswold, "Eigen woorden", at=timezone.now(), by=otto)
    reporter.application_key = make_budgets(maarswold, "Eigen woorden", by=otto).link_key
    return reporter


@pytest.fixture
def signals_elsewhere(media, maarswold, own):
    mussel = people.make_work_area("Mussel")
    begin_numbers_at(FIRST)
    return make_everything(mussel)


@pytest.fixture
def another_area(signals_elsewhere):
    make_overleg(people.WorkArea.objects.get(name="Mussel"))
    return signals_elsewhere


@pytest.fixture
def another_municipality(media, maarswold, own):
    begin_numbers_at(FIRST)
    other = make_municipality("GM0106", "Essen", second_factor_required=False)
    with in_municipality(other):
        pittelo = people.make_work_area("Pittelo")
        signal = make_everything(pittelo)
        make_overleg(pittelo)
        yield signal


# ── The walk ───────────────────────────────────────────────────────────────────────────────────────────────────────
def filled(address, key, first=FIRST):
    """The address with the numbers of what lies elsewhere in it; several where it asks for a sort of thing.

    With `first`, its first number is another: what is one's own, with something from elsewhere.
    """
    known = {"size": "small", "key": key or "x", "sleutel": key or "x", "reply": "nee", "form": "json", "year": "2026"}

    def fill(kind):
        return lambda part: known.get(part[2]) or (kind if part[2] in ("kind", "soort") else _of_sort(part[1]))

    address = address.replace("<int:garden>", str(first + 1))  # the second place of what lies there
    address = re.sub(r"<int:\w+>", str(first), address, count=1)
    kinds = KINDS if re.search(r"<(\w+:)?(kind|soort)>", address) else [""]
    return [re.sub(r"<(?:(\w+):)?(\w+)>", fill(kind), address) for kind in kinds]


def _of_sort(converter):
    return str(FIRST) if converter == "int" else "x"


def who_comes(address):
    return "machines" if address.startswith(("api/", "open311/")) else "people"


def places(key, *, with_own, only):
    """All addresses; with a secret link those that hold one, and `only` those for people, or those for machines."""
    for address, _pattern in addresses(get_resolver().url_patterns):
        if address.startswith(("toegang/", "voorbeeld/", "static/")) or "^" in address:
            continue
        if (key and not HAS_KEY.search(address)) or only not in ("", who_comes(address)):
            continue
        found = filled(address, key)
        if with_own and "<int:" in address:
            found += filled(address, key, first=OWN)
        yield from (f"/{place}" for place in found)


NUMBERS = [FIRST, FIRST + 1]
REFUSED = (403, 404)
HAS_KEY = re.compile(r"<(\w+:)?(key|sleutel)>")
ASKED = {
    "signaal": NUMBERS, "zelfde": FIRST, "met": FIRST, "thema": FIRST, "gebied": FIRST, "wie": FIRST,
    "woorden": TYPED, "q": TYPED, "lijst": "alles", "text": TYPED, "lat": "53.0", "lon": "7.0",
    "inwoner": FIRST, "fiets": FIRST, "zoek": TYPED, "uit": NUMBERS, "terug": NUMBERS, "voor": FIRST, "welke": "alles",
}  # fmt: skip
SENT = {
    "signaal": NUMBERS, "signals": NUMBERS, "signal": FIRST, "into": FIRST, "zelfde": FIRST, "theme": FIRST,
    "to": f"persoon-{FIRST}", "puller": f"persoon-{FIRST}", "text": "Hallo", "public_text": "Hallo", "name": "Hallo",
    "reason": "Omdat", "words": "Hallo", "note": "Hallo", "title": "Zomaar", "does": "Iets", "verdict": "no",
    "organisation": FIRST, "photos": FIRST, "state": "done", "query": "lijst=alles", "kind": "report",
    "expected_on": "2099-01-01", "by_when": "2099-01-01", "is_public": "on", "boxes": "[[0, 0, 1, 1]]",
    "waits_for": f"plans.agendaitem:{FIRST}",
    "inwoner": FIRST, "voor": FIRST, "in": FIRST, "uitleen": FIRST, "gereedschap": FIRST, "bezoek": FIRST,
    "hoe": "card", "bericht": FIRST, "dienst": FIRST, "plaats": FIRST, "zoek": TYPED, "who": TYPED, "method": "card",
    "reden": "other", "waarvoor": "meeting", "uitkomst": "Klaar", "because": "Omdat",
    "from_on": "2099-03-01", "until_on": "2099-04-01",
    "voor_ding": [f"workshop.{each}:{FIRST}" for each in ("loan", "chore", "repair", "bicycle", "plotuse", "tool")],
    "thing": f"kind-{FIRST}", "number": 1, "minutes": 60, "amount_cents": "1,00", "agreed": "on", "most_halves": 2,
}  # fmt: skip
AS_JSON = {
    "tekst": "Hallo", "oordeel": "nee", "reden": "Omdat", "persoon": FIRST, "staat": "klaar", "woorden": "Hallo",
    "organisatie": FIRST, "doet": "Iets",
}  # fmt: skip


def chosen():
    """Every field of a form in which something is chosen by its number chooses what lies elsewhere."""
    return {
        name: NUMBERS if isinstance(field, ModelMultipleChoiceField) else FIRST
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, ModelChoiceField)
    }


def all_forms(of=Form):
    for form in of.__subclasses__():
        yield form
        yield from all_forms(form)


def walk(client, *, key="", with_own=False, headers=None, sends_all=False, **extra):
    """Everything that is answered, by address. The guard of an address stands before reading and sending alike: what is
    refused is not sent too, but with `sends_all`.
    """
    client.raise_request_exception = False
    sent = chosen() | {"resident": FIRST} | SENT
    extra["headers"] = headers or {}
    as_fragment = extra | {"headers": extra["headers"] | {"HX-Request": "true"}}
    # where machines come, who has signed in is a visitor
    only = "machines" if headers else "people" if program.SESSION_COOKIE_NAME in client.cookies else ""
    for place in places(key, with_own=with_own, only=only):
        if who_comes(place[1:]) == "machines":
            yield place, client.get(place, **extra)
            yield place, client.post(place, json.dumps(AS_JSON), content_type="application/json", **extra)
        else:
            answer = client.get(place, **extra)
            yield place, answer
            refused = answer.status_code in REFUSED
            if not refused:
                yield place, client.get(place, ASKED, **as_fragment)
            if not refused or sends_all:
                yield place, client.post(place, sent, **extra)
    for words in (str(FIRST), f"#{FIRST}", TYPED, HIDDEN[:9]):
        yield "/zoeken/", client.get("/zoeken/", {"q": words}, **extra)
        yield "/werklijst/", client.get("/werklijst/", {"woorden": words}, **extra)


def everything_kept():
    """All that lies elsewhere, as it stands."""
    rooms = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {
        model._meta.label: list(model._base_manager.filter(pk__gte=FIRST).order_by("pk").values())
        for model in [apps.get_model(name) for name in WATCHED] + rooms
        if model._meta.pk.get_internal_type() == "BigAutoField"
    }


def names_one_elsewhere():
    """What is kept here and names somebody or something of a workshop elsewhere."""
    return [
        f"{model._meta.label} {row} names another {field.name}"
        for model in apps.get_app_config("workshop").get_models()
        if hasattr(model, "facility")
        for field in model._meta.many_to_many + model._meta.concrete_fields
        if field.is_relation and hasattr(field.related_model, "facility")
        for row, here, there in model._base_manager.filter(**{f"{field.name}__isnull": False}).values_list(
            "pk", "facility__work_area", f"{field.name}__facility__work_area"
        )
        if here != there
    ]


def changed(before):
    after = everything_kept()
    return {
        name: (row, kept)
        for name, rows in before.items()
        for row in rows
        if row != (kept := next((each for each in after[name] if each["id"] == row["id"]), None))
    }


def told(answers):
    """Where hidden words were shown, and where something broke."""
    found = []
    for place, answer in answers:
        content = answer.getvalue().decode(errors="replace") + str(dict(answer.items()))
        if HIDDEN in content:
            found.append(f"{place} shows it to {answer.request['REQUEST_METHOD']}")
        if answer.status_code >= 500:
            found.append(f"{place} breaks with {answer.status_code} at {answer.request['REQUEST_METHOD']}")
    return sorted(set(found))


def apart(client, **how):
    before = everything_kept()
    assert len(before["signals.Signal"]) == 2
    assert len(before["workshop.Loan"]) == 2
    return told(walk(client, **how)) + names_one_elsewhere(), changed(before)


NOTHING = ([], {})
MOST = [
    Role.COORDINATOR,
    Role.RESIDENTS_BODY,
    Role.HOST,
]  # what they may not read, the others of an area may not either
OF_THE_AREA = (Role.COORDINATOR, Role.HOST)


def test_the_roles_that_are_walked_may_all_that_the_others_of_an_area_may():
    walked = [ROLES[role].may for role in MOST]
    others = [role for role, part in ROLES.items() if part.held == "area" and role not in MOST]
    assert [role for role in others if not any(ROLES[role].may <= may for may in walked)] == []


@ONCE
@pytest.mark.parametrize("role", MOST)
def test_who_works_in_one_area_reads_and_changes_nothing_hidden_of_another(role, client, maarswold, another_area):
    sign_in(client, people.make_holder(role, maarswold, name="Roel Rol"))
    assert apart(client, with_own=role in OF_THE_AREA, sends_all=role == Role.COORDINATOR) == NOTHING


@ONCE
def test_who_takes_part_in_one_workshop_reads_and_changes_nothing_of_another(client, another_area):
    sign_in(client, people.Person.objects.get(name="Hilde van Maarswold"))
    assert apart(client, with_own=True) == NOTHING


@ONCE
@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR])
def test_who_keeps_the_municipality_reads_no_signals(role, client, signals_elsewhere):
    sign_in(client, people.make_holder(role, name="Roel Rol"))
    shown, moved = apart(client)
    # places, funds and votes are kept for the whole municipality
    kept = {name for name in moved if not name.startswith(("facilities.", "budgets.Fund", "budgets.Vote"))}
    assert (shown, kept) == ([], set())


@ONCE
def test_a_visitor_reads_and_changes_nothing_hidden(client, another_area):
    assert apart(client, sends_all=True) == NOTHING


def test_who_holds_a_secret_link_reaches_no_other_report(client, own, another_area):
    assert apart(client, key=own.link_key, with_own=True) == NOTHING


@ONCE
def test_a_key_of_one_area_opens_nothing_of_another(client, maarswold, another_area):
    key = make_key(Role.COORDINATOR, areas=[maarswold])
    assert apart(client, headers=bearer(key), with_own=True) == NOTHING


@ONCE
def test_who_holds_the_link_of_a_walk_reaches_no_other_walk(client, own, another_area):
    assert apart(client, key=own.walk_key, with_own=True) == NOTHING


@ONCE
def test_who_holds_the_link_of_an_application_reaches_no_other_application(client, own, another_area):
    assert apart(client, key=own.application_key, with_own=True) == NOTHING


# ── Another municipality ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "role", [pytest.param(Role.COORDINATOR, marks=ONCE), pytest.param(Role.DESK, marks=ONCE), Role.ADMINISTRATOR]
)
def test_nothing_of_another_municipality_is_read_or_changed(role, municipality, another_municipality):
    with in_municipality(municipality):
        areas = [] if role in (Role.DESK, Role.ADMINISTRATOR) else [people.WorkArea.objects.get(name="Maarswold")]
        client = sign_in(Client(), people.make_holder(role, *areas, name="Roel Rol"))
    sends_all = role == Role.COORDINATOR
    assert apart(client, sends_all=sends_all, SERVER_NAME=f"{municipality.slug}.localhost") == NOTHING


def test_who_works_for_one_municipality_is_nobody_at_the_address_of_another(municipality, another_municipality):
    with in_municipality(municipality):
        client = sign_in(Client(), people.make_holder(Role.DESK, name="Roel Rol"))
    assert apart(client, SERVER_NAME="essen.localhost") == NOTHING


def test_a_key_of_one_municipality_opens_nothing_at_the_address_of_another(municipality, another_municipality):
    with in_municipality(municipality):
        key = make_key(Role.DESK)
    assert apart(Client(), headers=bearer(key), SERVER_NAME="essen.localhost") == NOTHING


@ONCE
def test_the_walk_would_see_what_is_shown(client, maarswold, another_area):
    """Who works in that area sees the words and changes things, at the same addresses."""
    mussel = people.WorkArea.objects.get(name="Mussel")
    sign_in(client, people.make_coordinator(mussel, name="Mels Mussel"))
    shown, moved = apart(client)
    assert f"/signalen/{FIRST}/ shows it to GET" in shown
    assert "signals.Signal" in moved
    assert Signal.objects.filter(pk=FIRST).exists()
    assert reverse("signals:signal", args=[FIRST]) == f"/signalen/{FIRST}/"
