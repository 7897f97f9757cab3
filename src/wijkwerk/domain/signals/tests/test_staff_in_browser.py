"""Pages of staff in a real browser: the list by keyboard, parts of a photo drawn black, what is known already."""

import pytest
from django.conf import settings as program
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.people.tests.factories import make_team_member, sign_in
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.tests.factories import make_person, make_signal, photo_file
from wijkwerk.foundation.kit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def signed_in(transactional_db, client, coordinator, page, live_server):
    """A browser in which the coordinator is signed in."""
    sign_in(client, coordinator)
    cookie = client.cookies[program.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": program.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def test_the_list_is_walked_by_keyboard_but_never_while_somebody_types(signed_in, maarswold):
    first, second = (make_signal(maarswold, text, at=clock.now()) for text in ("De bank is stuk.", "De lamp is stuk."))
    signed_in.goto(reverse("signals:work_list") + "?lijst=alles")
    signed_in.keyboard.press("j")
    signed_in.keyboard.press("j")
    assert signed_in.evaluate("document.activeElement.textContent") == first.text
    signed_in.keyboard.press("k")
    signed_in.keyboard.press("x")
    expect(signed_in.locator("td input:checked")).to_have_value(str(second.pk))
    signed_in.get_by_label("Nummer of woorden").press_sequentially("jox?")
    expect(signed_in.get_by_label("Nummer of woorden")).to_have_value("jox?")
    signed_in.goto(reverse("signals:work_list") + "?lijst=alles")
    signed_in.keyboard.press("j")
    signed_in.keyboard.press("o")
    signed_in.wait_for_url(f"**{second.get_absolute_url()}")
    assert Signal.objects.get(pk=second.pk).is_picked_up


def test_who_switched_the_keys_off_has_none(signed_in, maarswold):
    make_signal(maarswold, at=clock.now())
    signed_in.goto(reverse("signals:work_list") + "?lijst=alles")
    signed_in.keyboard.press("?")
    signed_in.get_by_label("Gebruik sneltoetsen op dit apparaat").uncheck()
    signed_in.get_by_role("button", name="Sluiten").click()
    signed_in.reload()
    signed_in.keyboard.press("j")
    assert signed_in.evaluate("document.activeElement.tagName") == "BODY"


def test_a_signal_goes_to_a_member_in_two_taps_on_a_telephone(signed_in, maarswold):
    member = make_person("Wim Wegen")
    make_team_member(maarswold, person=member, trade="wegen", takes_signals=True, ring="trades")
    signal = make_signal(maarswold, at=clock.now())
    signed_in.set_viewport_size({"width": 360, "height": 780})
    signed_in.goto(signal.get_absolute_url())
    signed_in.get_by_text("Doorgeven", exact=True).click()
    signed_in.get_by_role("button", name="Wim Wegen").click()
    signed_in.get_by_text("is doorgegeven aan Wim Wegen").wait_for()
    assert Signal.objects.get(pk=signal.pk).handler_person == member


def test_a_box_that_is_drawn_over_a_photo_becomes_black(signed_in, maarswold, coordinator, media):
    signal = make_signal(maarswold, at=clock.now())
    photo = operations.add_photo(signal.reporters.get(), photo_file(), by=coordinator, at=clock.now())
    signed_in.goto(reverse("signals:black_out", args=[signal.pk, photo.pk]))
    frame = signed_in.locator("[data-blackout-picture]").bounding_box()
    signed_in.mouse.move(frame["x"] + frame["width"] * 0.25, frame["y"] + frame["height"] * 0.25)
    signed_in.mouse.down()
    signed_in.mouse.move(frame["x"] + frame["width"] * 0.75, frame["y"] + frame["height"] * 0.75)
    signed_in.mouse.up()
    signed_in.get_by_role("button", name="Maak dit zwart").click()
    signed_in.get_by_text("voorgoed zwart").wait_for()
    photo.photo.refresh_from_db()
    assert photo.photo.version == 2


def test_the_desk_sees_what_is_known_already_while_typing(signed_in, maarswold):
    known = make_signal(maarswold, "De lamp bij de molen is stuk.", at=clock.now())
    signed_in.goto(reverse("signals:desk"))
    signed_in.get_by_label("Of een heel gebied").select_option(label="Maarswold")
    signed_in.get_by_label("Wat zegt de inwoner?").press_sequentially("Lamp stuk bij de molen")
    signed_in.get_by_role("button", name=f"sluit de inwoner aan bij {known.pk}").click()
    signed_in.get_by_role("heading", name=f"Uw melding {known.pk}").wait_for()
    assert known.reporters.count() == 2
