"""Pages of who helps, the rota, the door and the garden: who sees what, and that bad input is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import make_account
from wijkwerk.domain.workshop.models import (
    Chore,
    Participant,
    Payment,
    PlannedPerson,
    PlannedWork,
    PlotUse,
    PlotWaiting,
    Season,
    Shift,
    ShiftPlace,
    ShiftSeries,
    WeekPlan,
)
from wijkwerk.domain.workshop.operations import gardens as garden_operations
from wijkwerk.domain.workshop.operations import shifts as shift_operations
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    make_facility,
    make_host,
    make_participant,
    make_person,
    make_resident,
    make_skill,
    sign_in,
)
from wijkwerk.domain.workshop.tests.rota_factories import (
    make_garden,
    make_presence,
    make_shift,
    make_waiting,
    make_work,
)
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """It is Monday 2 March 2026, ten o'clock."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def sam(workshop):
    return make_participant(
        make_resident(workshop, "Sam Kuiper", reply_address="sam@example.nl"), kind="participation_act"
    )


@pytest.fixture
def own(sam):
    """Sam signs in to see the own work, and has no role."""
    sam.person = make_person("Sam Kuiper", account=make_account("sam@example.nl"), is_listed=False)
    sam.save()
    return sam.person


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


# ── Who sees what ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_at_the_desk_everybody_is_a_helper_and_the_host_knows_more(client, workshop, host, volunteer, sam):
    address = f"/werkplaats/{workshop.pk}/medewerkers/"
    seen = text_of(sign_in(client, volunteer).get(address))
    assert ("Sam Kuiper" in seen, "Participatiewet" in seen, sam.get_absolute_url() in seen) == (True, False, False)
    seen = text_of(sign_in(client, host).get(address))
    assert ("Participatiewet" in seen, sam.get_absolute_url() in seen) == (True, True)


PAGES = ("", "wijzigen/", "stoppen/", "uitnodigen/", "geleerd/", "bedanken/", "bewijs/")


def test_only_the_host_opens_what_is_known_of_somebody(client, workshop, host, volunteer, own, sam):
    pages = [f"{sam.get_absolute_url()}{rest}" for rest in PAGES] + [f"/werkplaats/{workshop.pk}/medewerkers/uren/"]
    assert {client.get(page).status_code for page in pages} == {302}
    for actor, status in ((host, 200), (volunteer, 403), (own, 403)):
        sign_in(client, actor)
        assert {client.get(page).status_code for page in pages} == {status}


def test_the_own_page_is_for_who_it_is_about(client, workshop, host, volunteer, own, sam):
    other = make_participant(make_resident(workshop, "Els Bos"))
    address = f"/werkplaats/medewerkers/{sam.pk}/eigen/"
    for actor in (host, volunteer):
        assert sign_in(client, actor).get(address).status_code == 403
    sign_in(client, own)
    assert "Mijn werk" in text_of(client.get(address))
    assert client.get(f"/werkplaats/medewerkers/{other.pk}/eigen/").status_code == 403
    assert client.get("/mijn-werk/").url == address
    assert client.get("/").url == "/mijn-werk/"
    assert client.get(f"/werkplaats/medewerkers/{sam.pk}/eigen/bewijs/").status_code == 200
    assert "Sam Kuiper" not in text_of(sign_in(client, host).get("/mensen/personen/"))


def test_the_rota_is_made_by_the_host_and_kept_at_the_desk(client, workshop, host, volunteer):
    shift = make_shift(workshop)
    plan = [f"/werkplaats/{workshop.pk}/rooster/{rest}" for rest in ("nieuw/", "reeks/")]
    plan += [f"{shift.get_absolute_url()}{rest}" for rest in ("wijzigen/", "afzeggen/")]
    for actor, status in ((host, 200), (volunteer, 403)):
        sign_in(client, actor)
        assert {client.get(page).status_code for page in plan} == {status}
        assert client.get(shift.get_absolute_url()).status_code == 200


