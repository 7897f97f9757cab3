import uuid
from datetime import timedelta

import pytest

from wijkwerk.domain.budgets import secret_links
from wijkwerk.domain.budgets.initiative_states import LIVE, MOVES, InitiativeState
from wijkwerk.domain.budgets.models import Application, HelpOffer, Initiative, PaperSupport, Starter, Support
from wijkwerk.domain.budgets.operations import helping, initiatives, supporting
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import (
    BY,
    BY_RESIDENT,
    MONDAY,
    make_initiative,
    start,
    support,
)
from wijkwerk.domain.budgets.tests.ledger_factories import make_full_pot, make_grant
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.domain.signals.models import Kind
from wijkwerk.domain.signals.tests.factories import make_signal, photo_file
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.search.models import Entry as Found
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

KEY = uuid.UUID(int=7)


def letters():
    return [(each.template, each.to_address) for each in Letter.objects.order_by("pk")]


# ── Starting and checking ──────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_started_is_not_public_and_its_starter_hears_that_it_is_in(maarswold):
    starter = start(maarswold)
    assert (starter.initiative.is_public, starter.initiative.waits_for_check) == (False, True)
    assert letters() == [("budgets/initiative_received", "rika@example.nl")]
    assert list(queries.public_initiatives()) == []


def test_sent_twice_is_one(maarswold):
    first, again = (start(maarswold, client_key=KEY) for _ in range(2))
    assert first.pk == again.pk
    assert Initiative.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title": " "}, initiatives.TitleMissing),
        ({"words": ""}, initiatives.WordsMissing),
        ({"work_area": None}, initiatives.AreaMissing),
        ({"reply_address": ""}, initiatives.ReplyAddressMissing),
        ({"reply_address": "rika"}, initiatives.NoEmailAddress),
    ],
)
def test_what_is_missing_is_asked(maarswold, fields, refusal):
    values = {"title": "Moestuin", "words": "Samen.", "work_area": maarswold, "reply_by": "email"}
    values |= {"reply_address": "rika@example.nl"} | fields
    with pytest.raises(refusal):
        initiatives.start(**values, **BY_RESIDENT)
    assert Initiative.objects.count() == 0


def test_nothing_that_tells_who_somebody_is_becomes_public(maarswold):
    initiative = start(maarswold).initiative
    for field, words in (("public_title", "Feest bij Kerkstraat 12"), ("public_words", "Bel 0599-123456")):
        texts = {"public_title": "Feest", "public_words": "Samen eten."} | {field: words}
        with pytest.raises(initiatives.TellsWhoSomebodyIs) as refused:
            initiatives.publish(initiative, **texts, **BY)
        assert refused.value.about_field == field
    assert list(queries.public_initiatives()) == []


def test_published_it_is_read_and_found_and_its_starter_hears_once(maarswold):
    initiative = make_initiative(maarswold)
    initiatives.publish(initiative, public_title="Moestuin", public_words="Samen groente kweken.", **BY)
    assert [row.public_title for row in queries.public_initiatives()] == ["Moestuin"]
    assert [template for template, _to in letters()].count("budgets/initiative_published") == 1
    assert [(row.title, row.is_public) for row in Found.objects.filter(thing_kind="budgets.initiative")] == [
        ("Moestuin", True)
    ]


def test_what_was_off_the_page_and_comes_back_is_told_again(maarswold):
    initiative = make_initiative(maarswold)
    initiatives.take_off(initiative, reason="Eerst overleggen.", **BY)
    initiatives.publish(initiative, public_title="Moestuin", public_words="Samen.", **BY)
    assert [template for template, _to in letters()].count("budgets/initiative_published") == 2


def test_a_change_is_read_by_everybody_when_it_was_checked(maarswold):
    initiative = make_initiative(maarswold)
    changed = initiatives.change(initiative, title="Bloementuin", words="Bloemen.", work_area=maarswold, **BY_RESIDENT)
    assert (changed.title, changed.public_title, changed.waits_for_check) == (
        "Bloementuin",
        "Moestuin achter de school",
        True,
    )


