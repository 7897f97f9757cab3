"""Keys: who makes them, when they work, what is kept of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.api import operations
from wijkwerk.api.models import ApiKey, KeyRole
from wijkwerk.api.tests.factories import NOON, bearer, make_key
from wijkwerk.domain.people.tests.factories import make_administrator, make_coordinator, sign_in
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

TODAY = clock.dutch(NOON).date()


def opens(client, made):
    return client.get("/api/v1/signalen", headers=bearer(made)).status_code


def test_the_secret_is_not_kept(municipality):
    made = make_key()
    row = ApiKey.objects.values().get()
    assert made.token not in str(row)
    assert (row["begins_with"], len(made.token)) == (made.token[:13], 52)


def test_a_key_without_a_role_is_refused(municipality):
    with pytest.raises(operations.RoleMissing):
        operations.make_key(name="Zaaksysteem", roles=[], expires_on=TODAY + timedelta(days=9), by=CLOCK, at=NOON)


@pytest.mark.parametrize("days", [-1, 0, 800])
def test_a_key_has_an_end_within_two_years(days, municipality):
    with pytest.raises(operations.EndMissing):
        make_key(at=NOON, expires_on=TODAY + timedelta(days=days))


def test_a_key_works_until_its_last_day(client, municipality):
    made = make_key()
    ApiKey.objects.update(expires_on=clock.today())
    assert opens(client, made) == 200
    ApiKey.objects.update(expires_on=clock.today() - timedelta(days=1))
    assert opens(client, made) == 401


def test_a_key_that_is_withdrawn_opens_nothing(client, municipality):
    made = make_key()
    operations.withdraw_key(made.key, by=CLOCK, at=NOON)
    assert opens(client, made) == 401
    with pytest.raises(operations.AlreadyWithdrawn):
        operations.withdraw_key(made.key, by=CLOCK, at=NOON)


def test_a_key_opens_nothing_in_another_municipality(client, municipality):
    made = make_key()
    with in_municipality(make_municipality("GM0106", "Assen", mail_address="wijk@assen.example")):
        elsewhere = make_key()
    assert opens(client, made) == 200
    assert opens(client, elsewhere) == 401
    assert client.get("/api/v1/signalen", headers={"Host": "assen.localhost"} | bearer(elsewhere)).status_code == 200


@pytest.mark.parametrize("sent", ["Bearer", "Bearer niets", "Basic abc", "wijkwerk_onzin"])
def test_what_is_no_key_is_refused_also_where_none_is_needed(sent, client, municipality):
    response = client.get("/api/v1/meldingen", headers={"Authorization": sent})
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_the_day_of_use_is_kept_once_a_day(client, municipality, django_assert_num_queries):
    made = make_key()
    assert ApiKey.objects.get().last_used_on is None
    opens(client, made)
    assert ApiKey.objects.get().last_used_on == clock.today()
    with django_assert_num_queries(3):  # which municipality, whose key, the list: nothing is written
        opens(client, made)


def test_making_and_withdrawing_stand_in_the_journal(maarswold):
    made = make_key(Role.DESK, areas=[maarswold])
    operations.withdraw_key(made.key, by=CLOCK, at=NOON)
    assert [(entry.verb, entry.about_id) for entry in Entry.objects.order_by("id")] == [
        ("key.made", made.key.pk),
        ("key.withdrawn", made.key.pk),
    ]


def test_an_administrator_makes_a_key_and_sees_it_once(client, maarswold, mussel):
    sign_in(client, make_administrator())
    data = {
        "name": "Zaaksysteem",
        "roles": ["coordinator", "desk"],
        "work_areas": [maarswold.pk, mussel.pk],
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
    }
    response = client.post(reverse("api:new_key"), data)
    key = ApiKey.objects.get()
    assert key.begins_with in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert KeyRole.objects.count() == 4
    token = next(
        word for word in response.content.decode().replace("<", " ").replace(">", " ").split() if "wijkwerk_" in word
    )
    assert client.get("/api/v1/signalen", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    for page in (reverse("api:keys"), key.get_absolute_url()):
        words = client.get(page).content.decode()
        assert (key.begins_with in words, token in words, "Maarswold" in words) == (True, False, True)


def test_what_is_wrong_stands_beside_its_field(client, municipality):
    sign_in(client, make_administrator())
    response = client.post(
        reverse("api:new_key"),
        {"name": "Zaaksysteem", "roles": ["desk"], "everywhere": "on", "expires_on": "2020-01-01"},
    )
    assert "Kies een dag tussen morgen en twee jaar van nu" in response.content.decode()
    assert ApiKey.objects.count() == 0


def test_the_whole_municipality_is_chosen_outright(client, maarswold):
    sign_in(client, make_administrator())
    data = {"name": "Balie", "roles": ["desk"], "expires_on": clock.today() + timedelta(days=30)}
    for wrong in ({}, {"everywhere": "on", "work_areas": [maarswold.pk]}):
        response = client.post(reverse("api:new_key"), data | wrong)
        assert "Kies gebieden, of kies de hele gemeente." in response.content.decode()
    client.post(reverse("api:new_key"), data | {"everywhere": "on"})
    assert [held.work_area for held in KeyRole.objects.all()] == [None]


def test_an_administrator_withdraws_a_key(client, municipality):
    made = make_key()
    sign_in(client, make_administrator())
    response = client.post(reverse("api:withdraw_key", args=[made.key.pk]), follow=True)
    assert "werkt niet meer" in response.content.decode()
    assert opens(client, made) == 401


@pytest.mark.parametrize("name", ["keys", "new_key", "key", "withdraw_key"])
def test_keys_are_for_the_administrator(name, client, maarswold):
    made = make_key()
    sign_in(client, make_coordinator(maarswold))
    args = [made.key.pk] if name in ("key", "withdraw_key") else []
    assert client.post(reverse(f"api:{name}", args=args)).status_code == 403
