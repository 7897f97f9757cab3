"""The pages, as who keeps a meeting, who takes part, the desk, and everybody."""

from datetime import timedelta

import pytest
from django.test import Client

from wijkwerk.domain.meetings.models import Action, Decision, KindSetting, Meeting, Member, Registration, Series
from wijkwerk.domain.meetings.operations import meetings, minutes, registrations, series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    MONDAY_ON,
    freeze,
    make_action,
    make_evening,
    make_organisation,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.people.tests.factories import heading, make_administrator, make_holder, make_person, sign_in
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

NEXT = MONDAY_ON + timedelta(weeks=1)
SAYS = {"by": CLOCK, "at": MONDAY}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def keeper(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def weekly(maarswold):
    return set_rhythm(make_series(maarswold))


def text(answer):
    assert answer.status_code == 200, answer
    return answer.content.decode()


def moment_address(one, on=NEXT):
    return f"/overleg/reeksen/{one.pk}/op/{on}/"


# ── Who keeps it ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_series_is_made_with_its_rhythm_who_takes_part_and_stands_in_the_calendar(keeper, maarswold):
    made = keeper.post(
        "/overleg/reeksen/nieuw/", {"kind": "wijkraad-college", "title": "Met de raad", "work_areas": [maarswold.pk]}
    )
    one = Series.objects.get()
    assert made["Location"] == f"/overleg/reeksen/{one.pk}/ritme/"
    values = {"rhythm": "monthly", "first_on": "2026-03-10", "from_time": "19:30", "until_time": "21:00"}
    assert keeper.post(made["Location"], values)["Location"] == one.get_absolute_url()
    keeper.post(f"{one.get_absolute_url()}deelnemers/", {"who": "rol:residents_body"})
    shown = text(keeper.get(one.get_absolute_url()))
    assert "Elke maand op de tweede dinsdag, 19:30 – 21:00" in shown
    assert "wijkraad" in shown
    assert moment_address(one, "2026-03-10") in text(keeper.get("/overleg/?maand=2026-03"))
    assert Member.objects.filter(series=one, leads=True).count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": ""}, "Geef het overleg een naam."),
        ({"work_areas": []}, "Kies ten minste één gebied"),
        ({"kind": "bestaat-niet"}, "bestaat-niet"),
        ({"work_areas": ["9" * 30]}, "9" * 18),
    ],
)
def test_a_series_that_is_not_right_says_why_and_loses_nothing(keeper, maarswold, values, words):
    sent = {"kind": "overleg", "title": "Een", "about": "Getypt", "work_areas": [maarswold.pk]} | values
    shown = text(keeper.post("/overleg/reeksen/nieuw/", sent))
    assert words in shown
    assert "Getypt" in shown
    assert Series.objects.count() == 0


def test_a_moment_of_the_rhythm_shows_its_agenda_before_anything_is_known_of_it(keeper, weekly, maarswold):
    shown = text(keeper.get(moment_address(weekly)))
    assert "Acties die nog openstaan" in shown
    assert Meeting.objects.count() == 0
    made = keeper.post(f"{moment_address(weekly)}bereid-voor/")
    row = Meeting.objects.get()
    assert made["Location"] == row.get_absolute_url()
    assert keeper.get(moment_address(weekly))["Location"] == row.get_absolute_url()


def test_a_meeting_is_played_from_its_agenda_to_its_minutes(keeper, weekly, maarswold):
    row = prepare(weekly)
    place = row.get_absolute_url()
    keeper.post(f"{place}punt/", {"title": "Bloemen"})
    point = row.points.get(title="Bloemen")
    keeper.post(f"/overleg/punten/{point.pk}/verplaats/", {"kant": "op"})
    keeper.post(f"/overleg/punten/{point.pk}/", {"title": "Bloemen voor iedereen", "minutes": "5"})
    assert "Bloemen voor iedereen" in text(keeper.get(place))
    keeper.post(f"{place}zet-vast/")
    assert "De agenda is vastgezet op" in text(keeper.get(place))
    keeper.post(f"{place}verslag/", {f"punt_{point.pk}": "Iedereen wil tulpen."})
    owner = make_person("Ina Berends")
    keeper.post(f"{place}actie/", {"what": "Koop tulpen", "owner": f"persoon:{owner.pk}", "due_on": "2026-03-09"})
    decided = keeper.post(f"{place}besluit/", {"text": "Er komen tulpen.", "is_public": "on", "point": point.pk})
    assert decided["Location"] == Decision.objects.get().get_absolute_url()
    keeper.post(f"{place}verslag/klaar/")
    shown = text(keeper.get(place))
    for words in ("Iedereen wil tulpen.", "Koop tulpen", "Er komen tulpen.", "Het verslag was klaar op"):
        assert words in shown
    assert "Er komen tulpen." in text(Client().get(decided["Location"]))


