"""What of the planning side links alone do not lead to: things that are being made, and what only a letter leads to."""

from datetime import timedelta

from django.urls import reverse

from tests.house.meeting_seeds import make_meetings
from tests.house.vision_seeds import make_visions
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Draw, Finding, Inspection, Walker
from wijkwerk.domain.meetings.models import Meeting, Registration, Series
from wijkwerk.domain.plans.models import (
    AgendaItem,
    Assessment,
    AssessmentFrame,
    Effort,
    Evaluation,
    Goal,
    PlannedStep,
    Survey,
    Vision,
)
from wijkwerk.domain.plans.operations import documents, evaluations, surveys
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.thread.models import Condition
from wijkwerk.domain.workshop.models import PlotWaiting
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref

HOME, FULL = "Alteveer", "Maarswold"  # areas of the coordinator: one where things begin, one where there is everything
WORDS = "Woorden van de proef"


def for_coordinator(person):
    """Drafts and what hangs on them."""
    home, full = WorkArea.objects.get(name=HOME), WorkArea.objects.get(name=FULL)
    says = {"by": person, "at": clock.now()}
    effort = make_visions(home, WORDS)
    meeting = make_meetings(home, WORDS, **says)
    adopted = Vision.objects.get(work_area=full, state=VisionState.ADOPTED)
    evaluation = evaluations.make_evaluation(full, clock.today().year + 1, vision=adopted, **says)
    evaluations.add_finding(evaluation, kind="concern", title=WORDS, **says)
    waits = Condition.objects.open().filter(answer__about_kind="plans.goal").select_related("answer").first()
    kind, number = ref(AgendaItem.objects.filter(agenda__work_area=full).first())
    things = [
        effort.goal.vision,
        effort.goal,
        effort.programme,
        effort,
        Vision.objects.get(title="Ligt voor"),
        adopted,
        Goal.objects.get(pk=waits.answer.about.id),
        Effort.objects.filter(programme__work_area=full, programme__state="adopted", reserved_on__isnull=False).first(),
        Assessment.objects.first(),
        evaluation,
        *a_survey_of(evaluation, says),
        documents.keep_plan(full, why=WORDS, **says),
        Finding.objects.filter(inspection__work_area=full, state="open").first(),
        Finding.objects.filter(inspection__work_area=full).exclude(state="open").first(),
        Inspection.objects.filter(work_area=full).exclude(state="prepared").first(),
        Inspection.objects.filter(work_area=full, state="prepared").first(),
        meeting,
        Meeting.objects.filter(starts_at__gt=clock.now()).first(),
    ]
    step = PlannedStep.objects.filter(done_on__isnull=True).first()
    evening = Series.objects.get(title="Inloopavond", work_areas=home)
    return [
        *(thing.get_absolute_url() for thing in things),
        reverse("plans:keep_plan", args=[full.pk]),
        reverse("plans:steps", args=[step.thing_kind, step.thing_id]),
        reverse("plans:area_steps", args=[full.pk]),
        reverse("thread:all_causes", args=[kind, number]),
        reverse("thread:all_that_came", args=[kind, number]),
        reverse("inspections:draws", args=[Draw.objects.first().inspection_id]),
        reverse("plans:take_back_adoption", args=[Evaluation.objects.exclude(adopted_on=None).first().pk]),
        reverse("plans:survey_words", args=[Survey.objects.exclude(closed_on=None).first().pk]),
        evening.get_absolute_url(),
    ]


def a_survey_of(evaluation, says):
    """One that is being made, and one that is open."""
    days = {"opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=20)}
    made, opened = (surveys.make_survey(evaluation, title=f"{WORDS} {name}", **days, **says) for name in "ab")
    for survey in (made, opened):
        surveys.add_question(survey, kind="mark", text="Welk cijfer geeft u de buurt?", **says)
    surveys.open_survey(opened, **says)
    return [made, opened]


def for_visitor():
    """What the letters of an inspection, a survey, an evening and a garden lead to."""
    walked = Walker.objects.filter(inspection__state="walked", person=None).first()
    walking = Walker.objects.filter(inspection__state="prepared", person=None).first()
    registration = Registration.objects.exclude(link_key="").first()
    return [
        reverse("inspections:own_walk", args=[walked.link_key]),
        reverse("inspections:own_walking", args=[walking.link_key]),
        reverse("meetings:own_registration", args=[registration.link_key]),
        reverse("inspections:agree", args=[walked.link_key]),
        reverse("workshop:own_offer", args=[PlotWaiting.objects.get(state="offered").link_key]),
        reverse("plans:survey_door"),
        reverse("plans:survey_thanks", args=[Survey.objects.first().pk]),
    ]


def for_administrator():
    """What is set once for the whole municipality."""
    return [reverse("plans:change_frame", args=[AssessmentFrame.objects.first().pk])]
