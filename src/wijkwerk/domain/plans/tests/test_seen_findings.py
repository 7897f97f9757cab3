"""What was seen on a walk becomes a project: with its title and area filled in, and its place on the golden thread."""

import pytest
from django.urls import reverse

from wijkwerk.domain.inspections.operations import findings
from wijkwerk.domain.inspections.tests.factories import BY, make_inspection
from wijkwerk.domain.people.tests.factories import make_organisation, sign_in
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.test_views import text_of
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.kit.things import ref


@pytest.fixture
def finding(maarswold):
    body = make_organisation("Wijkraad Maarswold")
    due_on = factories.TODAY
    return findings.add_finding(
        make_inspection(maarswold), title="Stoep ligt scheef", owner_organisation=body, due_on=due_on, **BY
    )


def test_a_finding_of_a_walk_becomes_a_project_in_two_taps(client, finding, coordinator):
    address = f"{reverse('plans:new_item')}?schouwbevinding={finding.pk}"
    assert address not in text_of(client.get(finding.get_absolute_url()))
    sign_in(client, coordinator)
    assert address in text_of(client.get(finding.get_absolute_url()))
    form = client.get(address).context["form"]
    values = {"title": form.initial["title"], "agenda": form["agenda"].field.choices[0][0], "seen": [finding.pk]}
    client.post(address, values)
    item = AgendaItem.objects.get()
    assert (item.title, item.agenda.work_area, [source.cause for source in thread.standing_sources(item)]) == (
        "Stoep ligt scheef",
        finding.inspection.work_area,
        [ref(finding)],
    )


def test_it_is_named_as_a_source_of_a_project_that_is_there(client, finding, coordinator):
    item = factories.make_item(factories.make_agenda(finding.inspection.work_area))
    sign_in(client, coordinator)
    client.post(reverse("plans:add_source", args=[item.pk]), {"seen": finding.pk})
    assert [source.cause for source in thread.standing_sources(item)] == [ref(finding)]
