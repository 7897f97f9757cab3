"""Who sits in a committee: the maximum, terms, the chair, and committees that rules name."""

from datetime import date

import pytest

from wijkwerk.domain.budgets.models import Committee, CommitteeMember, Decider
from wijkwerk.domain.budgets.operations import committees, deliberations
from wijkwerk.domain.budgets.queries import committees as queries
from wijkwerk.domain.budgets.queries import deliberations as deliberation_queries
from wijkwerk.domain.budgets.tests.decision_factories import make_committee, make_ready, seats
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, make_fund, make_rules
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import may
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

NEXT_YEAR = date(2026, 3, 4)


def add(committee, person=None, from_on=TODAY, **fields):
    return committees.add_member(committee, person=person or make_person(), from_on=from_on, **fields, **BY)


def test_a_committee_takes_no_more_members_than_its_maximum(municipality):
    committee = make_committee(members=2, most_members=2)
    with pytest.raises(committees.CommitteeIsFull):
        add(committee)
    committees.end_membership(seats(committee)[0], until_on=TODAY, **BY)
    add(committee)
    assert len(queries.members_of(committee, on=TODAY)) == 2


def test_the_maximum_holds_on_each_day_of_a_term_not_over_all_of_it(municipality):
    committee = make_committee(members=0, most_members=2)
    add(committee, from_on=date(2025, 1, 1), until_on=date(2025, 7, 1))
    add(committee, from_on=date(2025, 7, 1), until_on=date(2026, 1, 1))
    add(committee, from_on=date(2025, 1, 1), until_on=date(2026, 1, 1))
    with pytest.raises(committees.CommitteeIsFull):
        add(committee, from_on=date(2025, 12, 31), until_on=date(2026, 2, 1))
    add(committee, from_on=date(2026, 1, 1), until_on=date(2026, 2, 1))


def test_somebody_sits_once_at_a_time(municipality):
    committee = make_committee(members=1)
    with pytest.raises(committees.SitsAlready):
        add(committee, seats(committee)[0].person)


def test_a_term_is_filled_in_and_no_longer_than_the_committee_allows(municipality):
    committee = make_committee(members=0, term_years=4)
    assert add(committee).until_on == date(2029, 3, 4)
    with pytest.raises(committees.TermTooLong):
        add(committee, from_on=date(2024, 2, 29), until_on=date(2028, 3, 2))
    assert add(committee, from_on=date(2024, 2, 29), until_on=date(2028, 2, 29)).until_on == date(2028, 2, 29)


def test_somebody_comes_back_no_oftener_than_allowed(municipality):
    committee, person = make_committee(members=0, term_years=1, most_terms=2), make_person()
    add(committee, person)
    add(committee, person, from_on=NEXT_YEAR)
    with pytest.raises(committees.TooManyTerms):
        add(committee, person, from_on=date(2027, 3, 4))


def test_there_is_one_chair(municipality):
    committee = make_committee(members=2)
    with pytest.raises(committees.HasAChair):
        add(committee, is_chair=True)
    committees.make_chair(seats(committee)[1], **BY)
    assert [seat.is_chair for seat in seats(committee)] == [False, True]


def test_who_left_us_takes_no_seat(municipality):
    with pytest.raises(committees.HasLeftUs):
        add(make_committee(members=0), make_person(is_active=False))


def test_a_quorum_fits_in_the_committee(municipality):
    with pytest.raises(committees.QuorumTooLarge):
        committees.found_committee(name="Klein", most_members=2, quorum=3, **BY)


def test_a_maximum_does_not_go_below_who_sits(municipality):
    committee = make_committee(members=3)
    with pytest.raises(committees.MoreSitAlready):
        committees.change_committee(committee, most_members=2, **BY)


def test_a_committee_that_rules_name_is_not_closed(municipality):
    committee = make_committee()
    rules = make_rules(make_fund(), decided_by=Decider.COMMITTEE, committee=committee, committee_role="decides")
    with pytest.raises(committees.RulesNameIt) as refused:
        committees.close_committee(committee, **BY)
    assert refused.value.words == "Deze commissie staat nog in de regels van: Wijk aan zet. Verander eerst die regels."
    other = make_committee("Andere commissie", members=0)
    assert committees.close_committee(other, **BY).closed_on == TODAY
    assert rules.committee == committee


def test_who_sat_in_a_committee_that_is_closed_comes_to_nothing_any_more(maarswold):
    committee = make_committee()
    application = make_ready(maarswold, rules={"committee": committee, "committee_role": "advises"})
    talk = deliberations.open_deliberation(application, **BY)
    member = seats(committee)[0].person
    assert [bool(may(member, Permission.APPLICATION_ADVISE, on=each)) for each in (application, talk)] == [True, True]
    Committee.objects.update(closed_on=clock.today())
    fresh = deliberation_queries.deliberation(talk.pk)
    after = [may(member, Permission.APPLICATION_ADVISE, on=each) for each in (fresh.application, fresh)]
    assert [bool(each) for each in after] == [False, False]


def test_fifty_who_want_the_last_seats_get_no_more_than_there_are(threads, municipality):
    committee = make_committee(members=0, most_members=5)
    people = [make_person(f"Kandidaat {number}") for number in range(50)]

    def sit(number):
        try:
            add(committee, people[number])
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    found = threads(50, sit)
    assert (found.count("done"), found.count("CommitteeIsFull")) == (5, 45)
    assert (CommitteeMember.objects.count(), Committee.objects.count()) == (5, 1)
