"""The walk in a real browser: the network is cut, the page closed and opened again, sent twice; all is in, once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.inspections.models import Mark, Spot, SpotPhoto
from wijkwerk.domain.inspections.tests.factories import make_inspection, make_walker, make_work_area, photo_file, square
from wijkwerk.foundation.kit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def walker(transactional_db, municipality):
    area = make_work_area("Maarswold", border=square())
    return make_walker(make_inspection(area, on=clock.today(), spots=("Bij de brug", "Bij de school", "Bij de kerk")))


@pytest.fixture
def walk(walker):
    return reverse("inspections:own_walking", args=[walker.link_key])


def spot(page, number):
    return page.locator("details[data-walk-spot]").nth(number - 1)


def choose(page, number, level, *, aspect="Onkruid"):
    here = spot(page, number)
    if here.get_attribute("open") is None:
        here.locator("summary").first.click()
    here.get_by_role("group", name=aspect).get_by_role("radio", name=level, exact=True).check()


def take_photo(page, number):
    photo = photo_file()
    spot(page, number).locator("input[type=file]").set_input_files(
        {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    )


def open_and_keep(page, walk):
    """The page as somebody opens it at home: the telephone keeps it."""
    page.goto(walk)
    expect(page.locator("[data-walk][data-ready]")).to_be_attached()


def back_on_line(page):
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def seen():
    marks = Mark.objects.order_by("spot__number", "aspect__name")
    return [(mark.spot.number, mark.aspect.name, mark.level.code) for mark in marks]


def test_a_walk_without_a_network_is_in_once_whatever_breaks_between(open_page, walk, walker):
    page = open_page(width=360, height=740)
    open_and_keep(page, walk)
    choose(page, 1, "A")
    expect(spot(page, 1).locator("[data-walk-done]")).to_have_text("1 van 2")  # without: not sent yet

    page.context.set_offline(True)
    choose(page, 2, "C")
    choose(page, 2, "D")  # on second thoughts
    choose(page, 3, "B", aspect="Zwerfafval")
    spot(page, 3).get_by_label("Opmerking over Zwerfafval").fill("Veel blikjes.")
    take_photo(page, 2)
    take_photo(page, 3)
    expect(page.get_by_text("Nog niet verstuurd: 2 oordelen, 2 foto's.")).to_be_visible()

    # Closed and opened again, still without a network: what was filled in is there.
    page.close()
    page = page.context.new_page()
    page.goto(walk)
    expect(page.get_by_text("Nog niet verstuurd: 2 oordelen, 2 foto's.")).to_be_visible()
    spot(page, 3).locator("summary").first.click()
    expect(spot(page, 3).get_by_label("Opmerking over Zwerfafval")).to_have_value("Veel blikjes.")
    page.get_by_label("Hoe heet deze plek?").fill("Omgevallen boom")
    page.get_by_role("button", name="Voeg de plek toe").click()
    expect(page.get_by_text("Omgevallen boom")).to_be_visible()
    choose(page, 4, "D")
    expect(page.get_by_text("3 oordelen, 2 foto's, 1 nieuwe plek")).to_be_visible()

    # The network comes back in the middle of a photo: it arrives, and the answer does not.
    lost = []

    def lose_the_answer(route):
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    page.route("**/foto/", lose_the_answer, times=1)
    back_on_line(page)
    expect(page.get_by_text("Alles is verstuurd.")).to_be_visible()  # it tries again by itself
    assert len(lost) == 1
    assert seen() == [(1, "Onkruid", "A"), (2, "Onkruid", "D"), (3, "Zwerfafval", "B"), (4, "Onkruid", "D")]
    assert sorted(SpotPhoto.objects.values_list("spot__number", flat=True)) == [2, 3]
    assert Spot.objects.filter(added_by=walker).count() == 1

    # Opened again with a network, also in a second tab: nothing goes twice, and what was said stands there.
    for tab in (page, page.context.new_page()):
        tab.goto(walk)
        expect(tab.get_by_text("Alles is verstuurd.")).to_be_visible()
        expect(spot(tab, 2).locator("[data-walk-done]")).to_have_text("1 van 2")
    assert (Mark.objects.count(), SpotPhoto.objects.count()) == (4, 2)


def test_what_cannot_come_in_is_told_and_stays_until_somebody_throws_it_away(open_page, walk, walker):
    page = open_page(width=360)
    open_and_keep(page, walk)
    page.context.set_offline(True)
    choose(page, 1, "A")
    Spot.objects.filter(inspection=walker.inspection, number=1).delete()
    back_on_line(page)
    expect(page.get_by_text("Dit punt staat niet op de route van deze schouw.")).to_be_visible()
    page.get_by_role("button", name="Gooi weg").click()
    expect(page.get_by_text("Dit punt staat niet op de route van deze schouw.")).to_be_hidden()
    assert Mark.objects.count() == 0


def test_the_walk_goes_by_forms_alone(open_page, walk):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(walk)
    choose(page, 2, "C")
    take_photo(page, 2)
    spot(page, 2).get_by_role("button", name="Bewaar dit punt").click()
    expect(page.get_by_text("Punt 2 is bewaard.")).to_be_visible()
    assert (seen(), SpotPhoto.objects.count()) == ([(2, "Onkruid", "C")], 1)
