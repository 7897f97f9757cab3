"""The pages of bicycles, the scheme, the repair desk and the benches: who sees what, and that the deeds work."""

from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.workshop.models import (
    BenchBooking,
    Bicycle,
    BicycleRules,
    BicycleWish,
    Part,
    PartUsed,
    Payment,
    Repair,
    SchemeEntry,
    ThingKind,
    UsualJob,
    WorkLog,
)
from wijkwerk.domain.workshop.operations import bicycles, money, repairs, schemes
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import (
    make_desk_volunteer,
    make_participant,
    make_resident,
    sign_in,
)
from wijkwerk.foundation.kit import clock

HUGE = "9" * 30


@pytest.fixture
def desk(client, volunteer):
    return sign_in(client, volunteer)


@pytest.fixture
def hosting(client, host):
    return sign_in(client, host)


def at(name, *numbers):
    return reverse(f"workshop:{name}", args=numbers)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────
OF_THE_WORKSHOP = [
    "bicycles",
    "new_bicycle",
    "bicycle_wishes",
    "new_wish",
    "repairs",
    "repair_list",
    "new_repair",
    "bench",
]
OF_THE_HOST = ["bicycle_rules", "schemes", "new_scheme", "repair_lists", "new_part", "new_thing_kind", "new_usual_job"]


@pytest.mark.parametrize("name", [*OF_THE_WORKSHOP, "book_bench"])
def test_the_desk_opens_these_pages(desk, workshop, name):
    text_of(desk.get(at(name, workshop.pk)))


@pytest.mark.parametrize("name", [*OF_THE_WORKSHOP, *OF_THE_HOST])
def test_a_stranger_signs_in_first(client, workshop, name):
    assert client.get(at(name, workshop.pk)).status_code == 302


@pytest.mark.parametrize("name", OF_THE_HOST)
def test_the_host_alone_decides_on_lists_and_money(client, workshop, host, volunteer, name):
    assert sign_in(client, volunteer).get(at(name, workshop.pk)).status_code == 403
    text_of(sign_in(client, host).get(at(name, workshop.pk)))


@pytest.mark.parametrize("name", [*OF_THE_WORKSHOP, *OF_THE_HOST])
def test_a_volunteer_of_another_area_sees_nothing_here(client, workshop, mussel, name):
    other = sign_in(client, make_desk_volunteer(mussel, name="Ada Anders"))
    assert other.get(at(name, workshop.pk)).status_code == 403


def test_a_volunteer_of_another_area_does_nothing_with_things_from_here(client, workshop, rika, mussel):
    other = sign_in(client, make_desk_volunteer(mussel, name="Ada Anders"))
    bicycle, repair = made.ready(workshop), made.bring(rika)
    booking = made.book(made.make_bench(workshop), rika)
    entry = schemes.give_money(made.make_scheme(workshop), resident=rika, amount_cents=100, **SAYS)
    wish = bicycles.wish_for_bicycle(workshop, resident=rika, kind="child", **SAYS)
    used = repairs.use_part(repair, words="Lijm", unit_cents=10, **SAYS)
    for name, thing in (
        *((name, bicycle) for name in ("bicycle", "sell_bicycle", "give_bicycle", "scrap_bicycle", "check_theft")),
        *((name, repair) for name in ("repair", "finish_repair", "collect_repair", "pay_repair", "repair_part")),
        *((name, booking) for name in ("bench_present", "bench_absent", "cancel_bench", "bench_helper")),
        ("withdraw_award", entry),
        ("note_ridden", entry),
        ("end_wish", wish),
        ("take_out_part", used),
        ("usual_job", made.make_job(workshop)),
    ):
        assert (name, other.post(at(name, thing.pk), {}).status_code) == (name, 403)


@pytest.mark.parametrize("name", ["give_bicycle", "scrap_bicycle", "hand_over_bicycle"])
def test_a_volunteer_gives_and_scraps_nothing(desk, workshop, name):
    assert desk.post(at(name, made.ready(workshop).pk), {}).status_code == 403


def test_why_somebody_need_not_pay_is_for_the_host_alone(client, workshop, rika, host, volunteer):
    repair = made.bring(rika)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    repair.refresh_from_db()
    money.waive(repair, cents=450, reason="hardship", **SAYS)
    pages = [text_of(sign_in(client, who).get(repair.get_absolute_url())) for who in (host, volunteer)]
    assert ["Het bedrag is een probleem" in page for page in pages] == [True, False]
    assert ["Kwijtgescholden" in page for page in pages] == [True, False]


