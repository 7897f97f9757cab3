"""Deciding: five outcomes, three names, drafts together, the letter, a condition that makes a yes final by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    AmountBand,
    Application,
    CategoryCeiling,
    Criterion,
    Decision,
    DecisionOutcome,
    Grant,
    PayeeAccount,
    Payment,
    VoteCount,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.models.deliberations import AdviceVerdict
from wijkwerk.domain.budgets.operations import checks, deliberations, granting, ledger
from wijkwerk.domain.budgets.operations import decision_conditions as conditions
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import (
    EURO,
    a_condition,
    make_alderman,
    make_committee,
    make_coordinator,
    make_ready,
    make_treasurer,
    seats,
    vote_all,
)
from wijkwerk.domain.budgets.tests.fund_factories import (
    BY,
    TODAY,
    TUESDAY,
    make_category,
    make_fund,
    make_pot,
    make_round,
    make_rules,
)
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel, Letter

YES, PART, NO = DecisionOutcome.YES, DecisionOutcome.PART, DecisionOutcome.NO
PROVISIONAL, NEXT_ROUND = DecisionOutcome.PROVISIONAL, DecisionOutcome.NEXT_ROUND


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold, email="corrie@example.nl")


@pytest.fixture
def application(maarswold):
    return make_ready(maarswold)


@pytest.fixture
def pot(application):
    return queries.pots_for(application, at=TUESDAY)[0]


def decide(application, by, outcome=YES, **what):
    return operations.decide(application, outcome=outcome, by=by, at=TUESDAY, **what)


def prepare(application, by, outcome=YES, **what):
    return operations.prepare_decision(application, outcome=outcome, by=by, at=TUESDAY, **what)


def publish(drafts, by, **what):
    return operations.publish_decisions(drafts, by=by, at=TUESDAY, **what)


def state_of(application):
    return Application.objects.get(pk=application.pk).state


def letter(template="decided"):
    return Letter.objects.get(template=f"budgets/{template}")


# ── Five outcomes ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_yes_is_a_grant_with_its_entry_and_a_letter_with_the_last_day_to_object(application, corrie, pot):
    decision = decide(application, corrie)
    grant = Grant.objects.get()
    assert (grant.amount_cents, grant.pot, grant.decision) == (250 * EURO, pot, decision)
    assert (stands.stands_of(pot).granted, stands.stands_of(pot).left) == (250 * EURO, 750 * EURO)
    assert (state_of(application), decision.decided_by, decision.is_current) == ("decided", corrie, True)
    assert (decision.announced_on, decision.object_until) == (TODAY, date(2025, 4, 15))
    sent = letter()
    assert (sent.channel, sent.subject) == ("email", f"Besluit op uw aanvraag {application.number}: ja")
    assert "uiterlijk op 15 april 2025" in sent.body
    assert "Ja. U krijgt € 250,00." in sent.body


def test_the_letter_names_the_day_to_justify_that_the_grant_bears(maarswold, corrie):
    application = make_ready(maarswold, rules={"justify_on_month": 4, "justify_on_day": 1})
    assert decide(application, corrie).grant.justify_by == date(2026, 4, 1)
    assert "uiterlijk op 1 april 2026. Wat u niet uitgeeft, betaalt u terug." in letter().body


def test_on_condition_the_day_to_justify_is_told_later(application, corrie):
    decide(application, corrie, PROVISIONAL, conditions=[a_condition()])
    assert "U hoort nog voor welke dag." in letter().body


def test_the_term_to_object_does_not_end_on_a_holiday(application, corrie):
    decision = operations.decide(application, outcome=YES, by=corrie, at=TUESDAY, announced_on=date(2025, 3, 10))
    assert decision.object_until == date(2025, 4, 22)  # Easter Monday comes between


def test_a_letter_is_not_dated_before_today(application, corrie):
    with pytest.raises(operations.AnnouncedTooEarly):
        operations.decide(application, outcome=YES, by=corrie, at=TUESDAY, announced_on=date(2025, 3, 3))


def test_a_part_is_less_and_says_why(application, corrie, pot):
    for wrong, amount in (
        (operations.AmountWrong, 0),
        (operations.AmountWrong, 251 * EURO),
        (operations.PartIsAll, 250 * EURO),
    ):
        with pytest.raises(wrong):
            decide(application, corrie, PART, amount_cents=amount, reason="Minder.")
    with pytest.raises(operations.ReasonMissing):
        decide(application, corrie, PART, amount_cents=100 * EURO)
    decide(application, corrie, PART, amount_cents=100 * EURO, reason="Vlees betalen wij niet.")
    assert (Grant.objects.get().amount_cents, stands.stands_of(pot).left) == (100 * EURO, 900 * EURO)
    assert "Vlees betalen wij niet." in letter().body


def test_a_no_needs_a_reason_and_gives_nothing(application, corrie, pot):
    with pytest.raises(operations.ReasonMissing):
        decide(application, corrie, NO, reason=" \n ")
    decide(application, corrie, NO, reason="Dit is geen feest voor de buurt.")
    assert (Grant.objects.count(), stands.stands_of(pot).left) == (0, 1_000 * EURO)
    fresh = Application.objects.get()
    assert (fresh.state, fresh.link_until) == ("decided", TODAY + timedelta(days=365))


def test_the_database_itself_refuses_a_no_without_a_reason(application, corrie):
    decision = prepare(application, corrie, NO, reason="Daarom.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(reason="")


def test_a_next_round_keeps_the_application_and_is_decided_there(maarswold, corrie):
    fund = make_fund()
    make_round(fund)
    application = make_ready(maarswold, fund=fund, rules={"intake": "rounds"})
    with pytest.raises(operations.RoundMissing):
        decide(application, corrie, NEXT_ROUND, reason="Het geld is op.")
    later = make_round(
        fund,
        "Najaar",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 10, 1, tzinfo=UTC),
        decides_on=date(2025, 10, 15),
    )
    decision = decide(application, corrie, NEXT_ROUND, reason="Het geld is op.")
    fresh = Application.objects.get(pk=application.pk)
    assert (fresh.state, fresh.round, decision.is_current) == (ApplicationState.MOVED, later, False)
    assert "Najaar, met een besluit op 15 oktober 2025" in letter().body


def test_an_application_asks_no_more_than_there_is(application, corrie, maarswold):
    big = make_application(application.fund, maarswold, asked_cents=1_001 * EURO)
    with pytest.raises(ledger.NotEnoughLeft) as refused:
        decide(big, corrie)
    assert refused.value.words == "Er is niet genoeg geld over. In deze pot is nog €\u00a01.000,00 vrij te besteden."
    assert (state_of(big), Decision.objects.count()) == ("sent", 0)


def test_what_is_decided_is_not_decided_once_more(application, corrie):
    decide(application, corrie)
    with pytest.raises(deliberations.NotHandledNow):
        decide(application, corrie)


def test_who_wants_paper_gets_the_whole_decision_on_paper(maarswold, corrie):
    address = "Brugstraat 1\n9501 AA Stadskanaal"
    application = make_ready(maarswold, reply_by=Channel.POST, reply_address=address)
    decide(application, corrie, NO, reason="Dit is geen feest voor de buurt.")
    sent = letter()
    assert (sent.channel, sent.state) == ("post", "to_do")
    for words in ("Dit is geen feest voor de buurt.", "BENT U HET ER NIET MEE EENS?", "uiterlijk op 15 april 2025"):
        assert words in sent.body


# ── On condition ───────────────────────────────────────────────────────────────────────────────────────────────────
def provisional(application, by, **condition):
    return decide(application, by, PROVISIONAL, conditions=[a_condition(**condition)])


def test_a_yes_on_condition_names_conditions_and_no_other_outcome_does(application, corrie):
    with pytest.raises(operations.ConditionsMissing):
        decide(application, corrie, PROVISIONAL)
    with pytest.raises(operations.ConditionsTooMany):
        decide(application, corrie, YES, conditions=[a_condition()])
    with pytest.raises(thread.ConditionNotConcrete):
        provisional(application, corrie, what=" ")


def test_money_on_condition_is_set_aside_and_granted_when_the_last_condition_is_met(application, corrie, pot):
    decision = decide(
        application, corrie, PROVISIONAL, amount_cents=200 * EURO, conditions=[a_condition(), a_condition("Een tent")]
    )
    assert (stands.stands_of(pot).reserved, stands.stands_of(pot).left) == (200 * EURO, 800 * EURO)
    first, second = decision.answer.conditions.order_by("order")
    conditions.meet_condition(decision, first, by=corrie, at=TUESDAY)
    assert Grant.objects.count() == 0
    conditions.meet_condition(decision, second, by=corrie, at=TUESDAY)
    now = stands.stands_of(pot)
    assert (now.granted, now.reserved, now.left) == (200 * EURO, 0, 800 * EURO)
    assert (Grant.objects.get().amount_cents, Decision.objects.get().final_at) == (200 * EURO, TUESDAY)
    assert "Alles wat eerst nodig was, is er nu." in letter("decision_final").body


def test_a_condition_that_is_met_by_the_calendar_makes_the_decision_final_by_itself(application, corrie):
    decision = provisional(application, corrie, kind=ConditionKind.DATE, by_when=date(2025, 4, 1))
    later = datetime(2025, 4, 1, 6, tzinfo=UTC)
    assert conditions.settle_what_is_met(at=later) == 0
    thread.meet_conditions_by_date(date(2025, 4, 1), at=later, by=CLOCK)
    assert conditions.settle_what_is_met(at=later) == 1
    assert conditions.settle_what_is_met(at=later) == 0
    assert Grant.objects.get().decision == decision


def test_a_condition_that_will_not_be_met_frees_the_money_and_brings_the_application_back(application, corrie, pot):
    decision = provisional(application, corrie)
    condition = decision.answer.conditions.get()
    with pytest.raises(conditions.ReasonForLapseMissing):
        conditions.lapse_condition(decision, condition, reason="", by=corrie, at=TUESDAY)
    conditions.lapse_condition(decision, condition, reason="Er komt geen vergunning.", by=corrie, at=TUESDAY)
    fresh = Decision.objects.get()
    assert (fresh.is_current, fresh.lapsed_because) == (False, "Er komt geen vergunning.")
    assert (state_of(application), stands.stands_of(pot).left) == ("sent", 1_000 * EURO)
    assert "Er komt geen vergunning." in letter("decision_lapsed").body
    decide(application, corrie, NO, reason="Zonder vergunning gaat het niet.")


def test_a_condition_that_lapsed_elsewhere_brings_the_application_back_by_itself(application, corrie):
    decision = provisional(application, corrie)
    thread.lapse_condition(decision.answer.conditions.get(), reason="Gaat niet door.", by=corrie, at=TUESDAY)
    assert conditions.settle_what_is_met(at=TUESDAY) == 1
    assert (state_of(application), Decision.objects.get().lapsed_because) == ("sent", "Gaat niet door.")


def test_a_condition_gets_another_day_and_who_asked_hears_why(application, corrie):
    decision = provisional(application, corrie)
    condition = decision.answer.conditions.get()
    conditions.change_condition_day(
        decision, condition, by_when=date(2025, 6, 1), reason="De raad vergadert later.", by=corrie, at=TUESDAY
    )
    assert "De raad vergadert later." in letter("decision_condition_changed").body


def test_money_that_went_along_into_the_next_year_is_granted_from_there(application, corrie, pot):
    decision = provisional(application, corrie, by_when=date(2026, 5, 1))
    next_year = make_pot(application.fund, 2026)
    ledger.carry(pot, to_pot=next_year, **BY)
    conditions.meet_condition(decision, decision.answer.conditions.get(), by=corrie, at=TUESDAY)
    assert (Grant.objects.get().pot, stands.stands_of(next_year).granted) == (next_year, 250 * EURO)
    assert stands.stands_of(pot).reserved == 0


# ── Who decides, by the rules ──────────────────────────────────────────────────────────────────────────────────────
def test_who_decides_is_who_the_rules_say(maarswold, corrie):
    application = make_ready(maarswold, rules={"decided_by": "alderman"})
    with pytest.raises(operations.NotYoursToDecide) as refused:
        decide(application, corrie)
    assert refused.value.words == "Over deze aanvraag beslist: wijkwethouder. Zo staat het in de regels."
    assert decide(application, make_alderman(maarswold)).state == "published"


def test_above_an_amount_somebody_else_decides(maarswold, corrie):
    bands = [AmountBand(above_cents=500 * EURO, decided_by="alderman")]
    application = make_ready(maarswold, asked=501 * EURO, parts=bands)
    with pytest.raises(operations.NotYoursToDecide):
        decide(application, corrie)
    exactly = make_application(application.fund, maarswold, asked_cents=500 * EURO)
    assert decide(exactly, corrie).decided_by == corrie


def test_a_coordinator_of_another_area_does_not_decide(application):
    with pytest.raises(operations.NotYoursToDecide):
        decide(application, make_person())


def test_who_advised_does_not_decide(application, corrie, maarswold):
    deliberations.advise(application, verdict=AdviceVerdict.YES, by=corrie, at=TUESDAY)
    with pytest.raises(operations.AdviserDecides):
        decide(application, corrie)
    decision = decide(application, make_coordinator(maarswold, "Jelle"))
    assert (decision.advised_by, decision.decided_by.name) == (corrie, "Jelle")


def test_the_database_itself_refuses_one_name_for_adviser_and_decider(application, corrie):
    decide(application, corrie)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(advised_by=corrie)


def test_the_database_itself_refuses_that_who_decided_or_advised_pays(application, corrie, maarswold):
    deliberations.advise(application, verdict=AdviceVerdict.YES, by=make_alderman(maarswold), at=TUESDAY)
    decision = decide(application, corrie)
    account = PayeeAccount.objects.create(
        application=application, holder="R Veen", iban="NL91ABNA0417164300", kept_at=TUESDAY
    )

    def pay(by):
        with transaction.atomic():
            return Payment.objects.create(
                grant=decision.grant,
                pot=decision.pot,
                account=account,
                kind="advance",
                amount_cents=100,
                words="Barbecue",
                prepared_by=by,
                prepared_at=TUESDAY,
            )

    for same in (corrie, decision.advised_by):
        with pytest.raises(IntegrityError):
            pay(same)
        assert not queries.may_pay(same.pk, application)
    treasurer = make_treasurer()
    payment = pay(treasurer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(prepared_by=corrie)
    names = queries.names_of(application, queries.standing_on(application))
    assert ([each.name for each in names.advised], names.decided, names.pays) == (
        ["Ali Wethouder"],
        corrie,
        (treasurer,),
    )


def test_who_has_an_interest_does_not_decide_nor_prepare(application, corrie):
    deliberations.tell_interest(application, person=corrie, reason="Buurvrouw.", **BY)
    with pytest.raises(deliberations.HasInterest):
        decide(application, corrie)


def test_a_second_pair_of_eyes_is_anothers(maarswold, corrie):
    application = make_ready(maarswold, rules={"second_pair_of_eyes": True})
    other = make_coordinator(maarswold, "Jelle")
    with pytest.raises(operations.SecondPairOfEyesMissing):
        decide(application, corrie)
    draft = prepare(application, corrie)
    with pytest.raises(operations.SecondIsAnother):
        operations.look_along(draft, by=corrie, at=TUESDAY)
    operations.look_along(draft, by=other, at=TUESDAY)
    changed = prepare(application, corrie, NO, reason="Toch niet.")
    assert changed.second_by is None
    operations.look_along(changed, by=other, at=TUESDAY)
    assert publish([changed], corrie)[0].second_by == other


def test_who_prepared_for_another_was_the_second_pair_of_eyes(maarswold, corrie):
    application = make_ready(maarswold, rules={"second_pair_of_eyes": True, "decided_by": "alderman"})
    decision = publish([prepare(application, corrie)], make_alderman(maarswold))[0]
    assert (decision.second_by, decision.decided_by.name) == (corrie, "Ali Wethouder")


# ── What a committee says ──────────────────────────────────────────────────────────────────────────────────────────
def laid_before(maarswold, role, decided_by="coordinator"):
    committee = make_committee(members=3, quorum=2)
    rules = {"committee": committee, "committee_role": role, "decided_by": decided_by}
    application = make_ready(maarswold, rules=rules)
    return application, deliberations.open_deliberation(application, **BY)


def carried(deliberation):
    vote_all(deliberation, "for", "for", "for")
    return deliberations.close_deliberation(deliberation, **BY)


def test_advice_that_the_rules_want_comes_first(maarswold, corrie):
    application, talk = laid_before(maarswold, "advises")
    with pytest.raises(operations.AdviceMissing):
        decide(application, corrie)
    carried(talk)
    decision = decide(application, corrie)
    assert (decision.advised_by.name, decision.decided_by) == ("Lid 1", corrie)
    assert "Commissie Wijk aan zet adviseerde om te geven wat u vroeg." in letter().body


def test_who_decides_departs_from_advice_with_a_reason_that_the_applicant_reads(maarswold, corrie):
    application, talk = laid_before(maarswold, "advises")
    carried(talk)
    with pytest.raises(operations.DeviationWithoutReason):
        decide(application, corrie, NO, reason="Te duur.")
    decide(application, corrie, NO, reason="Te duur.", deviates_because="De straat kreeg vorig jaar al geld.")
    assert "De straat kreeg vorig jaar al geld." in letter().body


def test_advice_that_binds_is_followed(maarswold, corrie):
    application, talk = laid_before(maarswold, "binds")
    with pytest.raises(operations.AdviceMissing):
        decide(application, corrie, deviates_because="Wij wachten niet.")
    carried(talk)
    for other in ({"outcome": NO, "reason": "Nee."}, {"outcome": PART, "amount_cents": 100, "reason": "Minder."}):
        with pytest.raises(operations.AdviceBinds):
            decide(application, corrie, deviates_because="Anders.", **other)
    assert decide(application, corrie, PROVISIONAL, conditions=[a_condition()]).amount_cents == 250 * EURO


def test_a_committee_that_decides_does_so_before_anything_is_published(maarswold, corrie):
    application, talk = laid_before(maarswold, "decides", "committee")
    with pytest.raises(operations.CommitteeDecidesFirst):
        decide(application, corrie)
    carried(talk)
    with pytest.raises(operations.CommitteeDecidedOtherwise):
        decide(application, corrie, NO, reason="Nee.")
    decision = decide(application, corrie)
    chair = seats(talk.committee)[0].person
    assert (decision.decided_by, decision.second_by, decision.deliberation) == (chair, corrie, talk)
    assert not any(queries.may_pay(seat.person_id, application) for seat in seats(talk.committee))
    assert "Besloten door Commissie Wijk aan zet, namens haar Lid 1." in letter().body


def test_a_member_publishes_what_the_committee_decided(maarswold):
    application, talk = laid_before(maarswold, "decides", "committee")
    carried(talk)
    assert decide(application, seats(talk.committee)[1].person).decided_by.name == "Lid 1"


# ── Together ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_tells_nobody_and_books_nothing(application, corrie, pot):
    prepare(application, corrie)
    assert (state_of(application), stands.stands_of(pot).left) == ("sent", 1_000 * EURO)
    assert not Letter.objects.filter(template="budgets/decided").exists()


def test_drafts_are_published_together_or_not_at_all(application, corrie, maarswold, pot):
    others = [make_application(application.fund, maarswold, asked_cents=400 * EURO) for _n in range(2)]
    drafts = [prepare(each, corrie) for each in (application, *others)]
    with pytest.raises(operations.TogetherTooMuch) as refused:
        publish(drafts, corrie)
    assert refused.value.words == (
        "Samen is dit €\u00a01.050,00 uit Wijk aan zet 2025. Daar is nog €\u00a01.000,00 vrij: €\u00a050,00 te weinig. "
        "Er is niets bekendgemaakt."
    )
    assert Decision.objects.published().count() == 0
    drafts[0] = prepare(application, corrie, PART, amount_cents=200 * EURO, reason="Iedereen iets minder.")
    assert len(publish(drafts, corrie)) == 3
    assert (stands.stands_of(pot).left, Letter.objects.filter(template="budgets/decided").count()) == (0, 3)


def test_one_that_cannot_be_published_stops_all_and_is_named(application, corrie, maarswold):
    other = make_application(application.fund, maarswold, asked_cents=400 * EURO)
    drafts = [prepare(application, corrie), prepare(other, corrie)]
    deliberations.tell_interest(other, person=corrie, reason="Zwager.", **BY)
    with pytest.raises(operations.OneStopsAll) as refused:
        publish(drafts, corrie)
    assert refused.value.words.startswith(f"{other.number}: U hebt een belang")
    assert Decision.objects.published().count() == 0


def test_what_was_published_is_not_published_again_and_nothing_is_nothing(application, corrie):
    draft = prepare(application, corrie)
    publish([draft], corrie)
    with pytest.raises(operations.PublishedAlready):
        publish([draft], corrie)
    with pytest.raises(operations.NothingToPublish):
        publish([], corrie)
    with pytest.raises(operations.PublishedAlready):
        operations.drop_draft(draft, by=corrie, at=TUESDAY)


def test_a_draft_that_somebody_changed_is_not_overwritten(application, corrie):
    first = prepare(application, corrie, version=0)
    prepare(application, corrie, NO, reason="Toch niet.", version=first.version)
    with pytest.raises(operations.DraftChangedMeanwhile):
        prepare(application, corrie, version=first.version)


# ── Ceilings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_category_gets_no_more_than_its_ceiling_also_with_what_is_set_aside(maarswold, corrie):
    category = make_category(make_fund())
    ceiling = CategoryCeiling(category=category, most_share_permille=600)
    application = make_ready(maarswold, fund=category.fund, parts=[ceiling])
    party = {"category": category, "asked_cents": 300 * EURO}
    first, second, third = (make_application(application.fund, maarswold, **party) for _n in range(3))
    decide(first, corrie, PROVISIONAL, conditions=[a_condition()])
    decide(second, corrie)
    with pytest.raises(granting.CategoryIsFull) as refused:
        decide(third, corrie)
    assert refused.value.words == (
        "Voor “Straatfeest” is in dit budget nog €\u00a00,00 over. Meer mag niet naar deze soort."
    )
    condition = Decision.objects.waiting().get().answer.conditions.get()
    conditions.meet_condition(Decision.objects.waiting().get(), condition, by=corrie, at=TUESDAY)
    assert Grant.objects.count() == 2


def test_a_tranche_gives_no_more_than_it_has(maarswold, corrie):
    fund = make_fund()
    make_rules(fund, intake="tranches")
    ledger.allot(make_pot(fund), cents=1_000 * EURO, **BY)
    make_round(fund, tranche_cents=300 * EURO)
    first = make_application(fund, maarswold, asked_cents=250 * EURO)
    second = make_application(fund, maarswold, asked_cents=100 * EURO)
    decide(first, corrie)
    with pytest.raises(granting.RoundIsFull) as refused:
        decide(second, corrie)
    assert refused.value.words == "In Voorjaar is nog €\u00a050,00 te verdelen."


def test_no_more_is_given_than_the_rules_allow_unless_a_person_judged_otherwise(maarswold, corrie):
    rule = Criterion(automatic="amount_below_ceiling", words="Niet meer dan kan")
    application = make_ready(maarswold, rules={"most_per_application_cents": 200 * EURO}, parts=[rule])
    with pytest.raises(granting.AboveCeiling) as refused:
        decide(application, corrie)
    assert refused.value.words == "Volgens de regels kan hier hooguit €\u00a0200,00 worden gegeven (per aanvraag)."
    checks.judge(application, rule, outcome="met", words="Bijzonder geval.", by=corrie, at=TUESDAY)
    assert decide(application, corrie).amount_cents == 250 * EURO


def test_who_gives_where_a_rule_is_not_met_says_why(maarswold, corrie):
    rule = Criterion(words="Het is voor de hele straat")
    application = make_ready(maarswold, parts=[rule])
    checks.judge(application, rule, outcome="not_met", by=corrie, at=TUESDAY)
    with pytest.raises(granting.RulesNotMet) as refused:
        decide(application, corrie)
    assert refused.value.words == (
        "Niet aan alle regels is voldaan: “Het is voor de hele straat”. Schrijf op waarom u toch geld geeft."
    )
    assert decide(application, corrie, reason="De halve straat doet al mee.").state == "published"


def test_money_comes_from_a_pot_of_the_same_fund(application, corrie):
    other = make_pot(make_fund("Ander budget"))
    ledger.allot(other, cents=1_000 * EURO, **BY)
    with pytest.raises(granting.NotInThisPot):
        decide(application, corrie, pot=other)


def held_for(application, pot, cents=250 * EURO):
    """Set aside beforehand, as for what residents chose in a vote."""
    return ledger.reserve(pot, cents=cents, application=application, **BY)


def test_money_that_is_set_aside_for_an_application_is_there_for_it(maarswold, corrie):
    application = make_ready(maarswold, full=250 * EURO)
    pot = queries.pots_for(application, at=TUESDAY)[0]
    held_for(application, pot)
    assert queries.together([prepare(application, corrie)])[0].short_cents == 0
    decide(application, corrie)
    assert (stands.stands_of(pot).granted, stands.stands_of(pot).reserved) == (250 * EURO, 0)


def test_on_condition_it_is_not_set_aside_twice(maarswold, corrie):
    application = make_ready(maarswold, full=250 * EURO)
    pot = queries.pots_for(application, at=TUESDAY)[0]
    held_for(application, pot)
    decide(application, corrie, PROVISIONAL, amount_cents=200 * EURO, conditions=[a_condition()])
    assert (stands.stands_of(pot).reserved, stands.stands_of(pot).left) == (200 * EURO, 50 * EURO)


def test_a_no_frees_what_was_set_aside(application, corrie, pot):
    held_for(application, pot)
    decide(application, corrie, NO, reason="Toch niet.")
    assert (stands.stands_of(pot).reserved, stands.stands_of(pot).left) == (0, 1_000 * EURO)


# ── What residents chose ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("chosen", "outcome", "other"), [([1], YES, NO), ([], NO, YES)])
def test_what_residents_chose_in_a_vote_is_followed(maarswold, corrie, chosen, outcome, other):
    application = make_ready(maarswold, rules={"decided_by": "vote"})
    with pytest.raises(operations.VoteComesFirst):
        decide(application, corrie, reason="Mooi plan.")
    pot = queries.pots_for(application, at=TUESDAY)[0]
    vote = VoteRound.objects.create(
        name="Kies mee",
        who="Iedereen",
        pot=pot,
        budget_cents=500 * EURO,
        opens_at=TUESDAY,
        closes_at=TUESDAY + timedelta(days=7),
        created_at=TUESDAY,
    )
    VoteProject.objects.create(round=vote, number=1, title="Barbecue", cost_cents=250 * EURO, application=application)
    VoteCount.objects.create(
        round=vote,
        counted_at=TUESDAY,
        web_votes=1,
        paper_codes=0,
        paper_votes=0,
        invalid_slips=0,
        unused_codes=0,
        outcomes={vote.rule: {"chosen": chosen}},
        file="META",
    )
    VoteRound.objects.filter(pk=vote.pk).update(state=VoteState.PUBLISHED, opened_at=TUESDAY)
    with pytest.raises(operations.VoteComesFirst):
        decide(application, corrie, other, reason="Anders.")
    assert decide(application, corrie, outcome, reason="Inwoners kozen.").decided_by == corrie


# ── Back ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_grant_that_is_withdrawn_frees_its_money_and_says_why(application, corrie, pot):
    grant = decide(application, corrie).grant
    with pytest.raises(granting.WithdrawnWithoutReason):
        granting.withdraw_grant(grant, reason=" ", by=corrie, at=TUESDAY)
    granting.withdraw_grant(grant, reason="Het feest gaat niet door.", by=corrie, at=TUESDAY)
    assert (Grant.objects.get().state, stands.stands_of(pot).left) == ("withdrawn", 1_000 * EURO)
    told = letter("grant_withdrawn").body
    for words in ("Het feest gaat niet door.", "Bent u het er niet mee eens? Bel ons gerust", "15 april 2025"):
        assert words in told
    with pytest.raises(granting.WithdrawnAlready):
        granting.withdraw_grant(grant, reason="Nog eens.", by=corrie, at=TUESDAY)


def test_who_has_an_interest_withdraws_nothing(application, corrie):
    grant = decide(application, corrie).grant
    deliberations.tell_interest(application, person=corrie, reason="Zwager.", **BY)
    with pytest.raises(deliberations.HasInterest):
        granting.withdraw_grant(grant, reason="Toch niet.", by=corrie, at=TUESDAY)


def test_what_was_paid_is_not_withdrawn(application, corrie):
    grant = decide(application, corrie).grant
    ledger.advance(grant, cents=100 * EURO, **BY)
    with pytest.raises(granting.PaidAlready):
        granting.withdraw_grant(grant, reason="Toch niet.", by=corrie, at=TUESDAY)


def test_after_an_objection_somebody_decides_again(application, corrie):
    decide(application, corrie, NO, reason="Dit is geen feest.")
    operations.decide_again(application, reason="Uw bezwaar klopt.", by=corrie, at=TUESDAY)
    assert (state_of(application), Decision.objects.current().count()) == ("sent", 0)
    assert "Uw bezwaar klopt." in letter("decided_again").body
    decide(application, corrie)
    assert [each.outcome for each in queries.published_on(application)] == ["yes", "no"]


def test_nobody_decides_again_while_money_is_promised(application, corrie):
    decide(application, corrie)
    with pytest.raises(operations.StillGranted):
        operations.decide_again(application, reason="Toch niet.", by=corrie, at=TUESDAY)
