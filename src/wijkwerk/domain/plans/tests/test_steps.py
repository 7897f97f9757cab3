"""Steps to something: owners, slipping that takes along what waits, no circles, list and picture."""

import io
import uuid
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from wijkwerk.domain.people.tests.factories import make_holder, make_organisation, make_person, sign_in
from wijkwerk.domain.plans import step_line
from wijkwerk.domain.plans.models import PlannedStep, StepShift
from wijkwerk.domain.plans.operations import steps as operations
from wijkwerk.domain.plans.queries import step_documents
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.domain.plans.tests.factories import TODAY, TUESDAY, make_agenda, make_item, make_work_area
from wijkwerk.domain.plans.tests.plan_factories import make_own_plan, make_vision
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.things import ref

BY = {"by": CLOCK, "at": TUESDAY}


def day(number, month=6):
    return date(2025, month, number)


def make_step(thing, name, first, last, **fields):
    days = {"planned_from": day(first), "planned_until": day(last)}
    return operations.add_step(thing, name=name, **days | BY | fields)


def shift(step, first, last, reason="Het loopt uit"):
    step.refresh_from_db()
    return operations.shift_step(step, planned_from=day(first), planned_until=day(last), reason=reason, **BY)


def plan_of(thing):
    return {each.name: (each.planned_from.day, each.planned_until.day) for each in queries.steps_of(thing)}


@pytest.fixture
def three(item):
    """Talk, then write, then adopt."""
    talk = make_step(item, "Praten", 1, 5)
    write = make_step(item, "Schrijven", 6, 10, needs=[talk])
    adopt = make_step(item, "Vaststellen", 15, 16, needs=[write])
    return talk, write, adopt


def test_a_step_has_an_owner_and_is_of_the_area_of_its_thing(item, maarswold):
    organisation = make_organisation()
    step = make_step(item, "Praten", 1, 5, owner_organisation=organisation)
    assert (step.owner_name, step.work_area, step.about) == (organisation.name, maarswold, ref(item))
    with pytest.raises(operations.TwoOwners):
        make_step(item, "Praten", 1, 5, owner_organisation=organisation, owner_person=make_person())


@pytest.mark.parametrize(
    ("name", "first", "last", "refusal"),
    [
        (" ", 1, 5, operations.NameMissing),
        ("n" * 201, 1, 5, operations.TextTooLong),
        ("Praten", 5, 4, operations.DaysNotPossible),
    ],
)
def test_a_step_without_sense_is_refused(item, name, first, last, refusal):
    with pytest.raises(refusal):
        make_step(item, name, first, last)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1900, 1, 1), date(1900, 1, 2)),
        (date(9999, 12, 30), date(9999, 12, 31)),
        (date(2025, 1, 1), date(2036, 1, 1)),
    ],
)
def test_days_that_nobody_plans_are_refused(item, first, last):
    with pytest.raises(operations.DaysTooFar):
        operations.add_step(item, name="Praten", planned_from=first, planned_until=last, **BY)


def test_sent_twice_is_once(item):
    key = uuid.uuid4()
    assert make_step(item, "Praten", 1, 5, client_key=key) == make_step(item, "Praten", 1, 5, client_key=key)


def test_what_slips_takes_along_what_waits_for_it_and_each_tells_why(item, three):
    talk, write, adopt = three
    moved = shift(talk, 1, 12)
    assert plan_of(item) == {"Praten": (1, 12), "Schrijven": (13, 17), "Vaststellen": (18, 19)}
    assert [(each.step, each.was_until.day, each.now_until.day, each.reason) for each in moved] == [
        (talk, 5, 12, "Het loopt uit"),
        (write, 10, 17, "Wacht op “Praten”"),
        (adopt, 16, 19, "Wacht op “Schrijven”"),
    ]
    adopt.refresh_from_db()
    assert (adopt.first_until, adopt.slipped_days) == (day(16), 3)
    assert Entry.objects.filter(verb="step.shifted").count() == 3


def test_room_that_is_there_takes_up_the_slip(item, three):
    shift(three[1], 6, 14)
    assert plan_of(item)["Vaststellen"] == (15, 16)
    assert StepShift.objects.count() == 1


def test_earlier_pulls_nothing_along(item, three):
    shift(three[0], 1, 3)
    assert plan_of(item) == {"Praten": (1, 3), "Schrijven": (6, 10), "Vaststellen": (15, 16)}


def test_a_step_does_not_begin_before_what_it_waits_for_is_done(item, three):
    with pytest.raises(operations.BeginsTooEarly, match="“Praten”, en die is klaar op 05-06-2025"):
        shift(three[1], 5, 9)
    with pytest.raises(operations.BeginsTooEarly):
        make_step(item, "Te vroeg", 3, 4, needs=[three[0]])


def test_a_shift_says_why_and_no_shift_is_none(three):
    with pytest.raises(operations.ReasonMissing):
        shift(three[0], 1, 6, reason=" ")
    assert shift(three[0], 1, 5) == []


