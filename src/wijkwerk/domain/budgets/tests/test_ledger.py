"""Booking, deed by deed: what each moves, and what is refused."""

from dataclasses import asdict

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.budgets.models import Entry, EntryKind, Reservation
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.domain.budgets.queries.ledger import GrantStands, Stands
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_pot
from wijkwerk.domain.budgets.tests.ledger_factories import (
    make_application,
    make_bare_grant,
    make_full_pot,
    make_grant,
)
from wijkwerk.foundation.journal.models import Entry as Line

WHY = BY | {"reason": "Daarom."}


@pytest.fixture
def pot(municipality):
    """€ 1.000,00."""
    return make_full_pot(100_000)


def shown(stands):
    """What is not nothing."""
    return {name: cents for name, cents in asdict(stands).items() if cents}


def booked(pot):
    return [(each.kind, each.credit, each.debit, each.amount_cents) for each in Entry.objects.filter(pot=pot)][::-1]


def test_money_given_to_a_pot_is_left(pot):
    assert shown(queries.stands_of(pot)) == {"allotted": 100_000, "left": 100_000}
    assert queries.stands_of(make_pot(pot.fund, 2026)) == Stands()


def test_money_taken_back_is_not_more_than_is_left(pot):
    ledger.withdraw_allotment(pot, cents=40_000, **WHY)
    make_grant(pot, cents=50_000)
    with pytest.raises(ledger.NotEnoughLeft) as refused:
        ledger.withdraw_allotment(pot, cents=10_001, **WHY)
    assert refused.value.words == ("Er is niet genoeg geld over. In deze pot is nog €\u00a0100,00 vrij te besteden.")
    assert shown(queries.stands_of(pot)) == {
        "allotted": 60_000,
        "granted": 50_000,
        "not_paid": 50_000,
        "left": 10_000,
    }


def test_no_more_is_granted_than_is_left(pot):
    make_grant(pot, cents=99_999)
    grant = make_bare_grant(pot, cents=2)
    with pytest.raises(ledger.NotEnoughLeft):
        ledger.grant(pot, grant=grant, cents=2, **BY)
    ledger.grant(pot, grant=grant, cents=1, **BY)
    assert queries.stands_of(pot).left == 0


def test_what_was_set_aside_for_an_application_is_granted_from_there_and_the_rest_is_free(pot):
    application = make_application()
    ledger.reserve(pot, cents=60_000, application=application, **BY)
    assert queries.stands_of(pot).left == 40_000
    make_grant(pot, cents=45_000, application=application)
    assert booked(pot)[2:] == [
        ("grant", "reserved", "granted", 45_000),
        ("release", "reserved", "left", 15_000),
    ]
    assert shown(queries.stands_of(pot)) == {
        "allotted": 100_000,
        "granted": 45_000,
        "not_paid": 45_000,
        "left": 55_000,
    }


def test_a_grant_of_more_than_was_set_aside_takes_the_rest_from_what_is_left(pot):
    application = make_application()
    ledger.reserve(pot, cents=60_000, application=application, **BY)
    grant = make_bare_grant(pot, cents=100_001, application=application)
    with pytest.raises(ledger.NotEnoughLeft) as refused:
        ledger.grant(pot, grant=grant, cents=100_001, **BY)
    assert refused.value.cents == 100_000
    ledger.grant(pot, grant=grant, cents=100_000, **BY)
    assert queries.stands_of(pot).left == 0


def test_what_is_set_aside_for_others_is_not_granted(pot):
    ledger.reserve(pot, cents=90_000, words="Stemronde", **BY)
    with pytest.raises(ledger.NotEnoughLeft):
        make_grant(pot, cents=10_001)


def test_what_is_set_aside_is_set_free_in_parts_and_never_twice(pot):
    reservation = ledger.reserve(pot, cents=500, words="Stemronde", **BY)
    ledger.release(reservation, cents=200, **BY)
    with pytest.raises(ledger.NotEnoughReserved):
        ledger.release(reservation, cents=301, **BY)
    ledger.release(reservation, **BY)
    assert ledger.release(reservation, **BY) == []
    assert (Reservation.objects.get().reserved_cents, queries.stands_of(pot).left) == (0, 100_000)


def test_nothing_set_aside_for_an_application_is_no_fault(pot):
    assert ledger.release_for(make_application(), **BY) == []


