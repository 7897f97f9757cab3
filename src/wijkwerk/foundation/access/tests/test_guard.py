"""What the guard does at an address: hands the thing in, asks to sign in, or says who may."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from wijkwerk.foundation.access.guard import Guard, needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import ELSEWHERE, HERE, Employee, Thing

COORDINATOR = Employee((Role.COORDINATOR, HERE))


class SignedIn:
    is_authenticated = True


@pytest.fixture
def ask(rf):
    def ask(view, actor=VISITOR, user=None, **kwargs):
        request = rf.get("/werklijst/?soort=nieuw")
        request.actor = actor
        request.user = user or (AnonymousUser() if actor is VISITOR else SignedIn())
        request.session = {}
        return view(request, **kwargs)

    return ask


@needs(Permission.SIGNAL_ANSWER, find=lambda number: {1: Thing(HERE), 2: Thing(ELSEWHERE)}.get(number))
def answer(request, thing):
    return HttpResponse(thing.name)


@needs(Permission.SIGNAL_TRIAGE)
def work_list(request, page=1):
    return HttpResponse(f"bladzijde {page}")


def test_the_thing_is_found_and_handed_in(municipality, ask):
    assert ask(answer, COORDINATOR, number=1).content == b"een ding"


def test_what_is_not_there_is_not_found(municipality, ask):
    with pytest.raises(Http404):
        ask(answer, COORDINATOR, number=3)


def test_what_the_database_does_not_find_is_not_found(municipality, ask):
    def find():
        raise ObjectDoesNotExist

    with pytest.raises(Http404):
        ask(needs(Permission.SIGNAL_ANSWER, find=find)(answer), COORDINATOR)


def test_without_a_thing_the_permission_must_be_held_somewhere(municipality, ask):
    assert ask(work_list, COORDINATOR, page=2).content == b"bladzijde 2"
    assert ask(work_list).status_code == 302


def test_who_is_not_signed_in_is_asked_to_and_comes_back(municipality, ask):
    answered = ask(answer, number=1)
    assert (answered.status_code, answered.url) == (
        302,
        "/toegang/inloggen/?next=/werklijst/%3Fsoort%3Dnieuw",
    )


def test_who_may_not_hears_who_may(db, client, municipality, ask):
    answered = ask(answer, COORDINATOR, number=2)
    assert answered.status_code == 403
    assert "wijkregisseur" in answered.content.decode()


def test_an_account_that_is_nobody_here_is_refused_and_not_sent_round(db, municipality, ask):
    assert ask(answer, VISITOR, user=SignedIn(), number=1).status_code == 403


def test_a_view_carries_its_guard():
    assert answer.guard.permission == Permission.SIGNAL_ANSWER
    assert work_list.guard == Guard(Permission.SIGNAL_TRIAGE)
    assert open_to_all(lambda request: HttpResponse()).guard.open
