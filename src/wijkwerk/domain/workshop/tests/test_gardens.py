"""Gardens: one user a plot and season, first come first on the list, and an offer that lapses goes to the next."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from wijkwerk.domain.workshop.models import Plot, PlotUse, PlotWaiting, Season
from wijkwerk.domain.workshop.operations import gardens as operations
from wijkwerk.domain.workshop.queries import gardens as queries
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_resident, sign_in
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_season, make_waiting
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def garden(parkwijk, workshop):
    return make_garden(parkwijk)


@pytest.fixture
def season(garden):
    return Season.objects.get(facility=garden, year=2026)


def plots_of(garden):
    return list(Plot.objects.filter(facility=garden))


def letters():
    return list(Letter.objects.order_by("id").values_list("template", flat=True))


def states(*residents):
    return [PlotWaiting.objects.filter(resident=one).latest("id").state for one in residents]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_want_one_plot_and_one_gets_it(workshop, host, garden, season, threads):
    plot = plots_of(garden)[0]
    people = [make_resident(workshop, f"Tuinder {n}") for n in range(50)]

    def want(n):
        try:
            operations.give_plot(plot, season=season, resident=people[n], by=host, at=MONDAY)
        except operations.PlotIsTaken:
            return 0
        return 1

    assert sum(threads(50, want)) == 1
    assert PlotUse.objects.count() == 1


def test_the_database_refuses_a_second_user(garden, season, rika):
    values = {"facility": garden, "plot": plots_of(garden)[0], "season": season, "resident": rika}
    PlotUse.objects.create(**values, agreed_on=MONDAY_ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlotUse.objects.create(**values, agreed_on=MONDAY_ON)


def test_a_plot_is_agreed_with_its_contribution_and_who_has_it_hears(garden, season, rika, host):
    use = operations.give_plot(plots_of(garden)[0], season=season, resident=rika, by=host, at=MONDAY)
    assert (use.contribution_cents, use.due_cents, use.agreed_on) == (2500, 2500, MONDAY_ON)
    letter = Letter.objects.get()
    assert (letter.template, letter.subject) == ("workshop/plot_given", "Uw perceel in Moestuin de Kweek")
    assert "De bijdrage is € 25,00." in letter.body


def test_who_asks_stands_behind_who_came_before(workshop, garden, rika, host):
    make_waiting(garden, make_resident(workshop, "Jan Smit"), asked_at=MONDAY - timedelta(days=3))
    waiting = operations.put_on_list(garden, resident=rika, by=host, at=MONDAY)
    assert queries.place_on_list(waiting) == 2
    assert "op plaats 2" in Letter.objects.get().body
    with pytest.raises(operations.WaitsAlready):
        operations.put_on_list(garden, resident=rika, by=host, at=MONDAY)


def test_who_has_a_plot_does_not_wait_for_one(garden, season, rika, host):
    operations.give_plot(plots_of(garden)[0], season=season, resident=rika, by=host, at=MONDAY)
    with pytest.raises(operations.HasAPlot):
        operations.put_on_list(garden, resident=rika, by=host, at=MONDAY)


def test_nobody_goes_before_who_waits_longer(workshop, garden, season, rika, host):
    jan = make_resident(workshop, "Jan Smit")
    make_waiting(garden, jan)
    plot = plots_of(garden)[0]
    with pytest.raises(operations.OthersWaitLonger):
        operations.give_plot(plot, season=season, resident=rika, by=host, at=MONDAY)
    operations.give_plot(plot, season=season, resident=jan, by=host, at=MONDAY)
    assert states(jan) == ["given"]


def test_who_had_the_plot_keeps_it_for_the_next_season_whoever_waits(workshop, garden, season, rika, host):
    plot = plots_of(garden)[0]
    operations.give_plot(plot, season=season, resident=rika, by=host, at=MONDAY)
    make_waiting(garden, make_resident(workshop, "Jan Smit"))
    following = make_season(garden, 2027)
    assert [use.resident for use in queries.not_yet_asked_again(garden, following)] == [rika]
    operations.give_plot(plot, season=following, resident=rika, by=host, at=MONDAY)
    assert queries.not_yet_asked_again(garden, following) == []


def test_a_free_plot_is_offered_to_who_waits_longest_with_two_weeks_to_answer(workshop, garden, season, rika, host):
    jan = make_resident(workshop, "Jan Smit")
    make_waiting(garden, rika, asked_at=MONDAY)
    make_waiting(garden, jan, asked_at=MONDAY - timedelta(days=1))
    plot = plots_of(garden)[0]
    offered = operations.offer_plot(plot, season=season, by=host, at=MONDAY)
    assert (offered.resident, offered.answer_by) == (jan, date(2026, 3, 16))
    assert "uiterlijk op maandag 16 maart 2026" in Letter.objects.get().body
    with pytest.raises(operations.PlotIsOffered):
        operations.offer_plot(plot, season=season, by=host, at=MONDAY)
    with pytest.raises(operations.PlotIsOffered):
        operations.give_plot(plot, season=season, resident=rika, by=host, at=MONDAY)
    use = operations.accept_offer(offered, by=host, at=MONDAY)
    assert (use.resident, states(jan, rika)) == (jan, ["given", "waiting"])
    with pytest.raises(operations.NothingOffered):
        operations.accept_offer(offered, by=host, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_plots_that_are_offered_at_once_go_to_as_many_people(workshop, host, parkwijk, threads):
    garden = make_garden(parkwijk, plots=8)
    season = Season.objects.get(facility=garden)
    for n in range(8):
        make_waiting(garden, make_resident(workshop, f"Tuinder {n}"), asked_at=MONDAY + timedelta(minutes=n))
    plots = plots_of(garden)
    offers = threads(8, lambda n: operations.offer_plot(plots[n], season=season, by=host, at=MONDAY))
    assert len({offer.resident_id for offer in offers}) == 8


def test_an_offer_that_nobody_answers_goes_to_the_next_and_both_hear(workshop, garden, season, rika, host):
    jan = make_resident(workshop, "Jan Smit")
    make_waiting(garden, jan)
    make_waiting(garden, rika, asked_at=MONDAY + timedelta(minutes=1))
    operations.offer_plot(plots_of(garden)[0], season=season, by=host, at=MONDAY)
    assert operations.lapse_offers(at=MONDAY + timedelta(days=14)) == 0
    assert operations.lapse_offers(at=MONDAY + timedelta(days=15)) == 1
    assert operations.lapse_offers(at=MONDAY + timedelta(days=15)) == 0
    assert states(jan, rika) == ["lapsed", "offered"]
    assert letters() == ["workshop/plot_offered", "workshop/plot_offer_lapsed", "workshop/plot_offered"]


@pytest.mark.parametrize(
    ("deed", "state"), [(operations.decline_offer, "declined"), (operations.withdraw, "withdrawn")]
)
def test_a_no_brings_the_offer_to_the_next(workshop, garden, season, rika, host, deed, state):
    jan = make_resident(workshop, "Jan Smit")
    make_waiting(garden, jan)
    make_waiting(garden, rika, asked_at=MONDAY + timedelta(minutes=1))
    deed(operations.offer_plot(plots_of(garden)[0], season=season, by=host, at=MONDAY), by=host, at=MONDAY)
    assert states(jan, rika) == [state, "offered"]


def offer(garden, season, resident, host):
    make_waiting(garden, resident)
    return operations.offer_plot(plots_of(garden)[0], season=season, by=host, at=MONDAY)


def test_an_offer_is_not_taken_after_its_last_day(garden, season, rika, host):
    offered = offer(garden, season, rika, host)
    with pytest.raises(operations.NothingOffered):
        operations.accept_offer(offered, by=host, at=MONDAY + timedelta(days=15))
    operations.accept_offer(offered, by=host, at=MONDAY + timedelta(days=14))
    assert states(rika) == ["given"]


def test_a_second_plot_in_the_area_in_one_season_needs_a_reason(parkwijk, mussel, garden, season, rika, host):
    say = {"resident": rika, "by": host, "at": MONDAY}
    operations.give_plot(plots_of(garden)[0], season=season, **say)
    near, far = make_garden(parkwijk, "Tuin om de hoek"), make_garden(mussel, "Tuin ver weg")
    for plot, its_season in ((plots_of(garden)[1], season), (plots_of(near)[0], Season.objects.get(facility=near))):
        with pytest.raises(operations.HasAPlotHere):
            operations.give_plot(plot, season=its_season, **say)
    use = operations.give_plot(
        plots_of(near)[0], season=Season.objects.get(facility=near), second_because="Zorgt voor twee", **say
    )
    elsewhere = operations.give_plot(
        plots_of(far)[0], season=Season.objects.get(facility=far), second_because="Niet nodig", **say
    )
    following = operations.give_plot(plots_of(garden)[0], season=make_season(garden, 2027), **say)
    assert [one.second_because for one in (use, elsewhere, following)] == ["Zorgt voor twee", "", ""]


@pytest.mark.django_db(transaction=True)
def test_who_is_given_all_plots_at_once_has_one(workshop, host, parkwijk, threads, rika):
    garden = make_garden(parkwijk, plots=8)
    season, plots = Season.objects.get(facility=garden), plots_of(garden)

    def give(n):
        try:
            operations.give_plot(plots[n], season=season, resident=rika, by=host, at=MONDAY)
        except operations.HasAPlotHere:
            return 0
        return 1

    assert sum(threads(8, give)) == 1


# ── By the link in the letter ──────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def offered(monkeypatch, garden, season, rika, host):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return offer(garden, season, rika, host)


def address_of(waiting):
    return reverse("workshop:own_offer", args=[waiting.link_key])


def test_the_letter_has_a_link_with_which_somebody_says_yes_without_an_account(client, garden, rika, offered):
    assert address_of(offered) in Letter.objects.get(template="workshop/plot_offered").body
    page = client.get(address_of(offered))
    assert ("Wilt u dit perceel?" in page.text, rika.name in page.text) == (True, False)
    assert "no-store" in page["Cache-Control"]
    page = client.post(address_of(offered), {"antwoord": "ja"}, follow=True).text
    assert ("Dit perceel is van u." in page, "Wilt u dit perceel?" in page) == (True, False)
    assert PlotUse.objects.get().resident == rika


def test_a_no_by_the_link_goes_to_the_next(client, workshop, garden, offered, rika):
    jan = make_resident(workshop, "Jan Smit")
    make_waiting(garden, jan, asked_at=MONDAY + timedelta(minutes=1))
    page = client.post(address_of(offered), {"antwoord": "nee"}, follow=True).text
    assert "U hebt gezegd dat u dit perceel niet wilt." in page
    assert states(rika, jan) == ["declined", "offered"]


def test_what_is_no_answer_changes_nothing(client, offered, rika):
    client.post(address_of(offered), {"antwoord": "misschien"})
    assert states(rika) == ["offered"]


def test_after_its_term_the_link_says_that_it_is_over(client, offered, monkeypatch, rika):
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=15))
    assert "Dit aanbod is voorbij." in client.get(address_of(offered)).text
    page = client.post(address_of(offered), {"antwoord": "ja"}, follow=True).text
    assert "het aanbod is verlopen" in page
    assert PlotUse.objects.count() == 0


def test_who_has_a_plot_hears_by_the_link_to_call(client, garden, season, offered, rika, host):
    near = make_garden(garden.work_area, "Tuin om de hoek")
    PlotUse.objects.create(
        facility=near,
        plot=plots_of(near)[0],
        season=Season.objects.get(facility=near),
        resident=rika,
        agreed_on=MONDAY_ON,
    )
    page = client.post(address_of(offered), {"antwoord": "ja"}, follow=True).text
    assert "U hebt dit seizoen al een perceel in deze buurt." in page
    assert states(rika) == ["offered"]


@pytest.mark.parametrize("key", ["x", "weg", "%00"])
def test_a_link_that_was_never_given_is_nothing(client, offered, key):
    assert client.get(f"/perceel/{key}/").status_code == 404


def test_the_host_is_asked_why_somebody_gets_a_second_plot(client, garden, offered, rika, host):
    near = make_garden(garden.work_area, "Tuin om de hoek")
    season = Season.objects.get(facility=near)
    PlotUse.objects.create(facility=near, plot=plots_of(near)[0], season=season, resident=rika, agreed_on=MONDAY_ON)
    sign_in(client, host)
    page = client.post(reverse("workshop:accept_plot", args=[offered.pk]), follow=True).text
    assert "Een tweede perceel voor Rika Veen" in page
    address = reverse("workshop:accept_second_plot", args=[offered.pk])
    client.post(address, {"second_because": " "})
    assert PlotUse.objects.count() == 1
    client.post(address, {"second_because": "Zorgt voor twee"})
    assert [use.second_because for use in PlotUse.objects.order_by("pk")] == ["", "Zorgt voor twee"]


def test_who_had_two_plots_keeps_both_when_the_host_says_why(client, garden, season, rika, host, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    uses = [
        PlotUse.objects.create(facility=garden, plot=plot, season=season, resident=rika, agreed_on=MONDAY_ON)
        for plot in plots_of(garden)
    ]
    following = make_season(garden, 2027)
    sign_in(client, host)
    for use in uses:
        answer = client.post(reverse("workshop:keep_plot", args=[use.pk]), {"seizoen": following.pk})
    assert answer.url == reverse("workshop:keep_second_plot", args=[uses[1].pk]) + f"?seizoen={following.pk}"
    client.post(answer.url, {"second_because": "Zorgt voor twee"})
    kept = PlotUse.objects.filter(season=following).order_by("pk").values_list("second_because", flat=True)
    assert list(kept) == ["", "Zorgt voor twee"]


def test_who_withdraws_while_waiting_is_off_the_list(garden, rika, host):
    waiting = make_waiting(garden, rika)
    operations.withdraw(waiting, by=host, at=MONDAY)
    with pytest.raises(operations.NoLongerWaiting):
        operations.withdraw(waiting, by=host, at=MONDAY)


def test_nothing_is_offered_when_nobody_waits(garden, season, host):
    with pytest.raises(operations.NobodyWaits):
        operations.offer_plot(plots_of(garden)[0], season=season, by=host, at=MONDAY)


def test_a_plot_that_is_out_taken_elsewhere_or_of_a_past_season_is_not_given(parkwijk, garden, season, rika, host):
    plot = operations.change_plot(
        plots_of(garden)[0], square_metres=20, out_because="De grond is nat", by=host, at=MONDAY
    )
    with pytest.raises(operations.PlotIsOut, match="De grond is nat"):
        operations.give_plot(plot, season=season, resident=rika, by=host, at=MONDAY)
    with pytest.raises(operations.SeasonIsOver):
        operations.give_plot(plots_of(garden)[1], season=make_season(garden, 2025), resident=rika, by=host, at=MONDAY)
    elsewhere = Season.objects.create(
        facility=rika.facility, year=2026, from_on=date(2026, 3, 1), until_on=date(2026, 11, 1)
    )
    with pytest.raises(operations.NotOfThisGarden):
        operations.give_plot(plots_of(garden)[1], season=elsewhere, resident=rika, by=host, at=MONDAY)


def test_the_use_of_a_plot_ends_with_a_reason_and_the_plot_is_free(garden, season, rika, host):
    use = operations.give_plot(plots_of(garden)[0], season=season, resident=rika, by=host, at=MONDAY)
    with pytest.raises(operations.ReasonMissing):
        operations.end_use(use, because=" ", by=host, at=MONDAY)
    operations.end_use(use, because="Verhuisd", by=host, at=MONDAY)
    assert [bed.is_free for bed in queries.beds(garden, season)] == [True, True]
    with pytest.raises(operations.UseHasEnded):
        operations.end_use(use, because="Nog eens", by=host, at=MONDAY)


def test_plots_are_numbered_on_and_a_season_stands_once_a_year(garden, host):
    made = operations.add_plots(garden, count=3, square_metres=12, by=host, at=MONDAY)
    assert [plot.number for plot in made] == [3, 4, 5]
    values = {"from_on": date(2026, 3, 1), "until_on": date(2026, 11, 1), "by": host, "at": MONDAY}
    with pytest.raises(operations.SeasonExists):
        operations.open_season(garden, year=2026, **values)
    with pytest.raises(operations.SeasonCannotBe):
        operations.open_season(garden, year=2028, **(values | {"until_on": date(2026, 2, 1)}))
    for count, metres in ((0, 10), (201, 10), (1, 0)):
        with pytest.raises(operations.PlotsCannotBe):
            operations.add_plots(garden, count=count, square_metres=metres, by=host, at=MONDAY)


def test_everybody_reads_numbers_and_no_names(workshop, garden, season, rika, host):
    make_waiting(garden, make_resident(workshop, "Jan Smit"))
    PlotUse.objects.create(facility=garden, plot=plots_of(garden)[0], season=season, resident=rika, agreed_on=MONDAY_ON)
    found = queries.public_part(garden, MONDAY_ON)
    assert (found.plots, found.free, found.waiting) == (2, 1, 1)


def test_the_plots_of_a_garden_take_three_queries(garden, season, rika, django_assert_num_queries):
    PlotUse.objects.create(facility=garden, plot=plots_of(garden)[0], season=season, resident=rika, agreed_on=MONDAY_ON)
    with django_assert_num_queries(3):
        assert [bed.use is not None for bed in queries.beds(garden, season)] == [True, False]
