"""Too little for all: in proportion, first come first served, or by lot, as the rules say; a person publishes."""

from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import Decision
from wijkwerk.domain.budgets.operations import completing, sharing
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import EURO, a_condition, make_coordinator, make_ready
from wijkwerk.domain.budgets.tests.fund_factories import TUESDAY
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.journal.models import Entry


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold)


def ready(maarswold, corrie, when_short, *, asked=(500, 300, 400), full=1_000):
    """Drafts of a yes for applications that came an hour after each other."""
    first = make_ready(maarswold, asked=asked[0] * EURO, full=full * EURO, rules={"when_short": when_short})
    more = [
        make_application(first.fund, maarswold, asked_cents=cents * EURO, at=TUESDAY + timedelta(hours=number))
        for number, cents in enumerate(asked[1:], 1)
    ]
    return [operations.prepare_decision(each, outcome="yes", by=corrie, at=TUESDAY) for each in (first, *more)]


def share(drafts, corrie):
    return sharing.share_out(drafts, by=corrie, at=TUESDAY)


def given():
    return [(each.outcome, each.amount_cents) for each in Decision.objects.order_by("application_id")]


def test_in_proportion_everybody_gets_the_same_part_down_to_whole_cents(maarswold, corrie):
    drafts = ready(maarswold, corrie, "shared")
    share(drafts, corrie)
    assert given() == [("part", 41_666), ("part", 25_000), ("part", 33_333)]
    published = operations.publish_decisions(list(Decision.objects.all()), by=corrie, at=TUESDAY)
    assert stands.stands_of(published[0].pot).left == 1
    assert "Iedereen krijgt naar verhouding minder." in published[0].reason


def test_first_come_first_served_gives_whole_amounts_as_long_as_each_fits(maarswold, corrie):
    share(ready(maarswold, corrie, "first_come"), corrie)
    assert given() == [("yes", 50_000), ("yes", 30_000), ("no", 0)]


def test_first_is_who_was_complete_first(maarswold, corrie):
    drafts = ready(maarswold, corrie, "first_come")
    late = drafts[0].application
    completing.ask_to_complete(late, text="Wat kost de tent?", by=corrie, at=TUESDAY + timedelta(hours=5))
    completing.complete(late, text="Honderd euro.", by=VISITOR, at=TUESDAY + timedelta(days=1))
    share(drafts, corrie)
    assert given() == [("no", 0), ("yes", 30_000), ("yes", 40_000)]


def test_the_lot_gives_whole_amounts_and_the_order_is_kept(maarswold, corrie):
    drafts = ready(maarswold, corrie, "lot", asked=(600, 600, 600))
    share(drafts, corrie)
    assert sorted(given()) == [("no", 0), ("no", 0), ("yes", 60_000)]
    told = Entry.objects.get(verb="decisions.shared_out").details
    winner = Decision.objects.get(outcome="yes").application_id
    assert (told["way"], told["order"][0], len(told["order"])) == ("lot", winner, 3)


def test_a_yes_on_condition_keeps_its_conditions(maarswold, corrie):
    drafts = ready(maarswold, corrie, "shared", asked=(800, 800), full=800)
    drafts[0] = operations.prepare_decision(
        drafts[0].application, outcome="provisional", conditions=[a_condition()], by=corrie, at=TUESDAY
    )
    share(drafts, corrie)
    assert given() == [("provisional", 40_000), ("part", 40_000)]
    assert Decision.objects.get(outcome="provisional").conditions[0]["what"] == "Een vergunning"


def test_where_a_person_compares_the_program_does_not_choose(maarswold, corrie):
    with pytest.raises(sharing.APersonChooses):
        share(ready(maarswold, corrie, "ranking"), corrie)


def test_what_fits_is_not_shared_out(maarswold, corrie):
    drafts = ready(maarswold, corrie, "shared", full=2_000)
    with pytest.raises(sharing.EnoughForAll):
        share(drafts, corrie)
    assert queries.together(drafts)[0].short_cents == 0


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten(maarswold, corrie):
    drafts = ready(maarswold, corrie, "shared")
    operations.prepare_decision(drafts[0].application, outcome="no", reason="Toch niet.", by=corrie, at=TUESDAY)
    with pytest.raises(operations.DraftChangedMeanwhile):
        share(drafts, corrie)
    assert given()[0] == ("no", 0)