def test_a_moment_is_moved_called_off_and_goes_on_after_all(keeper, weekly):
    row = prepare(weekly, NEXT)
    place = row.get_absolute_url()
    values = {"on": "2026-03-11", "from_time": "20:00", "until_time": "21:00", "because": "Zaal bezet"}
    assert 'value="2026-03-11"' in text(keeper.post(f"{place}verplaats/", values | {"because": " "}))
    keeper.post(f"{place}verplaats/", values)
    assert "Zaal bezet" in text(keeper.get(place))
    keeper.post(f"{place}zeg-af/", {"because": "IJzel"})
    assert "IJzel" in text(keeper.get("/overleg/?maand=2026-03"))
    keeper.post(f"{place}toch-door/")
    row.refresh_from_db()
    assert (row.state, row.on.day) == ("planned", 11)


def test_a_loose_moment_with_a_word_of_its_own(keeper, weekly):
    values = {"title": "Over het park", "on": "2026-03-12", "from_time": "09:00", "until_time": "10:00"}
    made = keeper.post(f"{weekly.get_absolute_url()}extra/", values)
    assert heading(keeper.get(made["Location"])).startswith("Over het park")


# ── Who takes part ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_takes_part_reads_and_changes_nothing(client, weekly, maarswold):
    row = prepare(weekly)
    sign_in(client, make_holder(Role.RESIDENTS_BODY, maarswold, name="Rien Raad"))
    assert "Zet de agenda vast" not in text(client.get(row.get_absolute_url()))
    for deed in ("punt", "zet-vast", "zeg-af", "verplaats", "besluit", "actie", "verslag"):
        assert client.post(f"{row.get_absolute_url()}{deed}/").status_code == 403


def test_who_is_of_another_area_takes_no_part(client, weekly, mussel):
    sign_in(client, make_holder(Role.PARTNER, mussel, name="Piet Partner"))
    assert client.get(weekly.get_absolute_url()).status_code == 403
    assert client.get(moment_address(weekly)).status_code == 403
    assert moment_address(weekly) not in text(client.get("/overleg/?maand=2026-03"))


def test_a_meeting_about_the_whole_municipality_is_read_by_who_takes_part_alone(client, maarswold, mussel):
    one = set_rhythm(make_series(title="Voorzitters", kind="voorzitters"))
    series.add_member(one, role=Role.RESIDENTS_BODY, **SAYS)
    sign_in(client, make_holder(Role.RESIDENTS_BODY, mussel, name="Rien Raad"))
    assert "Voorzitters" in text(client.get("/overleg/?maand=2026-03"))
    assert client.get(one.get_absolute_url()).status_code == 200
    other = sign_in(Client(), make_holder(Role.PARTNER, mussel, name="Piet Partner", email="p@example.nl"))
    assert other.get(one.get_absolute_url()).status_code == 403


def test_own_actions_are_finished_by_who_is_to_do_them(client, weekly):
    owner = make_person("Ina Berends")
    action = make_action(freeze(prepare(weekly)), "Koop tulpen", owner_person=owner)
    sign_in(client, owner)
    assert "Koop tulpen" in text(client.get("/overleg/acties/mijn/"))
    client.post(f"/overleg/acties/{action.pk}/gedaan/", {"words": "Ze staan er."})
    assert Action.objects.get().ended_words == "Ze staan er."
    assert client.post(f"/overleg/acties/{action.pk}/heropen/").status_code == 403


