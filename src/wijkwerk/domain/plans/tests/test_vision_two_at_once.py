"""Two at once, or eight: one number each, one decision, one letter; money is told of once."""

import uuid

import pytest

from wijkwerk.domain.plans.models import Measurement, Vision, VisionComment
from wijkwerk.domain.plans.operations import indicators, plan_writing, programmes, themes, visions
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import TODAY, TUESDAY, make_signal
from wijkwerk.domain.plans.tests.plan_factories import BY
from wijkwerk.domain.plans.tests.test_two_at_once import at_once
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.thread.models import Condition, Verdict
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def test_goals_and_comments_of_eight_at_once_have_their_own_numbers(municipality, maarswold):
    vision = make.make_vision(maarswold, goals=())
    adding = [lambda n=n: visions.add_goal(vision, title=f"Doel {n}", **BY) for n in range(8)]
    assert at_once(municipality, *adding) == []
    assert sorted(vision.goals.values_list("number", flat=True)) == list(range(1, 9))
    visions.open_consultation(vision, until=factories.JULY, is_open_to_all=True, **BY)
    saying = [lambda n=n: visions.comment(vision, text=f"Reactie {n}", by=VISITOR, at=TUESDAY) for n in range(8)]
    assert at_once(municipality, *saying) == []
    assert sorted(vision.comments.values_list("number", flat=True)) == list(range(1, 9))


def test_the_same_comment_sent_by_eight_at_once_is_one(municipality, maarswold):
    vision, key = make.make_vision(maarswold, state=VisionState.CONSULTATION), uuid.uuid4()
    deed = lambda: visions.comment(vision, text="Hallo", client_key=key, by=VISITOR, at=TUESDAY)  # noqa: E731
    assert at_once(municipality, *[deed] * 8) == []
    assert VisionComment.objects.count() == 1


def test_of_eight_who_change_the_same_vision_seven_read_what_the_one_wrote(municipality, maarswold):
    vision = make.make_vision(maarswold)
    values = {"text": "", "from_year": 2026, "until_year": 2036, "version": vision.version}
    deeds = [lambda n=n: visions.change_vision(vision, title=f"Van {n}", **values, **BY) for n in range(8)]
    faults = at_once(municipality, *deeds)
    assert [type(fault) for fault in faults] == [plan_writing.ChangedMeanwhile] * 7


def test_eight_who_begin_a_revision_at_once_make_one(municipality, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    deed = lambda: visions.revise(vision, from_year=2030, until_year=2040, **BY)  # noqa: E731
    assert {type(fault) for fault in at_once(municipality, *[deed] * 8)} == {visions.IsRevisedAlready}
    assert Vision.objects.filter(revises=vision).count() == 1


def test_a_decision_that_eight_write_down_at_once_is_one(municipality, maarswold):
    vision = make.make_vision(maarswold)
    assert {type(fault) for fault in at_once(municipality, *[lambda: make.adopt(vision)] * 8)} == {visions.VisionStands}
    assert vision.versions.count() == 1


def test_money_that_eight_reserve_at_once_is_told_once(municipality, maarswold):
    coordinator = factories.make_coordinator(maarswold)
    signal = make_signal(maarswold, "Kan er een speelplek komen?")
    signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=[make.money()], by=coordinator, at=TUESDAY)
    effort = make.make_effort(make.make_programme(maarswold), amount_cents=1_000_000)
    programmes.wait_for_money(effort, Condition.objects.get(), **BY)
    Letter.objects.all().delete()
    deed = lambda: programmes.reserve_money(effort, reserved_on=TODAY, **BY)  # noqa: E731
    assert at_once(municipality, *[deed] * 8) == []
    assert Letter.objects.filter(template="signals/brought_back").count() == 1


def test_money_is_reserved_while_the_idea_is_answered_anew(municipality, maarswold):
    coordinator = factories.make_coordinator(maarswold)
    programme = make.make_programme(maarswold)
    pairs = []
    for number in range(4):
        signal = make_signal(maarswold, f"Idee {number}")
        signals.answer_signal(
            signal, verdict=Verdict.CONDITIONAL, conditions=[make.money()], by=coordinator, at=TUESDAY
        )
        effort = make.make_effort(programme, f"Betaalt {number}", amount_cents=1_000_000)
        programmes.wait_for_money(effort, Condition.objects.get(answer__about_id=signal.pk), **BY)
        pairs.append((signal, effort))
    reserve = [lambda e=effort: programmes.reserve_money(e, reserved_on=TODAY, **BY) for _signal, effort in pairs]
    answer = [
        lambda s=signal: signals.answer_signal(s, verdict=Verdict.NO, reason="Toch niet", by=coordinator, at=TUESDAY)
        for signal, _effort in reversed(pairs)
    ]
    assert at_once(municipality, *reserve, *answer) == []
    assert all(effort.__class__.objects.get(pk=effort.pk).is_reserved for _signal, effort in pairs)


def test_one_period_that_eight_measure_at_once_has_one_figure(municipality, maarswold):
    indicator = make.make_indicator(make.make_vision(maarswold).goals.get())
    deeds = [lambda n=n: indicators.measure(indicator, year=2024, value=n, **BY) for n in range(8)]
    assert at_once(municipality, *deeds) == []
    assert Measurement.objects.count() == 1


def test_a_theme_that_eight_work_out_at_once_is_worked_out_once(municipality, maarswold):
    theme = themes.add_theme(title="Eenzaamheid", from_year=2020, **BY)
    deeds = [lambda n=n: themes.work_out(theme, maarswold, text=f"Van {n}", version=0, **BY) for n in range(8)]
    faults = at_once(municipality, *deeds)
    assert [type(fault) for fault in faults] == [plan_writing.ChangedMeanwhile] * 7


def test_eight_who_agree_for_the_same_body_agree_once(municipality, maarswold):
    body, programme = make.make_body(maarswold), make.make_programme(maarswold)
    deed = lambda: programmes.agree(programme, organisation=body, name="Vera", agreed_on=TODAY, **BY)  # noqa: E731
    faults = at_once(municipality, *[deed] * 8)
    assert [type(fault) for fault in faults] == [programmes.AgreesAlready] * 7
