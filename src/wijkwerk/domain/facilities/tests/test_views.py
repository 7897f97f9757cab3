from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.facilities.models import Facility, OfficeHour, OfficeHourHeld
from wijkwerk.domain.facilities.tests.factories import make_facility, make_office_hour
from wijkwerk.domain.people.tests.factories import make_holder, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


@pytest.fixture
def keeper(client, coordinator):
    sign_in(client, coordinator)
    return client


def test_everybody_reads_what_a_place_is_for_and_when_it_is_open(client, facility):
    page = client.get(facility.get_absolute_url()).text
    assert "09:00 – 16:30" in page
    assert "Wijzig de tijden" not in page
    assert client.get(reverse("facilities:list")).text.count(facility.name) >= 1


def test_the_list_asks_as_much_for_one_place_as_for_many(client, facility, mussel):
    def asked():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("facilities:list"))
        return len(found)

    asked()  # what is looked up once for the whole program
    one = asked()
    for number in range(12):
        make_facility(mussel, f"Huis {number}", "house")
    assert asked() == one


def test_a_coordinator_makes_a_place_in_the_own_area_alone(keeper, parkwijk, mussel):
    values = {"kind": "house", "name": "Huis van de Wijk", "work_area": parkwijk.pk}
    refused = keeper.post(reverse("facilities:new"), values | {"work_area": mussel.pk})
    assert (refused.status_code, Facility.objects.count()) == (200, 0)
    made = keeper.post(reverse("facilities:new"), values)
    assert made.url == Facility.objects.get(name="Huis van de Wijk").get_absolute_url()


def test_who_works_elsewhere_changes_nothing(client, facility, mussel):
    sign_in(client, make_holder(Role.HOST, mussel, name="Elders", email="elders@example.nl"))
    for name in ("change", "hours", "close", "add_function", "add_room", "add_office_hour"):
        assert client.get(reverse(f"facilities:{name}", args=[facility.pk])).status_code == 403
    assert client.post(reverse("facilities:take_off", args=[facility.pk])).status_code == 403


def test_hours_are_typed_a_day_a_line_and_a_half_one_is_asked_for(keeper, facility):
    address = reverse("facilities:hours", args=[facility.pk])
    assert "Vul van én tot in" in keeper.post(address, {"d0_0_from": "10:00"}).text
    keeper.post(address, {"d0_0_from": "10:00", "d0_0_until": "12:00"})
    hours = facility.openinghours_set.values_list("weekday", "from_time", "until_time")
    assert list(hours) == [(0, time(10), time(12))]


def test_a_walk_in_hour_is_kept_from_its_page(keeper, facility):
    today = clock.today()
    values = {
        "theme": "Geld", "rhythm": "weekly", "from_on": (today - timedelta(days=7)).isoformat(), "from_time": "10:00",
        "until_time": "12:00",
    }  # fmt: skip
    keeper.post(reverse("facilities:add_office_hour", args=[facility.pk]), values)
    hour = OfficeHour.objects.get()
    assert "Geld" in keeper.get(hour.get_absolute_url()).text
    note = reverse("facilities:note_held", args=[hour.pk])
    keeper.post(note, {"on": today.isoformat(), "visitors": "6"})
    assert "Over deze dag is al iets opgeschreven" in keeper.post(note, {"on": today.isoformat(), "visitors": "7"}).text
    assert [row.visitors for row in OfficeHourHeld.objects.all()] == [6]
    keeper.post(reverse("facilities:drop_note", args=[OfficeHourHeld.objects.get().pk]))
    assert list(OfficeHourHeld.objects.all()) == []


def test_visitors_do_not_read_how_many_came_nor_why_it_is_here(client, facility):
    hour = make_office_hour(facility, why_here="Hier wonen veel mensen met schulden.")
    page = client.get(hour.get_absolute_url()).text
    assert ("Hoe het ging" in page, "schulden" in page) == (False, False)
