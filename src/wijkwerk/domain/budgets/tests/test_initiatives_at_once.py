"""Two who do the same at the same moment: one support a person, one initiative a press, nobody lost in a merge."""

import uuid

import pytest

from wijkwerk.domain.budgets.models import Initiative, JurorScore, Support
from wijkwerk.domain.budgets.operations import awards, initiatives, supporting
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import (
    BY,
    BY_RESIDENT,
    MONDAY,
    make_award,
    make_initiative,
    make_jury,
    nominate,
    start,
    support,
)
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def area(transactional_db):
    with in_municipality(make_municipality()):
        yield make_work_area("Maarswold")


def tried(deed):
    try:
        return deed()
    except Refusal as refusal:
        return type(refusal)


def test_fifty_presses_of_one_person_are_one_support(area, threads):
    initiative = make_initiative(area)

    def press(number):
        return supporting.confirm(
            supporting.support(initiative, address="buur@example.nl", **BY_RESIDENT), **BY_RESIDENT
        )

    threads(MANY, press)
    assert (Support.objects.count(), queries.supporters_of(initiative)) == (1, 1)


def test_fifty_people_are_fifty(area, threads):
    initiative = make_initiative(area)
    threads(MANY, lambda number: support(initiative, f"buur{number}@example.nl"))
    assert queries.supporters_of(initiative) == MANY


def test_one_press_sent_fifty_times_is_one_initiative_and_one_list_of_signatures(area, threads):
    key = uuid.UUID(int=5)
    threads(MANY, lambda number: start(area, client_key=key))
    initiative = Initiative.objects.get()
    enter = {"people": 4, "received_on": MONDAY.date(), "client_key": key}
    threads(MANY, lambda number: supporting.enter_paper(initiative, **enter, **BY))
    assert queries.supporters_of(initiative) == 4


def test_merged_while_people_support_it_nobody_is_lost(area, threads):
    one, other = make_initiative(area), make_initiative(area, "Tuin bij de school")
    rows = [
        supporting.support(each, address=f"buur{number}@example.nl", **BY_RESIDENT)
        for number, each in enumerate([one, other] * 12)
    ]

    def deed(number):
        if number == 0:
            return tried(lambda: initiatives.merge(other, into=one, **BY))
        return supporting.confirm(rows[number - 1], **BY_RESIDENT)

    threads(len(rows) + 1, deed)
    assert queries.supporters_of(one) == len(rows)


def test_two_merged_into_each_other_go_one_way(area, threads):
    one, other = make_initiative(area), make_initiative(area, "Tuin bij de school")
    pairs = [(one, other), (other, one)] * 10
    done = threads(len(pairs), lambda n: tried(lambda: initiatives.merge(pairs[n][0], into=pairs[n][1], **BY)))
    assert sum(isinstance(each, Initiative) for each in done) == 1
    assert Initiative.objects.filter(merged_into__isnull=True).count() == 1


def test_a_juror_who_presses_fifty_times_has_one_judgement(area, threads):
    award = make_award()
    row = awards.accept(nominate(award), jury_words="Ruimt op.", **BY)
    (juror,) = make_jury(award, "Anke")
    threads(MANY, lambda number: awards.judge(juror, nomination=row, points=1 + number % 10, **BY))
    assert JurorScore.objects.count() == 1
