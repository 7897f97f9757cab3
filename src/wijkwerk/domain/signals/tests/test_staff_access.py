"""Who comes in at which address of staff: by role and area."""

import pytest
from django.urls import get_resolver, reverse

from wijkwerk.domain.people.tests.factories import (
    give,
    make_administrator,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    sign_in,
)
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import RoutingRule, SavedView, Signal, Upkeep
from wijkwerk.domain.signals.tests.factories import MONDAY, make_category, make_signal, photo_file
from wijkwerk.domain.signals.urls_staff import urlpatterns
from wijkwerk.foundation.access.roles import Role


@pytest.fixture
def things(municipality, maarswold, coordinator, media):
    """One of everything that an address of staff can be about, all in Maarswold."""
    signal = make_signal(maarswold)
    reporter = signal.reporters.get()
    photo = operations.add_photo(reporter, photo_file(), by=coordinator, at=MONDAY)
    theme = operations.make_theme(name="Stoepen", description="", signals=[signal], by=coordinator, at=MONDAY)
    category = make_category()
    return {
        "signal": signal,
        "photo": photo,
        "theme": theme,
        "category": category,
        "reporter": reporter,
        "rule": RoutingRule.objects.create(category=category, person=coordinator),
        "upkeep": Upkeep.objects.create(category=category, work_area=maarswold, does="Wij vegen elke week."),
        "view": SavedView.objects.create(person=coordinator, name="Mijn stoepen", query="lijst=mij"),
    }


OF_A_SIGNAL = [each.name for each in urlpatterns if str(each.pattern).startswith("signalen/")]


def address(name, things):
    kwargs = {
        "photo": {"pk": things["signal"].pk, "photo_pk": things["photo"].pk, "size": "small"},
        "black_out": {"pk": things["signal"].pk, "photo_pk": things["photo"].pk},
        "remove_photo": {"pk": things["signal"].pk, "photo_pk": things["photo"].pk},
        "meet_condition": {"pk": things["signal"].pk, "condition_pk": 1},
        "change_condition_day": {"pk": things["signal"].pk, "condition_pk": 1},
        "lapse_condition": {"pk": things["signal"].pk, "condition_pk": 1},
        "theme": {"pk": things["theme"].pk},
        "take_out_several": {"pk": things["theme"].pk},
        "close_theme": {"pk": things["theme"].pk},
        "category": {"pk": things["category"].pk},
        "drop_rule": {"pk": things["rule"].pk},
        "drop_view": {"pk": things["view"].pk},
        "change_upkeep": {"pk": things["upkeep"].pk},
        "drop_upkeep": {"pk": things["upkeep"].pk},
        "desk_slip": {"pk": things["reporter"].pk},
    }
    return reverse(
        f"signals:{name}", kwargs=kwargs.get(name) or ({"pk": things["signal"].pk} if name in OF_A_SIGNAL else {})
    )


ALL = [each.name for each in urlpatterns]
ABOUT_ONE_SIGNAL_OR_THEME = [*OF_A_SIGNAL, "theme", "take_out_several", "close_theme", "desk_slip", "drop_view"]


def test_every_address_of_staff_is_tried_here():
    names = {each.name for each in get_resolver("wijkwerk.domain.signals.urls_staff").url_patterns}
    assert names == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_who_is_not_signed_in_is_asked_to(name, things, client):
    response = client.post(address(name, things))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ABOUT_ONE_SIGNAL_OR_THEME)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_coordinator_of_another_area_is_refused_at_every_address(name, method, things, mussel, client):
    sign_in(client, make_coordinator(mussel, name="Mels Mussel"))
    response = getattr(client, method)(address(name, things))
    assert response.status_code == 403
    assert "stoeptegels" not in response.content.decode()


@pytest.mark.parametrize("name", ABOUT_ONE_SIGNAL_OR_THEME)
def test_an_administrator_reads_no_signal(name, things, client):
    sign_in(client, make_administrator())
    assert client.get(address(name, things)).status_code == 403


