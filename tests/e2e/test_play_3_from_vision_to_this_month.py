"""Play 3, from the working areas to the tables of the year plan. In a real browser, as the people it names."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import follow, send_report, submit
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Mark, Walker
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import AgendaItem, Effort, Finding, Goal, PlannedActivity, Programme, Vision
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import PlaceKind, Reporter, Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread.models import Answer, ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.outbox.queries import letters_about

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]

COORDINATOR = "Jelle Brontsema"  # of Maarswold, among others


def report(page, text, area="Maarswold"):
    """What a resident does on a telephone; gives the secret link."""
    page.goto("/melden/")
    page.get_by_label("Wat wilt u zeggen?").fill(text)
    page.get_by_label("Het gaat over een heel gebied").check()
    page.get_by_label("Gebied", exact=True).select_option(label=area)
    page.get_by_label("Uw naam").fill("Rika")
    page.get_by_label("Uw e-mailadres, telefoonnummer of postadres").fill("rika@example.nl")
    send_report(page)
    return page.url


def open_answer(page, signal):
    page.goto(signal.get_absolute_url())
    page.get_by_role("link", name="Antwoord geven").click()


def latest_letter(signal):
    return letters_about(signal).filter(to_address="rika@example.nl").order_by("-id").first()


def test_step_1_the_areas_are_those_of_the_municipality_each_with_its_body_and_coordinator(browse_as, example):
    page = browse_as(None, width=360)
    page.goto("/gebieden/")
    assert WorkArea.objects.count() == 13
    page.get_by_role("link", name="De Hagen / De Borgen / Vogelwijk").last.click()
    for quarter in ("De Hagen", "De Borgen", "Vogelwijk"):
        expect(page.get_by_text(quarter).first).to_be_visible()
    for area, body in [("Maarswold", "Wijkraad Maarswold"), ("Alteveer", "Plaatselijk belang Alteveer")]:
        page.goto("/mensen/")
        page.get_by_role("link", name=body).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(body)
        expect(page.get_by_text(area).first).to_be_visible()
    page.goto("/mensen/")
    page.get_by_role("link", name=COORDINATOR).first.click()
    expect(page.get_by_text("Trekt geen projecten").first).to_be_visible()


def test_step_2_yes_no_with_a_reason_and_yes_on_condition(browse_as, example):
    resident, coordinator = browse_as(None, width=360), browse_as(COORDINATOR)

    # Loose paving: yes, and when.
    link = report(resident, "Bij de bushalte liggen de tegels helemaal scheef.")
    paving = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, paving)
    coordinator.get_by_label("Ja", exact=True).check()
    when = clock.add_working_days(clock.today(), 5)
    coordinator.get_by_label("Wanneer is het klaar?").fill(when.isoformat())
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{paving.get_absolute_url()}")
    paving.refresh_from_db()
    assert (paving.state, paving.expected_on) == (State.UNDERWAY, when)
    resident.goto(link)
    expect(resident.get_by_text("Het antwoord is ja. Wij gaan het doen.")).to_be_visible()

    # The street closed on Saturday: a no without a reason is refused, and nothing typed is lost.
    link = report(resident, "Mag zaterdag onze straat dicht voor een rommelmarkt?")
    market = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, market)
    coordinator.get_by_label("Nee", exact=True).check()
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    expect(coordinator.get_by_role("alert").first).to_be_visible()
    assert Answer.objects.filter(about_id=market.pk, about_kind="signals.signal").count() == 0
    expect(coordinator.get_by_label("Nee", exact=True)).to_be_checked()
    coordinator.get_by_label("Waarom", exact=False).first.fill("Zaterdag rijdt de lijnbus om door uw straat.")
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{market.get_absolute_url()}")
    assert "Zaterdag rijdt de lijnbus om door uw straat." in latest_letter(market).body

    # A playground: yes, on condition that there is money and the residents choose the place.
    link = report(resident, "Ik heb een idee voor een speeltuin met water op het veldje.")
    playground = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, playground)
    coordinator.get_by_label("Ja, op voorwaarde dat").check()
    first = coordinator.get_by_role("group", name="Voorwaarde 1")
    first.get_by_label("Wat is er nodig").fill("Geld in het volgende programma")
    first.get_by_label("Van wie").fill("de gemeente")
    first.get_by_label("Uiterlijk").fill((clock.today() + timedelta(days=60)).isoformat())
    first.get_by_label("Waar wacht het op?").select_option("money")
    first.locator("input[name$=amount_cents]").fill("18.000,00")
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{playground.get_absolute_url()}")
    assert "Geld in het volgende programma" in latest_letter(playground).body

    # The condition is met: the idea comes back by itself, and the resident knows.
    coordinator.get_by_role("link", name="Voorwaarde is vervuld").first.click()
    coordinator.get_by_role("button", name="Ja, vervuld").click()
    coordinator.wait_for_url(f"**{playground.get_absolute_url()}")
    assert Signal.objects.get(pk=playground.pk).state == State.OPEN
    assert latest_letter(playground).subject == f"Goed nieuws over uw melding {playground.pk}"


def test_steps_3_and_4_a_vision_becomes_a_programme_and_a_project_and_the_playground_comes_back(browse_as, example):
    resident, coordinator = browse_as(None, width=360), browse_as(COORDINATOR)
    today = clock.today()

    # Drawn up: a goal with an indicator, put before everybody, a reaction from the street.
    coordinator.goto("/plannen/")
    follow(coordinator, "Wijkvisies")
    follow(coordinator, "Nieuwe visie")
    coordinator.get_by_label("Gebied").select_option(label="Vledderveen")
    coordinator.get_by_label("Titel").fill("Vledderveen, dorp om te blijven")
    submit(coordinator, "Begin")
    follow(coordinator, "Doel toevoegen")
    coordinator.get_by_label("Wat wilt u bereiken?").fill("Kinderen spelen dicht bij huis")
    submit(coordinator, "Voeg toe")
    vision = Vision.objects.get(title="Vledderveen, dorp om te blijven")
    goal = Goal.objects.get(vision=vision)
    coordinator.goto(goal.get_absolute_url())
    follow(coordinator, "Indicator toevoegen")
    coordinator.get_by_label("Wat wordt er gemeten?").fill("Speelplekken in het dorp")
    submit(coordinator, "Voeg toe")
    coordinator.goto(vision.get_absolute_url())
    follow(coordinator, "Leg voor")
    coordinator.get_by_label("Tot en met welke dag kan men reageren?").fill((today + timedelta(days=20)).isoformat())
    submit(coordinator, "Leg voor")
    resident.goto(vision.get_absolute_url())
    follow(resident, "Reageer")
    resident.get_by_label("Uw reactie").fill("Denk ook aan de oudere kinderen.")
    resident.get_by_label("Uw e-mailadres").fill("rika@example.nl")
    submit(resident, "Verstuur uw reactie")

    # What was done with it is said, and the council adopts.
    coordinator.goto(vision.get_absolute_url())
    submit(coordinator, "Sluit de reacties")
    follow(coordinator, "Wat is ermee gedaan?")
    coordinator.get_by_label("Overgenomen", exact=True).check()
    submit(coordinator, "Bewaar en vertel het")
    assert Letter.objects.filter(to_address="rika@example.nl").count() == 1
    coordinator.goto(vision.get_absolute_url())
    follow(coordinator, "Vaststellen")
    coordinator.get_by_label("de gemeenteraad").check()
    coordinator.get_by_label("Wanneer?").fill(today.isoformat())
    coordinator.get_by_label("Nummer van het besluit").fill("2026-81")
    submit(coordinator, "Leg het besluit vast")
    vision.refresh_from_db()
    assert (vision.state, vision.adopted_by, vision.adopted_on) == ("adopted", "council", today)

    # A programme that outlives its vision asks why; what a partner does for the goal, agreed by name.
    follow(coordinator, "Nieuw programma")
    coordinator.get_by_label("Titel").fill("Programma Vledderveen")
    coordinator.get_by_label("Laatste jaar").fill(str(vision.until_year + 2))
    submit(coordinator, "Begin")
    expect(coordinator.get_by_role("alert").first).to_be_visible()
    coordinator.get_by_label("Laatste jaar").fill(str(today.year + 4))
    submit(coordinator, "Begin")
    follow(coordinator, "Inspanning toevoegen")
    coordinator.get_by_label("Wie doet dit?").select_option(label="Wonen Onder de Linden")
    coordinator.get_by_label("Wat gaat deze partner doen?").fill("Legt een speelplek aan")
    coordinator.get_by_label("Voor welk doel?").select_option(index=1)
    coordinator.get_by_label("Hoeveel geld hoort erbij?").fill("18.000")
    submit(coordinator, "Voeg toe")
    programme = Programme.objects.get(title="Programma Vledderveen")
    effort = Effort.objects.get(programme=programme)
    coordinator.goto(programme.get_absolute_url())
    follow(coordinator, "Instemmen")
    coordinator.get_by_label("Namens welke organisatie?").select_option(label="Plaatselijk belang Vledderveen")
    coordinator.get_by_label("Wie stemde in?").fill("de voorzitter")
    coordinator.get_by_label("Op welke dag?").fill(today.isoformat())
    submit(coordinator, "Leg de instemming vast")
    expect(coordinator.get_by_text("Plaatselijk belang Vledderveen").first).to_be_visible()

    # The money that a playground waits for is reserved: the idea comes back by itself, and its resident hears.
    playground = playground_that_waits_for(effort)
    coordinator.goto(effort.get_absolute_url())
    expect(coordinator.get_by_role("heading", name="Hierop wordt gewacht")).to_be_visible()
    follow(coordinator, "Geld reserveren")
    coordinator.get_by_label("Sinds welke dag is het geld gereserveerd?").fill(today.isoformat())
    submit(coordinator, "Het geld is gereserveerd")
    playground.refresh_from_db()
    assert playground.state == State.OPEN
    assert latest_letter(playground).subject == f"Goed nieuws over uw melding {playground.pk}"

    # The item on the agenda shows why it is there: up to the goal, down to the sentence.
    coordinator.goto(effort.get_absolute_url())
    follow(coordinator, "Maak er een project van")
    submit(coordinator, "Zet op de agenda")
    item = AgendaItem.objects.get(title="Legt een speelplek aan")
    follow(coordinator, "Aanleiding toevoegen")
    coordinator.get_by_label("Nummer van een melding").fill(str(playground.pk))
    submit(coordinator, "Voeg toe")
    coordinator.goto(item.get_absolute_url())
    for words in ("Kinderen spelen dicht bij huis", "Een speeltuin met water op het veldje"):
        expect(coordinator.locator(".ww-thread__list").get_by_text(words).first).to_be_visible()


def playground_that_waits_for(effort):
    """A resident's idea with the answer: yes, when the money of this effort is reserved."""
    at, by = clock.now(), Person.objects.get(name=COORDINATOR)
    reporter = signals.report_signal(
        text="Een speeltuin met water op het veldje.",
        place=signals.Place(PlaceKind.AREA, None, None, "", effort.programme.work_area),
        reply_to=signals.ReplyTo(name="Rika", by="email", address="rika@example.nl"),
        by=VISITOR,
        at=at,
    )
    condition = ConditionDraft(
        kind=ConditionKind.MONEY,
        what="Geld in het volgende programma",
        from_whom="de woningcorporatie",
        by_when=clock.today() + timedelta(days=300),
        amount_cents=1_800_000,
        waits_for=ref(effort),
    )
    signals.answer_signal(
        reporter.signal, verdict=Verdict.CONDITIONAL, reason="Goed idee.", conditions=[condition], by=by, at=at
    )
    return Signal.objects.get(pk=reporter.signal.pk)