def test_who_saw_an_older_version_is_told(maarswold):
    initiative = start(maarswold).initiative
    seen = initiative.version
    initiatives.change(initiative, title="Bloementuin", words="Bloemen.", work_area=maarswold, **BY_RESIDENT)
    with pytest.raises(initiatives.ChangedMeanwhile):
        initiatives.publish(initiative, public_title="Moestuin", public_words="Groente.", version=seen, **BY)


def test_a_public_point_is_never_a_door(maarswold):
    initiative = start(maarswold).initiative
    Initiative.objects.filter(pk=initiative.pk).update(lat=52.99012, lon=6.95088)
    shown = initiatives.publish(initiative, public_title="Tuin", public_words="Groente.", shows_place=True, **BY)
    assert (shown.public_lat, shown.public_lon) == (52.9905, 6.9505)
    hidden = initiatives.publish(shown, public_title="Tuin", public_words="Groente.", shows_place=False, **BY)
    assert (hidden.public_lat, hidden.public_lon) == (None, None)


def test_what_is_kept_back_has_a_reason_that_its_starter_hears(maarswold):
    initiative = start(maarswold).initiative
    with pytest.raises(initiatives.ReasonMissing):
        initiatives.keep_back(initiative, reason=" ", **BY)
    initiatives.keep_back(initiative, reason="Dit is reclame.", **BY)
    last = Letter.objects.order_by("-pk").first()
    assert (last.template, "Dit is reclame." in last.body) == ("budgets/initiative_kept_back", True)
    assert queries.starter_by_link(Starter.objects.get().link_key).initiative.kept_back_because == "Dit is reclame."


def test_taken_off_it_is_read_and_found_by_nobody(maarswold):
    initiative = make_initiative(maarswold)
    initiatives.take_off(initiative, reason="Het blijkt van een bedrijf.", **BY)
    assert list(queries.public_initiatives()) == []
    assert Found.objects.filter(thing_kind="budgets.initiative").count() == 0


# ── From an idea that was reported ─────────────────────────────────────────────────────────────────────────────────
def test_an_idea_and_its_initiative_are_tied_both_ways(maarswold):
    idea = make_signal(maarswold, "Een moestuin achter de school.", kind=Kind.IDEA)
    initiative = start(maarswold, cause=idea).initiative
    coordinator = make_coordinator(maarswold)
    assert [node.title for node in thread.line_of(idea, for_actor=coordinator).nodes] == [
        "Een moestuin achter de school.",
        "Moestuin achter de school",
    ]
    assert [node.key.kind for node in thread.line_of(initiative, for_actor=coordinator).nodes] == [
        "signals.signal",
        "budgets.initiative",
    ]


def test_whose_idea_it_was_hears_when_everybody_can_read_it_and_once(maarswold):
    idea = make_signal(maarswold, "Een moestuin achter de school.", kind=Kind.IDEA)
    initiative = start(maarswold, cause=idea, reply_by="none", is_by_staff=True).initiative
    told = Letter.objects.filter(template="signals/initiative_published")
    assert told.count() == 0
    initiatives.publish(initiative, public_title="Moestuin", public_words="Samen.", **BY)
    initiatives.take_off(initiative, reason="Eerst overleggen.", **BY)
    initiatives.publish(initiative, public_title="Moestuin", public_words="Samen.", **BY)
    assert [(each.to_address, initiative.public_address in each.body) for each in told] == [("rika@example.nl", True)]


# ── How it goes ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", InitiativeState)
@pytest.mark.parametrize("to", InitiativeState)
def test_the_table_of_moves_is_what_can_be_done(maarswold, state, to):
    initiative = make_initiative(maarswold)
    other = make_initiative(maarswold, "Bankje") if state == InitiativeState.MERGED else None
    ended = None if state in LIVE else MONDAY
    Initiative.objects.filter(pk=initiative.pk).update(state=state, ended_at=ended, merged_into=other)
    if to not in MOVES[state]:
        with pytest.raises(initiatives.MoveNotPossible):
            initiatives.move(initiative, state=to, **BY_RESIDENT)
    elif to == InitiativeState.GRANTED:
        with pytest.raises(initiatives.NoMoneyYet):
            initiatives.move(initiative, state=to, **BY_RESIDENT)
    else:
        assert initiatives.move(initiative, state=to, **BY_RESIDENT).state == to


