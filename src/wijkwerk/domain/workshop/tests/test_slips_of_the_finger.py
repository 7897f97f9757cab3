"""What is far too much, or no text at all, is refused in one sentence: nothing breaks and nothing else is kept."""

import json

import pytest
from django.urls import reverse

from wijkwerk.domain.workshop.forms.desk import CloseDayForm, ReceiveForm
from wijkwerk.domain.workshop.forms.lending import KindForm
from wijkwerk.domain.workshop.forms.people import PlotPaymentForm, SeasonForm
from wijkwerk.domain.workshop.forms.repairs import PartListForm
from wijkwerk.domain.workshop.models import CountedLoan, OfflineDeed
from wijkwerk.domain.workshop.operations import lending, shifts
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, sign_in
from wijkwerk.domain.workshop.tests.rota_factories import make_series
from wijkwerk.foundation.access.policy import CLOCK

AMOUNTS = [
    (CloseDayForm, "counted_cents"),
    (ReceiveForm, "amount_cents"),
    (KindForm, "contribution_cents"),
    (KindForm, "full_cost_cents"),
    (SeasonForm, "contribution_cents"),
    (PlotPaymentForm, "amount_cents"),
    (PartListForm, "price_cents"),
]
TOO_LARGE = ["Dit bedrag is te groot. Controleer of er geen cijfer te veel staat."]


@pytest.mark.parametrize(("form", "field"), AMOUNTS)
def test_an_amount_that_no_desk_knows_is_refused_with_what_was_typed(form, field):
    filled = form({field: "999.999.999,00"})
    assert filled.errors[field] == TOO_LARGE
    assert filled[field].value() == "999.999.999,00"
    assert field not in form({field: "10.000"}).errors


def test_so_many_that_they_cost_more_than_a_loan_can_are_not_lent(workshop, rika):
    chairs = make_kind(workshop, "Stoel", stock=30_000, contribution_cents=1_000_000)
    with pytest.raises(lending.CostsTooMuch):
        lending.lend_counted(chairs, number=30_000, resident=rika, by=CLOCK, at=MONDAY)
    assert not CountedLoan.objects.exists()


def test_a_series_at_the_end_of_time_is_refused(workshop, host):
    with pytest.raises(shifts.SeriesTooFarAhead):
        make_series(workshop, by=host, from_on=MONDAY.date().replace(year=9999))


KEY = "0d6f2a3e-9d4b-4c0b-8f0a-3f1f6f0a7b11"
DEED = {"sleutel": KEY, "soort": "visit", "waarvoor": "meeting", "moment": "2026-03-02T09:00:00Z"}
QUEUES = {
    "half a character": (json.dumps({"dingen": [DEED | {"wie": "\ud800"}]}), 200),
    "a list in a list in a list": ("[" * 100_000, 400),
}


@pytest.mark.parametrize("what", QUEUES)
def test_a_queue_with_what_is_no_text_is_answered(what, client, workshop, host):
    body, status = QUEUES[what]
    address = reverse("workshop:desk_queue", args=[workshop.pk])
    assert sign_in(client, host).post(address, body, content_type="application/json").status_code == status
    assert not OfflineDeed.objects.exists()
