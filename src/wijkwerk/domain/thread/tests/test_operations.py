"""Answers, conditions, circles and sources: what must hold, whoever does it and however often."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.thread import operations, queries
from wijkwerk.domain.thread.models import Answer, Condition, ConditionKind, ConditionState, Source, Verdict
from wijkwerk.domain.thread.tests import factories
from wijkwerk.domain.thread.tests.factories import MAY, NOON, TODAY, answer, draft, item, money
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.kit.things import ref


# ── The three answers ──────────────────────────────────────────────────────────────────────────────────────────────
def test_yes_needs_nothing_more(wish, coordinator):
    given = answer(wish, by=coordinator)
    assert (given.verdict, given.reason, given.given_by, given.given_at) == (Verdict.YES, "", coordinator, NOON)
    assert queries.current_answer(wish) == given


@pytest.mark.parametrize("reason", ["", "   ", "\n \n", "\u200b"])
def test_a_no_without_a_reason_is_refused(wish, coordinator, reason):
    with pytest.raises(operations.ReasonMissing):
        answer(wish, verdict=Verdict.NO, reason=reason, by=coordinator)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_database_too_refuses_a_no_without_a_reason(wish, reason):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            about_kind="thread.wish", about_id=wish.pk, verdict=Verdict.NO, reason=reason, given_at=NOON
        )


def test_a_no_with_a_reason_stands(wish, coordinator):
    given = answer(wish, verdict=Verdict.NO, reason="  Dan kan de brandweer er niet door. ", by=coordinator)
    assert given.reason == "Dan kan de brandweer er niet door."


def test_a_conditional_answer_without_conditions_is_refused(wish, coordinator):
    with pytest.raises(operations.ConditionMissing):
        answer(wish, verdict=Verdict.CONDITIONAL, by=coordinator)


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.NO])
def test_conditions_belong_to_a_conditional_answer_only(wish, coordinator, verdict):
    with pytest.raises(operations.ConditionTooMany):
        answer(wish, money(), verdict=verdict, reason="Omdat", by=coordinator)


def test_a_conditional_answer_keeps_its_conditions_in_order(wish, job, coordinator):
    given = answer(wish, money(), draft(), item(job), by=coordinator)
    kept = given.conditions.values_list("order", "kind", "from_whom", "by_when", "amount_cents", "waits_for_id")
    assert list(kept) == [
        (1, "money", "de gemeenteraad", MAY, 2_500_000, None),
        (2, "decision", "de gemeenteraad", MAY, None, None),
        (3, "item", "de gemeenteraad", MAY, None, job.pk),
    ]


@pytest.mark.parametrize(
    ("vague", "words"),
    [
        ({"what": " "}, "Voorwaarde 2: vul in wat er nodig is."),
        ({"from_whom": ""}, "Voorwaarde 2: vul in van wie dit moet komen."),
        ({"by_when": TODAY.replace(day=1)}, "Voorwaarde 2: de datum is al voorbij. Kies een dag die nog komt."),
        ({"kind": ConditionKind.ITEM}, "Voorwaarde 2: kies welk project eerst klaar moet zijn."),
        ({"kind": ConditionKind.MONEY, "amount_cents": 0}, "Voorwaarde 2: vul een bedrag in dat groter is dan nul."),
        ({"what": "x" * 501}, "Voorwaarde 2: deze tekst is te lang: 501 tekens. Er passen 500 tekens."),
    ],
)
def test_a_condition_that_is_not_concrete_is_refused_with_its_number(wish, coordinator, vague, words):
    with pytest.raises(operations.ConditionNotConcrete) as refused:
        answer(wish, money(), draft(**vague), by=coordinator)
    assert refused.value.words == words
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": " "},
        {"from_whom": ""},
        {"kind": "weather"},
        {"amount_cents": 5},
        {"kind": "money", "amount_cents": 0},
        {"kind": "item"},
        {"waits_for_kind": "thread.job", "waits_for_id": 1},
        {"state": "met"},
        {"state": "lapsed", "ended_at": NOON},
        {"met_at": NOON},
    ],
)
def test_the_database_too_refuses_conditions_that_say_nothing(wish, coordinator, wrong):
    given = answer(wish, money(), by=coordinator)
    fields = {"kind": "decision", "what": "Een besluit", "from_whom": "de raad", "by_when": MAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.create(answer=given, **fields | wrong)


def test_a_thing_has_one_current_answer(wish, coordinator):
    answer(wish, by=coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(about_kind="thread.wish", about_id=wish.pk, verdict=Verdict.YES, given_at=NOON)


def test_a_new_answer_replaces_the_former_one_and_cancels_what_it_waited_for(wish, coordinator):
    former = answer(wish, money(), draft(), by=coordinator)
    operations.meet_condition(former.conditions.all()[0], by=coordinator, at=NOON)
    newer = answer(wish, verdict=Verdict.NO, reason="Het kan toch niet.", by=coordinator)
    former.refresh_from_db()
    assert (former.is_current, former.replaced_by) == (False, newer)
    assert [each.state for each in former.conditions.all()] == [ConditionState.MET, ConditionState.CANCELLED]
    assert queries.all_answers_to(wish) == [newer, former]


def test_an_answer_that_somebody_else_gave_meanwhile_is_not_replaced(wish, coordinator):
    first = answer(wish, by=coordinator, replaces=0)
    with pytest.raises(operations.AnswerChangedMeanwhile) as refused:
        answer(wish, verdict=Verdict.NO, reason="Nee", by=factories.make_person("Ali Veen"), replaces=0)
    assert (refused.value.current, refused.value.status) == (first, 409)
    answer(wish, verdict=Verdict.NO, reason="Nee", by=coordinator, replaces=first.pk)


def test_the_same_answer_sent_twice_says_that_it_stands(wish, job, coordinator):
    first = answer(wish, money(), item(job), by=coordinator, replaces=0)
    with pytest.raises(operations.AnsweredTwice) as refused:
        answer(wish, money(), item(job), by=coordinator, replaces=0)
    assert refused.value.current == first
    assert Answer.objects.count() == 1


# ── Conditions that are met ────────────────────────────────────────────────────────────────────────────────────────
def test_the_last_condition_that_is_met_meets_the_answer(wish, coordinator):
    first, second = answer(wish, money(), draft(), by=coordinator).conditions.all()
    assert not operations.meet_condition(first, by=coordinator, at=NOON, note="Staat in de begroting").all_met
    met = operations.meet_condition(second, by=coordinator, at=NOON)
    assert (met.all_met, met.met_at) == (True, NOON)
    first.refresh_from_db()
    assert (first.state, first.met_by, first.met_note) == (ConditionState.MET, coordinator, "Staat in de begroting")
    assert list(queries.answers_wholly_met()) == [met]


def test_a_condition_that_is_met_twice_is_met_once(wish, coordinator):
    (condition,) = answer(wish, money(), by=coordinator).conditions.all()
    first = operations.meet_condition(condition, by=coordinator, at=NOON)
    second = operations.meet_condition(condition, by=coordinator, at=NOON.replace(hour=15))
    assert (first.met_at, second.met_at) == (NOON, NOON)
    assert [entry.verb for entry in journal.entries_about(wish)] == ["thread.condition_met"]


def test_a_condition_of_an_answer_that_was_replaced_cannot_be_met(wish, coordinator):
    (condition,) = answer(wish, money(), by=coordinator).conditions.all()
    answer(wish, by=coordinator)
    with pytest.raises(operations.ConditionIsClosed):
        operations.meet_condition(condition, by=coordinator, at=NOON)


def test_a_thing_that_is_done_meets_every_condition_that_waited_for_it(wish, job, coordinator):
    other, third = factories.make_wish("Een bankje"), factories.make_wish("Een boom")
    only = answer(wish, item(job), by=coordinator)
    answer(other, item(job), money(), by=coordinator)
    answer(third, item(factories.make_job("Iets anders")), by=coordinator)
    assert operations.meet_conditions_waiting_for(job, by=coordinator, at=NOON) == [only]
    assert operations.meet_conditions_waiting_for(job, by=coordinator, at=NOON) == []
    assert [each.kind for each in queries.open_conditions()] == ["money", "item"]


def test_a_day_that_comes_meets_the_conditions_of_that_day(wish, coordinator):
    waiting = answer(wish, draft(ConditionKind.DATE, "Het broedseizoen is voorbij", by_when=MAY), by=coordinator)
    assert operations.meet_conditions_by_date(MAY.replace(month=4), at=NOON, by=CLOCK) == []
    assert operations.meet_conditions_by_date(MAY, at=NOON, by=CLOCK) == [waiting]
    assert operations.meet_conditions_by_date(MAY, at=NOON, by=CLOCK) == []


def test_a_decision_does_not_come_by_itself_on_its_day(wish, coordinator):
    answer(wish, draft(by_when=MAY), by=coordinator)
    assert operations.meet_conditions_by_date(MAY, at=NOON, by=CLOCK) == []


def test_a_condition_lapses_with_a_reason(wish, coordinator):
    (condition,) = answer(wish, money(), by=coordinator).conditions.all()
    with pytest.raises(operations.SaysNotWhy):
        operations.lapse_condition(condition, reason=" ", by=coordinator, at=NOON)
    lapsed = operations.lapse_condition(condition, reason="De raad geeft geen geld.", by=coordinator, at=NOON)
    condition.refresh_from_db()
    assert (condition.state, condition.ended_reason) == (ConditionState.LAPSED, "De raad geeft geen geld.")
    assert not lapsed.all_met
    with pytest.raises(operations.ConditionIsClosed):
        operations.meet_condition(condition, by=coordinator, at=NOON)


def test_a_thing_that_will_not_be_done_lets_every_condition_lapse_that_waited_for_it(wish, job, coordinator):
    given = answer(wish, money(), item(job), by=coordinator)
    assert operations.lapse_conditions_waiting_for(job, reason="Geen geld", by=coordinator, at=NOON) == [given]
    assert operations.lapse_conditions_waiting_for(job, reason="Geen geld", by=coordinator, at=NOON) == []
    assert [(c.state, c.ended_reason) for c in given.conditions.all()] == [("open", ""), ("lapsed", "Geen geld")]
    with pytest.raises(operations.SaysNotWhy):
        operations.lapse_conditions_waiting_for(job, reason=" ", by=coordinator, at=NOON)


def test_a_condition_gets_another_day(wish, coordinator):
    (condition,) = answer(wish, money(), by=coordinator).conditions.all()
    changed = operations.change_condition(condition, by_when=MAY.replace(month=9), by=coordinator, at=NOON)
    assert (changed.by_when, changed.what) == (MAY.replace(month=9), "Geld voor de toestellen")
    assert journal.entries_about(wish).get().details == {
        "condition": condition.pk,
        "answer": condition.answer_id,
        "from": "2026-05-01",
        "to": "2026-09-01",
    }


def test_what_ended_otherwise_waits_for_nothing_any_more(wish, job, coordinator):
    answer(wish, item(job), by=coordinator)
    operations.cancel_conditions(wish, reason="Ingetrokken door de melder", by=coordinator, at=NOON)
    assert list(queries.open_conditions()) == []
    assert operations.meet_conditions_waiting_for(job, by=coordinator, at=NOON) == []


# ── Circles ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_thing_cannot_wait_for_itself(wish, coordinator):
    with pytest.raises(operations.CircleOfConditions):
        answer(wish, item(wish), by=coordinator)


def test_two_things_cannot_wait_for_each_other(wish, job, coordinator):
    answer(wish, item(job), by=coordinator)
    with pytest.raises(operations.CircleOfConditions) as refused:
        answer(job, money(), item(wish), by=coordinator)
    assert refused.value.words == (
        "Deze voorwaarde maakt een kring: “Speeltuin aanleggen” wacht op “Een speeltuin”, dat wacht op "
        "“Speeltuin aanleggen”. Dan gebeurt er niets. Kies een andere voorwaarde."
    )
    assert queries.current_answer(job) is None


def test_a_circle_of_many_is_seen_too(coordinator):
    jobs = [factories.make_job(f"Klus {number}") for number in range(6)]
    for earlier, later in pairwise(jobs):
        answer(earlier, item(later), by=coordinator)
    with pytest.raises(operations.CircleOfConditions):
        answer(jobs[-1], item(jobs[0]), by=coordinator)


def test_a_condition_that_is_met_still_counts_in_a_circle(wish, job, coordinator):
    (condition,) = answer(wish, item(job), by=coordinator).conditions.all()
    operations.meet_condition(condition, by=coordinator, at=NOON)
    with pytest.raises(operations.CircleOfConditions):
        answer(job, item(wish), by=coordinator)


def test_an_answer_that_was_replaced_makes_no_circle(wish, job, coordinator):
    answer(wish, item(job), by=coordinator)
    answer(wish, by=coordinator)
    answer(job, item(wish), by=coordinator)


def test_somebody_who_may_not_see_a_link_of_the_circle_does_not_read_its_title(job, coordinator):
    secret = factories.make_secret_wish()
    answer(secret, item(job), by=coordinator)
    with pytest.raises(operations.CircleOfConditions) as refused:
        answer(job, item(secret), by=coordinator)
    assert "“een wens (niet openbaar)”" in refused.value.words
    assert secret.name not in refused.value.words


def test_nobody_waits_for_what_is_done_or_gone(wish, coordinator):
    done = factories.make_job(valid_until=TODAY, end_reason="klaar")
    with pytest.raises(operations.ConditionNotConcrete, match="al klaar"):
        answer(wish, item(done), by=coordinator)
    gone = item(done)
    done.delete()
    with pytest.raises(operations.ConditionNotConcrete, match="bestaat niet meer"):
        answer(wish, gone, by=coordinator)


# ── Sources ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_thing_says_why_it_exists(wish, job, coordinator):
    source = operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    assert (source.thing, source.cause) == (ref(job), ref(wish))
    assert operations.add_source(job, cause=wish, by=coordinator, at=NOON) == source
    assert [entry.verb for entry in journal.entries_about(job)] == ["thread.source_added"]


def test_a_source_may_be_words_with_a_link(job, coordinator):
    source = operations.add_source(
        job, words="Wijkplan 2009", link="https://voorbeeld.nl/plan", by=coordinator, at=NOON
    )
    assert (source.cause, source.words, source.link) == (None, "Wijkplan 2009", "https://voorbeeld.nl/plan")


@pytest.mark.parametrize("vague", [{}, {"words": " "}, {"words": "Plan", "link": "javascript:alert(1)"}])
def test_a_source_that_says_nothing_is_refused(job, coordinator, vague):
    with pytest.raises(operations.SourceNotConcrete):
        operations.add_source(job, by=coordinator, at=NOON, **vague)


def test_the_database_too_refuses_a_source_that_says_nothing(job):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(thing_kind="thread.job", thing_id=job.pk, words=" ", added_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(
            thing_kind="thread.job", thing_id=job.pk, cause_kind="thread.job", cause_id=job.pk, added_at=NOON
        )


def test_nothing_comes_from_what_came_from_it(wish, job, coordinator):
    later = factories.make_job("Een vervolg")
    operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    operations.add_source(later, cause=job, by=coordinator, at=NOON)
    for thing in (job, wish):
        with pytest.raises(operations.SourceMakesCircle):
            operations.add_source(thing, cause=later, by=coordinator, at=NOON)


def test_a_source_is_taken_away_with_a_reason_and_stays_on_record(wish, job, coordinator):
    source = operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    with pytest.raises(operations.SaysNotWhy):
        operations.remove_source(source, reason="", by=coordinator, at=NOON)
    operations.remove_source(source, reason="Het ging over een andere speeltuin.", by=coordinator, at=NOON)
    operations.remove_source(source, reason="Nog eens", by=coordinator, at=NOON)
    assert queries.standing_sources(job) == []
    assert Source.objects.get().removed_reason == "Het ging over een andere speeltuin."
    operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    assert Source.objects.standing().count() == 1


def test_a_cause_is_taken_away_without_knowing_its_source(wish, job, coordinator):
    operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    for _time in range(2):
        operations.remove_cause(job, cause=wish, reason="Losgemaakt", by=coordinator, at=NOON)
    assert queries.standing_sources(job) == []
