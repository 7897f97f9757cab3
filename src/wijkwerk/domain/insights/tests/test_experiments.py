"""The log of experiments: what is tried and learnt, for everybody to read."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from wijkwerk.domain.insights import operations, queries
from wijkwerk.domain.insights.models import Experiment
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area, sign_in
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SAYS = {"by": CLOCK, "at": MONDAY}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def maarswold(db):
    municipality = make_municipality(second_factor_required=False)
    with in_municipality(municipality):
        yield make_work_area("Maarswold")


def begin(*areas, **fields):
    values = {"title": "Loket bij de winkel", "tries": "Een loket", "why": "Te veel loketten", "from_on": TODAY}
    made = operations.begin_experiment(**values | {"work_areas": list(areas)} | fields, **SAYS)
    return queries.experiment(made.pk)


def test_what_becomes_of_it_needs_what_was_learnt_and_why(maarswold):
    one = begin(maarswold)
    with pytest.raises(operations.LessonMissing):
        operations.decide(one, outcome="stops", learnt=" ", because="Te duur", **SAYS)
    with pytest.raises(operations.ReasonMissing):
        operations.decide(one, outcome="stops", learnt="De plek telt", because="", **SAYS)
    decided = operations.decide(one, outcome="ordinary", learnt="De plek telt", because="Het werkt", **SAYS)
    assert (decided.state_words(TODAY), decided.decided_on) == ("wordt gewoon", TODAY)


@pytest.mark.parametrize(
    ("from_on", "until_on", "words"),
    [
        (date(2026, 3, 1), None, "loopt"),
        (date(2026, 4, 1), None, "begint nog"),
        (date(2026, 1, 1), date(2026, 2, 1), "wacht op een besluit"),
    ],
)
def test_how_it_stands_follows_from_its_days(maarswold, from_on, until_on, words):
    assert begin(maarswold, from_on=from_on, until_on=until_on).state_words(TODAY) == words


def test_what_is_missing_is_told(maarswold):
    for wrong, refusal in (
        ({"title": " "}, operations.TitleMissing),
        ({"tries": ""}, operations.SaysNotWhat),
        ({"why": ""}, operations.SaysNotWhy),
        ({"work_areas": []}, operations.AreaMissing),
        ({"until_on": date(2026, 1, 1)}, operations.EndsBeforeItBegins),
    ):
        with pytest.raises(refusal):
            begin(maarswold, **wrong)
    assert Experiment.objects.count() == 0


def test_projects_that_are_not_public_are_named_to_nobody_else(maarswold):
    agenda = make_agenda(maarswold, 2026)
    shown, hidden = make_item(agenda, "Loket"), make_item(agenda, "Geheim", is_public=False)
    one = begin(maarswold, items=[shown, hidden])
    assert queries.items_of(one, actor=VISITOR) == [shown]
    assert queries.items_of(one, actor=make_coordinator(maarswold)) == [shown, hidden]


def test_what_another_changed_meanwhile_is_not_lost(maarswold):
    one = begin(maarswold)
    values = {"tries": "Een loket", "why": "Te veel", "from_on": TODAY, "work_areas": [maarswold], "version": 1}
    operations.change_experiment(one, title="Eerst", **values, **SAYS)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.change_experiment(one, title="Later", **values, **SAYS)


def test_areas_and_projects_of_others_stay(maarswold):
    mussel = make_work_area("Mussel")
    theirs = make_item(make_agenda(mussel, 2026), "Loket in Mussel")
    one = begin(maarswold, mussel, items=[theirs])
    operations.change_experiment(
        one, title="Anders", tries="Een loket", why="Ja", from_on=TODAY, work_areas=[maarswold],
        by=make_coordinator(maarswold), at=MONDAY,
    )  # fmt: skip
    assert {area.name for area in queries.experiment(one.pk).work_areas.all()} == {"Maarswold", "Mussel"}
    assert list(one.items.all()) == [theirs]


def test_a_coordinator_keeps_the_log_and_everybody_reads_it(client, maarswold):
    sign_in(client, make_coordinator(maarswold))
    values = {"title": "Loket", "tries": "Een loket", "why": "Te veel", "from_on": "2026-03-01"}
    made = client.post("/proeven/nieuw/", values | {"work_areas": [maarswold.pk]})
    place = made["Location"]
    client.post(f"{place}gezien/", {"on": "2026-03-02", "text": "Het was druk."})
    client.post(f"{place}besluit/", {"outcome": "goes_on", "learnt": "De plek telt.", "because": "Nog een jaar."})
    shown = Client().get(place).content.decode()
    for words in ("Het was druk.", "De plek telt.", "Nog een jaar.", "gaat door"):
        assert words in shown
    assert "Loket" in Client().get("/proeven/?stand=klaar").content.decode()
    assert "Loket" not in Client().get("/proeven/?stand=loopt").content.decode()


def test_who_works_elsewhere_does_not_change_it(client, maarswold):
    one = begin(maarswold)
    sign_in(client, make_coordinator(make_work_area("Mussel")))
    for deed in ("wijzig", "gezien", "besluit"):
        assert client.post(f"{one.get_absolute_url()}{deed}/").status_code == 403
    shown = client.post("/proeven/nieuw/", {"title": "Loket", "work_areas": [maarswold.pk], "why": "Getypt"})
    assert "Getypt" in shown.content.decode()
    assert Experiment.objects.count() == 1


def test_a_day_that_is_to_come_has_not_been_seen(maarswold):
    with pytest.raises(operations.NotYet):
        operations.note_seen(begin(maarswold), on=date(2026, 3, 3), text="Druk", **SAYS)
