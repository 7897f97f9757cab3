from datetime import timedelta

import pytest

from wijkwerk.domain.people.tests.factories import make_holder, make_organisation
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.models import Direction, Kind, Signal
from wijkwerk.domain.signals.operations.moving import MoveNotPossible
from wijkwerk.domain.signals.operations.triage import CannotTakeIn, NobodyChosen, NotYours, ReasonMissing, SameSignal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import MONDAY
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import may
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.queries import letters_about


@pytest.fixture
def roads(maarswold):
    return make_holder(Role.SPECIALIST, maarswold, name="Wim Wegen", email="wim@example.nl")


def subjects(signal):
    return [letter.subject for letter in letters_about(signal).order_by("id")]


def test_who_gets_a_signal_sees_it_as_theirs_and_hears_of_it(signal, coordinator, roads):
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    lists = queries.work_lists(roads, today=MONDAY.date())
    assert list(lists.mine) == [signal]
    assert [letter.to_address for letter in letters_about(signal).order_by("id")][-1] == "wim@example.nl"


def test_nobody_is_not_somebody(signal, coordinator):
    with pytest.raises(NobodyChosen):
        operations.hand_over(signal, by=coordinator, at=MONDAY)


def test_picked_up_is_visible(signal, coordinator, roads):
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    operations.pick_up(signal, by=roads, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.picked_up_at, signal.handler_person) == (State.OPEN, MONDAY, roads)


def test_what_another_picked_up_is_not_yours(signal, coordinator, roads):
    operations.pick_up(signal, by=coordinator, at=MONDAY)
    with pytest.raises(NotYours):
        operations.pick_up(signal, by=roads, at=MONDAY)


def test_of_fifty_who_pick_up_at_once_one_has_it(threads, maarswold, coordinator):
    signal = factories.make_signal(maarswold)
    people = [make_holder(Role.SPECIALIST, maarswold, name=f"Vak {number}") for number in range(50)]

    def pick(number):
        try:
            operations.pick_up(signal, by=people[number], at=MONDAY)
        except NotYours:
            return "not mine"
        return "mine"

    outcomes = threads(50, pick)
    assert outcomes.count("mine") == 1
    assert Signal.objects.get().handler_person == people[outcomes.index("mine")]


def test_given_back_says_why_and_goes_to_the_coordinator(signal, coordinator, roads):
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    with pytest.raises(ReasonMissing):
        operations.give_back(signal, reason=" ", by=roads, at=MONDAY)
    operations.give_back(signal, reason="Dit is van de corporatie.", by=roads, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.handler_person, signal.state) == (coordinator, State.NEW)
    assert signal.messages.get().direction == Direction.NOTE


def test_what_lies_still_is_told_to_the_coordinator_once(signal, coordinator, roads):
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    wednesday, thursday = MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)
    assert operations.escalate_what_lies_still(at=wednesday) == 0
    assert operations.escalate_what_lies_still(at=thursday) == 1
    assert operations.escalate_what_lies_still(at=thursday) == 0
    assert letters_about(signal).order_by("-id").first().to_address == "corrie@example.nl"


