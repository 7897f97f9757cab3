"""The pages of staff, as a browser without script meets them."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import (
    make_administrator,
    make_holder,
    make_organisation,
    make_person,
    make_team_member,
    sign_in,
)
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Category, RoutingRule, SavedView, Signal, Theme
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests.factories import MONDAY, make_category, make_signal, photo_file, report
from wijkwerk.domain.signals.views.publishing import marked
from wijkwerk.domain.signals.views.staff import due_in_words
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.privacy.models import AccessLog


@pytest.fixture
def now(monkeypatch):
    """Two days after the reports of the factories."""
    at = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


@pytest.fixture
def browser(client, coordinator, now):
    return sign_in(client, coordinator)


def go(name, *args, **query):
    return reverse(f"signals:{name}", args=args) + (f"?{urlencode(query)}" if query else "")


def text_of(response):
    return response.content.decode()


def errors_of(response):
    return response.context["form"].errors


def hidden_of(response):
    """What the form on the page brings back of what was seen."""
    form = response.context["form"]
    return {name: form[name].value() for name in ("version", "seen")}


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# ── Two taps ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_signal_goes_to_the_right_member_in_two_taps(browser, maarswold, coordinator):
    roads = make_person("Wim Wegen", email="wim@example.nl")
    make_team_member(maarswold, person=make_person("Gerda Groen"), trade="groen", takes_signals=True)
    make_team_member(maarswold, person=roads, trade="wegen", takes_signals=True, ring="trades")
    signal = make_signal(maarswold)
    operations.classify(signal, kind="report", category=make_category(), by=coordinator, at=MONDAY)
    operations.hand_over(signal, person=coordinator, by=coordinator, at=MONDAY)

    page = browser.get(signal.get_absolute_url())  # the first tap opens the team, on this page
    first = page.context["team"][0]
    assert (first.name, first.is_suggested) == ("Wim Wegen", True)
    assert f'name="to" value="{first.value}"' in text_of(page)

    seen = page.context["seen"]
    done = browser.post(go("hand_over", signal.pk), {"to": first.value, **seen}, follow=True)  # the second tap
    assert messages_of(done) == [f"Signaal {signal.pk} is doorgegeven aan Wim Wegen."]
    assert Signal.objects.get(pk=signal.pk).handler_person == roads
    assert "nog niet opgepakt" in text_of(done)

    operations.pick_up(signal, by=roads, at=MONDAY + timedelta(hours=1))
    assert "nog niet opgepakt" not in text_of(browser.get(signal.get_absolute_url()))


@pytest.fixture
def many(maarswold, coordinator):
    """A team with two rings, a partner's people, and somebody on their own."""
    housing = make_organisation()
    welfare = make_organisation("Welzijn Veenkanaal", kind="welfare")
    green = make_person("Gerda Groen", function="Opzichter")
    make_team_member(maarswold, person=green, trade="groen", takes_signals=True, ring="trades")
    make_team_member(maarswold, person=make_person("Wim Kern", organisation=welfare), trade="welzijn")
    make_person("Hans Huis", organisation=housing, function="Huismeester")
    make_person("Zij Alleen")
    return make_signal(maarswold)


def names_in(page):
    parties = page.context["form"].fields["to"].choices[1:]
    return {title: [label for _value, label in members] for title, members in parties}


def test_everybody_stands_under_a_heading_with_what_they_do_and_the_own_team_comes_first(browser, many, coordinator):
    found = names_in(browser.get(go("hand_over", many.pk)))
    assert list(found.items()) == [
        ("Uw team: kern", ["Wim Kern, welzijn, Welzijn Veenkanaal"]),
        ("Uw team: vakmensen", ["Gerda Groen, Opzichter, groen"]),
        ("Woningstichting De Veenkanten", ["Hans Huis, Huismeester"]),
        ("Zonder organisatie", [coordinator.name, "Zij Alleen"]),
        ("Een organisatie als geheel", ["Welzijn Veenkanaal", "Woningstichting De Veenkanten"]),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("gerda", ["Gerda Groen, Opzichter, groen"]),
        ("HUISMEESTER", ["Hans Huis, Huismeester"]),
        ("veenkanten", ["Hans Huis, Huismeester", "Woningstichting De Veenkanten"]),
        ("welzijn kern", ["Wim Kern, welzijn, Welzijn Veenkanaal"]),
        ("onzin", []),
    ],
)
def test_somebody_is_found_by_name_function_trade_or_organisation(browser, many, words, names):
    page = browser.get(go("hand_over", many.pk, zoek=words))
    assert [name for members in names_in(page).values() for name in members] == names
    assert ("Niemand gevonden" in page.text) == (not names)