def test_an_advance_a_rest_and_their_justification(pot):
    grant = make_grant(pot, cents=50_000)
    ledger.advance(grant, cents=40_000, **BY)
    ledger.justify(grant, cents=48_000, **BY)  # what was not paid yet is owed now
    ledger.pay(grant, cents=8_000, **BY)
    ledger.release_rest(grant, **BY)
    assert booked(pot)[2:] == [
        ("advance", "granted", "advanced", 40_000),
        ("justify", "advanced", "justified", 40_000),
        ("justify", "granted", "owed", 8_000),
        ("pay", "owed", "justified", 8_000),
        ("release_rest", "granted", "left", 2_000),
    ]
    assert queries.stands_of_grant(grant) == GrantStands(granted=48_000, paid=48_000, justified=48_000)
    assert shown(queries.stands_of(pot)) == {
        "allotted": 100_000,
        "granted": 48_000,
        "paid": 48_000,
        "justified": 48_000,
        "left": 52_000,
    }


def test_what_was_not_spent_is_asked_back_and_stays_until_it_is_paid(pot):
    grant = make_grant(pot, cents=50_000)
    ledger.pay(grant, cents=50_000, **BY)
    ledger.justify(grant, cents=43_750, **BY)
    ledger.claim(grant, cents=6_250, **WHY)
    ledger.repay(grant, cents=5_000, **BY)
    assert queries.stands_of_grant(grant) == GrantStands(
        granted=50_000, paid=50_000, justified=43_750, to_repay=1_250, returned=5_000
    )
    ledger.repay(grant, cents=1_250, **BY)
    assert shown(queries.stands_of(pot)) == {
        "allotted": 100_000,
        "granted": 50_000,
        "paid": 50_000,
        "justified": 43_750,
        "returned": 6_250,
        "left": 56_250,
    }


def test_what_need_not_come_back_says_why(pot):
    grant = make_grant(pot, cents=50_000)
    ledger.pay(grant, cents=50_000, **BY)
    ledger.claim(grant, cents=6_000, **WHY)
    with pytest.raises(ledger.ReasonMissing):
        ledger.waive(grant, cents=1_000, **BY, reason=" ")
    ledger.waive(grant, cents=1_000, **WHY)
    with pytest.raises(ledger.MovedOn):
        ledger.withdraw_claim(grant, **WHY)
    assert queries.stands_of_grant(grant) == GrantStands(
        granted=50_000, paid=50_000, not_justified=44_000, to_repay=5_000, waived=1_000
    )


def test_what_was_asked_back_stands_where_it_stood_when_it_is_not_asked_any_more(pot):
    grant = make_grant(pot, cents=50_000)
    ledger.advance(grant, cents=40_000, **BY)
    ledger.pay(grant, cents=10_000, **BY)
    ledger.claim(grant, cents=45_000, **WHY)
    assert len(ledger.withdraw_claim(grant, **WHY)) == 2
    own = grant.balances.get()
    assert (own.advanced_cents, own.paid_cents, own.to_repay_cents) == (40_000, 10_000, 0)
    assert ledger.withdraw_claim(grant, **WHY) == []


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (ledger.pay, ledger.NotSoMuchToPay),
        (ledger.advance, ledger.NotSoMuchToPay),
        (ledger.justify, ledger.NotSoMuchToJustify),
        (ledger.claim, ledger.NotSoMuchToClaim),
        (ledger.repay, ledger.NotSoMuchToRepay),
        (ledger.waive, ledger.NotSoMuchToRepay),
        (ledger.release_rest, ledger.NotSoMuchToPay),
    ],
)
def test_no_more_of_a_grant_moves_than_there_is(pot, deed, refusal):
    grant = make_grant(pot, cents=50_000)
    with pytest.raises(refusal):
        deed(grant, cents=50_001, **WHY)
    with pytest.raises(ledger.NoAmount):
        deed(grant, cents=0, **WHY)
    assert queries.stands_of_grant(grant) == GrantStands(granted=50_000, not_paid=50_000, to_prepare=50_000)


def test_money_goes_from_one_pot_to_another_in_both(pot, maarswold):
    other = make_pot(make_fund("Gebiedsbudget"), work_area=maarswold)
    ledger.transfer(pot, to_pot=other, cents=30_000, **WHY)
    assert booked(other) == [("transfer", "elsewhere", "left", 30_000)]
    assert shown(queries.stands_of(pot)) == {"allotted": 100_000, "from_elsewhere": -30_000, "left": 70_000}
    assert shown(queries.stands_of(other)) == {"from_elsewhere": 30_000, "left": 30_000}
    with pytest.raises(ledger.SamePot):
        ledger.transfer(pot, to_pot=pot, cents=1, **WHY)


