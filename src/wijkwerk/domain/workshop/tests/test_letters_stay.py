"""What a workshop writes is read there, not in the post of the municipality."""

import pytest
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import make_holder, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import State
from wijkwerk.foundation.outbox.tests.factories import NOON, make_letter


def letter_about(thing, state):
    kind, number = ref(thing)
    moments = {"sent_at": NOON, "next_attempt_at": None}
    area_id = thing.facility.work_area_id
    return make_letter(thing.municipality, about_kind=kind, about_id=number, area_id=area_id, state=state, **moments)


@pytest.mark.parametrize("role", [Role.DESK, Role.COORDINATOR])
def test_the_post_shows_nothing_of_it_unless_it_did_not_arrive(client, workshop, parkwijk, rika, role):
    areas = [parkwijk] if role == Role.COORDINATOR else []
    sign_in(client, make_holder(role, *areas, name="Post", email="post@example.nl"))
    sent, returned = letter_about(rika, State.SENT), letter_about(rika, State.RETURNED)
    page = client.get("/post/").text
    addresses = [reverse("outbox:letter", args=[letter.pk]) for letter in (sent, returned)]
    assert [address in page for address in addresses] == [False, True]
    assert [client.get(address).status_code for address in addresses] == [404, 200]