def test_the_only_one_that_is_found_stands_chosen_and_gets_the_signal(browser, many):
    page = browser.get(go("hand_over", many.pk, zoek="huismeester"))
    chosen = page.context["form"]["to"].value()
    browser.post(go("hand_over", many.pk, zoek="huismeester"), {"to": chosen, **hidden_of(page)})
    assert Signal.objects.get(pk=many.pk).handler_person.name == "Hans Huis"


def test_the_page_asks_as_much_of_the_database_however_many_there_are(browser, many, count_queries):
    def ask():
        browser.get(go("hand_over", many.pk))

    few = count_queries(ask)
    for number in range(10):
        make_person(f"Mens {number}", organisation=make_organisation(f"Club {number}", kind="other"))
    assert count_queries(ask) == few


def test_what_is_being_done_is_finished_with_the_first_button_and_the_words_stay(browser, signal, coordinator):
    before = browser.get(signal.get_absolute_url()).text
    operations.answer_signal(signal, verdict="yes", expected_on=date(2025, 4, 7), by=coordinator, at=MONDAY)
    address = go("finish", signal.pk)
    page = browser.get(signal.get_absolute_url()).text
    deeds = page[page.index('id="deeds"') :]
    assert (address in before, deeds.index(address) < deeds.index(go("answer", signal.pk))) == (False, True)
    words = {"words": "De tegels liggen recht.", **hidden_of(browser.get(address))}
    done = browser.post(address, words, follow=True)
    assert (messages_of(done), "De tegels liggen recht." in done.text) == ([f"Signaal {signal.pk} is afgerond."], True)


def test_somebody_outside_the_list_is_no_choice(browser, signal):
    response = browser.post(go("hand_over", signal.pk), {"to": "persoon-999999"})
    assert errors_of(response) == {"to": ["Kies iemand uit de lijst."]}


def test_who_gave_a_signal_back_is_led_to_the_list_when_it_is_out_of_sight(client, now, signal, coordinator):
    partner = make_person("Pim Partner")
    operations.hand_over(signal, person=partner, by=coordinator, at=MONDAY)
    sign_in(client, partner)
    response = client.post(go("give_back", signal.pk), {"reason": "Niet van ons"})
    assert response["Location"] == go("work_list")
    assert Signal.objects.get(pk=signal.pk).handler_person == coordinator


def test_giving_back_without_a_reason_is_refused(browser, signal):
    response = browser.post(go("give_back", signal.pk), {"reason": " "})
    assert errors_of(response) == {"reason": ["Schrijf in een paar woorden waarom."]}


# ── The answer ─────────────────────────────────────────────────────────────────────────────────────────────────────
CONDITION = {
    "voorwaarde-1-kind": "money",
    "voorwaarde-1-what": "Geld voor een speelplek",
    "voorwaarde-1-from_whom": "de gemeenteraad",
    "voorwaarde-1-by_when": "2025-12-01",
}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"verdict": "no", "reason": ""}, "reason"),
        ({"verdict": "no", "reason": "  "}, "reason"),
        ({"verdict": "yes"}, "expected_on"),
        ({"verdict": "yes", "expected_on": "2025-03-04"}, "expected_on"),
        ({"verdict": "conditional", "reason": "Mits"}, "__all__"),
        ({"verdict": "conditional", **CONDITION, "voorwaarde-1-by_when": ""}, "__all__"),
        ({"verdict": "yes", "expected_on": "2025-04-01", **CONDITION}, "verdict"),
        ({}, "verdict"),
    ],
)
def test_an_answer_that_is_not_honest_enough_is_refused_and_nothing_typed_is_lost(browser, signal, typed, wrong):
    response = browser.post(go("answer", signal.pk), {"reason": "Omdat", "rows": "1", **typed})
    assert response.status_code == 200
    assert list(errors_of(response)) == [wrong]
    assert thread.current_answer(signal) is None
    assert all(value in text_of(response) for value in typed.values() if value.strip())


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"verdict": "yes", "expected_on": "2025-04-01"}, State.UNDERWAY),
        ({"verdict": "yes", "is_done": "on"}, State.DONE),
        ({"verdict": "no", "reason": "Het plein is van de kerk."}, State.DONE),
        ({"verdict": "conditional", **CONDITION}, State.CONDITIONAL),
    ],
)
def test_each_of_the_three_answers_can_be_given_and_reaches_who_asked(browser, signal, typed, state):
    response = browser.post(go("answer", signal.pk), {"rows": "1", **typed}, follow=True)
    assert messages_of(response) == ["Het antwoord is gegeven. Iedereen die dit meldde krijgt bericht."]
    assert Signal.objects.get(pk=signal.pk).state == state
    assert Letter.objects.filter(template="signals/answered", to_address="rika@example.nl").count() == 1


