"""The form of an answer: what was typed becomes values, or a sentence about what is wrong; nothing typed is lost."""

from datetime import date

import pytest

from wijkwerk.domain.thread import queries
from wijkwerk.domain.thread.forms import ANOTHER, MOST_ROWS, AnswerForm
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.kit.things import ref

MONEY = {
    "voorwaarde-1-kind": "money",
    "voorwaarde-1-what": "Geld voor de toestellen",
    "voorwaarde-1-from_whom": "de gemeenteraad",
    "voorwaarde-1-by_when": "2026-05-01",
    "voorwaarde-1-amount_cents": "25.000",
}


@pytest.fixture
def waitable(job, monkeypatch):
    monkeypatch.setattr(queries, "to_wait_for", lambda thing: [(ref(job), job.name)])
    return job


def filled(wish, **typed):
    form = AnswerForm({name.replace("__", "-"): value for name, value in typed.items()}, about=wish)
    return form, form.is_valid()


def test_yes_is_the_default(wish):
    assert AnswerForm(about=wish)["verdict"].value() == Verdict.YES


def test_the_values_bear_the_names_of_the_operation(wish):
    form, valid = filled(wish, verdict="no", reason=" Het kan\r\nniet. ")
    assert (valid, form.cleaned_data) == (True, {"verdict": "no", "reason": "Het kan\nniet.", "conditions": []})


def test_a_no_without_a_reason_says_so_beside_the_reason(wish):
    form, _valid = filled(wish, verdict="no", reason="  ")
    assert form.errors == {"reason": ["Schrijf op waarom het antwoord nee is. Zonder reden kan een nee niet."]}


def test_a_conditional_answer_without_conditions_says_what_is_missing(wish):
    form, _valid = filled(wish, verdict="conditional")
    assert form.non_field_errors() == ["Noem ten minste één voorwaarde: wat er nodig is, van wie en wanneer."]


def test_conditions_become_drafts_and_empty_rows_none(wish, waitable):
    form, valid = filled(
        wish,
        **MONEY,
        **{
            "verdict": "conditional",
            "rows": "3",
            "voorwaarde-3-kind": "item",
            "voorwaarde-3-what": "De grond is schoon",
            "voorwaarde-3-from_whom": "gemeente",
            "voorwaarde-3-by_when": "1-6-2026",
            "voorwaarde-3-waits_for": str(ref(waitable)),
        },
    )
    assert valid, form.errors
    assert form.cleaned_data["conditions"] == [
        ConditionDraft(
            kind=ConditionKind.MONEY,
            what="Geld voor de toestellen",
            from_whom="de gemeenteraad",
            by_when=date(2026, 5, 1),
            amount_cents=2_500_000,
        ),
        ConditionDraft(
            kind=ConditionKind.ITEM,
            what="De grond is schoon",
            from_whom="gemeente",
            by_when=date(2026, 6, 1),
            waits_for=ref(waitable),
        ),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": ""}, "Voorwaarde 1: kies waar het op wacht."),
        ({"what": " "}, "Voorwaarde 1: vul in wat er nodig is."),
        ({"from_whom": ""}, "Voorwaarde 1: vul in van wie dit moet komen."),
        ({"by_when": ""}, "Voorwaarde 1: vul in wanneer dit er uiterlijk moet zijn."),
        ({"by_when": "morgen"}, "Voorwaarde 1: Dit is geen datum. Schrijf de datum als 31-12-2026."),
        ({"kind": "item"}, "Voorwaarde 1: kies welk project eerst klaar moet zijn."),
        (
            {"amount_cents": "veel"},
            "Voorwaarde 1: Dit is geen bedrag dat wij begrijpen. Schrijf het zo: 1250 of 1.250,50.",
        ),
        (
            {"what": "x" * 100_000},
            "Voorwaarde 1: Deze tekst is te lang: 100.000 tekens. Er passen 500 tekens. Maak de tekst korter.",
        ),
    ],
)
def test_what_is_not_concrete_is_named_with_its_number(wish, waitable, changed, words):
    typed = MONEY | {f"voorwaarde-1-{name}": value for name, value in changed.items()} | {"verdict": "conditional"}
    form, valid = filled(wish, **typed)
    assert (valid, form.non_field_errors()) == (False, [words])
    assert form.condition_forms[0].errors


def test_conditions_with_a_plain_yes_are_not_dropped_but_asked_about(wish):
    form, _valid = filled(wish, **MONEY, verdict="yes")
    assert form.errors == {
        "verdict": ["U vulde ook voorwaarden in. Kies “ja, op voorwaarde dat”, of maak de voorwaarden leeg."]
    }
    assert form.shows_conditions


def test_another_row_gives_back_all_that_was_typed_unjudged(wish):
    form = AnswerForm(MONEY | {"verdict": "conditional", "reason": "Graag", "rows": "1", ANOTHER: "1"}, about=wish)
    assert (form.is_valid(), form.errors, len(form.condition_forms)) == (False, {}, 2)
    assert (form["verdict"].value(), form["reason"].value(), form["rows"].value()) == ("conditional", "Graag", 2)
    assert [form.condition_forms[0][name].value() for name in ("what", "by_when", "amount_cents")] == [
        "Geld voor de toestellen",
        "2026-05-01",
        "25.000",
    ]


@pytest.mark.parametrize(
    ("rows", "count"), [("", 1), ("2", 2), ("9999999999", 1), ("-4", 1), ("99", MOST_ROWS), ("²", 1)]
)
def test_the_number_of_rows_stays_within_bounds(wish, rows, count):
    assert len(AnswerForm({"verdict": "yes", "rows": rows}, about=wish).condition_forms) == count


def test_without_projects_nobody_can_wait_for_one(wish):
    row = AnswerForm(about=wish).condition_forms[0]
    assert [value for value, _label in row.fields["kind"].choices] == ["", "date", "money", "decision"]
    assert "waits_for" not in row.fields


def test_a_project_that_was_not_offered_is_refused(wish, waitable):
    typed = MONEY | {"voorwaarde-1-kind": "item", "voorwaarde-1-waits_for": "thread.wish:1", "verdict": "conditional"}
    form, valid = filled(wish, **typed)
    assert (valid, len(form.non_field_errors())) == (False, 1)
