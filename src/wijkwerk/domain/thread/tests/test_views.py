"""The page of a line: for whoever may see the thing itself."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from wijkwerk.domain.thread import operations, queries
from wijkwerk.domain.thread.forms import AnswerForm
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.domain.thread.tests import factories
from wijkwerk.domain.thread.tests.factories import NOON, answer, draft, money
from wijkwerk.foundation.tenancy import scope


def test_everybody_sees_the_line_of_a_public_thing(client, wish, job, coordinator):
    operations.add_source(job, cause=wish, by=coordinator, at=NOON)
    page = client.get(f"/rode-draad/thread.job/{job.pk}/")
    assert page.status_code == 200
    assert "Een speeltuin" in page.content.decode()


def test_a_stranger_is_sent_to_sign_in_for_the_line_of_a_hidden_thing(client, coordinator):
    secret = factories.make_secret_wish()
    page = client.get(f"/rode-draad/thread.wish/{secret.pk}/")
    assert (page.status_code, page.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    "address", ["thread.wish/999", "tenancy.municipality/1", "people.account/1", "nonsense/1", "a.b.c/1"]
)
def test_what_has_no_place_on_the_thread_is_not_found(client, municipality, address):
    assert client.get(f"/rode-draad/{address}/").status_code == 404


def test_another_municipalitys_thing_is_not_found(client, wish):
    with scope.in_municipality(factories.make_municipality("GM0106", "Assen")):
        theirs = factories.make_wish("Van een ander")
    assert client.get(f"/rode-draad/thread.wish/{theirs.pk}/").status_code == 404


def test_an_answer_is_shown_with_its_conditions(wish, coordinator):
    given = answer(wish, money(), draft(), reason="Goed idee!", by=coordinator)
    operations.meet_condition(given.conditions.all()[1], by=coordinator, at=NOON, note="Besluit 12")
    html = render_to_string("thread/answer.html", {"answer": queries.current_answer(wish)})
    for words in ("Ja, op voorwaarde dat …", "Goed idee!", "€\u00a025.000,00", "Besluit 12", "Vervuld", "1 mei 2026"):
        assert words in html
    assert coordinator.name not in html
    assert coordinator.name in render_to_string("thread/answer.html", {"answer": given, "staff": True})


def test_a_no_is_shown_with_its_reason(wish, coordinator):
    answer(wish, verdict=Verdict.NO, reason="De brandweer <moet> erdoor.", by=coordinator)
    html = render_to_string("thread/answer.html", {"answer": queries.current_answer(wish)})
    assert "De brandweer &lt;moet&gt; erdoor." in html


def test_the_fields_show_a_row_and_the_button_for_another(wish):
    html = render_to_string("thread/answer_fields.html", {"form": AnswerForm(about=wish)})
    assert 'name="nog-een-voorwaarde"' in html
    assert 'name="voorwaarde-1-what"' in html
    assert 'name="voorwaarde-2-what"' not in html


def test_what_does_not_fit_in_the_picture_stands_in_lists_with_pages(client, wish, job, coordinator):
    for number in range(120):
        operations.add_source(job, cause=factories.make_wish(f"Wens {number}"), by=coordinator, at=NOON)
    operations.add_source(job, words="Het plan van 2010", link="https://plan.example/", by=coordinator, at=NOON)
    whole = client.get(f"/rode-draad/thread.job/{job.pk}/").text
    every = f"/rode-draad/thread.job/{job.pk}/aanleidingen/"
    assert every in whole
    first = client.get(every)
    assert "Het plan van 2010" in first.text
    assert (first.text.count("Wens "), "Wens 0<" in first.text) == (49, False)
    last = queries.all_causes_of(job).earliest("id").cause
    came = client.get(f"/rode-draad/thread.wish/{last.id}/gevolgen/").text
    assert job.thread_title in came


def test_the_lists_of_a_hidden_thing_are_hidden_too(client, coordinator):
    secret = factories.make_secret_wish()
    for name in ("aanleidingen", "gevolgen"):
        page = client.get(f"/rode-draad/thread.wish/{secret.pk}/{name}/")
        assert (page.status_code, page.url.split("?")[0]) == (302, reverse("account_login"))
