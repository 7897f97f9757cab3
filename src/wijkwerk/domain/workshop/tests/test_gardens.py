"""Gardens: one user a plot and season, first come first on the list, and an offer that lapses goes to the next."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.models import Plot, PlotUse, PlotWaiting, Season
from wijkwerk.domain.workshop.operations import gardens as operations
from wijkwerk.domain.workshop.queries import gardens as queries
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_resident
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_season, make_waiting
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