@pytest.mark.parametrize("name", ["categories", "new_category", "category", "new_rule"])
def test_subjects_and_rules_are_for_the_administrator(name, things, coordinator, client):
    sign_in(client, make_administrator())
    assert client.get(address(name, things)).status_code == 200
    sign_in(client, coordinator)
    assert client.get(address(name, things)).status_code == 403


SEES = {"signal", "photo"}
TAKES_UP = SEES | {"pick_up", "give_back", "finish", "reopen", "note"}
MAY = {
    Role.ALDERMAN: SEES,
    Role.SPECIALIST: TAKES_UP,
    Role.COORDINATOR: set(OF_A_SIGNAL),
    Role.RESIDENTS_BODY: set(),
    Role.PARTNER: set(),
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_in_the_area_comes_where_the_table_says(role, things, maarswold, client):
    person = make_person("Roel Rol")
    give(person, role, maarswold)
    sign_in(client, person)
    refused = {name for name in OF_A_SIGNAL if client.get(address(name, things)).status_code == 403}
    assert refused == set(OF_A_SIGNAL) - MAY[role]


def test_the_desk_reads_everywhere_and_writes_down_but_does_not_divide(things, client):
    sign_in(client, make_holder(Role.DESK, name="Bo Balie"))
    open_here = {name for name in OF_A_SIGNAL if client.get(address(name, things)).status_code != 403}
    assert open_here == SEES | {"note", "add_words"}


def test_who_it_was_handed_to_takes_it_up_without_any_role_in_the_area(things, coordinator, client):
    partner = make_person("Pim Partner", organisation=make_organisation())
    sign_in(client, partner)
    assert client.get(address("signal", things)).status_code == 403
    operations.hand_over(things["signal"], organisation=partner.organisation, by=coordinator, at=MONDAY)
    open_here = {name for name in OF_A_SIGNAL if client.get(address(name, things)).status_code != 403}
    assert open_here == TAKES_UP


def test_who_it_was_handed_to_does_not_see_who_reported(things, coordinator, client):
    partner = make_person("Pim Partner")
    operations.hand_over(things["signal"], person=partner, by=coordinator, at=MONDAY)
    sign_in(client, partner)
    page = client.get(address("signal", things)).content.decode()
    assert ("Rika Veen" in page, "rika@example.nl" in page, "stoeptegels" in page) == (False, False, True)


def test_a_signal_without_an_area_is_seen_by_every_coordinator_who_can_then_put_it_where_it_belongs(
    maarswold, mussel, client
):
    signal = make_signal(maarswold, "Ergens ligt een boom op de weg.")
    Signal.objects.filter(pk=signal.pk).update(work_area=None, handler_person=None)
    sign_in(client, make_coordinator(mussel, name="Mels Mussel"))
    assert signal.get_absolute_url() in client.get(reverse("signals:work_list"), {"gebied": "geen"}).content.decode()
    response = client.post(reverse("signals:change_place", args=[signal.pk]), {"work_area": maarswold.pk})
    assert response["Location"] == reverse("signals:work_list")
    assert Signal.objects.get(pk=signal.pk).work_area == maarswold


def test_a_number_of_another_area_leads_nowhere(things, mussel, client):
    sign_in(client, make_coordinator(mussel, name="Mels Mussel"))
    response = client.get(reverse("signals:work_list"), {"woorden": str(things["signal"].pk)})
    assert response.status_code == 200
    assert "is er niet, of u mag het niet bekijken" in response.content.decode()
    assert "stoeptegels" not in response.content.decode()


def test_the_list_holds_what_one_may_open_and_nothing_else(things, maarswold, mussel, client):
    elsewhere = make_signal(mussel, "De bank is stuk.")
    sign_in(client, make_coordinator(mussel, name="Mels Mussel"))
    page = client.get(reverse("signals:work_list"), {"lijst": "alles"}).content.decode()
    assert (elsewhere.get_absolute_url() in page, things["signal"].get_absolute_url() in page) == (True, False)
