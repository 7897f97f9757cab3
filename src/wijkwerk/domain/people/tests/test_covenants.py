"""Covenants: what was promised against what was delivered, by quarter, and an end that says why."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from wijkwerk.domain.people import figures
from wijkwerk.domain.people.models import Covenant, Delivery
from wijkwerk.domain.people.operations import covenants as operations
from wijkwerk.domain.people.tests.factories import make_holder, make_organisation, make_work_area, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

MAY = datetime(2026, 5, 20, 9, tzinfo=UTC)
MAY_ON = date(2026, 5, 20)


@pytest.fixture
def parkwijk(municipality):
    return make_work_area("Parkwijk")


@pytest.fixture
def coordinator(parkwijk):
    return make_holder(Role.COORDINATOR, parkwijk, email="co@example.nl")


@pytest.fixture
def covenant(parkwijk, coordinator):
    return operations.make_covenant(
        work_area=parkwijk,
        organisation=make_organisation("De Veenkanten", kind="housing"),
        title="Samen in Parkwijk",
        aim="Een plek waar mensen werken en leren.",
        from_on=date(2026, 2, 1),
        by=coordinator,
        at=MAY,
    )


def hours(covenant, coordinator, **fields):
    values = {"kind": "hours", "amount": 40, "per": "month", "words": "Veertig uur per maand"} | fields
    return operations.promise(covenant, **values, by=coordinator, at=MAY)


def deliver(commitment, coordinator, amount, on=MAY_ON, **fields):
    values = {"evidence": "Urenlijst"} | fields
    return operations.deliver(commitment, on=on, amount=amount, **values, by=coordinator, at=MAY)


def rows(covenant, on=MAY_ON):
    return [
        [(row.quarter.number, row.agreed, row.delivered, row.is_short) for row in each.quarters]
        for each in figures.kept(covenant, on=on)
    ]


def test_agreed_against_delivered_by_quarter_from_the_month_that_it_began(covenant, coordinator):
    promised = hours(covenant, coordinator)
    deliver(promised, coordinator, 60, on=date(2026, 2, 10))
    deliver(promised, coordinator, 25, on=date(2026, 3, 31))
    deliver(promised, coordinator, 20)
    assert rows(covenant) == [[(2, 120, 20, True), (1, 80, 85, False)]]


def test_the_quarter_that_still_runs_is_not_short_yet(client, covenant, coordinator, monkeypatch):
    hours(covenant, coordinator)
    [promised] = figures.kept(covenant, on=MAY_ON)
    assert [(row.quarter.number, row.is_running) for row in promised.quarters] == [(2, True), (1, False)]
    monkeypatch.setattr(clock, "now", lambda: MAY)
    sign_in(client, coordinator)
    page = client.get(f"/mensen/convenanten/{covenant.pk}/").text
    assert (page.count("Loopt nog"), page.count("Minder")) == (1, 1)
    operations.end_covenant(covenant, ended_on=MAY_ON, because="Fusie", by=coordinator, at=MAY)
    assert "Loopt nog" not in client.get(f"/mensen/convenanten/{covenant.pk}/").text


def test_a_promise_by_the_quarter_counts_once_a_quarter(covenant, coordinator):
    hours(covenant, coordinator, kind="jobs", amount=12, per="quarter", words="Klussen")
    assert rows(covenant) == [[(2, 12, 0, True), (1, 12, 0, True)]]


def test_after_its_end_nothing_is_agreed_any_more(covenant, coordinator):
    hours(covenant, coordinator)
    operations.end_covenant(covenant, ended_on=date(2026, 3, 1), because="Fusie", by=coordinator, at=MAY)
    assert rows(Covenant.objects.get()) == [[(1, 40, 0, True)]]


def test_a_covenant_that_begins_and_ends_in_one_month_counts_that_month(parkwijk, coordinator):
    covenant = operations.make_covenant(
        work_area=parkwijk,
        organisation=make_organisation("Kort"),
        title="Proef",
        aim="Uitproberen",
        from_on=date(2026, 4, 10),
        until_on=date(2026, 4, 20),
        by=coordinator,
        at=MAY,
    )
    assert [figures.agreed_in(figures.Commitment(kind="hours", amount=8, per="month"), covenant, q) for q in (
        figures.Quarter(2026, 1), figures.Quarter(2026, 2), figures.Quarter(2026, 3)
    )] == [0, 8, 0]  # fmt: skip


def test_agreed_against_delivered_takes_two_queries(covenant, coordinator, django_assert_num_queries):
    for _ in range(3):
        deliver(hours(covenant, coordinator), coordinator, 5)
        with django_assert_num_queries(2):
            figures.kept(covenant, on=MAY_ON)


@pytest.mark.parametrize(("fields", "refusal"), [
    ({"amount": None}, operations.AmountMissing),
    ({"amount": 0}, operations.AmountMissing),
    ({"per": ""}, operations.AmountMissing),
    ({"kind": "premises"}, operations.PremisesHaveNoAmount),
])  # fmt: skip
def test_a_promise_that_says_too_little_or_too_much_is_refused(covenant, coordinator, fields, refusal):
    with pytest.raises(refusal):
        hours(covenant, coordinator, **fields)


@pytest.mark.parametrize(("fields", "refusal"), [
    ({"on": date(2026, 5, 21)}, operations.DeliveredLater),
    ({"on": date(2026, 1, 31)}, operations.DeliveredOutsideTerm),
    ({"amount": 0}, operations.NothingDelivered),
    ({"evidence": " "}, operations.EvidenceMissing),
])  # fmt: skip
def test_a_delivery_that_cannot_be_is_refused(covenant, coordinator, fields, refusal):
    values = {"amount": 5} | fields
    with pytest.raises(refusal):
        deliver(hours(covenant, coordinator), coordinator, **values)


def test_a_thing_counts_once_for_a_promise(covenant, coordinator):
    promised, thing = hours(covenant, coordinator), make_organisation("Iets")
    deliver(promised, coordinator, 5, evidence="", about=thing)
    with pytest.raises(operations.DeliveredAlready):
        deliver(promised, coordinator, 5, evidence="", about=thing)
    operations.take_back_delivery(Delivery.objects.get(), by=coordinator, at=MAY)
    assert Delivery.objects.count() == 0


def test_a_covenant_ends_with_a_reason_and_once(covenant, coordinator):
    with pytest.raises(operations.CovenantReasonMissing):
        operations.end_covenant(covenant, ended_on=MAY_ON, because=" ", by=coordinator, at=MAY)
    operations.end_covenant(covenant, ended_on=MAY_ON, because="Fusie", by=coordinator, at=MAY)
    with pytest.raises(operations.CovenantIsOver):
        operations.end_covenant(covenant, ended_on=MAY_ON, because="Nog eens", by=coordinator, at=MAY)
    with pytest.raises(operations.CovenantIsOver):
        hours(covenant, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Covenant.objects.update(ended_because="")


def test_a_covenant_is_renewed_with_its_promises_and_once(covenant, coordinator):
    hours(covenant, coordinator)
    values = {"from_on": date(2026, 7, 1), "until_on": None, "by": coordinator, "at": MAY}
    following = operations.renew_covenant(covenant, **values)
    covenant.refresh_from_db()
    assert (covenant.until_on, following.renews, [one.words for one in following.commitments.all()]) == (
        date(2026, 7, 1),
        covenant,
        ["Veertig uur per maand"],
    )
    with pytest.raises(operations.CovenantIsRenewed):
        operations.renew_covenant(covenant, **values)
    with pytest.raises(operations.CovenantEndsTooEarly):
        operations.renew_covenant(following, **(values | {"from_on": date(2026, 7, 1)}))


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
ADDRESSES = ("", "wijzigen/", "vernieuwen/", "stoppen/", "afspraak/")


@pytest.mark.parametrize(("role", "seen"), [
    (Role.COORDINATOR, [200, 200, 200, 200, 200]),
    (Role.HOST, [200, 403, 403, 403, 403]),
    (Role.ALDERMAN, [200, 403, 403, 403, 403]),
    (Role.VOLUNTEER, [403, 403, 403, 403, 403]),
])  # fmt: skip
def test_who_may_what_with_a_covenant(client, parkwijk, covenant, role, seen):
    sign_in(client, make_holder(role, parkwijk, email="iemand@example.nl"))
    assert [client.get(f"/mensen/convenanten/{covenant.pk}/{rest}").status_code for rest in ADDRESSES] == seen


def test_a_covenant_of_another_area_is_not_seen(client, covenant):
    sign_in(client, make_holder(Role.COORDINATOR, make_work_area("Mussel"), email="ander@example.nl"))
    assert client.get(f"/mensen/convenanten/{covenant.pk}/").status_code == 403
    assert "Samen in Parkwijk" not in client.get("/mensen/convenanten/?alle=ja").content.decode()


def test_a_promise_in_money_is_typed_the_dutch_way_and_delivered(client, coordinator, covenant):
    sign_in(client, coordinator)
    address = f"/mensen/convenanten/{covenant.pk}/afspraak/"
    typed = {"by_organisation": "nee", "kind": "money", "per": "quarter", "words": "Bijdrage aan de huur"}
    wrong = client.post(address, typed | {"amount": "12,5,0"})
    assert "geen bedrag dat wij begrijpen" in wrong.content.decode()
    client.post(address, typed | {"amount": "1.250,50"})
    commitment = covenant.commitments.get()
    assert (commitment.amount, commitment.by_organisation) == (125050, False)
    words = {"on": "2026-05-01", "amount": "abc", "evidence": "Factuur"}
    assert client.post(f"/mensen/afspraken/{commitment.pk}/geleverd/", words).status_code == 200
    client.post(f"/mensen/afspraken/{commitment.pk}/geleverd/", words | {"amount": "600"})
    page = client.get(f"/mensen/convenanten/{covenant.pk}/").content.decode()
    assert "600,00" in page
    assert "Factuur" in page


def test_a_covenant_is_made_on_the_page_and_stands_in_the_list(client, coordinator, parkwijk):
    sign_in(client, coordinator)
    values = {
        "title": "Nieuw",
        "aim": "Samen",
        "organisation": make_organisation("Lefier").pk,
        "work_area": parkwijk.pk,
        "from_on": "2026-01-01",
    }
    assert client.post("/mensen/convenanten/nieuw/", values | {"until_on": "2025-01-01"}).status_code == 200
    assert client.post("/mensen/convenanten/nieuw/", values).status_code == 302
    assert "Nieuw" in client.get("/mensen/convenanten/").content.decode()


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    client, coordinator, covenant, django_assert_max_num_queries
):
    sign_in(client, coordinator)
    client.get("/mensen/convenanten/")
    with CaptureQueriesContext(connection) as one:
        client.get("/mensen/convenanten/")
    for n in range(2):
        operations.make_covenant(
            work_area=covenant.work_area,
            organisation=make_organisation(f"Partner {n}"),
            title=f"Convenant {n}",
            aim="Samen",
            from_on=MAY_ON,
            by=coordinator,
            at=MAY,
        )
    with django_assert_max_num_queries(len(one)):
        client.get("/mensen/convenanten/")