def test_what_was_promised_and_saved_goes_along_into_the_next_year(pot):
    half, whole = make_grant(pot, cents=20_000), make_grant(pot, cents=10_000)
    ledger.advance(half, cents=12_000, **BY)
    ledger.pay(whole, cents=10_000, **BY)
    aside = ledger.reserve(pot, cents=5_000, words="Stemronde", **BY)
    saving = ledger.save(pot, cents=7_000, until_year=2027, purpose="Speeltuin", **BY)
    ledger.save(pot, cents=1_000, until_year=2026, purpose="Bankjes", **BY)
    later = make_pot(pot.fund, 2027)
    ledger.carry(pot, to_pot=later, **BY)
    assert shown(queries.stands_of(later)) == {
        "from_elsewhere": 20_000,
        "not_paid": 8_000,
        "reserved": 5_000,
        "saved": 7_000,
    }
    assert shown(queries.stands_of(pot)) == {
        "allotted": 100_000,
        "from_elsewhere": -20_000,
        "granted": 30_000,
        "paid": 22_000,
        "not_justified": 22_000,
        "saved": 1_000,
        "left": 57_000,
    }
    ledger.pay(half, cents=8_000, **BY)  # from the new year
    ledger.justify(half, cents=20_000, **BY)  # in both
    ledger.use_saving(saving, cents=7_000, **BY)
    ledger.release(aside, **BY)
    assert shown(queries.stands_of(later)) == {
        "from_elsewhere": 20_000,
        "paid": 8_000,
        "justified": 8_000,
        "left": 12_000,
    }
    assert queries.stands_of_grant(half) == GrantStands(granted=20_000, paid=20_000, justified=20_000)


def test_promises_may_stay_in_their_year(pot):
    grant = make_grant(pot, cents=20_000)
    later = make_pot(pot.fund, 2026)
    assert ledger.carry(pot, to_pot=later, commitments=False, **BY) == []
    ledger.pay(grant, cents=20_000, **BY)
    assert queries.stands_of(pot).paid == 20_000


def test_money_goes_along_only_to_a_later_year_of_the_same_fund(pot, maarswold):
    for other in (
        make_pot(make_fund("Ander"), 2026),
        make_pot(pot.fund, 2024),
        make_pot(pot.fund, 2026, work_area=maarswold),
    ):
        with pytest.raises(ledger.NotTheSameFund):
            ledger.carry(pot, to_pot=other, **BY)


def test_saved_money_that_nobody_used_lapses(pot):
    saving = ledger.save(pot, cents=7_000, until_year=2026, purpose="Speeltuin", **BY)
    ledger.use_saving(saving, cents=2_000, **BY)
    with pytest.raises(ledger.NotEnoughSaved):
        ledger.use_saving(saving, cents=5_001, **BY)
    ledger.lapse(pot, cents=3_000, **WHY)
    assert shown(queries.stands_of(pot)) == {"allotted": 100_000, "saved": 5_000, "lapsed": 3_000, "left": 92_000}


def test_a_closed_pot_gives_nothing_new_and_settles_what_was(pot):
    grant = make_grant(pot, cents=20_000)
    other = make_bare_grant(pot)
    ledger.lock(pot)
    pot.balance.closed_at = BY["at"]
    pot.balance.save()
    for deed in (
        lambda: ledger.allot(pot, cents=1, **BY),
        lambda: ledger.grant(pot, grant=other, cents=1, **BY),
        lambda: ledger.reserve(pot, cents=1, words="Stemronde", **BY),
        lambda: ledger.save(pot, cents=1, until_year=2026, purpose="Bankjes", **BY),
        lambda: ledger.transfer(make_full_pot(fund=make_fund("Ander")), to_pot=pot, cents=1, **WHY),
    ):
        with pytest.raises(ledger.PotIsClosed):
            deed()
    ledger.pay(grant, cents=20_000, **BY)
    ledger.claim(grant, cents=20_000, **WHY)
    ledger.repay(grant, cents=20_000, **BY)
    assert queries.stands_of(pot).left == 100_000


# ── Counter-entries ────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_wrong_gets_a_counter_entry_with_a_reason(pot):
    wrong = ledger.allot(pot, cents=86_000_00, **BY)
    with pytest.raises(ledger.ReasonMissing):
        ledger.correct(wrong, **BY, reason="")
    (counter,) = ledger.correct(wrong, **BY, reason="Een nul te veel.")
    assert (counter.corrects, counter.kind, counter.credit, counter.debit, counter.reason) == (
        wrong,
        EntryKind.ALLOT,
        "left",
        "source",
        "Een nul te veel.",
    )
    assert shown(queries.stands_of(pot)) == {"allotted": 100_000, "left": 100_000}
    with pytest.raises(ledger.CorrectedAlready):
        ledger.correct(wrong, **WHY)
    with pytest.raises(ledger.IsACorrection):
        ledger.correct(counter, **WHY)


def test_a_deed_of_several_entries_is_corrected_whole(pot, maarswold):
    other = make_pot(make_fund("Gebiedsbudget"), work_area=maarswold)
    entries = ledger.transfer(pot, to_pot=other, cents=30_000, **WHY)
    assert len(ledger.correct(entries[1], **WHY)) == 2
    assert (queries.stands_of(pot).left, queries.stands_of(other)) == (100_000, Stands())