def test_another_row_for_a_condition_comes_without_judging_what_was_typed(browser, signal):
    typed = {"verdict": "conditional", "reason": "Mits", "rows": "1", **CONDITION, "nog-een-voorwaarde": "1"}
    response = browser.post(go("answer", signal.pk), typed)
    assert errors_of(response) == {}
    assert "voorwaarde-2-what" in text_of(response)
    assert "Geld voor een speelplek" in text_of(response)


def test_a_condition_that_is_met_brings_the_signal_back(browser, signal):
    browser.post(go("answer", signal.pk), {"verdict": "conditional", "rows": "1", **CONDITION})
    condition = thread.current_answer(signal).conditions.get()
    assert go("meet_condition", signal.pk, condition.pk) in text_of(browser.get(signal.get_absolute_url()))
    response = browser.post(go("meet_condition", signal.pk, condition.pk), {"note": "Begroot"}, follow=True)
    assert "terug op de lijst" in messages_of(response)[0]
    assert Signal.objects.get(pk=signal.pk).state == State.OPEN


def test_a_condition_of_another_signal_is_not_found(browser, signal, maarswold):
    other = make_signal(maarswold, "Een bank erbij?")
    browser.post(go("answer", other.pk), {"verdict": "conditional", "rows": "1", **CONDITION})
    condition = thread.current_answer(other).conditions.get()
    assert browser.post(go("meet_condition", signal.pk, condition.pk)).status_code == 404


# ── Changed meanwhile ──────────────────────────────────────────────────────────────────────────────────────────────
def test_who_comes_second_reads_what_changed_and_loses_nothing(browser, signal, coordinator, maarswold):
    page = browser.get(go("answer", signal.pk))
    colleague = make_holder(Role.COORDINATOR, maarswold, name="Cees Collega")
    operations.classify(signal, kind="idea", category=None, by=colleague, at=MONDAY)
    typed = {"verdict": "no", "reason": "Het plein is van de kerk.", "rows": "1"}

    second = browser.post(go("answer", signal.pk), typed | hidden_of(page))
    assert second.status_code == 409
    assert thread.current_answer(signal) is None
    assert [(change.title, change.by) for change in second.context["form"].changes] == [
        ("Onderwerp gewijzigd", "Cees Collega")
    ]
    assert "Het plein is van de kerk." in text_of(second)

    third = browser.post(go("answer", signal.pk), typed | hidden_of(second), follow=True)
    assert messages_of(third) == ["Het antwoord is gegeven. Iedereen die dit meldde krijgt bericht."]
    assert thread.current_answer(signal).verdict == Verdict.NO


def test_two_who_hand_over_at_once_do_not_overrule_each_other_unseen(browser, signal, coordinator):
    page = browser.get(signal.get_absolute_url())
    operations.hand_over(signal, person=make_person("Eén Eerst"), by=coordinator, at=MONDAY)
    other = make_person("Twee Tweede")
    response = browser.post(go("hand_over", signal.pk), {"to": f"persoon-{other.pk}", **page.context["seen"]})
    assert response.status_code == 409
    assert Signal.objects.get(pk=signal.pk).handler_person.name == "Eén Eerst"
    assert "Doorgegeven aan Eén Eerst" in text_of(response)


# ── The work list ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_asks_as_many_questions_for_three_signals_as_for_one(
    browser, maarswold, django_assert_num_queries, django_assert_max_num_queries
):
    category = make_category()
    make_signal(maarswold, category=category)
    browser.get(go("work_list", lijst="alles"))  # what is read once a process
    with django_assert_max_num_queries(30) as first:
        browser.get(go("work_list", lijst="alles"))
    for number in range(2):
        make_signal(maarswold, f"Nog een stoep, nummer {number}.", category=category)
    with django_assert_num_queries(len(first)):
        browser.get(go("work_list", lijst="alles"))


def test_the_page_of_a_signal_asks_as_many_questions_with_a_long_story_as_with_a_short_one(
    browser, signal, coordinator, django_assert_num_queries, django_assert_max_num_queries
):
    operations.add_note(signal, text="Gebeld.", by=coordinator, at=MONDAY)
    browser.get(signal.get_absolute_url())
    with django_assert_max_num_queries(60) as first:
        browser.get(signal.get_absolute_url())
    for number in range(5):
        operations.add_note(signal, text=f"Weer gebeld: {number}.", by=coordinator, at=MONDAY)
    with django_assert_num_queries(len(first)):
        browser.get(signal.get_absolute_url())