def test_a_host_of_another_area_sees_nothing_here(client, workshop, sam, mussel):
    sign_in(client, make_host(mussel, email="ander@example.nl"))
    shift = make_shift(workshop)
    pages = [sam.get_absolute_url(), shift.get_absolute_url(), f"/werkplaats/{workshop.pk}/rooster/"]
    assert {client.get(page).status_code for page in pages} == {403}


# ── Who helps ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_volunteer_who_wants_to_help_is_written_in_at_the_desk_in_one_form(client, workshop, volunteer, rika):
    sign_in(client, volunteer)
    address = f"/werkplaats/{workshop.pk}/medewerkers/nieuw/?inwoner={rika.pk}"
    assert "Werkt mee als" not in text_of(client.get(address))
    values = {"talents": "Goed met papier", "can": [make_skill(workshop, "Formulieren").pk], "most_halves": "1"}
    assert "Zonder ja schrijven wij niemand in" in text_of(client.post(address, values))
    assert client.post(address, values | {"agreed": "on", "halves": ["1-morning"], "kind": "other"}).status_code == 302
    one = Participant.objects.get()
    assert (one.kind, one.talents, one.availability.count(), one.skills.count()) == (
        "volunteer",
        "Goed met papier",
        1,
        1,
    )


@pytest.mark.parametrize("number", ["", "abc", "99999999999999999999", "0"])
def test_nobody_is_written_in_without_a_resident(client, workshop, host, number):
    response = sign_in(client, host).get(f"/werkplaats/{workshop.pk}/medewerkers/nieuw/?inwoner={number}")
    assert response.url == f"/werkplaats/{workshop.pk}/inwoners/"


@pytest.mark.parametrize("wrong", [
    {"halves": ["9-morning"]},
    {"halves": ["1-night"]},
    {"halves": ["x"]},
    {"can": ["99999999999999999999"]},
    {"most_halves": "15"},
    {"kind": "king"},
    {"talents": "x" * 301},
])  # fmt: skip
def test_bad_input_about_a_helper_is_told(client, workshop, host, sam, wrong):
    values = {"kind": "volunteer", "most_halves": "2", "agreed": "on"} | wrong
    response = sign_in(client, host).post(f"{sam.get_absolute_url()}wijzigen/", values)
    assert response.status_code == 200
    sam.refresh_from_db()
    assert sam.kind == "participation_act"


def test_what_somebody_learned_stands_on_the_certificate_that_the_host_signs(client, workshop, host, sam):
    skill = make_skill(workshop)
    make_presence(sam, days=-7)
    sign_in(client, host)
    values = {"skill": skill.pk, "learned_by": "De heg van het buurthuis", "learned_on": "2026-03-01"}
    client.post(f"{sam.get_absolute_url()}geleerd/", values)
    seen = text_of(client.get(f"{sam.get_absolute_url()}bewijs/"))
    for words in ("Sam Kuiper", "3:00", "De heg van het buurthuis", "Hanneke Gastvrouw"):
        assert words in seen
    assert "Participatiewet" not in seen


def test_a_letter_of_thanks_is_written_in_the_own_words(client, host, sam):
    sign_in(client, host).post(f"{sam.get_absolute_url()}bedanken/", {"words": "Wat een mooie heg!"})
    letter = Letter.objects.get()
    assert ("Wat een mooie heg!" in letter.body, "Hanneke Gastvrouw" in letter.body) == (True, True)


def test_the_hours_of_a_period_and_what_is_missing(client, workshop, host, sam):
    make_presence(sam, days=-7)
    make_work(sam, 60, days=-7, about_id=1)
    make_presence(sam, days=-1, came=None, left=None)
    address = f"/werkplaats/{workshop.pk}/medewerkers/uren/"
    seen = text_of(sign_in(client, host).get(address))
    assert ("3:00" in seen, "Nog niet ingevuld" in seen, "Participatiewet" in seen) == (True, True, True)
    assert "3:00" not in text_of(client.get(address + "?van=2025-01-01&tot=2025-12-31"))
    for wrong in ("?van=abc", "?van=2026-01-01&tot=2020-01-01", "?tot=9999-12-31", "?van=0001-01-01"):
        assert client.get(address + wrong).status_code == 200