def test_a_circle_is_refused(item, three):
    talk, write, adopt = three
    for needs in ([adopt], [write], [talk]):
        with pytest.raises(operations.GoesRound):
            operations.change_step(talk, name="Praten", needs=needs, **BY)
    assert queries.needs_within(PlannedStep.objects.values_list("pk", flat=True)) == {
        write.pk: {talk.pk},
        adopt.pk: {write.pk},
    }


def test_a_step_waits_only_for_steps_of_the_same(item, three, agenda):
    other = make_step(make_item(agenda, "Iets anders"), "Elders", 1, 2)
    with pytest.raises(operations.OtherThing):
        operations.change_step(three[2], name="Vaststellen", needs=[other], **BY)


def test_a_new_dependence_moves_what_would_begin_too_early(item, three):
    late = make_step(item, "Onderzoek", 1, 20)
    operations.change_step(three[1], name="Schrijven", needs=[three[0], late], **BY)
    assert plan_of(item) == {"Praten": (1, 5), "Onderzoek": (1, 20), "Schrijven": (21, 25), "Vaststellen": (26, 27)}


def test_done_later_than_planned_moves_what_waits_and_done_stays_done(item, three):
    talk, write, adopt = three
    at = {"by": CLOCK, "at": TUESDAY + timedelta(days=120)}
    with pytest.raises(operations.NotYet):
        operations.finish_step(talk, done_on=TODAY + timedelta(days=1), **BY)
    operations.finish_step(talk, done_on=day(8), **at)
    assert plan_of(item)["Schrijven"] == (9, 13)
    with pytest.raises(operations.DoneAlready):
        operations.finish_step(talk, done_on=day(9), **at)
    with pytest.raises(operations.DoneAlready):
        shift(talk, 1, 9)
    operations.finish_step(write, done_on=day(12), **at)
    operations.reopen_step(talk, **at)
    shift(talk, 1, 28)
    assert plan_of(item) == {"Praten": (1, 28), "Schrijven": (9, 13), "Vaststellen": (15, 16)}
    assert adopt.pk


def test_what_is_not_needed_goes_and_nobody_waits_for_it(item, three):
    with pytest.raises(operations.ReasonMissing):
        operations.remove_step(three[1], reason=" ", **BY)
    operations.remove_step(three[1], reason="Niet nodig", **BY)
    assert [(each.name, each.needs.count()) for each in queries.steps_of(item)] == [("Praten", 0), ("Vaststellen", 0)]


def test_somebody_elses_change_meanwhile_is_told(three):
    seen = three[0].version
    shift(three[0], 1, 4)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.change_step(three[0], name="Anders", version=seen, **BY)


def test_the_picture_says_the_same_in_words_and_escapes_what_was_typed(item, three):
    make_step(item, "<script>", 20, 21)
    shift(three[0], 1, 12)
    drawn = step_line.draw(queries.steps_of(item), title="Stappen", on=day(20, month=7))
    assert (drawn.count("ww-steps__bar--was"), drawn.count("ww-steps__tie"), "<script>" in drawn) == (3, 2, False)
    assert "4 stappen, waarvan 0 klaar. Te laat: Praten, Schrijven, Vaststellen, &lt;script&gt;." in drawn
    assert step_line.draw([], title="Stappen", on=TODAY) == ""


def test_the_overview_of_an_area_is_asked_in_a_fixed_number_of_questions(
    item, three, agenda, coordinator, django_assert_num_queries
):
    coordinator.reach("plan_view")
    found = queries.overview(agenda.work_area, actor=coordinator)
    assert [(each.title, len(each.steps)) for each in found] == [(item.title, 3)]
    with django_assert_num_queries(4):
        queries.overview(agenda.work_area, actor=coordinator)
    for number in range(4):
        make_step(make_item(agenda, f"Project {number}"), "Stap", 1, 2)
    with django_assert_num_queries(4):
        queries.overview(agenda.work_area, actor=coordinator)


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def signed_in(client, coordinator):
    sign_in(client, coordinator)
    return coordinator


def test_steps_are_added_shifted_finished_and_taken_away_on_their_pages(client, signed_in, item):
    base = f"/stappen/plans.agendaitem/{item.pk}/"
    first = {"name": "Praten", "planned_from": "2025-06-01", "planned_until": "2025-06-05"}
    client.post(f"{base}nieuw/", first | {"owner": f"persoon:{signed_in.pk}"})
    talk = PlannedStep.objects.get()
    second = {"name": "Schrijven", "planned_from": "2025-06-06", "planned_until": "2025-06-10", "needs": talk.pk}
    client.post(f"{base}nieuw/", second)
    moved = {"planned_from": "2025-06-01", "planned_until": "2025-06-09", "reason": "Ziekte", "version": talk.version}
    answer = client.post(f"/stappen/{talk.pk}/verschuiven/", moved, follow=True).content.decode()
    for words in ("Mee verschoven: Schrijven: 10-06-2025 → 14-06-2025.", "Ziekte", "Tijdlijn van de stappen", "<s>"):
        assert words in answer
    client.post(f"/stappen/{talk.pk}/klaar/", {"done_on": "2025-06-09"})
    client.post(f"/stappen/{talk.pk}/terug/")
    talk.refresh_from_db()
    assert (talk.owner_person, talk.done_on) == (signed_in, None)
    changed = {"name": "Praten met de buurt", "owner": "", "version": talk.version}
    client.post(f"/stappen/{talk.pk}/wijzigen/", changed)
    client.post(f"/stappen/{talk.pk}/weg/", {"reason": "Niet nodig"})
    assert [each.name for each in PlannedStep.objects.all()] == ["Schrijven"]
    assert "Schrijven" in client.get(f"/stappen/gebied/{item.agenda.work_area_id}/").content.decode()


