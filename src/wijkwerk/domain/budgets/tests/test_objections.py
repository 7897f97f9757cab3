"""Objections: the terms of the law, who hears what, who decides, and what becomes of the decision."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.budgets.models import Application, Decision, DecisionOutcome, Objection
from wijkwerk.domain.budgets.operations import claims, decisions, deliberations, granting, justifications, ledger
from wijkwerk.domain.budgets.operations import objections as operations
from wijkwerk.domain.budgets.privacy import decisions as privacy
from wijkwerk.domain.budgets.queries import objections as queries
from wijkwerk.domain.budgets.tests.decision_factories import (
    EURO,
    make_alderman,
    make_coordinator,
    make_ready,
)
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Channel, Letter

NO, PART, YES = DecisionOutcome.NO, DecisionOutcome.PART, DecisionOutcome.YES
LAST_DAY = date(2025, 4, 15)  # to object to what was told on the Tuesday
MAY = datetime(2025, 5, 6, 9, tzinfo=UTC)
NEIGHBOUR = {
    "objector": "other",
    "name": "Buurman Bezwaar",
    "reply_by": Channel.POST,
    "reply_address": "Brugstraat 3\n9501 AA Stadskanaal",
}


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold, email="corrie@example.nl")


@pytest.fixture
def alderman(maarswold):
    return make_alderman(maarswold)


@pytest.fixture
def application(maarswold, corrie):
    """That Corrie handles."""
    return make_ready(maarswold)


@pytest.fixture
def refused(application, corrie):
    return decisions.decide(application, outcome=NO, reason="Dit is geen feest.", by=corrie, at=TUESDAY)


def object_to(decision, *, at=TUESDAY, **values):
    usual = {"objector": "applicant", "way": "post", "received_on": TODAY, "gist": "Het is wel een feest."}
    return operations.register_objection(decision, **usual | values, by=CLOCK, at=at)


def decide(objection, by, outcome="kept", **values):
    return operations.decide_objection(
        objection, outcome=outcome, reason="Wij keken nog eens.", by=by, **{"at": TUESDAY} | values
    )


def letters():
    """What went out about objections, to whom."""
    rows = Letter.objects.filter(template__startswith="budgets/objection").order_by("pk")
    return [(row.template.removeprefix("budgets/"), row.to_name) for row in rows]


def letter(template):
    return Letter.objects.get(template=f"budgets/{template}")


# ── The terms of the law ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("received_on", "posted_on", "in_time"),
    [
        (date(2025, 4, 15), None, True),
        (date(2025, 4, 16), None, False),
        (date(2025, 4, 16), date(2025, 4, 15), True),
        (date(2025, 4, 22), date(2025, 4, 15), True),
        (date(2025, 4, 23), date(2025, 4, 15), False),
        (date(2025, 4, 22), date(2025, 4, 16), False),
    ],
)
def test_it_is_in_time_by_the_day_that_it_came_or_by_its_postmark_and_a_week(received_on, posted_on, in_time):
    assert queries.is_in_time(received_on=received_on, posted_on=posted_on, until=LAST_DAY) == in_time


def test_the_week_for_the_post_does_not_end_on_a_holiday():
    monday, after_easter = date(2025, 4, 14), date(2025, 4, 22)
    assert queries.is_in_time(received_on=after_easter, posted_on=monday, until=monday)


@pytest.mark.parametrize(("with_committee", "decide_by"), [(False, date(2025, 5, 27)), (True, date(2025, 7, 8))])
def test_it_is_decided_six_weeks_after_the_term_to_object_or_twelve_with_a_committee(
    refused, with_committee, decide_by
):
    assert object_to(refused, with_committee=with_committee).decide_by == decide_by


def test_the_term_to_decide_does_not_end_on_a_holiday(application, corrie):
    decision = decisions.decide(
        application, outcome=NO, reason="Nee.", by=corrie, at=TUESDAY, announced_on=date(2025, 3, 17)
    )
    assert object_to(decision).decide_by == date(2025, 6, 10)  # Whit Monday is the 9th


def test_of_what_came_too_late_the_time_to_decide_begins_when_it_came(refused):
    late = object_to(refused, received_on=date(2025, 5, 6), at=MAY)
    assert (queries.came_in_time(late), late.decide_by) == (False, date(2025, 6, 17))
    assert "Uw bezwaar kwam te laat." in letter("objection_received").body


def test_to_a_withdrawn_grant_one_objects_six_weeks_from_then(application, corrie):
    decision = decisions.decide(application, outcome=YES, by=corrie, at=TUESDAY)
    assert queries.last_day_to_object(decision, on=TODAY) == LAST_DAY
    granting.withdraw_grant(decision.grant, reason="Het feest gaat niet door.", by=corrie, at=MAY)
    assert queries.last_day_to_object(decision, on=date(2025, 5, 5)) == LAST_DAY
    assert object_to(decision, received_on=date(2025, 5, 6), at=MAY).object_until == date(2025, 6, 17)


def test_to_money_that_has_to_come_back_one_objects_six_weeks_from_when_it_was_asked(application, corrie):
    decision = decisions.decide(application, outcome=YES, by=corrie, at=TUESDAY)
    ledger.pay(decision.grant, cents=250 * EURO, **BY)
    claims.claim_back(decision.grant, cents=50 * EURO, reason="Het was goedkoper.", by=CLOCK, at=MAY)
    days = [queries.last_day_to_object(decision, on=day) for day in (date(2025, 5, 5), date(2025, 5, 6))]
    assert days == [LAST_DAY, date(2025, 6, 17)]


def test_to_how_it_was_justified_one_objects_six_weeks_from_then(application, corrie):
    decision = decisions.decide(application, outcome=YES, by=corrie, at=TUESDAY)
    told = justifications.expect(decision.grant, at=TUESDAY)
    what = {"words": "Wij aten samen.", "spent_cents": 100 * EURO, "why_no_receipts": "Contant."}
    justifications.keep(told, **what, by=CLOCK, at=TUESDAY)
    justifications.approve(justifications.hand_in(told, by=CLOCK, at=TUESDAY), by=CLOCK, at=MAY)
    assert queries.last_day_to_object(decision, on=date(2025, 5, 6)) == date(2025, 6, 17)


# ── Coming in ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_applicant_hears_that_it_is_there_and_until_when_we_decide(refused):
    objection = object_to(refused)
    assert (objection.state, objection.object_until, objection.name) == ("open", LAST_DAY, "")
    assert letters() == [("objection_received", "Rika Veen"), ("objection_handler", "Corrie Coördinator")]
    told = letter("objection_received")
    assert "U krijgt uiterlijk op dinsdag 27 mei 2025 een beslissing op uw bezwaar." in told.body
    assert objection.decision.application.link_key in told.body
    assert "te laat" not in told.body


def test_somebody_else_hears_by_the_way_they_chose_and_the_applicant_hears_not_who_it_is(refused):
    objection = object_to(refused, **NEIGHBOUR)
    assert letters() == [
        ("objection_received", "Buurman Bezwaar"),
        ("objection_of_another", "Rika Veen"),
        ("objection_handler", "Corrie Coördinator"),
    ]
    theirs, to_applicant = letter("objection_received"), letter("objection_of_another")
    assert (theirs.channel, theirs.to_address) == ("post", NEIGHBOUR["reply_address"])
    for secret in (refused.application.link_key, "Buurtbarbecue"):
        assert secret not in theirs.body
    assert "Buurman" not in to_applicant.body
    assert "Iemand anders is het niet eens met ons besluit" in to_applicant.body
    assert objection.reply_to.name == "Buurman Bezwaar"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"gist": " \n"}, operations.GistMissing),
        ({"received_on": date(2025, 3, 5)}, operations.DayStillToCome),
        ({"received_on": date(2025, 3, 3)}, operations.NotDecidedThen),
        ({"posted_on": date(2025, 3, 5)}, operations.PostedAfterItCame),
        (NEIGHBOUR | {"name": " "}, operations.NameMissing),
        (NEIGHBOUR | {"reply_by": Channel.NONE}, operations.ReachMissing),
    ],
)
def test_what_cannot_be_is_asked_back(refused, values, refusal):
    with pytest.raises(refusal):
        object_to(refused, **values)
    assert Objection.objects.count() == 0


def test_nobody_objects_to_a_draft(application, corrie):
    draft = decisions.prepare_decision(application, outcome=NO, reason="Nee.", by=corrie, at=TUESDAY)
    with pytest.raises(operations.NotYetKnown):
        object_to(draft)


def test_sent_twice_is_one_and_an_applicant_objects_once_at_a_time(refused):
    key = "0b9f7a9e-40a9-4a8b-9d2e-0f8a4a8f5b10"
    first = object_to(refused, client_key=key)
    assert object_to(refused, client_key=key) == first
    with pytest.raises(operations.ObjectsAlready):
        object_to(refused)
    object_to(refused, **NEIGHBOUR)
    operations.withdraw_objection(first, **BY)
    object_to(refused)
    assert Objection.objects.count() == 3


def test_who_has_an_interest_neither_writes_it_down_nor_decides(refused, corrie, alderman):
    objection = object_to(refused)
    deliberations.tell_interest(refused.application, person=alderman, reason="Zwager.", **BY)
    with pytest.raises(deliberations.HasInterest):
        decide(objection, alderman)
    with pytest.raises(deliberations.HasInterest):
        operations.register_objection(
            refused, objector="applicant", way="desk", received_on=TODAY, gist="Nee.", by=alderman, at=TUESDAY
        )


# ── More time, and its end ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_time_is_extended_once_by_six_weeks_before_it_is_over(refused, corrie):
    objection = object_to(refused)
    with pytest.raises(operations.WhyMissing):
        operations.extend_objection(objection, reason=" ", by=corrie, at=TUESDAY)
    with pytest.raises(operations.TooLateForMoreTime):
        operations.extend_objection(objection, reason="Druk.", by=corrie, at=MAY + timedelta(days=22))
    extended = operations.extend_objection(objection, reason="Wij spreken nog mensen.", by=corrie, at=MAY)
    assert extended.decide_by == date(2025, 7, 8)
    assert "Wij spreken nog mensen." in letter("objection_extended").body
    with pytest.raises(operations.ExtendedAlready):
        operations.extend_objection(objection, reason="Nog meer.", by=corrie, at=MAY)


def test_what_is_withdrawn_is_over_and_the_decision_stays(refused, alderman):
    objection = object_to(refused)
    operations.withdraw_objection(objection, reason="Wij spraken elkaar.", **BY)
    assert "Ons besluit blijft zoals het is." in letter("objection_ended").body
    assert Decision.objects.get().is_current
    for deed in (
        lambda: operations.withdraw_objection(objection, **BY),
        lambda: operations.extend_objection(objection, reason="Druk.", **BY),
        lambda: decide(objection, alderman),
    ):
        with pytest.raises(operations.ObjectionIsOver):
            deed()


# ── Deciding ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_decided_does_not_decide_on_the_objection(refused, corrie, alderman):
    objection = object_to(refused)
    with pytest.raises(operations.DecidedThatYourself):
        decide(objection, corrie)
    ended = decide(objection, alderman)
    assert (ended.state, ended.outcome, ended.ended_on, ended.decided_by) == ("decided", "kept", TODAY, alderman)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("kept", "Het blijft zoals het is."), ("not_admissible", "Wij kunnen uw bezwaar niet behandelen.")],
)
def test_who_hears_a_no_hears_why_and_how_to_go_to_the_court(refused, alderman, outcome, words):
    decide(object_to(refused), alderman, outcome)
    told = letter("objection_ended").body
    for part in (words, "Wij keken nog eens.", "uiterlijk op dinsdag 15 april 2025 een brief aan de rechtbank"):
        assert part in told
    assert Decision.objects.get().is_current


@pytest.mark.parametrize(
    ("on", "refusal"),
    [(date(2025, 3, 5), operations.DayStillToCome), (date(2025, 3, 3), operations.EndedBeforeItCame)],
)
def test_it_is_decided_after_it_came_and_not_in_the_future(refused, alderman, on, refusal):
    with pytest.raises(refusal):
        decide(object_to(refused), alderman, on=on)


def test_a_decision_that_changes_comes_back_to_be_decided_anew_with_one_letter(refused, application, alderman, corrie):
    decide(object_to(refused), alderman, "changed")
    assert Application.objects.get().state == "sent"
    assert not Decision.objects.get().is_current
    assert "U maakte bezwaar en krijgt gelijk." in letter("decided_again").body
    assert "objection_ended" not in dict(letters())
    decisions.decide(application, outcome=YES, by=corrie, at=TUESDAY)
    assert [each.outcome for each in queries.objections_on(application)] == ["changed"]


def test_somebody_else_who_is_right_hears_so_and_the_applicant_hears_that_we_decide_anew(refused, alderman):
    decide(object_to(refused, **NEIGHBOUR), alderman, "changed")
    assert "U krijgt gelijk: ons besluit verandert." in letter("objection_ended").body
    assert "Iemand anders maakte bezwaar en kreeg gelijk." in letter("decided_again").body
    assert letters().count(("objection_of_another", "Rika Veen")) == 1


def test_while_money_is_promised_the_decision_waits_to_be_changed(application, corrie, alderman):
    decision = decisions.decide(
        application, outcome=PART, amount_cents=100 * EURO, reason="Minder.", by=corrie, at=TUESDAY
    )
    objection = decide(object_to(decision), alderman, "changed")
    assert (objection.waits_for_decision, Application.objects.get().state) == (True, "decided")
    assert "U krijgt gelijk: ons besluit verandert." in letter("objection_ended").body
    granting.withdraw_grant(decision.grant, reason="U krijgt een nieuw besluit.", by=alderman, at=TUESDAY)
    decisions.decide_again(application, reason="Uw bezwaar klopt.", by=alderman, at=TUESDAY)
    assert not Objection.objects.get().waits_for_decision


def test_the_database_itself_refuses_a_decision_without_a_reason(refused, alderman):
    objection = decide(object_to(refused), alderman)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(ended_because="")


def test_ten_who_decide_at_once_decide_once(threads, refused, alderman):
    objection = object_to(refused)

    def try_it(_number):
        try:
            decide(objection, alderman, "changed")
        except operations.ObjectionIsOver:
            return "over"
        return "done"

    assert sorted(threads(10, try_it)) == ["done"] + ["over"] * 9
    assert Letter.objects.filter(template="budgets/decided_again").count() == 1


# ── What is kept ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_journal_of_the_application_tells_of_it(refused, alderman):
    objection = object_to(refused)
    operations.extend_objection(objection, reason="Druk.", **BY)
    decide(objection, alderman)
    verbs = Entry.objects.filter(verb__contains="object").order_by("pk").values_list("verb", "details")
    assert list(verbs) == [
        ("application.objected", {"objection": objection.pk}),
        ("application.objection_extended", {"objection": objection.pk}),
        ("application.objection_decided", {"objection": objection.pk, "outcome": "kept"}),
    ]


def test_lists_show_what_waits_and_not_what_somebody_has_an_interest_in(refused, corrie, alderman):
    objection = object_to(refused)

    def shown(actor, shows="", on=TODAY):
        return list(queries.objections_visible_to(actor, on=on, shows=shows))

    assert (shown(corrie), shown(make_person()), shown(corrie, "te-laat")) == ([objection], [], [])
    assert shown(corrie, "te-laat", on=date(2025, 5, 28)) == [objection]
    deliberations.tell_interest(refused.application, person=corrie, reason="Zwager.", **BY)
    assert shown(corrie) == []
    decide(objection, alderman)
    assert (shown(alderman), shown(alderman, "afgerond"), shown(alderman, "alles")) == ([], [objection], [objection])


def test_names_and_words_go_when_their_term_ends_and_not_while_it_goes_on(refused, alderman):
    line = next(each for each in privacy.LINES if each.model == "budgets.Objection")
    later = TUESDAY + timedelta(days=3000)
    objection = object_to(refused, **NEIGHBOUR)
    assert privacy.erase(line, before=later, at=later) == 0
    decide(objection, alderman)
    assert [privacy.erase(line, before=before, at=later) for before in (TUESDAY, later, later)] == [0, 1, 0]
    kept = Objection.objects.get()
    assert (kept.name, kept.reply_by, kept.reply_address, kept.gist, kept.ended_because) == ("–", "none", "", "–", "–")
    assert (kept.outcome, kept.ended_on) == ("kept", TODAY)
