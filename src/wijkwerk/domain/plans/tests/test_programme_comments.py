"""Comments on a programme by bodies and partners: what was done with each, and a letter about it."""

import pytest
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import make_holder, make_work_area, sign_in
from wijkwerk.domain.plans.models import ProgrammeComment
from wijkwerk.domain.plans.operations import comments, programmes
from wijkwerk.domain.plans.operations import programme_comments as operations
from wijkwerk.domain.plans.operations.plan_writing import ChangedMeanwhile, WordsMissing
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import TODAY
from wijkwerk.domain.plans.tests.plan_factories import BY
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def mussel(municipality):
    return make_work_area("Mussel")


@pytest.fixture
def programme(maarswold):
    return make.make_programme(maarswold)


@pytest.fixture
def body(maarswold):
    return make.make_body(maarswold, email="raad@example.nl")


@pytest.fixture
def effort(programme, body):
    return programmes.add_effort(programme, organisation=body, does="Ruimt op", **BY)


def adopt(programme):
    return programmes.adopt_programme(programme, adopted_on=TODAY, is_sure=True, **BY)


def test_what_a_body_says_has_a_number_and_sent_twice_is_one(programme, body, effort):
    first = operations.comment(programme, text="Meer groen", organisation=body, effort=effort, **BY)
    again = operations.comment(programme, text="Meer groen", organisation=body, client_key=first.client_key, **BY)
    second = operations.comment(programme, text="En bankjes", organisation=body, **BY)
    assert ([first.number, second.number], again, first.effort) == ([1, 2], first, effort)


def test_a_comment_is_by_somebody_says_something_and_is_about_this_programme(programme, body, mussel, effort):
    with pytest.raises(operations.NobodySpeaks):
        operations.comment(programme, text="Meer groen", **BY)
    with pytest.raises(WordsMissing):
        operations.comment(programme, text=" ", organisation=body, **BY)
    with pytest.raises(operations.EffortElsewhere):
        operations.comment(make.make_programme(mussel), text="Groen", organisation=body, effort=effort, **BY)
    assert ProgrammeComment.objects.count() == 0


def test_what_was_done_with_it_is_told_once_and_a_no_says_why(programme, body):
    said = operations.comment(programme, text="Meer groen", organisation=body, **BY)
    with pytest.raises(WordsMissing):
        operations.handle_comment(said, taken_over="no", **BY)
    for _turn in range(2):
        operations.handle_comment(said, taken_over="partly", reason="Alleen bij de school.", **BY)
    letter = Letter.objects.get(template="plans/comment_handled")
    assert (letter.to_address, "Alleen bij de school." in letter.body) == ("raad@example.nl", True)
    with pytest.raises(ChangedMeanwhile):
        operations.handle_comment(said, taken_over="yes", version=1, **BY)


def test_a_programme_is_adopted_when_each_comment_was_handled_and_then_no_more_come(programme, body, effort):
    said = operations.comment(programme, text="Meer groen", organisation=body, **BY)
    with pytest.raises(comments.CommentsAreOpen):
        adopt(programme)
    operations.handle_comment(said, taken_over="yes", **BY)
    adopt(programme)
    with pytest.raises(operations.NoCommentsNow):
        operations.comment(programme, text="Nog iets", organisation=body, **BY)
    with pytest.raises(programmes.ProgrammeStands):
        operations.handle_comment(said, taken_over="no", reason="Toch niet", **BY)


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def page_of(client, programme):
    return client.get(programme.get_absolute_url()).text


def test_a_body_reacts_on_its_page_and_the_coordinator_says_what_was_done(client, programme, body, coordinator):
    chair = make_holder(Role.RESIDENTS_BODY, programme.work_area, organisation=body, name="Ria Raad")
    sign_in(client, chair)
    address = reverse("plans:comment_programme", args=[programme.pk])
    assert address in page_of(client, programme)
    empty = client.post(address, {"text": "", "organisation": body.pk}).text
    assert "Schrijf uw reactie op." in empty
    client.post(address, {"text": "Meer groen", "organisation": body.pk})
    said = ProgrammeComment.objects.get()
    handle = reverse("plans:handle_programme_comment", args=[programme.pk, said.pk])
    assert (client.post(handle, {"taken_over": "yes"}).status_code, handle in page_of(client, programme)) == (
        403,
        False,
    )
    sign_in(client, coordinator)
    assert "Van 1 reactie is nog niet opgeschreven" in page_of(client, programme)
    client.post(handle, {"taken_over": "no", "reason": "Er is geen plek.", "version": said.version})
    page = page_of(client, programme)
    assert [words in page for words in ("Wijkraad Maarswold", "Er is geen plek.", "niet overgenomen", "Ria")] == [
        True,
        True,
        True,
        False,
    ]


def test_everybody_reads_what_organisations_said_once_it_was_agreed(client, programme, body, effort):
    operations.comment(programme, text="Meer groen", organisation=body, **BY)
    person = make_holder(Role.PARTNER, programme.work_area, name="Piet Partner")
    operations.comment(programme, text="Alleen ik", by=person, at=BY["at"])
    programmes.agree(programme, organisation=body, name="De voorzitter", agreed_on=TODAY, **BY)
    page = page_of(client, programme)
    assert ("Meer groen" in page, "Alleen ik" in page, "/reageren/" in page) == (True, False, False)


def test_who_has_no_part_in_the_area_does_not_react(client, programme, mussel):
    sign_in(client, make_holder(Role.PARTNER, mussel, name="Piet Partner"))
    address = reverse("plans:comment_programme", args=[programme.pk])
    assert client.post(address, {"text": "Meer groen"}).status_code == 403
    assert ProgrammeComment.objects.count() == 0