def test_lists_take_as_many_queries_for_three_as_for_one(client, workshop, host, sam):
    sign_in(client, host)
    pages = [f"/werkplaats/{workshop.pk}/{rest}" for rest in ("medewerkers/", "medewerkers/uren/", "rooster/")]

    def queries():
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            counts.append(len(asked))
        return counts

    make_presence(sam)
    before = queries()
    for n in range(2):
        one = make_participant(make_resident(workshop, f"Helper {n}"))
        one.skills.create(skill=make_skill(workshop))
        one.availability.create(weekday=0, half="morning")
        make_presence(one)
    assert queries() == before


# ── The rota ───────────────────────────────────────────────────────────────────────────────────────────────────────
SERIES = {"name": "Balie", "function": "meeting", "weekday": "1", "rhythm": "weekly", "from_time": "09:00",
          "until_time": "12:00", "capacity": "2", "from_on": "2026-03-02"}  # fmt: skip


def test_a_series_is_made_changed_and_stopped(client, workshop, host):
    sign_in(client, host)
    client.post(f"/werkplaats/{workshop.pk}/rooster/reeks/", SERIES)
    series = ShiftSeries.objects.get()
    assert Shift.objects.count() == 8
    client.post(f"/werkplaats/reeksen/{series.pk}/wijzigen/", SERIES | {"until_time": "13:00"})
    assert {clock.dutch(shift.until_at).hour for shift in Shift.objects.all()} == {13}
    client.post(f"/werkplaats/reeksen/{series.pk}/stoppen/", {"until_on": "2026-03-10", "because": "Verbouwing"})
    assert Shift.objects.count() == 1


@pytest.mark.parametrize("wrong", [
    {"until_time": "08:00"},
    {"from_time": "25:00"},
    {"capacity": "0"},
    {"capacity": "-1"},
    {"capacity": "1000000000000"},
    {"weekday": "7"},
    {"from_on": "2026-02-30"},
    {"until_on": "2020-01-01"},
    {"name": " "},
    {"function": "spy"},
])  # fmt: skip
def test_a_series_that_cannot_be_is_told_in_the_form(client, workshop, host, wrong):
    response = sign_in(client, host).post(f"/werkplaats/{workshop.pk}/rooster/reeks/", SERIES | wrong)
    assert response.status_code == 200
    assert ShiftSeries.objects.count() == 0


@pytest.mark.parametrize("week", ["", "2026-03-04", "abc", "0001-01-01", "9999-12-31", "2026-13-01"])
def test_any_week_can_be_asked_for(client, workshop, volunteer, week):
    make_shift(workshop)
    seen = text_of(sign_in(client, volunteer).get(f"/werkplaats/{workshop.pk}/rooster/?week={week}"))
    assert "Balie" in seen


def test_at_the_door_each_name_is_one_tap(client, workshop, volunteer, sam, monkeypatch):
    shift = make_shift(workshop)
    sign_in(client, volunteer)
    client.post(f"{shift.get_absolute_url()}erbij/", {"resident": sam.resident_id})
    place = ShiftPlace.objects.get()
    client.post(f"/werkplaats/plaatsen/{place.pk}/aanwezig/")
    place.refresh_from_db()
    assert place.state == "signed_up"  # it is Monday still
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 3, 8, 5, tzinfo=UTC))
    sign_in(client, volunteer)
    client.post(f"/werkplaats/plaatsen/{place.pk}/aanwezig/")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 3, 11, 5, tzinfo=UTC))
    client.post(f"/werkplaats/plaatsen/{place.pk}/weg/")
    place.refresh_from_db()
    assert (place.state, place.minutes) == ("present", 180)
    assert "Was er, 3:00 uur" in text_of(client.get(shift.get_absolute_url()))


def test_times_that_nobody_tapped_are_filled_in_and_said_to_be_missing(client, workshop, volunteer, sam):
    place = make_presence(sam, days=-7, came=None, left=None)
    sign_in(client, volunteer)
    assert "nog niet ingevuld" in text_of(client.get(place.shift.get_absolute_url()))
    address = f"/werkplaats/plaatsen/{place.pk}/tijden/"
    for wrong in ({"came_time": "12:00", "left_time": "11:00"}, {"came_time": "x", "left_time": "11:00"}):
        assert client.post(address, wrong).status_code == 200
    client.post(address, {"came_time": "09:00", "left_time": "11:30"})
    place.refresh_from_db()
    assert place.minutes == 150


