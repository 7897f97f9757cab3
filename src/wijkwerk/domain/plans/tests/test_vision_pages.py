"""Pages of visions, programmes, indicators, themes and frames: who sees what, and that nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.models import (
    Assessment,
    Effort,
    Indicator,
    Measurement,
    MunicipalTheme,
    Programme,
    Vision,
    VisionComment,
)
from wijkwerk.domain.plans.models.visions import Owner
from wijkwerk.domain.plans.operations import frames, steps, themes, visions
from wijkwerk.domain.plans.plan_states import ProgrammeState, VisionState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item, make_signal
from wijkwerk.domain.plans.tests.plan_factories import BY
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.domain.thread.models import Source, Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def open_vision(maarswold):
    """One that lies before everybody today."""
    vision = make.make_vision(maarswold, goals=("Veilig", "Groen"))
    return visions.open_consultation(vision, until=SOON, is_open_to_all=True, by=CLOCK, at=timezone.now())


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def page(name, *numbers):
    return reverse(f"plans:{name}", args=numbers)


# ── Who sees what ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_is_for_who_works_on_it(client, maarswold, coordinator):
    vision = make.make_vision(maarswold, title="Nog geheim")
    addresses = [vision.get_absolute_url(), vision.goals.get().get_absolute_url(), page("vision_versions", vision.pk)]
    assert [client.get(address).status_code for address in addresses] == [302] * 3
    assert "Nog geheim" not in text_of(client.get("/wijkvisies/"))
    signed_in = sign_in(client, coordinator)
    assert [signed_in.get(address).status_code for address in addresses] == [200] * 3
    assert "Nog geheim" in text_of(signed_in.get("/wijkvisies/"))


def test_everybody_reads_what_is_adopted(client, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    shown = text_of(client.get(vision.get_absolute_url()))
    assert ("besluit 2025-12" in shown, "Veilig over straat" in shown) == (True, True)
    assert "Wijzig" not in shown


@pytest.mark.parametrize("role", [Role.PARTNER, Role.RESIDENTS_BODY, Role.SPECIALIST, Role.CLERK])
def test_only_who_keeps_the_vision_writes_it(client, maarswold, role):
    vision = make.make_vision(maarswold)
    where = [] if role == Role.CLERK else [maarswold]
    person = sign_in(client, factories.make_holder(role, *where))
    names = ["change_vision", "add_goal", "open_consultation", "keep_vision_version"]
    assert [person.get(page(name, vision.pk)).status_code for name in names] == [403] * 4


def test_a_body_writes_its_own_plan_and_the_coordinator_does_not(client, maarswold, coordinator):
    body = make.make_body(maarswold)
    chair = factories.make_holder(Role.RESIDENTS_BODY, maarswold, organisation=body)
    typed = {
        "work_area": maarswold.pk, "body": body.pk, "title": "Ons plan", "from_year": 2026, "until_year": 2036,
    }  # fmt: skip
    made = sign_in(client, chair).post(page("start_own_vision"), typed, follow=True)
    assert "Ons plan" in text_of(made)
    vision = Vision.objects.get()
    assert (vision.owner, vision.body) == (Owner.RESIDENTS, body)
    assert client.post(page("add_goal", vision.pk), {"title": "Trapveld", "kind": "project"}).status_code == 302
    assert sign_in(client, coordinator).get(page("change_vision", vision.pk)).status_code == 403


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_vision_is_begun_written_and_put_before_people(staff, maarswold):
    typed = {"work_area": maarswold.pk, "title": "Wijkvisie", "text": "Zo.", "from_year": 2026, "until_year": 2036}
    staff.post(page("start_vision"), typed)
    vision = Vision.objects.get()
    staff.post(page("add_goal", vision.pk), {"title": "Veilig"})
    steps.add_step(vision, name="Praten", planned_from=TODAY, planned_until=SOON, **BY)
    assert "Praten" in text_of(staff.get(vision.get_absolute_url()))
    typed = {"until": SOON, "is_open_to_all": "on"}
    assert "Dit ligt voor." in text_of(staff.post(page("open_consultation", vision.pk), typed, follow=True))


def test_years_in_two_figures_are_named_and_nothing_typed_is_lost(staff, maarswold):
    typed = {"work_area": maarswold.pk, "title": "Mijn visie", "from_year": 26, "until_year": 36}
    shown = text_of(staff.post(page("start_vision"), typed))
    assert ("Schrijf het jaar in vier cijfers" in shown, "Mijn visie" in shown) == (True, True)


def test_what_two_people_write_at_once_stands_side_by_side(staff, maarswold):
    vision = make.make_vision(maarswold)
    typed = {"title": "Van mij", "text": "Mijn tekst", "from_year": 2026, "until_year": 2036, "version": vision.version}
    theirs = {"title": "Van hen", "text": "Hun tekst", "from_year": 2026, "until_year": 2036}
    visions.change_vision(vision, **theirs, **BY)
    answer = staff.post(page("change_vision", vision.pk), typed)
    shown = text_of(answer)
    assert [words in shown for words in ("Hun tekst", "Mijn tekst", "Iemand anders heeft dit")] == [True] * 3
    again = typed | {"version": answer.context["form"]["version"].value()}
    assert staff.post(page("change_vision", vision.pk), again).status_code == 302
    assert Vision.objects.get().title == "Van mij"


def test_versions_stand_side_by_side_readable_without_colour(staff, maarswold):
    first = make.make_vision(maarswold, state=VisionState.ADOPTED)
    second = visions.revise(first, from_year=2030, until_year=2040, **BY)
    visions.change_vision(second, title=second.title, text="Zo was het.", from_year=2030, until_year=2040, **BY)
    shown = text_of(staff.get(page("vision_versions", second.pk)))
    assert re.search(r"<del>.*?\[weg:.*?is.*?</del>", shown)
    assert re.search(r"<ins>.*?\[erbij:.*?was.*?</ins>", shown)
    assert staff.get(page("vision_versions", second.pk), {"van": "9.9", "naar": "<b>"}).status_code == 200


def test_a_decision_is_written_down_and_a_wrong_one_is_named(staff, maarswold):
    vision = make.make_vision(maarswold)
    typed = {"adopted_by": "council", "adopted_on": TODAY, "decision_number": ""}
    assert "Vul het nummer van het besluit in." in text_of(staff.post(page("adopt_vision", vision.pk), typed))
    staff.post(page("adopt_vision", vision.pk), typed | {"decision_number": "2026-1"})
    assert Vision.objects.get().state == VisionState.ADOPTED


# ── Reacting ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_resident_reacts_without_an_account_and_reads_later_what_was_done(client, open_vision, coordinator):
    form = client.get(page("comment_vision", open_vision.pk)).context["form"]
    typed = {
        "text": "Meer bomen",
        "name": "Fenna",
        "email": "fenna@example.nl",
        "client_key": form["client_key"].value(),
    }
    for _time in range(2):
        answer = client.post(page("comment_vision", open_vision.pk), typed, follow=True)
    shown = text_of(answer)
    assert "Dank u wel" in shown
    assert ("Meer bomen" in shown, VisionComment.objects.count()) == (False, 1)
    staff = sign_in(client, coordinator)
    assert "Meer bomen" in text_of(staff.get(open_vision.get_absolute_url()))
    staff.post(page("move_vision", open_vision.pk), {"state": "processing"})
    said = VisionComment.objects.get()
    typed = {"taken_over": "yes", "is_public": "on", "version": said.version}
    staff.post(page("handle_comment", open_vision.pk, said.pk), typed)
    client.logout()
    shown = text_of(client.get(open_vision.get_absolute_url()))
    assert [words in shown for words in ("Meer bomen", "overgenomen", "een inwoner")] == [True] * 3
    assert ("Fenna" in shown, "fenna@" in shown) == (False, False)


def test_a_wrong_address_is_named_and_the_reaction_is_kept(client, open_vision):
    shown = text_of(client.post(page("comment_vision", open_vision.pk), {"text": "Mijn woorden", "email": "fenna@"}))
    assert ("Dit is geen e-mailadres" in shown, "Mijn woorden" in shown) == (True, True)


def test_a_partner_reacts_on_behalf_of_the_own_organisation(client, maarswold, open_vision):
    housing = factories.make_organisation("Wonen", "housing")
    factories.make_organisation("Anders", "housing")
    partner = sign_in(client, factories.make_holder(Role.PARTNER, maarswold, organisation=housing))
    form = partner.get(page("comment_vision", open_vision.pk)).context["form"]
    assert list(form.fields["organisation"].queryset) == [housing]
    partner.post(page("comment_vision", open_vision.pk), {"text": "Wij doen mee", "organisation": housing.pk})
    client.logout()
    shown = text_of(client.get(open_vision.get_absolute_url()))
    assert ("Wij doen mee" in shown, "Wonen" in shown) == (True, True)


def test_reactions_from_one_network_are_counted(client, municipality, open_vision):
    municipality.reports_per_hour = 1
    municipality.save()
    for number in range(2):
        answer = client.post(page("comment_vision", open_vision.pk), {"text": f"Reactie {number}"})
    assert "Reactie 1" in text_of(answer)
    assert VisionComment.objects.count() == 1


def test_who_comes_too_late_hears_so(client, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    assert client.get(page("comment_vision", vision.pk)).status_code == 302
    shown = text_of(client.post(page("comment_vision", vision.pk), {"text": "Nog iets"}))
    assert ("Reageren kan nu niet" in shown, "Nog iets" in shown) == (True, True)


# ── Plans of residents ─────────────────────────────────────────────────────────────────────────────────────────────
def test_the_college_answers_a_project_with_a_condition(staff, maarswold):
    goal = make.make_own_plan(maarswold).goals.get()
    row = {"what": "Geld", "from_whom": "de raad", "by_when": SOON, "kind": "money", "amount_cents": "9.000"}
    typed = {"verdict": "conditional", "reason": "Goed plan", "rows": 1, "replaces": 0}
    typed |= {f"voorwaarde-1-{name}": value for name, value in row.items()}
    shown = text_of(staff.post(page("answer_goal", goal.pk), typed, follow=True))
    assert [words in shown for words in ("Ja, op voorwaarde dat", "Goed plan", "9.000")] == [True] * 3
    condition = thread_queries.current_answer(goal).conditions.get()
    staff.post(page("meet_goal_condition", goal.pk, condition.pk), {"note": "Raadsbesluit"})
    shown = text_of(staff.get(goal.get_absolute_url()))
    assert "Alle voorwaarden zijn vervuld" in shown


def test_a_condition_of_another_goal_is_not_found(staff, maarswold):
    goal = make.make_own_plan(maarswold).goals.get()
    assert staff.get(page("meet_goal_condition", goal.pk, 99)).status_code == 404


def test_no_without_why_is_refused_and_kept(staff, maarswold):
    goal = make.make_own_plan(maarswold).goals.get()
    shown = text_of(staff.post(page("answer_goal", goal.pk), {"verdict": "no", "rows": 1, "replaces": 0}))
    assert "Schrijf op waarom het antwoord nee is." in shown


# ── Programmes ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_programme_that_outlives_its_vision_asks_why(staff, maarswold):
    vision = make.make_vision(maarswold, state=VisionState.ADOPTED)
    typed = {
        "work_area": maarswold.pk, "title": "Programma", "vision": vision.pk, "from_year": 2033, "until_year": 2037,
    }  # fmt: skip
    assert "Mag dat?" in text_of(staff.post(page("start_programme"), typed))
    shown = text_of(staff.post(page("start_programme"), typed | {"outlives_because": "De brug"}, follow=True))
    assert "Waarom dat mag: De brug" in shown


def test_money_that_is_reserved_brings_the_idea_back(staff, maarswold, coordinator):
    signal = make_signal(maarswold, "Kan er een speelplek komen?")
    conditions = [make.money(by_when=SOON)]
    signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=conditions, by=coordinator, at=timezone.now())
    programme, housing = make.make_programme(maarswold), factories.make_organisation("Wonen", "housing")
    typed = {"organisation": housing.pk, "does": "Legt de speelplek aan", "amount_cents": "10.000"}
    staff.post(page("add_effort", programme.pk), typed)
    effort = Effort.objects.get()
    shown = text_of(staff.get(page("wait_for_money", effort.pk)))
    assert "Kan er een speelplek komen?" in shown
    condition = thread_queries.current_answer(signal).conditions.get()
    staff.post(page("wait_for_money", effort.pk), {"condition": condition.pk})
    assert "Hierop wordt gewacht" in text_of(staff.get(effort.get_absolute_url()))
    staff.post(page("reserve_money", effort.pk), {"reserved_on": TODAY, "amount_cents": "10.000"})
    assert Signal.objects.get(pk=signal.pk).state == "open"


def test_the_body_agrees_itself_and_only_for_itself(client, maarswold):
    body = make.make_body(maarswold)
    make.make_body(maarswold, "Ander")
    programme = make.make_programme(maarswold)
    chair = sign_in(client, factories.make_holder(Role.RESIDENTS_BODY, maarswold, organisation=body, name="Vera"))
    form = chair.get(page("agree", programme.pk)).context["form"]
    assert (list(form.fields["organisation"].queryset), form["name"].value()) == ([body], "Vera")
    chair.post(page("agree", programme.pk), {"organisation": body.pk, "name": "Vera", "agreed_on": TODAY})
    assert Programme.objects.get().state == ProgrammeState.AGREED
    assert chair.get(page("add_effort", programme.pk)).status_code == 403


def test_a_programme_without_residents_asks_for_a_tick(staff, maarswold):
    programme = make.make_programme(maarswold)
    make.make_effort(programme)
    typed = {"adopted_on": TODAY}
    shown = text_of(staff.post(page("adopt_programme", programme.pk), typed))
    assert 'type="checkbox" name="is_sure"' in shown
    staff.post(page("adopt_programme", programme.pk), typed | {"is_sure": "on"})
    assert Programme.objects.get().state == ProgrammeState.ADOPTED


def test_a_project_has_a_goal_and_an_existing_plan_with_its_link_as_reasons(staff, maarswold):
    goal = make.make_vision(maarswold, state=VisionState.ADOPTED).goals.get()
    item = make_item(make_agenda(maarswold))
    typed = {"goal": goal.pk, "words": "Wijkplan 2009", "link": "voorbeeld.nl/plan"}
    assert staff.post(page("add_source", item.pk), typed).status_code == 302
    shown = text_of(staff.get(item.get_absolute_url()))
    assert [words in shown for words in (goal.title, "Wijkplan 2009", "https://voorbeeld.nl/plan")] == [True] * 3
    assert item.title in text_of(staff.get(goal.get_absolute_url()))
    assert Source.objects.count() == 2


# ── Indicators ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_indicator_is_made_measured_and_drawn(staff, maarswold):
    goal = make.make_vision(maarswold).goals.get()
    typed = {"title": "Cijfer", "kind": "mark", "better": "higher", "decimals": 1, "grain": 1, "source": "Enquête"}
    staff.post(page("add_indicator", goal.pk), typed)
    indicator = Indicator.objects.get()
    for year, value in ((2020, "6,5"), (2024, "7,25")):
        typed = {"year": year, "known": "measured", "value": value, "source": "Enquête", "part": 1}
        assert staff.post(page("measure", indicator.pk), typed).status_code == 302
    staff.post(page("set_targets", indicator.pk), {"targets": "2024: 7\n2028: 7,5"})
    shown = text_of(staff.get(indicator.get_absolute_url()))
    assert [words in shown for words in ("op koers", "ww-lines__line", "7,2")] == [True] * 3
    assert "op koers" in text_of(staff.get(goal.vision.get_absolute_url()))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "6.5"}, "met een komma"),
        ({"value": "zes"}, "Dit is geen getal"),
        ({"value": "11"}, "tussen 1 en 10"),
        ({"value": ""}, "Vul een waarde in"),
        ({"known": "not_measured", "value": "6"}, "hoort geen waarde"),
        ({"year": "2190"}, "vier cijfers"),
    ],
)
def test_a_wrong_figure_is_named_and_kept(staff, maarswold, typed, words):
    indicator = make.make_indicator(make.make_vision(maarswold).goals.get(), kind="mark")
    given = {"year": 2024, "known": "measured", "value": "6", "part": 1, "note": "Mijn toelichting"} | typed
    shown = text_of(staff.post(page("measure", indicator.pk), given))
    assert (words in shown, "Mijn toelichting" in shown, Measurement.objects.count()) == (True, True, 0)


@pytest.mark.parametrize("line", ["2028", "28: 7", "2028: 7.5", "2028: 12"])
def test_a_wrong_target_is_named_and_kept(staff, maarswold, line):
    indicator = make.make_indicator(make.make_vision(maarswold).goals.get(), kind="mark")
    assert line in text_of(staff.post(page("set_targets", indicator.pk), {"targets": line}))
    assert indicator.targets.count() == 0


def test_figures_of_a_vision_go_out_and_come_in_as_a_file(staff, maarswold):
    vision = make.make_vision(maarswold)
    make.make_indicator(vision.goals.get(), "Cijfer", kind="mark")
    gone_out = staff.get(page("figures", vision.pk)).content.decode("utf-8-sig")
    assert "Cijfer;" in gone_out
    rows = b"indicator;jaar;deel;waarde\nCijfer;2020;1;6,5\nCijfer;2021;1;niet gemeten"
    file = SimpleUploadedFile("cijfers.csv", rows)
    assert staff.post(page("read_figures", vision.pk), {"file": file}).status_code == 302
    assert Measurement.objects.count() == 2
    bad = SimpleUploadedFile("cijfers.csv", b"indicator;jaar;deel;waarde\nCijfer;2022;1;60\nAnders;2022;1;6\n")
    shown = text_of(staff.post(page("read_figures", vision.pk), {"file": bad}))
    assert ("Regel 3" in shown, "Er is niets ingelezen" in shown, Measurement.objects.count()) == (True, True, 2)


# ── Themes and frames ──────────────────────────────────────────────────────────────────────────────────────────────
def test_the_administrator_names_a_theme_and_the_coordinator_works_it_out(client, maarswold, coordinator):
    administrator = sign_in(client, factories.make_holder(Role.ADMINISTRATOR))
    administrator.post(page("add_theme"), {"title": "Eenzaamheid", "from_year": 2026})
    theme = MunicipalTheme.objects.get()
    assert administrator.get(page("work_out_theme", theme.pk, maarswold.pk)).status_code == 403
    staff = sign_in(client, coordinator)
    assert staff.get(page("add_theme")).status_code == 403
    staff.post(page("work_out_theme", theme.pk, maarswold.pk), {"text": "Een eettafel", "version": 0})
    client.logout()
    for address in (theme.get_absolute_url(), page("area_themes", maarswold.pk)):
        assert "Een eettafel" in text_of(client.get(address))


def test_an_area_says_which_themes_it_did_not_work_out(client, maarswold):
    themes.add_theme(title="Eenzaamheid", from_year=2020, **BY)
    assert "nog niet uitgewerkt" in text_of(client.get(page("area_themes", maarswold.pk)))


def test_a_project_is_held_against_the_eight_beacons_and_read_by_everybody(client, staff, maarswold):
    frame = frames.add_frame(title="Bakens", beacons=[(str(each), "") for each in frames.WELFARE], **BY)
    item, first = make_item(make_agenda(maarswold)), frame.beacons.first()
    typed = {f"score-{first.pk}": 3, f"words-{first.pk}": "Er wordt doorgevraagd", "assessed_on": TODAY}
    shown = text_of(staff.post(page("assess_item", item.pk), typed))
    assert ("Schrijf op met wie" in shown, "Er wordt doorgevraagd" in shown) == (True, True)
    staff.post(page("assess_item", item.pk), typed | {"filled_in_by": "wijkraad en welzijn"})
    client.logout()
    shown = text_of(client.get(Assessment.objects.get().get_absolute_url()))
    assert ("grotendeels (3 van 4)" in shown, "Er wordt doorgevraagd" in shown) == (True, True)
    assert "Bakens" in text_of(client.get(item.get_absolute_url()))


def test_a_frame_of_the_municipality_itself_is_made(client, municipality):
    administrator = sign_in(client, factories.make_holder(Role.ADMINISTRATOR))
    assert "Direct er op af" in text_of(administrator.get(page("add_frame"), {"bakens": "wns"}))
    typed = {"title": "Eigen", "beacons": "Samen | Met wie?\nSnel", "labels": "nee\nja"}
    shown = text_of(administrator.post(page("add_frame"), typed, follow=True))
    assert [words in shown for words in ("Samen", "Met wie?", "nee, ja")] == [True] * 3


def test_the_way_to_every_planning_page_begins_at_all_plans(client, maarswold, coordinator):
    sign_in(client, coordinator)
    vision = make.make_vision(maarswold)
    item = factories.make_item(factories.make_agenda(maarswold))
    addresses = [
        vision.get_absolute_url(),
        vision.goals.get().get_absolute_url(),
        item.get_absolute_url(),
        f"/stappen/plans.vision/{vision.pk}/",
        f"/wijkplan/{maarswold.pk}/",
        "/wijkvisies/",
        "/evaluaties/",
        "/projecten/nieuw/",
    ]
    begins = 'href="/">Home</a></li>'
    ways = [client.get(address).text.split(begins)[1].split("</a>")[0] for address in addresses]
    assert [('href="/plannen/"' in way, way.endswith("Plannen")) for way in ways] == [(True, True)] * len(addresses)
