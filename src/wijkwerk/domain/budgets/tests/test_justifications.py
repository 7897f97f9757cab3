"""What was done with the money: told in pieces, handed in, completed, judged; what has to come back."""

from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import (
    Claim,
    EligibleKind,
    Entry,
    Grant,
    GrantState,
    Justification,
    JustificationState,
    RuleSet,
    RuleSetState,
)
from wijkwerk.domain.budgets.operations import claims, ledger
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY, make_fund, make_rules
from wijkwerk.domain.budgets.tests.justification_factories import (
    DUE,
    EURO,
    GRANTED,
    a_photo,
    make_handed_in,
    make_justification,
    make_paid_grant,
    tell,
    too_large,
)
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.files.operations import PhotoTooLarge
from wijkwerk.foundation.outbox.models import Letter

PAY_BY = TODAY + timedelta(days=30)


def templates():
    return [letter.template.removeprefix("budgets/") for letter in Letter.objects.order_by("pk")]


def of_grant(told):
    """Granted, paid, justified, to repay, returned: in cents."""
    now = stands.stands_of_grant(told.grant)
    return now.granted, now.paid, now.justified, now.to_repay, now.returned


def left(told):
    return stands.stands_of(told.grant.pot).left


# ── Telling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_grant_with_a_last_day_is_expected_to_be_told_of_once(maarswold):
    grant = make_paid_grant(maarswold)
    assert [operations.expect(grant, at=TUESDAY).due_on for _turn in range(2)] == [DUE, DUE]
    assert Justification.objects.count() == 1


def test_a_grant_without_a_last_day_asks_nothing(maarswold):
    grant = make_paid_grant(maarswold)
    Grant.objects.update(justify_by=None)
    assert operations.expect(grant, at=TUESDAY) is None


def test_the_link_of_who_got_money_stays(maarswold):
    grant = make_paid_grant(maarswold)
    grant.application.link_until = TODAY
    grant.application.save()
    operations.expect(grant, at=TUESDAY)
    grant.application.refresh_from_db()
    assert grant.application.link_until is None


def test_an_amount_that_is_none_is_kept_as_it_was_typed(maarswold):
    told = make_justification(maarswold)
    told = operations.keep(told, words="Wij aten.", spent_typed="12,5,0", **BY)
    assert (told.spent_cents, told.spent_typed) == (None, "12,5,0")
    told = operations.keep(told, words="Wij aten.", spent_cents=1250, spent_typed="12,5,0", **BY)
    assert (told.spent_cents, told.spent_typed) == (1250, "")


def test_a_receipt_sent_twice_is_one(maarswold):
    told, key = make_justification(maarswold), "0b6f2f2e-7d30-4f0a-9c3f-3d3a53d6f6a1"
    made = [operations.add_receipt(told, words="Vlees", cents=900, client_key=key, **BY) for _turn in range(2)]
    assert made[0].pk == made[1].pk
    assert told.receipts.count() == 1


def test_a_receipt_of_forty_megabytes_is_refused_in_one_sentence(maarswold):
    told = make_justification(maarswold)
    with pytest.raises(PhotoTooLarge) as refusal:
        operations.add_receipt(told, upload=too_large(), words="Vlees", cents=900, **BY)
    assert refusal.value.words == "Deze foto is groter dan 20 MB. Maak de foto kleiner, of kies een andere foto."
    assert told.receipts.count() == 0


def test_a_receipt_that_goes_takes_its_photo_along(maarswold):
    receipt = operations.add_receipt(make_justification(maarswold), upload=a_photo(), cents=900, **BY)
    operations.remove_receipt(receipt, **BY)
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"words": " "}, operations.NotToldYet),
        ({"spent": None}, operations.SpentMissing),
        ({"receipts": [None, 100]}, operations.ReceiptHasNoAmount),
        ({"receipts": [100 * EURO]}, operations.ReceiptsMissing),
    ],
)
def test_what_is_missing_is_said_before_it_is_handed_in(maarswold, fields, refusal):
    told = tell(make_justification(maarswold), **fields)
    with pytest.raises(refusal):
        operations.hand_in(told, **BY)


def test_missing_receipts_with_a_reason_will_do(maarswold):
    told = tell(make_justification(maarswold), receipts=[100 * EURO], why_no_receipts="De bon is nat geworden")
    assert operations.hand_in(told, **BY).state == JustificationState.HANDED_IN