def test_a_full_shift_says_which_is_next(client, workshop, volunteer, sam):
    shift, following = make_shift(workshop, capacity=1, taken=1), make_shift(workshop, name="Week erna", days=7)
    sign_in(client, volunteer)
    seen = text_of(client.get(shift.get_absolute_url()))
    assert following.get_absolute_url() in seen
    refused = text_of(client.post(f"{shift.get_absolute_url()}erbij/", {"resident": sam.resident_id}))
    assert "Er is nog plaats op: Week erna" in refused


def test_at_the_desk_a_name_says_that_somebody_has_another_shift_then(client, workshop, volunteer, host, sam):
    shift_operations.sign_up(make_shift(workshop, name="Klussen"), resident=sam.resident, by=host, at=MONDAY)
    shift = make_shift(workshop)
    seen = text_of(sign_in(client, volunteer).get(shift.get_absolute_url()))
    assert "Sam Kuiper (heeft dan al Klussen)" in seen
    refused = text_of(client.post(f"{shift.get_absolute_url()}erbij/", {"resident": sam.resident_id}))
    assert "Op dat moment is er al een andere dienst: Klussen" in refused
    for wrong in ("", "abc", "99999999999999999999", "0"):
        assert client.post(f"{shift.get_absolute_url()}erbij/", {"resident": wrong}).status_code == 200


def test_a_shift_that_moves_onto_another_one_says_who_is_on_both(client, workshop, host, sam):
    first, second = make_shift(workshop, name="Klussen"), make_shift(workshop, days=1)
    for shift in (first, second):
        shift_operations.sign_up(shift, resident=sam.resident, by=host, at=MONDAY)
    sign_in(client, host)
    assert "heeft dan ook" not in text_of(client.get(second.get_absolute_url()))
    values = {"name": "Balie", "on": "2026-03-03", "from_time": "10:00", "until_time": "11:00", "capacity": "3"}
    client.post(f"{second.get_absolute_url()}wijzigen/", values)
    assert "heeft dan ook Klussen" in text_of(client.get(second.get_absolute_url()))


def test_a_shift_that_is_cancelled_says_why_and_offers_no_deeds(client, workshop, host):
    shift = make_shift(workshop)
    sign_in(client, host)
    assert client.post(f"{shift.get_absolute_url()}afzeggen/", {"because": ""}).status_code == 200
    client.post(f"{shift.get_absolute_url()}afzeggen/", {"because": "De verwarming is stuk"})
    seen = text_of(client.get(shift.get_absolute_url()))
    assert ("De verwarming is stuk" in seen, "Iemand erbij" in seen) == (True, False)


# ── The own page ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_participant_chooses_a_shift_and_leaves_it_again(client, workshop, own, sam):
    shift = make_shift(workshop)
    make_shift(workshop, name="Tegelijk", from_time=time(11), until_time=time(13))
    sign_in(client, own)
    address = f"/werkplaats/medewerkers/{sam.pk}/eigen/"
    assert text_of(client.get(address)).count("Ik kom") == 2
    client.post(f"{address}opgeven/", {"dienst": shift.pk})
    seen = text_of(client.get(address))
    assert ("U hebt dan al Balie" in seen, seen.count("Ik kom")) == (True, 0)
    client.post(f"{address}afmelden/", {"plaats": ShiftPlace.objects.get().pk})
    shift.refresh_from_db()
    assert shift.taken == 0
    for wrong in ("", "abc", "999"):
        assert client.post(f"{address}opgeven/", {"dienst": wrong}).status_code == 302
        assert client.post(f"{address}afmelden/", {"plaats": wrong}).status_code == 302


