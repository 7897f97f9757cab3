"""What a secret link opens: the one thing it was given for, as who holds it, until it ends."""

import pytest
from django.http import Http404, HttpResponse

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.links import LinkHolder, SecretLink, api_by_link, by_link
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Thing
from wijkwerk.foundation.kit.refusals import Refusal

FOLLOW = Permission.SIGNAL_FOLLOW_OWN


class TooLate(Refusal):
    message = "Deze link werkte tot gisteren."


class Report(Thing):
    def __init__(self, pk, municipality_id=1):
        super().__init__(municipality_id=municipality_id)
        self.pk = pk


class Letter(Thing):
    """Of another kind, with the same numbers."""

    pk = 1


MINE, ELSEWHERE = Report(1), Report(2, municipality_id=2)
KEYS = {"mijn-sleutel": MINE, "andere-gemeente": ELSEWHERE, "nul\0teken": MINE}


def reporter(report):
    return LinkHolder(report.pk, Role.REPORTER, report, "Sanne de Wit")


def own(has_expired=None):
    return SecretLink(FOLLOW, KEYS.get, reporter, *([has_expired] if has_expired else []))


def ended(report, *, on):
    return True


@pytest.fixture
def ask(rf, municipality):
    def ask(guard, key, **kwargs):
        request = rf.get("/mijn/")
        seen = []

        def view(request, report: Report) -> HttpResponse:
            seen.append((report, request.actor))
            return HttpResponse("uw melding")

        response = guard(view)(request, key, **kwargs)
        return response, seen

    return ask


@pytest.mark.parametrize("guard", [by_link(own()), api_by_link(own())])
def test_who_has_the_link_gets_the_thing_and_is_its_holder(ask, guard):
    response, seen = ask(guard, "mijn-sleutel")
    assert (response.content, seen) == (b"uw melding", [(MINE, reporter(MINE))])


def test_a_page_behind_a_link_is_kept_by_nobody_on_the_way(ask):
    assert ask(by_link(own()), "mijn-sleutel")[0]["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("key", ["verzonnen", "", "andere-gemeente", "nul\0teken"])
@pytest.mark.parametrize("guard", [by_link(own()), api_by_link(own())])
def test_a_link_that_opens_nothing_here_is_not_found(ask, guard, key):
    with pytest.raises(Http404):
        ask(guard, key)


def test_a_link_that_has_ended_says_so_in_its_own_words(ask, monkeypatch):
    shown = []

    def render(request, template, context=None, status=200):
        shown.append((template, context, status))
        return HttpResponse(status=status)

    monkeypatch.setattr("wijkwerk.foundation.access.links.render", render)
    guard = by_link(own(ended), unknown="onbekend.html", expired="voorbij.html")
    ask(guard, "mijn-sleutel")
    ask(guard, "verzonnen")
    assert shown == [("voorbij.html", {"is_expired": True}, 410), ("onbekend.html", None, 404)]


def test_a_machine_hears_the_refusal_of_the_room_when_a_link_has_ended(ask):
    with pytest.raises(TooLate):
        ask(api_by_link(own(ended), expired=TooLate), "mijn-sleutel")
    with pytest.raises(Http404):
        ask(api_by_link(own(ended)), "mijn-sleutel")


@pytest.mark.parametrize(("thing", "may"), [(Report(1), True), (Report(3), False), (Letter(), False), (Thing(), False)])
def test_the_holder_may_with_the_one_thing_only(municipality, thing, may):
    assert policy.may(reporter(MINE), FOLLOW, on=thing).allowed is may


def test_the_holder_of_a_link_may_nothing_in_general(municipality):
    assert [policy.may(reporter(MINE), asked, on=None).allowed for asked in (FOLLOW, Permission.SIGNAL_TRIAGE)] == [
        False,
        False,
    ]


def test_the_guard_names_its_permission_and_what_it_finds():
    link = own()
    for guard in (by_link(link), api_by_link(link)):
        described = guard(lambda request, report: HttpResponse()).guard
        assert (described.permission, described.find) == (FOLLOW, link.find)
