"""Applications for staff: the list, each rule, earlier grants, asking, paper, and who may see what."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Application,
    AttachmentKind,
    AutomaticCheck,
    Committee,
    CommitteeMember,
    Criterion,
)
from wijkwerk.domain.budgets.operations import applications, completing
from wijkwerk.domain.budgets.tests.application_factories import grant_to, make_application
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_pot, make_rules
from wijkwerk.domain.people.tests.factories import (
    heading,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    make_work_area,
    sign_in,
)
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.files.tests.factories import pdf_of, picture, upload
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel, Letter

LIST = "/aanvragen/"


@pytest.fixture
def fund(municipality):
    fund = make_fund("Wijk aan zet")
    rules = make_rules(fund, most_per_application_cents=20_000, state="draft")
    Criterion.objects.create(
        rule_set=rules, words="Niet meer dan 200 euro", automatic=AutomaticCheck.AMOUNT_BELOW_CEILING
    )
    Criterion.objects.create(
        rule_set=rules, order=1, words="Het is goed voor de buurt", help="Komen mensen bij elkaar?"
    )
    rules.state, rules.published_at = "published", rules.created_at
    rules.save()
    return fund


@pytest.fixture
def coordinator(maarswold):
    return make_coordinator(maarswold, email="marit@example.nl", name="Marit Hoekzema")


@pytest.fixture
def sent(fund, maarswold, coordinator):
    return make_application(fund, maarswold, at=clock.now())


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def page(application, deed="", *rest):
    return f"/aanvragen/{application.pk}/" + "".join(f"{part}/" for part in (deed, *rest) if part)


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_coordinator_of_the_area_sees_it_at_once(staff, sent):
    shown = staff.get(LIST).text
    assert (f"{sent.number} {sent.title}" in shown, "nog" in shown) == (True, True)


@pytest.mark.parametrize("word", ["mij", "te-doen", "te-laat", "wacht", "alles"])
def test_each_list_opens_and_sorts_by_each_column(staff, sent, word):
    for order in ("", "datum", "-datum", "bedrag", "-termijn", "onzin"):
        assert staff.get(LIST, {"lijst": word, "sorteer": order}).status_code == 200


def test_lists_hold_what_their_names_say(staff, fund, maarswold, sent):
    waiting = make_application(fund, maarswold, at=clock.now(), title="Moestuin")
    completing.ask_to_complete(waiting, text="En?", by=CLOCK, at=clock.now())
    late = make_application(fund, maarswold, at=clock.now(), title="Voetbalveld")
    Application.objects.filter(pk=late.pk).update(decide_by=clock.today() - timedelta(days=1), handler=None)
    titles = {"mij": {sent, waiting}, "te-doen": {sent, late}, "te-laat": {late}, "wacht": {waiting}}
    for word, found in titles.items():
        shown = staff.get(LIST, {"lijst": word}).text
        assert {each for each in (sent, waiting, late) if each.number in shown} == found


def test_the_list_is_narrowed_by_words_fund_and_area(staff, fund, maarswold, sent):
    other = make_application(fund, maarswold, at=clock.now(), title="Moestuin")
    for asked in ({"woorden": "moes"}, {"woorden": other.number}):
        shown = staff.get(LIST, asked | {"lijst": "alles"}).text
        assert (other.number in shown, sent.number in shown) == (True, False)
    assert sent.number in staff.get(LIST, {"budget": fund.pk, "gebied": maarswold.pk, "lijst": "alles"}).text


def test_a_list_of_three_asks_as_many_questions_as_one_of_one(staff, fund, maarswold, sent):
    staff.get(LIST)
    with CaptureQueriesContext(connection) as one:
        staff.get(LIST, {"lijst": "alles"})
    for title in ("Moestuin", "Voetbal"):
        make_application(fund, maarswold, at=clock.now(), title=title)
    with CaptureQueriesContext(connection) as three:
        staff.get(LIST, {"lijst": "alles"})
    assert len(three) == len(one)


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("role", "seen", "sees_who"), [
    (Role.COORDINATOR, [200, 200, 200, 200], True),
    (Role.ALDERMAN, [200, 200, 403, 403], False),
    (Role.DESK, [200, 200, 403, 200], True),
    (Role.TREASURER, [200, 200, 403, 403], True),
    (Role.SPECIALIST, [403, 403, 403, 403], False),
    (Role.CLERK, [403, 403, 403, 403], False),
])  # fmt: skip
def test_who_may_what_with_an_application(client, maarswold, sent, role, seen, sees_who):
    areas = () if role in (Role.DESK, Role.TREASURER, Role.CLERK) else (maarswold,)
    sign_in(client, make_holder(role, *areas, email="iemand@example.nl"))
    addresses = [LIST, page(sent), page(sent, "aanvulling"), page(sent, "wijzigen")]
    assert [client.get(address).status_code for address in addresses] == seen
    assert ("rika@example.nl" in client.get(page(sent)).text) == sees_who


def test_a_coordinator_of_another_area_does_not_see_it(client, sent):
    sign_in(client, make_coordinator(make_work_area("Mussel"), email="jelle@example.nl"))
    assert client.get(page(sent)).status_code == 403
    assert sent.number not in client.get(LIST, {"lijst": "alles"}).text


def test_a_member_of_the_committee_reads_it_without_who_asks(client, maarswold, coordinator):
    committee = Committee.objects.create(name="Buurtcommissie")
    member = make_person("Wim Stam", email="wim@example.nl")
    CommitteeMember.objects.create(committee=committee, person=member, from_on=clock.today() - timedelta(days=1))
    fund = make_fund("Met commissie")
    make_rules(fund, decided_by="committee", committee=committee, committee_role="decides")
    application = make_application(fund, maarswold, at=clock.now())
    applications.add_file(application, photo_file(), by=VISITOR, at=clock.now(), kind=AttachmentKind.SCAN)
    shown = sign_in(client, member).get(page(application))
    assert (shown.status_code, "rika@example.nl" in shown.text) == (200, False)
    scan = application.photos.get()
    assert client.get(reverse("budgets:application_scan", args=[application.pk, scan.pk, "small"])).status_code == 403
    other = make_application(make_fund_with_rules("Zonder"), maarswold, at=clock.now())
    assert client.get(page(other)).status_code == 403


def make_fund_with_rules(name):
    fund = make_fund(name)
    make_rules(fund)
    return fund


# ── One application ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_rules_stand_one_by_one(staff, sent):
    shown = staff.get(page(sent)).text
    assert heading(staff.get(page(sent))) == sent.title
    assert "€\xa0250,00 gevraagd; het meeste is €\xa0200,00" in shown
    assert ("voldoet niet aan de regels" in shown, "Het is goed voor de buurt" in shown) == (True, True)


def test_a_person_judges_what_the_program_cannot(staff, sent, coordinator):
    criterion = Criterion.objects.get(automatic="")
    address = page(sent, "regels", criterion.pk)
    assert "Komen mensen bij elkaar?" in staff.get(address).text
    staff.post(address, {"outcome": "met", "words": ""})
    assert "beoordeeld door Marit Hoekzema" in staff.get(page(sent)).text


def test_who_sees_it_otherwise_than_the_program_says_why(staff, sent):
    criterion = Criterion.objects.exclude(automatic="").get()
    address = page(sent, "regels", criterion.pk)
    assert "Schrijf op waarom u anders oordeelt" in staff.post(address, {"outcome": "met", "words": ""}).text
    staff.post(address, {"outcome": "met", "words": "Met de wethouder besproken"})
    assert "Met de wethouder besproken" in staff.get(page(sent)).text
    staff.post(address, {"outcome": "unknown", "words": ""})
    assert "het meeste is €\xa0200,00" in staff.get(page(sent)).text


def test_of_what_ended_nobody_judges_any_more(staff, sent):
    waits = "iemand beoordeelt dit"
    before = staff.get(page(sent)).text
    applications.close_as_decided(sent, at=clock.now(), ends_link=True)
    after = staff.get(page(sent)).text
    assert [waits in before, waits in after, "niet beoordeeld" in after] == [True, False, True]


def test_a_rule_of_another_fund_cannot_be_judged(staff, sent):
    other = make_fund("Ander")
    criterion = Criterion.objects.create(rule_set=make_rules(other, state="draft"), words="Iets")
    assert staff.get(page(sent, "regels", criterion.pk)).status_code == 404


def test_staff_ask_to_complete_and_the_applicant_hears_by_their_channel(staff, fund, maarswold):
    by_post = make_application(
        fund, maarswold, at=clock.now(), reply_by=Channel.POST, reply_address="Brugstraat 1, 9501 AA Stadskanaal"
    )
    staff.post(page(by_post, "aanvulling"), {"text": "Wat kost het eten?", "version": by_post.version})
    letter = Letter.objects.get(template="budgets/application_incomplete")
    assert (letter.channel, "Wat kost het eten?" in letter.body) == (Channel.POST, True)
    assert "De klok staat stil" in staff.get(page(by_post)).text
    again = staff.post(page(by_post, "aanvulling"), {"text": "Nog iets", "version": by_post.version})
    assert "Iemand anders heeft deze aanvraag intussen gewijzigd." in again.text
    assert f'name="version" value="{by_post.version + 1}"' in again.text
    staff.post(page(by_post, "aangevuld"), {"text": "Belde: 75 euro."})
    by_post.refresh_from_db()
    assert by_post.state == ApplicationState.SENT


def test_notes_and_messages_stand_in_the_story(staff, sent):
    staff.post(page(sent, "notitie"), {"text": "Gebeld met de speeltuin"})
    staff.post(page(sent, "bericht"), {"text": "Wij bellen u morgen."})
    shown = staff.get(page(sent)).text
    assert ("Gebeld met de speeltuin" in shown, "Wij bellen u morgen." in shown) == (True, True)
    own = staff.get(sent.own_address).text
    assert ("Gebeld met de speeltuin" in own, "Wij bellen u morgen." in own) == (False, True)
    assert staff.post(page(sent, "notitie"), {"text": ""}).status_code == 422


def test_it_is_taken_up_handed_over_and_of_an_organisation(staff, sent, maarswold, coordinator):
    other = make_coordinator(maarswold, email="jelle@example.nl", name="Jelle Brontsema")
    staff.post(page(sent, "doorgeven"), {"person": other.pk})
    sent.refresh_from_db()
    assert sent.handler == other
    staff.post(page(sent, "oppakken"))
    body = make_organisation("Speeltuinvereniging")
    staff.post(page(sent, "organisatie"), {"organisation": body.pk})
    sent.refresh_from_db()
    assert (sent.handler, sent.organisation) == (coordinator, body)


def test_the_link_is_sent_again_to_the_address_that_is_known(staff, sent):
    staff.post(page(sent, "link"))
    letter = Letter.objects.get(template="budgets/application_link")
    assert (letter.to_address, sent.own_address in letter.body) == ("rika@example.nl", True)


def test_what_is_asked_twice_is_shown_beside_each_other(staff, sent, fund, maarswold):
    twin = make_application(fund, maarswold, at=clock.now(), title="Barbecue voor de buurt in de Brugstraat")
    other = make_application(
        fund, maarswold, at=clock.now(), title="Schaatsbaan", place="Plein", reply_address="jan@example.nl"
    )
    shown = staff.get(page(sent)).text
    assert (twin.number in shown, other.number in shown) == (True, False)


def test_staff_change_it_for_who_rings(staff, sent, maarswold):
    shown = staff.get(page(sent, "wijzigen")).text
    assert ('value="Vlees en salades"' in shown, 'value="rika@example.nl"' in shown) == (True, True)
    values = {
        "title": "Straatfeest", "what": "Samen eten", "work_area": maarswold.pk, "fund": sent.fund_id,
        "when_words": "in mei", "rows": "1", "cost_1_words": "Eten", "cost_1_cents": "100",
        "applicant_kind": "group", "applicant_name": "Rika", "reply_by": "email", "reply_address": "rika@example.nl",
    }  # fmt: skip
    wrong = staff.post(page(sent, "wijzigen"), values | {"cost_1_cents": "12,5,0"})
    assert ("Dit is geen bedrag" in wrong.text, 'value="12,5,0"' in wrong.text) == (True, True)
    Application.objects.filter(pk=sent.pk).update(version=7)
    late = staff.post(page(sent, "wijzigen"), values | {"version": sent.version}).text
    assert ("Iemand anders heeft deze aanvraag intussen gewijzigd." in late, 'name="version" value="7"' in late) == (
        True,
        True,
    )
    staff.post(page(sent, "wijzigen"), values | {"version": 7})
    sent.refresh_from_db()
    assert (sent.title, sent.asked_cents, sent.applicant_kind) == ("Straatfeest", 10_000, "group")


def test_staff_withdraw_it_for_who_rings(staff, sent):
    staff.post(page(sent, "intrekken"), {"reason": "Gaat niet door"})
    sent.refresh_from_db()
    assert sent.state == ApplicationState.WITHDRAWN
    assert staff.get(page(sent)).status_code == 200


# ── On paper ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def typed(fund, maarswold):
    return {
        "received_on": (clock.today() - timedelta(days=3)).isoformat(), "client_key": str(uuid4()),
        "title": "Moestuin", "what": "Een tuin achter de school", "work_area": maarswold.pk, "fund": fund.pk,
        "when_words": "vanaf mei", "rows": "4", "cost_1_words": "Aarde", "cost_1_cents": "€ 1 250",
        "applicant_kind": "resident", "applicant_name": "Jan Kuiper", "reply_by": "post",
        "reply_address": "Brugstraat 2, 9501 AA Stadskanaal",
    }  # fmt: skip


def test_a_form_on_paper_is_typed_with_its_scan_and_counts_from_its_own_day(staff, typed, coordinator, maarswold):
    answer = staff.post("/aanvragen/papier/", typed | {"scans": [photo_file()]})
    made = Application.objects.get(title="Moestuin")
    assert answer.url == made.get_absolute_url()
    assert (made.is_paper, made.entered_by, made.asked_cents) == (True, coordinator, 125_000)
    assert clock.dutch(made.sent_at).date() == clock.today() - timedelta(days=3)
    assert Letter.objects.get(template="budgets/application_received").channel == Channel.POST
    scan = made.photos.get(kind=AttachmentKind.SCAN)
    shown = reverse("budgets:application_scan", args=[made.pk, scan.pk, "large"])
    assert (shown in staff.get(page(made)).text, staff.get(shown).status_code) == (True, 200)
    assert staff.get(reverse("budgets:application_photo", args=[made.pk, scan.pk, "large"])).status_code == 404


def test_each_page_of_a_scan_as_pdf_is_kept_in_its_order(staff, typed):
    staff.post("/aanvragen/papier/", typed | {"scans": [upload(pdf_of(picture(), picture(200, 400)), "scan.pdf")]})
    made = Application.objects.get(title="Moestuin")
    assert [(each.kind, each.photo.width) for each in made.photos.all()] == [("scan", 2000), ("scan", 1000)]


def test_a_wrong_page_is_taken_away_while_it_is_typed_and_afterwards(client, staff, typed, maarswold):
    staff.post("/aanvragen/papier/", typed | {"bewaar": "ja", "scans": [photo_file(), photo_file()]})
    draft = Application.objects.get()
    wrong, right = draft.photos.all()
    shown = reverse("budgets:paper_scan", args=[draft.pk, wrong.pk, "small"])
    assert (shown in staff.get(f"/aanvragen/papier/{draft.pk}/").text, staff.get(shown).status_code) == (True, 200)
    away = reverse("budgets:remove_paper_scan", args=[draft.pk, wrong.pk])
    staff.post(away, typed | {"title": "Moestuin achter de school"})
    draft.refresh_from_db()
    assert (list(draft.photos.all()), draft.typed["plan"]["title"]) == ([right], "Moestuin achter de school")
    staff.post(f"/aanvragen/papier/{draft.pk}/", typed)
    away = reverse("budgets:remove_application_photo", args=[draft.pk, right.pk])
    assert away in staff.get(page(draft)).text
    sign_in(client, make_holder(Role.ALDERMAN, maarswold, email="wethouder@example.nl"))
    assert (client.post(away).status_code, away in client.get(page(draft)).text) == (403, False)
    sign_in(client, draft.entered_by)
    client.post(away)
    assert draft.photos.count() == 0


def test_a_scan_that_cannot_be_read_says_so_and_nothing_typed_is_lost(staff, typed):
    answer = staff.post("/aanvragen/papier/", typed | {"scans": [upload(b"%PDF-1.7 half", "scan.pdf"), photo_file()]})
    assert "scan.pdf: Deze PDF kunnen wij niet lezen." in answer.text
    draft = Application.objects.get()
    assert (draft.state, draft.typed["plan"]["title"], draft.photos.count()) == ("draft", "Moestuin", 1)


def test_a_form_that_is_half_typed_is_kept_and_gone_on_with(staff, typed):
    half = typed | {"cost_1_cents": "12,5,0", "reply_address": ""}
    answer = staff.post("/aanvragen/papier/", half)
    assert "Dit is geen bedrag dat wij begrijpen." in answer.text
    draft = Application.objects.get()
    assert "Moestuin" in staff.get(LIST).text
    again = staff.get(f"/aanvragen/papier/{draft.pk}/").text
    assert ('value="12,5,0"' in again, 'value="Jan Kuiper"' in again) == (True, True)
    staff.post(f"/aanvragen/papier/{draft.pk}/", typed)
    draft.refresh_from_db()
    assert draft.state == ApplicationState.SENT


def test_a_form_is_thrown_away_by_who_typed_it_alone(client, staff, typed, maarswold):
    staff.post("/aanvragen/papier/", typed | {"bewaar": "ja"})
    draft = Application.objects.get()
    sign_in(client, make_coordinator(maarswold, email="jelle@example.nl"))
    assert client.get(f"/aanvragen/papier/{draft.pk}/").status_code == 404
    sign_in(client, draft.entered_by)
    client.post(f"/aanvragen/papier/{draft.pk}/", {"weg": "ja"})
    assert Application.objects.count() == 0


def test_the_desk_types_for_any_area(client, typed):
    sign_in(client, make_holder(Role.DESK, email="balie@example.nl"))
    client.post("/aanvragen/papier/", typed)
    assert Application.objects.get().state == ApplicationState.SENT


# ── What was granted, for everybody ────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_what_was_granted_of_who_said_so_without_their_name(client, fund, maarswold):
    shown, kept, body = (
        make_application(fund, maarswold, title=title, may_publish=may_publish, at=clock.now(), **more)
        for title, may_publish, more in (
            ("Straatfeest", True, {"organisation_name": "Rika en buren"}),
            ("Moestuin", False, {}),
            ("Voetbaldoelen", True, {"applicant_kind": "association", "organisation_name": "Sportclub"}),
        )
    )
    pot = make_pot(fund, clock.today().year)
    for application in (shown, kept, body):
        grant_to(application, 12_345, pot=pot, at=clock.now())
    page = client.get("/toegekend/").text
    found = ("Straatfeest", "Voetbaldoelen", "Sportclub", "€\xa0123,45", "Moestuin", "Rika")
    assert [words in page for words in found] == [True, True, True, True, False, False]
    assert "Straatfeest" not in client.get("/toegekend/", {"gebied": make_work_area("Mussel").pk}).text
    assert client.get("/toegekend/", {"budget": fund.pk, "sorteer": "-bedrag"}).status_code == 200
