"""What people do in more than one play."""

from playwright.sync_api import Locator, Page, expect

QUESTION = "Nee, verstuur mijn melding"


def send_report(page: Page, *, with_key: bool = False) -> None:
    """Sends what stands in the report form, and says no to "is this the same?" where that is asked."""
    press(page, "Versturen", with_key=with_key)
    question = page.get_by_role("button", name=QUESTION)
    answer = question.or_(page.get_by_role("heading", level=1, name="Uw melding"))
    if answer.evaluate("shown => shown.tagName") == "BUTTON":
        press(page, QUESTION, with_key=with_key)
    page.wait_for_url("**/melding/*/")


def each(found: Locator, count: int) -> list[Locator]:
    """All that is found, once there are `count` of them: the page that shows them may still be on its way."""
    expect(found).to_have_count(count)
    return [found.nth(place) for place in range(count)]


def press(page: Page, name: str, *, with_key: bool) -> None:
    button = page.get_by_role("button", name=name)
    if with_key:
        button.press("Enter")
    else:
        button.click()


def submit(page: Page, name: str) -> None:
    """Presses a button and waits for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).last.click()


def follow(page: Page, name: str) -> None:
    """Follows a link and waits for its page."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()