def test_a_link_works_for_a_year_after_the_end_and_again_when_it_goes_on(maarswold):
    initiative = make_initiative(maarswold)
    initiatives.move(initiative, state=InitiativeState.DONE, **BY_RESIDENT)
    starter = Starter.objects.get(initiative=initiative)
    assert (
        queries.has_expired(starter, on=MONDAY.date() + timedelta(days=365)),
        queries.has_expired(starter, on=MONDAY.date() + timedelta(days=366)),
    ) == (False, True)
    initiatives.move(initiative, state=InitiativeState.BUSY, **BY_RESIDENT)
    assert Starter.objects.get(initiative=initiative).link_until is None


def test_who_withdraws_is_forgotten_and_read_by_nobody(maarswold):
    initiative = make_initiative(maarswold)
    starter = Starter.objects.select_related("initiative").get()
    helping.offer_help(initiative, name="Wim", reply_by="phone", reply_address="0599 123456", **BY_RESIDENT)
    initiatives.withdraw(starter, **BY_RESIDENT)
    starter.refresh_from_db()
    assert (starter.name, starter.reply_address, list(HelpOffer.objects.all())) == ("", "", [])
    assert list(queries.public_initiatives()) == []
    assert [to for _template, to in letters() if to == "rika@example.nl"] == []


# ── Support ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_support_counts_when_it_is_confirmed_and_the_address_goes(maarswold):
    initiative = make_initiative(maarswold)
    row = supporting.support(initiative, address="buur@example.nl", **BY_RESIDENT)
    assert queries.supporters_of(initiative) == 0
    row = supporting.confirm(row, **BY_RESIDENT)
    assert (queries.supporters_of(initiative), row.address) == (1, "")


def test_one_support_a_person_however_the_address_is_typed(maarswold):
    initiative = make_initiative(maarswold)
    for address in ("Buur@Example.nl", "buur@example.nl", "buur+wijk@example.nl"):
        support(initiative, address)
    assert (queries.supporters_of(initiative), Support.objects.count()) == (1, 1)


def test_the_same_address_has_another_mark_in_another_municipality(maarswold):
    here = queries.mark_of("buur@example.nl")
    with in_municipality(make_municipality(code="GM0014", name="Groningen", slug="groningen")):
        assert queries.mark_of("buur@example.nl") != here


def test_who_supports_already_is_told_so_and_the_page_tells_nobody(maarswold):
    initiative = make_initiative(maarswold)
    support(initiative)
    later = {"by": VISITOR, "at": MONDAY + supporting.AGAIN_AFTER}
    supporting.support(initiative, address="buur@example.nl", **later)
    assert [template for template, to in letters() if to == "buur@example.nl"] == [
        "budgets/support_asked",
        "budgets/support_stands",
    ]


def test_who_presses_on_does_not_fill_a_mailbox(maarswold):
    initiative = make_initiative(maarswold)
    for minutes in (0, 1, 9, 10):
        at = MONDAY + timedelta(minutes=minutes)
        supporting.support(initiative, address="buur@example.nl", by=VISITOR, at=at)
    assert [to for _template, to in letters()].count("buur@example.nl") == 2


def test_the_coordinator_of_the_area_hears_that_there_is_something_to_check(maarswold):
    make_coordinator(maarswold, email="corrie@example.nl")
    starter = start(maarswold)
    start(maarswold, "Door de balie", is_by_staff=True)
    initiative = initiatives.publish(starter.initiative, public_title="Tuin", public_words="Samen.", **BY)
    for words in ("Bloemen.", "Meer bloemen."):
        initiatives.change(
            initiative, title="Tuin", words=words, work_area=maarswold, by=secret_links.starter(starter), at=MONDAY
        )
    assert letters().count(("budgets/initiative_to_check", "corrie@example.nl")) == 2


