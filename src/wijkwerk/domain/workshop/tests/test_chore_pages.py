"""Pages of chores, the week and the rounds: who sees what, that they work without a script, and bad input."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wijkwerk.domain.workshop.models import Chore, ChoreRules, Intake, PlannedWork, RuleCard
from wijkwerk.domain.workshop.operations import chores, planning, rounds, rule_cards
from wijkwerk.domain.workshop.tests.chore_factories import (
    make_agreed,
    make_chore,
    make_helper,
    make_quote,
    make_round,
    make_talk,
)
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_host, make_resident, make_skill, sign_in
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.privacy.models import AccessLog


@pytest.fixture
def staff(client, host):
    return sign_in(client, host)


def page(name, *numbers):
    return reverse(f"workshop:{name}", args=numbers)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def next_week():
    """Whole, whatever day it is."""
    return clock.today() + timedelta(days=7)


def week_page(workshop):
    return f"{page('week', workshop.pk)}?week={next_week()}"


@pytest.fixture
def walked(workshop, rika, host):
    """One of each: a chore that was talked about with an open quote, a week with work, a round with a run."""
    skill = make_skill(workshop, "Snoeien")
    make_helper(workshop, "Haile", can=["Snoeien"], halves=[(day, "morning") for day in range(5)])
    chore = make_chore(rika, "Haag knippen")
    make_talk(chore, "conditional", by=host)
    quoted = make_chore(rika, "Schutting maken")
    make_talk(quoted, by=host)
    quote = make_quote(quoted)
    make_agreed(rika, "Heg snoeien", by=host, skills=[skill], lat=52.99, lon=6.95)
    today = clock.today()
    made = make_round(workshop, from_on=today, at=clock.now())
    plan = planning.propose_week(workshop, week_on=next_week(), by=host, at=clock.now())
    planning.compute_week.func(plan.pk, plan.version)
    card = rule_cards.add_rule(workshop, is_done=False, title="Geen hele tuin", by=host, at=MONDAY)
    run = made.runs.first()
    return {
        "chore": chore,
        "quoted": quoted,
        "quote": quote,
        "round": made,
        "run": run,
        "result": run.results.first(),
        "card": card,
        "work": PlannedWork.objects.filter(chore__isnull=False).first(),
    }


def addresses(workshop, walked):
    """(name, address, what it needs) of every page that can be read."""
    chore, quoted, run, result = (walked[name].pk for name in ("chore", "quoted", "run", "result"))
    return [
        ("desk", page("chores", workshop.pk)),
        ("desk", page("new_chore", workshop.pk)),
        ("desk", page("chore", chore)),
        ("desk", page("chore", quoted)),
        ("desk", page("change_chore", chore)),
        ("host", page("talk", chore)),
        ("host", page("intakes", chore)),
        ("host", page("intake", Intake.objects.first().pk)),
        ("desk", page("second_look", chore)),
        ("host", page("give_quote", chore)),
        ("desk", page("refuse_quote", walked["quote"].pk)),
        ("desk", page("chore_cost", chore)),
        ("desk", page("chore_work", chore)),
        ("desk", page("chore_satisfied", chore)),
        ("desk", page("end_chore", chore)),
        ("host", page("week", workshop.pk)),
        ("host", page("week_sheets", workshop.pk)),
        ("host", page("move_work", walked["work"].pk)),
        ("desk", page("rounds", workshop.pk)),
        ("host", page("new_round", workshop.pk)),
        ("desk", page("round", walked["round"].pk)),
        ("host", page("change_round", walked["round"].pk)),
        ("desk", page("round_run", run)),
        ("desk", page("round_work", run)),
        ("desk", page("note_stop", result)),
        ("desk", page("rule_cards", workshop.pk)),
        ("host", page("new_rule", workshop.pk)),
        ("host", page("change_rule", walked["card"].pk)),
        ("host", page("chore_rules", workshop.pk)),
    ]


def test_a_host_sees_every_page(staff, workshop, walked):
    answers = {address: staff.get(address).status_code for _who, address in addresses(workshop, walked)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_a_volunteer_sees_what_the_desk_needs_and_no_talks_and_no_week(client, volunteer, workshop, walked):
    desk = sign_in(client, volunteer)
    answers = {(who, address): desk.get(address).status_code for who, address in addresses(workshop, walked)}
    wrong = {key: status for key, status in answers.items() if status != (200 if key[0] == "desk" else 403)}
    assert wrong == {}


def test_a_host_of_another_area_sees_nothing(client, workshop, mussel, walked):
    other = sign_in(client, make_host(mussel, name="Mies Mussel", email="mies@example.nl"))
    assert {other.get(address).status_code for _who, address in addresses(workshop, walked)} == {403}


def test_a_visitor_is_asked_to_sign_in(client, workshop, walked):
    assert {client.get(address).status_code for _who, address in addresses(workshop, walked)} == {302}


def test_the_volunteer_reads_the_outcome_and_not_the_reason(client, volunteer, rika, host):
    chore = make_chore(rika)
    make_talk(chore, "no", reason="Zeer geheime reden", by=host)
    shown = text_of(sign_in(client, volunteer).get(chore.get_absolute_url()))
    assert ("Nee" in shown, "Zeer geheime reden" in shown, "gesprekken/" in shown) == (True, False, False)


def test_reading_a_talk_is_written_down(staff, host, rika):
    chore = make_chore(rika)
    intake = make_talk(chore, "no", by=host)
    assert AccessLog.objects.count() == 0
    assert "Een bedrijf kan dit beter." in text_of(staff.get(page("intakes", chore.pk)))
    logged = AccessLog.objects.get()
    assert (logged.about_kind, logged.about_id, logged.actor_id) == ("workshop.intake", intake.pk, host.pk)


def test_the_talk_has_no_field_for_papers_income_or_birth(staff, rika):
    shown = text_of(staff.get(page("talk", make_chore(rika).pk)))
    names = [part.split('"')[0] for part in shown.split(' name="')[1:]]
    assert set(names) - {"csrfmiddlewaretoken", "q", "viewport", "description", "theme-color"} >= {"outcome", "reason"}
    assert [name for name in names if any(word in name for word in ("bsn", "income", "birth", "geboorte"))] == []


def test_a_chore_walks_through_its_pages(staff, workshop, rika, host):
    asked = staff.post(
        f"{page('new_chore', workshop.pk)}?inwoner={rika.pk}",
        {
            "resident": rika.pk,
            "kind": "garden",
            "title": "Heg snoeien",
            "minutes": 60,
            "people_needed": 1,
            "urgency": 1,
        },
    )
    chore = Chore.objects.get()
    assert asked.url == chore.get_absolute_url()
    steps = [
        ("talk", {"outcome": "yes"}, "talked"),
        (
            "give_quote",
            {"words_1": "Zakken", "amount_1": "7,50", "kind_1": "material", "contribution_cents": "2,50"},
            "quoted",
        ),
    ]
    for name, sent, state in steps:
        assert staff.post(page(name, chore.pk), sent).status_code == 302
        assert Chore.objects.get().state == state
    staff.post(page("agree_quote", chore.quotes.get().pk))
    staff.post(page("begin_chore", chore.pk))
    staff.post(page("chore_cost", chore.pk), {"kind": "material", "words": "Zakken", "amount_cents": "7,50"})
    staff.post(page("finish_chore", chore.pk))
    staff.post(page("chore_satisfied", chore.pk), {"verdict": "yes"})
    chore.refresh_from_db()
    assert (chore.state, chore.full_cost_cents, chore.contribution_cents, chore.satisfied) == ("done", 750, 250, True)


def test_what_was_typed_stays_when_something_is_wrong(staff, rika):
    chore = make_chore(rika)
    shown = text_of(staff.post(page("talk", chore.pk), {"outcome": "no", "reason": "Te groot voor ons"}))
    assert ("Te groot voor ons" in shown, "waar de inwoner wel terechtkan" in shown) == (True, True)


@pytest.mark.parametrize(
    "sent",
    [
        {"amount_1": "-5", "contribution_cents": "0"},
        {"amount_1": "7,5,0", "contribution_cents": "0"},
        {"amount_1": "5", "contribution_cents": "6"},
        {"words_1": "Zakken", "contribution_cents": "0"},
        {"contribution_cents": "0"},
        {},
    ],
)
def test_a_quote_that_cannot_be_is_shown_again(staff, host, rika, sent):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    text_of(staff.post(page("give_quote", chore.pk), sent))
    assert chore.quotes.count() == 0


def test_a_deed_that_cannot_be_says_so_and_changes_nothing(staff, rika):
    chore = make_chore(rika)
    for name in ("begin_chore", "finish_chore", "unplan_chore", "meet_condition"):
        answer = staff.post(page(name, chore.pk), follow=True)
        assert ("alert" in text_of(answer), Chore.objects.get().state) == (True, "asked")


def test_the_neighbour_that_it_is_for_is_found_by_name(staff, workshop, rika):
    jan = make_resident(workshop, "Jan Smit")
    sent = {"resident": rika.pk, "kind": "light", "title": "Lamp", "minutes": 30, "people_needed": 1, "urgency": 1}
    shown = text_of(staff.post(page("new_chore", workshop.pk), sent | {"for_whom": "Niemand Hier"}))
    assert ("Niemand gevonden" in shown, Chore.objects.count()) == (True, 0)
    jan.name_key = "jan smit"
    jan.save()


# ── The week ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_week_says_how_it_was_found_and_why(staff, workshop, walked):
    shown = text_of(staff.get(week_page(workshop)))
    assert ("een betere indeling bestaat niet" in shown, "Haile kan dit: snoeien." in shown) == (True, True)


def test_work_is_moved_by_a_form(staff, workshop, walked):
    work = walked["work"]
    person = work.people.first().participant
    answer = staff.post(page("move_work", work.pk), {"when": "4-afternoon", "participants": [person.pk]})
    assert answer.status_code == 302
    work.refresh_from_db()
    assert (work.weekday, work.half, work.is_fixed) == (4, "afternoon", True)


@pytest.mark.parametrize(
    "sent", [{}, {"when": "9-morning"}, {"when": "0-morning", "participants": ["99999999999999999999"]}]
)
def test_a_move_that_cannot_be_is_shown_again(staff, walked, sent):
    text_of(staff.post(page("move_work", walked["work"].pk), sent))
    walked["work"].refresh_from_db()
    assert walked["work"].is_fixed is False


def test_a_drag_that_makes_no_sense_is_refused(staff, walked):
    for when in ("", "9-morning", "0-nacht", "x"):
        assert staff.post(page("drop_work", walked["work"].pk), {"when": when}).status_code == 302
    walked["work"].refresh_from_db()
    assert walked["work"].is_fixed is False


def test_a_week_that_is_no_week_is_answered(staff, workshop):
    for asked in ("gisteren", "9999-12-31", "0001-01-01", "2026-13-45"):
        assert staff.get(page("week", workshop.pk), {"week": asked}).status_code == 200


def test_the_pages_of_a_week_ask_the_same_however_much_there_is(
    staff, workshop, rika, host, walked, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        staff.get(week_page(workshop))
    for number in range(6):
        make_agreed(rika, f"Klus {number}", by=host)
    plan = planning.propose_week(workshop, week_on=next_week(), by=host, at=clock.now())
    planning.compute_week.func(plan.pk, plan.version)
    with django_assert_max_num_queries(30):
        staff.get(week_page(workshop))


def test_the_list_asks_the_same_however_many_there_are(staff, workshop, rika, django_assert_max_num_queries):
    for count in (1, 5):
        for number in range(count):
            make_chore(rika, f"Klus {count} {number}")
        with django_assert_max_num_queries(13):
            staff.get(page("chores", workshop.pk))


# ── Rounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_run_is_walked_and_reported(staff, workshop, walked):
    run, result = walked["run"], walked["result"]
    staff.post(page("note_stop", result.pk), {"is_done": "nee", "not_done_because": "Poort op slot"})
    staff.post(page("all_done", run.pk))
    shown = text_of(staff.get(run.get_absolute_url()))
    assert "Poort op slot" in shown
    staff.post(page("report_run", run.pk), {"walked_by": "Haile"})
    run.refresh_from_db()
    assert (run.reported_at is not None, run.walked_by) == (True, "Haile")


def test_a_stop_that_was_not_done_needs_a_reason(staff, walked):
    shown = text_of(staff.post(page("note_stop", walked["result"].pk), {"is_done": "nee"}))
    assert "Schrijf op waarom het hier niet is gedaan" in shown


def test_a_photo_that_is_none_is_refused(staff, walked):
    bad = SimpleUploadedFile("foto.jpg", b"geen foto", content_type="image/jpeg")
    shown = text_of(staff.post(page("note_stop", walked["result"].pk), {"is_done": "ja", "photo": bad}))
    assert "foto" in shown
    walked["result"].refresh_from_db()
    assert walked["result"].photo is None


def test_frost_is_called_by_one_tap(staff, workshop, walked):
    partner = walked["round"].organisation
    make_round(workshop, "Strooien", kind="gritting", calling="frost", organisation=partner)
    assert "Wijkwerk kijkt niet zelf naar het weer" in text_of(staff.get(page("rounds", workshop.pk)))
    staff.post(page("call_on_frost", workshop.pk), {"on": clock.today().isoformat()})
    staff.post(page("call_on_frost", workshop.pk), {"on": "gisteren"})
    assert rounds.RoundRun.objects.filter(round__name="Strooien").count() == 1


def test_the_stops_are_typed_a_line_each(staff, workshop, walked):
    sent = {
        "name": "Zwerfvuil",
        "organisation": walked["round"].organisation.pk,
        "kind": "litter",
        "calling": "fortnightly",
        "from_on": "2026-03-04",
        "half": "morning",
        "minutes": 60,
        "people_needed": 1,
        "stops": "Park; 52.99 6.95\nSchoolplein\n\nWinkel; 52,991 6,951",
    }
    staff.post(page("new_round", workshop.pk), sent)
    made = rounds.Round.objects.get(name="Zwerfvuil")
    assert [(stop.words, stop.lat) for stop in made.stops.all()] == [
        ("Park", 52.99),
        ("Schoolplein", None),
        ("Winkel", 52.991),
    ]
    shown = text_of(staff.post(page("new_round", workshop.pk), sent | {"name": "Fout", "stops": "Park; 99.9 6.95"}))
    assert "Deze plek klopt niet" in shown


def test_the_rules_are_kept_by_the_host(staff, workshop, walked):
    staff.post(page("new_rule", workshop.pk), {"is_done": "ja", "title": "Kleine klussen"})
    staff.post(page("new_rule", workshop.pk), {"is_done": "ja", "title": "Lamp ophangen"})
    second = RuleCard.objects.get(title="Lamp ophangen")
    staff.post(page("move_rule", second.pk), {"kant": "omhoog"})
    assert [card.title for card in RuleCard.objects.all()] == ["Lamp ophangen", "Kleine klussen", "Geen hele tuin"]
    staff.post(page("remove_rule", second.pk))
    assert RuleCard.objects.count() == 2
    shown = text_of(staff.post(page("new_rule", workshop.pk), {"is_done": "ja", "title": "Kleine klussen"}))
    assert "Deze regel staat er al" in shown


def test_the_agreements_about_chores_are_kept(staff, workshop):
    sent = {"margin_percent": 20, "hour_cents": "12,50", "intake_months": 6, "frost_degrees": -2}
    staff.post(page("chore_rules", workshop.pk), sent)
    rules = ChoreRules.objects.get()
    assert (rules.margin_percent, rules.hour_cents, rules.frost_degrees) == (20, 1250, -2)
    text_of(staff.post(page("chore_rules", workshop.pk), sent | {"margin_percent": 101, "frost_degrees": 40}))
    assert ChoreRules.objects.get().margin_percent == 20


def test_a_chore_is_paid_and_waived_on_its_page(staff, host, rika):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=clock.now())
    chore = chores.finish_chore(chore, by=host, at=clock.now())
    assert "betaald" in text_of(staff.get(chore.get_absolute_url()))
    sent = {"voor_ding": f"workshop.chore:{chore.pk}", "pagina": "klus", "nummer": chore.pk}
    waived = staff.post(page("waive", chore.facility_id), sent | {"reden": "hardship", "bedrag": "2,00"})
    assert waived.url == chore.get_absolute_url()
    paid = staff.post(page("pay", chore.facility_id), sent | {"hoe": "card"})
    assert paid.url == chore.get_absolute_url()
    chore.refresh_from_db()
    assert (chore.waived_cents, chore.due_cents) == (200, 300)