def test_a_partner_sees_what_was_handed_to_its_organisation_and_nothing_else(signal, maarswold, coordinator):
    corporation = make_organisation()
    partner = make_holder(Role.PARTNER, maarswold, name="Paula Partner", organisation=corporation)
    other = factories.make_signal(maarswold, "Iets anders")
    operations.hand_over(signal, organisation=corporation, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert list(queries.signals_visible_to(partner)) == [signal]
    assert may(partner, Permission.SIGNAL_VIEW, on=signal).allowed
    assert not may(partner, Permission.SIGNAL_VIEW_REPORTER, on=signal).allowed
    assert not may(partner, Permission.SIGNAL_VIEW, on=other).allowed


def test_a_coordinator_of_one_area_sees_no_signal_of_another(maarswold, mussel, coordinator):
    here, there = factories.make_signal(maarswold), factories.make_signal(mussel)
    assert list(queries.signals_visible_to(coordinator)) == [here]
    assert may(coordinator, Permission.SIGNAL_VIEW, on=here).allowed
    assert not may(coordinator, Permission.SIGNAL_VIEW, on=there).allowed


def test_another_category_goes_to_another_party_until_it_is_picked_up(signal, maarswold, coordinator, roads):
    factories.make_team_member(maarswold, person=roads, trade="wegen", ring="trades", takes_signals=True)
    category = factories.make_category()
    operations.classify(signal, kind=Kind.REPORT, category=category, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert signal.handler_person == roads
    operations.pick_up(signal, by=roads, at=MONDAY)
    operations.classify(signal, kind=Kind.IDEA, category=None, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.handler_person, signal.kind) == (roads, Kind.IDEA)


def test_merged_says_into_what_and_every_reporter_keeps_hearing(signal, maarswold, coordinator):
    other = factories.make_signal(maarswold, "Losse tegels")
    operations.merge_signals(other, into=signal, by=coordinator, at=MONDAY)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (State.MERGED, signal)
    assert subjects(other)[-1] == f"Uw melding {other.pk} gaat verder met melding {signal.pk}"
    operations.answer_signal(signal, verdict="no", reason="Privéterrein.", by=coordinator, at=MONDAY)
    assert subjects(other)[-1] == f"Antwoord op uw melding {other.pk}: nee"


def test_split_goes_on_by_itself_and_tells(signal, maarswold, coordinator):
    other = factories.make_signal(maarswold, "Losse tegels")
    operations.merge_signals(other, into=signal, by=coordinator, at=MONDAY)
    other.refresh_from_db()
    operations.split_signal(other, reason="Het is een andere straat.", by=coordinator, at=MONDAY)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (State.OPEN, None)
    assert subjects(other)[-1] == f"Uw melding {other.pk} gaat weer apart verder"


def test_a_signal_is_not_merged_with_itself_nor_with_what_has_ended(signal, maarswold, coordinator):
    with pytest.raises(SameSignal):
        operations.merge_signals(signal, into=signal, by=coordinator, at=MONDAY)
    ended = factories.make_signal(maarswold, "Klaar")
    operations.answer_signal(ended, verdict="no", reason="Privéterrein.", by=coordinator, at=MONDAY)
    with pytest.raises(CannotTakeIn):
        operations.merge_signals(signal, into=ended, by=coordinator, at=MONDAY)


def test_what_was_merged_follows_when_its_leader_is_merged(signal, maarswold, coordinator):
    second, third = factories.make_signal(maarswold, "Twee"), factories.make_signal(maarswold, "Drie")
    operations.merge_signals(third, into=second, by=coordinator, at=MONDAY)
    operations.merge_signals(second, into=signal, by=coordinator, at=MONDAY)
    assert {one.merged_into for one in Signal.objects.exclude(pk=signal.pk)} == {signal}


def test_two_that_are_merged_into_each_other_at_once_leave_one(threads, maarswold, coordinator):
    one, other = factories.make_signal(maarswold, "Een"), factories.make_signal(maarswold, "Ander")

    def merge(number):
        pair = (one, other) if number % 2 else (other, one)
        try:
            operations.merge_signals(pair[0], into=pair[1], by=coordinator, at=MONDAY)
        except (CannotTakeIn, MoveNotPossible):
            return "too late"
        return "merged"

    assert threads(50, merge).count("merged") == 1
    assert sorted(Signal.objects.values_list("state", flat=True)) == [State.MERGED, State.NEW]


def test_a_theme_binds_signals_and_closes_with_a_reason(signal, maarswold, coordinator):
    other = factories.make_signal(maarswold, "Ook los")
    theme = operations.make_theme(
        name="Losse tegels", description="", signals=[signal, other], by=coordinator, at=MONDAY
    )
    assert list(theme.signals.order_by("id")) == [signal, other]
    assert theme.work_area == maarswold
    with pytest.raises(ReasonMissing):
        operations.close_theme(theme, reason="", by=coordinator, at=MONDAY)
    operations.take_out_of_theme(other, by=coordinator, at=MONDAY)
    assert list(theme.signals.all()) == [signal]


def test_it_is_visible_who_picks_up_and_who_does_not(signal, maarswold, coordinator, roads):
    second = factories.make_signal(maarswold, "Nog een kuil")
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    operations.hand_over(second, person=roads, by=coordinator, at=MONDAY)
    operations.pick_up(second, by=roads, at=MONDAY)
    assert queries.pick_ups(maarswold, since=MONDAY - timedelta(days=90)) == [("Wim Wegen", 1, 1, 1)]


def test_an_answer_by_another_does_not_say_that_the_handler_picked_it_up(signal, coordinator, roads):
    operations.hand_over(signal, person=roads, by=coordinator, at=MONDAY)
    operations.answer_signal(
        signal, verdict="yes", expected_on=MONDAY.date() + timedelta(days=7), by=coordinator, at=MONDAY
    )
    signal.refresh_from_db()
    assert (signal.handler_person, signal.picked_up_at) == (roads, None)


def test_who_answers_what_was_nobodys_has_picked_it_up(mussel, coordinator):
    signal = factories.make_signal(mussel)
    operations.answer_signal(signal, verdict="no", reason="Privéterrein.", by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.handler_person, signal.picked_up_at) == (coordinator, MONDAY)
