from datetime import date, timedelta
from uuid import uuid4

import pytest

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.models import PlaceKind, Reporter, RoutingRule, Signal, SignalPhoto
from wijkwerk.domain.signals.operations import Place, ReplyTo
from wijkwerk.domain.signals.operations.reporting import (
    AlreadySent,
    CannotBeJoined,
    NothingSaid,
    PlaceMissing,
    ReplyAddressMissing,
    TooManyPhotos,
)
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import BY_MAIL, MONDAY, NOBODY, in_area, report
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.journal.queries import entries_about
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.outbox.queries import letters_about
from wijkwerk.foundation.tenancy.models import ClosingDay


def subjects(signal):
    return [letter.subject for letter in letters_about(signal).order_by("id")]


def test_a_report_is_new_and_has_a_coordinator_and_a_date(maarswold, coordinator):
    signal = report(maarswold).signal
    assert (signal.state, signal.handler_person, signal.work_area) == (State.NEW, coordinator, maarswold)
    assert signal.due_on == signal.expected_on == date(2025, 3, 17)  # ten working days
    assert [entry.verb for entry in entries_about(signal)] == ["signal.reported"]


def test_the_reporter_hears_the_expected_date_at_once(signal):
    letter = letters_about(signal).get()
    assert letter.to_address == "rika@example.nl"
    assert "uiterlijk op maandag 17 maart 2025" in letter.body


def test_closing_days_of_the_municipality_do_not_count(maarswold, municipality):
    ClosingDay.objects.create(on=date(2025, 3, 14), name="Brugdag")
    municipality.__dict__.pop("closing_days", None)
    assert report(maarswold).signal.due_on == date(2025, 3, 18)


def test_public_holidays_do_not_count(maarswold):
    before_easter = MONDAY.replace(month=4, day=14)
    assert report(maarswold, at=before_easter).signal.due_on == date(2025, 4, 30)  # Good Friday, Easter Monday


def test_a_category_may_have_a_term_of_its_own(maarswold):
    category = factories.make_category(answer_within=3)
    assert report(maarswold, category=category).signal.due_on == date(2025, 3, 6)


def test_a_report_without_words_is_refused_and_nothing_is_kept(maarswold):
    with pytest.raises(NothingSaid):
        report(maarswold, "  \n ")
    assert Signal.objects.count() == 0


def test_a_report_needs_a_place(municipality):
    with pytest.raises(PlaceMissing):
        report(None, place=Place())


def test_a_channel_needs_an_address(maarswold):
    with pytest.raises(ReplyAddressMissing):
        report(maarswold, reply_to=ReplyTo(by=ReplyChannel.EMAIL))


def test_who_leaves_no_address_gets_no_letter(maarswold):
    assert subjects(report(maarswold, reply_to=NOBODY).signal) == []


def test_sent_twice_is_one(maarswold):
    key = uuid4()
    first = report(maarswold, client_key=key)
    again = report(maarswold, client_key=key)
    assert again == first
    assert Signal.objects.count() == 1
    assert len(subjects(first.signal)) == 1


def test_a_draft_exists_from_its_first_word_and_is_nobodys_but_its_reporters(maarswold, coordinator):
    draft = operations.start_draft(text="De stoep", by=VISITOR, at=MONDAY)
    assert draft.signal.state == State.DRAFT
    assert list(queries.signals_visible_to(coordinator)) == []
    operations.change_draft(draft, text="De stoep ligt los", at=MONDAY)
    sent = report(maarswold, "De stoep ligt los", draft=draft)
    assert sent.link_key == draft.link_key
    assert list(queries.signals_visible_to(coordinator)) == [sent.signal]


def test_a_sent_report_is_no_draft_any_more(reporter):
    with pytest.raises(AlreadySent):
        operations.change_draft(reporter, text="iets anders", at=MONDAY)


def test_the_trade_in_the_team_gets_what_is_of_its_trade(maarswold, coordinator):
    roads = factories.make_person("Wim Wegen")
    factories.make_team_member(maarswold, person=roads, trade="wegen", ring="trades", takes_signals=True)
    assert report(maarswold, category=factories.make_category()).signal.handler_person == roads


def test_a_rule_for_the_area_goes_before_a_rule_for_all(maarswold, mussel, coordinator):
    category = factories.make_category()
    here, elsewhere = factories.make_person("Hier"), factories.make_person("Elders")
    RoutingRule.objects.create(category=category, person=elsewhere)
    RoutingRule.objects.create(category=category, work_area=maarswold, person=here)
    assert report(maarswold, category=category).signal.handler_person == here
    assert report(mussel, category=category).signal.handler_person == elsewhere


def test_five_photos_fit_and_a_sixth_is_refused(reporter, media):
    for _number in range(5):
        operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=MONDAY)
    with pytest.raises(TooManyPhotos):
        operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=MONDAY)
    assert SignalPhoto.objects.count() == 5


