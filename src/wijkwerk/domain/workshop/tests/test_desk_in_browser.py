"""The desk in a real browser: by keyboard alone, without a script, and with the network cut."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.workshop.models import Loan, OfflineDeed, Visit
from wijkwerk.domain.workshop.operations import lending
from wijkwerk.domain.workshop.tests.factories import make_kind, make_loan, make_resident, make_tool
from wijkwerk.foundation.kit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def browse(browser_of, volunteer):
    return browser_of(volunteer)


@pytest.fixture
def tools(workshop):
    kind = make_kind(workshop, contribution_cents=250)
    return [make_tool(kind, code) for code in ("T-1", "T-2", "T-3")]


def desk_of(workshop):
    return reverse("workshop:desk", args=[workshop.pk])


def scan(page, words):
    """As a scanner does once the field is ready: it types, and presses Enter."""
    expect(page.locator("#zoek")).to_be_focused()
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def who_has():
    rows = Loan.objects.open().order_by("tool__code").select_related("tool", "resident")
    return [(loan.tool.code, loan.resident.name) for loan in rows]


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_a_loan_of_three_things_stands_in_five_scans_by_keyboard_alone(browse, workshop, rika, tools, width):
    page = browse(width=width)
    page.goto(desk_of(workshop))
    for words in ("rika v", "T-1", "T-2", "T-3", ""):
        scan(page, words)
    expect(page.get_by_role("heading", name="Mee met Rika Veen")).to_be_visible()
    assert who_has() == [("T-1", "Rika Veen"), ("T-2", "Rika Veen"), ("T-3", "Rika Veen")]
    expect(page.locator("#zoek")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for words in ("T-1", "T-2", "T-3"):
        scan(page, words)
    assert who_has() == []


def test_the_desk_works_without_a_script(browse, workshop, rika, tools):
    page = browse(java_script_enabled=False)
    page.goto(desk_of(workshop))
    for words in ("T-1", "rika"):
        page.get_by_label("Scan of typ een naam").fill(words)
        with page.expect_navigation():
            page.get_by_role("button", name="Zoek").first.click()
    page.get_by_role("button", name="Klaar: Rika Veen neemt dit mee").click()
    expect(page.get_by_role("heading", name="Te betalen: € 2,50")).to_be_visible()
    page.get_by_role("button", name="Contant betaald").click()
    expect(page.get_by_text("Betaald: € 2,50")).to_be_visible()
    assert who_has() == [("T-1", "Rika Veen")]


def ready_for_away(page, workshop):
    page.goto(desk_of(workshop))
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("() => sessionStorage.getItem('wijkwerk-desk-1') !== null")
    page.reload()


def lend_away(page, code, who):
    page.get_by_label("Scan of typ de code").fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("Of: wie neemt dit mee?").fill(who)
    page.get_by_role("button", name="Dit gaat mee").click()


def back_on_line(page):
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_the_desk_goes_on_without_a_network_and_all_is_in_once(browse, workshop, rika, tools):
    make_loan(tools[1], rika, due_at=clock.now())
    page = browse(width=820)
    ready_for_away(page, workshop)
    page.context.set_offline(True)

    # What was typed when the network had gone already is not lost: it stands in the field of the other page.
    page.locator("#zoek").fill("T-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Balie zonder netwerk")).to_be_visible()
    expect(page.get_by_label("Scan of typ de code")).to_have_value("T-1")
    lend_away(page, "T-1", "rika veen")
    expect(page.get_by_text("1 ding wacht op dit apparaat")).to_be_visible()

    page.get_by_label("Scan of typ de code").fill("t-2")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dit is terug").click()
    page.get_by_role("button", name="Gewoon koffie").click()
    expect(page.get_by_text("3 dingen wachten op dit apparaat")).to_be_visible()

    # Loaded again, twice, and opened in a second tab: what waits still waits.
    page.reload()
    page.goto(desk_of(workshop))
    expect(page.get_by_text("3 dingen wachten op dit apparaat")).to_be_visible()
    second = page.context.new_page()
    second.goto(desk_of(workshop))
    expect(second.get_by_text("3 dingen wachten op dit apparaat")).to_be_visible()
    assert (who_has(), Visit.objects.count()) == ([("T-2", "Rika Veen")], 0)

    for each in (page, second):
        back_on_line(each)
    for each in (page, second):  # whichever sent them: the other tab hears it
        expect(each.get_by_text("dingen wachten op dit apparaat")).to_be_hidden()
    assert who_has() == [("T-1", "Rika Veen")]
    assert sorted(Visit.objects.values_list("function", flat=True)) == ["lending", "meeting"]
    assert OfflineDeed.objects.filter(settled_at=None).count() == 0


def test_what_two_desks_lent_meanwhile_waits_for_a_person(browse, workshop, rika, tools, host):
    jan = make_resident(workshop, "Jan Smit")
    page = browse(width=360)
    ready_for_away(page, workshop)
    page.context.set_offline(True)
    page.goto(desk_of(workshop))
    lend_away(page, "T-1", "Rika Veen")
    lend_away(page, "T-2", "Iemand Anders")
    expect(page.get_by_text("2 dingen wachten op dit apparaat")).to_be_visible()
    lending.lend([tools[0]], resident=jan, by=host, at=clock.now())
    back_on_line(page)
    expect(page.get_by_text("2 dingen moeten nog worden uitgezocht")).to_be_visible()
    page.get_by_role("link", name="Zoek het uit").click()
    first = page.get_by_role("region", name="Uitleen T-1")
    expect(first.get_by_text("Dit is intussen door een ander geleend")).to_be_visible()
    first.get_by_label("Of: wat hebt u gedaan?").fill("Rika kreeg een andere.")
    first.get_by_role("button", name="Uitgezocht").click()
    second = page.get_by_role("region", name="Uitleen T-2")
    second.get_by_label("Kaart of hele naam").fill("Jan Smit")
    second.get_by_role("button", name="Verwerk nu").click()
    expect(page.get_by_text("Alles is uitgezocht.")).to_be_visible()
    assert who_has() == [("T-1", "Jan Smit"), ("T-2", "Jan Smit")]


def test_what_was_kept_for_without_a_network_is_gone_after_signing_out(browse, workshop):
    page = browse()
    ready_for_away(page, workshop)
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_function("async () => !(await caches.keys()).includes('wijkwerk-desk-1')")


def test_the_tap_and_the_pile_that_met_no_network_are_not_lost(browse, workshop, rika, tools):
    page = browse(width=820)
    ready_for_away(page, workshop)
    for words in ("rika", "T-1"):
        scan(page, words)
    page.context.set_offline(True)
    page.get_by_role("button", name="Klaar: Rika Veen neemt dit mee").click()
    expect(page.get_by_role("heading", name="Balie zonder netwerk")).to_be_visible()
    expect(page.get_by_text("T-1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Dit gaat mee").click()
    expect(page.get_by_text("1 ding wacht op dit apparaat")).to_be_visible()
    back_on_line(page)
    expect(page.get_by_text("1 ding is verwerkt")).to_be_visible()
    assert who_has() == [("T-1", "Rika Veen")]

    page.goto(desk_of(workshop))
    page.context.set_offline(True)
    page.get_by_role("button", name="Gewoon koffie: één erbij").click()
    expect(page.get_by_text("1 ding wacht op dit apparaat")).to_be_visible()
    back_on_line(page)
    expect(page.get_by_text("1 ding is verwerkt")).to_be_visible()
    assert sorted(Visit.objects.values_list("function", flat=True)) == ["lending", "meeting"]