def test_more_spent_than_granted_needs_receipts_up_to_the_grant(maarswold):
    told = tell(make_justification(maarswold), spent=300 * EURO, receipts=[GRANTED])
    assert operations.hand_in(told, **BY).state == JustificationState.HANDED_IN


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        ({}, (True, True)),
        ({"justify_with_receipts_above_cents": GRANTED}, (True, False)),
        ({"justify_above_cents": GRANTED, "justify_with_receipts_above_cents": 0}, (False, False)),
    ],
)
def test_what_is_asked_follows_the_rules_of_its_own_day(maarswold, rules, asked):
    found = queries.asked_of(make_paid_grant(maarswold, rules=rules))
    assert (found.amount, found.receipts) == asked


def test_below_the_smallest_amount_telling_will_do(maarswold):
    told = make_justification(maarswold, rules={"justify_above_cents": GRANTED})
    told = operations.hand_in(tell(told, spent=None, receipts=()), **BY)
    assert (told.state, told.spent_cents) == (JustificationState.HANDED_IN, GRANTED)


def test_what_is_handed_in_is_not_written_in_any_more(maarswold):
    told = make_handed_in(maarswold)
    with pytest.raises(operations.HandedInAlready):
        operations.keep(told, words="Anders", **BY)


# ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_all_spent_is_all_justified_and_the_grant_is_closed(maarswold):
    told = operations.approve(make_handed_in(maarswold), **BY)
    assert (told.state, told.approved_cents) == (JustificationState.APPROVED, GRANTED)
    assert of_grant(told) == (GRANTED, GRANTED, GRANTED, 0, 0)
    assert Grant.objects.get().state == GrantState.CLOSED
    assert templates()[-2:] == ["justification_received", "justification_approved"]


def test_what_was_not_spent_is_asked_back_and_stays_until_it_is_paid(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), pay_by=PAY_BY, **BY)
    claim = Claim.objects.get()
    assert (claim.amount_cents, claim.state, claim.pay_by) == (50 * EURO, "open", PAY_BY)
    assert of_grant(told) == (GRANTED, GRANTED, 200 * EURO, 50 * EURO, 0)
    assert Grant.objects.get().state == GrantState.JUSTIFIED
    before = left(told)
    claims.register_repayment(claim, cents=20 * EURO, received_on=TODAY, **BY)
    claim.refresh_from_db()
    assert (claim.state, claim.left_cents) == ("open", 30 * EURO)
    claims.register_repayment(claim, cents=30 * EURO, received_on=TODAY, **BY)
    claim.refresh_from_db()
    assert (claim.state, claim.left_cents) == ("paid", 0)
    assert of_grant(told) == (GRANTED, GRANTED, 200 * EURO, 0, 50 * EURO)
    assert left(told) - before == 50 * EURO
    assert Grant.objects.get().state == GrantState.CLOSED


def test_after_an_advance_the_rest_is_paid_for_what_was_spent_alone(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=220 * EURO, paid=200 * EURO), **BY)
    now = stands.stands_of_grant(told.grant)
    assert (now.granted, now.not_paid, now.justified, now.to_repay) == (220 * EURO, 20 * EURO, 220 * EURO, 0)
    assert left(told) == 1_000 * EURO - 220 * EURO
    ledger.pay(told.grant, cents=20 * EURO, **BY)
    assert claims.close_what_is_done(at=TUESDAY) == 1
    assert Grant.objects.get().state == GrantState.CLOSED


def test_nothing_spent_of_an_advance_comes_back_and_the_rest_is_free(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=0, receipts=[], paid=200 * EURO), **BY)
    assert of_grant(told) == (200 * EURO, 200 * EURO, 0, 200 * EURO, 0)
    assert left(told) == 800 * EURO


def test_a_share_of_the_costs_bounds_what_is_approved(maarswold):
    told = make_handed_in(maarswold, spent=400 * EURO, receipts=[400 * EURO], rules={"most_share_permille": 500})
    found = queries.sum_of(told, stands.stands_of_grant(told.grant))
    assert (found.approved_cents, found.back_cents) == (200 * EURO, 50 * EURO)
    assert [(line.words, line.cents) for line in found.lines] == [
        ("Toegekend", 250 * EURO),
        ("Uitgegeven", 400 * EURO),
        ("Deel van de kosten die meetellen (50% van €\u00a0400,00)", 200 * EURO),
        ("Goedgekeurd", 200 * EURO),
        ("Al betaald", 250 * EURO),
        ("Terug te betalen", 50 * EURO),
    ]


