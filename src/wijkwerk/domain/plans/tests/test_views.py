"""The pages: who sees what, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.models import Agenda, AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.states import AgendaState, ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_item, make_signal
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.foundation.access.roles import Role


@pytest.fixture
def elsewhere(municipality):
    return factories.make_work_area("Parkwijk")


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def item_page(item, name="item", *more):
    return reverse(f"plans:{name}", args=[item.pk, *more])


# ── Who sees what ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_sees_the_agendas_and_their_public_items(client, agenda):
    make_item(agenda)
    make_item(agenda, "Geheim plan", is_public=False)
    assert "Maarswold" in text_of(client.get("/projecten/"))
    page = text_of(client.get(agenda.get_absolute_url()))
    assert "Speeltuin aanleggen" in page
    assert "Geheim plan" not in page


def test_an_item_that_is_not_public_is_for_who_keeps_it(client, agenda, coordinator):
    hidden = make_item(agenda, "Geheim plan", is_public=False)
    refused = client.get(hidden.get_absolute_url())
    assert (refused.status_code, refused.url.split("?")[0]) == (302, reverse("account_login"))
    assert "Geheim plan" in text_of(sign_in(client, coordinator).get(hidden.get_absolute_url()))


def test_a_coordinator_of_another_area_does_not_see_it(client, agenda, elsewhere):
    hidden = make_item(agenda, "Geheim plan", is_public=False)
    other = sign_in(client, factories.make_coordinator(elsewhere, name="Ada Anders"))
    assert other.get(hidden.get_absolute_url()).status_code == 403
    assert "Geheim plan" not in text_of(other.get(agenda.get_absolute_url()))


def test_who_pulls_an_item_keeps_its_progress_and_nothing_else(client, agenda):
    puller = factories.make_person("Petra Puller")
    mine = make_item(agenda, "Mijn project", is_public=False, puller_person=puller)
    pulling = sign_in(client, puller)
    assert "Mijn project" in text_of(pulling.get(mine.get_absolute_url()))
    assert "Mijn project" in text_of(pulling.get(agenda.get_absolute_url()))
    assert pulling.get(item_page(mine, "move_item")).status_code == 200
    assert pulling.get(item_page(mine, "change_item")).status_code == 403


def test_outsiders_read_no_name_of_a_puller_and_no_note_among_colleagues(client, agenda, coordinator):
    puller = factories.make_person("Petra Puller", function="opbouwwerker")
    item = make_item(agenda, puller_person=puller)
    agendas.add_progress(item, text="Onder ons gezegd", by=coordinator, at=TUESDAY)
    agendas.add_progress(item, text="De grond is schoon", is_public=True, by=coordinator, at=TUESDAY)
    page = text_of(client.get(item.get_absolute_url()))
    assert ("Petra Puller" in page, "opbouwwerker" in page) == (False, True)
    assert ("Onder ons gezegd" in page, "De grond is schoon" in page) == (False, True)
    inside = text_of(sign_in(client, coordinator).get(item.get_absolute_url()))
    assert ("Petra Puller" in inside, "Onder ons gezegd" in inside) == (True, True)


def test_residents_words_that_were_not_checked_stay_off_the_public_page(client, agenda, maarswold, coordinator):
    item = make_item(agenda, sources=[make_signal(maarswold, "Bij mijn moeder op nummer 12 is het donker")])
    page = text_of(client.get(item.get_absolute_url()))
    assert ("nummer 12" in page, "een melding (niet openbaar)" in page) == (False, True)
    assert "nummer 12" not in text_of(client.get(agenda.get_absolute_url()))
    assert "nummer 12" in text_of(sign_in(client, coordinator).get(item.get_absolute_url()))


def test_an_item_without_a_source_is_shown_as_such(client, item):
    assert "geen aanleiding" in text_of(client.get(item.agenda.get_absolute_url()))
    assert "Hiervan staat geen aanleiding opgeschreven." in text_of(client.get(item.get_absolute_url()))


@pytest.mark.parametrize(
    "name", ["change_item", "set_puller", "move_item", "add_progress", "add_source", "add_partner"]
)
def test_strangers_do_nothing(client, item, name):
    assert client.post(item_page(item, name), {}).status_code == 302


@pytest.mark.parametrize(
    "name", ["change_item", "set_puller", "add_source", "add_partner", "move_item", "add_progress"]
)
def test_a_coordinator_of_another_area_does_nothing(client, item, elsewhere, name):
    other = sign_in(client, factories.make_coordinator(elsewhere, name="Ada Anders"))
    assert other.post(item_page(item, name), {}).status_code == 403


def test_a_desk_worker_makes_no_agenda(client, municipality):
    desk = sign_in(client, factories.make_holder(Role.DESK))
    assert desk.get(reverse("plans:make_agenda")).status_code == 403


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def queries_for(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as counted:
        text_of(client.get(address))
    return len(counted)


def test_a_list_of_items_takes_as_many_queries_for_three_as_for_one(
    staff, agenda, maarswold, coordinator, django_assert_max_num_queries
):
    def add(title):
        item = make_item(agenda, title, sources=[make_signal(maarswold)])
        partner = factories.make_organisation(f"Partner {title}")
        agendas.add_partner(item, organisation=partner, does="Iets", amount_cents=1, by=coordinator, at=TUESDAY)
        agendas.set_puller(item, puller_person=factories.make_person(title), by=coordinator, at=TUESDAY)

    add("Een")
    one = queries_for(staff, agenda.get_absolute_url(), django_assert_max_num_queries)
    add("Twee")
    add("Drie")
    assert queries_for(staff, agenda.get_absolute_url(), django_assert_max_num_queries) == one


def test_a_list_of_agendas_takes_as_many_queries_for_three_as_for_one(client, maarswold, django_assert_max_num_queries):
    make_item(factories.make_agenda(maarswold, 2023))
    one = queries_for(client, "/projecten/", django_assert_max_num_queries)
    for year in (2024, 2025):
        make_item(factories.make_agenda(maarswold, year))
    assert queries_for(client, "/projecten/", django_assert_max_num_queries) == one


def test_lists_are_narrowed_by_area_year_and_state(client, agenda, elsewhere):
    make_item(agenda, "Klaar project", state=ItemState.DONE)
    make_item(agenda, "Open project")
    factories.make_agenda(elsewhere, 2024)
    listed = text_of(client.get("/projecten/", {"jaar": "2024"}))
    assert (f'href="{agenda.get_absolute_url()}"' in listed, "/2024/" in listed) == (False, True)
    page = text_of(client.get(agenda.get_absolute_url(), {"stand": "open"}))
    assert ("Klaar project" in page, "Open project" in page) == (False, True)
    assert "Klaar project" in text_of(client.get(agenda.get_absolute_url(), {"stand": "onzin"}))


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_agenda_is_made_adopted_and_closed(staff, maarswold):
    made = staff.post(reverse("plans:make_agenda"), {"work_area": maarswold.pk, "year": "2026"})
    agenda = Agenda.objects.get(year=2026)
    assert made.url == agenda.get_absolute_url()
    steps = reverse("plans:move_agenda", args=[maarswold.pk, 2026])
    staff.post(steps, {"state": "adopted"})
    staff.post(steps, {"state": "closed"})
    agenda.refresh_from_db()
    assert agenda.state == AgendaState.CLOSED
    assert "Deze stap kan niet meer" in text_of(staff.post(steps, {"state": "draft"}, follow=True))


def test_nobody_makes_an_agenda_for_an_area_that_is_not_theirs(staff, elsewhere):
    staff.post(reverse("plans:make_agenda"), {"work_area": elsewhere.pk, "year": "2026"})
    assert Agenda.objects.count() == 0


def test_a_signal_becomes_an_item_in_one_form(staff, maarswold):
    signal = make_signal(maarswold, "Graag een speelplek")
    address = reverse("plans:new_item")
    page = staff.get(address, {"signaal": signal.pk})
    assert page.context["form"]["title"].value() == "Graag een speelplek"
    place = page.context["form"].fields["agenda"].choices[0][0]
    made = staff.post(address, {"title": "Speelplek", "signals": [signal.pk], "agenda": place, "is_public": "on"})
    item = AgendaItem.objects.get()
    assert (made.url, item.agenda.work_area) == (item.get_absolute_url(), maarswold)
    assert [
        node.title
        for node in next(iter(thread_queries.sources_of([item], for_actor=item_reader(staff)).values())).nodes
    ] == ["Graag een speelplek"]


def item_reader(client):
    return client.get("/").wsgi_request.actor


def test_a_signal_of_another_area_cannot_be_taken(staff, agenda, elsewhere):
    theirs = make_signal(elsewhere, "Van een ander")
    address = reverse("plans:add_item", args=[agenda.work_area_id, agenda.year])
    assert "Van een ander" not in text_of(staff.get(address, {"signaal": theirs.pk}))
    staff.post(address, {"title": "Toch", "signals": [theirs.pk]})
    assert AgendaItem.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_item(staff, agenda):
    address = reverse("plans:add_item", args=[agenda.work_area_id, agenda.year])
    key = staff.get(address).context["form"]["client_key"].value()
    for _time in range(2):
        staff.post(address, {"title": "Eén keer", "client_key": str(key)})
    assert [item.title for item in AgendaItem.objects.all()] == ["Eén keer"]


@pytest.mark.parametrize("title", ["<b>Vet</b>", "Speeltuin 🎈", "a\u202eb\x07"])
def test_odd_letters_are_kept_harmless(staff, agenda, title):
    address = reverse("plans:add_item", args=[agenda.work_area_id, agenda.year])
    page = text_of(staff.post(address, {"title": title, "is_public": "on"}, follow=True))
    assert "<b>Vet" not in page
    assert AgendaItem.objects.get().title == title.replace("\u202e", "").replace("\x07", "")


def test_a_text_that_is_too_long_is_named_and_not_lost(staff, agenda):
    address = reverse("plans:add_item", args=[agenda.work_area_id, agenda.year])
    page = text_of(staff.post(address, {"title": "Kort", "description": "x" * 100_000}))
    assert "Deze tekst is te lang: 100.000 tekens." in page
    assert "x" * 100_000 in page


def test_what_two_people_change_at_once_stands_side_by_side(staff, item, coordinator):
    typed = {"title": "Mijn titel", "description": "Mijn tekst", "version": item.version, "is_public": "on"}
    agendas.change_item(
        item, title="Van een collega", description="Hun tekst", from_month=None, until_month=None,
        is_quick_win=False, is_public=True, by=coordinator, at=TUESDAY,
    )  # fmt: skip
    page = staff.post(item_page(item, "change_item"), typed)
    shown = text_of(page)
    for words in ("Iemand anders heeft dit intussen gewijzigd", "Hun tekst", "Mijn tekst"):
        assert words in shown
    again = typed | {"version": page.context["form"]["version"].value()}
    assert staff.post(item_page(item, "change_item"), again).status_code == 302
    assert AgendaItem.objects.get().title == "Mijn titel"


def test_a_coordinator_as_puller_asks_for_a_tick(staff, item, coordinator):
    typed = {"puller": f"persoon:{coordinator.pk}"}
    page = text_of(staff.post(item_page(item, "set_puller"), typed))
    assert ("Trekt geen projecten" in page, 'type="checkbox" name="is_sure"' in page) == (True, True)
    assert staff.post(item_page(item, "set_puller"), typed | {"is_sure": "on"}).status_code == 302
    assert AgendaItem.objects.get().puller_person == coordinator


def test_a_puller_is_chosen_from_who_works_in_the_area(staff, item):
    stranger = factories.make_person("Vreemde")
    page = text_of(staff.post(item_page(item, "set_puller"), {"puller": f"persoon:{stranger.pk}"}))
    assert "Kies iemand uit de lijst." in page
    assert AgendaItem.objects.get().puller is None


def test_an_item_is_moved_with_a_reason(staff, item):
    assert "Schrijf op waarom." in text_of(staff.post(item_page(item, "move_item"), {"state": "stopped"}))
    moved = staff.post(item_page(item, "move_item"), {"state": "stopped", "reason": "Geen geld"}, follow=True)
    assert "Geen geld" in text_of(moved)


def test_partners_are_added_changed_and_stop(staff, item):
    housing = factories.make_organisation("Wonen")
    typed = {"organisation": housing.pk, "does": "Betaalt mee", "amount_cents": "1.250,50"}
    page = text_of(staff.post(item_page(item, "add_partner"), typed, follow=True))
    assert "€\u00a01.250,50" in page
    partner = ItemPartner.objects.get()
    wrong = staff.post(item_page(item, "change_partner", partner.pk), {"does": "Meer", "amount_cents": "12,5,0"})
    assert "geen bedrag dat wij begrijpen" in text_of(wrong)
    assert 'value="12,5,0"' in text_of(wrong)
    staff.post(item_page(item, "change_partner", partner.pk), {"does": "Meer", "amount_cents": "2.000"})
    partner.refresh_from_db()
    assert partner.amount_cents == 200_000
    staff.post(item_page(item, "remove_partner", partner.pk), {"reason": "Geld op"})
    assert ItemPartner.objects.count() == 0


def test_progress_is_written(staff, item):
    assert "hoe het gaat" in text_of(staff.post(item_page(item, "add_progress"), {"text": " "}))
    assert "Het loopt" in text_of(staff.post(item_page(item, "add_progress"), {"text": "Het loopt"}, follow=True))
    assert ProgressNote.objects.get().by is not None


def test_sources_are_added_and_taken_away(staff, item, maarswold, elsewhere):
    mine, theirs = make_signal(maarswold), make_signal(elsewhere)
    address = item_page(item, "add_source")
    assert "Er is geen melding met dit nummer" in text_of(staff.post(address, {"signal": theirs.pk}))
    assert "Kies wat de aanleiding is" in text_of(staff.post(address, {"words": " "}))
    staff.post(address, {"signal": mine.pk, "words": "Wijkplan 2009", "link": "voorbeeld.nl/plan"})
    sources = thread_queries.standing_sources(item)
    assert [(source.cause_id, source.words, source.link) for source in sources] == [
        (mine.pk, "", ""),
        (None, "Wijkplan 2009", "https://voorbeeld.nl/plan"),
    ]
    staff.post(item_page(item, "remove_source", sources[1].pk), {"reason": "Hoort er niet bij"})
    assert len(thread_queries.standing_sources(item)) == 1


def test_a_source_of_another_item_is_not_found(staff, agenda, item, coordinator):
    other = make_item(agenda, "Ander")
    source = thread.add_source(other, words="Plan", by=coordinator, at=TUESDAY)
    assert staff.get(item_page(item, "remove_source", source.pk)).status_code == 404
