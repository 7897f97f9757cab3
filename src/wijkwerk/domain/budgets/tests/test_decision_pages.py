"""Pages of committees, deliberations and decisions, as each sees them."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from wijkwerk.domain.budgets.models import Committee, Conflict, Decision, Deliberation, Grant
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.operations import deliberations
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import (
    EURO,
    a_condition,
    make_alderman,
    make_committee,
    make_coordinator,
    make_ready,
    make_treasurer,
    seats,
    vote_all,
)
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY
from wijkwerk.domain.people.tests.factories import make_person, sign_in
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel


@pytest.fixture(autouse=True)
def on_the_tuesday(monkeypatch):
    """The day that everything in these tests happens on."""
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold)


@pytest.fixture
def application(maarswold):
    return make_ready(maarswold)


@pytest.fixture
def signed_in(client):
    return lambda person: sign_in(client, person)


def at(name, *parts):
    return reverse(f"budgets:{name}", args=[getattr(part, "pk", part) for part in parts])


def words_of(page):
    return page.content.decode()


def yes(application, **more):
    return {"outcome": "yes", "version": "0", "rows": "1"} | more


# ── Committees ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_what_a_committee_does_and_nobody_its_names(client, municipality):
    committee = make_committee(about="Adviseert over feesten.")
    page = client.get(committee.get_absolute_url())
    assert page.status_code == 200
    assert "Adviseert over feesten." in words_of(page)
    assert "Lid 1" not in words_of(page)
    assert committee.name in words_of(client.get(at("committees")))


def test_a_treasurer_founds_a_committee_and_fills_it(client, signed_in, municipality):
    treasurer, person = make_treasurer(), make_person("Nieuw Lid")
    signed_in(treasurer)
    form = {"name": "Wijkcommissie", "quorum": "2", "majority": "more_than_half", "on_tie": "no", "most_members": "1"}
    wrong = client.post(at("found_committee"), form)
    assert "Er zijn meer leden nodig om te stemmen dan er in de commissie mogen zitten." in words_of(wrong)
    client.post(at("found_committee"), form | {"most_members": "3"})
    committee = Committee.objects.get()
    seat = {"person": person.pk, "from_on": "2025-03-01", "is_chair": "on"}
    assert client.post(at("add_committee_member", committee), seat).status_code == 302
    assert "Nieuw Lid" in words_of(client.get(committee.get_absolute_url()))
    client.post(at("change_committee", committee), form | {"most_members": "5", "about": "Voor de wijk."})
    client.post(at("end_committee_membership", committee.members.get()), {"until_on": "2025-03-04"})
    client.post(at("close_committee", committee))
    committee.refresh_from_db()
    assert (committee.most_members, committee.closed_on) == (5, date(2025, 3, 4))


def test_only_who_sets_up_funds_changes_a_committee(signed_in, corrie):
    committee = make_committee()
    client = signed_in(corrie)
    for name in ("change_committee", "add_committee_member"):
        assert client.get(at(name, committee)).status_code == 403
    assert client.post(at("close_committee", committee)).status_code == 403


# ── Deliberations ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def talk(maarswold):
    committee = make_committee(members=3, quorum=2)
    rules = {"committee": committee, "committee_role": "advises"}
    return deliberations.open_deliberation(make_ready(maarswold, rules=rules), **BY)


def test_a_member_reads_votes_and_proposes(signed_in, talk):
    member = seats(talk.committee)[0]
    client = signed_in(member.person)
    assert "Beraad over" in words_of(client.get(talk.get_absolute_url()))
    assert talk.application.number in words_of(client.get(talk.committee.get_absolute_url()))
    client.post(at("committee_vote", talk), {"member": member.pk, "choice": "for", "proposal": "1"})
    assert talk.votes.get().choice == "for"
    client.post(at("propose", talk), {"verdict": "part", "amount_cents": "100", "words": "Minder vlees."})
    page = words_of(client.get(talk.get_absolute_url()))
    assert "Minder vlees." in page
    assert "nog niet gestemd" in page


def test_a_member_votes_for_nobody_else(signed_in, talk):
    first, second, _third = seats(talk.committee)
    client = signed_in(first.person)
    client.post(at("committee_vote", talk), {"member": second.pk, "choice": "for", "proposal": "1"})
    assert talk.votes.count() == 0


def test_who_minds_the_meeting_notes_votes_down_and_ends_it(signed_in, talk, corrie):
    client = signed_in(corrie)
    for seat in seats(talk.committee)[:2]:
        client.post(at("committee_vote", talk), {"member": seat.pk, "choice": "for", "proposal": "1"})
    client.post(at("close_deliberation", talk))
    assert Deliberation.objects.get().closed_by.name == "Lid 1"
    assert "Genoteerd door" not in words_of(client.get(talk.get_absolute_url()))
    assert "Commissie Wijk aan zet" in words_of(client.get(at("decision", talk.application)))


@pytest.mark.parametrize("is_coordinator", [True, False])
def test_who_has_an_interest_sees_nothing_of_the_deliberation(signed_in, talk, corrie, is_coordinator):
    person = corrie if is_coordinator else seats(talk.committee)[0].person
    deliberations.tell_interest(talk.application, person=person, reason="Woont er.", **BY)
    deliberations.propose(talk, verdict="part", amount_cents=100 * EURO, words="Geheim voorstel.", **BY)
    client = signed_in(person)
    for address in (talk.get_absolute_url(), at("decision", talk.application), at("propose", talk)):
        page = client.get(address)
        assert page.status_code == 403
        assert "Geheim voorstel." not in words_of(page)
    assert talk.application.number not in words_of(client.get(talk.committee.get_absolute_url()))


def test_a_member_tells_an_interest_and_who_handles_it_tells_that_of_another(client, signed_in, talk, corrie):
    first, second, _third = seats(talk.committee)
    signed_in(first.person)
    client.post(at("tell_interest", talk.application), {"reason": "Woont er.", "person": second.person.pk})
    signed_in(corrie)
    client.post(at("tell_interest", talk.application), {"reason": "Zwager.", "person": second.person.pk})
    assert set(Conflict.objects.values_list("person__name", "reason")) == {("Lid 1", "Woont er."), ("Lid 2", "Zwager.")}
    client.post(at("drop_interest", Conflict.objects.get(reason="Zwager.")))
    assert Conflict.objects.count() == 1


def test_laying_before_the_committee_and_taking_back_is_for_who_handles_it(signed_in, talk, corrie):
    client = signed_in(corrie)
    client.post(at("stop_deliberation", talk))
    assert Deliberation.objects.count() == 0
    client.post(at("open_deliberation", talk.application))
    assert Deliberation.objects.count() == 1


def test_a_member_of_a_committee_that_advises_decides_nothing(signed_in, talk, corrie):
    application, member = talk.application, seats(talk.committee)[0].person
    operations.prepare_decision(application, outcome="no", reason="Nee.", by=corrie, at=TUESDAY)
    client = signed_in(member)
    page = words_of(client.get(at("decision", application)))
    assert ("Maak een besluit" in page, "Klaargezet" in page) == (False, False)
    for name in ("prepare_decision", "publish_decision", "decision_draft_pdf", "decide_again", "withdraw_grant"):
        assert (name, client.get(at(name, application)).status_code) == (name, 403)
    for name in ("drop_decision", "look_along"):
        assert (name, client.post(at(name, application)).status_code) == (name, 403)
    assert Decision.objects.drafts().count() == 1


def test_a_member_of_the_committee_that_decides_makes_it_ready(signed_in, maarswold):
    committee = make_committee(members=3, quorum=2)
    rules = {"committee": committee, "committee_role": "decides", "decided_by": "committee"}
    application = make_ready(maarswold, rules=rules)
    client = signed_in(seats(committee)[0].person)
    assert client.get(at("prepare_decision", application)).status_code == 200


def test_an_alderman_advises_and_then_does_not_decide(signed_in, application, maarswold):
    client = signed_in(make_alderman(maarswold))
    client.post(at("advise", application), {"verdict": "no", "words": "Te duur."})
    assert "Te duur." in words_of(client.get(at("decision", application)))


# ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_decides_at_once(signed_in, application, corrie):
    client = signed_in(corrie)
    form = words_of(client.get(at("prepare_decision", application)))
    assert "Gevraagd: €\u00a0250,00. Volgens de regels beslist: wijkregisseur." in form
    pot_id = application.fund.pots.get().pk
    client.post(at("prepare_decision", application), yes(application, pot=pot_id, meteen="1"))
    assert Grant.objects.get().amount_cents == 250 * EURO
    page = words_of(client.get(at("decision", application)))
    assert "Corrie Coördinator" in page
    assert "15 april 2025" in page


def test_an_amount_is_typed_the_dutch_way_and_asked_back_when_it_means_nothing(signed_in, application, corrie):
    client = signed_in(corrie)
    part = {"outcome": "part", "version": "0", "rows": "1", "reason": "Minder.", "pot": application.fund.pots.get().pk}
    wrong = client.post(at("prepare_decision", application), part | {"amount_cents": "12,5,0"})
    assert Decision.objects.count() == 0
    assert "12,5,0" in words_of(wrong)
    client.post(at("prepare_decision", application), part | {"amount_cents": "€ 120,50"})
    assert Decision.objects.get().amount_cents == 12_050


def test_more_than_is_left_is_refused_in_the_form_with_all_that_was_typed(signed_in, application, corrie, maarswold):
    big = make_application(application.fund, maarswold, asked_cents=2_000 * EURO)
    client = signed_in(corrie)
    pot = application.fund.pots.get().pk
    page = words_of(client.post(at("prepare_decision", big), yes(big, pot=pot, meteen="1", reason="Mooi plan.")))
    assert "In deze pot is nog €\u00a01.000,00 vrij te besteden." in page
    assert "Mooi plan." in page


def test_a_no_without_a_reason_is_asked_back(signed_in, application, corrie):
    client = signed_in(corrie)
    page = client.post(
        at("prepare_decision", application), {"outcome": "no", "version": "0", "rows": "1", "meteen": "1"}
    )
    assert "Schrijf op waarom. De aanvrager leest dit." in words_of(page)
    assert Decision.objects.count() == 0


def test_a_condition_is_filled_in_met_and_final(signed_in, application, corrie):
    client = signed_in(corrie)
    row = {
        "voorwaarde-1-what": "Een vergunning",
        "voorwaarde-1-from_whom": "de gemeente",
        "voorwaarde-1-by_when": "2025-05-01",
        "voorwaarde-1-kind": "decision",
    }
    form = {"outcome": "provisional", "version": "0", "rows": "1", "pot": application.fund.pots.get().pk, "meteen": "1"}
    client.post(at("prepare_decision", application), form | row)
    decision = Decision.objects.get()
    waiting = words_of(client.get(at("waiting_decisions")))
    assert application.number in waiting
    assert "Een vergunning, van de gemeente, uiterlijk" in waiting
    condition = decision.answer.conditions.get()
    day = at("change_decision_condition", application, condition)
    client.post(day, {"by_when": "2025-06-01", "reason": "De raad is later."})
    assert "1 juni 2025" in words_of(client.get(at("decision", application)))
    client.post(at("meet_decision_condition", application, condition), {"note": "Vergunning 12."})
    assert Grant.objects.count() == 1


def test_a_condition_that_does_not_come_brings_it_back(signed_in, application, corrie):
    decision = operations.decide(application, outcome="provisional", conditions=[a_condition()], by=corrie, at=TUESDAY)
    client = signed_in(corrie)
    address = at("lapse_decision_condition", application, decision.answer.conditions.get())
    assert "Schrijf op waarom." in words_of(client.post(address, {"reason": ""}))
    client.post(address, {"reason": "Geen vergunning."})
    assert "Geen vergunning." in words_of(client.get(at("decision", application)))


def test_drafts_are_looked_at_changed_and_published_together(signed_in, application, corrie, maarswold):
    client = signed_in(corrie)
    others = [make_application(application.fund, maarswold, asked_cents=400 * EURO) for _n in range(2)]
    pot = application.fund.pots.get().pk
    for each in (application, *others):
        client.post(at("prepare_decision", each), yes(each, pot=pot))
    page = words_of(client.get(at("drafts")))
    assert "€\u00a01.050,00 klaargezet, €\u00a01.000,00 vrij" in page
    assert "€\u00a050,00 te weinig" in page
    ticked = {"besluit": [str(each.pk) for each in Decision.objects.all()], "announced_on": "2025-03-04"}
    refused = words_of(client.post(at("publish_together"), ticked))
    assert "Er is niets bekendgemaakt." in refused
    client.post(at("drop_decision", others[1]))
    ticked["besluit"] = [str(each.pk) for each in Decision.objects.all()]
    client.post(at("publish_together"), ticked)
    assert Decision.objects.published().count() == 2


def test_lists_ask_as_many_questions_for_three_as_for_one(signed_in, application, corrie, maarswold):
    client = signed_in(corrie)

    def questions(name):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(name)).status_code == 200
        return len(asked)

    make_committee("Eerste")
    operations.prepare_decision(application, outcome="yes", by=corrie, at=TUESDAY)
    names = ("drafts", "committees")
    for name in names:
        client.get(at(name))
    before = [questions(name) for name in names]
    for number in range(2):
        make_committee(f"Commissie {number}", members=0)
        each = make_application(application.fund, maarswold, asked_cents=100 * EURO)
        operations.prepare_decision(each, outcome="yes", by=corrie, at=TUESDAY)
    assert [questions(name) for name in names] == before


def test_drafts_that_do_not_fit_are_shared_out_by_a_button(signed_in, maarswold, corrie):
    application = make_ready(maarswold, asked=800 * EURO, rules={"when_short": "shared"})
    other = make_application(application.fund, maarswold, asked_cents=800 * EURO)
    for each in (application, other):
        operations.prepare_decision(each, outcome="yes", by=corrie, at=TUESDAY)
    client = signed_in(corrie)
    assert "Verdeel volgens de regels" in words_of(client.get(at("drafts")))
    client.post(at("share_out"), {"budget": application.fund.pk, "ronde": ""})
    assert set(Decision.objects.values_list("outcome", "amount_cents")) == {("part", 500 * EURO)}
    assert "Verdeel volgens de regels" not in words_of(client.get(at("drafts"), {"budget": application.fund.pk}))


def test_a_second_pair_of_eyes_reads_and_then_it_is_published(client, signed_in, maarswold, corrie):
    application = make_ready(maarswold, rules={"second_pair_of_eyes": True})
    pot = application.fund.pots.get().pk
    signed_in(corrie)
    client.post(at("prepare_decision", application), yes(application, pot=pot))
    refused = words_of(client.post(at("publish_decision", application), {"announced_on": "2025-03-04"}))
    assert "De regels vragen dat een tweede meekijkt." in refused
    signed_in(make_coordinator(maarswold, "Jelle"))
    client.post(at("look_along", application))
    signed_in(corrie)
    assert "Nagelezen door Jelle." in words_of(client.get(at("decision", application)))
    client.post(at("publish_decision", application), {"announced_on": "2025-03-04"})
    assert Decision.objects.get().second_by.name == "Jelle"


def test_a_coordinator_takes_a_grant_back_and_decides_again(signed_in, application, corrie):
    operations.decide(application, outcome="yes", by=corrie, at=TUESDAY)
    client = signed_in(corrie)
    client.post(at("withdraw_grant", application), {"reason": "Het feest gaat niet door."})
    client.post(at("decide_again", application), {"reason": "Er is een nieuw plan."})
    application.refresh_from_db()
    assert (Grant.objects.get().state, application.state) == ("withdrawn", "sent")


def test_who_has_no_part_in_it_comes_nowhere(signed_in, application, maarswold):
    client = signed_in(make_person("Iemand Anders"))
    for name in ("decision", "prepare_decision", "publish_decision", "advise", "tell_interest", "decide_again"):
        assert client.get(at(name, application)).status_code == 403
    for name in ("drafts", "waiting_decisions"):
        assert client.get(at(name)).status_code == 403


# ── The letter ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_letter_is_a_tagged_pdf_in_dutch_for_staff_and_by_the_link_of_who_asked(
    client, signed_in, maarswold, corrie
):
    application = make_ready(maarswold, reply_by=Channel.POST, reply_address="Brugstraat 1\n9501 AA Stadskanaal")
    decision = operations.decide(application, outcome="provisional", conditions=[a_condition()], by=corrie, at=TUESDAY)
    own = client.get(reverse("budgets:own_decision_pdf", args=[application.link_key, decision.pk]))
    signed_in(corrie)
    for page in (own, client.get(at("decision_pdf", application, decision))):
        assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
        pdf = PdfReader(io.BytesIO(page.content))
        root = pdf.trailer["/Root"]
        assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "nl-NL")
        assert pdf.metadata.title == f"Besluit op uw aanvraag {application.number}"
        words = " ".join(pdf.pages[0].extract_text().split())
        for part in ("Beste Rika Veen,", "9501 AA Stadskanaal", "Een vergunning", "15 april 2025"):
            assert part in words


def test_the_letter_of_another_is_not_found_by_a_link(client, application, corrie, maarswold):
    decision = operations.decide(application, outcome="yes", by=corrie, at=TUESDAY)
    other = make_application(application.fund, maarswold)
    assert client.get(reverse("budgets:own_decision_pdf", args=[other.link_key, decision.pk])).status_code == 404
    assert client.get(reverse("budgets:own_decision_pdf", args=["raad-maar", decision.pk])).status_code == 404


def test_a_draft_letter_is_seen_by_who_decides_alone(client, signed_in, application, corrie):
    draft = operations.prepare_decision(application, outcome="no", reason="Nee.", by=corrie, at=TUESDAY)
    assert client.get(reverse("budgets:own_decision_pdf", args=[application.link_key, draft.pk])).status_code == 404
    signed_in(corrie)
    assert client.get(at("decision_draft_pdf", application)).status_code == 200
    assert client.get(at("decision_pdf", application, draft)).status_code == 404


def test_a_committee_that_decided_fills_in_the_decision(signed_in, maarswold, corrie):
    committee = make_committee(members=3, quorum=2)
    rules = {"committee": committee, "committee_role": "decides", "decided_by": "committee"}
    talk = deliberations.open_deliberation(make_ready(maarswold, rules=rules), **BY)
    deliberations.propose(talk, verdict="part", amount_cents=100 * EURO, words="Minder vlees.", **BY)
    vote_all(talk, "for", "for")
    deliberations.close_deliberation(talk, **BY)
    form = words_of(signed_in(corrie).get(at("prepare_decision", talk.application)))
    assert "Minder vlees." in form
    assert 'value="100,00"' in form
