"""Kinds, items and kits as they are kept; inspections; reminders; what ends with its term; what can be found."""

from datetime import date, timedelta

import pytest

from wijkwerk.domain.workshop import search
from wijkwerk.domain.workshop.example.lending import make_lending
from wijkwerk.domain.workshop.models import Instruction, Loan, SafetyOverride, Tool, ToolKind, Waiting
from wijkwerk.domain.workshop.operations import lending, reminding, safety, waiting
from wijkwerk.domain.workshop.operations import tools as keeping
from wijkwerk.domain.workshop.privacy import lending as privacy
from wijkwerk.domain.workshop.queries import reservations, tools
from wijkwerk.domain.workshop.tasks import lending as tasks
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_kind, make_loan, make_resident, make_tool
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel, Letter
from wijkwerk.foundation.search.models import Entry

DAY = timedelta(days=1)
DONE = {"by": CLOCK, "at": MONDAY}


# ── Reminders ──────────────────────────────────────────────────────────────────────────────────────────────────────
def letters():
    return [(letter.to_address, letter.subject) for letter in Letter.objects.order_by("pk")]


def late(tool, resident, days=3):
    return make_loan(tool, resident, out_at=MONDAY - 20 * DAY, due_at=MONDAY - days * DAY)


def test_who_is_late_gets_one_friendly_letter_with_everything_at_most_once_a_week(workshop, rika, host):
    kind = make_kind(workshop)
    for code in ("T-1", "T-2"):
        late(make_tool(kind, code), rika)
    assert reminding.remind_overdue(workshop, by=host, at=MONDAY) == 1
    assert reminding.remind_overdue(workshop, by=host, at=MONDAY + 6 * DAY) == 0
    assert reminding.remind_overdue(workshop, by=host, at=MONDAY + 7 * DAY) == 1
    assert letters() == [("rika@example.nl", "Wilt u dit terugbrengen?")] * 2
    body = Letter.objects.first().body
    assert "- Heggenschaar T-1 (terug op vrijdag 27 februari om 10.00 uur)" in body
    assert "- Heggenschaar T-2" in body


def test_shortly_before_it_is_due_somebody_hears_too(workshop, rika):
    make_loan(make_tool(make_kind(workshop)), rika, out_at=MONDAY - 6 * DAY, due_at=MONDAY + DAY)
    assert reminding.remind_overdue(workshop, by=CLOCK, at=MONDAY) == 0
    assert [reminding.remind(at=MONDAY) for _twice in range(2)] == [1, 0]
    assert letters() == [("rika@example.nl", "Bijna terugbrengen")]


def test_nobody_is_reminded_of_what_was_fetched_just_now_is_back_or_wants_no_letters(workshop, rika):
    kind = make_kind(workshop)
    make_loan(make_tool(kind), rika, out_at=MONDAY - DAY, due_at=MONDAY + DAY)
    make_loan(make_tool(kind), rika, out_at=MONDAY - 9 * DAY, due_at=MONDAY - DAY, returned_at=MONDAY)
    late(make_tool(kind), make_resident(workshop, "Gonda", reply_by=Channel.NONE))
    assert reminding.remind(at=MONDAY) == 0
    assert letters() == []


def test_chairs_that_are_late_stand_in_the_same_letter(workshop, rika):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    lending.lend_counted(chairs, number=12, resident=rika, by=CLOCK, at=MONDAY - 20 * DAY)
    late(make_tool(make_kind(workshop)), rika)
    assert reminding.remind(at=MONDAY) == 1
    assert "- 12 × Klapstoel" in Letter.objects.get().body


def test_ten_that_remind_at_once_write_once(workshop, rika, threads):
    late(make_tool(make_kind(workshop)), rika)
    assert sum(threads(10, lambda _number: reminding.remind(at=MONDAY))) == 1
    assert Letter.objects.count() == 1


def test_the_clock_does_each_of_its_tasks(workshop, rika):
    late(make_tool(make_kind(workshop)), rika)
    for task in (tasks.remind, tasks.look_after_promises, tasks.pass_on_what_was_not_fetched):
        task(MONDAY)
    assert Letter.objects.count() == 1


# ── Inspections ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("on", "months", "until"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_an_inspection_holds_by_the_months_of_its_kind(on, months, until):
    assert safety.months_after(on, months) == until


def test_an_inspection_of_long_ago_that_is_written_now_does_not_shorten_a_later_one(workshop):
    reel = make_tool(make_kind(workshop, inspection_months=12))
    for on in (date(2026, 1, 5), date(2025, 1, 6)):
        safety.inspect(reel, on=on, outcome="passed", inspected_by="Keurbedrijf", **DONE)
    reel.refresh_from_db()
    assert reel.inspected_until == date(2027, 1, 5)


