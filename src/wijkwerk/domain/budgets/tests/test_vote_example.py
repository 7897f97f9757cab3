"""The rounds of the example: made once, at every point of their way."""

from datetime import UTC, datetime

from wijkwerk.domain.budgets.example.funds import make_funds
from wijkwerk.domain.budgets.example.votes import make_votes
from wijkwerk.domain.budgets.models import Ballot, Phase, VoteCount, VoteRound
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.people.tests.factories import make_person, make_work_area

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_the_example_has_four_rounds_once(municipality):
    for name in ("Maarswold", "Parkwijk", "Musselkanaal", "Onstwedde"):
        make_work_area(name)
    for name in ("Marit Hoekzema", "Dirk Zandstra"):
        make_person(name, email=f"{name[:5].lower()}@stad.example")
    make_funds(at=AT)
    make_votes(at=AT)
    make_votes(at=AT)

    phases = {each.name: each.phase(AT) for each in VoteRound.objects.all()}
    assert phases == {
        "Samen kiezen voor Maarswold": Phase.VOTING,
        "Kiezen voor Musselkanaal": Phase.CLOSED,
        "Stemmen over Parkwijk": Phase.PUBLISHED,
        "Punten voor Onstwedde": Phase.DRAFT,
    }
    count = VoteCount.objects.get()
    assert (count.web_votes, count.paper_votes, Ballot.objects.count()) == (148, 9, 63 + 37 + 2 + 148 + 9)
    assert queries.turnout_of(VoteRound.objects.get(name="Kiezen voor Musselkanaal")).half == 2
    assert count.outcomes["greedy"]["chosen"] != count.outcomes["equal_shares"]["chosen"]