def test_money_is_read_from_the_decisions_and_lets_it_be_said_that_there_is_money(maarswold):
    initiative = make_initiative(maarswold)
    grant = make_grant(make_full_pot(work_area=maarswold), cents=250_00)
    Application.objects.filter(pk=grant.application_id).update(initiative=initiative)
    [money] = queries.money_of(initiative)
    assert (money.fund, money.granted_cents, money.justified_cents) == (grant.pot.fund.name, 250_00, 0)
    assert queries.public_money_of(initiative) == []  # who asked did not say that everybody may see it
    Application.objects.update(may_publish=True)
    assert queries.public_money_of(initiative) == [money]
    assert initiatives.move(initiative, state=InitiativeState.GRANTED, **BY_RESIDENT).state == InitiativeState.GRANTED


def test_money_of_what_was_merged_is_money_of_the_one_that_goes_on(maarswold):
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin bij de school")
    grant = make_grant(make_full_pot(work_area=maarswold), cents=250_00)
    Application.objects.filter(pk=grant.application_id).update(initiative=other)
    initiatives.merge(other, into=one, **BY)
    assert initiatives.move(one, state=InitiativeState.GRANTED, **BY_RESIDENT).state == InitiativeState.GRANTED


def test_who_wants_news_hears_it_once_and_stops_it(maarswold):
    initiative = make_initiative(maarswold)
    row = support(initiative, wants_news=True)
    support(initiative, "ander@example.nl")
    update = helping.write_update(initiative, words="De grond is klaar.", **BY_RESIDENT)
    for _ in range(2):
        helping.publish_words(update, public_words="De grond is klaar.", **BY)
    assert [to for template, to in letters() if template == "budgets/initiative_news"] == ["buur@example.nl"]
    stopped = supporting.stop_news(row, **BY_RESIDENT)
    assert (stopped.address, queries.who_want_news(initiative), queries.supporters_of(initiative)) == ("", [], 2)


def test_support_is_taken_back_without_a_trace_of_the_person(maarswold):
    initiative = make_initiative(maarswold)
    supporting.take_back(support(initiative, wants_news=True), **BY_RESIDENT)
    assert (queries.supporters_of(initiative), Support.objects.count()) == (0, 0)
    assert [to for _template, to in letters() if to == "buur@example.nl"] == []


def test_signatures_on_paper_count_and_a_mistake_is_taken_back_with_its_reason(maarswold):
    initiative = make_initiative(maarswold)
    support(initiative)
    for _ in range(2):
        paper = supporting.enter_paper(initiative, people=12, received_on=MONDAY.date(), client_key=KEY, **BY)
    assert (queries.supporters_of(initiative), PaperSupport.objects.count()) == (13, 1)
    with pytest.raises(initiatives.ReasonMissing):
        supporting.take_back_paper(paper, reason="", **BY)
    supporting.take_back_paper(paper, reason="Dubbel ingevoerd", **BY)
    assert queries.supporters_of(initiative) == 1


def test_a_list_has_signatures_and_is_not_from_the_future(maarswold):
    initiative = make_initiative(maarswold)
    with pytest.raises(supporting.NoSignatures):
        supporting.enter_paper(initiative, people=0, received_on=MONDAY.date(), **BY)
    with pytest.raises(supporting.ListFromTheFuture):
        supporting.enter_paper(initiative, people=3, received_on=MONDAY.date() + timedelta(days=1), **BY)


def test_who_never_confirmed_is_forgotten(maarswold):
    initiative = make_initiative(maarswold)
    supporting.support(initiative, address="buur@example.nl", **BY_RESIDENT)
    support(initiative, "ander@example.nl")
    assert supporting.forget_unconfirmed(before=MONDAY) == 0
    assert supporting.forget_unconfirmed(before=MONDAY + timedelta(seconds=1)) == 1
    assert [to for _template, to in letters() if to == "buur@example.nl"] == []
    assert queries.supporters_of(initiative) == 1


def test_what_is_not_public_or_has_ended_asks_no_support(maarswold):
    with pytest.raises(supporting.CannotBeSupported):
        supporting.support(start(maarswold).initiative, address="buur@example.nl", **BY_RESIDENT)
    ended = make_initiative(maarswold, "Bankje")
    initiatives.move(ended, state=InitiativeState.DONE, **BY_RESIDENT)
    with pytest.raises(supporting.CannotBeSupported):
        supporting.support(ended, address="buur@example.nl", **BY_RESIDENT)