def numbers_in(response):
    return [row.pk for row in response.context["table"].rows]


def test_each_list_holds_what_its_name_says(browser, maarswold, coordinator):
    other = make_person("Oda Ander")
    mine, new, late, waiting = (make_signal(maarswold, f"Signaal nummer {n} over iets.") for n in range(4))
    for signal in (late, waiting):
        operations.hand_over(signal, person=other, by=coordinator, at=MONDAY)
        operations.pick_up(signal, by=other, at=MONDAY)
    operations.pick_up(mine, by=coordinator, at=MONDAY)
    Signal.objects.filter(pk=new.pk).update(handler_person=None)
    Signal.objects.filter(pk=late.pk).update(due_on=date(2025, 3, 4))
    operations.ask_reporter(waiting, text="Waar precies?", by=coordinator, at=MONDAY)
    found = {
        word: numbers_in(browser.get(go("work_list", lijst=word))) for word in ("mij", "nieuw", "te-laat", "wacht")
    }
    assert found == {"mij": [mine.pk], "nieuw": [new.pk], "te-laat": [late.pk], "wacht": [waiting.pk]}


def test_filters_stand_in_the_address_and_add_up(browser, maarswold, coordinator):
    roads, green = make_category(), make_category("Groen", trade="groen")
    wanted = make_signal(maarswold, "De stoep bij de molen.", category=roads)
    make_signal(maarswold, "Een boom bij de molen.", category=green)
    make_signal(maarswold, "De stoep bij de kerk.", category=roads)
    make_signal(maarswold, "De stoep bij de molen.", category=roads, at=MONDAY - timedelta(days=30))
    address = go("work_list", lijst="alles", onderwerp=roads.pk, woorden="molen", van="2025-03-01", gebied=maarswold.pk)
    assert numbers_in(browser.get(address)) == [wanted.pk]


def test_without_an_area_is_a_filter_that_gives_exactly_those(client, now, maarswold):
    sign_in(client, make_holder(Role.DESK, name="Bo Balie"))
    make_signal(maarswold)
    nowhere = make_signal(maarswold, "Ergens in de gemeente.")
    Signal.objects.filter(pk=nowhere.pk).update(work_area=None)
    assert numbers_in(client.get(go("work_list", lijst="alles", gebied="geen"))) == [nowhere.pk]


@pytest.mark.parametrize("typed", ["{n}", "#{n}", " {n} "])
def test_a_number_goes_straight_to_the_signal_whatever_the_filters(browser, signal, typed):
    address = go("work_list", lijst="te-laat", stand="done", woorden=typed.format(n=signal.pk))
    assert browser.get(address)["Location"] == signal.get_absolute_url()


@pytest.mark.parametrize(
    "query", [{"van": "gisteren"}, {"gebied": "x"}, {"na": "%%%"}, {"sorteer": "-x"}, {"woorden": "9" * 40}]
)
def test_nonsense_in_the_address_does_not_break_the_list(browser, signal, query):
    assert browser.get(go("work_list", lijst="alles", **query)).status_code == 200


def test_the_list_alone_is_sent_to_who_filters(browser, signal):
    response = browser.get(go("work_list", lijst="alles"), headers={"HX-Request": "true"})
    assert 'id="list"' in text_of(response)
    assert "<html" not in text_of(response)


def test_a_filter_is_kept_and_shared_and_only_its_owner_throws_it_away(browser, client, coordinator, mussel):
    typed = {"name": "Stoepen", "query": "lijst=te-laat&stand=new&boos=1", "is_shared": "on"}
    assert browser.post(go("keep_view"), typed)["Location"] == f"{go('work_list')}?lijst=te-laat&stand=new"
    kept = SavedView.objects.get()
    assert (kept.person, kept.query, kept.is_shared) == (coordinator, "lijst=te-laat&stand=new", True)
    sign_in(client, make_holder(Role.COORDINATOR, mussel, name="Mels Mussel"))
    assert "Stoepen" in text_of(client.get(go("work_list")))
    assert client.post(go("drop_view", kept.pk)).status_code == 403
    sign_in(client, coordinator)
    client.post(go("drop_view", kept.pk))
    assert list(SavedView.objects.all()) == []


def test_a_filter_without_a_name_is_refused(browser):
    response = browser.post(go("keep_view"), {"name": "", "query": "lijst=mij"})
    assert errors_of(response) == {"name": ["Geef het filter een naam."]}


