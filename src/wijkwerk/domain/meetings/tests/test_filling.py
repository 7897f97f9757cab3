"""Agendas that fill themselves: what is open, late, changed or new since the meeting before, for each reader."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wijkwerk.domain.meetings.models import Part
from wijkwerk.domain.meetings.operations import meetings, minutes
from wijkwerk.domain.meetings.queries import filling, occurrences
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    MONDAY_ON,
    freeze,
    make_action,
    make_coordinator,
    make_organisation,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.people.operations import covenants
from wijkwerk.domain.people.tests.factories import make_holder
from wijkwerk.domain.plans.operations import agendas as plans
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.operations import answer_signal
from wijkwerk.domain.signals.tests.factories import make_category, report
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role

WEEK = timedelta(weeks=1)
SAYS = {"by": CLOCK}


@pytest.fixture
def progress(maarswold):
    return set_rhythm(make_series(maarswold, kind="voortgang", title="Voortgang Maarswold"))


def agenda_for(actor, one, on=MONDAY_ON, *, at=MONDAY):
    where = occurrences.moment(one.pk, on.isoformat())
    return {point.part: point for point in filling.agenda_of(where, actor=actor, at=at)}


def told(point):
    return [(line.title, [change.words for change in line.changes]) for line in point.lines]


@pytest.fixture
def played(maarswold):
    """Two projects of this year; of one something happened after the meeting before."""
    agenda = make_agenda(maarswold, 2026)
    playground, pavement = make_item(agenda, "Speelplek"), make_item(agenda, "Stoepen")
    later = MONDAY + 8 * timedelta(days=1)
    plans.move_item(playground, state=ItemState.PLANNED, at=later, **SAYS)
    plans.add_progress(playground, text="De grond is gekocht.", is_public=True, at=later, **SAYS)
    plans.add_progress(playground, text="De prijs valt tegen.", at=later, **SAYS)
    return playground, pavement


def test_the_progress_meeting_lists_each_item_with_what_changed_since_the_last_one(progress, coordinator, played):
    freeze(prepare(progress), at=MONDAY)
    second = agenda_for(coordinator, progress, MONDAY_ON + 2 * WEEK, at=MONDAY + 2 * WEEK)
    assert told(second[Part.ITEMS]) == [
        ("1. Speelplek", ["Van “voorgesteld” naar “gepland”.", "De grond is gekocht.", "De prijs valt tegen."]),
        ("2. Stoepen", []),
    ]
    assert [line.words for line in second[Part.ITEMS].lines] == ["", "Niets veranderd."]


def test_what_was_not_written_for_everybody_only_who_works_on_it_reads(progress, maarswold, played):
    body = make_holder(Role.RESIDENTS_BODY, maarswold, name="Rien Raad")
    shown = agenda_for(body, progress, MONDAY_ON + 2 * WEEK, at=MONDAY + 2 * WEEK)
    assert told(shown[Part.ITEMS])[0] == ("1. Speelplek", ["Van “voorgesteld” naar “gepland”.", "De grond is gekocht."])


def test_the_frozen_agenda_stays_as_it_was(progress, coordinator, played):
    playground, _pavement = played
    second = prepare(progress, MONDAY_ON + 2 * WEEK)
    at = MONDAY + 2 * WEEK
    freeze(second, at=at)
    plans.move_item(playground, state=ItemState.RUNNING, at=at + WEEK, **SAYS)
    shown = agenda_for(coordinator, progress, MONDAY_ON + 2 * WEEK, at=at + 2 * WEEK)
    assert told(shown[Part.ITEMS])[0][1][-1] == "De prijs valt tegen."
    assert shown[Part.ITEMS].lines[0].state == "gepland"
    third = agenda_for(coordinator, progress, MONDAY_ON + 3 * WEEK, at=at + 2 * WEEK)
    assert told(third[Part.ITEMS])[0] == ("1. Speelplek", ["Van “gepland” naar “loopt”."])


def test_open_actions_return_until_they_are_done(progress, coordinator):
    first = freeze(prepare(progress))
    action = make_action(first, "Bel de school")
    assert told(agenda_for(coordinator, progress, MONDAY_ON + WEEK)[Part.ACTIONS]) == [("Bel de school", [])]
    freeze(prepare(progress, MONDAY_ON + WEEK), at=MONDAY + WEEK)
    assert told(agenda_for(coordinator, progress, MONDAY_ON + 2 * WEEK)[Part.ACTIONS]) == [("Bel de school", [])]
    minutes.finish_action(action, words="Zij komen.", at=MONDAY + WEEK + timedelta(days=1), **SAYS)
    last = agenda_for(coordinator, progress, MONDAY_ON + 2 * WEEK, at=MONDAY + 2 * WEEK)[Part.ACTIONS]
    assert [line.words.split(", ")[-2:] for line in last.lines] == [["gedaan", "Zij komen."]]
    freeze(prepare(progress, MONDAY_ON + 2 * WEEK), at=MONDAY + 2 * WEEK)
    assert told(agenda_for(coordinator, progress, MONDAY_ON + 3 * WEEK, at=MONDAY + 3 * WEEK)[Part.ACTIONS]) == []


def test_new_signals_are_told_by_who_may_see_them(progress, coordinator, maarswold, mussel):
    category = make_category()
    for area in (maarswold, mussel):
        report(area, "Losse tegels", category=category, at=MONDAY - timedelta(days=2))
    body = make_holder(Role.RESIDENTS_BODY, maarswold, name="Rien Raad")
    assert [title for title, _changes in told(agenda_for(coordinator, progress)[Part.SIGNALS])] == [
        f"1 nieuwe melding: {category} 1",
        "Losse tegels",
    ]
    shown = agenda_for(body, progress)[Part.SIGNALS]
    assert ([line.title for line in shown.lines], shown.hidden) == ([f"1 nieuwe melding: {category} 1"], 1)


def test_late_promises_are_conditions_past_their_day_and_covenants_that_are_behind(progress, coordinator, maarswold):
    signal = report(maarswold, "Een speelplek", category=make_category(), at=MONDAY - 20 * WEEK).signal
    condition = ConditionDraft(
        kind=ConditionKind.MONEY, what="Geld uit het programma", from_whom="de gemeente", by_when=date(2026, 2, 1)
    )
    answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=[condition], by=coordinator, at=MONDAY - 19 * WEEK)
    covenant = covenants.make_covenant(
        work_area=maarswold,
        organisation=make_organisation("Welzijn Samen"),
        title="Samen",
        aim="Helpen",
        from_on=date(2025, 10, 1),
        at=MONDAY - 22 * WEEK,
        **SAYS,
    )
    covenants.promise(covenant, kind="hours", words="Een opbouwwerker", amount=40, per="month", at=MONDAY, **SAYS)
    lines = agenda_for(coordinator, progress)[Part.PROMISES].lines
    assert [(line.title, line.words) for line in lines] == [
        (
            "Een speelplek",
            "Wacht op: geld dat is gereserveerd, uiterlijk 1 februari 2026. Geld uit het programma (van de gemeente)",
        ),
        ("Welzijn Samen: Een opbouwwerker", "4e kwartaal 2025: 0 uur van 120 uur geleverd."),
    ]
    partner = make_holder(Role.PARTNER, maarswold, name="Piet Partner")
    shown = agenda_for(partner, progress)[Part.PROMISES]
    assert (shown.lines, shown.hidden) == ([], 2)


def test_own_points_are_added_ordered_and_left_out(progress, coordinator):
    meeting = prepare(progress)
    own = meetings.add_point(meeting, title="Bloemen", at=MONDAY, **SAYS)
    names = [point.title for point in meeting.points.order_by("order")]
    assert names == [
        "Opening",
        "Acties die nog openstaan",
        "Voortgang per project",
        "Afspraken die te laat zijn",
        "Nieuwe meldingen uit het gebied",
        "Bloemen",
        "Rondvraag en sluiting",
    ]
    meetings.move_point(own, up=True, at=MONDAY, **SAYS)
    meetings.leave_out(meeting.points.get(part=Part.SIGNALS), at=MONDAY, **SAYS)
    shown = filling.agenda_of(occurrences.of_row(occurrences.meeting(meeting.pk)), actor=coordinator, at=MONDAY)
    assert [point.title for point in shown if not point.point.is_left_out][-3:] == [
        "Afspraken die te laat zijn",
        "Bloemen",
        "Rondvraag en sluiting",
    ]
    freeze(meeting)
    with pytest.raises(meetings.AgendaIsFrozen):
        meetings.add_point(meeting, title="Te laat", at=MONDAY, **SAYS)


def test_the_first_meeting_of_a_series_looks_back_a_quarter(progress):
    assert filling.since(None, progress, MONDAY) == MONDAY - timedelta(days=91)


def test_a_series_about_the_whole_municipality_hears_of_all_areas(coordinator, maarswold, mussel):
    other = make_coordinator(mussel, name="Mels Mussel")
    wide = set_rhythm(make_series(title="Partners", kind="partners-management", leader=other))
    make_item(make_agenda(maarswold, 2026), "Speelplek", at=MONDAY - timedelta(days=1))
    assert [line.title for line in agenda_for(other, wide)[Part.CHANGES].lines] == ["1. Speelplek"]


def test_an_agenda_of_many_signals_asks_as_much_as_one_of_few(
    progress, coordinator, maarswold, django_assert_max_num_queries
):
    category = make_category()
    for number in range(12):
        report(maarswold, f"Tegel {number}", category=category, at=datetime(2026, 2, 20, tzinfo=UTC))
    assert Signal.objects.count() == 12
    with django_assert_max_num_queries(30):
        assert len(agenda_for(coordinator, progress)[Part.SIGNALS].lines) == 13
