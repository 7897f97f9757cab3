"""The pages of who got money and of staff: nothing typed is lost, consent is taken back by the same link."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wijkwerk.domain.budgets.models import Claim, Grant, JustificationState, Receipt
from wijkwerk.domain.budgets.operations import claims
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, make_fund
from wijkwerk.domain.budgets.tests.initiative_factories import make_initiative
from wijkwerk.domain.budgets.tests.justification_factories import (
    EURO,
    GRANTED,
    a_photo,
    make_handed_in,
    make_justification,
    make_paid_grant,
    tell,
    too_large,
)
from wijkwerk.domain.people.tests.factories import make_coordinator, make_holder, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.files.tests.factories import pdf_of, picture, upload

TOO_LARGE = "Deze foto is groter dan 20 MB. Maak de foto kleiner, of kies een andere foto."


@pytest.fixture
def own(client, maarswold):
    """Who got money, with their link: `own.get(…)`, `own.post(…)`, and what they told."""
    return Own(client, make_justification(maarswold))


class Own:
    def __init__(self, client, told):
        self.client, self.told = client, told
        self.address = f"/aanvraag/{told.grant.application.link_key}/verantwoording/"

    def get(self, more=""):
        return self.client.get(self.address + more)

    def post(self, more, **values):
        return self.client.post(self.address + more, values, follow=True)

    def fresh(self):
        return queries.justification(self.told.pk)


def a_row(number=0, **values):
    return {f"nieuw-{number}-{name}": value for name, value in values.items()}


def words_of(response):
    return response.content.decode()


def test_three_photos_and_the_receipts_are_handed_in_from_a_telephone(own):
    answer = own.post(
        "inleveren/",
        told="Wij aten samen.",
        people="40",
        spent_cents="€ 250",
        photos=[a_photo("1.jpg"), a_photo("2.jpg", "red"), a_photo("3.jpg", "blue")],
        **a_row(0, photo=a_photo("bon.jpg"), words="Vlees", cents="200,50"),
        **a_row(1, words="Tent", cents="49,50"),
    )
    told = own.fresh()
    assert "Wij hebben uw verhaal en uw bonnen." in words_of(answer)
    assert (told.state, told.people, told.spent_cents) == (JustificationState.HANDED_IN, 40, GRANTED)
    assert [(each.words, each.cents, bool(each.photo)) for each in queries.receipts_of(told)] == [
        ("Vlees", 20_050, True),
        ("Tent", 4_950, False),
    ]
    assert told.photos.count() == 3


def test_a_bill_as_pdf_is_a_receipt_with_one_picture_of_its_pages(own):
    own.post("bewaren/", told="", **a_row(photo=upload(pdf_of(picture(), picture()), "factuur.pdf"), words="Tent"))
    [receipt] = queries.receipts_of(own.fresh())
    assert (receipt.words, receipt.photo.width, receipt.photo.height > receipt.photo.width) == ("Tent", 1600, True)
    shown = own.get(f"bonnen/{receipt.pk}/large/")
    assert shown.headers["Content-Type"] == "image/jpeg"


def test_a_bill_that_cannot_be_read_says_so_and_nothing_typed_is_lost(own):
    broken = upload(b"%PDF-1.7 and nothing more", "factuur.pdf")
    answer = own.post("bewaren/", told="", **a_row(photo=broken, words="Tent", cents="49,50"))
    assert "Deze PDF kunnen wij niet lezen." in words_of(answer)
    assert [(each.words, each.photo) for each in queries.receipts_of(own.fresh())] == [("Tent", None)]


def test_a_receipt_of_forty_megabytes_gets_one_sentence_and_nothing_typed_is_lost(own):
    answer = own.post(
        "inleveren/",
        told="Wij aten samen.",
        spent_cents="250",
        photos=[a_photo()],
        **a_row(0, photo=too_large(), words="Vlees", cents="250,00"),
    )
    page, told = words_of(answer), own.fresh()
    assert page.count(TOO_LARGE) == 2  # above the form, and beside the field
    assert told.state == JustificationState.OPEN
    assert (told.told, told.spent_cents, told.photos.count()) == ("Wij aten samen.", GRANTED, 1)
    assert [(each.words, each.cents) for each in queries.receipts_of(told)] == [("Vlees", GRANTED)]
    assert "Wij aten samen." in page
    assert 'value="250,00"' in page


def test_a_photo_of_forty_megabytes_is_named_among_others(own):
    answer = own.post("bewaren/", told="Wij aten.", photos=[a_photo("goed.jpg"), too_large("groot.jpg")])
    assert f"groot.jpg: {TOO_LARGE}" in words_of(answer)
    assert own.fresh().photos.count() == 1


def test_a_blank_row_with_a_photo_that_is_refused_stays_blank_and_says_why(own):
    answer = own.post("bewaren/", told="Wij aten.", **a_row(0, photo=too_large()))
    assert TOO_LARGE in words_of(answer)
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "cents"), [("1.250,50", 125_050), ("1250.5", 125_050), ("€ 1 250", 125_000), ("0", 0)]
)
def test_amounts_are_understood_as_people_type_them(own, typed, cents):
    own.post("bewaren/", told="Wij aten.", spent_cents=typed)
    assert own.fresh().spent_cents == cents


def test_an_amount_that_is_none_is_asked_back_and_stands_there_still(own):
    answer = own.post("bewaren/", told="Wij aten.", spent_cents="12,5,0", **a_row(0, words="Vlees", cents="12,5,0"))
    assert words_of(answer).count('value="12,5,0"') == 2
    told = own.fresh()
    assert (told.spent_typed, queries.receipts_of(told)[0].typed) == ("12,5,0", "12,5,0")
    assert words_of(own.get()).count('value="12,5,0"') == 2


def test_what_is_missing_is_said_and_all_of_it_is_kept(own):
    answer = own.post("inleveren/", told="Wij aten.", spent_cents="250", **a_row(0, words="Vlees", cents="100"))
    assert "De bonnen zijn samen" in words_of(answer)
    assert own.fresh().receipts.count() == 1
    own.post("inleveren/", told="Wij aten.", spent_cents="250", why_no_receipts="Nat geworden")
    assert own.fresh().state == JustificationState.HANDED_IN


def test_what_the_page_does_not_ask_of_a_receipt_stays_as_it_was_sent(own):
    line = own.told.grant.application.cost_lines.get()  # the only one: there is nothing to choose
    receipt = operations.add_receipt(own.told, words="Vlees", cents=900, paid_on=TODAY, cost_line=line, **BY)
    for words in ("Vlees", "Vlees en vis"):
        own.post("bewaren/", told="Wij aten.", **{f"bon-{receipt.pk}-words": words, f"bon-{receipt.pk}-cents": "9"})
        receipt.refresh_from_db()
        assert (receipt.words, receipt.cents, receipt.paid_on, receipt.cost_line) == (words, 900, TODAY, line)


def test_taking_a_receipt_away_keeps_what_was_typed(own):
    own.post("bewaren/", told="Wij aten.", **a_row(0, words="Vlees", cents="100"))
    receipt = Receipt.objects.get()
    values = {f"bon-{receipt.pk}-words": "Vlees", f"bon-{receipt.pk}-cents": "100"}
    own.post(f"bonnen/{receipt.pk}/weg/", told="Wij aten taart.", **values)
    assert (own.fresh().told, Receipt.objects.count()) == ("Wij aten taart.", 0)


def test_the_same_page_sent_twice_adds_nothing(own):
    key = "0b6f2f2e-7d30-4f0a-9c3f-3d3a53d6f6a1"
    for _turn in range(2):
        own.post("bewaren/", told="Ja", photos_key=key, photos=[a_photo()], **a_row(0, key=key, words="Bon", cents="1"))
    assert (own.fresh().photos.count(), Receipt.objects.count()) == (1, 1)


def test_consent_is_given_per_photo_and_taken_back_by_the_same_link(own):
    own.post("bewaren/", told="Wij aten.", photos=[a_photo("1.jpg"), a_photo("2.jpg", "red")])
    first, second = queries.photos_of(own.told)
    own.post(
        "inleveren/",
        told="Wij aten.",
        spent_cents="250",
        why_no_receipts="Nat",
        **{f"foto-{first.pk}-words": "De tafel", f"foto-{first.pk}-may_publish": "on", f"foto-{second.pk}-words": ""},
    )
    assert [photo.may_publish for photo in queries.photos_of(own.told)] == [True, False]
    operations.approve(own.told, **BY)
    operations.publish(own.told, photos=[first], **BY)
    public = f"/verantwoord/fotos/{first.pk}/small/"
    assert Client().get(public).status_code == 200
    own.post(f"fotos/{first.pk}/openbaar/nee/")
    assert Client().get(public).status_code == 404
    assert "Ja, foto 1 mag" in words_of(own.get())


def test_who_has_another_link_sees_nothing_of_it(own, client):
    own.post("bewaren/", told="Wij aten.", photos=[a_photo()], **a_row(0, photo=a_photo(), cents="1"))
    (photo,), (receipt,) = queries.photos_of(own.told), queries.receipts_of(own.told)
    assert client.get("/aanvraag/verzonnen/verantwoording/").status_code == 404
    for address in (f"fotos/{photo.pk}/small/", f"bonnen/{receipt.pk}/small/"):
        assert own.get(address).status_code == 200
        assert client.get(f"/aanvraag/verzonnen/verantwoording/{address}").status_code == 404
    assert client.get(f"/verantwoord/fotos/{photo.pk}/small/").status_code == 404


def test_who_got_money_reads_what_has_to_come_back(client, maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    page = words_of(Own(client, told).get())
    assert "U moet nog geld terugbetalen" in page
    assert "€\u00a050,00" in page


def test_who_has_nothing_to_tell_reads_what_has_to_come_back_by_the_link_of_the_letter(client, maarswold):
    grant = make_paid_grant(maarswold)
    Grant.objects.update(justify_by=None)
    address = f"/aanvraag/{grant.application.link_key}/verantwoording/"
    assert "Bij deze aanvraag hoeft u niets te verantwoorden" in words_of(client.get(address))
    claims.claim_back(grant, cents=50 * EURO, reason="Het gaat niet door.", **BY)
    page = words_of(client.get(address))
    assert ("U moet nog geld terugbetalen" in page, "€\u00a050,00" in page) == (True, True)


def test_who_still_has_to_tell_reads_what_has_to_come_back_too(own):
    claims.claim_back(own.told.grant, cents=50 * EURO, reason="Het werd kleiner.", **BY)
    assert "U moet nog geld terugbetalen" in words_of(own.get())


# ── Staff ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def coordinator(maarswold, client):
    person = make_coordinator(maarswold)
    sign_in(client, person)
    return person


@pytest.fixture
def treasurer(municipality, client):
    person = make_holder(Role.TREASURER, name="Olaf")
    sign_in(client, person)
    return person


def test_the_coordinator_sees_what_is_to_be_judged_and_approves_it(client, coordinator, maarswold):
    told = make_handed_in(maarswold, spent=200 * EURO)
    assert told.grant.application.number in words_of(client.get("/verantwoordingen/?toont=beoordelen"))
    page = words_of(client.get(f"{told.get_absolute_url()}goedkeuren/"))
    assert "Terug te betalen" in page
    client.post(f"{told.get_absolute_url()}goedkeuren/", {"approved_cents": "200"})
    assert queries.justification(told.pk).judged_by == coordinator
    assert Claim.objects.get().amount_cents == 50 * EURO


def test_what_is_sent_back_shows_the_words_to_who_got_the_money(client, coordinator, maarswold):
    told = make_handed_in(maarswold)
    client.post(f"{told.get_absolute_url()}terugsturen/", {"words": "De bon van de tent ontbreekt."})
    assert "De bon van de tent ontbreekt." in words_of(Own(client, told).get())


@pytest.mark.parametrize(("paid", "words"), [(GRANTED, "Vraag alles terug"), (0, "Sluit af")])
def test_where_nobody_tells_anything_only_what_was_paid_is_asked_back(client, coordinator, maarswold, paid, words):
    told = make_justification(maarswold, paid=paid)
    assert words in words_of(client.get(told.get_absolute_url()))
    close = f"{told.get_absolute_url()}alles-terugvragen/"
    assert words in words_of(client.get(close))
    client.post(close, {"words": "Niets gehoord."})
    assert (queries.justification(told.pk).state, Claim.objects.count()) == (JustificationState.MISSED, bool(paid))


def test_staff_type_what_is_on_paper(client, coordinator, maarswold):
    told = make_justification(maarswold)
    answer = client.post(
        f"{told.get_absolute_url()}invoeren/inleveren/",
        {"told": "Op papier verteld.", "spent_cents": "250", "why_no_receipts": "Op papier", **a_row(0, cents="250")},
        follow=True,
    )
    assert "Ingeleverd namens de aanvrager." in words_of(answer)
    told = queries.justification(told.pk)
    assert (told.is_paper, told.entered_by, told.state) == (True, coordinator, JustificationState.HANDED_IN)


def test_the_treasurer_books_what_comes_back(client, treasurer, maarswold):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    claim = Claim.objects.get()
    client.post(f"{claim.get_absolute_url()}ontvangen/", {"cents": "50", "received_on": "2025-03-05"})
    claim.refresh_from_db()
    assert claim.state == "paid"
    page = words_of(client.get(claim.get_absolute_url()))
    mistake = f"{claim.get_absolute_url()}ontvangen/{claim.repayments.get().pk}/terugdraaien/"
    assert ("terugbetaald" in page, mistake in page) == (True, True)
    client.post(mistake, {"reason": "Het was van een ander."})
    claim.refresh_from_db()
    assert claim.state == "open"
    assert "verkeerd geboekt: Het was van een ander." in words_of(client.get(claim.get_absolute_url()))


def test_the_application_leads_to_what_has_to_come_back(client, treasurer, maarswold):
    grant = make_justification(maarswold).grant
    page = words_of(client.get(grant.application.get_absolute_url()))
    assert f"/toekenningen/{grant.pk}/terugvragen/" in page
    claim = claims.claim_back(grant, cents=50 * EURO, reason="Het gaat niet door.", **BY)
    page = words_of(client.get(grant.application.get_absolute_url()))
    assert (claim.get_absolute_url() in page, f"/toekenningen/{grant.pk}/terugvragen/" in page) == (True, False)


def test_photos_of_receipts_are_for_who_may_see_who_asked(client, maarswold):
    told = tell(make_justification(maarswold), receipts=())
    receipt = operations.add_receipt(told, upload=a_photo(), cents=1, **BY)
    address = f"{told.get_absolute_url()}bonnen/{receipt.pk}/small/"
    for role, status in ((Role.ALDERMAN, 403), (Role.COORDINATOR, 200)):
        sign_in(client, make_holder(role, maarswold, name=role.value))
        assert client.get(address).status_code == status


def test_the_list_asks_the_same_for_three_as_for_one(client, coordinator, maarswold, django_assert_num_queries):
    make_handed_in(maarswold)
    client.get("/verantwoordingen/")
    with CaptureQueriesContext(connection) as first:
        client.get("/verantwoordingen/")
    for turn in range(2):
        make_handed_in(maarswold, fund=make_fund(f"Budget {turn}"))
    with django_assert_num_queries(len(first)):
        client.get("/verantwoordingen/")


# ── What everybody may read ────────────────────────────────────────────────────────────────────────────────────────
def test_what_became_of_it_stands_with_the_initiative_and_in_the_list_until_consent_is_taken_back(client, maarswold):
    initiative = make_initiative(maarswold)
    told = make_justification(maarswold)
    told.grant.application.initiative = initiative
    told.grant.application.save()
    photo = operations.add_photo(told, a_photo(), words="De lange tafel", may_publish=True, **BY)
    told = operations.hand_in(tell(told, may_publish_story=True), **BY)
    operations.publish(operations.approve(told, **BY), public_story="Het was gezellig.", photos=[photo], **BY)
    for address in (initiative.public_address, "/verantwoord/"):
        page = words_of(client.get(address))
        assert ("Het was gezellig." in page, 'alt="De lange tafel"' in page) == (True, True)
    operations.withdraw_all_consent(told, **BY)
    for address in (initiative.public_address, "/verantwoord/"):
        page = words_of(client.get(address))
        assert ("Het was gezellig." in page, "De lange tafel" in page) == (False, False)


def test_the_application_tells_what_became_of_the_money(client, coordinator, maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    application = told.grant.application
    for address in (application.own_address, application.get_absolute_url()):
        page = words_of(client.get(address))
        said = [words in page for words in ("Verteld hoe het ging", "Verantwoording goedgekeurd", "Geld teruggevraagd")]
        assert said == [True, True, True]