def test_costs_that_do_not_count_by_the_rules_are_not_approved(maarswold):
    fund = make_fund()
    rules = make_rules(fund, state=RuleSetState.DRAFT)
    wine = EligibleKind.objects.create(rule_set=rules, words="Alcohol", is_eligible=False)
    RuleSet.objects.update(state=RuleSetState.PUBLISHED, published_at=TUESDAY)
    told = make_justification(maarswold, fund=fund)
    line = told.grant.application.cost_lines.create(order=9, words="Wijn", cents=1, kind=wine)
    operations.add_receipt(told, words="Wijn", cents=40 * EURO, cost_line=line, **BY)
    told = operations.hand_in(tell(told, receipts=[210 * EURO]), **BY)
    assert queries.sum_of(told, stands.stands_of_grant(told.grant)).approved_cents == 210 * EURO


def test_less_than_the_sum_says_needs_a_reason(maarswold):
    told = make_handed_in(maarswold)
    with pytest.raises(operations.LessSaysWhy):
        operations.approve(told, approved_cents=200 * EURO, **BY)
    operations.approve(told, approved_cents=200 * EURO, words="De drank hoort er niet bij.", **BY)
    assert Claim.objects.get().reason == "De drank hoort er niet bij."


def test_no_more_is_approved_than_was_granted(maarswold):
    with pytest.raises(operations.MoreThanGranted):
        operations.approve(make_handed_in(maarswold), approved_cents=251 * EURO, **BY)


def test_what_is_missing_is_asked_with_another_last_day_and_kept(maarswold):
    told = operations.return_to_complete(make_handed_in(maarswold), words="De bon van de tent.", **BY)
    assert (told.state, told.due_on) == (JustificationState.RETURNED, TODAY + timedelta(days=14))
    assert told.told == "Wij aten samen in de straat."
    operations.add_receipt(told, words="Tent", cents=100, **BY)
    assert operations.hand_in(told, **BY).words == ""


def test_asking_back_without_words_is_refused(maarswold):
    with pytest.raises(operations.WordsMissing):
        operations.return_to_complete(make_handed_in(maarswold), words=" ", **BY)


def test_nothing_told_is_asked_back_whole_but_not_before_the_last_day(maarswold):
    told = make_justification(maarswold)
    with pytest.raises(operations.NotLateYet):
        operations.close_untold(told, words="Niets gehoord.", **BY)
    late = {"by": BY["by"], "at": TUESDAY + timedelta(days=365)}
    told = operations.close_untold(told, words="Niets gehoord.", **late)
    assert told.state == JustificationState.MISSED
    assert of_grant(told) == (GRANTED, GRANTED, 0, GRANTED, 0)
    assert templates()[-1] == "justification_missed"


def test_judging_again_turns_back_what_was_booked(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    told = operations.reopen(told, words="Er was nog een bon.", **BY)
    assert told.state == JustificationState.HANDED_IN
    assert of_grant(told) == (GRANTED, GRANTED, 0, 0, 0)
    assert Claim.objects.get().state == "withdrawn"
    assert Grant.objects.get().state == GrantState.PAID
    operations.approve(told, approved_cents=GRANTED, **BY)
    assert of_grant(told) == (GRANTED, GRANTED, GRANTED, 0, 0)


def test_judging_again_after_an_advance_frees_nothing_twice(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=220 * EURO, paid=200 * EURO), **BY)
    told = operations.reopen(told, words="Er was nog een bon.", **BY)
    now = stands.stands_of_grant(told.grant)
    assert (now.granted, now.not_paid, now.not_justified, now.justified) == (GRANTED, 50 * EURO, 200 * EURO, 0)


def test_who_told_nothing_may_tell_it_after_all(maarswold):
    late = {"by": BY["by"], "at": TUESDAY + timedelta(days=365)}
    told = operations.close_untold(make_justification(maarswold), words="Niets gehoord.", **late)
    told = operations.reopen(told, words="U belde ons.", **late)
    assert (told.state, told.due_on) == (JustificationState.OPEN, TODAY + timedelta(days=365 + 14))


def test_money_that_came_back_is_not_judged_again(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    claims.register_repayment(Claim.objects.get(), cents=100, received_on=TODAY, **BY)
    with pytest.raises(operations.MoneyIsBack):
        operations.reopen(told, words="Toch niet.", **BY)


def test_every_stand_is_what_its_entries_say(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO, paid=230 * EURO), **BY)
    told = operations.reopen(told, words="Nog eens.", **BY)
    operations.approve(told, approved_cents=190 * EURO, words="Minder.", **BY)
    claims.waive(Claim.objects.open().get(), reason="Te weinig inkomen.", **BY)
    pot = told.grant.pot
    assert {name: getattr(pot.balance, name) for name in stands.recounted(pot)} == stands.recounted(pot)
    mended = Entry.objects.filter(corrects__isnull=False).order_by("kind").values_list("kind", flat=True)
    assert list(mended) == ["claim", "justify", "release_rest"]


