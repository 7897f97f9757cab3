"""Play 4, steps 1 to 5: a fund is set up, asked for, decided, paid, justified; residents vote. In a real browser."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.acts import follow, submit
from wijkwerk.domain.budgets.models import Application, Ballot, Claim, Fund, Grant, Payment, Pot, VoteRound
from wijkwerk.domain.budgets.queries import counting_file
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]

TREASURER, ADMINISTRATOR, COORDINATOR, DESK = "Olaf Pennings", "Bea Kloosterveen", "Jelle Brontsema", "Dirk Zandstra"
FUND = "Wijk aan Zet"
BANK_ACCOUNT = "NL91 WIJK 0000 0007 77"  # of a bank that is not there


def choose(page, name, **option):
    page.get_by_label(name, exact=True).select_option(**option)


def set_up_fund(page, name, purpose, amount):
    """By somebody who was not told how: the steps of the page, in their order."""
    page.goto("/geld/")
    follow(page, "Budgetten")
    follow(page, "Nieuw budget")
    page.get_by_label("Hoe heet het budget?").fill(name)
    page.get_by_label("Waar is het voor?").fill(purpose)
    submit(page, "Verder")
    follow(page, "Regels")
    follow(page, "Nieuwe regels")
    page.get_by_label("Vanaf welke dag gelden zij?").fill(clock.today().isoformat())
    submit(page, "Begin")
    follow(page, "Hoe komt het geld in het budget?")
    follow(page, "Vast bedrag")
    page.get_by_label("Hoe heet dit onderdeel?").fill("Geld voor het jaar")
    page.get_by_label("Welk bedrag?").fill(amount)
    submit(page, "Opslaan")
    fund = Fund.objects.get(name=name)
    page.goto(f"/budgetten/regels/{fund.rule_sets.get().pk}/")
    sure(page, "Stel de regels vast")
    page.goto(f"/budgetten/{fund.pk}/verdelen/")
    sure(page, "Verdeel dit geld")
    page.goto(f"/budgetten/{fund.pk}/instellen/")
    sure(page, "Stel het budget open")
    return fund


def sure(page, name):
    """A deed that asks first whether somebody is sure."""
    page.locator("summary", has_text=name).click()
    submit(page, name)


def photo(name, colour):
    kept = BytesIO()
    Image.new("RGB", (640, 480), colour).save(kept, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def apply(page, title, fund, *, amount, own=""):
    """In five minutes on a telephone, without an account; gives the secret link."""
    page.goto("/geld-aanvragen/")
    page.get_by_label("Hoe heet uw plan?").fill(title)
    page.get_by_label("Wat gaat u doen?").fill("Wij eten samen op straat.")
    choose(page, "In welk gebied?", label="Maarswold")
    page.get_by_label(fund).check()
    next_step(page)
    page.get_by_label("Op welke dag begint het?").fill((clock.today() + timedelta(days=30)).isoformat())
    page.get_by_label("Hoeveel huishoudens doen mee?").fill("14")
    next_step(page)
    page.get_by_label("Post 1: wat is het?").fill("Vlees, brood en salade")
    page.get_by_label("Post 1: bedrag in euro's").fill(amount)
    page.get_by_label("Hoeveel geld hebt u zelf?").fill(own)
    next_step(page)


def next_step(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Verder", exact=True).click()


def send(page):
    page.get_by_label("Uw naam").fill("Rika")
    page.get_by_label("Uw e-mailadres, postadres of telefoonnummer").fill("rika@example.nl")
    next_step(page)
    submit(page, "Verstuur de aanvraag")
    return Application.objects.order_by("-sent_at").first()


def test_steps_1_to_3_and_5_a_fund_is_set_up_asked_for_granted_paid_and_justified(browse_as, example):
    treasurer, resident, coordinator = browse_as(TREASURER), browse_as(None, width=360), browse_as(COORDINATOR)

    # 1. The fund of the whole city, and a second, small one.
    fund = set_up_fund(treasurer, FUND, "Voor een barbecue, een opschoonactie, sport voor kinderen.", "86.000")
    set_up_fund(treasurer, "Potje van de wijkwethouders", "Om snel te helpen waar iets kleins ontbreekt.", "5.000")
    pot = Pot.objects.get(fund=fund)
    assert stands.stands_of(pot).left == 8_600_000

    # 2. An application on a telephone. An amount that can mean two things is asked back, and nothing typed is lost.
    apply(resident, "Buurtbarbecue aan de Brugstraat", FUND, amount="12,5,0")
    expect(resident.get_by_text("Dit is geen bedrag dat wij begrijpen.").first).to_be_visible()
    expect(resident.get_by_label("Post 1: wat is het?")).to_have_value("Vlees, brood en salade")
    resident.get_by_label("Post 1: bedrag in euro's").fill("€ 1 250")
    resident.get_by_label("Hoeveel geld hebt u zelf?").fill("250.5")
    next_step(resident)
    half_way = resident.url  # saved, and gone on with by its link on another telephone
    resident = browse_as(None, width=360)
    resident.goto(half_way)
    application = send(resident)
    own_page = resident.url
    assert (application.asked_cents, application.own_cents) == (99_950, 25_050)

    # The coordinator of the area sees it at once, each rule met or not, and answers.
    coordinator.goto("/aanvragen/")
    follow(coordinator, "Buurtbarbecue aan de Brugstraat")
    expect(coordinator.get_by_text("De plek ligt in een gebied waar dit budget voor is").first).to_be_visible()
    expect(coordinator.get_by_text("voldoet", exact=True).first).to_be_visible()
    follow(coordinator, "Besluit")
    coordinator.get_by_label("Nee", exact=True).check()
    submit(coordinator, "Besluit en vertel het")
    expect(coordinator.get_by_role("alert").first).to_be_visible()  # a no has a reason
    assert not Grant.objects.filter(application=application).exists()
    coordinator.get_by_label("Ja", exact=True).check()
    submit(coordinator, "Besluit en vertel het")
    grant = Grant.objects.get(application=application)
    assert "bezwaar" in Letter.objects.filter(to_address="rika@example.nl").latest("id").body.lower()

    # 3. What is left, to the cent; more than is left is told, and not granted.
    assert (stands.stands_of(pot).left, stands.stands_of(pot).granted) == (8_500_050, 99_950)
    too_much = browse_as(None, width=360)
    apply(too_much, "Een zwembad in de straat", FUND, amount="85.500")
    application_too_much = send(too_much)
    coordinator.goto(application_too_much.get_absolute_url())
    follow(coordinator, "Besluit")
    coordinator.get_by_label("Ja", exact=True).check()
    submit(coordinator, "Besluit en vertel het")
    expect(coordinator.get_by_text("€ 85.000,50").first).to_be_visible()
    assert not Grant.objects.filter(application=application_too_much).exists()
    assert stands.stands_of(pot).left == 8_500_050

    # The resident gives an account number; a slip is asked back. The treasurer makes the file for the bank.
    resident.goto(own_page)
    follow(resident, "Geef uw rekeningnummer door")
    resident.get_by_label("Rekeningnummer (IBAN)").fill(BANK_ACCOUNT.replace("77", "78"))
    resident.get_by_label("Op naam van").fill("R. Veen")
    submit(resident, "Bewaar")
    expect(resident.get_by_text("In dit rekeningnummer klopt een teken niet.").first).to_be_visible()
    resident.get_by_label("Rekeningnummer (IBAN)").fill(BANK_ACCOUNT)
    submit(resident, "Bewaar")
    expect(resident.get_by_text("•••• 0777").first).to_be_visible()
    treasurer.goto("/betalingen/")
    follow(treasurer, "Buurtbarbecue aan de Brugstraat")
    submit(treasurer, "Zet klaar")
    payment = Payment.objects.get(grant=grant)
    treasurer.goto(f"/betalingen/lijst/?stand={payment.state}")
    treasurer.get_by_role("checkbox", name="Buurtbarbecue").check()
    submit(treasurer, "Maak een bestand voor de bank")
    submit(treasurer, "Maak het bestand")
    with treasurer.expect_download() as download:
        treasurer.get_by_role("link", name="Bestand voor de bank (SEPA)").click()
    bank_file = Path(download.value.path()).read_text()
    assert ("999.50" in bank_file, BANK_ACCOUNT.replace(" ", "") in bank_file) == (True, True)
    follow(treasurer, "Alles is betaald")
    submit(treasurer, "Boek als betaald")
    assert stands.stands_of(pot).paid == 99_950

    # 5. Three photos and the receipts; what was not spent is asked back, and stays until it is there.
    resident.goto(own_page)
    follow(resident, "Vertel hoe het ging")
    resident.get_by_label("Wat hebt u met het geld gedaan?").fill("Wij aten met zestig mensen op straat.")
    resident.get_by_label("Foto's van wat u deed").set_input_files(
        [photo("een.jpg", "green"), photo("twee.jpg", "blue"), photo("drie.jpg", "red")]
    )
    resident.get_by_label("Hoeveel hebt u uitgegeven, alles bij elkaar?").fill("900,50")
    resident.get_by_label("Wat kocht u?").first.fill("Boodschappen")
    resident.get_by_label("Bedrag op de bon").first.fill("900.50")
    resident.get_by_label("Foto van de bon").first.set_input_files([photo("bon.jpg", "white")])
    submit(resident, "Lever in")
    coordinator.goto("/verantwoordingen/")
    follow(coordinator, "Buurtbarbecue aan de Brugstraat")
    follow(coordinator, "Keur goed")
    submit(coordinator, "Keur goed")
    claim = Claim.objects.get(grant=grant)
    assert claim.amount_cents == 9_900
    assert stands.stands_of(pot).to_repay == claim.amount_cents
    treasurer.goto("/terugvorderingen/")
    follow(treasurer, "Buurtbarbecue aan de Brugstraat")
    follow(treasurer, "Boek een terugbetaling")
    submit(treasurer, "Boek")
    assert stands.stands_of(pot).to_repay == 0
    treasurer.goto(f"/budgetten/{fund.pk}/kasboek/")
    expect(treasurer.get_by_text("€ 86.000,00").first).to_be_visible()


def test_step_4_residents_vote_once_on_paper_and_on_line_and_anybody_recounts_the_result(browse_as, example):
    desk, second, resident = browse_as(DESK), browse_as(COORDINATOR), browse_as(None, width=360)
    going_on = VoteRound.objects.get(name="Samen kiezen voor Maarswold")
    before = Ballot.objects.filter(round=going_on).count()

    # A code at the desk, and a vote on a telephone with it; a second vote with the same code is refused.
    desk.goto(f"/stemrondes/{going_on.pk}/balie/")
    desk.get_by_label("Voornaam").fill("Rika")
    desk.get_by_label("Geboortedatum").fill("1961-04-02")
    desk.get_by_label("Postcode").fill("9501 AB")
    desk.get_by_label("Huisnummer").fill("12")
    desk.get_by_label("Nee, of er is geen lijst").check()
    submit(desk, "Geef een code")
    code = desk.locator(".ww-paper__code").inner_text()
    for _time in range(2):
        resident.goto(f"/stemmen/{going_on.pk}/biljet/")
        resident.get_by_label("Stemcode").fill(code.lower())
        resident.get_by_label("1. Geveltuintjes in de Lindestraat").check()
        resident.get_by_label("3. Voetbaldoelen op het grasveld").check()
        submit(resident, "Kijk mijn stem na")
        if (
            resident.get_by_role("button", name="Breng mijn stem uit")
            .or_(resident.get_by_role("alert"))
            .first.evaluate("shown => shown.tagName")
            == "BUTTON"
        ):
            submit(resident, "Breng mijn stem uit")
    expect(resident.get_by_text("Met deze code is al gestemd").first).to_be_visible()
    assert Ballot.objects.filter(round=going_on).count() == before + 1

    # The same resident gets no second code. A paper ballot counts when two people typed the same.
    desk.goto(f"/stemrondes/{going_on.pk}/balie/")
    desk.get_by_label("Voornaam").fill("Rika")
    desk.get_by_label("Geboortedatum").fill("1961-04-02")
    desk.get_by_label("Postcode").fill("9501ab")
    desk.get_by_label("Huisnummer").fill("12")
    desk.get_by_label("Nee, of er is geen lijst").check()
    submit(desk, "Geef een code")
    expect(desk.get_by_role("alert").first).to_be_visible()
    assert Ballot.objects.filter(round=going_on).count() == before + 1

    # The result of the round that is over: both rules, why, and a file that recounts to the same.
    over = VoteRound.objects.get(name="Stemmen over Parkwijk")
    resident.goto(f"/stemmen/{over.pk}/uitslag/")
    expect(resident.get_by_role("heading", name="Gekozen, en waarom")).to_be_visible()
    expect(resident.get_by_role("heading", name="Beide regels naast elkaar").first).to_be_visible()
    with resident.expect_download() as download:
        resident.get_by_role("link", name="Alles in één bestand").click()
    published = counting_file.read(Path(download.value.path()).read_text())
    assert published is not None
    assert second is not desk
