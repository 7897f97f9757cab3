"""Plain makers of people and what is round them. Roles are held from long ago, so that they hold today too."""

import re
from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Absence, Account, Assignment, BodyMember, Organisation, Person, TeamMember
from wijkwerk.foundation.access.roles import Role

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
TODAY = date(2025, 3, 4)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "een-lang-wachtwoord"


def make_work_area(name="Maarswold", **fields):
    return WorkArea.objects.create(name=name, **{"areas_year": 2024, "valid_from": LONG_AGO} | fields)


def make_person(name="Ina Berends", **fields):
    if fields.get("is_active") is False:
        fields.setdefault("left_on", TODAY)
    return Person.objects.create(name=name, **fields)


def make_account(email="ina@example.nl", password=PASSWORD, **fields):
    account = Account.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def give(person, role, work_area=None, *, from_on=LONG_AGO, until_on=None):
    assignment = Assignment.objects.create(
        person=person, role=role, work_area=work_area, from_on=from_on, until_on=until_on
    )
    person.__dict__.pop("held", None)  # read anew
    return assignment


def make_holder(role, *work_areas, name="Ina Berends", **fields):
    """A person who holds a role: in these areas, or in the whole municipality."""
    person = make_person(name, **fields)
    for work_area in work_areas or [None]:
        give(person, role, work_area)
    return person


def make_coordinator(*work_areas, name="Corrie Coördinator", **fields):
    return make_holder(Role.COORDINATOR, *work_areas, name=name, **fields)


def make_administrator(name="Bea Beheerder", **fields):
    return make_holder(Role.ADMINISTRATOR, name=name, **fields)


def make_organisation(name="Woningstichting De Veenkanten", kind="housing", work_areas=(), **fields):
    organisation = Organisation.objects.create(name=name, kind=kind, **fields)
    organisation.work_areas.set(work_areas)
    return organisation


def make_body(name="Wijkraad Maarswold", work_areas=(), **fields):
    return make_organisation(name, "residents_body", work_areas, **fields)


def make_body_member(body, **fields):
    return BodyMember.objects.create(body=body, **{"from_on": LONG_AGO} | fields)


def make_team_member(work_area, **fields):
    return TeamMember.objects.create(work_area=work_area, **{"ring": "core", "from_on": LONG_AGO} | fields)


def make_absence(person, *, from_on, until_on, replaced_by=None):
    return Absence.objects.create(person=person, from_on=from_on, until_on=until_on, replaced_by=replaced_by)


def sign_in(client, person, email=None):
    """Give the person an account and sign the client in with it."""
    if person.account is None:
        person.account = make_account(email or f"persoon{person.pk}@example.nl")
        person.save(update_fields=["account"])
    client.force_login(person.account)
    return client


def heading(page):
    """What stands above a page."""
    return re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.DOTALL)[1].strip()
