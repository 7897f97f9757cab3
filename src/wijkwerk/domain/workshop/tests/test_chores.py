"""Chores from the question to the work done: what goes, what is refused, and what the resident hears."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.chore_states import MOVES, ChoreState
from wijkwerk.domain.workshop.models import Chore, ChoreRules, Intake, Quote, Visit, WorkLog
from wijkwerk.domain.workshop.operations import chores, intakes, money
from wijkwerk.domain.workshop.operations.chores import CostLine
from wijkwerk.domain.workshop.queries import chores as queries
from wijkwerk.domain.workshop.tests.chore_factories import (
    WEDNESDAY,
    WEDNESDAY_ON,
    make_agreed,
    make_chore,
    make_helper,
    make_quote,
    make_talk,
)
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_facility,
    make_host,
    make_resident,
    make_skill,
)
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.outbox.models import Channel, Letter


def letters():
    """The subjects of what was written, oldest first."""
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def state_of(chore):
    return Chore.objects.get(pk=chore.pk).state


@pytest.fixture
def other_host(parkwijk):
    return make_host(parkwijk, name="Henk Gastheer", email="henk@example.nl")


# ── Asked ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_resident_asks_and_hears_that_we_heard(workshop, rika, host):
    chore = chores.ask_chore(
        workshop, resident=rika, kind="garden", title=" Heg  snoeien ", is_at_desk=True, by=host, at=MONDAY
    )
    assert (chore.title, chore.state, chore.due_cents) == ("Heg snoeien", "asked", 0)
    assert letters() == ["Uw vraag is binnen: Heg snoeien"]
    assert list(Visit.objects.values_list("function", "resident")) == [("chores", rika.pk)]


def test_a_chore_sent_twice_is_one(workshop, rika, host):
    key = UUID("6f9d3c1e-5a51-4c43-9f0a-0d6a6f1c2013")
    first, second = (make_chore(rika, client_key=key) for _ in range(2))
    assert (first.pk, Chore.objects.count(), len(letters())) == (second.pk, 1, 1)


def test_somebody_asks_for_a_neighbour(workshop, rika):
    neighbour = make_resident(workshop, "Jan Smit", buurt_code="BU0037VF00", reply_by=Channel.NONE)
    chore = make_chore(rika, for_resident=neighbour)
    assert (chore.helped, chore.buurt_code) == (neighbour, "BU0037VF00")
    assert "voor een buur" in Letter.objects.get().body


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title": "  "}, chores.TitleMissing),
        ({"minutes": 5}, chores.MinutesOutOfBounds),
        ({"minutes": 999}, chores.MinutesOutOfBounds),
    ],
)
def test_what_a_chore_needs_is_asked_for(rika, fields, refusal):
    with pytest.raises(refusal):
        make_chore(rika, **fields)
    assert Chore.objects.count() == 0


def test_nobody_is_their_own_neighbour(rika):
    with pytest.raises(chores.ForThemselves):
        make_chore(rika, for_resident=rika)


def test_people_and_skills_of_another_workshop_are_refused(rika, mussel):
    elsewhere = make_facility(mussel, "Wijkwerkplaats Mussel")
    with pytest.raises(chores.NotOfThisWorkshop):
        make_chore(rika, for_resident=make_resident(elsewhere, "Jan Smit"))
    with pytest.raises(chores.NotOfThisWorkshop):
        make_chore(rika, skills=[make_skill(elsewhere)])


def test_what_the_work_is_can_be_said_better_until_it_is_done(workshop, rika, host):
    chore, prune = make_chore(rika), make_skill(workshop)
    values = {"kind": "garden", "about": "", "own_part": "", "place": "Lindelaan", "lat": None, "lon": None}
    values |= {"minutes": 120, "people_needed": 2, "urgency": 2, "skills": [prune]}
    chores.change_chore(chore, title="Haag knippen", **values, by=host, at=MONDAY)
    chore.refresh_from_db()
    assert (chore.title, chore.minutes, list(chore.skills.all())) == ("Haag knippen", 120, [prune])
    chores.end_chore(chore, because="Verhuisd.", by=host, at=MONDAY)
    with pytest.raises(chores.StepNotPossible):
        chores.change_chore(chore, title="Anders", **values, by=host, at=MONDAY)


# ── The talk ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_yes_goes_on_to_the_quote(rika, host):
    chore = make_chore(rika)
    intake = make_talk(chore, by=host, own_part="Ruimt het snoeisel op")
    chore.refresh_from_db()
    assert (chore.state, chore.own_part) == ("talked", "Ruimt het snoeisel op")
    assert (intake.held_by, intake.valid_until) == (host.name, date(2027, 3, 2))
    assert letters()[-1] == "Wij helpen u: Heg snoeien"


def test_a_no_has_a_reason_and_a_better_address(rika, host):
    chore = make_chore(rika)
    with pytest.raises(intakes.ReasonMissing):
        make_talk(chore, "no", by=host, reason="  ")
    with pytest.raises(intakes.BetterAddressMissing):
        make_talk(chore, "no", by=host, better_address="")
    assert (state_of(chore), Intake.objects.count()) == ("asked", 0)
    make_talk(chore, "no", by=host)
    assert (state_of(chore), queries.outcome_of(chore)) == ("declined", "Nee")
    assert "Hoveniersbedrijf in de wijk" in Letter.objects.last().body


@pytest.mark.parametrize("missing", ["reason", "better_address"])
def test_the_database_keeps_no_bare_no(rika, host, missing):
    intake = make_talk(make_chore(rika), "no", by=host)
    setattr(intake, missing, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        intake.save()


def test_a_condition_is_concrete_and_comes_before_the_quote(rika, host):
    chore = make_chore(rika)
    with pytest.raises(intakes.ConditionMissing):
        make_talk(chore, "conditional", condition=" ", by=host)
    make_talk(chore, "conditional", by=host)
    with pytest.raises(chores.WaitsForCondition):
        make_quote(chore)
    intakes.meet_condition(chore, by=host, at=MONDAY)
    assert make_quote(chore).number == 1
    with pytest.raises(intakes.NoCondition):
        intakes.meet_condition(chore, by=host, at=MONDAY)


def test_the_letter_about_a_talk_is_for_who_gets_it_alone(workshop, rika, host):
    make_talk(make_chore(rika), "no", by=host)
    by_mail = Letter.objects.get(template="workshop/chore_declined")
    assert (by_mail.is_sealed, "Een bedrijf kan dit beter." in by_mail.body) == (True, True)
    jan = make_resident(workshop, "Jan Smit", reply_by=Channel.PHONE, reply_address="0599 00 00 00")
    make_talk(make_chore(jan), "no", by=host)
    by_phone = Letter.objects.filter(template="workshop/chore_declined").get(channel=Channel.PHONE)
    assert (by_phone.is_sealed, "Een bedrijf kan dit beter." in by_phone.body) == (False, False)
    assert "Hoveniersbedrijf in de wijk" in by_phone.body


def test_a_second_look_is_somebody_elses(rika, host, other_host):
    chore = make_chore(rika)
    first = make_talk(chore, "no", by=host)
    with pytest.raises(intakes.WhyMissing):
        intakes.ask_second_look(chore, because=" ", by=host, at=MONDAY)
    intakes.ask_second_look(chore, because="Een bedrijf is te duur.", by=host, at=MONDAY)
    assert (state_of(chore), letters()[-1]) == ("asked", "Iemand anders kijkt nog eens: Heg snoeien")
    with pytest.raises(intakes.SomebodyElseLooks):
        make_talk(chore, by=host)
    make_talk(chore, by=other_host)
    first.refresh_from_db()
    assert (state_of(chore), first.is_current, first.second_look_because) == (
        "talked",
        False,
        "Een bedrijf is te duur.",
    )


def test_a_second_look_needs_a_first_and_undoes_the_quote(rika, host):
    chore = make_chore(rika)
    with pytest.raises(intakes.NothingToLookAt):
        intakes.ask_second_look(chore, because="Zomaar", by=host, at=MONDAY)
    make_talk(chore, by=host)
    quote = make_quote(chore)
    intakes.ask_second_look(chore, because="Wij doen liever meer zelf.", by=host, at=MONDAY)
    with pytest.raises(chores.AnsweredAlready):
        chores.agree_quote(quote, by=host, at=MONDAY)


def test_an_outcome_holds_for_a_while(rika, host):
    chore = make_chore(rika)
    with pytest.raises(intakes.ValidityOutOfBounds):
        make_talk(chore, by=host, valid_until=MONDAY_ON - timedelta(days=1))
    make_talk(chore, by=host, valid_until=MONDAY_ON)
    with pytest.raises(chores.TalkExpired):
        chores.give_quote(chore, lines=[CostLine("hours", "x", 1)], contribution_cents=0, by=host, at=WEDNESDAY)


# ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_quote_adds_up_and_says_what_is_asked(rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    lines = [CostLine("material", "Zakken", 750), CostLine("travel", "12 km", 300), CostLine("hours", "2 uur", 2500)]
    quote = chores.give_quote(chore, lines=lines, contribution_cents=500, by=host, at=MONDAY)
    assert (quote.full_cost_cents, quote.contribution_cents, quote.margin_percent) == (3550, 500, 15)
    body = Letter.objects.last().body.replace("\u00a0", " ")
    assert ("Materiaal, Zakken: € 7,50" in body, "Samen: € 35,50" in body, "van u: € 5,00" in body) == (True,) * 3


@pytest.mark.parametrize(
    ("lines", "contribution", "refusal"),
    [
        ([], 0, chores.LinesMissing),
        ([CostLine("hours", "x", -1)], 0, chores.NotAnAmount),
        ([CostLine("hours", "x", 100)], -5, chores.NotAnAmount),
        ([CostLine("hours", "x", 100)], 101, chores.AsksTooMuch),
        ([CostLine("hours", "x", 1)] * 21, 0, chores.TooManyLines),
        ([CostLine("hours", "x", 10**9)], 0, chores.AmountTooLarge),
    ],
)
def test_a_quote_that_cannot_be_is_refused(rika, host, lines, contribution, refusal):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    with pytest.raises(refusal):
        chores.give_quote(chore, lines=lines, contribution_cents=contribution, by=host, at=MONDAY)
    assert (state_of(chore), Quote.objects.count()) == ("talked", 0)


def test_there_is_no_quote_before_the_talk(rika):
    with pytest.raises(chores.StepNotPossible):
        make_quote(make_chore(rika))


def test_the_yes_of_the_resident_puts_both_amounts_with_the_chore(rika, host):
    chore = make_agreed(rika, by=host)
    assert (chore.state, chore.full_cost_cents, chore.contribution_cents) == ("agreed", 2000, 500)
    with pytest.raises(chores.AnsweredAlready):
        chores.agree_quote(Quote.objects.get(), by=host, at=MONDAY)


def test_a_newer_quote_takes_the_place_of_the_older(rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    old, new = make_quote(chore), make_quote(chore, full=1000)
    with pytest.raises(chores.AnsweredAlready):
        chores.agree_quote(old, by=host, at=MONDAY)
    assert chores.agree_quote(new, by=host, at=MONDAY).full_cost_cents == 1000


def test_a_no_to_the_costs_ends_it_and_nothing_is_asked(rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    chore = chores.refuse_quote(make_quote(chore), by=host, at=MONDAY)
    assert (chore.state, chore.due_cents, letters()[-1]) == ("ended", 0, "Uw klus gaat niet door: Heg snoeien")


def test_a_tariff_that_is_a_problem_is_waived_and_the_full_cost_stays(rika, host):
    chore = make_agreed(rika, by=host)
    money.waive(chore, cents=500, reason="hardship", by=host, at=MONDAY)
    chore.refresh_from_db()
    assert (chore.full_cost_cents, chore.contribution_cents, chore.due_cents) == (2000, 500, 0)


# ── The work ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_real_cost_within_the_margin_goes_on(rika, host):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=WEDNESDAY)
    chore = chores.note_cost(chore, kind="material", words="Zakken", amount_cents=2300, by=host, at=WEDNESDAY)
    assert (chore.state, chore.spent_cents) == ("doing", 2300)


def test_real_cost_beyond_the_margin_stops_and_asks_again(rika, host):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=WEDNESDAY)
    chore = chores.note_cost(chore, kind="material", words="Zakken", amount_cents=2301, by=host, at=WEDNESDAY)
    assert (chore.state, letters()[-1]) == ("stopped", "Wij vragen het u opnieuw: Heg snoeien")
    with pytest.raises(chores.StepNotPossible):
        chores.begin_chore(chore, by=host, at=WEDNESDAY)
    again = make_quote(chore, full=3000, contribution=600)
    assert state_of(chore) == "stopped"
    chore = chores.agree_quote(again, by=host, at=WEDNESDAY)
    assert (chore.state, chore.full_cost_cents, chore.contribution_cents) == ("doing", 3000, 600)


def test_whoever_says_no_when_we_stopped_pays_no_more_than_was_agreed(rika, host):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=WEDNESDAY)
    chores.note_cost(chore, kind="material", words="Zakken", amount_cents=4000, by=host, at=WEDNESDAY)
    chore = chores.refuse_quote(make_quote(chore, full=6000, contribution=900), by=host, at=WEDNESDAY)
    assert (chore.state, chore.full_cost_cents, chore.contribution_cents) == ("done", 4000, 500)


def test_hours_count_once_for_each_person_and_cost_what_an_hour_costs(workshop, rika, host):
    ChoreRules.objects.create(facility=workshop, hour_cents=1200)
    haile, chore = make_helper(workshop, "Haile"), make_agreed(rika, by=host)
    for minutes in (60, 90):
        chore = chores.log_chore_work(chore, participant=haile, minutes=minutes, on=MONDAY_ON, by=host, at=WEDNESDAY)
    assert list(WorkLog.objects.values_list("participant", "minutes")) == [(haile.pk, 90)]
    assert chore.spent_cents == 1800


def test_a_cost_is_some_money_and_sent_twice_is_one(rika, host):
    chore = make_agreed(rika, by=host)
    for amount in (0, -5):
        with pytest.raises(chores.NoCost):
            chores.note_cost(chore, kind="material", words="", amount_cents=amount, by=host, at=WEDNESDAY)
    key = UUID("6f9d3c1e-5a51-4c43-9f0a-0d6a6f1c2014")
    for _ in range(2):
        values = {"kind": "material", "words": "Zakken", "amount_cents": 100, "client_key": key}
        chores.note_cost(chore, **values, by=host, at=WEDNESDAY)
    assert [cost.amount_cents for cost in queries.costs_of(chore)] == [100]


def test_a_chore_is_planned_done_and_heard(rika, host):
    chore = make_agreed(rika, by=host)
    chores.plan_chore(chore, on=WEDNESDAY_ON, half="morning", helpers=["Haile"], by=host, at=MONDAY)
    assert letters()[-1] == "Wij komen op woensdag 4 maart: Heg snoeien"
    chores.begin_chore(chore, by=host, at=WEDNESDAY)
    chore = chores.finish_chore(chore, by=host, at=WEDNESDAY)
    assert (chore.state, chore.done_on, chore.full_cost_cents) == ("done", WEDNESDAY_ON, 2000)
    chore = chores.say_satisfied(chore, satisfied=True, words="Keurig", by=host, at=WEDNESDAY)
    assert (chore.satisfied, chore.satisfied_words) == (True, "Keurig")
    assert [entry.verb for entry in journal.entries_about(chore)] == [
        "chore.asked",
        "chore.talked",
        "chore.quoted",
        "chore.agreed",
        "chore.planned",
        "chore.begun",
        "chore.finished",
        "chore.heard",
    ]


def test_who_is_not_content_gets_us_again(rika, host):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=WEDNESDAY)
    chore = chores.finish_chore(chore, by=host, at=WEDNESDAY)
    chore = chores.say_satisfied(chore, satisfied=False, words="Nog scheef", come_again=True, by=host, at=WEDNESDAY)
    assert (chore.state, chore.contribution_cents) == ("agreed", 500)
    assert letters()[-1] == "Wij komen terug voor: Heg snoeien"


def test_a_day_that_does_not_suit_is_taken_back(rika, host):
    chore = make_agreed(rika, by=host)
    with pytest.raises(chores.NotInPlan):
        chores.unplan_chore(chore, by=host, at=MONDAY)
    chores.plan_chore(chore, on=WEDNESDAY_ON, half="morning", helpers=[], by=host, at=MONDAY)
    chore = chores.unplan_chore(chore, by=host, at=MONDAY)
    assert (chore.state, chore.planned_on) == ("agreed", None)
    assert letters()[-1] == "Een andere dag voor uw klus: Heg snoeien"


def test_what_ends_says_why(rika, host):
    chore = make_chore(rika)
    with pytest.raises(chores.EndMissing):
        chores.end_chore(chore, because=" ", by=host, at=MONDAY)
    chores.end_chore(chore, because="Een neef helpt.", by=host, at=MONDAY)
    assert "Een neef helpt." in Letter.objects.last().body
    with pytest.raises(chores.StepNotPossible):
        chores.end_chore(chore, because="Nog eens", by=host, at=MONDAY)


def test_what_ends_after_the_yes_asks_no_money(rika, host):
    chore = make_agreed(rika, by=host)
    money.waive(chore, cents=200, reason="hardship", by=host, at=MONDAY)
    chore = chores.end_chore(chore, because="Een neef helpt.", by=host, at=MONDAY)
    assert (chore.due_cents, chore.waived_cents, chore.full_cost_cents) == (0, 0, 0)


def test_a_new_quote_after_the_yes_asks_again(rika, host):
    chore = make_agreed(rika, by=host)
    make_quote(chore, full=900, contribution=100)
    chore.refresh_from_db()
    assert (chore.state, chore.due_cents) == ("quoted", 0)


def test_who_wants_no_letters_gets_none(workshop, host):
    gonda = make_resident(workshop, "Gonda", reply_by=Channel.NONE)
    make_agreed(gonda, by=host)
    assert letters() == []


def test_every_state_is_reached_and_says_where_it_goes():
    assert set(MOVES) == set(ChoreState)
    assert set().union(*MOVES.values()) | {ChoreState.ASKED} == set(ChoreState)


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_desk_sees_what_waits_for_the_resident(rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    make_quote(chore)
    ended = make_chore(rika, "Lamp ophangen")
    chores.end_chore(ended, because="Hoeft niet meer.", by=host, at=MONDAY)
    (line,) = queries.desk_lines(rika, at=MONDAY)
    assert (line.title, line.urgent) == ("Klus: Heg snoeien", True)
    assert line.text.replace("\u00a0", " ") == "vraag of het goed is: bijdrage € 5,00, de klus kost € 20,00"


def test_the_desk_asks_two_questions_however_many_chores(rika, host, django_assert_num_queries):
    for number in range(3):
        make_chore(rika, f"Klus {number}")
    with django_assert_num_queries(2):
        assert len(queries.desk_lines(rika, at=MONDAY)) == 3