# ── Merging ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_merged_no_supporter_is_lost_and_nobody_counts_twice(maarswold):
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin bij de school")
    support(one, "a@example.nl")
    support(one, "b@example.nl")
    support(other, "b@example.nl")
    support(other, "c@example.nl")
    supporting.enter_paper(other, people=5, received_on=MONDAY.date(), **BY)
    initiatives.merge(other, into=one, **BY)
    assert (queries.supporters_of(one), queries.supporters_of(other)) == (8, 7)
    assert [row.pk for row in queries.public_initiatives()] == [one.pk]


def test_merged_again_all_goes_along_and_split_each_has_its_own(maarswold):
    one, two, three = (make_initiative(maarswold, title) for title in ("Een", "Twee", "Drie"))
    for initiative, address in ((one, "a@example.nl"), (two, "b@example.nl"), (three, "c@example.nl")):
        support(initiative, address)
    initiatives.merge(one, into=two, **BY)
    initiatives.merge(two, into=three, **BY)
    assert queries.supporters_of(three) == 3
    two.refresh_from_db()
    initiatives.split(two, reason="Toch iets anders.", **BY)
    assert queries.supporters([two.pk, three.pk]) == {two.pk: 1, three.pk: 2}


def test_whose_initiative_was_merged_hears_it_and_hears_help_no_more_than_the_one_who_goes_on(maarswold):
    one = make_initiative(maarswold, reply_address="een@example.nl")
    other = make_initiative(maarswold, "Tuin bij de school", reply_address="twee@example.nl")
    initiatives.merge(other, into=one, **BY)
    assert letters()[-1] == ("budgets/initiative_merged", "twee@example.nl")
    helping.offer_help(one, name="Wim", reply_by="email", reply_address="wim@example.nl", **BY_RESIDENT)
    assert [to for template, to in letters() if template == "budgets/help_offered"] == ["een@example.nl"]


def test_what_ended_takes_in_nothing(maarswold):
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin bij de school")
    initiatives.move(one, state=InitiativeState.DONE, **BY_RESIDENT)
    with pytest.raises(initiatives.CannotTakeIn):
        initiatives.merge(other, into=one, **BY)
    with pytest.raises(initiatives.SameInitiative):
        initiatives.merge(other, into=other, **BY)


# ── Help ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_offer_reaches_the_starter_and_nobody_else(maarswold):
    initiative = make_initiative(maarswold)
    wanted = helping.ask_help(initiative, words="Wie heeft een aanhanger?", **BY_RESIDENT)
    helping.publish_words(wanted, public_words="Wie heeft een aanhanger?", **BY)
    for _ in range(2):
        helping.offer_help(
            initiative,
            wanted=wanted,
            name="Wim Haveman",
            reply_by="phone",
            reply_address="0599 123456",
            words="Zaterdag kan ik.",
            client_key=KEY,
            **BY_RESIDENT,
        )
    told = Letter.objects.get(template="budgets/help_offered")
    assert (told.to_address, "0599 123456" in told.body, HelpOffer.objects.count()) == ("rika@example.nl", True, 1)


def test_help_that_was_found_or_not_checked_is_offered_no_more(maarswold):
    initiative = make_initiative(maarswold)
    wanted = helping.ask_help(initiative, words="Wie heeft een aanhanger?", **BY_RESIDENT)
    offer = {"name": "Wim", "reply_by": "email", "reply_address": "wim@example.nl", **BY_RESIDENT}
    with pytest.raises(helping.NoHelpAsked):
        helping.offer_help(initiative, wanted=wanted, **offer)
    helping.publish_words(wanted, public_words="Wie heeft een aanhanger?", **BY)
    helping.close_help(wanted, **BY_RESIDENT)
    with pytest.raises(helping.NoHelpAsked):
        helping.offer_help(initiative, wanted=wanted, **offer)
    with pytest.raises(helping.CannotBeReached):
        helping.offer_help(initiative, **offer | {"reply_by": "none"})
    initiatives.forget_starter(Starter.objects.select_related("initiative").get(), **BY_RESIDENT)
    with pytest.raises(helping.NobodyToTell):
        helping.offer_help(initiative, **offer)


