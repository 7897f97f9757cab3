"""What can be asked of surveys: which are open, what came of them, and in what numbers that may be told.

No small groups: a number of people under the municipality's limit is not told, nor what would let it be counted back.
While a survey is open nothing of its answers is told: from two moments the answer between them could be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from wijkwerk.domain.plans.models import (
    QuestionSet,
    Survey,
    SurveyAnswer,
    SurveyCode,
    SurveyQuestion,
    SurveyResponse,
)
from wijkwerk.domain.plans.models.surveys import Channel, Look, QuestionKind, SurveyState
from wijkwerk.domain.plans.survey_codes import hash_of
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy import scope

MARK_CLASSES = (("1 – 5", 1, 5), ("6 – 7", 6, 7), ("8 – 10", 8, 10))


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def survey(number: int) -> Survey:
    found: Survey = Survey.objects.select_related("evaluation__work_area").get(pk=number)
    return found


def open_survey(number: int) -> Survey:
    """A survey that residents may know of: also one that begins later or that is closed."""
    found: Survey = (
        Survey.objects.exclude(state=SurveyState.MAKING).select_related("evaluation__work_area").get(pk=number)
    )
    return found


def question(number: int, question_id: int) -> SurveyQuestion:
    rows = SurveyQuestion.objects.select_related("survey__evaluation__work_area")
    found: SurveyQuestion = rows.get(pk=question_id, survey_id=number)
    return found


@dataclass(frozen=True)
class OfSurvey:
    """A question or words with the survey that they belong to: who keeps the survey, keeps them."""

    survey: Survey
    part: SurveyQuestion | SurveyAnswer

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id

    def access_area_ids(self) -> frozenset[int]:
        return self.survey.access_area_ids()


def survey_question(number: int, question_id: int) -> OfSurvey:
    found = question(number, question_id)
    return OfSurvey(survey(number), found)


def words_to_look_through(number: int, answer_id: int) -> OfSurvey:
    rows = SurveyAnswer.objects.filter(number__isnull=True, response__survey_id=number)
    return OfSurvey(survey(number), rows.get(pk=answer_id))


def question_sets(*, only_active: bool = False) -> QuerySet[QuestionSet]:
    rows: QuerySet[QuestionSet] = QuestionSet.objects.annotate(question_count=Count("questions")).order_by("name")
    return rows.filter(is_active=True) if only_active else rows


def questions_of(home: Survey | QuestionSet) -> list[SurveyQuestion]:
    own = {"survey": home} if isinstance(home, Survey) else {"question_set": home}
    return list(SurveyQuestion.objects.filter(**own).select_related("goal").order_by("number"))


def surveys_open_on(day: date) -> list[Survey]:
    """Where residents can take part today."""
    rows = Survey.objects.open_on(day).select_related("evaluation__work_area")
    return list(rows.order_by("evaluation__work_area__name", "pk"))


def survey_of_code(code: str) -> Survey | None:
    """The survey that a code was made for, used or not."""
    found: SurveyCode | None = (
        SurveyCode.objects.filter(code_hash=hash_of(code)).select_related("survey__evaluation__work_area").first()
    )
    return found.survey if found is not None else None


def surveys_kept_by(actor: Actor) -> QuerySet[Survey]:
    rows: QuerySet[Survey] = Survey.objects.kept_by(actor).select_related("evaluation__work_area")
    return rows.order_by("-opens_on", "-id")


def surveys_to_enter() -> QuerySet[Survey]:
    """Surveys that are open: paper may come in."""
    rows: QuerySet[Survey] = Survey.objects.filter(state=SurveyState.OPEN).select_related("evaluation__work_area")
    return rows.order_by("-opens_on", "-id")


# ── How it goes ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Response:
    """How many answered, and of how many that were asked."""

    count: int
    paper: int | None  # None where telling it would point at a few people
    asked: int | None
    unchecked: int

    @property
    def share(self) -> int | None:
        """In percents, rounded down: never more than there is."""
        return min(100, self.count * 100 // self.asked) if self.asked else None


def response_of(survey: Survey) -> Response:
    counts = SurveyResponse.objects.filter(survey=survey).aggregate(
        count=Count("pk"),
        paper=Count("pk", filter=Q(channel=Channel.PAPER)),
        unchecked=Count("pk", filter=Q(channel=Channel.PAPER, is_checked=False)),
    )
    split = told([counts["paper"], counts["count"] - counts["paper"]])
    return Response(counts["count"], split[0], survey.people_asked, counts["unchecked"])


def next_sheet(survey: Survey) -> int:
    last = SurveyResponse.objects.filter(survey=survey, sheet__isnull=False).order_by("-sheet").first()
    return (last.sheet if last is not None else 0) + 1


# ── What came of it ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Cell:
    """How many chose this. None: too few to tell, or it would tell of another."""

    label: str
    count: int | None


@dataclass(frozen=True)
class QuestionResult:
    text: str
    kind: str
    goal_id: int | None
    answered: int | None  # None: too few to tell anything
    mean: float | None
    cells: tuple[Cell, ...]

    @property
    def is_told(self) -> bool:
        return self.answered is not None

    @property
    def has_hidden(self) -> bool:
        return any(cell.count is None for cell in self.cells)


def told(counts: Sequence[int], *, smallest: int | None = None) -> list[int | None]:
    """The counts of groups that make up a whole, without the small ones and without what would give those away.

    At least two are hidden, and together they are at least the limit; a zero is about nobody and stays.
    """
    limit = scope.current().smallest_group if smallest is None else smallest
    hidden = {place for place, count in enumerate(counts) if 0 < count < limit}
    open_ones = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    while hidden and open_ones and (len(hidden) < 2 or sum(counts[place] for place in hidden) < limit):
        hidden.add(open_ones.pop(0)[1])
    return [None if place in hidden else count for place, count in enumerate(counts)]


def told_apart(counts: Sequence[int], whole: int, *, smallest: int | None = None) -> list[int | None]:
    """The counts of choices that do not exclude each other: each holds against all who answered."""
    limit = scope.current().smallest_group if smallest is None else smallest
    return [None if 0 < count < limit or 0 < whole - count < limit else count for count in counts]


def results_of(surveys: Sequence[Survey]) -> dict[int, list[QuestionResult]]:
    """The results of closed surveys by survey, in three queries however many."""
    closed = [survey.pk for survey in surveys if survey.is_closed]
    if not closed:
        return {}
    questions = SurveyQuestion.objects.filter(survey_id__in=closed).order_by("survey_id", "number")
    rows = SurveyAnswer.objects.filter(question__survey_id__in=closed, number__isnull=False).order_by()
    counted: dict[int, dict[int, int]] = defaultdict(dict)
    for question_id, number, count in rows.values_list("question_id", "number").annotate(Count("pk")):
        counted[question_id][number] = count
    of_each = SurveyAnswer.objects.filter(question__survey_id__in=closed).order_by().values_list("question_id")
    people = {
        question_id: (count, mean)
        for question_id, count, mean in of_each.annotate(people=Count("response_id", distinct=True), mean=Avg("number"))
    }
    results: dict[int, list[QuestionResult]] = defaultdict(list)
    for each in questions:
        count, mean = people.get(each.pk, (0, None))
        results[each.survey_id].append(_result(each, counted[each.pk], count, mean))
    return dict(results)


def _result(question: SurveyQuestion, counted: dict[int, int], count: int, mean: float | None) -> QuestionResult:
    result = QuestionResult(question.text, question.kind, question.goal_id, answered=count, mean=None, cells=())
    if count < scope.current().smallest_group:
        return replace(result, answered=None)
    if question.kind == QuestionKind.WORDS:
        return result
    if question.kind == QuestionKind.MARK:
        # In three classes: from ten cells and the mean, a hidden one could be counted back.
        classes = [sum(n for mark, n in counted.items() if low <= mark <= high) for _name, low, high in MARK_CLASSES]
        cells = [Cell(name, n) for (name, _low, _high), n in zip(MARK_CLASSES, told(classes), strict=True)]
        return replace(result, mean=round(float(mean or 0), 1), cells=tuple(cells))
    counts = [counted.get(number, 0) for number, _label in question.options]
    shown = told_apart(counts, count) if question.kind == QuestionKind.SEVERAL else told(counts)
    cells = [Cell(label, n) for (_number, label), n in zip(question.options, shown, strict=True)]
    return replace(result, cells=tuple(cells))


@dataclass(frozen=True)
class Words:
    """What people wrote to one question, as far as somebody looked through it."""

    question: SurveyQuestion
    shown: list[str]
    waiting: int
    withheld: int


def words_of(survey: Survey) -> list[Words]:
    """Own words for staff, by question and by nothing else; in the order of the alphabet, not as they came in."""
    if not _may_be_read(survey):
        return []
    questions = SurveyQuestion.objects.filter(survey=survey, kind=QuestionKind.WORDS).order_by("number")
    rows = SurveyAnswer.objects.filter(question__in=questions).order_by("words")
    by_question: dict[int, list[SurveyAnswer]] = defaultdict(list)
    for row in rows:
        by_question[row.question_id].append(row)
    return [
        Words(
            each,
            [row.words for row in by_question[each.pk] if row.look == Look.SHOWN],
            sum(row.look == Look.WAITING for row in by_question[each.pk]),
            sum(row.look == Look.WITHHELD for row in by_question[each.pk]),
        )
        for each in questions
    ]


def _may_be_read(survey: Survey) -> bool:
    """It is closed, and more than a few took part."""
    enough = scope.current().smallest_group
    return survey.is_closed and SurveyResponse.objects.filter(survey=survey).count() >= enough


def waiting_words(survey: Survey, *, most: int = 20) -> list[SurveyAnswer]:
    """Words that nobody looked through yet, in the order of the alphabet."""
    if not _may_be_read(survey):
        return []
    rows = SurveyAnswer.objects.filter(response__survey=survey, look=Look.WAITING).select_related("question")
    return list(rows.order_by("words", "pk")[:most])


def waiting_count(survey: Survey) -> int:
    if not _may_be_read(survey):
        return 0
    return SurveyAnswer.objects.filter(response__survey=survey, look=Look.WAITING).count()  # type: ignore[no-any-return]
