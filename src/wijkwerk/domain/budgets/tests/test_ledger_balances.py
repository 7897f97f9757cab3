"""In whatever order deeds come: the ledger balances at every moment, and what is kept is what the entries say."""

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wijkwerk.domain.budgets.models import Account, Balance, Entry, GrantBalance, Reservation, Saving
from wijkwerk.domain.budgets.models.ledger import OF_A_GRANT, column
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_pot
from wijkwerk.domain.budgets.tests.ledger_factories import make_bare_grant
from wijkwerk.foundation.kit.refusals import Refusal

WHY = BY | {"reason": "Daarom."}
AMOUNTS = st.one_of(st.integers(1, 30), st.integers(1, 200_000), st.just(100_000))
WHICH = st.integers(0, 2)
OF_GRANTS = ["advance", "pay", "justify", "claim", "repay", "waive", "release_rest"]
OF_POTS = ["allot", "withdraw", "transfer", "lapse", "reserve", "release", "save"]
DEEDS = st.one_of(
    st.tuples(st.sampled_from([*OF_GRANTS, "withdraw_claim", "grant", "grant"]), WHICH, AMOUNTS),
    st.tuples(
        st.sampled_from(["allot", "withdraw", "transfer", "lapse", "reserve", "release", "save"]), WHICH, AMOUNTS
    ),
    st.tuples(st.sampled_from(["use_saving", "lapse_saving", "carry", "carry", "correct", "correct"]), WHICH, AMOUNTS),
)


class Play:
    """Two years of one fund, a second fund, and three grants; each deed by its word, done or refused."""

    def __init__(self):
        fund = make_fund()
        self.pots = [make_pot(fund, 2025), make_pot(fund, 2026), make_pot(make_fund("Ander"), 2025)]
        self.grants = [make_bare_grant(pot) for pot in (self.pots[0], self.pots[0], self.pots[2])]
        ledger.allot(self.pots[0], cents=200_000, **BY)

    def do(self, word, which, cents):
        pot, grant = self.pots[which], self.grants[which]
        match word:
            case "allot":
                ledger.allot(pot, cents=cents, **BY)
            case "withdraw":
                ledger.withdraw_allotment(pot, cents=cents, **WHY)
            case "transfer":
                ledger.transfer(pot, to_pot=self.pots[which - 1], cents=cents, **WHY)
            case "lapse":
                ledger.lapse(pot, cents=cents, **WHY)
            case "reserve":
                own = self.pots[cents % 2] if which < 2 else pot  # also in the next year
                ledger.reserve(own, cents=cents, application=grant.application, **BY)
            case "release":
                ledger.release_for(grant.application, **BY)
            case "save":
                ledger.save(pot, cents=cents, until_year=pot.year + 1, purpose="Speeltuin", **BY)
            case "use_saving" | "lapse_saving":
                for saving in Saving.objects.all()[:1]:
                    if word == "use_saving":
                        ledger.use_saving(saving, cents=cents, **BY)
                    elif saving.saved_cents:
                        saving.announced_at = BY["at"]
                        saving.save()
                        ledger.lapse_saving(saving, **WHY)
            case "carry":
                ledger.carry(self.pots[0], to_pot=self.pots[1], commitments=which > 0, **BY)
            case "correct":
                for entry in Entry.objects.order_by("id")[cents % 17 : cents % 17 + 1]:
                    ledger.correct(entry, **WHY)
            case "withdraw_claim":
                ledger.withdraw_claim(grant, **WHY)
            case "grant":
                ledger.grant(grant.pot, grant=grant, cents=cents, **BY)
            case deed:
                getattr(ledger, deed)(grant, cents=cents, **WHY)


def balances():
    """Each pot is nothing in all, what went elsewhere came elsewhere, and nothing stands that was not booked."""
    for stand in Balance.objects.select_related("pot"):
        kept = {name: getattr(stand, name) for name in queries.recounted(stand.pot)}
        assert kept == queries.recounted(stand.pot)
        assert sum(getattr(stand, column(account)) for account in Account) == 0
        assert stand.left_cents >= 0
        own = GrantBalance.objects.filter(pot=stand.pot)
        for account in OF_A_GRANT:
            assert sum(getattr(each, column(account)) for each in own) == getattr(stand, column(account))
        asides = Reservation.objects.filter(pot=stand.pot)
        assert sum(each.reserved_cents for each in asides) == stand.reserved_cents
        assert sum(each.saved_cents for each in Saving.objects.filter(pot=stand.pot)) == stand.saved_cents
    for own in GrantBalance.objects.select_related("grant", "pot"):
        counted = queries.recounted_grant(own.grant, pot=own.pot)
        assert {name: getattr(own, name) for name in counted} == counted
    assert sum(Balance.objects.values_list("elsewhere_cents", flat=True)) == 0


@given(st.lists(DEEDS, max_size=25))
@example([("save", 0, 1), ("carry", 0, 1), ("save", 0, 100_000), ("correct", 0, 1)])
@example([("grant", 0, 50_000), ("advance", 0, 40_000), ("carry", 1, 1), ("justify", 0, 45_000), ("pay", 0, 10_000)])
@example([("save", 0, 70), ("save", 0, 70), ("carry", 0, 1), ("use_saving", 0, 20), ("save", 1, 20), ("correct", 0, 3)])
@example([("reserve", 0, 5_000), ("allot", 1, 10_000), ("carry", 1, 1), ("reserve", 0, 3_001), ("correct", 0, 3)])
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_ledger_balances_after_every_deed_in_any_order(municipality, deeds):
    with transaction.atomic():
        play = Play()
        for deed in deeds:
            try:
                with transaction.atomic():
                    play.do(*deed)
            except Refusal:
                pass
            balances()
        transaction.set_rollback(True)
