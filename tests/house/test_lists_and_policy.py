"""What a list shows and what the policy allows are the same things, for each role, here, elsewhere and everywhere."""

import pytest

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.tests.factories import give, make_organisation, make_person, make_work_area
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.models import Signal, Theme
from wijkwerk.domain.signals.tests.factories import MONDAY, make_signal
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import CLOCK, VISITOR, may
from wijkwerk.foundation.access.roles import ROLES, roles_that_can_be_given
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.outbox.tests.factories import make_letter
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def here(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def rows(municipality, here):
    """Of each kind here, elsewhere and without an area; of the signals also those that were handed to somebody."""
    elsewhere = make_work_area("Mussel")
    person, organisation = make_person("Ina Berends"), make_organisation()
    make_person("Piet Partner", organisation=organisation)
    make_person("Vera Vertrokken", organisation=organisation, is_active=False)
    for area in (here, elsewhere):
        make_signal(area)
        Signal.objects.filter(pk=make_signal(area).pk).update(is_public=True, public_text="Losse tegels")
        Signal.objects.filter(pk=make_signal(area).pk).update(handler_person=person)
        Signal.objects.filter(pk=make_signal(area).pk).update(handler_organisation=organisation)
        make_letter(municipality, area_id=area.pk)
        Theme.objects.create(name=f"Tegels in {area}", work_area=area, created_at=MONDAY)
    make_letter(municipality, area_id=None)
    across = Theme.objects.create(name="Tegels in beide", created_at=MONDAY)
    Signal.objects.filter(pk__in=[make_signal(here).pk, make_signal(elsewhere).pk]).update(theme=across)
    Theme.objects.create(name="Zonder signalen", created_at=MONDAY)


def actors(here):
    yield "visitor", VISITOR
    yield "clock", CLOCK
    for name in ("Ina Berends", "Piet Partner", "Vera Vertrokken"):
        yield name, Person.objects.get(name=name)
    for role in roles_that_can_be_given():
        holder = make_person(f"Rol {role}")
        give(holder, role, here if ROLES[role].held == "area" else None)
        yield f"{role} ({ROLES[role].held})", holder


LISTS = {
    "signals": (Permission.SIGNAL_VIEW, signals.signals_visible_to, Signal),
    "themes": (Permission.SIGNAL_VIEW, signals.themes_visible_to, Theme),
    "letters": (Permission.LETTER_VIEW, outbox.letters_visible_to, Letter),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_what_the_policy_allows(name, here, rows):
    permission, visible_to, model = LISTS[name]
    everything = list(model.objects.all())
    assert len(everything) >= 3
    for who, actor in actors(here):
        shown = {thing.pk for thing in visible_to(actor)}
        allowed = {thing.pk for thing in everything if may(actor, permission, on=thing)}
        assert (who, shown) == (who, allowed)
