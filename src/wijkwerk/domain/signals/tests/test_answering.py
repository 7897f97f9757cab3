from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.signals import operations, queries, stories
from wijkwerk.domain.signals.operations.answering import DateHasPassed, DateMissing, NotAnswered, ReasonForChangeMissing
from wijkwerk.domain.signals.operations.moving import ChangedMeanwhile, MoveNotPossible
from wijkwerk.domain.signals.staff_story import story_for_staff
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import BY_MAIL, MONDAY
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import Answer, ConditionKind
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.queries import letters_about

NEXT_MONTH = date(2025, 4, 7)


def subjects(signal):
    return [letter.subject for letter in letters_about(signal).order_by("id")]


def condition(**fields):
    values = {
        "kind": ConditionKind.DECISION,
        "what": "Besluit over de speelplek",
        "from_whom": "college van B en W",
        "by_when": NEXT_MONTH,
    }
    return thread.ConditionDraft(**values | fields)


def test_a_no_without_a_reason_is_refused(signal, coordinator):
    with pytest.raises(thread.ReasonMissing):
        operations.answer_signal(signal, verdict="no", reason=" ", by=coordinator, at=MONDAY)
    assert Answer.objects.count() == 0
    signal.refresh_from_db()
    assert signal.state == State.NEW


def test_the_database_refuses_a_no_without_a_reason_too(signal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(about_kind="signals.signal", about_id=signal.pk, verdict="no", given_at=MONDAY)


def test_a_no_ends_the_signal_and_tells_the_reason(signal, coordinator):
    operations.answer_signal(signal, verdict="no", reason="De weg is van de provincie.", by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.closed_at, signal.due_on) == (State.DONE, MONDAY, None)
    letter = letters_about(signal).order_by("-id").first()
    assert letter.subject == f"Antwoord op uw melding {signal.pk}: nee"
    assert "De weg is van de provincie." in letter.body


def test_a_yes_says_when(signal, coordinator):
    with pytest.raises(DateMissing):
        operations.answer_signal(signal, verdict="yes", by=coordinator, at=MONDAY)
    with pytest.raises(DateHasPassed):
        operations.answer_signal(signal, verdict="yes", expected_on=date(2025, 3, 2), by=coordinator, at=MONDAY)
    operations.answer_signal(signal, verdict="yes", expected_on=NEXT_MONTH, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.due_on, signal.expected_on) == (State.UNDERWAY, NEXT_MONTH, NEXT_MONTH)
    assert "7 april 2025" in letters_about(signal).order_by("-id").first().body


def test_a_yes_that_is_done_already_asks_whether_it_helped(signal, coordinator):
    operations.answer_signal(signal, verdict="yes", is_done=True, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert signal.state == State.DONE
    assert "/geholpen/ja/" in letters_about(signal).order_by("-id").first().body


def test_a_condition_is_concrete(signal, coordinator):
    with pytest.raises(Refusal):
        operations.answer_signal(signal, verdict="conditional", conditions=[], by=coordinator, at=MONDAY)
    for lacking in [{"what": ""}, {"from_whom": " "}, {"by_when": date(2025, 3, 2)}]:
        with pytest.raises(Refusal):
            operations.answer_signal(
                signal, verdict="conditional", conditions=[condition(**lacking)], by=coordinator, at=MONDAY
            )
    assert Answer.objects.count() == 0


def test_the_last_condition_that_is_met_brings_the_signal_back_and_tells_the_resident(signal, coordinator):
    answer = operations.answer_signal(
        signal,
        verdict="conditional",
        conditions=[condition(), condition(what="Geld", kind=ConditionKind.MONEY, amount_cents=250_000)],
        by=coordinator,
        at=MONDAY,
    )
    first, second = answer.conditions.order_by("id")
    operations.meet_condition(signal, first, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.due_on) == (State.CONDITIONAL, NEXT_MONTH)
    operations.meet_condition(signal, second, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.due_on) == (State.OPEN, date(2025, 3, 10))
    assert f"Goed nieuws over uw melding {signal.pk}" in subjects(signal)


def test_a_date_brings_the_signal_back_by_itself_and_once(signal, coordinator):
    operations.answer_signal(
        signal,
        verdict="conditional",
        conditions=[condition(kind=ConditionKind.DATE, by_when=date(2025, 3, 10))],
        by=coordinator,
        at=MONDAY,
    )
    assert operations.bring_back_what_is_due(at=MONDAY) == 0
    a_week_later = MONDAY + timedelta(days=7)
    operations.bring_back_what_is_due(at=a_week_later)
    operations.bring_back_what_is_due(at=a_week_later)
    signal.refresh_from_db()
    assert signal.state == State.OPEN
    assert subjects(signal).count(f"Goed nieuws over uw melding {signal.pk}") == 1


def test_a_new_date_has_a_reason_and_is_told_again(signal, coordinator):
    with pytest.raises(ReasonForChangeMissing):
        operations.change_expected_date(signal, expected_on=NEXT_MONTH, reason="", by=coordinator, at=MONDAY)
    operations.change_expected_date(
        signal, expected_on=NEXT_MONTH, reason="De stenen zijn later.", by=coordinator, at=MONDAY
    )
    letter = letters_about(signal).order_by("-id").first()
    assert letter.subject == f"Nieuwe dag voor uw melding {signal.pk}"
    assert "De stenen zijn later." in letter.body


def test_who_follows_by_the_link_alone_reads_what_was_done_and_why_a_day_moved(client, maarswold, coordinator):
    """No letter goes to them: what we say along with a deed stands on their page, and colleagues read it too."""
    following = factories.report(maarswold, reply_to=factories.NOBODY)
    signal, how = following.signal, {"by": coordinator, "at": MONDAY}
    operations.answer_signal(signal, verdict="yes", expected_on=NEXT_MONTH, **how)
    operations.change_expected_date(signal, expected_on=NEXT_MONTH, reason="De stenen zijn later.", **how)
    operations.finish_signal(signal, words="De tegels liggen weer recht.", **how)
    own = [moment.text for moment in stories.for_reporter(following)]
    staff = {moment.title: moment.text for moment in story_for_staff(signal)}
    assert [words for words in own if words] == ["De stenen zijn later.", "De tegels liggen weer recht."]
    assert (staff["Afgerond"], len(staff)) == ("De tegels liggen weer recht.", 4)


def test_finishing_without_words_says_nothing_more(signal, coordinator):
    operations.answer_signal(signal, verdict="yes", expected_on=NEXT_MONTH, by=coordinator, at=MONDAY)
    operations.finish_signal(signal, by=coordinator, at=MONDAY)
    assert signal.messages.count() == 0


def test_what_was_not_answered_cannot_be_finished(signal, coordinator):
    with pytest.raises(NotAnswered):
        operations.finish_signal(signal, by=coordinator, at=MONDAY)


def test_not_helped_brings_the_signal_back_as_new(signal, reporter, coordinator):
    operations.answer_signal(signal, verdict="yes", is_done=True, by=coordinator, at=MONDAY)
    operations.say_helped(reporter, is_helped=False, words="Het ligt weer los.", by=VISITOR, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.reopened_count, signal.is_picked_up) == (State.NEW, 1, False)
    assert queries.work_lists(coordinator, today=MONDAY.date()).new.get() == signal


def test_helped_twice_is_noted_once(signal, reporter, coordinator):
    operations.answer_signal(signal, verdict="yes", is_done=True, by=coordinator, at=MONDAY)
    operations.say_helped(reporter, is_helped=True, by=VISITOR, at=MONDAY)
    operations.say_helped(reporter, is_helped=True, by=VISITOR, at=MONDAY)
    assert [entry.verb for entry in queries.story_of(signal)].count("signal.helped") == 1


def test_everybody_who_reported_hears_the_answer(signal, coordinator):
    operations.join_signal(signal, reply_to=BY_MAIL, by=VISITOR, at=MONDAY)
    operations.answer_signal(signal, verdict="no", reason="Het is privéterrein.", by=coordinator, at=MONDAY)
    assert subjects(signal).count(f"Antwoord op uw melding {signal.pk}: nee") == 2


def test_an_answer_to_what_somebody_else_changed_meanwhile_is_refused(signal, coordinator):
    seen = signal.version
    operations.pick_up(signal, by=coordinator, at=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        operations.answer_signal(signal, verdict="no", reason="x", by=coordinator, at=MONDAY, version=seen)


def test_what_was_withdrawn_cannot_be_answered(signal, reporter, coordinator):
    operations.withdraw(reporter, by=VISITOR, at=MONDAY)
    with pytest.raises(MoveNotPossible):
        operations.answer_signal(signal, verdict="no", reason="te laat", by=coordinator, at=MONDAY)
    assert Answer.objects.count() == 0


def test_fifty_who_answer_at_once_give_one_standing_answer(threads, maarswold, coordinator):
    signal = factories.make_signal(maarswold)
    seen = signal.version

    def answer(number):
        try:
            operations.answer_signal(
                signal, verdict="no", reason=f"Reden {number}", by=coordinator, at=MONDAY, version=seen
            )
        except ChangedMeanwhile:
            return "too late"
        return "answered"

    outcomes = threads(50, answer)
    assert outcomes.count("answered") == 1
    assert Answer.objects.filter(is_current=True).count() == 1
    assert len(subjects(signal)) == 2  # received, answered


def test_a_condition_that_will_not_be_met_brings_the_signal_back_for_another_answer(signal, coordinator):
    answer = operations.answer_signal(
        signal, verdict="conditional", conditions=[condition()], by=coordinator, at=MONDAY
    )
    operations.lapse_condition(signal, answer.conditions.get(), reason="De raad zei nee.", by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.due_on) == (State.OPEN, date(2025, 3, 10))
    letter = letters_about(signal).filter(to_address="rika@example.nl").order_by("-id").first()
    assert letter.subject == f"Uw melding {signal.pk}: een voorwaarde wordt niet vervuld"
    assert "De raad zei nee." in letter.body


def test_a_condition_gets_another_day_with_a_reason_and_who_asked_hears_it(signal, coordinator):
    answer = operations.answer_signal(
        signal, verdict="conditional", conditions=[condition()], by=coordinator, at=MONDAY
    )
    later = date(2025, 6, 2)
    with pytest.raises(ReasonForChangeMissing):
        operations.change_condition_day(
            signal, answer.conditions.get(), by_when=later, reason=" ", by=coordinator, at=MONDAY
        )
    operations.change_condition_day(
        signal, answer.conditions.get(), by_when=later, reason="De raad vergadert later.", by=coordinator, at=MONDAY
    )
    signal.refresh_from_db()
    assert (signal.state, signal.due_on) == (State.CONDITIONAL, later)
    letter = letters_about(signal).filter(to_address="rika@example.nl").order_by("-id").first()
    assert "maandag 2 juni 2025" in letter.body