# ── Consent and showing ────────────────────────────────────────────────────────────────────────────────────────────
def make_approved(maarswold, *, story=True):
    told = make_justification(maarswold)
    photos = [operations.add_photo(told, a_photo(colour=colour), **BY) for colour in ("red", "blue")]
    operations.set_photo_consent(photos[0], is_given=True, **BY)
    told = operations.hand_in(tell(told, may_publish_story=story), **BY)
    return operations.approve(told, **BY), photos


def shown(told):
    told.refresh_from_db()
    return told.public_story, [photo.pk for photo in queries.public_photos()]


def test_only_what_there_is_consent_for_is_shown(maarswold):
    told, (yes, no) = make_approved(maarswold)
    with pytest.raises(operations.NoConsent):
        operations.publish(told, public_story="Het was gezellig.", photos=[yes, no], **BY)
    operations.publish(told, public_story="Het was gezellig.", photos=[yes], **BY)
    assert shown(told) == ("Het was gezellig.", [yes.pk])
    assert templates()[-1] == "justification_published"


def test_a_story_without_consent_is_not_shown(maarswold):
    told, (yes, _no) = make_approved(maarswold, story=False)
    with pytest.raises(operations.NoConsent):
        operations.publish(told, public_story="Het was gezellig.", **BY)
    operations.publish(told, photos=[yes], **BY)
    assert shown(told) == ("", [yes.pk])


def test_consent_that_is_taken_back_counts_at_once(maarswold):
    told, (yes, _no) = make_approved(maarswold)
    operations.publish(told, public_story="Het was gezellig.", photos=[yes], **BY)
    operations.set_photo_consent(yes, is_given=False, **BY)
    assert shown(told) == ("Het was gezellig.", [])
    operations.set_story_consent(told, is_given=False, **BY)
    assert shown(told) == ("", [])
    assert told.published_at is None


def test_all_consent_is_taken_back_in_one_go(maarswold):
    told, (yes, _no) = make_approved(maarswold)
    operations.publish(told, public_story="Het was gezellig.", photos=[yes], **BY)
    operations.withdraw_all_consent(told, **BY)
    assert shown(told) == ("", [])


def test_a_photo_can_go_for_good_after_it_was_shown(maarswold):
    told, (yes, _no) = make_approved(maarswold)
    operations.publish(told, photos=[yes], **BY)
    operations.remove_photo(queries.photo(told.pk, yes.pk), **BY)
    assert shown(told) == ("", [])
    assert told.published_at is None


def test_nothing_is_shown_before_it_is_approved(maarswold):
    told = make_handed_in(maarswold)
    with pytest.raises(operations.NotApprovedYet):
        operations.publish(told, public_story="Alvast", **BY)


# ── Reminding ──────────────────────────────────────────────────────────────────────────────────────────────────────
def remind(on):
    return operations.remind_all(at=TUESDAY + (on - TODAY))


def test_reminders_come_when_it_is_over_before_the_last_day_after_it_and_once_more(maarswold):
    told = make_justification(maarswold)
    Letter.objects.all().delete()
    over = told.grant.application.until_day
    days = [over, over + timedelta(days=1), DUE - timedelta(days=15), DUE - timedelta(days=14), DUE]
    days += [DUE + timedelta(days=1), DUE + timedelta(days=20), DUE + timedelta(days=21), DUE + timedelta(days=99)]
    assert [remind(day) for day in days] == [0, 1, 0, 1, 0, 1, 0, 1, 0]
    assert templates() == [f"justification_{kind}" for kind in ("invited", "before", "after", "last")]


def test_who_was_not_paid_yet_reads_nothing_of_paying_back(maarswold):
    make_justification(maarswold, paid=0)
    remind(DUE + timedelta(days=21))
    body = Letter.objects.get(template="budgets/justification_last").body
    assert ("U krijgt" in body, "Dan krijgt u het geld niet." in body, "terug" in body) == (True, True, False)


def test_another_last_day_begins_anew(maarswold):
    told = make_justification(maarswold)
    assert remind(DUE + timedelta(days=1)) == 1
    operations.give_more_time(told, due_on=DUE + timedelta(days=60), **BY)
    assert [remind(DUE + timedelta(days=days)) for days in (2, 50, 61)] == [0, 1, 1]


def test_who_handed_in_hears_no_reminder(maarswold):
    make_handed_in(maarswold)
    assert remind(DUE + timedelta(days=30)) == 0


