"""The action list: below the norm, an owner, a term, an answer that reaches those who walked."""

import uuid
from datetime import date, timedelta

import pytest

from wijkwerk.domain.inspections.models import Finding, SpotPhoto
from wijkwerk.domain.inspections.operations import findings, marking, scales, walkers, walks
from wijkwerk.domain.inspections.states import FindingState, InspectionState
from wijkwerk.domain.inspections.tests.factories import BY, NOON, mark, photo_file, spots
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal, SignalPhoto
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files import store
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def walked(inspection, rika, jan):
    """Two spots; at the school the weeds are below the norm."""
    bridge, school = spots(inspection)
    mark(rika, bridge, "A")
    mark(jan, school, "D")
    return walks.move(inspection, state=InspectionState.WALKED, **BY)


def letters(template):
    return sorted(letter.to_address for letter in Letter.objects.filter(template=f"inspections/{template}"))


def test_what_is_below_the_norm_comes_on_the_list_with_an_owner_and_a_term(walked, coordinator):
    [finding] = walked.findings.all()
    assert (finding.number, finding.title, finding.owner, finding.due_on) == (
        1,
        "Onkruid bij Bij de school: D",
        coordinator,
        date(2025, 7, 10),
    )
    assert Signal.objects.count() == 0


def test_looking_again_finds_nothing_twice(walked):
    assert findings.find_below_norm(walked, **BY) == []
    walks.move(walked, state=InspectionState.PREPARED, **BY)
    walks.move(walked, state=InspectionState.WALKED, **BY)
    assert walked.findings.count() == 1


def test_findings_become_signals_by_themselves_where_the_municipality_wants_that(inspection, rika):
    scales.change_settings(makes_signals=True, days_to_answer=20, **BY)
    mark(rika, spots(inspection)[1], "D")
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    [finding], [signal] = inspection.findings.all(), Signal.objects.all()
    assert (finding.signal, signal.work_area, signal.state, signal.channel) == (
        signal,
        inspection.work_area,
        "new",
        "street",
    )
    assert [source.cause.id for source in thread.standing_sources(signal)] == [finding.pk]
    assert [source.cause.id for source in thread.standing_sources(finding)] == [inspection.pk]


def test_a_signal_is_made_by_hand_once(walked):
    [finding] = walked.findings.all()
    findings.make_signal(finding, **BY)
    with pytest.raises(findings.HasSignal):
        findings.make_signal(finding, **BY)
    assert Signal.objects.count() == 1


def photograph(walker, spot, aspect=None):
    key = uuid.uuid4()
    return marking.add_photo(walker, photo_file(), spot=spot, aspect=aspect, made_at=NOON, key=key, **BY)


