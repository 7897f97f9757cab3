"""What is known of helpers and gardeners goes when its term ends; figures stay, without names."""

from datetime import timedelta

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.domain.workshop import privacy
from wijkwerk.domain.workshop.models import Participant, PlotUse, PlotWaiting, Resident, Season, ShiftPlace, WorkLog
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_participant, make_resident
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_presence, make_waiting, make_work

LATER = MONDAY + timedelta(days=1000)


def erase(model, before=LATER):
    line = next(line for line in privacy.LINES if line.model == model)
    count = privacy.erase(line, before=before, at=LATER)
    assert privacy.erase(line, before=before, at=LATER) == 0
    return count


def test_a_participant_goes_and_the_hours_stay_without_a_name(workshop):
    person = make_person("Sam Kuiper", is_listed=False)
    sam = make_participant(make_resident(workshop, "Sam Kuiper"), until_on=MONDAY_ON, person=person)
    make_presence(sam)
    make_work(sam, 60, about_id=1)
    make_participant(make_resident(workshop, "Els Bos"))
    assert erase("workshop.Participant", before=MONDAY) == 0
    assert erase("workshop.Participant") == 1
    assert Participant.objects.count() == 1
    assert list(WorkLog.objects.values_list("participant", "kind", "minutes")) == [(None, "volunteer", 60)]
    assert ShiftPlace.objects.get().kind == "volunteer"
    assert not Person.objects.get(pk=person.pk).is_active


def test_the_name_goes_off_a_shift_and_the_hours_of_who_still_helps_stay(workshop):
    sam = make_participant(make_resident(workshop, "Sam Kuiper"))
    make_presence(sam)
    assert erase("workshop.ShiftPlace") == 1
    assert list(ShiftPlace.objects.values_list("resident", "participant")) == [(None, sam.pk)]


def test_who_had_a_plot_or_waits_is_known_until_that_goes(workshop, parkwijk):
    garden = make_garden(parkwijk)
    rika, jan = make_resident(workshop), make_resident(workshop, "Jan Smit")
    PlotUse.objects.create(
        facility=garden, plot=garden.plot_set.first(), season=Season.objects.get(), resident=rika, agreed_on=MONDAY_ON
    )
    waiting = make_waiting(garden, jan)
    assert erase("workshop.Resident") == 0
    assert erase("workshop.PlotUse") == 1
    assert erase("workshop.PlotWaiting") == 0
    PlotWaiting.objects.filter(pk=waiting.pk).update(state="withdrawn", ended_at=MONDAY)
    assert erase("workshop.PlotWaiting") == 1
    assert erase("workshop.Resident") == 2
    assert list(Resident.objects.values_list("name", flat=True)) == ["", ""]


def test_a_season_that_is_not_over_keeps_its_users(workshop, parkwijk, rika):
    garden = make_garden(parkwijk, year=2030)
    PlotUse.objects.create(
        facility=garden, plot=garden.plot_set.first(), season=Season.objects.get(), resident=rika, agreed_on=MONDAY_ON
    )
    assert erase("workshop.PlotUse") == 0