# ── Several at once ────────────────────────────────────────────────────────────────────────────────────────────────
def test_several_go_to_one_member_at_once(browser, maarswold):
    signals = [make_signal(maarswold, f"Signaal nummer {n} over iets.") for n in range(3)]
    taker = make_person("Tim Taker")
    chosen = [signal.pk for signal in signals[:2]]
    back = f"{go('work_list')}?lijst=alles"
    response = browser.post(
        go("hand_over_several"), {"signaal": chosen, "to": f"persoon-{taker.pk}", "words": "Samen", "terug": back}
    )
    assert response["Location"] == back
    assert list(Signal.objects.filter(handler_person=taker).order_by("pk").values_list("pk", flat=True)) == chosen


def test_several_leaves_alone_what_one_may_not_divide(browser, maarswold, mussel):
    own, foreign = make_signal(maarswold), make_signal(mussel, "De bank is stuk.")
    response = browser.post(
        go("put_in_theme"), {"signaal": [own.pk, foreign.pk], "theme": "", "name": "Stoepen", "description": ""}
    )
    theme = Theme.objects.get()
    assert response["Location"] == theme.get_absolute_url()
    assert list(theme.signals.all()) == [own]


def test_nothing_chosen_says_so_and_an_address_elsewhere_is_not_followed(browser):
    response = browser.get(go("put_in_theme", terug="https://example.nl/"), follow=True)
    assert messages_of(response) == ["Kies eerst een of meer signalen die u mag verdelen."]
    assert response.redirect_chain == [(go("work_list"), 302)]


def test_a_theme_needs_a_name(browser, signal):
    response = browser.post(go("put_in_theme"), {"signaal": signal.pk, "theme": "", "name": ""})
    assert errors_of(response) == {"name": ["Kies een thema, of geef het nieuwe thema een naam."]}


# ── Themes ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_theme_shows_its_months_lets_a_signal_go_and_closes_with_a_reason(browser, maarswold, coordinator):
    first = make_signal(maarswold, at=MONDAY - timedelta(days=60))
    second = make_signal(maarswold, "Weer een losse tegel.")
    theme = operations.make_theme(name="Stoepen", description="", signals=[first, second], by=coordinator, at=MONDAY)
    page = browser.get(theme.get_absolute_url())
    assert [(bar.label, bar.value) for bar in page.context["bars"]] == [
        ("januari 2025", 1),
        ("februari 2025", 0),
        ("maart 2025", 1),
    ]
    browser.post(go("take_out_several", theme.pk), {"signaal": [second.pk]})
    assert list(theme.signals.all()) == [first]
    assert errors_of(browser.post(go("close_theme", theme.pk), {"reason": ""})) == {
        "reason": ["Schrijf in een paar woorden waarom."]
    }
    browser.post(go("close_theme", theme.pk), {"reason": "De stoepen zijn vernieuwd."})
    assert "De stoepen zijn vernieuwd." in text_of(browser.get(go("themes", stand="gesloten")))


def test_a_theme_over_several_areas_is_seen_by_the_coordinators_of_each(client, now, maarswold, mussel, coordinator):
    both = [make_signal(maarswold), make_signal(mussel, "De bank is stuk.")]
    theme = operations.make_theme(name="Kapot", description="", signals=both, by=coordinator, at=MONDAY)
    sign_in(client, make_holder(Role.COORDINATOR, mussel, name="Mels Mussel"))
    page = client.get(theme.get_absolute_url())
    assert [row.pk for row in page.context["table"].rows] == [both[1].pk]
    assert "stoeptegels" not in text_of(page)


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["ask", "write", "note", "add_words"])
def test_an_empty_message_is_refused(name, browser, signal):
    assert list(errors_of(browser.post(go(name, signal.pk), {"text": " \n "}))) == ["text"]


def test_a_text_that_is_too_long_says_how_long_it_is_and_comes_back_whole(browser, signal):
    long = "woord " * 20_000
    response = browser.post(go("note", signal.pk), {"text": long})
    assert errors_of(response)["text"][0].startswith("Deze tekst is te lang: 119.999 tekens.")
    assert text_of(response).count("woord ") > 19_000


def test_what_a_resident_says_by_telephone_is_recorded_as_said_for_them(browser, signal):
    browser.post(go("add_words", signal.pk), {"text": "Het is nu erger."})
    entry = Entry.objects.filter(verb="signal.reporter_wrote").get()
    assert entry.is_on_behalf
    assert "Corrie Coördinator, namens een inwoner" in text_of(browser.get(signal.get_absolute_url()))


