"""What the municipality does already, said before somebody reports."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Upkeep
from wijkwerk.domain.signals.operations import upkeep as operations
from wijkwerk.domain.signals.tests.factories import MONDAY, make_category, make_coordinator, make_work_area
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.scope import in_municipality

MOWS, MOWS_MORE = "Wij maaien twaalf keer per jaar.", "Wij maaien zestien keer per jaar."


@pytest.fixture
def green(maarswold):
    return make_category("Groen", "groen")


def say(category, work_area=None, does=MOWS, *, by=CLOCK, upkeep=None, **fields):
    return operations.set_upkeep(upkeep, category=category, work_area=work_area, does=does, by=by, at=MONDAY, **fields)


def test_an_area_reads_its_own_row_and_else_what_holds_everywhere(maarswold, green):
    roads = make_category("Wegen", "wegen")
    say(green)
    say(roads, does="Wij lopen elke straat na.")
    say(green, maarswold, MOWS_MORE)
    other = make_work_area("Parkwijk")
    assert [row.does for row in queries.upkeep_in(maarswold)] == [MOWS_MORE, "Wij lopen elke straat na."]
    assert [row.does for row in queries.upkeep_in(other)] == [MOWS, "Wij lopen elke straat na."]
    assert [row.does for row in queries.upkeep_in(maarswold, category=green)] == [MOWS_MORE]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"does": "  "}, operations.DoesNothing),
        ({"planned": "Snoeien"}, operations.PlanWithoutTime),
        ({"planned_from": date(2025, 4, 1), "planned_until": date(2025, 4, 2)}, operations.PlanWithoutTime),
        (
            {"planned": "Snoeien", "planned_from": date(2025, 4, 2), "planned_until": date(2025, 4, 1)},
            operations.EndsBeforeItBegins,
        ),
    ],
)
def test_what_says_nothing_or_has_no_time_is_refused(green, fields, refusal):
    with pytest.raises(refusal):
        say(green, **fields)
    assert Upkeep.objects.count() == 0


def test_a_subject_is_said_once_for_an_area_and_once_for_everywhere(maarswold, green):
    first = say(green, maarswold)
    say(green)
    for area in (maarswold, None):
        with pytest.raises(operations.SaidAlready):
            say(green, area, MOWS_MORE)
    say(green, maarswold, MOWS_MORE, upkeep=first)
    assert Upkeep.objects.get(work_area=maarswold).does == MOWS_MORE


def test_a_coordinator_writes_for_the_own_area_alone(client, maarswold, green):
    sign_in(client, make_coordinator(maarswold))
    for area in ("", make_work_area("Parkwijk").pk):
        client.post(reverse("signals:new_upkeep"), {"category": green.pk, "work_area": area, "does": MOWS})
    everywhere = say(green)
    assert client.get(reverse("signals:change_upkeep", args=[everywhere.pk])).status_code == 403
    assert list(Upkeep.objects.all()) == [everywhere]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_write_one_row(maarswold, green):
    own = scope.current()

    def write(_number):
        try:
            with in_municipality(own):
                say(green, maarswold)
            return "said"
        except operations.SaidAlready:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        outcomes = list(threads.map(write, range(50)))
    assert (outcomes.count("said"), outcomes.count("refused")) == (1, 49)


def test_everybody_reads_it_and_who_reports_sees_it_first(client, maarswold, green):
    today = clock.today()
    say(
        green,
        maarswold,
        planned="De bomen worden gesnoeid",
        planned_from=today,
        planned_until=today + timedelta(days=9),
    )
    say(make_category("Wegen", "wegen"), does="Wij lopen elke straat na.")
    page = client.get(reverse("signals:upkeep", args=[maarswold.pk])).text
    assert all(words in page for words in (MOWS, "De bomen worden gesnoeid", "Wij lopen elke straat na."))
    assert maarswold.name in client.get(reverse("signals:upkeep_areas")).text
    assert reverse("signals:upkeep_areas") in client.get(reverse("signals:report")).text
    near = client.get(reverse("signals:upkeep_before_report"), {"place_kind": "area", "work_area": maarswold.pk}).text
    assert ("De bomen worden gesnoeid" in near, "Wij lopen elke straat na." in near) == (True, False)
    assert client.get(reverse("signals:upkeep_before_report")).text.strip() == ""


def test_a_plan_that_is_over_is_not_shown(client, maarswold, green):
    gone = clock.today() - timedelta(days=1)
    say(green, maarswold, planned="De bomen worden gesnoeid", planned_from=gone, planned_until=gone)
    assert "gesnoeid" not in client.get(reverse("signals:upkeep", args=[maarswold.pk])).text


def test_a_coordinator_makes_changes_and_drops_a_row_by_page(client, maarswold, green):
    sign_in(client, make_coordinator(maarswold))
    typed = {"category": green.pk, "work_area": maarswold.pk, "does": MOWS}
    refused = client.post(reverse("signals:new_upkeep"), typed | {"planned": "Snoeien"})
    assert "Vul bij een plan in wat er gebeurt" in refused.text
    assert Upkeep.objects.count() == 0
    client.post(reverse("signals:new_upkeep"), typed)
    row = Upkeep.objects.get()
    client.post(reverse("signals:change_upkeep", args=[row.pk]), typed | {"does": MOWS_MORE})
    row.refresh_from_db()
    assert row.does == MOWS_MORE
    client.post(reverse("signals:drop_upkeep", args=[row.pk]))
    assert Upkeep.objects.count() == 0