def test_an_action_of_another_is_not_finished_by_who_only_reads_it(client, weekly, maarswold):
    action = make_action(freeze(prepare(weekly)))
    sign_in(client, make_holder(Role.PARTNER, maarswold, name="Piet Partner"))
    assert client.get(f"/overleg/acties/{action.pk}/").status_code == 200
    assert client.post(f"/overleg/acties/{action.pk}/gedaan/").status_code == 403
    assert Action.objects.get().state == "open"


def test_a_visitor_is_asked_to_sign_in(client, weekly):
    for place in ("/overleg/", "/overleg/acties/mijn/", weekly.get_absolute_url(), "/overleg/agenda-feed/"):
        assert client.get(place)["Location"].startswith("/toegang/inloggen/")


def test_the_list_of_late_actions(keeper, weekly, monkeypatch):
    make_action(freeze(prepare(weekly)), "Koop tulpen")
    assert "Koop tulpen" not in text(keeper.get("/overleg/acties/?stand=te-laat"))
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=30))
    assert "te laat" in text(keeper.get("/overleg/acties/?stand=te-laat"))


def test_a_decision_that_is_not_public_is_for_who_takes_part(client, weekly):
    decision = minutes.decide(freeze(prepare(weekly)), text="Geheim", **SAYS)
    assert client.get(decision.get_absolute_url())["Location"].startswith("/toegang/inloggen/")
    assert "Geheim" not in text(client.get("/overleg/besluiten/"))


def test_a_project_comes_of_a_decision_on_its_page(keeper, weekly, maarswold):
    decision = minutes.decide(freeze(prepare(weekly)), text="Er komt een bank.", **SAYS)
    agenda = make_agenda(maarswold, 2026)
    made = keeper.post(f"{decision.get_absolute_url()}project/", {"agenda": agenda.pk, "title": "Bank"})
    assert "Er komt een bank." in text(keeper.get(made["Location"]))


# ── Everybody ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def evening(maarswold):
    return make_evening(maarswold, seats=1)


def public_address(one, on=NEXT):
    return f"/bijeenkomsten/reeks/{one.pk}/{on}/"


def test_an_agenda_of_weeks_ahead_is_frozen_only_by_who_read_the_warning(keeper, weekly):
    row = prepare(weekly, MONDAY_ON + timedelta(days=21))
    place = row.get_absolute_url()
    assert "pas over 21 dagen" in text(keeper.get(place))
    assert "pas over 21 dagen" in text(keeper.post(f"{place}zet-vast/", follow=True))
    row.refresh_from_db()
    assert row.state == "planned"
    keeper.post(f"{place}zet-vast/", {"zeker": "ja"})
    row.refresh_from_db()
    assert row.state == "begun"


def test_somebody_registers_without_an_account_and_cancels_by_the_link(client, evening):
    assert public_address(evening) in text(client.get("/bijeenkomsten/?maand=2026-03"))
    place = public_address(evening)
    assert "Nog 1 plaats vrij." in text(client.get(place))
    made = client.post(place, {"name": "Ada", "channel": "email", "address": "ada@example.nl"})
    assert "Ada, u heeft een plek." in text(client.get(made["Location"]))
    second = client.post(client.get(place)["Location"], {"name": "Bas", "channel": "phone", "address": "0599000011"})
    assert "op plaats 1" in text(client.get(second["Location"]))
    client.post(f"{made['Location']}afmelden/")
    assert "Bas, u heeft een plek." in text(client.get(second["Location"]))
    assert list(Registration.objects.order_by("id").values_list("state", flat=True)) == ["cancelled", "place"]


def test_what_was_typed_wrong_stays_and_says_what_is_wrong(client, evening):
    shown = text(client.post(public_address(evening), {"name": "Ada", "channel": "email", "address": "ada"}))
    assert "Dit is geen e-mailadres." in shown
    assert 'value="Ada"' in shown


def test_what_is_not_for_everybody_has_no_public_page(client, weekly):
    row = prepare(weekly)
    for place in (public_address(weekly), f"/bijeenkomsten/{row.pk}/", f"/bijeenkomsten/reeks/{weekly.pk}/"):
        assert client.get(place).status_code == 404
    assert public_address(weekly) not in text(client.get("/bijeenkomsten/?maand=2026-03"))