def test_a_note_is_never_seen_by_the_reporter(browser, signal, reporter, client):
    browser.post(go("note", signal.pk), {"text": "Let op de hond."})
    assert "Let op de hond." in text_of(browser.get(signal.get_absolute_url()))
    client.logout()
    assert "Let op de hond." not in text_of(client.get(reporter.get_absolute_url()))


def test_html_and_control_characters_stay_words(browser, signal):
    browser.post(go("note", signal.pk), {"text": "<script>alert(1)</script>\x07 klaar 🌳"})
    page = text_of(browser.get(signal.get_absolute_url()))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; klaar 🌳" in page


def test_another_expected_day_needs_a_reason_and_a_day_that_is_to_come(browser, signal):
    assert list(errors_of(browser.post(go("change_date", signal.pk), {"expected_on": "2025-04-01"}))) == ["reason"]
    past = browser.post(go("change_date", signal.pk), {"expected_on": "2025-01-01", "reason": "Regen"})
    assert errors_of(past) == {"expected_on": ["Deze datum is al voorbij. Kies vandaag of een latere dag."]}
    browser.post(go("change_date", signal.pk), {"expected_on": "2025-04-01", "reason": "Regen"})
    assert Signal.objects.get(pk=signal.pk).expected_on == date(2025, 4, 1)


# ── Who reported it ────────────────────────────────────────────────────────────────────────────────────────────────
def test_reading_who_reported_is_written_down(browser, signal, coordinator):
    page = text_of(browser.get(signal.get_absolute_url()))
    assert "Rika Veen" in page
    readings = [(row.about_id, row.actor_id, row.why) for row in AccessLog.objects.all()]
    assert readings == [(signal.pk, coordinator.pk, "Bekeek het signaal en wie het meldde.")]


def test_who_does_not_see_the_reporter_is_not_written_down(client, now, signal, maarswold):
    sign_in(client, make_holder(Role.SPECIALIST, maarswold, name="Sam Specialist"))
    assert "Rika Veen" not in text_of(client.get(signal.get_absolute_url()))
    assert list(AccessLog.objects.all()) == []


# ── The same ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_near_duplicate_is_offered_and_merged_and_everybody_keeps_hearing(browser, maarswold):
    first = make_signal(maarswold, "De stoeptegels liggen los voor de school.")
    second = make_signal(maarswold, "Losse stoeptegels voor de school.")
    assert [each.signal.pk for each in browser.get(second.get_absolute_url()).context["near"]] == [first.pk]
    browser.post(go("merge", second.pk), {"into": first.pk})
    assert Signal.objects.get(pk=second.pk).merged_into == first
    assert go("split", second.pk) in text_of(browser.get(first.get_absolute_url()))
    browser.post(go("split", second.pk), {"reason": "Toch een andere straat."})
    assert Signal.objects.get(pk=second.pk).state == State.OPEN


def test_a_near_duplicate_of_another_area_is_not_shown(browser, maarswold, mussel):
    make_signal(mussel, "De stoeptegels liggen los voor de school.")
    signal = make_signal(maarswold, "De stoeptegels liggen los voor de school.")
    assert browser.get(signal.get_absolute_url()).context["near"] == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Vul het nummer van het andere signaal in."),
        ("abc", "Dit is geen nummer. Vul het nummer van het andere signaal in, bijvoorbeeld 1234."),
        ("999999", "Dit signaal is er niet, of u mag het niet verdelen. Controleer het nummer."),
    ],
)
def test_merging_with_what_is_not_there_is_refused(browser, signal, typed, words):
    assert errors_of(browser.post(go("merge", signal.pk), {"into": typed})) == {"into": [words]}


def test_merging_with_itself_is_refused(browser, signal):
    response = browser.post(go("merge", signal.pk), {"into": signal.pk})
    assert list(errors_of(response)) == ["__all__"]


# ── For everybody to read ──────────────────────────────────────────────────────────────────────────────────────────
def test_text_that_tells_who_somebody_is_is_marked_and_refused(browser, maarswold):
    signal = make_signal(maarswold, "Bel mij op 0612345678, ik woon Kerkstraat 12.")
    page = browser.get(go("publish", signal.pk))
    assert page.context["found"] == ["een telefoonnummer", "een huisnummer"]
    assert "<mark>0612345678</mark>" in text_of(page)
    response = browser.post(go("publish", signal.pk), {"public_text": signal.text})
    assert list(errors_of(response)) == ["public_text"]
    browser.post(go("publish", signal.pk), {"public_text": "De stoep ligt los."})
    assert Signal.objects.get(pk=signal.pk).public_text == "De stoep ligt los."
    browser.post(go("take_back", signal.pk))
    assert not Signal.objects.get(pk=signal.pk).is_public