def test_what_needs_inspection_stands_in_order_of_haste(workshop):
    kind = make_kind(workshop, inspection_months=12)
    for code, until in (("STRAKS", 29), ("LATER", 31), ("VOORBIJ", -1)):
        make_tool(kind, code, inspected_until=MONDAY_ON + until * DAY)
    make_tool(kind, "NOOIT")
    make_tool(make_kind(workshop, "Spade"), "HOEFT-NIET")
    found = tools.needs_inspection(workshop, on=MONDAY_ON)
    assert [tool.code for tool in found] == ["NOOIT", "VOORBIJ", "STRAKS"]


def test_what_passes_again_goes_to_who_waits(workshop, rika):
    kind = make_kind(workshop, inspection_months=12)
    reel = make_tool(kind, inspected_until=MONDAY_ON - DAY)
    waiting.join_waiting(kind, resident=rika, **DONE)
    safety.inspect(reel, on=MONDAY_ON, outcome="passed", inspected_by="Keurbedrijf", **DONE)
    assert Waiting.objects.get().reservation.promises.get().tool == reel


# ── Kinds and items ────────────────────────────────────────────────────────────────────────────────────────────────
def test_stock_is_never_fewer_than_are_out_nor_beside_numbered_items(workshop, rika):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    lending.lend_counted(chairs, number=12, resident=rika, **DONE)
    for stock in (11, None):
        with pytest.raises(keeping.MoreIsOut):
            keeping.change_kind(chairs, stock=stock, **DONE)
    assert keeping.change_kind(chairs, stock=12, **DONE).stock_out == 12
    with pytest.raises(keeping.IsCounted):
        keeping.add_tool(chairs, code="K-1", **DONE)
    with pytest.raises(keeping.HasItems):
        keeping.change_kind(make_tool(make_kind(workshop)).kind, stock=3, **DONE)


def test_what_is_out_is_not_written_off_and_a_reason_is_asked(workshop, rika):
    tool = make_tool(make_kind(workshop))
    late(tool, rika)
    with pytest.raises(keeping.StillOut):
        keeping.set_state(tool, state="retired", because="Versleten", **DONE)
    with pytest.raises(keeping.ReasonMissing):
        keeping.set_state(tool, state="missing", because="  ", **DONE)
    assert keeping.set_state(tool, state="missing", because="Nooit teruggezien", **DONE).state == "missing"


# ── What can be found, and what ends ───────────────────────────────────────────────────────────────────────────────
def test_everybody_finds_what_is_in_the_catalogue_and_nobody_what_is_lent_no_more(workshop):
    kind = keeping.add_kind(workshop, name="Heggenschaar", group="Tuin", **DONE)
    assert Entry.objects.get().is_public
    keeping.change_kind(kind, is_public=False, **DONE)
    assert not Entry.objects.get().is_public
    keeping.change_kind(kind, is_active=False, **DONE)
    assert not Entry.objects.exists()
    make_kind(workshop, "Spade")
    assert [document.title for document in search.documents() if document.kind == "tool_kind"] == ["Spade"]


def test_places_instructions_and_signatures_end_with_their_terms(workshop, rika, host):
    kind = make_kind(workshop, needs_instruction=True, inspection_months=12)
    tool = make_tool(kind)
    lending.instruct(kind, resident=rika, **DONE)
    lending.lend([tool], resident=rika, override_because="Nagekeken", by=host, at=MONDAY)
    waiting.leave_waiting(waiting.join_waiting(kind, resident=rika, **DONE), **DONE)
    before, after = MONDAY - DAY, MONDAY + DAY
    whole = {"workshop.Waiting", "workshop.Instruction", "workshop.SafetyOverride"}
    lines = {line.model: line for line in privacy.LINES if line.model in whole}
    assert {name: privacy.erase(line, before=before, at=after) for name, line in lines.items()} == dict.fromkeys(
        lines, 0
    )
    assert {name: privacy.erase(line, before=after, at=after) for name, line in lines.items()} == dict.fromkeys(
        lines, 1
    )
    assert [model.objects.count() for model in (Waiting, Instruction, SafetyOverride, Loan)] == [0, 0, 0, 1]


PEOPLE = (
    "Aaltje Mulderij", "Berend Kuipers-Doorn", "Chaima Ouazzani", "Derk Onnes", "Eef Tolner", "Gonda Hemstra",
    "Haile Tesfay", "Imke Roelfsema", "Jurre Boelens", "Katja Zwiers", "Lammert Prins", "Miep van Aalderen",
    "Nadia Haddaoui", "Otto Wessels", "Pien Kamphuis",
)  # fmt: skip


@pytest.mark.parametrize("hours", [0, -4, 12, 4 * 24 + 12, 5 * 24])
def test_the_example_lends_on_any_day_and_is_made_once(workshop, hours):
    at = MONDAY + timedelta(hours=hours)
    for name in PEOPLE:
        make_resident(workshop, name)
    for _twice in range(2):
        make_lending(workshop, at=at)
    assert (ToolKind.objects.count(), Tool.objects.count()) == (27, 61)
    assert Loan.objects.overdue(at).count() == 2
    assert reservations.reservations(workshop, at=at, which="danger").count() == 1
    assert [tool.code for tool in tools.needs_inspection(workshop, on=clock.dutch(at).date())[:1]] == ["H-001"]