# ── Bicycles ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_bicycle_goes_the_whole_way_from_gift_to_giving(hosting, workshop, rika):
    learner = make_participant(make_resident(workshop, "Filip Maker"))
    received = {"kind": "ladies", "make": "Gazelle", "looks": "groen", "frame_number": "gz 123", "origin": "gift"}
    hosting.post(at("new_bicycle", workshop.pk), received | {"who": "Rika"})
    bicycle = Bicycle.objects.get()
    assert (bicycle.from_resident, bicycle.frame_number) == (rika, "GZ123")
    hosting.post(at("check_theft", bicycle.pk), {"outcome": "clear", "frame_number": "GZ123"})
    hosting.post(at("start_refurbishing", bicycle.pk))
    for step in bicycle.steps.all():
        hosting.post(at("tick_step", bicycle.pk, step.pk), {"participant": learner.pk, "minutes": "10"})
    points = {f"point_{place}": "ja" for place in range(8)}
    hosting.post(at("check_safety", bicycle.pk), points)
    scheme = made.make_scheme(workshop, year=clock.today().year)
    page = text_of(hosting.get(at("give_bicycle", bicycle.pk), {"inwoner": rika.pk}))
    assert "Rika Veen" in page
    hosting.post(at("give_bicycle", bicycle.pk), {"resident": rika.pk, "scheme": scheme.pk})
    bicycle.refresh_from_db()
    assert (bicycle.state, bicycle.to_resident, WorkLog.objects.get().minutes) == ("given", rika, 70)
    assert "Gegeven uit de fietsregeling" in text_of(hosting.get(bicycle.get_absolute_url()))
    assert "Rika Veen" in text_of(hosting.get(scheme.get_absolute_url()))


def test_a_stolen_bicycle_says_to_call_the_police(desk, workshop):
    bicycle = bicycles.check_theft(made.receive(workshop), outcome="stolen", **SAYS)
    page = text_of(desk.get(bicycle.get_absolute_url()))
    assert ("0900-8844" in page, "Begin met opknappen" in page) == (True, False)
    answer = desk.post(at("start_refurbishing", bicycle.pk), follow=True)
    assert "als gestolen bekend" in text_of(answer)


def test_a_safety_check_with_a_no_says_what_is_not_in_order(desk, workshop):
    bicycle = made.refurbishing(workshop)
    for step in bicycle.steps.all():
        bicycles.tick_step(step, **SAYS)
    points = {f"point_{place}": "ja" for place in range(7)} | {"point_7": "nee"}
    page = text_of(desk.post(at("check_safety", bicycle.pk), points, follow=True))
    assert "Nog niet in orde: Ketting loopt en ligt strak." in page
    assert "Kies ja of nee." in text_of(desk.post(at("check_safety", bicycle.pk), {"point_0": "ja"}))


def test_a_name_that_fits_two_is_asked_for_again(desk, workshop, rika):
    make_resident(workshop, "Rika Veenstra")
    wish = {"kind": "child", "who": "rika"}
    page = text_of(desk.post(at("new_wish", workshop.pk), wish))
    assert "Kies wie u bedoelt" in page
    desk.post(at("new_wish", workshop.pk), wish | {"resident": rika.pk})
    assert [wish.resident for wish in BicycleWish.objects.all()] == [rika]


@pytest.mark.parametrize("who", [{}, {"who": "Bestaat Niet"}, {"resident": HUGE}, {"resident": "x"}, {"who": "\x00"}])
def test_nobody_is_told_in_words(desk, workshop, who):
    page = text_of(desk.post(at("new_wish", workshop.pk), {"kind": "child"} | who))
    assert "Kies voor wie het is" in page or "Niemand gevonden" in page
    assert BicycleWish.objects.count() == 0


def test_a_bicycle_is_sold_with_its_price_told_beforehand(desk, workshop, rika):
    bicycle = made.ready(workshop)
    assert "€\u00a015,00" in text_of(desk.get(at("sell_bicycle", bicycle.pk)))
    refused = text_of(desk.post(at("sell_bicycle", bicycle.pk), {"method": "later"}))
    assert "Wie later betaalt, moet bij ons bekend zijn" in refused
    desk.post(at("sell_bicycle", bicycle.pk), {"method": "card", "who": "Rika"})
    assert [(payment.amount_cents, payment.resident) for payment in Payment.objects.all()] == [(1_500, rika)]