def test_who_joins_gets_a_link_of_their_own_and_hears_the_same(signal, reporter):
    joined = operations.join_signal(
        signal, reply_to=ReplyTo("Sjoerd", ReplyChannel.EMAIL, "sjoerd@example.nl"), by=VISITOR, at=MONDAY
    )
    assert joined.link_key != reporter.link_key
    assert queries.reporters_of(signal) == [reporter, joined]


def test_a_draft_that_joins_brings_its_photo_and_goes(signal, media):
    draft = operations.start_draft(text="los", by=VISITOR, at=MONDAY)
    operations.add_photo(draft, factories.photo_file(), by=VISITOR, at=MONDAY)
    joined = operations.join_signal(signal, reply_to=NOBODY, draft=draft, by=VISITOR, at=MONDAY)
    assert list(Signal.objects.all()) == [signal]
    assert SignalPhoto.objects.get().reporter == joined


def test_what_is_done_cannot_be_joined(signal, coordinator):
    operations.answer_signal(signal, verdict="no", reason="Het is privéterrein.", by=coordinator, at=MONDAY)
    with pytest.raises(CannotBeJoined):
        operations.join_signal(signal, reply_to=NOBODY, by=VISITOR, at=MONDAY)


def test_the_only_reporter_withdraws_the_signal(reporter):
    signal = operations.withdraw(reporter, by=VISITOR, at=MONDAY)
    assert (signal.state, signal.due_on) == (State.WITHDRAWN, None)
    told = [letter.subject for letter in letters_about(signal).filter(to_address="rika@example.nl").order_by("id")]
    assert told[-1] == f"U hebt melding {signal.pk} ingetrokken"


def test_one_of_two_reporters_leaves_and_the_signal_goes_on(reporter, signal):
    joined = operations.join_signal(signal, reply_to=BY_MAIL, by=VISITOR, at=MONDAY)
    operations.withdraw(reporter, by=VISITOR, at=MONDAY)
    signal.refresh_from_db()
    assert signal.state == State.NEW
    assert [(one.pk, one.is_first) for one in Reporter.objects.all()] == [(joined.pk, False)]


def test_a_withdrawn_draft_leaves_nothing(municipality, media):
    draft = operations.start_draft(text="los", by=VISITOR, at=MONDAY)
    operations.add_photo(draft, factories.photo_file(), by=VISITOR, at=MONDAY)
    operations.withdraw(draft, by=VISITOR, at=MONDAY)
    assert (Signal.objects.count(), SignalPhoto.objects.count()) == (0, 0)


def test_who_wants_to_be_forgotten_keeps_the_link_only(reporter):
    operations.forget_reporter(reporter, by=VISITOR, at=MONDAY)
    kept = Reporter.objects.get()
    assert (kept.name, kept.reply_by, kept.reply_address) == ("", ReplyChannel.NONE, "")
    assert kept.link_key == reporter.link_key


def test_a_link_ends_a_year_after_the_signal(reporter, signal, coordinator):
    operations.answer_signal(signal, verdict="no", reason="Het is privéterrein.", by=coordinator, at=MONDAY)
    kept = queries.reporter_by_link(reporter.link_key)
    assert not queries.has_expired(kept, on=MONDAY.date() + timedelta(days=365))
    assert queries.has_expired(kept, on=MONDAY.date() + timedelta(days=366))


def test_the_same_near_by_is_found_and_the_far_is_not(maarswold):
    near = Place(PlaceKind.AREA, None, None, "", maarswold)
    first = report(maarswold, "De stoeptegels liggen los bij de school", place=near).signal
    report(maarswold, "Mooie bloembakken bij het plein", place=near)
    found = queries.near_duplicates(
        lat=None, lon=None, work_area=maarswold, text="Losse stoeptegels voor de school", at=MONDAY
    )
    assert [one.signal for one in found] == [first]


def test_words_that_every_text_has_make_nothing_the_same(maarswold):
    factories.make_signal(maarswold, "Kan er een speelplek komen op het lege veld achter de flat?")
    asked = {"lat": None, "lon": None, "at": MONDAY, "work_area": maarswold}
    assert (
        queries.near_duplicates(text="Mag de Lindestraat dicht voor een straatfeest? Kan dat op zaterdag?", **asked)
        == []
    )
    found = queries.near_duplicates(text="Een speelplek op het veld", **asked)
    assert [(near.metres, near.signal.text[:9]) for near in found] == [(None, "Kan er ee")]


def test_fifty_who_send_the_same_form_make_one_signal(threads, maarswold, coordinator):
    key = uuid4()
    outcomes = threads(50, lambda _n: report(maarswold, client_key=key, place=in_area(maarswold)).link_key)
    assert len(set(outcomes)) == 1
    assert Signal.objects.count() == 1
    assert len(subjects(Signal.objects.get())) == 1