def test_a_participant_sees_the_work_that_was_given_and_not_where_somebody_lives(client, workshop, own, sam, rika):
    chore = Chore.objects.create(
        facility=workshop,
        resident=rika,
        kind="garden",
        title="Heg knippen",
        place="Lindelaan 1",
        asked_at=MONDAY,
        changed_at=MONDAY,
    )
    plan = WeekPlan.objects.create(
        facility=workshop,
        week_on=date(2026, 3, 2),
        state="proposed",
        method="greedy",
        asked_at=MONDAY,
        computed_at=MONDAY,
    )
    work = PlannedWork.objects.create(facility=workshop, plan=plan, chore=chore, weekday=3, half="morning")
    PlannedPerson.objects.create(planned=work, participant=sam, is_learner=True)
    address = f"/werkplaats/medewerkers/{sam.pk}/eigen/"
    assert "Heg knippen" not in text_of(sign_in(client, own).get(address))
    PlannedWork.objects.update(accepted_at=MONDAY)
    seen = text_of(client.get(address))
    assert ("Heg knippen" in seen, "donderdag 5 maart, ochtend" in seen, "Lindelaan" in seen) == (True, True, False)


def test_nobody_leaves_the_shift_of_another(client, workshop, host, own, sam):
    els = make_participant(make_resident(workshop, "Els Bos"))
    place = shift_operations.sign_up(make_shift(workshop), resident=els.resident, by=host, at=MONDAY)
    sign_in(client, own).post(f"/werkplaats/medewerkers/{sam.pk}/eigen/afmelden/", {"plaats": place.pk})
    place.refresh_from_db()
    assert place.state == "signed_up"


def test_a_participant_says_when_they_can(client, own, sam):
    address = f"/werkplaats/medewerkers/{sam.pk}/eigen/wanneer/"
    sign_in(client, own).post(address, {"halves": ["0-morning"], "most_halves": "3"})
    client.post(address, {"halves": ["8-night"], "most_halves": "3"})
    assert list(sam.availability.values_list("weekday", "half")) == [(0, "morning")]


# ── Gardens ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def garden(parkwijk, workshop):
    return make_garden(parkwijk)


@pytest.fixture
def season(garden):
    return Season.objects.get()


def test_everybody_sees_numbers_and_no_names(client, garden, season, rika, host):
    garden_operations.give_plot(garden.plot_set.first(), season=season, resident=rika, by=host, at=MONDAY)
    make_waiting(garden, make_resident(rika.facility, "Jan Smit"))
    seen = text_of(client.get(f"/tuinen/{garden.pk}/"))
    assert ("1 mens" in seen, "Rika Veen" in seen, "Jan Smit" in seen, "Wachtlijst</h2>" in seen) == (
        True,
        False,
        False,
        False,
    )


def test_a_resident_is_on_the_waiting_list_in_two_taps(client, workshop, volunteer, garden, rika):
    sign_in(client, volunteer)
    base = f"/werkplaats/{workshop.pk}/inwoners/{rika.pk}"
    assert f"{base}/moestuin/" in text_of(client.get(f"{base}/"))
    assert "Zet op de wachtlijst" in text_of(client.get(f"{base}/moestuin/"))
    assert client.post(f"{base}/wachtlijst/", {"tuin": garden.pk}).url == f"{base}/"
    assert PlotWaiting.objects.get().resident == rika
    assert "staat op de wachtlijst" in text_of(client.get(f"{base}/"))
    for wrong in ("", "abc", "999", workshop.pk):
        client.post(f"{base}/wachtlijst/", {"tuin": wrong})
    assert PlotWaiting.objects.count() == 1


