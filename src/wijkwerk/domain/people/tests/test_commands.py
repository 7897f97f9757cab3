"""The commands of this room."""

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.domain.people.models import Assignment, Invitation, Person
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter

ADDRESS = "anna.alberts@wijkwerk.example"


def invite(municipality, email=ADDRESS, name="Anna Alberts"):
    call_command("invite_administrator", municipality.code, email, name)


def test_who_sets_up_a_municipality_is_added_made_administrator_and_invited(municipality):
    invite(municipality)
    person = Person.objects.get()
    assert (person.name, person.email) == ("Anna Alberts", ADDRESS)
    assert [each.role for each in Assignment.objects.filter(person=person)] == [Role.ADMINISTRATOR]
    assert [each.to_address for each in Letter.objects.all()] == [ADDRESS]


def test_inviting_again_sends_a_new_link_to_the_same_person(municipality):
    invite(municipality)
    invite(municipality)
    assert (Person.objects.count(), Assignment.objects.count(), Letter.objects.count()) == (1, 1, 2)
    assert Invitation.objects.open().count() == 1


def test_an_unknown_municipality_is_named(municipality):
    with pytest.raises(CommandError, match="Gemeente GM9999 is er niet"):
        call_command("invite_administrator", "GM9999", ADDRESS, "Anna Alberts")


def test_what_is_no_address_is_refused(municipality):
    with pytest.raises(CommandError, match="is geen e-mailadres"):
        invite(municipality, email="anna")
    assert Person.objects.count() == 0
