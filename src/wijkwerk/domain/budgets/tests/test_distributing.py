"""A body that gets one grant and distributes it: its own fund, its plans, its account to the municipality."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from wijkwerk.domain.budgets.models import Claim, Fund, FundAccount, Grant, GrantState, JustificationState, Pot
from wijkwerk.domain.budgets.operations import claims, committees, distributing, granting, justifications, ledger
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.domain.budgets.queries import justifications as told_queries
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, make_fund, make_rules
from wijkwerk.domain.budgets.tests.justification_factories import DUE, EURO, make_paid_grant, tell
from wijkwerk.domain.budgets.tests.ledger_factories import make_bare_grant
from wijkwerk.domain.people.tests.factories import make_body, make_holder, make_person, sign_in
from wijkwerk.domain.plans.models import Agenda, AgendaItem
from wijkwerk.domain.plans.tests.plan_factories import make_vision
from wijkwerk.foundation.access.roles import Role

GRANTED = 600 * EURO


@pytest.fixture
def body(maarswold):
    return make_body(work_areas=[maarswold])


@pytest.fixture
def committee(body):
    return committees.found_committee(name="Commissie van de wijkraad", organisation=body, **BY)


@pytest.fixture
def grant(maarswold, body):
    fund = make_fund("Wijkbudgetten")
    make_rules(fund, justify_with_receipts_above_cents=0)
    values = {"organisation_name": body.name, "title": "Budget van de wijkraad", "asked_cents": GRANTED}
    application = make_application(fund, maarswold, **values)
    application.organisation = body
    application.save()
    return make_paid_grant(maarswold, cents=GRANTED, paid=GRANTED, application=application, fund=fund)


@pytest.fixture
def own(grant, committee):
    return begin(grant, committee)


def begin(grant, committee):
    return distributing.begin(grant, name="Wijkpot", purpose="Voor de wijk.", committee=committee, **BY)


@pytest.fixture
def item(maarswold):
    agenda = Agenda.objects.create(work_area=maarswold, year=2025, created_at=BY["at"])
    return AgendaItem.objects.create(
        agenda=agenda, number=1, title="Speeltuin opknappen", created_at=BY["at"], changed_at=BY["at"]
    )


def give(own, title, cents, *, line=None):
    """The body gives to an initiative, which is paid at once."""
    application = make_application(own, own.work_areas.first(), title=title, asked_cents=cents)
    made = make_bare_grant(own.pots.get(), cents=cents, application=application)
    made.justify_by = DUE
    made.save()
    ledger.grant(made.pot, grant=made, cents=cents, **BY)
    ledger.pay(made, cents=cents, **BY)
    if line is not None:
        distributing.put_under_line(made, line=line, **BY)
    return made


def approve(grant, *, spent):
    told = tell(justifications.expect(grant, at=BY["at"]), spent=spent, receipts=[spent])
    return justifications.approve(justifications.hand_in(told, **BY), **BY)


# ── Its own fund ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_grant_feeds_a_fund_of_the_body_where_its_own_committee_decides(own, body, committee, grant, maarswold):
    assert (own.holder, own.funded_by_grant, own.state) == (body, grant, "open")
    assert queries.stands_of(own).left == GRANTED
    holds = rules.rule_set_on(own, work_area=maarswold, on=TODAY)
    assert (holds.decided_by, holds.committee, holds.committee_role) == ("committee", committee, "decides")


def test_a_grant_is_distributed_once(own, grant, committee):
    with pytest.raises(distributing.DistributedAlready):
        begin(grant, committee)


def test_only_a_body_distributes(maarswold, committee):
    with pytest.raises(distributing.NoBody):
        begin(make_paid_grant(maarswold), committee)


def test_the_committee_is_of_the_body_itself(grant):
    with pytest.raises(distributing.CommitteeOfAnother):
        begin(grant, committees.found_committee(name="Een andere", **BY))


def test_the_fund_cannot_give_more_than_the_grant(own):
    give(own, "Straatfeest", 500 * EURO)
    with pytest.raises(ledger.NotEnoughLeft):
        give(own, "Nog een feest", 101 * EURO)


def paid_in_part(maarswold, body, committee, *, paid):
    fund = make_fund("Wijkbudgetten in delen")
    make_rules(fund, justify_with_receipts_above_cents=0)
    application = make_application(fund, maarswold, organisation_name=body.name, asked_cents=GRANTED)
    application.organisation = body
    application.save()
    grant = make_paid_grant(maarswold, cents=GRANTED, paid=paid, application=application, fund=fund)
    return grant, begin(grant, committee)


def test_what_a_grant_is_less_the_body_cannot_give_to_others(maarswold, body, committee):
    grant, own = paid_in_part(maarswold, body, committee, paid=400 * EURO)
    give(own, "Straatfeest", 420 * EURO)
    distributing.hand_in_account(own, told="Wij gaven aan een feest.", **BY)
    told = justifications.approve(told_queries.of_application(grant.application), **BY)
    assert (Claim.objects.count(), queries.stands_of(own).allotted, queries.stands_of(own).left) == (0, 420 * EURO, 0)
    justifications.reopen(told, words="Er komt nog een initiatief.", **BY)
    assert queries.stands_of(own).left == 180 * EURO


def test_a_grant_that_is_withdrawn_leaves_the_body_nothing_to_give(maarswold, body, committee):
    grant, own = paid_in_part(maarswold, body, committee, paid=0)
    granting.withdraw_grant(grant, reason="De wijkraad stopt.", **BY)
    assert (queries.stands_of(own).allotted, queries.stands_of(own).left) == (0, 0)


def test_a_grant_of_which_the_body_gave_to_others_is_not_withdrawn(maarswold, body, committee):
    grant, own = paid_in_part(maarswold, body, committee, paid=0)
    give(own, "Straatfeest", 100 * EURO)
    with pytest.raises(granting.GivenToOthers) as refusal:
        granting.withdraw_grant(grant, reason="De wijkraad stopt.", **BY)
    assert "kende al €\u00a0100,00 toe" in refusal.value.words
    assert (Grant.objects.get(pk=grant.pk).state, queries.stands_of(own).left) == ("open", 500 * EURO)


# ── Its plans ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_plans_are_projects_of_the_area_or_of_the_own_plan_of_residents(own, item, body, maarswold):
    goal = make_vision(maarswold, owner="residents", body=body).goals.get()
    elsewhere = make_vision(maarswold, owner="residents", body=make_body("Andere wijkraad")).goals.get()
    distributing.add_line(own, item=item, planned_cents=300 * EURO, **BY)
    distributing.add_line(own, goal=goal, planned_cents=200 * EURO, **BY)
    assert [each.line.plan for each in queries.lines_of(own)] == [item, goal]
    with pytest.raises(distributing.PlanOfAnother):
        distributing.add_line(own, goal=elsewhere, planned_cents=1, **BY)
    with pytest.raises(distributing.OnTheListAlready):
        distributing.add_line(own, item=item, planned_cents=1, **BY)


def test_no_more_is_planned_than_there_is(own, item):
    with pytest.raises(distributing.PlannedTooMuch) as refusal:
        distributing.add_line(own, item=item, planned_cents=GRANTED + 1, **BY)
    assert "€\u00a0600,00" in refusal.value.words
    line = distributing.add_line(own, item=item, planned_cents=GRANTED, **BY)
    assert distributing.change_line(line, planned_cents=100, **BY).planned_cents == 100


def test_a_plan_that_somebody_changed_meanwhile_is_asked_again(own, item):
    line = distributing.add_line(own, item=item, planned_cents=100, **BY)
    distributing.change_line(line, planned_cents=200, brought="Een schommel.", version=1, **BY)
    with pytest.raises(distributing.LineChangedMeanwhile):
        distributing.change_line(line, planned_cents=300, version=1, **BY)


def test_a_plan_with_money_stays(own, item):
    line = distributing.add_line(own, item=item, planned_cents=100 * EURO, **BY)
    given = give(own, "Schommel", 50 * EURO, line=line)
    with pytest.raises(distributing.LineHasGrants):
        distributing.remove_line(line, **BY)
    distributing.put_under_line(given, line=None, **BY)
    distributing.remove_line(line, **BY)
    assert [each.line for each in queries.lines_of(own)] == [None]


# ── Its account ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def accounted(own, item):
    """Four hundred given for a plan, fifty without; twenty of it comes back."""
    line = distributing.add_line(own, item=item, planned_cents=450 * EURO, **BY)
    distributing.change_line(line, planned_cents=450 * EURO, brought="De schommel staat er.", **BY)
    approve(give(own, "Schommel", 400 * EURO, line=line), spent=380 * EURO)
    claims.register_repayment(Claim.objects.get(), cents=20 * EURO, received_on=TODAY, **BY)
    give(own, "Koffieochtend", 50 * EURO)
    return own


def tables(document):
    return {part.name: part.rows for part in document.parts if part.kind == "grid"}


def test_the_account_tells_of_the_money_and_of_each_plan(accounted):
    found = tables(queries.account_of(accounted, on=TODAY))
    assert found["Het geld van Wijkpot"] == (
        ("Gekregen van de gemeente", "€\u00a0600,00"),
        ("Begroot in de plannen", "€\u00a0450,00"),
        ("Toegekend", "€\u00a0450,00"),
        ("Daarvan betaald", "€\u00a0450,00"),
        ("Daarvan verantwoord", "€\u00a0380,00"),
        ("Teruggekomen", "€\u00a020,00"),
        ("Moet nog terugkomen", "€\u00a00,00"),
        ("Gereserveerd en gespaard", "€\u00a00,00"),
        ("Over", "€\u00a0170,00"),
    )
    assert found["Toegekend voor: Speeltuin opknappen"] == (
        ("Schommel", "€\u00a0400,00", "€\u00a0380,00", "€\u00a020,00", "nog niet openbaar"),
    )
    assert [row[0] for row in found["Toegekend voor: Niet uit een plan"]] == ["Koffieochtend"]


def test_what_the_lines_say_adds_up_to_the_fund(accounted):
    lines, now = queries.lines_of(accounted), queries.stands_of(accounted)
    assert sum(each.given_cents for each in lines) == now.granted
    assert sum(each.returned_cents for each in lines) == now.returned


def test_handing_in_the_account_justifies_the_grant_and_what_is_left_is_asked_back(accounted, grant):
    kept = distributing.hand_in_account(accounted, told="Wij gaven aan twee initiatieven.", **BY)
    told = told_queries.of_application(grant.application)
    assert (told.state, told.spent_cents) == (JustificationState.HANDED_IN, 430 * EURO)
    justifications.approve(told, **BY)
    claim = Claim.objects.get(grant=grant)
    assert claim.amount_cents == 170 * EURO
    assert queries.stands_of(accounted).left == 0
    assert "Wij gaven aan twee initiatieven." in str(kept.content)
    claims.register_repayment(claim, cents=170 * EURO, received_on=TODAY, **BY)
    assert Grant.objects.get(pk=grant.pk).state == GrantState.CLOSED


def test_an_account_that_was_handed_in_never_changes(accounted):
    kept = distributing.hand_in_account(accounted, told="Klaar.", **BY)
    before = FundAccount.objects.get(pk=kept.pk).document
    give(accounted, "Later", 10 * EURO)
    assert FundAccount.objects.get(pk=kept.pk).document == before


def test_what_need_not_come_back_can_be_given_again(accounted, grant):
    distributing.hand_in_account(accounted, told="Klaar.", **BY)
    told = justifications.approve(told_queries.of_application(grant.application), **BY)
    justifications.reopen(told, words="Er komt nog een initiatief.", **BY)
    assert queries.stands_of(accounted).left == 170 * EURO


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def address(own, more=""):
    return f"/budgetten/{own.pk}/plannen/{more}"


def test_everybody_reads_the_plans_and_the_account(client, accounted):
    assert "Speeltuin opknappen" in client.get(address(accounted)).content.decode()
    assert "De schommel staat er." in client.get(address(accounted, "verantwoording/")).content.decode()


def test_the_account_is_a_tagged_pdf(client, accounted):
    answer = client.get(address(accounted, "verantwoording/pdf/"))
    reader = PdfReader(BytesIO(answer.content))
    assert reader.metadata.title == "Rekening en verantwoording: Wijkpot"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_people_of_the_body_keep_its_plans_and_others_do_not(client, own, item, body, maarswold):
    sent = {"item": item.pk, "planned_cents": "100"}
    sign_in(client, make_holder(Role.RESIDENTS_BODY, maarswold, name="Van een andere raad"))
    assert client.post(address(own, "nieuw/"), sent).status_code == 403
    sign_in(client, make_person("Van de wijkraad", organisation=body))
    assert client.post(address(own, "nieuw/"), sent).status_code == 302
    assert [each.planned_cents for each in queries.lines_of(own)] == [100 * EURO]


def test_the_body_hands_in_its_account(client, accounted, body):
    sign_in(client, make_person("Van de wijkraad", organisation=body))
    answer = client.post(address(accounted, "verantwoording/inleveren/"), {"told": "Wij gaven."}, follow=True)
    assert "Ingeleverd bij de gemeente" in answer.content.decode()


def test_who_is_no_organisation_is_not_asked_to_distribute(client, maarswold):
    grant = make_paid_grant(maarswold)
    sign_in(client, make_holder(Role.TREASURER, name="Olaf"))
    answer = client.get(f"/toekenningen/{grant.pk}/verdelen/", follow=True)
    assert "Alleen een organisatie kan geld zelf verdelen." in answer.content.decode()


def test_the_treasurer_lets_a_body_distribute(client, grant, committee):
    sign_in(client, make_holder(Role.TREASURER, name="Olaf"))
    sent = {"name": "Wijkpot", "what_for": "Voor de wijk.", "committee": committee.pk}
    client.post(f"/toekenningen/{grant.pk}/verdelen/", sent)
    assert Fund.objects.get(funded_by_grant=grant).name == "Wijkpot"
    assert Pot.objects.filter(fund__name="Wijkpot").count() == 1
