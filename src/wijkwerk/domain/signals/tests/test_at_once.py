"""Mixed deeds on the same signals at the same moment: nobody waits for each other for ever, nothing happens twice."""

from datetime import timedelta

import pytest

from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import MONDAY
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def signals(maarswold, coordinator):
    return [factories.make_signal(maarswold, f"Losse tegel {number}") for number in range(4)]


def quietly(deed, *args, **how):
    """What it gives; the refusal when somebody was first."""
    try:
        return deed(*args, **how)
    except Refusal as refusal:
        return refusal


def test_merging_on_and_taking_apart_at_once_never_wait_for_each_other(threads, signals, coordinator):
    how = {"by": coordinator, "at": MONDAY}
    for _round in range(6):
        first, second, third, _ = (Signal.objects.get(pk=signal.pk) for signal in signals)
        operations.merge_signals(first, into=second, **how)
        first.refresh_from_db()

        def one(number, first=first, second=second, third=third):
            if number % 2:
                return quietly(operations.split_signal, first, reason="Toch iets anders", **how)
            return quietly(operations.merge_signals, second, into=third, **how)

        threads(6, one)
        for merged in Signal.objects.filter(state="merged").order_by("pk"):
            operations.split_signal(merged, reason="Opnieuw", **how)
    assert {signal.state for signal in Signal.objects.all()} <= {"open", "new"}


def test_signals_that_change_themes_at_once_never_wait_for_each_other(threads, signals, coordinator):
    how = {"by": coordinator, "at": MONDAY}
    one_theme, other = (
        operations.make_theme(name=name, description="", signals=pair, **how)
        for name, pair in (("Een", signals[:2]), ("Ander", signals[2:]))
    )

    def one(number):
        for turn in range(4):
            into = one_theme if (number + turn) % 2 else other
            operations.put_in_theme(into, signals=signals[:2] if number % 4 < 2 else signals[2:], **how)

    threads(8, one)
    assert {signal.theme in (one_theme, other) for signal in Signal.objects.all()} == {True}


def test_fifty_who_say_and_do_different_things_at_once_leave_one_whole_story(threads, signals, coordinator):
    signal, other = signals[0], signals[1]
    operations.answer_signal(signal, verdict="yes", is_done=True, by=coordinator, at=MONDAY)
    reporter = signal.reporters.get()
    how = {"by": coordinator, "at": MONDAY}
    deeds = [
        lambda: operations.say_helped(reporter, is_helped=False, by=VISITOR, at=MONDAY),
        lambda: operations.reopen_signal(signal, **how),
        lambda: operations.pick_up(signal, **how),
        lambda: operations.hand_over(signal, person=coordinator, **how),
        lambda: operations.merge_signals(other, into=signal, **how),
        lambda: operations.write_from_reporter(reporter, text="Nog iets", by=VISITOR, at=MONDAY),
        lambda: operations.withdraw(reporter, by=VISITOR, at=MONDAY),
    ]
    results = threads(50, lambda number: quietly(deeds[number % len(deeds)]))
    assert [result for result in results if result is None] == []
    told = {
        verb: Entry.objects.filter(verb=f"signal.{verb}", about_id=signal.pk).count()
        for verb in ("not_helped", "took_in")
    }
    assert told["took_in"] <= 1
    assert Letter.objects.filter(template="signals/merged").count() == told["took_in"]


def test_the_clock_twice_at_once_tells_once(threads, signals, coordinator):
    operations.ask_reporter(signals[0], text="Waar precies?", by=coordinator, at=MONDAY)
    later = MONDAY + timedelta(days=60)

    def one(number):
        if number % 2:
            return operations.go_on_without_reply(at=later, today=later.date())
        return operations.escalate_what_lies_still(at=later)

    threads(20, one)
    verbs = [entry.verb for entry in Entry.objects.filter(about_id=signals[0].pk)]
    assert verbs.count("signal.no_reply") == 1
    escalated = Entry.objects.filter(verb="signal.escalated").values_list("about_id", flat=True)
    assert len(escalated) == len(set(escalated)) == 3
    assert Letter.objects.filter(template="signals/escalated").count() == 3