def test_step_5_a_green_inspection_is_walked_without_coverage_and_is_in_once(browse_as, example):
    walker = Walker.objects.filter(inspection__state="prepared").exclude(link_key="").first()
    page = browse_as(None, width=360)
    page.goto(f"/schouw/{walker.link_key}/lopen/")
    expect(page.locator("[data-walk][data-ready]")).to_be_attached()
    before = Mark.objects.count()
    page.context.set_offline(True)
    for number in range(4):
        spot = page.locator("details[data-walk-spot]").nth(number)
        spot.locator("summary").first.click()
        spot.get_by_role("group").first.get_by_role("radio").nth(1).check()
    expect(page.get_by_text("Nog niet verstuurd: 4 oordelen")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nog niet verstuurd: 4 oordelen")).to_be_visible()
    assert Mark.objects.count() == before
    page.context.set_offline(False)
    for _times in range(2):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Alles is verstuurd.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Alles is verstuurd.")).to_be_visible()
    assert Mark.objects.count() == before + 4


def test_step_6_the_evaluation_stands_next_to_the_goals_and_feeds_the_agenda_in_two_taps(browse_as, example):
    page = browse_as(COORDINATOR, width=360)
    page.goto("/plannen/")
    follow(page, "Maarswold")
    follow(page, "Wijkevaluatie Maarswold")
    for part in ("Wat bewoners zeggen", "Wat wij zagen", "Cijfers", "Meldingen", "Bevindingen"):
        expect(page.get_by_role("heading", name=part).first).to_be_visible()
    follow(page, "Zet op de agenda")  # tap one
    submit(page, "Zet op de agenda")  # tap two
    item = AgendaItem.objects.order_by("-pk").first()
    finding = Finding.objects.get(title=item.title)
    page.goto(item.get_absolute_url())
    expect(page.locator(".ww-thread__list").get_by_text(finding.title).first).to_be_visible()


def test_steps_7_and_9_the_year_plan_moves_and_its_two_tables_come_out(browse_as, example):
    page = browse_as(COORDINATOR)
    page.goto("/jaarplanning/")
    activity = PlannedActivity.objects.get(row__work_area__name="Maarsveld", row__plan__year=clock.today().year)
    row = page.locator("tr[data-row]", has_text="Maarsveld")
    first = activity.months[0]
    row.locator(f'td[data-month="{first}"]').get_by_role("link").first.drag_to(
        row.locator(f'td[data-month="{first - 2}"]')
    )
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    activity.refresh_from_db()
    assert activity.months[0] == first - 2

    page.goto("/jaarplanning/2012/tabellen/")
    division, planning = page.get_by_role("table").first, page.get_by_role("table").last
    expect(division.get_by_role("row", name="Maarswold").get_by_text("R, V, P, PA en E")).to_be_visible()
    expect(
        planning.get_by_role("row", name="Musselkanaal").get_by_text("E, pilot wns (projectplan in B&W)")
    ).to_be_visible()
    for kind in ("pdf", "ods", "xlsx"):
        answer = page.request.get(f"/jaarplanning/2012/tabellen/{kind}/")
        assert (answer.status, len(answer.body()) > 2_000) == (200, True)


def test_step_8_the_progress_meeting_lists_what_changed_since_the_last_one(browse_as, example):
    page = browse_as(COORDINATOR)
    page.goto("/overleg/")
    for name in ("Voorzittersoverleg", "Voortgang Maarswold"):
        page.goto("/overleg/reeksen/")
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    item = AgendaItem.objects.get(title="Speelplek achter de flat", agenda__work_area__name="Maarswold")
    page.goto(item.get_absolute_url())
    page.get_by_label("Hoe gaat het?").fill("De buren kozen de plek.")
    submit(page, "Bewaar de voortgang")
    page.goto("/overleg/reeksen/")
    follow(page, "Voortgang Maarswold")
    page.get_by_role("main").locator("section").get_by_role("link", name="Voortgang Maarswold").first.click()
    expect(page.get_by_text("De buren kozen de plek.").first).to_be_visible()