def test_marks_leave_the_rest_of_the_text_text():
    assert marked("<b>Jan</b> 0612345678 & co") == "&lt;b&gt;Jan&lt;/b&gt; <mark>0612345678</mark> &amp; co"


@pytest.fixture
def photo(reporter, coordinator, media):
    return operations.add_photo(reporter, photo_file(), by=coordinator, at=MONDAY)


@pytest.mark.parametrize(
    "typed",
    [
        {"boxes": "[[0.1, 0.1, 0.2, 0.2]]"},
        {"cells": ["00", "11"]},
        {"left": "10", "top": "10", "width": "20", "height": "20"},
    ],
)
def test_part_of_a_photo_becomes_black_with_and_without_drawing(browser, signal, photo, typed):
    response = browser.post(go("black_out", signal.pk, photo.pk), typed)
    assert response["Location"] == signal.get_absolute_url()
    photo.photo.refresh_from_db()
    assert photo.photo.version == 2


@pytest.mark.parametrize(
    "typed", [{"boxes": ""}, {"boxes": "x"}, {"boxes": "[[1]]"}, {"boxes": '[["a",1,1,1]]'}, {"left": "10"}]
)
def test_nothing_that_makes_sense_blacks_out_nothing(browser, signal, photo, typed):
    response = browser.post(go("black_out", signal.pk, photo.pk), typed)
    assert response.status_code == 200
    assert errors_of(response)
    photo.photo.refresh_from_db()
    assert photo.photo.version == 1


def test_a_photo_that_should_not_be_here_goes_for_good(browser, signal, photo):
    assert go("remove_photo", signal.pk, photo.pk) in text_of(browser.get(go("black_out", signal.pk, photo.pk)))
    response = browser.post(go("remove_photo", signal.pk, photo.pk), follow=True)
    assert messages_of(response) == ["De foto is weg."]
    assert list(signal.photos.all()) == []


def test_a_photo_under_the_number_of_another_signal_is_not_found(browser, maarswold, photo):
    other = make_signal(maarswold, "Een bank erbij?")
    assert browser.get(go("photo", other.pk, photo.pk, "small")).status_code == 404
    assert browser.get(go("photo", photo.signal_id, photo.pk, "huge")).status_code == 404
    assert browser.get(go("photo", photo.signal_id, photo.pk, "small"))["Content-Type"] == "image/jpeg"


# ── The desk ───────────────────────────────────────────────────────────────────────────────────────────────────────
def said(maarswold, **fields):
    values = {
        "channel": "phone",
        "text": "De lamp is stuk.",
        "kind": "report",
        "work_area": maarswold.pk,
        "reply_by": "none",
        "client_key": "0b1e9ad4-57a6-4a6b-8a0c-4f7a3f0c0001",
    }
    return values | fields


def test_the_desk_writes_down_for_a_resident_and_prints_a_slip(client, now, maarswold):
    desk = make_holder(Role.DESK, name="Bo Balie")
    sign_in(client, desk)
    response = client.post(go("desk"), said(maarswold), follow=True)
    signal = Signal.objects.get()
    reporter = signal.reporters.get()
    assert (signal.channel, signal.work_area) == ("phone", maarswold)
    assert Entry.objects.get(verb="signal.reported").is_on_behalf
    assert str(signal.pk) in text_of(response)
    assert reporter.get_absolute_url() in text_of(response)


def test_the_same_form_sent_twice_is_one_signal(client, now, maarswold):
    sign_in(client, make_holder(Role.DESK, name="Bo Balie"))
    first = client.post(go("desk"), said(maarswold))
    assert client.post(go("desk"), said(maarswold))["Location"] == first["Location"]
    assert Signal.objects.count() == 1


def test_a_coordinator_writes_down_for_another_area_and_still_gets_the_slip(browser, mussel):
    response = browser.post(go("desk"), said(mussel), follow=True)
    assert response.status_code == 200
    assert browser.get(Signal.objects.get().get_absolute_url()).status_code == 403


