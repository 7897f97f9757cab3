"""The survey of an evaluation: its questions, the codes that were handed out, and what people answered.

As with a ballot: a code only knows that it was used, an answer not by whom or with which code. No row leads from the
one to the other, and neither bears a moment.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models.evaluations import Evaluation
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class QuestionKind(models.TextChoices):
    MARK = "mark", _("rapportcijfer van 1 tot en met 10")
    ONE = "one", _("één antwoord kiezen")
    SEVERAL = "several", _("meer antwoorden kiezen")
    AGREE = "agree", _("mee eens of niet")
    WORDS = "words", _("eigen woorden")


class Agreement(models.IntegerChoices):
    """Mate van instemming."""

    NOT_AT_ALL = 1, _("helemaal niet mee eens")
    NOT = 2, _("niet mee eens")
    BETWEEN = 3, _("niet eens, niet oneens")
    YES = 4, _("mee eens")
    WHOLLY = 5, _("helemaal mee eens")
    UNKNOWN = 6, _("weet ik niet")


class SurveyState(models.TextChoices):
    MAKING = "making", _("in de maak")
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


SURVEY_TONES = {SurveyState.MAKING: "neutral", SurveyState.OPEN: "accent", SurveyState.CLOSED: "ok"}


class Channel(models.TextChoices):
    WEB = "web", _("op internet")
    PAPER = "paper", _("op papier")


class Look(models.TextChoices):
    """Whether somebody looked through words before colleagues read them."""

    WAITING = "waiting", _("nog nakijken")
    SHOWN = "shown", _("nagekeken")
    WITHHELD = "withheld", _("weggehaald")


class SurveyQuerySet(ScopedQuerySet):
    def open_on(self, day: date) -> SurveyQuerySet:
        return self.filter(state=SurveyState.OPEN, opens_on__lte=day, closes_on__gte=day)

    def kept_by(self, actor: Actor) -> SurveyQuerySet:
        reach = actor.reach(Permission.EVALUATION_MANAGE)
        return self.all() if reach.everywhere else self.filter(evaluation__work_area_id__in=reach.area_ids)


class Survey(MunicipalityModel):
    """Enquête: questions to residents of the area of an evaluation, on the web and on paper."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=SurveyState, default=SurveyState.MAKING)
    needs_code = models.BooleanField(default=True)
    double_entry = models.BooleanField(default=False)
    code_count = models.PositiveIntegerField(default=0)  # codes made: how many people were asked
    asked_count = models.PositiveIntegerField(null=True, blank=True)  # how many were asked, where no code is needed
    last_batch = models.UUIDField(null=True, blank=True)  # codes that are asked for twice are made once
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(SurveyQuerySet)

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_survey_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="a_survey_has_a_title"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="a_survey_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="a_survey_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=SurveyState.CLOSED, closed_on__isnull=False)
                | (~Q(state=SurveyState.CLOSED) & Q(closed_on__isnull=True)),
                name="a_closed_survey_was_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:survey", args=[self.pk])

    @property
    def public_address(self) -> str:
        return reverse("plans:answer_survey", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.state == SurveyState.CLOSED

    @property
    def tone(self) -> str:
        return SURVEY_TONES[SurveyState(self.state)]

    @property
    def people_asked(self) -> int | None:
        """How many people were asked, where that is known."""
        return (self.code_count if self.needs_code else self.asked_count) or None

    def access_area_ids(self) -> frozenset[int]:
        return self.evaluation.access_area_ids()


class QuestionSet(MunicipalityModel):
    """Vragenlijst: questions that the municipality asks again and again."""

    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="a_question_set_has_its_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_question_set_is_called_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:question_set", args=[self.pk])


class SurveyQuestion(MunicipalityModel):
    """Vraag: of a survey, perhaps about a goal; or of a set that surveys take over."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, null=True, blank=True, related_name="questions")
    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.CASCADE, null=True, blank=True, related_name="questions"
    )
    goal = models.ForeignKey("plans.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind)
    text = models.CharField(max_length=300)
    explanation = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list, blank=True)  # words to choose from; an answer holds their number, from 1

    class Meta:
        ordering = ["survey_id", "question_set_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], condition=Q(survey__isnull=False), name="a_question_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["question_set", "number"],
                condition=Q(question_set__isnull=False),
                name="a_question_of_a_set_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(survey__isnull=True) ^ Q(question_set__isnull=True), name="a_question_is_asked_somewhere"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="a_question_has_a_kind"),
            models.CheckConstraint(
                condition=Q(survey__isnull=False) | Q(goal__isnull=True), name="only_a_survey_knows_goals"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[tuple[int, str]]:
        """What there is to choose, each with the number that an answer holds."""
        if self.kind == QuestionKind.MARK:
            return [(mark, str(mark)) for mark in range(1, 11)]
        if self.kind == QuestionKind.AGREE:
            return [(level.value, str(level.label)) for level in Agreement]
        return list(enumerate(self.choices, 1))


class SurveyCode(MunicipalityModel):
    """Code van een enquête: handed out on paper, kept as a hash. It only knows that it was used, not when."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="a_code_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class SurveyResponse(MunicipalityModel):
    """Ingevulde enquête: what one person answered. Says not who, not when, and not with which code."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    channel = models.CharField(max_length=6, choices=Channel)
    sheet = models.PositiveIntegerField(null=True, blank=True)  # number that staff write on the paper, until it closes
    is_checked = models.BooleanField(default=False)  # typed a second time, and the same
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was filled in: sent twice is one

    class Meta:
        ordering = ["survey_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "client_key"], name="a_response_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["survey", "sheet"], condition=Q(sheet__isnull=False), name="a_sheet_is_entered_once"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="a_response_came_somehow"),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True) | Q(channel=Channel.PAPER), name="only_paper_has_a_sheet"
            ),
        ]

    def __str__(self) -> str:
        return f"ingevulde enquête {self.pk}"


class SurveyAnswer(MunicipalityModel):
    """Antwoord op een vraag van de enquête: a number, or own words. Several choices are several rows."""

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    look = models.CharField(max_length=10, choices=Look, blank=True)

    class Meta:
        ordering = ["response_id", "question_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "number"],
                condition=Q(number__isnull=False),
                name="an_answer_counts_once",
            ),
            models.UniqueConstraint(
                fields=["response", "question"], condition=Q(number__isnull=True), name="words_are_given_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, words="", look="")
                | (Q(number__isnull=True, look__in=[Look.WAITING, Look.SHOWN]) & ~Q(words=""))
                | Q(number__isnull=True, look=Look.WITHHELD, words=""),
                name="an_answer_is_a_number_or_words",
            ),
        ]
        indexes = [models.Index(fields=["question", "number"], name="survey_answers_to_count")]

    def __str__(self) -> str:
        return f"antwoord {self.pk}"