def test_the_same_sale_sent_twice_is_paid_once(desk, workshop):
    bicycle = made.ready(workshop)
    values = {"method": "cash", "client_key": "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"}
    for _time in range(2):
        assert desk.post(at("sell_bicycle", bicycle.pk), values).status_code == 302
    assert Payment.objects.count() == 1


def test_scrapping_asks_why(hosting, workshop):
    bicycle = made.checked(workshop)
    assert "Schrijf op waarom." in text_of(hosting.post(at("scrap_bicycle", bicycle.pk), {"because": " "}))
    hosting.post(at("scrap_bicycle", bicycle.pk), {"because": "Frame gescheurd"})
    assert "Frame gescheurd" in text_of(hosting.get(bicycle.get_absolute_url()))


def test_the_lists_are_narrowed_and_bad_filters_show_the_usual(desk, workshop):
    made.receive(workshop, make="Binnen")
    gone = made.checked(workshop, make="Weggegaan")
    bicycles.scrap_bicycle(gone, because="Op", **SAYS)
    address = at("bicycles", workshop.pk)
    for query, seen in (({}, False), ({"stand": "alle"}, True), ({"stand": "scrapped"}, True), ({"stand": "x"}, False)):
        assert ("Weggegaan" in text_of(desk.get(address, query))) == seen
    text_of(desk.get(address, {"na": "x", "sorteer": "y", "soort": HUGE}))


def test_the_host_decides_on_steps_and_points(hosting, workshop):
    values = {
        "steps": "Wassen: poetsen",
        "safety_points": "Bel",
        "share_cents": "20",
        "repair_cost_cents": "5",
        "repair_share_cents": "2,50",
        "ask_after_months": "3",
        "remind_after_weeks": "2",
    }
    hosting.post(at("bicycle_rules", workshop.pk), values)
    rules = BicycleRules.objects.get()
    assert (rules.step_lines, rules.points, rules.repair_share_cents) == ([("Wassen", "poetsen")], ["Bel"], 250)
    bad = values | {"share_cents": "-1", "ask_after_months": "0", "safety_points": ""}
    page = text_of(hosting.post(at("bicycle_rules", workshop.pk), bad))
    assert "lager zijn dan nul" in page
    assert "1 tot en met 36" in page


# ── The scheme ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_scheme_is_made_changed_and_spent(hosting, workshop, rika):
    values = {"name": "Meedoen", "year": "2026", "budget_cents": "100", "bicycle_cents": "60"}
    hosting.post(at("new_scheme", workshop.pk), values)
    entries = SchemeEntry.objects
    scheme = made.make_scheme(workshop, budget_cents=10_000)
    hosting.post(at("give_money", scheme.pk), {"who": "Rika", "amount_cents": "75"})
    page = text_of(hosting.post(at("give_money", scheme.pk), {"who": "Rika", "amount_cents": "25,01"}))
    assert "Er is nog €\u00a025,00 over" in page
    assert [entry.amount_cents for entry in entries.all()] == [7_500]
    lower = {"name": "Meedoen", "budget_cents": "50", "bicycle_cents": "60"}
    assert "Er is al €\u00a075,00 toegekend" in text_of(hosting.post(at("change_scheme", scheme.pk), lower))
    hosting.post(at("withdraw_award", entries.get().pk), {"because": "Dubbel opgeschreven"})
    assert "Dubbel opgeschreven" in text_of(hosting.get(scheme.get_absolute_url()))


def test_the_desk_writes_down_whether_a_bicycle_is_ridden(desk, workshop, rika):
    long_ago = clock.now() - timedelta(days=300)
    scheme = made.make_scheme(workshop)
    entry = schemes.give_bicycle(scheme, made.ready(workshop), resident=rika, by=SAYS["by"], at=long_ago)
    assert "wordt de fiets nog gebruikt?" in text_of(desk.get(at("bicycles", workshop.pk)))
    desk.post(at("note_ridden", entry.pk), {"ridden": "yes"})
    entry.refresh_from_db()
    assert entry.ridden == "yes"


