"""Reporting on a telephone: without scripts, without network, within its weight, by keyboard alone."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import send_report
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.states import State

pytestmark = pytest.mark.browser

WORDS = "De lantaarn voor nummer elf knippert de hele nacht."


def fill_in(page, text=WORDS):
    page.get_by_label("Wat wilt u zeggen?").fill(text)
    page.get_by_label("Het gaat over een heel gebied").check()
    page.get_by_label("Gebied", exact=True).select_option(label="Parkwijk")
    page.get_by_label("Geen bericht: ik volg het met de link").check()


def sent():
    return list(Signal.objects.filter(text=WORDS).exclude(state=State.DRAFT))


def test_everything_works_without_scripts(browse_as, example):
    page = browse_as(None, width=360, java_script_enabled=False)
    page.goto("/melden/")
    fill_in(page)
    send_report(page)
    assert len(sent()) == 1
    page.get_by_label("Uw bericht").fill("Ook overdag.")
    page.locator("#schrijven").get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Ook overdag.")).to_be_visible()


def test_the_form_costs_at_most_100_kb_over_the_wire(browse_as, example):
    """Text counts as a browser gets it from `wijkwerk serve`: compressed. The map comes when somebody asks for it."""
    page = browse_as(None, width=360)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/melden/", wait_until="networkidle")
    bodies = {answer.url: answer.body() for answer in answers if answer.url.startswith("http")}
    weight = {url: min(len(body), len(gzip.compress(body))) for url, body in bodies.items()}
    assert [url for url in weight if "map" in url] == []
    assert sum(weight.values()) <= 100_000, weight


def test_a_report_is_made_by_keyboard_alone(browse_as, example):
    page = browse_as(None)
    page.goto("/melden/")
    page.get_by_label("Wat wilt u zeggen?").focus()
    page.keyboard.type(WORDS)
    page.get_by_label("Het gaat over een heel gebied").focus()
    page.keyboard.press("Space")
    page.get_by_label("Gebied", exact=True).focus()
    page.keyboard.type("Parkwijk")
    page.get_by_label("E-mail", exact=True).focus()
    for _times in range(3):
        page.keyboard.press("ArrowDown")
    send_report(page, with_key=True)
    assert len(sent()) == 1


def test_without_network_the_report_waits_on_the_telephone_and_is_sent_once(browse_as, example):
    page = browse_as(None, width=360)
    page.goto("/melden/")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.context.set_offline(True)
    fill_in(page)
    page.get_by_role("button", name="Versturen").click()
    page.get_by_text("Wij versturen haar zodra er weer internet is.").wait_for()
    assert sent() == []

    # The page is closed and opened again without network: the form is there, and so is the report.
    page.reload()
    page.get_by_label("Wat wilt u zeggen?").wait_for()
    assert sent() == []

    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**/melding/*/")
    assert [signal.work_area.name for signal in sent()] == ["Parkwijk"]
    assert Reporter.objects.filter(signal=sent()[0]).count() == 1


def test_what_was_typed_is_kept_on_the_telephone_when_the_page_is_closed(browse_as, example):
    page = browse_as(None, width=360)
    page.goto("/melden/")
    fill_in(page)
    page.get_by_text("Bewaard om").wait_for()
    page.goto("/")
    page.goto("/melden/")
    page.get_by_role("button", name="Ga daarmee verder").click()
    expect(page.get_by_label("Wat wilt u zeggen?")).to_have_value(WORDS)
    send_report(page)
    assert len(sent()) == 1
    assert Signal.objects.filter(state=State.DRAFT).count() == 0
