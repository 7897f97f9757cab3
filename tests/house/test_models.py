"""Every row belongs to one municipality, and every room says what it keeps about people."""

import importlib
from importlib.util import find_spec

from django.core.management import call_command
from django_scopes.exceptions import ScopeError

from tests.house import plan
from wijkwerk.foundation.tenancy.models import MunicipalityModel

NATIONAL = {
    "areas.AreaYear": "the year of the national areas",
    "areas.Area": "the statistics office's gemeenten, wijken and buurten are the same for everybody",
    "areas.Indicator": "what a national figure means",
    "areas.Observation": "a national figure, which municipalities compare",
    "tenancy.Municipality": "is the municipality itself",
    "later.Job": "workers take the jobs of all municipalities from one queue; each runs in its own scope",
    "later.ClockSlot": "the clock strikes once for the whole installation",
    "people.Account": "a key to sign in with: somebody may work for two municipalities",
}


def test_every_model_belongs_to_a_municipality_or_is_national_for_a_reason():
    unscoped = {model._meta.label for model in plan.own_models() if not issubclass(model, MunicipalityModel)}
    assert unscoped == set(NATIONAL)


def test_no_rule_of_the_database_holds_on_one_engine_only(db):
    """Django warns where the engine at hand does not know a kind of constraint."""
    call_command("check", databases=["default"], fail_level="WARNING")


def test_no_model_is_asked_outside_a_municipality():
    scoped = [model for model in plan.own_models() if issubclass(model, MunicipalityModel)]
    assert [model._meta.label for model in scoped if not refuses(model)] == []


def refuses(model) -> bool:
    try:
        model.objects.all()
    except ScopeError:
        return True
    return False


def test_every_model_has_its_line_in_the_privacy_file_of_its_room():
    rooms = sorted({plan.room_of(model) for model in plan.own_models()})
    said = set().union(*map(models_in_privacy_file, rooms))
    there = {model._meta.label for model in plan.own_models()}
    assert (there - said, said - there) == (set(), set())


def models_in_privacy_file(room: str) -> set[str]:
    if find_spec(f"{room}.privacy") is None:
        return set()
    privacy = importlib.import_module(f"{room}.privacy")
    return {line.model for line in getattr(privacy, "LINES", [])} | set(getattr(privacy, "NO_PERSONAL_DATA", {}))


def test_a_model_without_personal_data_says_why():
    rooms = [room for room in plan.rooms() if find_spec(f"{room}.privacy")]
    reasons = [getattr(importlib.import_module(f"{room}.privacy"), "NO_PERSONAL_DATA", {}) for room in rooms]
    assert [model for room in reasons for model, reason in room.items() if not reason.strip()] == []
