"""The plan of an area as one document: live, or as it was on the day that it was kept."""

import io
import uuid

import odfdo
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.models import AgendaItem, Goal, PlanDocument, Vision
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.operations import documents as operations
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import documents as queries
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TODAY, TUESDAY, make_item
from wijkwerk.foundation.kit.documents.written import Grid, Heading


def make_vision(work_area, state=VisionState.ADOPTED, title="Maarswold in 2035", **fields):
    adopted = {"adopted_on": TODAY, "adopted_by": "council", "decision_number": "12"}
    vision = Vision.objects.create(
        work_area=work_area,
        title=title,
        text="Groen en veilig.",
        from_year=2025,
        until_year=2035,
        state=state,
        created_at=TUESDAY,
        changed_at=TUESDAY,
        **(adopted if state == VisionState.ADOPTED else {}),
        **fields,
    )
    Goal.objects.create(vision=vision, number=1, title="Kinderen spelen buiten")
    return vision


def headings(work_area):
    return [part.words for part in queries.plan_of(work_area, on=TODAY).parts if isinstance(part, Heading)]


def words(work_area):
    return str(queries.plan_of(work_area, on=TODAY).as_data())


def test_an_area_without_plans_has_a_document_that_says_so(maarswold):
    told = words(maarswold)
    assert all(
        each in told
        for each in ("nog geen visie", "nog geen programma", "nog geen projecten", "nog geen evaluatie vastgesteld")
    )


def test_it_holds_what_everybody_may_read_and_no_draft(maarswold, agenda):
    make_item(agenda, "Speeltuin aanleggen")
    make_item(agenda, "Niet voor iedereen", is_public=False)
    make_vision(maarswold, state=VisionState.DRAFT, title="Een concept")
    told = words(maarswold)
    assert ("1. Speeltuin aanleggen" in told, "Niet voor iedereen" in told, "Een concept" in told) == (
        True,
        False,
        False,
    )
    make_vision(maarswold)
    assert "Wijkvisie: Maarswold in 2035" in headings(maarswold)
    assert "1. Kinderen spelen buiten" in headings(maarswold)


def test_it_names_functions_and_not_people(maarswold, agenda, coordinator):
    item, puller = make_item(agenda), factories.make_person("Wim Wegen", function="wegbeheerder")
    agendas.set_puller(item, puller_person=puller, by=coordinator, at=TUESDAY)
    told = words(maarswold)
    assert ("Wim Wegen" in told, "wegbeheerder" in told, coordinator.name in told) == (False, True, False)


def test_a_kept_plan_stays_as_it_was(maarswold, agenda, coordinator):
    item = make_item(agenda, "Speeltuin aanleggen")
    kept = operations.keep_plan(maarswold, why="Besproken", by=coordinator, at=TUESDAY)
    agendas.move_item(item, state=ItemState.RUNNING, by=coordinator, at=TUESDAY)
    AgendaItem.objects.filter(pk=item.pk).update(title="Anders")
    kept = queries.kept_plan(kept.pk)
    table = next(part for part in kept.document.parts if isinstance(part, Grid))
    assert (table.rows[0][0], table.rows[0][3], kept.on) == ("1. Speeltuin aanleggen", "voorgesteld", TODAY)
    assert "1. Anders" in words(maarswold)


def test_kept_twice_with_one_key_is_kept_once_and_a_reason_is_asked(maarswold, coordinator):
    key = uuid.uuid4()
    for _again in range(2):
        operations.keep_plan(maarswold, why="Besproken", by=coordinator, at=TUESDAY, client_key=key)
    with pytest.raises(operations.WhyMissing):
        operations.keep_plan(maarswold, why=" ", by=coordinator, at=TUESDAY)
    assert PlanDocument.objects.count() == 1


def test_everybody_reads_and_downloads_it_now_and_as_it_was(client, maarswold, coordinator):
    make_vision(maarswold)
    kept = operations.keep_plan(maarswold, why="Besproken met de wijkraad", by=coordinator, at=TUESDAY)
    page = client.get(reverse("plans:area_document", args=[maarswold.pk])).text
    assert "Maarswold in 2035" in page
    assert "Besproken met de wijkraad" in page
    assert "Dit verandert niet meer." in client.get(kept.get_absolute_url()).text
    for name, place in (("area_document", maarswold.pk), ("kept_plan", kept.pk)):
        pdf = PdfReader(io.BytesIO(client.get(reverse(f"plans:{name}_pdf", args=[place])).content))
        assert pdf.metadata.title == "Wijkplan Maarswold"
        odt = odfdo.Document(io.BytesIO(client.get(reverse(f"plans:{name}_odt", args=[place])).content))
        assert odt.meta.title == "Wijkplan Maarswold"


def test_a_coordinator_keeps_it_by_page_and_a_visitor_may_not(client, maarswold, coordinator):
    address = reverse("plans:keep_plan", args=[maarswold.pk])
    assert client.post(address, {"why": "Voor mij"}).status_code == 302
    assert PlanDocument.objects.count() == 0
    sign_in(client, coordinator)
    client.post(address, {"why": "Bijlage bij het raadsvoorstel"})
    assert PlanDocument.objects.get().why == "Bijlage bij het raadsvoorstel"


def test_it_asks_as_much_for_three_items_as_for_one(maarswold, agenda, django_assert_num_queries):
    make_vision(maarswold)
    make_item(agenda)
    queries.plan_of(maarswold, on=TODAY)
    with CaptureQueriesContext(connection) as first:
        queries.plan_of(maarswold, on=TODAY)
    for title in ("Twee", "Drie"):
        make_item(agenda, title)
    with django_assert_num_queries(len(first)):
        queries.plan_of(maarswold, on=TODAY)
