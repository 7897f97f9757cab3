"""Asking for money without an account: four steps without scripts, kept from the first word, followed by a link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wijkwerk.domain.areas.tests import factories as areas
from wijkwerk.domain.areas.tests.factories import make_buurten, middle
from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import Application, ApplicationPhoto, AttachmentKind, EligibleKind, Intake
from wijkwerk.domain.budgets.operations import applications, completing, ledger
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_pot, make_rules
from wijkwerk.domain.people.tests.factories import heading, make_coordinator, make_work_area
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def fund(municipality):
    fund = make_fund("Wijk aan zet")
    make_rules(fund)
    return fund


@pytest.fixture
def steps(maarswold, fund):
    return {
        "plan": {
            "title": "Straatfeest",
            "what": "Wij eten samen met de hele straat.",
            "work_area": maarswold.pk,
            "place": "Brugstraat",
            "fund": fund.pk,
            "client_key": str(uuid4()),
        },
        "wanneer": {"when_words": "in de zomer", "with_whom": "De hele straat", "households": "25"},
        "geld": {"rows": "4", "cost_1_words": "Vlees", "cost_1_cents": "1.250,50", "own_cents": "€ 250,50"},
        "over-u": {
            "applicant_kind": "resident",
            "applicant_name": "Rïka Veen",
            "reply_by": "email",
            "reply_address": "rika@example.nl",
        },
    }


def begin(client, steps, **changed):
    """The first step; the draft that it made."""
    client.post(reverse("budgets:apply"), steps["plan"] | changed)
    return Application.objects.get()


def address(draft, step):
    return reverse("budgets:application_step", args=[draft.link_key, step])


def check(draft):
    return reverse("budgets:check_application", args=[draft.link_key])


def fill_in(client, draft, steps, *but):
    for step, values in steps.items():
        if step not in ("plan", *but):
            client.post(address(draft, step), values)


# ── From the first word to the link ────────────────────────────────────────────────────────────────────────────────
def test_four_steps_and_a_look_without_scripts_end_at_the_page_with_the_secret_link(client, steps, maarswold, fund):
    assert client.get(reverse("budgets:apply")).status_code == 200
    first = client.post(reverse("budgets:apply"), steps["plan"])
    draft = Application.objects.get()
    assert first.url == address(draft, "wanneer")
    assert client.post(first.url, steps["wanneer"]).url == address(draft, "geld")
    assert client.post(address(draft, "geld"), steps["geld"]).url == address(draft, "over-u")
    assert client.post(address(draft, "over-u"), steps["over-u"]).url == check(draft)
    assert "U vraagt €\xa01.000,00." in client.get(check(draft)).text
    sent = client.post(check(draft), follow=True)
    assert sent.redirect_chain == [(draft.own_address, 302)]
    assert sent.headers["Cache-Control"] == "private, no-store"
    draft.refresh_from_db()
    assert (draft.state, draft.title, draft.work_area, draft.fund) == (
        ApplicationState.SENT,
        "Straatfeest",
        maarswold,
        fund,
    )
    assert (draft.asked_cents, draft.own_cents, draft.households) == (100_000, 25_050, 25)
    assert (draft.applicant_name, draft.typed) == ("Rïka Veen", {})
    assert [(line.words, line.cents) for line in draft.cost_lines.all()] == [("Vlees", 125_050)]


def test_who_comes_back_is_led_to_what_is_missing_and_after_a_change_to_the_look_at_the_whole(client, steps):
    draft = begin(client, steps)
    client.post(address(draft, "wanneer"), steps["wanneer"])
    half_way = client.get(check(draft))
    assert half_way.context["go_on"] == address(draft, "geld")
    assert [part["rows"] for part in half_way.context["parts"]][2:] == [[], []]
    fill_in(client, draft, steps)
    assert client.get(check(draft)).context["go_on"] == ""
    assert client.post(address(draft, "wanneer"), steps["wanneer"] | {"households": "6"}).url == check(draft)


def test_sent_twice_is_one_application_and_one_letter(client, steps):
    draft = begin(client, steps)
    fill_in(client, draft, steps)
    assert client.post(check(draft)).url == client.post(check(draft)).url == draft.own_address
    client.post(reverse("budgets:apply"), steps["plan"])
    assert (Application.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize("typed", ["1250.5", "1250,50", "€ 1 250,5", "1.250,50"])
def test_amounts_are_understood_as_people_type_them(client, steps, typed):
    draft = begin(client, steps)
    fill_in(client, draft, steps | {"geld": steps["geld"] | {"cost_1_cents": typed, "own_cents": ""}})
    client.post(check(draft))
    draft.refresh_from_db()
    assert draft.asked_cents == 125_050


def test_an_amount_that_means_nothing_is_asked_back_and_stays_as_it_was_typed(client, steps):
    draft = begin(client, steps)
    wrong = client.post(address(draft, "geld"), steps["geld"] | {"cost_1_cents": "12,5,0"})
    assert "Dit is geen bedrag dat wij begrijpen." in wrong.text
    again = client.get(address(draft, "geld")).text
    assert ('value="12,5,0"' in again, "Dit is geen bedrag dat wij begrijpen." in again) == (True, True)
    fill_in(client, draft, steps, "geld")
    assert "Nog niet klaar" in client.post(check(draft)).text
    assert Application.objects.came_in().count() == 0


@pytest.mark.parametrize(
    ("step", "changed", "words"),
    [
        ("wanneer", {"from_day": "2026-05-02", "until_day": "2026-05-01"}, "De laatste dag ligt voor de eerste dag."),
        ("wanneer", {"when_words": ""}, "Vul een dag in, of schrijf ongeveer wanneer."),
        ("wanneer", {"households": "veel"}, "Schrijf een heel getal, bijvoorbeeld 25."),
        ("geld", {"cost_1_cents": ""}, "Vul in wat dit kost."),
        ("geld", {"cost_1_words": ""}, "Schrijf op wat dit bedrag kost."),
        ("geld", {"cost_1_cents": "", "cost_1_words": ""}, "Vul in wat uw plan kost"),
        ("geld", {"own_cents": "5000"}, "U hebt al genoeg geld voor uw plan."),
        ("geld", {"asked_cents": "1500"}, "samen is dat meer dan uw plan kost"),
        ("over-u", {"applicant_name": ""}, "Vul uw naam in"),
        ("over-u", {"reply_address": "rika"}, "Dit is geen e-mailadres."),
        ("over-u", {"reply_by": "phone", "reply_address": "0612"}, "Dit telefoonnummer is te kort."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(client, steps, step, changed, words):
    draft = begin(client, steps)
    answer = client.post(address(draft, step), steps[step] | changed)
    assert words in answer.text
    draft.refresh_from_db()
    assert {name: draft.typed[step][name] for name in changed} == changed


def test_what_no_database_holds_is_left_out_and_the_rest_is_kept(client, steps):
    huge = {
        "work_area": "9" * 30,
        "fund": "9" * 30,
        "title": "Feest\x00",
        "na\x00am": "x",
        "lat": "nan",
        "lon": "1e400",
    }
    assert client.post(reverse("budgets:apply"), steps["plan"] | huge).status_code == 200
    draft = Application.objects.get()
    assert (draft.typed["plan"]["title"], "na\x00am" in draft.typed["plan"]) == ("Feest", False)
    money = steps["geld"] | {"rows": "9" * 30, "category": "9" * 30, "cost_1_cents": "9" * 30}
    assert client.post(address(draft, "geld"), money).status_code == 200
    when = {"from_day": "0001-01-01", "until_day": "9999-12-31", "households": "9" * 30}
    assert client.post(address(draft, "wanneer"), when).status_code == 200
    assert client.get(check(draft)).status_code == 200
    assert client.get("/aanvraag/%C2%85/").status_code == 404


def test_kept_half_way_and_gone_on_with_by_the_link(client, steps):
    answer = client.post(reverse("budgets:apply"), {"title": "Feest", "bewaar": "ja", "client_key": str(uuid4())})
    draft = Application.objects.get()
    assert answer.url == reverse("budgets:kept_application", args=[draft.link_key])
    assert draft.own_address in client.get(answer.url).text
    assert client.get(draft.own_address).url == check(draft)
    assert 'value="Feest"' in client.get(address(draft, "plan")).text


def test_the_link_of_a_draft_is_sent_to_who_asks_and_the_address_is_not_kept(client, steps):
    draft = begin(client, steps)
    client.post(reverse("budgets:kept_application", args=[draft.link_key]), {"address": "rika@example.nl"})
    letter = Letter.objects.get()
    assert (letter.to_address, draft.own_address in letter.body, letter.is_sealed) == ("rika@example.nl", True, True)
    draft.refresh_from_db()
    assert "rika@example.nl" not in str(draft.typed)


def test_a_telephone_keeps_by_itself(client, steps):
    key = str(uuid4())
    heard = client.post(reverse("budgets:keep_application"), {"title": "Fee", "client_key": key}).json()
    draft = Application.objects.get()
    assert heard == {"kept": True, "address": address(draft, "plan")}
    client.post(reverse("budgets:keep_application"), {"title": "Feest", "client_key": key})
    step = reverse("budgets:keep_step", args=[draft.link_key, "geld"])
    assert client.post(step, {"cost_1_cents": "12,5,0"}).json()["kept"]
    draft.refresh_from_db()
    assert draft.typed == {"plan": {"title": "Feest"}, "geld": {"cost_1_cents": "12,5,0"}}


def test_more_lines_keep_what_was_typed(client, steps):
    draft = begin(client, steps)
    more = client.post(address(draft, "geld"), steps["geld"] | {"meer": "ja"}, follow=True).text
    assert ('name="cost_7_words"' in more, 'value="1.250,50"' in more) == (True, True)


def test_a_machine_makes_no_draft(client, steps):
    client.post(reverse("budgets:apply"), steps["plan"] | {"website": "http://example.com"})
    client.post(reverse("budgets:keep_application"), steps["plan"] | {"website": "http://example.com"})
    assert Application.objects.count() == 0


def test_a_draft_is_thrown_away(client, steps):
    draft = begin(client, steps)
    answer = client.post(reverse("budgets:throw_away_application", args=[draft.link_key]))
    assert "Wij hebben niets van uw aanvraag bewaard." in answer.text
    assert client.get(draft.own_address).status_code == 404


# ── Where ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_fund_that_does_not_work_there_is_refused_with_what_does(client, steps, maarswold, fund):
    own = make_fund("Budget Mussel", work_areas=[make_work_area("Mussel")])
    make_rules(own)
    answer = client.post(reverse("budgets:apply"), steps["plan"] | {"fund": own.pk})
    assert "Budget Mussel is niet voor Maarswold. Daar kunt u wel vragen bij: Wijk aan zet." in answer.text


def test_an_area_of_another_municipality_is_refused_in_one_sentence(client, steps):
    answer = client.post(reverse("budgets:apply"), steps["plan"] | {"work_area": 999_999})
    assert "Dit gebied hoort niet bij onze gemeente. Kies een gebied uit de lijst." in answer.text
    place = client.post(reverse("budgets:apply"), steps["plan"] | {"lat": "52.37", "lon": "4.89"})
    assert "Deze plek ligt niet in de gemeente" in place.text
    assert Application.objects.came_in().count() == 0


def test_a_place_in_another_area_than_was_chosen_is_asked_back(client, steps, maarswold):
    make_buurten(1)
    noord = areas.make_work_area("Noord", ["BU00370000"])
    lat, lon = middle(0)
    answer = client.post(reverse("budgets:apply"), steps["plan"] | {"lat": lat, "lon": lon})
    assert "De plek op de kaart ligt in Noord. Kies dat gebied, of wijs een andere plek aan." in answer.text
    draft = Application.objects.get()
    for chosen in ("", noord.pk):
        again = client.post(address(draft, "plan"), steps["plan"] | {"lat": lat, "lon": lon, "work_area": chosen})
        assert again.url == address(draft, "wanneer")


def test_a_closed_fund_is_no_choice(client, steps):
    closed = make_fund("Oud", state="closed")
    make_rules(closed)
    answer = client.post(reverse("budgets:apply"), steps["plan"] | {"fund": closed.pk})
    assert "Bij dit budget kunt u nu geen geld aanvragen." in answer.text


def test_more_than_is_left_is_told_before_it_is_sent(client, steps, fund):
    ledger.allot(make_pot(fund, clock.today().year), cents=50_000, reason="Begroting", **BY)
    draft = begin(client, steps)
    fill_in(client, draft, steps)
    assert "In Wijk aan zet is nu nog €\xa0500,00 over." in client.get(address(draft, "geld")).text
    assert "In dit budget is nog €\xa0500,00 over: minder dan u vraagt." in client.get(check(draft)).text


def test_rules_that_are_not_met_are_told_before_it_is_sent(client, steps):
    strict = make_fund("Streng")
    make_rules(strict, applicant_kinds=["school"], least_applicants=30, before_start_days=14)
    draft = begin(client, steps, fund=strict.pk)
    soon = {"wanneer": steps["wanneer"] | {"from_day": (clock.today() + timedelta(days=13)).isoformat()}}
    fill_in(client, draft, steps | soon)
    page = client.get(check(draft)).text
    assert "Dit budget is niet bedoeld voor wie aanvraagt als: inwoner." in page
    assert "Er moeten ten minste 30 huishoudens meedoen." in page
    assert "Vraag ten minste 14 dagen voor de eerste dag aan." in page
    assert client.post(check(draft)).url == draft.own_address


def test_costs_that_do_not_count_are_told_before_it_is_sent(client, steps):
    dry = make_fund("Droog")
    make_rules(dry, EligibleKind(words="Alcohol", is_eligible=False))
    draft = begin(client, steps, fund=dry.pk)
    beer = {"cost_2_words": "Bier", "cost_2_cents": "60", "cost_2_kind": EligibleKind.objects.get().pk}
    fill_in(client, draft, steps | {"geld": steps["geld"] | beer | {"own_cents": "50"}})
    page = client.get(check(draft)).text
    assert "Alcohol: van €\xa060,00 telt €\xa00,00 mee." in page
    assert "Voor de kosten die meetellen kunt u hooguit €\xa01.250,50 krijgen." in page


def test_too_late_is_told_before_and_after_sending(client, steps, fund):
    in_rounds = make_fund("In rondes")
    make_rules(in_rounds, intake=Intake.ROUNDS)
    draft = begin(client, steps, fund=in_rounds.pk)
    fill_in(client, draft, steps)
    assert "Er is nu geen ronde open." in client.get(check(draft)).text
    page = client.post(check(draft), follow=True).text
    assert "Er is nog geen volgende ronde bekend. Wij bewaren uw aanvraag" in page


# ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_photo_is_kept_with_the_draft_seen_by_its_link_and_taken_away(client, steps):
    draft = begin(client, steps, photos=[photo_file()])
    photo = ApplicationPhoto.objects.get()
    seen = reverse("budgets:own_application_photo", args=[draft.link_key, photo.pk, "small"])
    assert client.get(seen).headers["Content-Type"] == "image/jpeg"
    client.post(reverse("budgets:remove_own_application_photo", args=[draft.link_key, photo.pk]))
    assert client.get(seen).status_code == 404


def test_a_photo_that_is_too_large_is_refused_and_nothing_else_is_lost(client, steps, monkeypatch):
    monkeypatch.setattr("wijkwerk.foundation.files.operations.LARGEST_FILE", 1_000)
    large = SimpleUploadedFile("groot.jpg", b"x" * 2_000, content_type="image/jpeg")
    answer = client.post(reverse("budgets:apply"), steps["plan"] | {"photos": [large]})
    assert "Deze foto is groter dan 20 MB." in answer.text
    assert Application.objects.get().typed["plan"]["title"] == "Straatfeest"


def test_what_was_typed_stays_when_a_photo_is_taken_away_or_one_is_refused(client, steps):
    draft = begin(client, steps, photos=[photo_file()])
    away = reverse("budgets:remove_own_application_photo", args=[draft.link_key, draft.photos.get().pk])
    assert client.post(away, steps["plan"] | {"title": "Straatfeest in mei"}).url == address(draft, "plan")
    answer = client.post(address(draft, "plan"), steps["plan"] | {"title": ""}).text
    assert ("Geef uw plan een naam." in answer, "None<" in answer) == (True, False)
    draft.refresh_from_db()
    assert (draft.typed["plan"]["place"], draft.photos.count()) == ("Brugstraat", 0)


def test_what_came_in_and_ended_keeps_its_photos(client, sent):
    [photo] = applications.add_file(sent, photo_file(), by=VISITOR, at=clock.now())
    applications.withdraw(sent, by=VISITOR, at=clock.now())
    away = reverse("budgets:remove_own_application_photo", args=[sent.link_key, photo.pk])
    answer = client.post(away, {"title": "x"}, follow=True)
    assert ("Deze aanvraag kan niet meer worden gewijzigd." in answer.text, sent.photos.count()) == (True, 1)


# ── Following ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def sent(fund, maarswold):
    make_coordinator(maarswold, email="marit@example.nl", name="Marit Hoekzema")
    return make_application(fund, maarswold, at=clock.now())


def test_a_link_that_is_wrong_or_expired_says_so(client, sent):
    assert client.get(reverse("budgets:own_application", args=["raden"])).status_code == 404
    Application.objects.update(link_until=clock.today() - timedelta(days=1))
    assert client.get(sent.own_address).status_code == 410


def test_the_applicant_completes_what_was_asked(client, sent, steps):
    completing.ask_to_complete(sent, text="Wat kost het springkussen?", by=VISITOR, at=clock.now())
    page = client.get(sent.own_address).text
    assert "Wat kost het springkussen?" in page
    money = steps["geld"] | {"cost_1_words": "Springkussen", "cost_1_cents": "75", "own_cents": "", "asked_cents": ""}
    assert client.post(address(sent, "geld"), money).url == sent.own_address
    client.post(sent.own_address, {"text": "Het staat er nu bij.", "client_key": str(uuid4())})
    sent.refresh_from_db()
    assert (sent.state, sent.asked_cents, sent.number) == (ApplicationState.SENT, 7_500, f"{clock.today():%Y}-0001")


def test_a_wrong_change_is_kept_and_shown_again(client, sent, steps):
    completing.ask_to_complete(sent, text="En?", by=VISITOR, at=clock.now())
    client.post(address(sent, "geld"), steps["geld"] | {"cost_1_cents": "12,5,0"})
    assert 'value="12,5,0"' in client.get(address(sent, "geld")).text
    sent.refresh_from_db()
    assert sent.asked_cents == 25_000


def test_what_is_being_handled_is_not_changed_by_the_applicant(client, sent, steps):
    assert client.post(address(sent, "geld"), steps["geld"]).url == sent.own_address
    sent.refresh_from_db()
    assert sent.asked_cents == 25_000


def test_the_applicant_takes_a_photo_away_but_not_the_form_on_paper(client, sent):
    [scan] = applications.add_file(sent, photo_file(), by=VISITOR, at=clock.now(), kind=AttachmentKind.SCAN)
    [photo] = applications.add_file(sent, photo_file(), by=VISITOR, at=clock.now())
    completing.ask_to_complete(sent, text="En?", by=VISITOR, at=clock.now())
    away = [reverse("budgets:remove_own_application_photo", args=[sent.link_key, each.pk]) for each in (scan, photo)]
    shown = client.get(address(sent, "plan")).text
    assert [each in shown for each in away] == [False, True]
    assert [client.post(each).status_code for each in away] == [404, 302]
    assert list(sent.photos.all()) == [scan]


def test_the_applicant_writes_once_however_often_it_is_sent(client, sent):
    words = {"text": "Mag het ook in mei?", "client_key": str(uuid4())}
    client.post(sent.own_address, words)
    client.post(sent.own_address, words)
    assert [message.text for message in sent.messages.all()] == ["Mag het ook in mei?"]


def test_the_applicant_withdraws_and_lets_their_name_go(client, sent):
    client.post(reverse("budgets:withdraw_own_application", args=[sent.link_key]), {"reason": "Het gaat niet door"})
    sent.refresh_from_db()
    assert sent.state == ApplicationState.WITHDRAWN
    assert 'name="photos"' not in client.get(sent.own_address).text
    client.post(reverse("budgets:forget_applicant", args=[sent.link_key]))
    sent.refresh_from_db()
    assert (sent.applicant_name, sent.reply_address) == ("", "")
    assert not Letter.objects.filter(to_address="rika@example.nl").exists()


def test_a_link_opens_no_other_application(client, sent, fund, maarswold):
    other = make_application(fund, maarswold, at=clock.now())
    applications.add_file(other, photo_file(), by=VISITOR, at=clock.now())
    photo = ApplicationPhoto.objects.get()
    assert (
        client.get(reverse("budgets:own_application_photo", args=[sent.link_key, photo.pk, "small"])).status_code == 404
    )
    assert client.get(sent.get_absolute_url()).status_code == 302  # to the sign-in page
    assert heading(client.get(other.own_address)) == f"Uw aanvraag {other.number}"
