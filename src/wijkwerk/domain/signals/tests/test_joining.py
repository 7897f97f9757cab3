"""Who says the same learns nothing of the first reporter; nobody learns by trying what was not published."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import make_holder, sign_in
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.models import PlaceKind, Reporter, Signal, SignalPhoto
from wijkwerk.domain.signals.operations import AlreadySent, NotThere, Place, publishing
from wijkwerk.domain.signals.operations.triage import ThemeIsClosed
from wijkwerk.domain.signals.privacy import LINES, erase
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import BY_MAIL, MONDAY, NOBODY
from wijkwerk.domain.signals.tests.test_resident_pages import form
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy.models import Municipality

SECRET = "Mijn buurman Jan de Vries laat zijn hond los lopen"


@pytest.fixture
def secret(maarswold, media):
    """A report with words, an address and a photo that nobody else should read."""
    reporter = factories.report(
        maarswold, SECRET, place=Place(PlaceKind.ADDRESS, None, None, "Kerkstraat 12", maarswold), at=clock.now()
    )
    operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=clock.now())
    return reporter


def join(reporter, **fields):
    return operations.join_signal(
        reporter.signal, **{"reply_to": NOBODY, "words": "Ik zag het ook", "by": VISITOR, "at": clock.now()} | fields
    )


def test_who_joined_reads_their_own_words_and_not_those_of_the_first(client, secret):
    operations.write_to_reporters(secret.signal, text="Beste Rika", by=VISITOR, at=secret.joined_at)
    joined = join(secret, at=clock.now() + timedelta(seconds=5))
    page = client.get(reverse("signals:own_signal", args=[joined.link_key])).text
    found = [words for words in (SECRET, "Kerkstraat 12", "Beste Rika", str(secret.signal.client_key)) if words in page]
    assert (found, "Ik zag het ook" in page) == ([], True)
    answer = client.get(f"/api/v1/eigen-meldingen/{joined.link_key}").json()
    assert (answer["tekst"], answer["berichten"]) == ("Ik zag het ook", [])


def test_who_joined_does_not_see_the_photos_of_the_first(client, secret):
    joined, photo = join(secret), SignalPhoto.objects.get()
    assert client.get(reverse("signals:own_photo", args=[joined.link_key, photo.pk, "large"])).status_code == 404
    assert client.get(reverse("signals:own_photo", args=[secret.link_key, photo.pk, "large"])).status_code == 200


def test_joining_twice_at_once_by_one_form_is_once(threads, secret):
    key = uuid.uuid4()
    joined = threads(20, lambda _number: join(secret, client_key=key).pk)
    voices = Reporter.objects.filter(signal=secret.signal)
    assert (len(set(joined)), voices.count(), Entry.objects.filter(verb="signal.joined").count()) == (1, 2, 1)


def test_who_presses_twice_on_the_page_joined_once(client, secret):
    publishing.publish(secret.signal, public_text="Een hond loopt los", shows_place=False, by=VISITOR, at=MONDAY)
    address = reverse("signals:join", args=[secret.signal_id])
    values = {"reply_by": "none", "client_key": client.get(address).context["form"]["client_key"].value()}
    answers = [client.post(address, values).headers["Location"] for _twice in range(2)]
    assert (answers[0] == answers[1], Reporter.objects.filter(signal=secret.signal).count()) == (True, 2)


def test_another_form_is_another_person(secret):
    assert join(secret, client_key=uuid.uuid4()) != join(secret, client_key=uuid.uuid4())


def test_one_form_for_two_signals_joins_both(secret, maarswold):
    other, key = factories.report(maarswold, "Iets anders"), uuid.uuid4()
    assert join(secret, client_key=key).signal_id != join(other, client_key=key).signal_id


def test_the_same_draft_joins_once_however_often_it_is_sent(client, threads, secret, maarswold):
    """Twice after each other, and twenty times at once: one voice, one link, and no draft that stays behind."""
    Municipality.objects.update(reports_per_hour=0)
    key = str(uuid.uuid4())
    values = form(maarswold, text=SECRET, zelfde=secret.signal_id, client_key=key, reply_by="none", reply_address="")

    def send(_number):
        return Client().post(reverse("signals:report"), values).headers["Location"]

    answers = {send(1), send(2), *threads(20, send)}
    own = reverse("signals:own_signal", args=[Reporter.objects.get(is_first=False).link_key])
    assert (answers, Signal.objects.count()) == ({f"{own}?concept={key}"}, 1)


def test_when_the_first_leaves_nobody_inherits_their_words(client, secret):
    joined = join(secret)
    operations.withdraw(secret, by=VISITOR, at=clock.now())
    assert SECRET not in client.get(reverse("signals:own_signal", args=[joined.link_key])).text


def test_the_key_of_a_report_whose_maker_left_opens_no_link_of_another(secret):
    key, joined = secret.signal.client_key, join(secret)
    operations.withdraw(secret, by=VISITOR, at=clock.now())
    again = operations.start_draft(by=VISITOR, at=clock.now(), client_key=key)
    assert (again.pk == joined.pk, again.signal_id == secret.signal_id) == (False, False)


def test_a_signal_cannot_be_joined_by_its_number_alone(client, secret, mussel):
    values = form(mussel, text="Iets heel anders", zelfde=secret.signal_id)
    answer = client.post(reverse("signals:report"), values)
    assert (answer.status_code, "Verstuur uw eigen melding" in answer.text) == (200, True)
    assert Reporter.objects.filter(signal=secret.signal).count() == 1


@pytest.mark.parametrize("number", ["²", "9" * 30, "", "-1", "a"])
def test_a_number_that_is_none_is_refused(number, client, secret, maarswold):
    assert client.post(reverse("signals:report"), form(maarswold, zelfde=number)).status_code == 200


def near(lat=53.0, lon=7.0, text="", **fields):
    return queries.near_duplicates(lat=lat, lon=lon, text=text, at=MONDAY, **{"for_resident": True} | fields)


@pytest.fixture
def at_home(maarswold):
    signal = factories.make_signal(maarswold, SECRET)
    Signal.objects.filter(pk=signal.pk).update(lat=53.00037, lon=7.00021, place_kind=PlaceKind.POINT)
    return signal


def test_nobody_finds_out_by_trying_whether_a_text_has_a_word(at_home):
    tried = ["Vries", "buurman Vries", "buurman hond"]
    assert [near(text=words) for words in tried] == [[], [], []]
    assert [found.signal for found in near(text="De hond van mijn buurman loopt los")] == [at_home]


def test_nobody_finds_out_by_trying_at_which_house_it_is(at_home):
    """Wherever it lies in its block, the distance that is told is the same."""
    words, told = "De hond van mijn buurman loopt los", set()
    for lat, lon in [(53.00037, 7.00021), (52.99911, 6.99931), (53.00089, 7.00088)]:
        Signal.objects.update(lat=lat, lon=lon)
        told.add(tuple(found.metres for found in near(lat=53.0004, lon=7.0, text=words)))
    assert len(told) == 1


def test_staff_are_told_the_distance_itself(at_home):
    assert [found.metres for found in near(text="hond", for_resident=False)] == [44]


def test_what_was_sent_meanwhile_is_not_thrown_away_by_joining(secret, maarswold):
    draft = operations.start_draft(text="Ook dit", by=VISITOR, at=MONDAY)
    sent = operations.report_signal(
        text="Ook dit", place=factories.in_area(maarswold), reply_to=BY_MAIL, draft=draft, by=VISITOR, at=MONDAY
    )
    with pytest.raises(AlreadySent):
        join(secret, draft=draft)
    assert Signal.objects.filter(pk=sent.signal_id).exists()


def test_a_draft_that_is_gone_is_refused_in_words(secret):
    draft = operations.start_draft(text="Ook dit", by=VISITOR, at=MONDAY)
    join(secret, draft=draft)
    with pytest.raises(NotThere):
        operations.change_draft(draft, text="Nog iets", at=MONDAY)


def test_sending_and_joining_at_once_leaves_one_of_both(threads, secret, maarswold):
    draft = operations.start_draft(text="Ook dit", by=VISITOR, at=MONDAY)

    def one(number):
        try:
            own = Reporter.objects.select_related("signal").get(pk=draft.pk)  # gone for who comes late
            if number % 2:
                return "joined", join(secret, draft=own).pk
            place = factories.in_area(maarswold)
            sent = operations.report_signal(
                text="Ook dit", place=place, reply_to=BY_MAIL, draft=own, by=VISITOR, at=MONDAY
            )
            return "sent", sent.pk
        except (AlreadySent, NotThere, Reporter.DoesNotExist):
            return None

    done = {each for each in threads(20, one) if each}
    kept = Signal.objects.filter(client_key=draft.signal.client_key).count()
    joined = Reporter.objects.filter(signal=secret.signal, is_first=False).count()
    assert (len(done), kept + joined, Letter.objects.filter(template="signals/received").count()) == (1, 1, 1 + kept)


def test_who_is_forgotten_is_forgotten_in_letters_too(secret):
    joined = join(secret, reply_to=operations.ReplyTo("Arie", "email", "arie@example.nl"))
    operations.forget_reporter(secret, by=VISITOR, at=clock.now())
    assert [letter.to_address for letter in Letter.objects.all()] == [joined.reply_address]


def test_the_reporter_of_what_was_merged_keeps_the_signal_going(secret, maarswold, coordinator):
    other = factories.report(maarswold, "Honden overal", at=clock.now())
    operations.merge_signals(other.signal, into=secret.signal, by=coordinator, at=clock.now())
    operations.withdraw(secret, by=VISITOR, at=clock.now())
    assert Signal.objects.get(pk=secret.signal_id).state == "new"


def test_links_and_data_of_what_was_merged_end_with_what_it_went_on_in(secret, maarswold, coordinator):
    other = factories.report(maarswold, "Honden overal", at=clock.now())
    operations.merge_signals(other.signal, into=secret.signal, by=coordinator, at=clock.now())
    operations.answer_signal(secret.signal, verdict="no", reason="Mag.", by=coordinator, at=clock.now())
    assert Reporter.objects.filter(link_until=None).count() == 0
    erase(LINES[0], before=clock.now() + timedelta(days=1), at=clock.now())
    assert {each.name for each in Reporter.objects.all()} == {""}


def test_a_theme_that_closes_while_signals_are_put_in_it_stays_as_it_was_closed(threads, signal, coordinator):
    theme = operations.make_theme(name="Honden", description="", signals=[], by=coordinator, at=MONDAY)

    def one(number):
        try:
            if number % 2:
                operations.close_theme(theme, reason=f"Reden {number}", by=coordinator, at=MONDAY)
                return "closed"
            operations.put_in_theme(theme, signals=[signal], by=coordinator, at=MONDAY)
            return "put"
        except ThemeIsClosed:
            return "too late"

    assert threads(20, one).count("closed") == 1
    with pytest.raises(ThemeIsClosed):
        operations.put_in_theme(theme, signals=[signal], by=coordinator, at=MONDAY)


def test_photos_of_what_was_merged_are_shown_to_who_may_see_it(client, maarswold, mussel, coordinator, secret):
    other = factories.report(mussel, "Honden overal", at=clock.now())
    operations.merge_signals(secret.signal, into=other.signal, by=coordinator, at=clock.now())
    here = reverse("signals:photo", args=[secret.signal_id, SignalPhoto.objects.get().pk, "large"])
    alderman = sign_in(client, make_holder(Role.ALDERMAN, mussel))
    assert here not in alderman.get(other.signal.get_absolute_url()).text


def test_who_was_forgotten_meanwhile_does_not_come_back_by_an_older_page(secret, coordinator):
    operations.answer_signal(secret.signal, verdict="yes", is_done=True, by=coordinator, at=MONDAY)
    page_of_before = Reporter.objects.select_related("signal").get(pk=secret.pk)
    operations.forget_reporter(secret, by=VISITOR, at=MONDAY)
    operations.say_helped(page_of_before, is_helped=True, by=VISITOR, at=MONDAY)
    kept = Reporter.objects.get(pk=secret.pk)
    assert (kept.is_helped, kept.name, kept.reply_address) == (True, "", "")


@pytest.mark.parametrize(
    "deed",
    [
        lambda one: operations.say_helped(one, is_helped=True, by=VISITOR, at=MONDAY),
        lambda one: operations.write_from_reporter(one, text="Nog iets", by=VISITOR, at=MONDAY),
        lambda one: operations.add_photo(one, factories.photo_file(), by=VISITOR, at=MONDAY),
        lambda one: operations.withdraw(one, by=VISITOR, at=MONDAY),
        lambda one: operations.forget_reporter(one, by=VISITOR, at=MONDAY),
    ],
)
def test_who_left_meanwhile_hears_that_it_is_gone(deed, secret):
    join(secret)
    page_of_before = Reporter.objects.select_related("signal").get(pk=secret.pk)
    operations.withdraw(secret, by=VISITOR, at=MONDAY)
    with pytest.raises(NotThere):
        deed(page_of_before)


def test_a_link_that_ends_while_its_page_is_used_says_so(client, secret, monkeypatch):
    def gone(*_given, **_how):
        raise NotThere

    monkeypatch.setattr(operations, "forget_reporter", gone)
    assert client.post(reverse("signals:forget_me", args=[secret.link_key])).status_code == 404


def test_the_key_of_an_email_opens_nothing_on_the_website(client, secret, maarswold):
    """It is made from the number of the e-mail, which everybody has who got a copy."""
    key = "5f6a4f0e-6f0c-5d1e-9b62-2f1f0c1a7e22"
    mailed = factories.report(maarswold, SECRET, client_key=key, channel="email", at=clock.now())
    answer = client.post(reverse("signals:keep"), form(maarswold, text="Half", client_key=key))
    assert mailed.link_key not in answer.url
    again = operations.start_draft(by=VISITOR, at=clock.now(), client_key=key, channel="email")
    assert again.pk == mailed.pk


def test_the_key_of_a_message_of_another_shows_no_message_of_another(secret):
    key = "5f6a4f0e-6f0c-5d1e-9b62-2f1f0c1a7e33"
    operations.write_from_reporter(secret, text=SECRET, client_key=key, by=VISITOR, at=MONDAY)
    joined = join(secret)
    for _twice in range(2):
        sent = operations.write_from_reporter(joined, text="Nog iets", client_key=key, by=VISITOR, at=MONDAY)
        assert (sent.text, sent.reporter_id) == ("Nog iets", joined.pk)
