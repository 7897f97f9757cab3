"""The example: walks of three years in Maarswold, with marks of several people and findings; twice is once."""

from datetime import UTC, datetime

from wijkwerk.domain.areas.example import make_example_areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.example import make_example_inspections
from wijkwerk.domain.inspections.models import Finding, Inspection, Mark
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.people.example import make_example_people
from wijkwerk.foundation.access.policy import CLOCK

AT = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)


def test_the_example_has_walks_with_a_change_of_scale_and_is_made_once(municipality):
    make_example_areas(municipality, by=CLOCK, at=AT)
    make_example_people(municipality, by=CLOCK, at=AT)
    counts = []
    for _turn in range(2):
        make_example_inspections(at=AT)
        counts.append((Inspection.objects.count(), Mark.objects.count(), Finding.objects.count()))
    maarswold = WorkArea.objects.get(name="Maarswold")
    series = results.series_of(maarswold)
    assert counts[0] == counts[1]
    assert counts[0][0] == 7
    assert {(each.scale.kind, tuple(each.years)) for each in series} == {("labels", (2024,)), ("levels", (2025, 2026))}
    assert len(results.breaks_of(series)) == 3
    assert any(result.differing for result in results.results_of(maarswold, year=2026))