# ── Repairs ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_thing_goes_the_whole_way_over_the_desk(desk, workshop, rika):
    kind, part = made.make_thing(workshop), made.make_part(workshop)
    helper = make_participant(make_resident(workshop, "Filip Maker"))
    brought = {"kind": kind.pk, "fault": "Lekke band", "who": "Rika Veen"}
    answer = desk.post(at("new_repair", workshop.pk), brought)
    repair = Repair.objects.get()
    assert answer.url == repair.get_absolute_url()
    desk.post(at("start_repair", repair.pk), {"workers": [helper.pk]})
    desk.post(at("repair_part", repair.pk), {"part": part.pk, "quantity": "2"})
    desk.post(at("repair_part", repair.pk), {"words": "Spaak", "unit_cents": "0,75", "quantity": "1"})
    desk.post(at("repair_hours", repair.pk), {"participant": helper.pk, "minutes": "20"})
    board = text_of(desk.get(at("repairs", workshop.pk)))
    assert ("Filip Maker" in board, "Lekke band" in board) == (True, True)
    desk.post(at("finish_repair", repair.pk), {"outcome": "repaired", "grams": "18000"})
    page = text_of(desk.get(repair.get_absolute_url()))
    assert ("9,75" in page, "een schatting" in page, "43,2 kg" in page) == (True, True, True)
    desk.post(at("collect_repair", repair.pk), {"method": "cash"})
    repair.refresh_from_db()
    assert (repair.state, Payment.objects.get().amount_cents) == ("collected", 975)


def test_a_tyre_is_replaced_in_two_taps(desk, workshop, rika):
    job = made.make_job(workshop, part=made.make_part(workshop))
    board = text_of(desk.get(at("repairs", workshop.pk), {"inwoner": rika.pk}))
    assert f"{at('usual_job', job.pk)}?inwoner={rika.pk}" in board
    second = text_of(desk.get(at("usual_job", job.pk), {"inwoner": rika.pk}))
    assert "Kost €\u00a06,00." in second
    answer = desk.post(at("usual_job", job.pk), {"resident": rika.pk, "method": "cash"})
    repair = Repair.objects.get()
    assert (answer.url, repair.resident, Payment.objects.get().amount_cents) == (repair.get_absolute_url(), rika, 600)


def test_a_small_job_for_who_says_no_name_is_paid_at_once(desk, workshop):
    job = made.make_job(workshop)
    assert "moet bij ons bekend zijn" in text_of(desk.post(at("usual_job", job.pk), {"method": "later"}))
    desk.post(at("usual_job", job.pk), {"method": "card"})
    assert (Repair.objects.get().resident, Payment.objects.count()) == (None, 1)


def test_what_was_not_repaired_asks_why(desk, rika):
    repair = made.bring(rika)
    page = text_of(desk.post(at("finish_repair", repair.pk), {"outcome": "not", "grams": "900"}))
    assert "Kies waarom het niet gelukt is" in page
    desk.post(at("finish_repair", repair.pk), {"outcome": "not", "barrier": "unsafe", "grams": "900"})
    assert "Niet veilig te maken" in text_of(desk.get(repair.get_absolute_url()))


def test_the_host_waives_in_one_tap_and_lands_on_the_ticket(hosting, workshop, rika):
    repair = made.bring(rika)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    sent = {
        "voor_ding": f"workshop.repair:{repair.pk}",
        "reden": "hardship",
        "pagina": "reparatie",
        "nummer": repair.pk,
    }
    answer = hosting.post(at("waive", workshop.pk), sent)
    repair.refresh_from_db()
    assert (answer.url, repair.due_cents) == (repair.get_absolute_url(), 0)


def test_what_nobody_fetches_is_taken_off_the_board_by_the_host(hosting, rika):
    repair = repairs.finish_repair(made.bring(rika), outcome="repaired", **SAYS)
    hosting.post(at("leave_repair", repair.pk), {"because": "In de schuur gezet"})
    assert "In de schuur gezet" in text_of(hosting.get(repair.get_absolute_url()))


def test_a_bicycle_of_ours_goes_to_the_desk(desk, workshop):
    bicycle = made.refurbishing(workshop)
    kind = made.make_thing(workshop)
    address = f"{at('new_repair', workshop.pk)}?fiets={bicycle.pk}"
    assert bicycle.title in text_of(desk.get(address))
    desk.post(address, {"kind": kind.pk, "fault": "Slag in het wiel"})
    assert Repair.objects.get().bicycle == bicycle


