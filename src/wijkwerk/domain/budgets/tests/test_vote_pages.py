"""The pages of votes: voting on a telephone without scripts, the desk, paper, setting up, the outcome."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.budgets.models import (
    Ballot,
    BallotKind,
    Handed,
    PaperEntry,
    UsedFor,
    VoteCategory,
    VoteCode,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.operations import ballots, counting
from wijkwerk.domain.budgets.queries import counting_file
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.vote_factories import AFTER
from wijkwerk.domain.people.tests.factories import make_holder, make_person, make_work_area, sign_in
from wijkwerk.domain.plans.tests.factories import make_coordinator
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

CHEAP = (("Een bank", 50), ("Een boom", 60))


@pytest.fixture
def coordinator(maarswold):
    return make_coordinator(maarswold)


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def open_now(**fields):
    now = clock.now()
    return make.make_vote_round(**{"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)} | fields)


@pytest.fixture
def opened(maarswold):
    return open_now(work_areas=[maarswold])


@pytest.fixture
def counted(maarswold):
    opened = make.make_vote_round(work_areas=[maarswold])
    for numbers in ([1, 2], [1, 2], [1, 3], [2, 3], [4]):
        make.vote(opened, *numbers)
    make.count(opened)
    return opened


def text_of(response, status=200):
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode().replace("\xa0", " "))


def address(name, vote_round, *more):
    return reverse(f"budgets:{name}", args=[vote_round.pk, *more])


# ── Voting ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_what_can_be_chosen_and_how_it_is_counted(client, opened):
    assert "Stemmen over Maarswold" in text_of(client.get("/stemmen/"))
    page = text_of(client.get(opened.public_address))
    for words in (
        "Bewoners van Maarswold van 12 jaar en ouder",
        "€ 10.000,00",
        "1. Bloembakken",
        "Meeste stemmen eerst",
    ):
        assert words in page


def test_a_round_that_is_being_prepared_is_seen_by_nobody(client, municipality):
    draft = make.make_vote_round(is_open=False)
    assert client.get(draft.public_address).status_code == 404
    assert "Stemmen over Maarswold" not in text_of(client.get("/stemmen/"))


def test_a_vote_is_filled_in_looked_at_and_given_without_scripts(client, opened):
    (code,) = make.make_codes(opened)
    assert "Stemcode" in text_of(client.get(address("ballot", opened)))

    check = text_of(client.post(address("ballot", opened), {"code": code, "project": ["1", "3"]}))
    assert "Klopt uw stem?" in check
    assert Ballot.objects.count() == 0
    given = client.post(address("cast_vote", opened), {"code": code, "project": ["1", "3"]}, follow=True)

    assert "Uw stem is binnen" in text_of(given)
    assert list(Ballot.objects.values_list("choices", flat=True)) == ["1:1,3:1"]


def test_who_wants_to_change_something_finds_everything_as_it_was(client, opened):
    (code,) = make.make_codes(opened)
    page = text_of(client.post(address("ballot", opened), {"code": code, "project": ["2"], "terug": "ja"}))
    assert f'value="{code}"' in page
    assert re.findall(r'value="(\d)" data-cost="\d+" checked', page) == ["2"]


def test_a_second_vote_with_the_same_code_is_refused_with_one_sentence_and_nothing_is_lost(client, opened):
    (code,) = make.make_codes(opened)
    make.vote(opened, 1, code=code, at=clock.now())

    page = text_of(client.post(address("cast_vote", opened), {"code": code, "project": ["2"]}))

    assert "Met deze code is al gestemd. Iedereen stemt één keer, en die stem telt mee." in page
    assert re.findall(r'value="(\d)" data-cost="\d+" checked', page) == ["2"]
    assert Ballot.objects.count() == 1


def test_what_does_not_fit_the_ballot_is_said_before_the_code_is_used(client, municipality):
    opened = open_now(ballot=BallotKind.KNAPSACK)
    (code,) = make.make_codes(opened)
    page = text_of(client.post(address("ballot", opened), {"code": code, "project": ["1", "2", "3"]}))
    assert "Uw keuze kost samen € 11.000,00. Dat is € 1.000,00 meer dan er is. Haal een project weg." in page
    assert VoteCode.objects.get().used_for == ""


def test_points_are_given_by_number(client, municipality):
    opened = open_now(ballot=BallotKind.POINTS, points=5)
    (code,) = make.make_codes(opened)
    page = text_of(client.post(address("ballot", opened), {"code": code, "punten-1": "3", "punten-2": "x"}))
    assert "Dit aantal punten kan niet." in page
    sent = {"code": code, "punten-1": "3", "punten-2": "", "punten-4": "2"}
    assert "U geeft 5 van uw 5 punten." in text_of(client.post(address("ballot", opened), sent))
    client.post(address("cast_vote", opened), sent)
    assert Ballot.objects.get().choices == "1:3,4:2"


def test_a_code_that_does_not_work_is_told_before_the_vote_is_looked_over(client, opened):
    (code,) = make.make_codes(opened)
    make.vote(opened, 1, code=code, at=clock.now())
    for typed, told in {"BCDF-2345-GHJK": "Deze code kennen wij niet", code: "Met deze code is al gestemd."}.items():
        page = text_of(client.post(address("ballot", opened), {"code": typed, "project": ["2"]}))
        assert (told in page, "Klopt uw stem?" in page) == (True, False)
        assert re.findall(r'value="(\d)" data-cost="\d+" checked', page) == ["2"]


def test_an_unknown_code_is_asked_back_and_who_guesses_waits(client, opened):
    for _try in range(20):
        page = text_of(client.post(address("cast_vote", opened), {"code": "BCDF-2345-GHJK", "project": ["1"]}))
        assert "Deze code kennen wij niet bij deze stemronde." in page
    (code,) = make.make_codes(opened)
    page = text_of(client.post(address("cast_vote", opened), {"code": code, "project": ["1"]}))
    assert "Er zijn te veel verkeerde codes geprobeerd." in page
    assert Ballot.objects.count() == 0


def test_before_and_after_one_reads_when_one_could_vote(client, municipality):
    coming = open_now(opens_at=clock.now() + timedelta(hours=1))
    over = make.make_vote_round(make.make_pot(name="Ander"))
    assert "Stemmen kan vanaf" in text_of(client.get(address("ballot", coming)))
    assert "Stemmen kan niet meer." in text_of(client.get(address("ballot", over)))
    (code,) = make.make_codes(coming)
    assert "Stemmen kan vanaf" in text_of(client.post(address("cast_vote", coming), {"code": code, "project": ["1"]}))


def test_no_page_with_a_code_on_it_is_kept_by_a_browser(client, opened):
    (code,) = make.make_codes(opened)
    shown = [
        client.get(address("ballot", opened)),
        client.post(address("ballot", opened), {"code": code, "project": ["1"]}),
    ]
    assert [response["Cache-Control"] for response in shown] == ["no-store", "no-store"]


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
def fields_of_a_round(pot, area, **more):
    return {
        "client_key": "6f1f3b0a-0000-4000-8000-000000000001",
        "name": "Wijkbudget Maarswold",
        "who": "Bewoners van 12 jaar en ouder",
        "work_areas": [area.pk],
        "pot": pot.pk,
        "budget_cents": "10.000",
        "opens_on": "2027-03-01",
        "closes_on": "2027-03-14",
        "ballot": "approval",
        "least_choices": "1",
        "rule": "equal_shares",
        "completion": "raised",
        "tie_break": "cheapest",
        "least_votes": "1",
    } | more


def test_a_round_is_set_up_with_categories_and_projects_and_locked(staff, maarswold):
    pot = make.make_pot(work_area=maarswold)
    staff.post(reverse("budgets:make_vote_round"), fields_of_a_round(pot, maarswold))
    made = VoteRound.objects.get()
    assert (made.budget_cents, clock.dutch(made.closes_at).isoformat()) == (10_000_00, "2027-03-15T00:00:00+01:00")

    staff.post(address("add_vote_category", made), {"name": "Groen", "most_cents": "5000"})
    green = VoteCategory.objects.get()
    for title, cost in (("Bomen", "4.000"), ("Bankjes", "1.250,50")):
        staff.post(
            address("add_vote_project", made), {"title": title, "cost_cents": cost, "category": green.pk, "number": ""}
        )
    assert list(VoteProject.objects.values_list("number", "title", "cost_cents")) == [
        (1, "Bomen", 4_000_00),
        (2, "Bankjes", 1_250_50),
    ]
    staff.post(address("open_vote_round", made))

    page = text_of(staff.get(made.get_absolute_url()))
    assert "De ronde is vastgelegd." in page
    assert "samen hoogstens € 5.000,00" in page
    assert VoteRound.objects.get().state == VoteState.OPEN


def test_a_form_that_cannot_be_keeps_what_was_typed(staff, maarswold):
    pot = make.make_pot()
    page = text_of(
        staff.post(
            reverse("budgets:make_vote_round"),
            fields_of_a_round(pot, maarswold, closes_on="2027-02-01", ballot="points"),
        )
    )
    assert "Het einde ligt niet na het begin." in page
    assert 'value="Wijkbudget Maarswold"' in page


def test_projects_and_categories_change_and_go_as_long_as_it_is_not_locked(staff, maarswold):
    made = make.make_vote_round(is_open=False, work_areas=[maarswold])
    project = VoteProject.objects.get(number=1)
    staff.post(
        address("change_vote_project", made, project.pk), {"number": "9", "title": "Plantenbakken", "cost_cents": "10"}
    )
    staff.post(address("remove_vote_project", made, VoteProject.objects.get(number=2).pk))
    staff.post(address("add_vote_category", made), {"name": "Groen"})
    green = VoteCategory.objects.get()
    staff.post(address("change_vote_category", made, green.pk), {"name": "Groen en water", "most_cents": "100"})
    staff.post(address("change_vote_round", made), fields_of_a_round(made.pot, maarswold, name="Andere naam"))

    assert list(VoteProject.objects.values_list("number", "title")) == [
        (3, "Straatfeest"),
        (4, "Bankjes"),
        (9, "Plantenbakken"),
    ]
    green.refresh_from_db()
    assert (green.name, VoteRound.objects.get().name) == ("Groen en water", "Andere naam")
    staff.post(address("remove_vote_category", made, green.pk))
    staff.post(address("remove_vote_round", made))
    assert (VoteCategory.objects.count(), VoteRound.objects.count()) == (0, 0)


def test_who_changes_a_round_of_more_areas_leaves_those_of_others_in_it(staff, maarswold):
    elsewhere = make_work_area("Parkwijk")
    made = make.make_vote_round(is_open=False, work_areas=[maarswold, elsewhere])
    staff.post(address("change_vote_round", made), fields_of_a_round(made.pot, maarswold, name="Andere naam"))
    made.refresh_from_db()
    assert (made.name, set(made.work_areas.all())) == ("Andere naam", {maarswold, elsewhere})


def test_a_round_is_stopped_with_a_reason_that_everybody_reads(staff, opened):
    assert "Schrijf op waarom de stemronde stopt." in text_of(staff.post(address("stop_vote_round", opened), {}))
    staff.post(address("stop_vote_round", opened), {"reason": "Een bedrag klopte niet."})
    assert "Een bedrag klopte niet." in text_of(staff.get(opened.public_address))


def test_a_pot_of_another_area_is_no_money_to_vote_on(staff, maarswold):
    elsewhere = make.make_pot(name="Elders", work_area=make_work_area("Parkwijk"))
    staff.post(reverse("budgets:make_vote_round"), fields_of_a_round(elsewhere, maarswold))
    assert VoteRound.objects.count() == 0


def test_a_round_of_the_whole_municipality_is_not_listed_for_who_keeps_one_area(staff):
    whole = open_now(name="Stemmen over de hele gemeente")
    assert staff.get(whole.get_absolute_url()).status_code == 403
    assert "Stemmen over de hele gemeente" not in text_of(staff.get("/stemrondes/"))


def test_a_fund_leads_to_its_votes_and_a_vote_to_its_fund(client, opened):
    draft = make.make_vote_round(opened.pot, is_open=False, name="Nog niet", budget_cents=1)
    fund = opened.pot.fund
    page = text_of(client.get(fund.get_absolute_url(), follow=True))
    assert f'href="{opened.public_address}"' in page
    assert draft.name not in page
    assert f'href="{fund.get_absolute_url()}"' in text_of(client.get(opened.public_address))


def test_a_coordinator_of_another_area_does_not_keep_this_round(client, opened):
    other = sign_in(client, make_coordinator(make_work_area("Parkwijk"), name="Ada Anders"))
    assert other.get(opened.get_absolute_url()).status_code == 403
    assert other.post(address("stop_vote_round", opened), {"reason": "Zomaar"}).status_code == 403
    assert "Stemmen over Maarswold" not in text_of(other.get("/stemrondes/"))


# ── Codes, desk, paper ─────────────────────────────────────────────────────────────────────────────────────────────
def codes_in(page):
    return sorted(set(re.findall(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}", page)))


@pytest.mark.parametrize("printed_as", ["letters", "cards"])
def test_codes_are_printed_once_with_a_square_that_no_server_reads(staff, opened, printed_as):
    form = text_of(staff.get(address("make_vote_codes", opened)))
    batch = re.search(r'name="batch" value="([^"]+)"', form)[1]
    sent = {"count": "3", "batch": batch, "printed_as": printed_as}

    response = staff.post(address("make_vote_codes", opened), sent)

    assert (len(codes_in(text_of(response))), response["Cache-Control"]) == (3, "no-store")
    assert text_of(response).count("<svg") >= 3
    assert "Deze codes zijn al gemaakt en getoond." in text_of(staff.post(address("make_vote_codes", opened), sent))
    assert VoteCode.objects.count() == 3


def test_many_codes_go_to_the_printer_as_a_file(staff, opened):
    sent = {"count": "501", "batch": "6f1f3b0a-0000-4000-8000-000000000001", "printed_as": "letters"}
    assert "is te zwaar" in text_of(staff.post(address("make_vote_codes", opened), sent))
    response = staff.post(address("make_vote_codes", opened), sent | {"printed_as": "printer"})
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0]) == (502, "briefnummer;stemcode;adres voor de QR-code")
    number, code, link = lines[1].split(";")
    assert (number, link) == ("1", f"http://testserver{address('ballot', opened)}#{code}")


def test_at_the_desk_a_resident_gets_one_code(staff, opened):
    who = {"name": "Rika", "born_on": "1980-05-17", "postcode": "9501 AB", "house": "12", "had_letter": "nee"}
    key = re.search(r'name="client_key" value="([^"]+)"', text_of(staff.get(address("vote_desk", opened))))[1]
    first = text_of(staff.post(address("vote_desk", opened), who | {"client_key": key}))
    reloaded = text_of(staff.post(address("vote_desk", opened), who | {"client_key": key}))
    again = text_of(staff.post(address("vote_desk", opened), who))

    assert (len(codes_in(first)), codes_in(reloaded), codes_in(again)) == (1, codes_in(first), [])
    assert "Deze inwoner heeft al een code gekregen aan een balie." in again
    assert VoteCode.objects.get().handed == Handed.DESK


def test_at_the_desk_a_letter_that_was_lost_is_replaced_by_its_number(staff, opened):
    make.make_letters(opened, 2)
    who = {"name": "Rika", "born_on": "1980-05-17", "postcode": "9501 AB", "house": "12"}
    asked = text_of(staff.post(address("vote_desk", opened), who))
    assert "Kijk op de lijst en kies ja of nee." in asked
    asked = text_of(staff.post(address("vote_desk", opened), who | {"had_letter": "ja"}))
    assert "Vul het nummer van de brief in." in asked
    asked = text_of(staff.post(address("vote_desk", opened), who | {"had_letter": "ja", "letter": "9"}))
    assert "Er is in deze stemronde geen brief met dit nummer." in asked
    given = text_of(staff.post(address("vote_desk", opened), who | {"had_letter": "ja", "letter": "2"}))
    assert len(codes_in(given)) == 1
    assert VoteCode.objects.get(letter=2).used_for == UsedFor.REPLACED


def test_at_the_desk_a_code_is_given_in_for_paper_or_made_void(staff, opened):
    one, two = make.make_codes(opened, 2)
    staff.post(address("exchange_vote_code", opened), {"code": one})
    staff.post(address("void_vote_code", opened), {"code": two})
    assert sorted(VoteCode.objects.values_list("used_for", flat=True)) == [UsedFor.PAPER, UsedFor.VOID]
    refused = text_of(staff.post(address("exchange_vote_code", opened), {"code": one}))
    assert "Met deze code is al gestemd." in refused


def test_the_ballot_on_paper_bears_no_code(staff, opened):
    page = text_of(staff.get(address("vote_paper", opened)))
    assert "3. Straatfeest" in page
    assert codes_in(page) == []


def test_a_slip_typed_by_two_people_counts(client, staff, opened, maarswold):
    first = text_of(staff.post(address("enter_vote_slip", opened), {"slip": "1", "choices": "3 1"}, follow=True))
    assert "Biljet 1 is bewaard." in first
    for typed, told in {
        "drie": "Typ nummers van projecten",
        "3 99": "Dit nummer staat niet op het stembiljet: 99.",
    }.items():
        assert told in text_of(staff.post(address("enter_vote_slip", opened), {"slip": "2", "choices": typed}))
    second = sign_in(client, make_coordinator(maarswold, name="Bram Tweede"))
    page = text_of(second.post(address("enter_vote_slip", opened), {"slip": "1", "choices": "1, 3"}, follow=True))
    assert "Biljet 1 telt mee" in page
    assert Ballot.objects.get().choices == "1:1,3:1"


def test_two_slips_that_differ_are_named_with_who_typed_them(client, staff, opened, maarswold):
    staff.post(address("enter_vote_slip", opened), {"slip": "1", "choices": "1"})
    second = sign_in(client, make_coordinator(maarswold, name="Bram Tweede"))
    told = second.post(address("enter_vote_slip", opened), {"slip": "1", "is_invalid": "on"}, follow=True)
    assert "een ander voerde het anders in. Kijk nog eens op het papier." in text_of(told)
    page = text_of(second.get(opened.get_absolute_url()))
    assert "verschillend ingevoerd door" in page
    assert PaperEntry.objects.filter(is_settled=False).count() == 2


def test_who_keeps_the_round_takes_out_a_slip_and_the_desk_does_not(client, staff, opened):
    staff.post(address("enter_vote_slip", opened), {"slip": "21", "choices": "1"})
    asked = text_of(staff.get(address("take_out_vote_slip", opened), {"biljet": "21"}))
    assert 'value="21"' in asked
    sent = {"slip": "21", "reason": "Het was biljet 12."}
    assert "Biljet 21 is weg" in text_of(staff.post(address("take_out_vote_slip", opened), sent, follow=True))
    assert PaperEntry.objects.count() == 0
    desk = sign_in(client, make_holder(Role.DESK, email="balie@stad.example"))
    assert desk.post(address("take_out_vote_slip", opened), sent).status_code == 403
    assert "Haal het weg" not in text_of(desk.get(address("enter_vote_slip", opened)))


def test_what_waits_stands_on_the_start_page_of_who_can_do_it(client, staff, opened, maarswold):
    closed = make.make_vote_round(opened.pot, work_areas=[maarswold], budget_cents=1_00, projects=CHEAP)
    counted = make.make_vote_round(opened.pot, work_areas=[maarswold], budget_cents=1_00, projects=CHEAP)
    make.count(counted)
    staff.post(address("enter_vote_slip", opened), {"slip": "1", "choices": "1"})
    page = text_of(staff.get("/"))
    assert f'<a href="{closed.get_absolute_url()}">Stemmen te tellen</a>' in page
    assert f'<a href="{counted.get_absolute_url()}">Uitslagen bekend te maken</a>' in page
    assert "Biljetten in te voeren" not in page
    second = sign_in(client, make_holder(Role.DESK, email="balie@stad.example"))
    page = text_of(second.get("/"))
    assert f'<a href="{address("enter_vote_slip", opened)}">Biljetten in te voeren</a>' in page
    assert "Stemmen te tellen" not in page


# ── The outcome ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_counting_and_publishing_by_the_buttons(staff, maarswold):
    opened = make.make_vote_round(work_areas=[maarswold])
    for number in (1, 1, 2):
        make.vote(opened, number)
    assert "Er is geteld." in text_of(staff.post(address("count_votes", opened), follow=True))
    assert "De uitslag is bekend." in text_of(staff.post(address("publish_vote_result", opened), follow=True))
    opened.refresh_from_db()
    assert opened.state == VoteState.PUBLISHED


def test_before_it_is_published_only_who_keeps_the_round_sees_the_outcome(client, counted, coordinator):
    files = ("vote_result", "vote_file", "vote_votes_table", "vote_projects_table", "vote_rules_table")
    assert {client.get(address(name, counted)).status_code for name in files} == {404}
    assert "Alleen wie deze stemronde bijhoudt" in text_of(
        sign_in(client, coordinator).get(address("vote_result", counted))
    )


def test_the_outcome_tells_totals_both_rules_and_why(client, counted):
    counting.publish_result(counted, by=CLOCK, at=AFTER)
    page = text_of(client.get(address("vote_result", counted)))
    for words in (
        "5 inwoners stemden.",
        "2 projecten zijn gekozen, samen voor € 9.000,00 van de € 10.000,00.",
        "meeste stemmen eerst (geldt)",
        "Toen dit project aan de beurt was, was er nog € 1.000,00. Het kost € 2.000,00: € 1.000,00 te weinig.",
        "Met 2 stemmen meer was het wel gekozen.",
        "Met de andere regel, gelijke delen, was de uitslag anders geweest.",
    ):
        assert words in page


def test_few_votes_on_paper_are_not_told_apart(client, maarswold):
    opened = make.make_vote_round(work_areas=[maarswold])
    for _voter in range(20):
        make.vote(opened, 1)
    (code,) = make.make_codes(opened)
    ballots.exchange_for_paper(opened, code=code, by=CLOCK, at=AFTER)
    for name in ("Anna", "Bram"):
        person = make_person(name, email=f"{name.lower()}@stad.example")
        ballots.enter_slip(opened, slip=1, choices={2: 1}, by=person, at=AFTER)
    make.count(opened)
    counting.publish_result(opened, by=CLOCK, at=AFTER)

    page = text_of(client.get(address("vote_result", opened)))

    assert "21 inwoners stemden." in page
    for how in ("Op internet", "Op papier"):
        assert f"{how}</dt><dd>te weinig om apart te noemen" in page


def test_the_files_that_anybody_reads_count_to_the_same(client, counted):
    counting.publish_result(counted, by=CLOCK, at=AFTER)
    response = client.get(address("vote_file", counted))
    file = counting_file.read(response.content.decode())

    assert sorted(counting_file.outcome_of(file).numbers) == [1, 2]
    assert response["Content-Disposition"] == 'attachment; filename="stemmen-over-maarswold.pb"'
    votes = client.get(address("vote_votes_table", counted)).getvalue().decode("utf-8-sig").splitlines()
    assert (votes[0], len(votes)) == ("voter_id;vote", 6)
    assert "rule;greedy" in client.get(address("vote_rules_table", counted)).getvalue().decode("utf-8-sig").splitlines()
    projects = client.get(address("vote_projects_table", counted)).getvalue().decode("utf-8-sig").splitlines()
    assert projects[1] == "1;3000;3;3;Bloembakken;;1;1"