def test_who_pays_back_is_reminded_before_the_last_day_and_after_it(maarswold):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), pay_by=PAY_BY, **BY)
    days = [PAY_BY - timedelta(days=8), PAY_BY - timedelta(days=7), PAY_BY, PAY_BY + timedelta(days=1)]
    assert [claims.remind_all(at=TUESDAY + (day - TODAY)) for day in days] == [0, 1, 0, 1]
    assert templates()[-2:] == ["claim_before", "claim_after"]


# ── Claims ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_repayment_sent_twice_is_one(maarswold):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    claim, key = Claim.objects.get(), "0b6f2f2e-7d30-4f0a-9c3f-3d3a53d6f6a1"
    for _turn in range(2):
        claims.register_repayment(claim, cents=20 * EURO, received_on=TODAY, client_key=key, **BY)
    claim.refresh_from_db()
    assert claim.repaid_cents == 20 * EURO


def test_a_repayment_booked_by_mistake_is_taken_back_and_asked_again(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), pay_by=PAY_BY, **BY)
    claim = Claim.objects.get()
    before = left(told)
    booked = claims.register_repayment(claim, cents=50 * EURO, received_on=TODAY, **BY)
    assert Grant.objects.get().state == GrantState.CLOSED
    with pytest.raises(claims.ReasonMissing):
        claims.take_back_repayment(booked, reason=" ", **BY)
    claims.take_back_repayment(booked, reason="Het was 5 euro.", **BY)
    claim.refresh_from_db()
    assert (claim.state, claim.repaid_cents, claim.ended_at) == ("open", 0, None)
    assert of_grant(told) == (GRANTED, GRANTED, 200 * EURO, 50 * EURO, 0)
    assert left(told) == before
    assert Grant.objects.get().state == GrantState.JUSTIFIED
    assert templates()[-1] == "claim_repayment_taken_back"
    with pytest.raises(claims.TakenBackAlready):
        claims.take_back_repayment(booked, reason="Nog eens.", **BY)
    claims.register_repayment(claim, cents=5 * EURO, received_on=TODAY, **BY)
    claim.refresh_from_db()
    assert claim.left_cents == 45 * EURO


def test_a_repayment_of_which_the_money_was_given_again_is_not_taken_back(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    booked = claims.register_repayment(Claim.objects.get(), cents=50 * EURO, received_on=TODAY, **BY)
    ledger.lapse(told.grant.pot, cents=left(told), reason="Over.", **BY)
    with pytest.raises(claims.SpentAgain):
        claims.take_back_repayment(booked, reason="Verkeerd.", **BY)


def test_judging_again_after_the_rest_was_paid_leaves_what_was_paid_to_be_told_of(maarswold):
    told = operations.approve(make_handed_in(maarswold, spent=220 * EURO, paid=200 * EURO), **BY)
    ledger.pay(told.grant, cents=20 * EURO, **BY)
    told = operations.reopen(told, words="De bon is van een ander.", **BY)
    now = stands.stands_of_grant(told.grant)
    assert (now.paid, now.not_justified, now.justified, now.not_paid) == (220 * EURO, 220 * EURO, 0, 30 * EURO)
    operations.approve(told, approved_cents=100 * EURO, words="Minder.", **BY)
    assert of_grant(told) == (220 * EURO, 220 * EURO, 100 * EURO, 120 * EURO, 0)


def test_no_more_comes_back_than_was_asked(maarswold):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    with pytest.raises(ledger.NotSoMuchToRepay):
        claims.register_repayment(Claim.objects.get(), cents=51 * EURO, received_on=TODAY, **BY)


def test_money_of_a_plan_that_is_off_comes_back_without_a_story(maarswold):
    told = make_justification(maarswold)
    claim = claims.claim_back(told.grant, cents=GRANTED, reason="Het gaat niet door.", **BY)
    assert (
        "U kunt ook bezwaar maken. Dat kost niets. Doe het uiterlijk op 15 april 2025."
        in Letter.objects.latest("pk").body
    )
    claims.register_repayment(claim, cents=GRANTED, received_on=TODAY, **BY)
    assert Grant.objects.get().state == GrantState.CLOSED
    assert remind(DUE + timedelta(days=30)) == 0


def test_a_claim_that_is_waived_says_why_and_ends_the_grant(maarswold):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    claim = Claim.objects.get()
    with pytest.raises(claims.ReasonMissing):
        claims.waive(claim, reason="", **BY)
    claim = claims.waive(claim, reason="Zij kan het niet betalen.", **BY)
    assert (claim.state, claim.ended_because) == ("waived", "Zij kan het niet betalen.")
    assert Grant.objects.get().state == GrantState.CLOSED
