"""Visions and programmes of an area that are being made, and what somebody said about one: not for everybody."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.domain.plans.operations import frames, indicators, programme_comments, programmes, steps, visions
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.foundation.access.policy import CLOCK, VISITOR


def make_visions(work_area, words):
    """A draft with goals, figures, steps and versions; a draft of a programme; a reaction that nobody read yet."""
    at = timezone.now()
    done = {"by": CLOCK, "at": at}
    years = {"from_year": 2026, "until_year": 2036}
    vision = visions.start_vision(work_area, title=words, text=words, **years, **done)
    goal = visions.add_goal(vision, title=words, description=words, **done)
    steps.add_step(vision, name=words, planned_from=date(2026, 1, 1), planned_until=date(2030, 1, 1), **done)
    visions.keep_version(vision, label=words, **done)
    indicator = indicators.add_indicator(goal, title=words, definition=words, source=words, **done)
    indicators.measure(indicator, year=2024, value=Decimal(6), note=words, **done)
    indicators.set_targets(indicator, {2030: Decimal(8)}, **done)
    indicators.break_series(indicator, year=2024, reason=words, **done)
    programme = programmes.start_programme(
        work_area, title=words, text=words, vision=vision, from_year=2026, until_year=2029, **done
    )
    partner = make_organisation(f"Partner van {work_area.name}")
    effort = programmes.add_effort(programme, organisation=partner, does=words, goal=goal, amount_cents=500, **done)
    programmes.agree(programme, organisation=partner, name=words, agreed_on=date(2026, 1, 1), words=words, **done)
    programme_comments.comment(programme, text=words, organisation=partner, **done)
    frame = frames.add_frame(title=f"Kader {work_area.name}", beacons=[("Samen", "")], **done)
    marks = {frame.beacons.get().pk: (1, words)}
    frames.assess(
        programme, frame=frame, marks=marks, assessed_on=date(2026, 1, 1), filled_in_by=words, conclusion=words, **done
    )
    open_one = visions.start_vision(work_area, title="Ligt voor", text="", **years, **done)
    visions.add_goal(open_one, title="Open doel", **done)
    until = timezone.localdate() + timedelta(days=30)
    visions.open_consultation(open_one, until=until, is_open_to_all=True, **done)
    visions.comment(open_one, text=words, name=words, email="fenna@example.nl", by=VISITOR, at=at)
    visions.move_vision(open_one, state=VisionState.PROCESSING, **done)
    return effort
