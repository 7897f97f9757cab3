"""What marks say together: the middle one, the norm, and no line across a change of scale."""

from datetime import date

from wijkwerk.domain.inspections.models import InspectionSettings
from wijkwerk.domain.inspections.operations import scales, walks
from wijkwerk.domain.inspections.operations.scales import LevelWords
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests.factories import BY, make_inspection, make_walker, mark, spots
from wijkwerk.domain.inspections.views.results import dots_of


def walked(inspection):
    return walks.move(inspection, state=InspectionState.WALKED, **BY)


def test_of_two_in_the_middle_the_lower_counts():
    assert [results.middle(values) for values in ([3], [1, 5], [1, 2, 5], [4, 4, 2, 1])] == [3, 1, 2, 2]


def test_an_aspect_has_its_spots_those_below_the_norm_and_those_of_two_minds(inspection, rika, jan):
    bridge, school = spots(inspection)
    mark(rika, bridge, "A")
    mark(jan, bridge, "A")
    mark(rika, school, "A")
    mark(jan, school, "C")
    walked(inspection)
    [found] = results.results_of(inspection.work_area, year=2025)
    assert (found.aspect.name, found.spots, found.below, found.differing, found.people) == ("Onkruid", 2, 1, 1, 2)
    assert (found.share, found.level.code, found.norm.code) == (50, "C", "B")
    assert found.words == "1 van 2 punten goed genoeg (B of beter)"
    assert [(level.code, count) for level, count in found.counts] == [
        ("A+", 0),
        ("A", 1),
        ("B", 0),
        ("C", 1),
        ("D", 0),
    ]


def test_what_is_not_walked_yet_has_no_result(inspection, rika):
    mark(rika, spots(inspection)[0], "A")
    assert results.results_of(inspection.work_area, year=2025) == []


def test_years_are_compared_within_one_scale_and_a_change_is_said(inspection, rika):
    mark(rika, spots(inspection)[0], "A")
    walked(inspection)
    new = scales.change_scale(inspection.scale, levels=[LevelWords("goed"), LevelWords("slecht")], norm="goed", **BY)
    for year in (2026, 2027):
        later = make_inspection(
            inspection.work_area, subject=inspection.subject, scale=new, on=date(year, 6, 1), title=f"Schouw {year}"
        )
        mark(make_walker(later), spots(later)[0], "slecht")
        walked(later)
    found = results.series_of(inspection.work_area)
    assert [(each.aspect.name, each.scale.version, each.years) for each in found] == [
        ("Onkruid", 1, [2025]),
        ("Onkruid", 2, [2026, 2027]),
    ]
    [told] = results.breaks_of(found)
    assert told == (
        "Onkruid: vanaf 2026 met een andere versie van de schaal “Niveaus”. "
        "De cijfers van voor en na zijn niet te vergelijken."
    )


def test_the_line_has_a_gap_where_the_scale_changed_and_where_nobody_walked(inspection, rika):
    mark(rika, spots(inspection)[0], "A")
    walked(inspection)
    scale = inspection.scale
    for year, codes in ((2027, None), (2028, ["goed", "slecht"])):
        if codes:
            scale = scales.change_scale(scale, levels=[LevelWords(code) for code in codes], norm="goed", **BY)
        later = make_inspection(inspection.work_area, subject=inspection.subject, scale=scale, on=date(year, 6, 1))
        mark(make_walker(later), spots(later)[0], codes[1] if codes else "D")
        walked(later)
    dots = dots_of(results.series_of(inspection.work_area))
    assert [(dot.label, dot.value, dot.breaks) for dot in dots] == [
        ("2025", 100, ""),
        ("2026", None, ""),
        ("2027", 0, ""),
        ("2028", 0, "met een andere versie van de schaal “Niveaus”"),
    ]


def test_two_scales_in_one_year_are_two_figures(inspection, rika):
    mark(rika, spots(inspection)[0], "A")
    walked(inspection)
    scale = scales.make_scale(
        name="Woorden", kind="labels", levels=[LevelWords("goed"), LevelWords("slecht")], norm="goed", **BY
    )
    later = make_inspection(inspection.work_area, subject=inspection.subject, scale=scale, on=date(2025, 9, 1))
    mark(make_walker(later), spots(later)[0], "slecht")
    walked(later)
    dots = dots_of(results.series_of(inspection.work_area))
    assert [(dot.place, dot.value, bool(dot.breaks)) for dot in dots] == [(2025, 100, False), (2025.5, 0, True)]


def test_what_was_walked_keeps_the_scale_it_was_walked_with(inspection):
    scales.change_scale(inspection.scale, levels=[LevelWords("goed"), LevelWords("slecht")], norm="goed", **BY)
    inspection.refresh_from_db()
    assert [level.code for level in inspection.scale.levels.all()] == ["A+", "A", "B", "C", "D"]


def test_the_usual_scales_have_their_moment_to_act(municipality):
    made = scales.make_usual_scales(**BY)
    assert [(each.kind, each.levels.count(), each.levels.get(value=each.norm).code) for each in made] == [
        ("levels", 5, "B"),
        ("labels", 3, "matig"),
        ("mark", 10, "6"),
    ]
    assert scales.make_usual_scales(**BY) == []


def test_settings_are_kept_once(municipality):
    for days in (10, 30):
        scales.change_settings(makes_signals=True, days_to_answer=days, **BY)
    assert [each.days_to_answer for each in InspectionSettings.objects.all()] == [30]