def test_a_refusal_is_shown_and_nothing_typed_is_lost(client, signed_in, item):
    values = {"name": "Bewaar mij", "planned_from": "2025-06-05", "planned_until": "2025-06-01"}
    page = client.post(f"/stappen/plans.agendaitem/{item.pk}/nieuw/", values).content.decode()
    assert ("de laatste ligt niet voor de eerste" in page, "Bewaar mij" in page) == (True, True)


def test_who_does_a_step_says_that_it_is_done_and_plans_nothing(client, item):
    doer = make_person("Dirk Doener")
    step = make_step(item, "Praten", 1, 5, owner_person=doer)
    sign_in(client, doer)
    assert client.post(f"/stappen/{step.pk}/verschuiven/").status_code == 403
    client.post(f"/stappen/{step.pk}/klaar/", {"done_on": "2025-06-05"})
    step.refresh_from_db()
    assert step.done_on == day(5)


def test_steps_of_what_is_not_there_or_not_to_be_read_are_not_shown(client, signed_in, municipality):
    elsewhere = make_item(make_agenda(make_work_area("Mussel")), "Geheim", is_public=False)
    make_step(elsewhere, "Verborgen stap", 1, 2)
    wrong = ["plans.nothing/1/", "geen/1/", "plans.agendaitem/999999/", f"plans.agendaitem/{2**64}/"]
    assert [client.get(f"/stappen/{address}").status_code for address in wrong] == [404] * 4
    assert client.get(f"/stappen/plans.agendaitem/{elsewhere.pk}/").status_code == 403
    overview = client.get(f"/stappen/gebied/{elsewhere.agenda.work_area_id}/").content.decode()
    assert ("Verborgen" in overview, "Geheim" in overview) == (False, False)


def test_the_timeline_is_a_pdf_with_its_picture_in_words_and_the_table(client, signed_in, item, three):
    talk, _write, _adopt = three
    shift(talk, 1, 9, "Ziekte")
    document = step_documents.document_of(item, on=day(2))
    picture, _told, grid, _head, points = document.parts
    assert (picture.shows, picture.svg.count("<rect"), [row[0] for row in grid.rows]) == (
        "3 stappen, waarvan 0 klaar.",
        5,
        ["Praten", "Schrijven", "Vaststellen"],
    )
    assert points.points[0].startswith("Schrijven: was 6 juni 2025 – 10 juni 2025, nu 10 juni 2025 – 14 juni 2025.")
    pdf = PdfReader(io.BytesIO(client.get(f"/stappen/plans.agendaitem/{item.pk}/tijdlijn.pdf").content))
    assert (pdf.metadata.title, "Praten" in pdf.pages[0].extract_text()) == (document.title, True)


def test_the_timeline_of_what_somebody_may_not_read_is_not_given(client, signed_in, municipality):
    elsewhere = make_item(make_agenda(make_work_area("Mussel")), "Geheim", is_public=False)
    assert client.get(f"/stappen/plans.agendaitem/{elsewhere.pk}/tijdlijn.pdf").status_code == 403
    assert client.get("/stappen/geen/1/tijdlijn.pdf").status_code == 404


def test_a_body_keeps_the_steps_of_its_own_plan_and_of_no_other(client, maarswold, item):
    own = make_own_plan(maarswold, state=None)
    talk = make_step(own, "Praten", 1, 5)
    sign_in(client, make_holder(Role.RESIDENTS_BODY, maarswold, organisation=own.body))
    days = {"planned_from": "2025-06-06", "planned_until": "2025-06-10"}
    base = f"/stappen/plans.vision/{own.pk}/"
    assert f"{base}nieuw/" in client.get(base).content.decode()
    client.post(f"{base}nieuw/", days | {"name": "Schrijven", "needs": talk.pk})
    client.post(f"/stappen/{talk.pk}/klaar/", {"done_on": "2025-06-05"})
    talk.refresh_from_db()
    assert ([each.name for each in queries.steps_of(own)], talk.done_on) == (["Praten", "Schrijven"], day(5))
    theirs = make_step(item, "Graven", 1, 5)
    for deed in ("wijzigen", "verschuiven", "klaar", "terug", "weg"):
        assert client.post(f"/stappen/{theirs.pk}/{deed}/").status_code == 403
    assert client.post(f"/stappen/plans.vision/{make_vision(maarswold).pk}/nieuw/", days).status_code == 403
    assert client.post(f"/stappen/plans.agendaitem/{item.pk}/nieuw/", days).status_code == 403
