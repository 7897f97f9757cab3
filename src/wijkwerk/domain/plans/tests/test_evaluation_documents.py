"""An evaluation as PDF and as a text to go on writing in: what the page says, and no small groups."""

import io

import odfdo
import pytest
from django.urls import reverse
from pypdf import PdfReader

from wijkwerk.domain.people.tests.factories import make_organisation, sign_in
from wijkwerk.domain.plans.queries import evaluation_documents as queries
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests import factories
from wijkwerk.foundation.kit.documents.written import Grid, Heading


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold, vision=make.make_vision(maarswold))


def parts_of(evaluation, kind):
    return [part for part in queries.document_of(evaluation).parts if isinstance(part, kind)]


def test_it_has_the_goals_what_was_found_and_who_agrees(evaluation):
    goal, body = evaluation.vision.goals.get(), make_organisation("Wijkraad Maarswold")
    make.make_finding(evaluation, goal=goal, explanation="Vooral bij de school.", parties=[body])
    make.make_finding(evaluation, "Buren kennen elkaar", kind="strength")
    told = str(queries.document_of(evaluation).as_data())
    assert [part.words for part in parts_of(evaluation, Heading)] == [
        "Doel 1. Een veilige wijk",
        "Bevindingen",
        "Los van de doelen",
        "Bevindingen",
    ]
    assert [words in told for words in ("Vooral bij de school.", "Wijkraad Maarswold", "Nog niet vastgesteld")] == [
        True
    ] * 3
    make.adopt(evaluation)
    evaluation.refresh_from_db()
    assert "Vastgesteld op 4 maart 2025 door het college" in queries.document_of(evaluation).beneath


def test_a_survey_stands_in_it_without_small_groups(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, "one", "words")
    for choice in [1] * 9 + [2] * 2 + [3] * 7:
        make.answer(survey, choice, "Jan is aardig" if choice == 2 else None)
    make.close(survey)
    (grid,) = parts_of(evaluation, Grid)
    assert grid.rows == (("groen", "9"), ("rust", "niet getoond"), ("winkels", "niet getoond"))
    assert "Jan" not in str(queries.document_of(evaluation).as_data())


def test_a_project_that_is_not_for_everybody_is_not_named(evaluation, agenda, coordinator):
    finding = make.make_finding(evaluation)
    for title, is_public in (("Stoepen leggen", True), ("Grond kopen", False)):
        factories.make_item(agenda, title, is_public=is_public, sources=[finding])
    told = str(queries.document_of(evaluation).as_data())
    assert ("Stoepen leggen" in told, "Grond kopen" in told) == (True, False)


@pytest.mark.parametrize("kind", ["pdf", "odt"])
def test_it_is_read_by_who_may_read_the_page(client, evaluation, coordinator, kind):
    address = reverse(f"plans:evaluation_{kind}", args=[evaluation.pk])
    assert client.get(address).status_code == 302
    sign_in(client, coordinator)
    content = io.BytesIO(client.get(address).content)
    title = PdfReader(content).metadata.title if kind == "pdf" else odfdo.Document(content).meta.title
    assert title == evaluation.title
    client.logout()
    make.adopt(evaluation)
    assert client.get(address).status_code == 200
