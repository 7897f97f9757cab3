"""What is known of who came for a bicycle, a repair or a bench goes when its term ends; figures stay, without words."""

from datetime import timedelta

from wijkwerk.domain.workshop import privacy
from wijkwerk.domain.workshop.models import BenchBooking, BicycleWish, Repair
from wijkwerk.domain.workshop.operations import bicycles, repairs
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_resident
from wijkwerk.foundation.outbox.models import Letter

LATER = MONDAY + timedelta(days=1000)


def erase(model, before=LATER):
    line = next(line for line in privacy.LINES if line.model == model)
    count = privacy.erase(line, before=before, at=LATER)
    assert privacy.erase(line, before=before, at=LATER) == 0
    return count


def test_the_words_of_a_repair_go_and_what_was_mended_stays(rika):
    here = made.bring(rika, fault="Nog hier")
    left = repairs.finish_repair(made.bring(rika), outcome="repaired", words="Voor Rika", **SAYS)
    repairs.leave_here(left, because="Bij de buurvrouw gezet", **SAYS)
    assert erase("workshop.Repair", before=MONDAY) == 0
    assert erase("workshop.Repair") == 1
    left.refresh_from_db()
    here.refresh_from_db()
    assert (left.fault, left.outcome_words, left.left_because, left.grams, left.co2_grams) == (
        "–",
        "",
        "–",
        18_000,
        43_200,
    )
    assert (here.fault, Letter.objects.count(), Repair.objects.count()) == ("Nog hier", 0, 2)


def test_who_was_off_the_list_or_at_a_bench_long_ago_is_known_no_more(workshop, rika):
    waiting, gone = (bicycles.wish_for_bicycle(workshop, resident=rika, kind="child", **SAYS) for _each in range(2))
    bicycles.end_wish(gone, because="Verhuisd", **SAYS)
    made.book(made.make_bench(workshop), rika)
    assert (erase("workshop.BicycleWish"), erase("workshop.BenchBooking")) == (1, 1)
    assert (list(BicycleWish.objects.all()), BenchBooking.objects.count(), Letter.objects.count()) == ([waiting], 0, 0)


def test_who_waits_for_a_bicycle_or_has_something_here_is_not_forgotten(workshop, rika):
    jan = make_resident(workshop, "Jan Smit")
    bicycles.wish_for_bicycle(workshop, resident=rika, kind="child", **SAYS)
    made.bring(jan)
    assert erase("workshop.Resident") == 0