def test_the_public_page_names_nobody(client, evening):
    client.post(public_address(evening), {"name": "Zwaantje", "channel": "phone", "address": "0599000011"})
    row = Meeting.objects.get()
    assert "Zwaantje" not in text(client.get(f"/bijeenkomsten/{row.pk}/"))
    assert client.get(f"/bijeenkomsten/{row.pk}/aanmeldingen/").status_code == 302


def test_the_desk_registers_somebody_who_rings_and_rings_the_list(client, evening):
    sign_in(client, make_holder(Role.DESK, name="Dora Balie"))
    opened = client.post(f"{public_address(evening)}aanmeldingen/")
    listed = opened["Location"]
    client.post(f"{listed}nieuw/", {"name": "Meneer Dijk", "channel": "none"})
    client.post(f"{listed}nieuw/", {"name": "Mevrouw Veen", "channel": "phone", "address": "0599 000 011"})
    dijk, veen = Registration.objects.order_by("id")
    assert (dijk.is_by_staff, dijk.state, veen.state) == (True, "place", "waiting")
    shown = text(client.get(listed))
    assert "Mevrouw Veen" in shown
    client.post(f"/bijeenkomsten/aanmeldingen/{dijk.pk}/gebeld/")
    client.post(f"/bijeenkomsten/aanmeldingen/{dijk.pk}/afmelden/")
    veen.refresh_from_db()
    assert veen.state == "place"
    assert client.get(f"{listed.replace('aanmeldingen', 'plaatsen')}").status_code == 403


def test_an_evening_that_does_not_go_on_says_so(client, evening):
    row = meetings.call_off(prepare(evening, NEXT), because="IJzel", **SAYS)
    shown = text(client.get(f"/bijeenkomsten/{row.pk}/"))
    assert "IJzel" in shown
    assert "Meld mij aan" not in shown


def test_how_many_came_is_written_down(keeper, evening, monkeypatch):
    row = prepare(evening)
    place = f"{row.get_absolute_url()}opkomst/"
    assert "moet nog beginnen" in text(keeper.post(place, {"visitors": "12"}))
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=1))
    keeper.post(place, {"visitors": "12"})
    assert Meeting.objects.get().visitors == 12


# ── Kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_administrator_gives_kinds_their_own_words(client, municipality, maarswold):
    sign_in(client, make_administrator())
    client.post(
        "/overleg/soorten/voortgang/",
        {"name": "Dorpstafel", "parts": ["items", "actions"], "is_used": "on"},
    )
    client.post("/overleg/soorten/nieuw/", {"name": "Keukentafel", "is_open": "on", "is_used": "on"})
    assert list(KindSetting.objects.order_by("id").values_list("code", "parts")) == [
        ("voortgang", ["items", "actions"]),
        ("keukentafel", []),
    ]
    assert "Dorpstafel" in text(client.get("/overleg/soorten/"))
    assert make_series(maarswold, kind="keukentafel", title="Aan tafel").is_open


def test_lists_ask_as_much_for_many_as_for_one(keeper, weekly, maarswold, django_assert_max_num_queries):
    make_item(make_agenda(maarswold, 2026))
    for number in range(6):
        one = set_rhythm(make_series(maarswold, title=f"Reeks {number}"))
        row = freeze(prepare(one))
        make_action(row, f"Actie {number}", owner_organisation=make_organisation(f"Stichting {number}"))
    for place in ("/overleg/?maand=2026-03", "/overleg/reeksen/", "/overleg/acties/"):
        with django_assert_max_num_queries(32):
            keeper.get(place)


def test_the_post_asks_as_much_for_many_letters_as_for_one(keeper, evening, django_assert_max_num_queries):
    where = occurrences.moment(evening.pk, NEXT.isoformat())
    for number in range(8):
        registrations.register(where, name=f"Gast {number}", channel="phone", address=f"0599 00 00 1{number}", **SAYS)
    with django_assert_max_num_queries(20):
        assert "Gast 7" in text(keeper.get("/post/"))
