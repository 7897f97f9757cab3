"""The start page of who helps in a workshop: what is before it today."""

from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.workshop.tests.factories import (
    make_desk_volunteer,
    make_facility,
    make_host,
    make_kind,
    make_loan,
    make_resident,
    make_tool,
    make_work_area,
)
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def parkwijk(db):
    with in_municipality(make_municipality()):
        yield make_work_area("Parkwijk")


def test_a_host_begins_at_the_desk_and_sees_what_is_late(client, parkwijk):
    workshop = make_facility(parkwijk)
    now = clock.now()
    loan = make_loan(
        make_tool(make_kind(workshop)),
        make_resident(workshop),
        out_at=now - timedelta(days=9),
        due_at=now - timedelta(days=2),
    )
    assert loan.is_overdue(now)
    sign_in(client, make_host(parkwijk, email="hanneke@example.nl"))
    page = client.get("/").text
    assert reverse("workshop:desk", args=[workshop.pk]) in page
    assert f"{reverse('workshop:loans', args=[workshop.pk])}?welke=te-laat" in page
    assert "Vandaag is er niets voor u" not in page


def test_who_helps_in_one_workshop_comes_straight_to_its_desk(client, parkwijk):
    workshop = make_facility(parkwijk)
    sign_in(client, make_desk_volunteer(parkwijk, email="vera@example.nl"))
    assert client.get(reverse("workshop:mine")).url == reverse("workshop:desk", args=[workshop.pk])
    make_facility(parkwijk, "Tweede werkplaats")
    assert "Tweede werkplaats" in client.get(reverse("workshop:mine")).text


def test_a_workshop_of_another_area_is_not_mine(client, parkwijk):
    make_facility(make_work_area("Mussel"), "Werkplaats Mussel")
    sign_in(client, make_host(parkwijk, email="hanneke@example.nl"))
    assert "Werkplaats Mussel" not in client.get("/").text
    assert "Werkplaats Mussel" not in client.get(reverse("workshop:mine")).text
