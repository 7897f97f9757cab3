"""Play 2: a day at the wijkwerkplaats, from opening in the morning to the year's reach report. In a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import each
from wijkwerk.domain.facilities.example import WORKSHOP
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import (
    Bicycle,
    Chore,
    DeskDay,
    Loan,
    Participant,
    Payment,
    PlannedPerson,
    PlannedWork,
    PlotWaiting,
    Promise,
    Resident,
    RoundRun,
    SchemeEntry,
    Tool,
    Visit,
    Waiver,
)
from wijkwerk.domain.workshop.models.bicycles import SAFETY_POINTS
from wijkwerk.domain.workshop.queries.days import expected_cents
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.outbox.models import Letter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]

HOST, VOLUNTEER = "Hanneke Drent", "Wim Haveman"
TABLET, TELEPHONE = {"width": 820, "height": 1180}, {"width": 360, "height": 780}


@pytest.fixture
def workshop(example):
    return Facility.objects.get(name=WORKSHOP)


@pytest.fixture
def at_desk(browse_as, workshop):
    """`at_desk("Naam")`: somebody signs in and goes to the desk by what the start page says."""

    def at_desk(name, **screen):
        page = browse_as(name, **(screen or TABLET))
        page.goto("/")
        page.get_by_role("link", name=re.compile("Naar de balie|Open de dag aan de balie")).first.click()
        expect(page.get_by_role("heading", level=1, name="Balie")).to_be_visible()
        return page

    return at_desk


def scan(page, words):
    """As a scanner does: it types, and presses Enter."""
    expect(page.locator("#zoek")).to_be_focused()
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go(page, part, place=""):
    """By the tabs of the workshop."""
    with page.expect_navigation():
        page.get_by_role("navigation", name="In deze wijkwerkplaats").get_by_role("link", name=part).click()
    if place:
        with page.expect_navigation():
            page.get_by_role("navigation", name="In dit onderdeel").get_by_role("link", name=place, exact=True).click()


def submit(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).last.click()


def of(code):
    return Loan.objects.open().filter(tool__code=code).select_related("resident").first()


def test_steps_1_and_2_the_day_opens_in_one_tap_and_a_hedge_trimmer_goes_along(at_desk, workshop):
    DeskDay.objects.filter(facility=workshop, on=clock.today()).delete()
    page = at_desk(VOLUNTEER)
    submit(page, "Open de dag")
    expect(page.get_by_text("De dag is geopend.")).to_be_visible()
    expect(page.locator("#zoek")).to_be_focused()
    for way in (
        page.get_by_role("link", name="Lenen of terugbrengen"),
        page.get_by_role("link", name="Een klus"),
        page.get_by_role("link", name="Formulieren of geld"),
        page.get_by_role("button", name="Gewoon koffie: één erbij"),
    ):
        expect(way).to_be_in_viewport()
    submit(page, "Gewoon koffie: één erbij")  # a visit in one tap
    expect(page.get_by_text("Geteld: Koffie en ontmoeten.")).to_be_visible()
    assert list(Visit.objects.filter(on=clock.today()).values_list("function", "people")) == [("meeting", 1)]

    # Somebody new: a name and one way to reach them, nothing more; what was scanned stays on the pile.
    scan(page, "T-001")
    scan(page, "Sjoukje Testra")
    new = page.locator("form", has=page.get_by_role("button", name="Schrijf in"))
    expect(new.get_by_label("Naam", exact=True)).to_have_value("Sjoukje Testra")
    assert new.locator("input[name]:not([type=hidden]):not([type=radio])").evaluate_all(
        "fields => fields.map((one) => one.name)"
    ) == ["name", "reply_address", "card_code", "is_professional"]
    new.get_by_label("E-mail", exact=True).check()
    new.get_by_label("Telefoonnummer, e-mailadres of postadres").fill("sjoukje@bewoner.example")
    submit(page, "Schrijf in")
    submit(page, "Klaar: Sjoukje Testra neemt dit mee")
    loan = of("T-001")
    assert (loan.resident.name, loan.resident.reply_address) == ("Sjoukje Testra", "sjoukje@bewoner.example")
    due_on = clock.dutch(loan.due_at).date()
    assert due_on >= clock.today() + timedelta(days=loan.tool.kind.loan_days)
    expect(page.get_by_role("status").get_by_text(f"terug uiterlijk {due_on.day} ")).to_be_visible()

    # The small contribution is shown, and waived with a reason in two taps.
    owed = page.get_by_role("region", name="Te betalen: € 2,50")
    owed.get_by_text("Hoeft niet").click()
    owed.get_by_role("button", name="Het bedrag is een probleem").click()
    expect(owed).to_be_hidden()
    loan.refresh_from_db()
    assert (loan.waived_cents, loan.waiver) == (250, Waiver.HARDSHIP)

    # An inspection that is over stays here; only the host is asked for a reason to let it go.
    scan(page, "H-001")
    expect(page.get_by_text("De keuring is verlopen")).to_be_visible()
    expect(page.get_by_label("Toch meegeven, omdat")).to_have_count(0)
    scan(page, "")
    expect(page.get_by_text("De keuring van Kabelhaspel, 25 meter H-001 is verlopen")).to_be_visible()
    assert of("H-001") is None
    page.get_by_role("link", name="Haal weg").click()
    expect(page.get_by_role("heading", name="Op de stapel")).to_have_count(0)

    # What is reserved for somebody else goes no further than the reservation.
    promise = Promise.objects.get(tool__kind__name="Grasmaaier, elektrisch", stands=True)
    scan(page, promise.tool.code)
    expect(page.get_by_text("Daarna voor iemand anders")).to_be_visible()
    page.get_by_text("Eerder terug").click()
    page.get_by_label("Terug op").fill((clock.dutch(promise.until_at) + timedelta(days=9)).date().isoformat())
    submit(page, "Klaar: Sjoukje Testra")
    expect(page.get_by_text("Zo lang kan het niet mee.")).to_be_visible()
    assert of(promise.tool.code) is None
    scan(page, "")
    expect(page.get_by_role("heading", name="Mee met Sjoukje Testra")).to_be_visible()
    assert of(promise.tool.code).due_at <= promise.from_at

    # Three things for somebody by keyboard alone: a card, three codes, Enter.
    page.get_by_role("link", name="Klaar met deze inwoner").click()
    expect(page.get_by_role("heading", name="Waar komt iemand voor?")).to_be_visible()
    for words in ("b-1009", "t-014", "t-017", "b-001", ""):
        scan(page, words)
    expect(page.get_by_role("heading", name="Mee met Imke Roelfsema")).to_be_visible()
    assert {of(code).resident.name for code in ("T-014", "T-017", "B-001")} == {"Imke Roelfsema"}


def test_steps_3_to_5_a_talk_and_its_costs_a_round_on_frost_and_the_week(at_desk, workshop):
    page = at_desk(HOST)
    scan(page, "gonda")
    page.get_by_role("link", name="Een klus").click()
    page.get_by_label("Wat voor klus?").select_option("garden")
    page.get_by_label("Wat moet er gebeuren?").fill("Tuin weer begaanbaar maken")
    page.get_by_label("Wat doet de inwoner zelf?").fill("Brengt het groen naar de straat")
    submit(page, "Schrijf op")
    chore = Chore.objects.get(title="Tuin weer begaanbaar maken")
    assert (chore.resident.name, chore.own_part) == ("Gonda Hemstra", "Brengt het groen naar de straat")

    # A talk, not a form of proof; a no asks a reason and a better address.
    page.get_by_role("link", name="Gesprek voeren").click()
    for question in ("niet zelf?", "Zou u een bedrijf kunnen betalen?", "Blijft het een helpende hand?"):
        expect(page.get_by_text(question)).to_be_visible()
    fields = page.locator("main form").last.locator("input:not([type=hidden]), textarea, select")
    names = fields.evaluate_all("fields => [...new Set(fields.map((one) => one.name))]")
    assert names == ["outcome", "reason", "better_address", "condition", "own_part", "valid_until"]
    page.get_by_label("Nee", exact=True).check()
    submit(page, "Bewaar de uitkomst")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Waarom? In gewone woorden").fill("Lukt nu even niet alleen.")
    submit(page, "Bewaar de uitkomst")

    # What it costs is said before the work begins; an amount that is a problem is waived, and the work goes on.
    page.get_by_role("link", name="Kosten opgeven").click()
    page.get_by_label("Wat, op regel 1").fill("Huur van de aanhanger")
    page.get_by_label("Bedrag van regel 1").fill("20,00")
    page.get_by_label("Wat vragen wij van de inwoner?").fill("7,50")
    submit(page, "Geef op en vertel het de inwoner")
    expect(page.get_by_role("button", name="Begin", exact=True)).to_have_count(0)
    submit(page, "De inwoner zegt ja")
    page.get_by_text("Het bedrag is een probleem").first.click()
    submit(page, "Het bedrag is een probleem")
    chore.refresh_from_db()
    assert (chore.state, chore.contribution_cents, chore.waived_cents) == ("agreed", 750, 750)

    # The rounds of the housing corporation; the thermometer calls the gritting one, and they hear what was done.
    go(page, "Klussen", "Rondes")
    expect(page.get_by_role("link", name="Achterpaden Parkwijk").first).to_be_visible()
    submit(page, "Het vriest: roep de strooirondes op")
    expect(page.get_by_text("1 strooironde opgeroepen.")).to_be_visible()
    run = RoundRun.objects.get(round__name="Strooien bij de wooncomplexen", on=clock.today())
    page.locator(f"a[href='{run.get_absolute_url()}']").click()
    page.get_by_role("listitem").filter(has_text="Ingang noord").get_by_role("link", name="Niet gedaan").click()
    page.get_by_label("Nee", exact=True).check()
    page.get_by_label("Waarom niet?").fill("De poort was dicht.")
    submit(page, "Schrijf op")
    submit(page, "De rest is gedaan")
    submit(page, "Meld aan de partner")
    run.refresh_from_db()
    assert run.reported_at is not None
    expect(page.get_by_text("De poort was dicht.")).to_be_visible()
    expect(page.get_by_text("Gemeld op")).to_be_visible()

    # The week: one job goes to somebody else and stays there; the rest stays too.
    go(page, "Klussen", "De week")
    work = PlannedWork.objects.filter(plan__facility=workshop, weekday__isnull=False, run=None).first()
    before = places_of(work.plan, but=work)
    busy = PlannedPerson.objects.filter(
        planned__plan=work.plan, planned__weekday=work.weekday, planned__half=work.half
    ).values("participant")
    somebody = Participant.objects.filter(facility=workshop).exclude(pk__in=busy).first()
    page.get_by_role("article").filter(has_text=work.title).get_by_role("link", name="Verzet").click()
    helpers = page.get_by_role("group", name="Wie doet het?").get_by_role("checkbox")
    for box in each(helpers, Participant.objects.filter(facility=workshop).count()):
        box.set_checked(box.get_attribute("value") == str(somebody.pk))
    submit(page, "Zet het zo")
    moved = page.get_by_role("article").filter(has_text=work.title)
    expect(moved.get_by_text("zelf gezet")).to_be_visible()
    expect(moved.get_by_text(somebody.resident.name).first).to_be_visible()
    assert places_of(work.plan, but=work) == before


def places_of(plan, *, but):
    """Where each other job of a week stands, and who does it."""
    others = PlannedWork.objects.filter(plan=plan).exclude(pk=but.pk).order_by("pk")
    return [(one.pk, one.weekday, one.half, sorted(one.people.values_list("participant", flat=True))) for one in others]


def test_step_6_a_bicycle_comes_in_is_refurbished_and_given_and_a_tyre_is_on_a_receipt(at_desk, workshop):
    page = at_desk(HOST)
    go(page, "Fietsen en repareren")
    page.get_by_role("link", name="Fiets binnen").click()
    page.get_by_label("Wat voor fiets?").select_option(label="Damesfiets")
    page.get_by_label("Framenummer").fill("GZ20417")
    submit(page, "Schrijf de fiets in")
    expect(page.get_by_role("button", name="Begin met opknappen")).to_have_count(0)  # not before the check for theft
    page.get_by_role("link", name="Controleer op diefstal").click()
    page.get_by_label("Niet als gestolen bekend").check()
    submit(page, "Bewaar de controle")
    submit(page, "Begin met opknappen")
    steps = page.get_by_role("list").get_by_role("link", name="Gedaan")
    learner = Participant.objects.get(resident__name="Katja Zwiers")
    expect(steps).to_have_count(7)
    for left in range(6, -1, -1):
        expect(page.get_by_role("link", name="Veiligheid nakijken en tekenen")).to_have_count(0)
        steps.first.click()
        page.get_by_label("Wie deed het?").select_option(str(learner.pk))
        submit(page, "Gedaan")
        expect(steps).to_have_count(left)
    page.get_by_role("link", name="Veiligheid nakijken en tekenen").click()
    for good in each(page.get_by_label("Ja, in orde"), len(SAFETY_POINTS.splitlines())):
        good.check()
    submit(page, "Teken de controle")
    page.get_by_role("link", name="Geef de fiets").click()
    page.get_by_label("Aan wie?").fill("Aaltje Mulderij")
    submit(page, "Geef de fiets")
    bicycle = Bicycle.objects.get(frame_number="GZ20417")
    assert (bicycle.state, bicycle.to_resident.name) == ("given", "Aaltje Mulderij")
    assert SchemeEntry.objects.filter(bicycle=bicycle).count() == 1
    expect(page.get_by_text("Wij vragen of er nog op gefietst wordt")).to_be_visible()

    # A tyre: the part at what it cost, on a receipt with a number.
    go(page, "Balie")
    scan(page, "berend")
    page.get_by_role("link", name="Band plakken of iets kleins").click()
    page.get_by_role("link", name="Buitenband vervangen").click()
    submit(page, "Gedaan, contant betaald")
    payment = Payment.objects.order_by("pk").last()
    assert (payment.amount_cents, payment.resident.name) == (1495, "Berend Kuipers-Doorn")
    go(page, "Balie", "Kas")
    page.get_by_role("link", name=payment.receipt).click()
    expect(page.get_by_text("€ 14,95").first).to_be_visible()


def test_step_7_a_volunteer_and_somebody_who_wants_a_plot_are_both_written_in(at_desk, workshop):
    page = at_desk(HOST, **TELEPHONE)
    scan(page, "nadia")
    page.get_by_role("link", name="Wil meewerken").click()
    expect(page.locator("main")).not_to_contain_text("eboorte")
    page.get_by_label("Formulieren").first.check()
    page.get_by_label("dinsdag ochtend").check()
    page.get_by_label("Ik vertelde wat wij bewaren").check()
    submit(page, "Schrijf in")
    nadia = Participant.objects.get(resident__name="Nadia Haddaoui")
    assert [each.skill.name for each in nadia.skills.all()] == ["Formulieren"]

    go(page, "Balie")
    scan(page, "haile")
    page.get_by_role("link", name="Moestuin", exact=True).click()
    submit(page, "Zet op de wachtlijst")
    assert PlotWaiting.objects.filter(resident__name="Haile Tesfay").count() == 1


def test_step_8_the_day_is_closed_the_till_agrees_and_who_is_late_hears(at_desk, workshop):
    lammert = Resident.objects.get(name="Lammert Prins")
    assert (of("B-003").resident, lammert.reply_by) == (lammert, "none")
    jurre = Resident.objects.get(name="Jurre Boelens")
    Loan.objects.filter(pk=of("T-003").pk).update(resident=jurre, due_at=clock.now() - timedelta(minutes=5))
    page = at_desk(HOST)
    submit(page, "Gewoon koffie: één erbij")
    scan(page, "aaltje")
    submit(page, "Gewoon koffie")
    go(page, "Balie", "Kas")
    page.get_by_label("Bedrag").fill("-2,50")  # a negative contribution
    page.get_by_label("Waarvoor?").fill("Koffie")
    submit(page, "Ontvangen")
    expect(page.get_by_text("Een bedrag kan hier niet lager zijn dan nul.").first).to_be_visible()
    before = Payment.objects.count()
    page.get_by_label("Bedrag").fill("2,50")
    submit(page, "Ontvangen")
    assert Payment.objects.count() == before + 1

    go(page, "Balie", "Balie")
    page.get_by_role("link", name="Tel en sluit de dag").click()
    for figure in ("2 Bezoeken", "1 Verschillende mensen met naam", "1 Geteld zonder naam"):
        expect(page.locator(".ww-figures").get_by_text(figure)).to_be_visible()
    day = DeskDay.objects.get(facility=workshop, on=clock.today())
    counted = page.get_by_label("Wat zit er in de kas?")
    counted.fill(written(expected_cents(day) - 50).lstrip("€ "))
    submit(page, "Sluit de dag")  # half a euro short, and nothing said
    expect(page.get_by_role("heading", name="Kijk dit nog even na")).to_be_visible()
    counted.fill(written(expected_cents(day)).lstrip("€ "))
    submit(page, "Sluit de dag")
    expect(page.get_by_text("De dag is gesloten.")).to_be_visible()
    day.refresh_from_db()
    assert (day.is_open, day.counted_cents) == (False, day.expected_cents)
    to_jurre = Letter.objects.filter(to_address="jurre@bewoner.example", subject="Wilt u dit terugbrengen?")
    assert to_jurre.count() == 1
    assert Letter.objects.filter(to_name="Lammert Prins").count() == 0  # wants no messages


def test_steps_9_and_10_what_the_year_reached_what_hangs_on_one_person_and_the_page_for_everybody(at_desk, browse_as):
    page = at_desk(HOST)
    go(page, "Cijfers", "Bereik")
    for words in ("verschillende mensen", "De helft van alle bezoeken", "Voor het eerst hier"):
        expect(page.get_by_text(words).first).to_be_visible()
    for part in ("Waarvoor mensen kwamen", "Wat er voor elk doel is gedaan", "Uit welke buurten", "Gewerkte uren"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(page.get_by_text("Mensen ontmoeten elkaar").first).to_be_visible()
    go(page, "Cijfers", "Afhankelijkheid")
    expect(page.get_by_text("Alleen Filip Nowakowski kan fietsen maken.")).to_be_visible()
    expect(page.get_by_text("Alarm").first).to_be_visible()

    visitor = browse_as(None, **TELEPHONE)
    visitor.goto("/")
    visitor.get_by_role("button", name="Menu").or_(visitor.get_by_text("Menu", exact=True)).first.click()
    visitor.get_by_role("link", name="Voorzieningen").first.click()
    visitor.get_by_role("link", name=WORKSHOP).first.click()
    for part in ("Waarvoor kunt u komen?", "Wie kan hier meewerken?", "Wij doen dit samen met", "Open"):
        expect(visitor.get_by_role("heading", name=part).first).to_be_visible()
    expect(visitor.get_by_text("Ambachtsweg 12").first).to_be_in_viewport()
    visitor.get_by_role("link", name="Alles wat u kunt lenen, en wanneer").click()
    expect(visitor.get_by_text("Heggenschaar, elektrisch").first).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text("Miep van Aalderen")  # who has it is nobody's business


def test_bad_input_two_desks_a_thing_that_was_not_out_and_a_network_that_drops(at_desk, workshop):
    one, other = at_desk(HOST), at_desk(VOLUNTEER, **TELEPHONE)
    scan(one, "b-1001")
    scan(other, "b-1002")
    for page in (one, other):
        scan(page, "t-018")
    scan(one, "")
    expect(one.get_by_role("heading", name="Mee met Aaltje Mulderij")).to_be_visible()
    scan(other, "")  # told at once, and when it is back
    expect(other.get_by_role("alert").get_by_text("Spade T-018 is uitgeleend tot")).to_be_visible()
    assert of("T-018").resident.name == "Aaltje Mulderij"

    # Pressed twice: it is back once, and then it was not out.
    go(one, "Lenen", "Gereedschap")
    one.get_by_role("link", name="Spade").and_(one.locator(f"a[href$='/{Tool.objects.get(code='T-018').pk}/']")).click()
    second = one.context.new_page()
    second.goto(one.url)
    for page in (one, second):
        page.get_by_role("link", name="Neem terug").click()
    for page in (one, second):
        submit(page, "Neem terug")
    expect(second.get_by_text("Spade T-018 was niet uitgeleend.")).to_be_visible()

    # The network drops in the middle: the desk goes on, and all of it is in once.
    go(one, "Balie")
    one.evaluate("navigator.serviceWorker.ready")
    shell = "document.querySelector('[data-desk]').dataset.shell"
    one.wait_for_function(f"async () => Boolean(await caches.match({shell}, {{ignoreVary: true}}))")
    one.reload()
    one.context.set_offline(True)
    one.locator("#zoek").fill("T-017")
    one.keyboard.press("Enter")
    expect(one.get_by_role("heading", name="Balie zonder netwerk")).to_be_visible()
    expect(one.get_by_label("Scan of typ de code")).to_have_value("T-017")
    one.get_by_label("Scan of typ de code").press("Enter")
    one.get_by_label("Of: wie neemt dit mee?").fill("Aaltje Mulderij")
    one.get_by_role("button", name="Dit gaat mee").click()
    one.get_by_role("button", name="Gewoon koffie").click()
    expect(one.get_by_text("2 dingen wachten op dit apparaat")).to_be_visible()
    before = Visit.objects.filter(on=clock.today(), function="meeting").count()
    assert of("T-017") is None
    one.context.set_offline(False)
    one.evaluate("window.dispatchEvent(new Event('online'))")
    expect(one.get_by_text("wachten op dit apparaat")).to_be_hidden()
    assert of("T-017").resident.name == "Aaltje Mulderij"
    assert Visit.objects.filter(on=clock.today(), function="meeting").count() == before + 1