def test_a_plot_is_offered_accepted_paid_and_given_up(client, workshop, host, volunteer, garden, season, rika):
    make_waiting(garden, rika)
    plot = garden.plot_set.first()
    assert sign_in(client, volunteer).post(f"/tuinen/percelen/{plot.pk}/aanbieden/").status_code == 403
    sign_in(client, host)
    client.post(f"/tuinen/percelen/{plot.pk}/aanbieden/", {"seizoen": "abc"})
    client.post(f"/tuinen/percelen/{plot.pk}/aanbieden/", {"seizoen": season.pk})
    client.post(f"/tuinen/wachtlijst/{PlotWaiting.objects.get().pk}/ja/")
    use = PlotUse.objects.get()
    pay = f"/tuinen/gebruik/{use.pk}/betalen/"
    for wrong in ("-5", "12,5,0", "abc", "0"):
        assert client.post(pay, {"amount_cents": wrong, "method": "cash"}).status_code == 200
    client.post(pay, {"amount_cents": "25,00", "method": "cash"})
    assert [(one.amount_cents, one.facility) for one in Payment.objects.all()] == [(2500, workshop)]
    assert "Betaald" in text_of(client.get(f"/tuinen/{garden.pk}/"))
    assert client.post(f"/tuinen/gebruik/{use.pk}/stoppen/", {"because": ""}).status_code == 200
    client.post(f"/tuinen/gebruik/{use.pk}/stoppen/", {"because": "Verhuisd"})
    assert PlotUse.objects.get().ended_because == "Verhuisd"


def test_who_had_a_plot_is_asked_first_in_the_next_season(client, host, garden, season, rika):
    garden_operations.give_plot(garden.plot_set.first(), season=season, resident=rika, by=host, at=MONDAY)
    sign_in(client, host)
    values = {"year": "2027", "from_on": "2027-03-01", "until_on": "2027-11-01", "contribution_cents": ""}
    client.post(f"/tuinen/{garden.pk}/seizoen/", values)
    assert client.post(f"/tuinen/{garden.pk}/seizoen/", values).status_code == 200
    following = Season.objects.get(year=2027)
    assert "Wie blijft?" in text_of(client.get(f"/tuinen/{garden.pk}/?seizoen=2027"))
    client.post(f"/tuinen/gebruik/{PlotUse.objects.get().pk}/blijft/", {"seizoen": following.pk})
    assert PlotUse.objects.filter(season=following, resident=rika).count() == 1
    for wrong in ("abc", "99999999999999999999", "1900"):
        assert client.get(f"/tuinen/{garden.pk}/?seizoen={wrong}").status_code == 200


def test_the_garden_page_takes_as_many_queries_for_many_plots(client, host, garden, season, workshop):
    sign_in(client, host)
    plots = list(garden.plot_set.all())

    def queries():
        client.get(f"/tuinen/{garden.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/tuinen/{garden.pk}/")
        return len(asked)

    def use(plot, name):
        PlotUse.objects.create(
            facility=garden,
            plot=plot,
            season=season,
            resident=make_resident(workshop, name),
            agreed_on=date(2026, 3, 1),
            contribution_cents=2500,
        )

    use(plots[0], "Jan Smit")
    make_waiting(garden, make_resident(workshop, "Els Bos"))
    before = queries()
    use(plots[1], "Joke Mol")
    make_waiting(garden, make_resident(workshop, "Piet Kok"), asked_at=MONDAY + timedelta(hours=1))
    garden_operations.add_plots(garden, count=5, square_metres=10, by=host, at=MONDAY)
    assert queries() == before


def test_the_page_of_a_place_tells_of_its_garden(client, garden, parkwijk):
    assert f'href="/tuinen/{garden.pk}/"' in text_of(client.get(f"/voorzieningen/{garden.pk}/"))
    house = make_facility(parkwijk, "Huis", kind="house")
    assert "/tuinen/" not in text_of(client.get(f"/voorzieningen/{house.pk}/"))


def test_a_place_without_a_garden_has_no_garden_page(client, workshop):
    assert client.get(f"/tuinen/{workshop.pk}/").status_code == 404
    assert client.get("/tuinen/99999999/").status_code == 404


def test_the_filter_of_the_hours_shows_the_period_that_is_shown(client, workshop, host):
    sign_in(client, host)
    address, year = reverse("workshop:hours", args=[workshop.pk]), clock.today().year
    assert f'value="{year}-01-01"' in client.get(address).text
    page = client.get(address, {"van": f"{year}-03-01"}).text
    assert (f'value="{year}-03-01"' in page, f'value="{year}-12-31"' in page) == (True, True)
    assert "Dit is geen datum" in client.get(address, {"van": "gisteren"}).text