def test_words_of_the_starter_that_are_kept_back_go_off_the_page(maarswold):
    initiative = make_initiative(maarswold)
    update = helping.write_update(initiative, words="Buurman Jan wil niet.", kind="brought", **BY_RESIDENT)
    helping.publish_words(update, public_words="Niet iedereen wil.", **BY)
    assert [row.public_words for row in queries.public_updates(initiative)] == ["Niet iedereen wil."]
    helping.keep_back_words(update, reason="Noem geen buren.", **BY)
    assert queries.public_updates(initiative) == []
    assert letters()[-1] == ("budgets/initiative_kept_back", "rika@example.nl")


# ── What is alike, what is to be checked ───────────────────────────────────────────────────────────────────────────
def test_what_looks_alike_in_the_area_is_pointed_out(maarswold):
    known = make_initiative(maarswold, "Moestuin achter de school", "Groente kweken op het grasveld.")
    make_initiative(maarswold, "Voetbaltoernooi", "Een toernooi voor de jeugd.")
    found = queries.alike(title="Samen een moestuin", words="Op het grasveld bij de school.", work_area=maarswold)
    assert [each.initiative for each in found] == [known]
    assert queries.alike(title="Kerstmarkt", words="Kraampjes op het plein.", work_area=maarswold) == []


def test_a_resident_is_pointed_at_what_everybody_may_read_alone(maarswold):
    hidden = start(maarswold, "Moestuin achter de school", "Groente kweken.").initiative
    asked = {"title": "Moestuin bij de school", "words": "Groente.", "work_area": maarswold}
    assert queries.alike(**asked) == []
    assert [each.initiative for each in queries.alike(**asked, for_staff=True)] == [hidden]


def test_what_is_to_be_checked_is_that_of_the_own_area_the_oldest_first(maarswold, municipality):
    coordinator = make_coordinator(maarswold)
    start(make_work_area("Mussel"), "Elders")
    initiative = make_initiative(maarswold, "Hier")
    helping.ask_help(initiative, words="Wie helpt?", by=VISITOR, at=MONDAY + timedelta(hours=1))
    start(maarswold, "Nieuw", at=MONDAY + timedelta(hours=2))
    assert [(row.what, row.initiative.title) for row in queries.to_check(coordinator)] == [
        ("help", "Hier"),
        ("initiative", "Nieuw"),
    ]


def test_what_was_merged_waits_for_nobody_until_it_is_taken_apart(maarswold):
    coordinator = make_coordinator(maarswold)
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin bij de school")
    helping.ask_help(other, words="Wie helpt?", **BY_RESIDENT)
    initiatives.merge(other, into=one, **BY)
    assert queries.to_check(coordinator) == []
    initiatives.split(queries.initiative(other.pk), reason="Toch iets anders.", **BY)
    assert [row.what for row in queries.to_check(coordinator)] == ["help"]


def test_what_was_withdrawn_waits_for_nobody(maarswold):
    initiative = make_initiative(maarswold)
    helping.ask_help(initiative, words="Wie helpt?", **BY_RESIDENT)
    helping.write_update(initiative, words="Wij beginnen.", **BY_RESIDENT)
    initiatives.add_photos(initiative, [photo_file()], **BY_RESIDENT)
    coordinator = make_coordinator(maarswold)
    assert {row.what for row in queries.to_check(coordinator)} == {"help", "update", "photo"}
    initiatives.withdraw(Starter.objects.select_related("initiative").get(), **BY_RESIDENT)
    assert queries.to_check(coordinator) == []


def test_counting_support_asks_as_many_questions_for_three_as_for_one(maarswold, django_assert_num_queries):
    rows = [make_initiative(maarswold, title) for title in ("Een", "Twee", "Drie")]
    for count in (1, 3):
        with django_assert_num_queries(2):
            queries.supporters([row.pk for row in rows[:count]])