def test_what_is_known_already_is_shown_and_the_resident_joins_it(client, now, maarswold):
    sign_in(client, make_holder(Role.DESK, name="Bo Balie"))
    known = make_signal(maarswold, "De lamp bij de molen is stuk.")
    typed = said(maarswold, text="Lamp stuk bij de molen")
    shown = client.get(go("desk_near"), typed)
    assert f'name="zelfde" value="{known.pk}"' in text_of(shown)
    assert "<html" not in text_of(shown)
    client.post(go("desk"), typed | {"zelfde": known.pk, "name": "Arie"})
    assert Signal.objects.count() == 1
    assert known.reporters.get(is_first=False).name == "Arie"
    assert Entry.objects.get(verb="signal.joined").is_on_behalf


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"text": " "}, "text"),
        ({"work_area": ""}, "__all__"),
        ({"work_area": "", "address": "Onbekendestraat 1"}, "work_area"),
        ({"reply_by": "email", "reply_address": ""}, "reply_address"),
        ({"reply_by": "email", "reply_address": "geen adres"}, "reply_address"),
        ({"channel": "duif"}, "channel"),
        ({"zelfde": "999999"}, "__all__"),
    ],
)
def test_what_is_missing_at_the_desk_is_said_and_nothing_typed_is_lost(client, now, maarswold, changed, wrong):
    sign_in(client, make_holder(Role.DESK, name="Bo Balie"))
    response = client.post(go("desk"), said(maarswold, name="Arie 🌳", **changed))
    assert list(errors_of(response)) == [wrong]
    assert "Arie 🌳" in text_of(response)
    assert not Signal.objects.sent().exists()


def test_a_slip_of_somebody_else_is_refused(client, now, maarswold, mussel):
    reporter = report(maarswold)
    sign_in(client, make_holder(Role.COORDINATOR, mussel, name="Mels Mussel"))
    assert client.get(go("desk_slip", reporter.pk)).status_code == 403


# ── Subjects and rules ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def administrator(client, now, municipality):
    return sign_in(client, make_administrator())


def test_a_subject_is_made_and_changed_and_keeps_its_code(administrator):
    values = {
        "name": "Straatverlichting",
        "trade": "verlichting",
        "order": "10",
        "is_active": "on",
        "answer_within": "3",
    }
    administrator.post(go("new_category"), values)
    category = Category.objects.get()
    assert (category.code, category.answer_within) == ("straatverlichting", 3)
    administrator.post(go("category", category.pk), values | {"name": "Lantaarns", "is_active": ""})
    category.refresh_from_db()
    assert (category.code, category.name, category.is_active) == ("straatverlichting", "Lantaarns", False)


def test_two_subjects_with_one_name_are_refused(administrator):
    make_category("Groen")
    response = administrator.post(go("new_category"), {"name": "groen", "order": "10"})
    assert errors_of(response) == {"name": ["Er is al een onderwerp met deze naam. Kies een andere naam."]}


def test_a_rule_names_one_party_and_replaces_the_former_one(administrator, maarswold):
    category, person = make_category(), make_person("Tim Taker")
    nobody = administrator.post(go("new_rule"), {"category": category.pk})
    assert errors_of(nobody) == {"person": ["Kies één persoon of één organisatie die dit oppakt."]}
    administrator.post(go("new_rule"), {"category": category.pk, "person": person.pk})
    organisation = make_organisation()
    administrator.post(go("new_rule"), {"category": category.pk, "organisation": organisation.pk})
    rule = RoutingRule.objects.get()
    assert (rule.person, rule.organisation) == (None, organisation)
    assert make_signal(maarswold, category=category).handler_organisation == organisation
    administrator.post(go("drop_rule", rule.pk))
    assert list(RoutingRule.objects.all()) == []


# ── In words ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2025, 3, 5), ("vandaag", "warning")),
        (date(2025, 3, 6), ("nog 1 werkdag", "warning")),
        (date(2025, 3, 12), ("nog 5 werkdagen", "neutral")),
        (date(2025, 3, 4), ("1 werkdag te laat", "danger")),
        (date(2025, 2, 28), ("3 werkdagen te laat", "danger")),
        (date(2025, 9, 1), ("1 september 2025", "neutral")),
        (date(2024, 9, 1), ("te laat sinds 1 september 2024", "danger")),
        (None, ("", "neutral")),
    ],
)
def test_the_term_is_told_in_dutch_working_days(municipality, due, words):
    assert due_in_words(Signal(state=State.NEW, due_on=due), date(2025, 3, 5)) == words


def test_what_has_ended_has_no_term(municipality):
    assert due_in_words(Signal(state=State.DONE, due_on=date(2025, 3, 4)), date(2025, 3, 5)) == ("", "neutral")


def test_a_slip_with_the_secret_link_is_not_for_who_may_know_the_reporter_either(browser, now, maarswold):
    reporter = report(maarswold)
    response = browser.get(go("desk_slip", reporter.pk))
    assert (response.status_code, reporter.link_key in response.text) == (403, False)