def test_a_part_is_taken_off_the_receipt(desk, rika):
    repair = made.bring(rika)
    used = repairs.use_part(repair, words="Lijm", unit_cents=10, **SAYS)
    assert desk.post(at("take_out_part", used.pk)).url == repair.get_absolute_url()
    assert PartUsed.objects.count() == 0
    assert desk.post(at("take_out_part", used.pk)).status_code == 404


@pytest.mark.parametrize(
    "bad",
    [
        {"part": HUGE, "quantity": "1"},
        {"part": "x", "quantity": "1"},
        {"words": "Spaak", "unit_cents": "-1", "quantity": "1"},
        {"words": "Spaak", "unit_cents": "1,5,0", "quantity": "1"},
        {"words": "Spaak", "unit_cents": "1", "quantity": "0"},
        {"words": "Spaak", "unit_cents": "1", "quantity": HUGE},
        {"words": "x" * 81, "unit_cents": "1", "quantity": "1"},
        {},
    ],
)
def test_a_part_that_makes_no_sense_is_refused_in_words(desk, rika, bad):
    text_of(desk.post(at("repair_part", made.bring(rika).pk), bad))
    assert PartUsed.objects.count() == 0


def test_the_lists_are_filled_with_the_usual_and_changed(hosting, workshop):
    for _time in range(2):
        hosting.post(at("add_usual_lists", workshop.pk))
    assert (ThingKind.objects.count(), Part.objects.count(), UsualJob.objects.count()) == (11, 13, 7)
    part = Part.objects.get(name="Ketting")
    hosting.post(at("change_part", part.pk), {"name": "Ketting", "price_cents": "9,50", "in_stock": "3"})
    part.refresh_from_db()
    assert (part.price_cents, part.in_stock, part.is_active) == (950, 3, False)
    taken = hosting.post(at("new_part", workshop.pk), {"name": "Ketting", "price_cents": "1", "is_active": "on"})
    assert "Deze naam staat al op de lijst." in text_of(taken)
    kind = ThingKind.objects.get(name="Meubel")
    unsourced = {"name": "Meubel", "grams": "9000", "co2_grams_per_kg": "100"}
    assert "waar dit cijfer vandaan komt" in text_of(hosting.post(at("change_thing_kind", kind.pk), unsourced))
    job = {"name": "Zadel verstellen", "kind": kind.pk, "is_active": "on"}
    hosting.post(at("new_usual_job", workshop.pk), job)
    assert UsualJob.objects.get(name="Zadel verstellen").price_cents == 0
    text_of(hosting.get(at("repair_lists", workshop.pk)))


# ── The bench ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def monday(workshop):
    """A Monday to come that is no holiday."""
    today = clock.today()
    day = today + timedelta(days=7 - today.weekday())
    while day in clock.public_holidays(day.year):
        day += timedelta(days=7)
    return day


def test_a_bench_is_booked_and_taken_for_the_next(desk, workshop, rika, monday):
    bank = made.make_bench(workshop)
    helper = make_participant(make_resident(workshop, "Filip Maker"))
    values = {"bench": bank.pk, "on": monday, "from_time": "10:00", "until_time": "12:00", "helper": helper.pk}
    answer = desk.post(at("book_bench", workshop.pk), values | {"who": "Rika"})
    day = text_of(desk.get(answer.url))
    assert ("Rika Veen" in day, "Filip Maker" in day) == (True, True)
    later = values | {"who": "Rika", "from_time": "11:00"}
    page = text_of(desk.post(at("book_bench", workshop.pk), later))
    assert "De werkbank is dan al van iemand anders, tot 12:00 uur." in page
    booking = BenchBooking.objects.get()
    assert "moet nog komen" in text_of(desk.post(at("bench_present", booking.pk), follow=True))
    desk.post(at("bench_helper", booking.pk), {"helper": ""})
    desk.post(at("cancel_bench", booking.pk))
    booking.refresh_from_db()
    assert (booking.helper, booking.state) == (None, "cancelled")