def test_a_signal_has_the_photos_of_its_finding_and_nobody_else_sees_them(walked, rika, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    [finding] = walked.findings.all()
    other = walked.aspects.exclude(pk=finding.aspect_id).get()
    photograph(rika, finding.spot)
    photograph(rika, finding.spot, other)
    photograph(rika, next(spot for spot in spots(walked) if spot != finding.spot))
    own = photograph(rika, finding.spot, finding.aspect)
    signal = findings.make_signal(finding, **BY)
    first, _second = kept = signal.photos.order_by("pk")
    assert [photo.is_public for photo in kept] == [False, False]
    assert store.read(first.photo, "large") == store.read(own.photo, "large")
    marking.remove_photo(own, **BY)
    assert (SignalPhoto.objects.count(), SpotPhoto.objects.count()) == (2, 3)


def test_a_photo_that_comes_in_later_goes_to_the_signal_until_it_is_answered(walked, rika, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    [finding] = walked.findings.all()
    signal = findings.make_signal(finding, **BY)
    photograph(rika, finding.spot)
    findings.answer_finding(finding, state=FindingState.DONE, answer="Geschoffeld.", **BY)
    photograph(rika, finding.spot)
    assert signal.photos.count() == 1


def test_a_signal_has_five_photos_at_most(walked, rika, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    [finding] = walked.findings.all()
    for _turn in range(6):
        photograph(rika, finding.spot)
    assert findings.make_signal(finding, **BY).photos.count() == 5


@pytest.mark.parametrize(("verdict", "state"), [(Verdict.YES, FindingState.DONE), (Verdict.NO, FindingState.NOT_DONE)])
def test_the_answer_to_the_signal_reaches_those_who_walked(walked, coordinator, verdict, state):
    [finding] = walked.findings.all()
    signal = findings.make_signal(finding, **BY)
    how = {"is_done": True} if verdict == Verdict.YES else {}
    signals.answer_signal(signal, verdict=verdict, reason="Wij komen langs.", by=coordinator, at=NOON, **how)
    Signal.objects.filter(pk=signal.pk).update(state="done", closed_at=NOON)
    assert (findings.answer_from_signals(at=NOON), findings.answer_from_signals(at=NOON)) == (1, 0)
    finding.refresh_from_db()
    assert (finding.state, finding.answer, letters("answered")) == (state, "Wij komen langs.", ["rika@example.nl"])


def test_an_answer_reaches_who_walked_once(walked, coordinator):
    [finding] = walked.findings.all()
    for _turn in range(2):
        findings.answer_finding(finding, state=FindingState.DONE, answer="Geschoffeld.", by=coordinator, at=NOON)
    assert letters("answered") == ["rika@example.nl"]


def test_what_does_not_happen_has_a_reason(walked, coordinator):
    [finding] = walked.findings.all()
    with pytest.raises(findings.ReasonMissing):
        findings.answer_finding(finding, state=FindingState.NOT_DONE, answer=" ", by=coordinator, at=NOON)


def test_a_finding_by_hand_has_an_owner_and_a_day(walked, coordinator):
    line = {"title": "Bankje repareren", "due_on": date(2025, 9, 1)} | BY
    with pytest.raises(findings.OwnerMissing):
        findings.add_finding(walked, **line)
    with pytest.raises(findings.DayMissing):
        findings.add_finding(walked, **line | {"due_on": None, "owner_person": coordinator})
    made = findings.add_finding(walked, **line, owner_person=coordinator)
    assert (made.number, made.owner) == (2, coordinator)


def test_the_list_is_sent_agreed_to_and_set(walked, rika, jan):
    with pytest.raises(walkers.NoListYet):
        walkers.say_agrees(rika, agrees=True, **BY)
    findings.send_list(walked, **BY)
    walkers.say_agrees(rika, agrees=True, **BY)
    with pytest.raises(walkers.WordsMissing):
        walkers.say_agrees(jan, agrees=False, **BY)
    walkers.say_agrees(jan, agrees=False, words="Het bankje ontbreekt.", **BY)
    closed = walks.move(walked, state=InspectionState.CLOSED, **BY)
    with pytest.raises(walkers.ListIsSet):
        walkers.say_agrees(rika, agrees=True, **BY)
    assert (closed.is_closed, letters("list"), letters("closed")) == (True, ["rika@example.nl"], ["rika@example.nl"])


def test_an_empty_list_is_not_sent(inspection, rika):
    with pytest.raises(findings.NotWalkedYet):
        findings.send_list(inspection, **BY)
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    with pytest.raises(findings.ListIsEmpty):
        findings.send_list(inspection, **BY)


def test_the_owner_hears_once_that_a_finding_is_late(walked):
    late = NOON + timedelta(days=60)
    assert [findings.remind_of_late(at=late) for _turn in range(2)] == [1, 0]
    assert letters("late") == ["corrie@example.nl"]
    [finding] = Finding.objects.all()
    assert (finding.is_late(late.date()), finding.is_late(NOON.date())) == (True, False)


def test_an_answer_that_was_wrong_is_opened_again_with_a_new_day(walked, coordinator):
    [finding] = walked.findings.all()
    findings.answer_finding(finding, state=FindingState.DONE, by=coordinator, at=NOON)
    findings.open_again(finding, due_on=date(2025, 10, 1), by=CLOCK, at=NOON)
    finding.refresh_from_db()
    assert (finding.state, finding.due_on, finding.answered_at) == (FindingState.OPEN, date(2025, 10, 1), None)