def test_what_went_along_comes_back_where_it_was(pot):
    grant = make_grant(pot, cents=20_000)
    saving = ledger.save(pot, cents=7_000, until_year=2027, purpose="Speeltuin", **BY)
    later = make_pot(pot.fund, 2026)
    ledger.correct(ledger.carry(pot, to_pot=later, **BY)[0], **WHY)
    assert queries.stands_of(later) == Stands()
    saving.refresh_from_db()
    assert (saving.pot, saving.saved_cents) == (pot, 7_000)
    ledger.use_saving(saving, cents=7_000, **BY)
    ledger.pay(grant, cents=20_000, **BY)
    assert (queries.stands_of(pot).left, queries.stands_of(pot).paid) == (80_000, 20_000)


def test_saved_money_that_was_used_in_part_stays_where_it_went_along_to(pot):
    used, other = (ledger.save(pot, cents=7_000, until_year=2027, purpose="Speeltuin", **BY) for _turn in range(2))
    later = make_pot(pot.fund, 2026)
    carried = ledger.carry(pot, to_pot=later, **BY)
    ledger.use_saving(used, cents=2_000, **BY)
    ledger.save(later, cents=2_000, until_year=2027, purpose="Bankjes", **BY)
    with pytest.raises(ledger.MovedOn):
        ledger.correct(carried[0], **WHY)
    other.refresh_from_db()
    assert other.pot == later


def test_money_set_aside_that_grew_stays_where_it_went_along_to(pot):
    application = make_application()
    ledger.reserve(pot, cents=5_000, application=application, **BY)
    later = make_full_pot(10_000, fund=pot.fund, year=2026)
    carried = ledger.carry(pot, to_pot=later, **BY)
    ledger.reserve(later, cents=3_000, application=application, **BY)
    with pytest.raises(ledger.MovedOn):
        ledger.correct(carried[0], **WHY)
    assert len(ledger.release_for(application, **BY)) == 1


def test_saved_money_that_lapsed_by_mistake_is_kept_again_and_told_anew(pot):
    saving = ledger.save(pot, cents=7_000, until_year=2026, purpose="Speeltuin", **BY)
    saving.announced_at = BY["at"]
    saving.save()
    (lapsed,) = ledger.lapse_saving(saving, **WHY)
    ledger.correct(lapsed, **WHY)
    saving.refresh_from_db()
    assert (saving.saved_cents, saving.lapsed_at, saving.announced_at) == (7_000, None, None)


def test_what_went_on_is_not_corrected(pot):
    wrong = ledger.allot(pot, cents=50_000, **BY)
    make_grant(pot, cents=140_000)
    with pytest.raises(ledger.MovedOn):
        ledger.correct(wrong, **WHY)
    assert queries.stands_of(pot).left == 10_000


def test_a_grant_and_its_set_aside_money_are_corrected_with_it(pot):
    application = make_application()
    reservation = ledger.reserve(pot, cents=60_000, application=application, **BY)
    grant = make_bare_grant(pot, cents=45_000, application=application)
    entries = ledger.grant(pot, grant=grant, cents=45_000, **BY)
    ledger.correct(entries[0], **WHY)
    reservation.refresh_from_db()
    assert (reservation.reserved_cents, queries.stands_of_grant(grant)) == (60_000, GrantStands())


# ── What the database sees to ──────────────────────────────────────────────────────────────────────────────────────
def refused_by_the_database(deed):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        deed()
    return str(refused.value)


def test_an_entry_is_never_changed_nor_removed(pot):
    entries = Entry.objects.filter(pot=pot)
    assert "what_is_booked_stays" in refused_by_the_database(lambda: entries.update(amount_cents=1))
    assert "what_is_booked_stays" in refused_by_the_database(lambda: entries._raw_delete("default"))
    assert entries.get().amount_cents == 100_000


def test_the_database_lets_no_pot_be_overspent_and_no_stand_be_out_of_balance(pot):
    stand = ledger.lock(pot)
    stand.left_cents, stand.granted_cents = -1, 100_001
    assert "a_pot_is_never_overspent" in refused_by_the_database(stand.save)
    stand.left_cents, stand.granted_cents = 0, 99_999
    assert "a_pot_balances" in refused_by_the_database(stand.save)


def test_an_entry_moves_as_its_kind_does(pot):
    entry = Entry.objects.get()
    entry.pk, entry.credit = None, "saved"
    assert "an_entry_moves_as_its_kind_does" in refused_by_the_database(entry.save)


def test_every_deed_is_in_the_journal(pot):
    make_grant(pot)
    assert list(Line.objects.filter(about_kind="budgets.pot").order_by("id").values_list("verb", flat=True)) == [
        "ledger.allot",
        "ledger.grant",
    ]