@pytest.mark.parametrize(
    "bad",
    [
        {"from_time": "25:00"},
        {"from_time": "12:00", "until_time": "11:00"},
        {"from_time": "07:00", "until_time": "08:00"},
        {"on": "morgen"},
        {"on": "2020-01-06"},
        {"on": "0001-01-01", "from_time": "00:00"},
        {"on": "9999-12-31", "until_time": "23:59"},
        {"bench": HUGE},
        {"helper": HUGE},
    ],
)
def test_a_time_that_makes_no_sense_is_refused_in_words(desk, workshop, rika, monday, bad):
    bank = made.make_bench(workshop)
    values = {"bench": bank.pk, "on": monday, "from_time": "10:00", "until_time": "12:00", "who": "Rika"}
    text_of(desk.post(at("book_bench", workshop.pk), values | bad))
    assert BenchBooking.objects.count() == 0


@pytest.mark.parametrize("query", [{"dag": "x"}, {"dag": "0001-01-01"}, {"dag": "9999-12-31"}, {"inwoner": HUGE}])
def test_a_day_that_makes_no_sense_shows_a_page_all_the_same(desk, workshop, query):
    made.make_bench(workshop)
    text_of(desk.get(at("bench", workshop.pk), query))


def test_the_way_to_book_carries_the_hour_along(desk, workshop, rika):
    bank = made.make_bench(workshop)
    asked = {"bank": bank.pk, "dag": "2026-03-03", "van": "10:00", "tot": "11:00", "inwoner": rika.pk}
    page = text_of(desk.get(at("book_bench", workshop.pk), asked))
    assert ('value="2026-03-03"' in page, 'value="10:00"' in page, "Rika Veen" in page) == (True, True, True)
    text_of(desk.get(at("book_bench", workshop.pk), {"bank": HUGE, "dag": "x" * 50, "van": "<b>"}))


# ── As many queries for three as for one ───────────────────────────────────────────────────────────────────────────
def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as counted:
        text_of(client.get(address))
    return len(counted)


def test_lists_take_as_many_queries_for_three_as_for_one(hosting, workshop, rika, django_assert_max_num_queries):
    scheme, bank = made.make_scheme(workshop), made.make_bench(workshop)
    helper = make_participant(make_resident(workshop, "Filip Maker"))

    def add(number):
        resident = make_resident(workshop, f"Inwoner {number}")
        schemes.give_bicycle(scheme, made.ready(workshop), resident=resident, **SAYS)
        bicycles.wish_for_bicycle(workshop, resident=resident, kind="child", **SAYS)
        made.receive(workshop, from_resident=resident)
        repair = repairs.start_repair(made.bring(resident), workers=[helper], **SAYS)
        repairs.use_part(repair, words="Lijm", unit_cents=10, **SAYS)
        repairs.finish_repair(made.bring(resident), outcome="not", barrier="unsafe", **SAYS)
        made.book(bank, resident, hour=number, helper=helper)
        made.make_job(workshop, f"Klusje {number}", part=made.make_part(workshop, f"Onderdeel {number}"))

    pages = [
        *(at(name, workshop.pk) for name in ("bicycles", "bicycle_wishes", "schemes", "repairs", "repair_list")),
        at("repair_lists", workshop.pk),
        f"{at('bench', workshop.pk)}?dag=2026-03-02",
        scheme.get_absolute_url(),
    ]
    add(0)
    one = {page: count_of(hosting, page, django_assert_max_num_queries) for page in pages}
    add(1)
    add(2)
    assert {page: count_of(hosting, page, django_assert_max_num_queries) for page in pages} == one


def test_one_bicycle_and_one_ticket_take_as_many_queries_however_much_happened(
    hosting, workshop, rika, django_assert_max_num_queries
):
    helper = make_participant(make_resident(workshop, "Filip Maker"))
    bicycle, repair = made.refurbishing(workshop), made.bring(rika)
    steps = list(bicycle.steps.all())

    def add(step):
        bicycles.tick_step(step, participant=helper, minutes=5, **SAYS)
        for thing in (bicycle, repair):
            repairs.use_part(thing, words="Lijm", unit_cents=10, **SAYS)
        repairs.log_hours(repair, participant=helper, minutes=5, **SAYS)

    add(steps[0])
    pages = [bicycle.get_absolute_url(), repair.get_absolute_url()]
    one = [count_of(hosting, page, django_assert_max_num_queries) for page in pages]
    add(steps[1])
    add(steps[2])
    assert [count_of(hosting, page, django_assert_max_num_queries) for page in pages] == one
