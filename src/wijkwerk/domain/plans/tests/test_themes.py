"""Themes of the municipality over all areas, and frames to assess by."""

import pytest

from wijkwerk.domain.plans.models import Assessment, AssessmentFrame, ThemeElaboration
from wijkwerk.domain.plans.operations import frames, plan_writing, themes, visions
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import frames as frame_queries
from wijkwerk.domain.plans.queries import themes as queries
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import JULY, TODAY, make_agenda, make_item, make_work_area
from wijkwerk.domain.plans.tests.plan_factories import BY
from wijkwerk.foundation.access.policy import VISITOR


def make_theme(title="Samen tegen eenzaamheid", **fields):
    return themes.add_theme(**{"title": title, "from_year": 2020} | BY | fields)


def make_frame(**fields):
    beacons = [(str(title), "") for title in frames.WELFARE]
    return frames.add_frame(**{"title": "Bakens", "beacons": beacons} | BY | fields)


# ── Themes ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_theme_stands_over_all_areas_worked_out_or_not(maarswold):
    theme, other = make_theme(), make_work_area("Alteveer")
    themes.work_out(theme, maarswold, text="Een eettafel", **BY)
    rows = queries.over_areas(theme, actor=VISITOR)
    assert [(row.work_area, row.elaboration.text if row.elaboration else None) for row in rows] == [
        (other, None),
        (maarswold, "Een eettafel"),
    ]


def test_an_area_shows_every_theme_with_its_goals_and_projects(maarswold):
    theme = make_theme()
    made = themes.work_out(theme, maarswold, text="Een eettafel", **BY)
    vision = make.make_vision(maarswold, goals=())
    goal = visions.add_goal(vision, title="Niemand alleen", theme=theme, **BY)
    item = make_item(make_agenda(maarswold), "Eettafel", sources=[made])
    assert queries.in_area(maarswold, actor=VISITOR)[0].goals == ()
    make.adopt(vision)
    row = queries.in_area(maarswold, actor=VISITOR)[0]
    assert (row.elaboration, row.goals, row.items) == (made, (goal,), (item,))


def test_a_theme_that_is_over_is_not_of_an_area_any_more(maarswold):
    make_theme(until_year=2022)
    assert queries.in_area(maarswold, actor=VISITOR, year=2025) == []


def test_what_two_people_work_out_at_once_is_not_lost(maarswold):
    theme = make_theme()
    themes.work_out(theme, maarswold, text="Eerst", version=0, **BY)
    with pytest.raises(plan_writing.ChangedMeanwhile) as refused:
        themes.work_out(theme, maarswold, text="Ook", version=0, **BY)
    assert (refused.value.current.text, ThemeElaboration.objects.count()) == ("Eerst", 1)


def test_themes_have_their_own_names(municipality):
    make_theme()
    with pytest.raises(themes.ThemeIsThere):
        make_theme()


# ── Frames ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def marks_of(frame, *scores):
    return {beacon.pk: (score, "") for beacon, score in zip(frame.beacons.all(), scores, strict=False)}


def assess(about, frame, **fields):
    values = {"marks": marks_of(frame, 3, 4), "assessed_on": TODAY, "filled_in_by": "wijkraad en welzijn"}
    return frames.assess(about, frame=frame, **values | BY | fields)


def test_a_frame_is_filled_in_for_a_programme_and_for_a_project(maarswold):
    frame = make_frame()
    for about in (make.make_programme(maarswold), make_item(make_agenda(maarswold))):
        made = assess(about, frame)
        assert made.about == about
        assert [line.label for line in frame_queries.lines_of(made)][:3] == ["grotendeels", "helemaal", ""]


def test_a_frame_that_was_used_stays_as_it_is(maarswold):
    frame = make_frame()
    assess(make.make_programme(maarswold), frame)
    with pytest.raises(frames.FrameStands):
        frames.change_frame(frame, title="Anders", beacons=[("Eén", "")], intro="", labels=(), **BY)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"marks": {}}, frames.NothingMarked),
        ({"assessed_on": JULY}, frames.AssessedTomorrow),
        ({"filled_in_by": " "}, plan_writing.WordsMissing),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(maarswold, wrong, refusal):
    with pytest.raises(refusal):
        assess(make.make_programme(maarswold), make_frame(), **wrong)


def test_a_score_off_the_scale_is_refused(maarswold):
    frame = make_frame()
    with pytest.raises(frames.ScaleMissing):
        assess(make.make_programme(maarswold), frame, marks=marks_of(frame, 5))


def test_a_frame_is_filled_in_once_a_day_and_changed(maarswold):
    frame, programme = make_frame(), make.make_programme(maarswold)
    made = assess(programme, frame)
    with pytest.raises(frames.AssessedToday):
        assess(programme, frame)
    frames.change_assessment(
        made, marks=marks_of(frame, 1), assessed_on=TODAY, filled_in_by="wijkraad", conclusion="Zo.", **BY
    )
    assert (Assessment.objects.count(), made.marks.count()) == (1, 1)


@pytest.mark.parametrize("beacons", [[], [("  ", "")], [("Eén", "")] * 21])
def test_a_frame_has_one_to_twenty_beacons(municipality, beacons):
    with pytest.raises(frames.BeaconsMissing):
        make_frame(beacons=beacons)


def test_a_frame_that_is_not_used_any_more_makes_room_for_another(maarswold):
    first = make_frame()
    with pytest.raises(frames.FrameIsThere):
        make_frame()
    frames.use_frame(first, is_active=False, **BY)
    make_frame()
    with pytest.raises(frames.FrameNotInUse):
        assess(make.make_programme(maarswold), first)
    assert AssessmentFrame.objects.filter(is_active=True).count() == 1


def test_a_draft_vision_shows_nothing_of_its_goals_under_a_theme(maarswold):
    theme, vision = make_theme(), make.make_vision(maarswold, goals=())
    visions.add_goal(vision, title="Geheim nog", theme=theme, **BY)
    assert [row.goals for row in queries.over_areas(theme, actor=VISITOR)] == [()]
    visions.open_consultation(vision, until=JULY, is_open_to_all=True, **BY)
    assert [len(row.goals) for row in queries.over_areas(theme, actor=VISITOR)] == [1]
    vision.refresh_from_db()
    assert vision.state == VisionState.CONSULTATION
