"""What can be done with a survey: make its questions, hand out codes, answer, look through words, close it.

Locks: the survey first, then the code. What one code answers counts once, on the web and on paper together. Neither the
answers nor the code get a moment, and nothing is recorded of who handed them in.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.plans.models import (
    Evaluation,
    Goal,
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
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.codes import CodesMadeAlready, new_codes
from wijkwerk.foundation.kit.refusals import Refusal

MOST_WORDS = 2_000
WITH_CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)

Given = Mapping[int, Sequence[int] | str]  # by the number of the question: what was chosen, or own words


class SurveyTitleMissing(Refusal):
    message = gettext_lazy("Geef de enquête een titel.")
    field = "title"


class DaysTurnedRound(Refusal):
    message = gettext_lazy("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.")
    field = "closes_on"


class QuestionsAreFixed(Refusal):
    message = gettext_lazy(
        "De enquête is al open. De vragen kunnen niet meer veranderen: dan tellen antwoorden niet op."
    )
    status = 409


class NoQuestions(Refusal):
    message = gettext_lazy("Zet eerst ten minste één vraag in de enquête.")


class QuestionMissing(Refusal):
    message = gettext_lazy("Schrijf de vraag op.")
    field = "text"


class TooFewChoices(Refusal):
    message = gettext_lazy("Schrijf ten minste twee verschillende antwoorden op, elk op een eigen regel.")
    field = "choices"


class TooManyChoices(Refusal):
    message = gettext_lazy("Een vraag heeft hooguit twintig antwoorden van elk honderd tekens. Maak de lijst korter.")
    field = "choices"


class GoalOfAnother(Refusal):
    message = gettext_lazy("Dit doel hoort niet bij deze evaluatie. Kies een doel uit de lijst.")
    field = "goal"


class SetNameTaken(Refusal):
    message = gettext_lazy("Er is al een vragenlijst met deze naam. Kies een andere naam.")
    field = "name"


class MoveNotPossible(Refusal):
    message = gettext_lazy("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class CodesNotNeeded(Refusal):
    message = gettext_lazy("Aan deze enquête doet iedereen mee zonder code.")


class SurveyIsClosed(Refusal):
    status = 409


class CodeMissing(Refusal):
    message = gettext_lazy("Vul de code in die op uw brief staat.")
    field = "code"


class CodeUnknown(Refusal):
    message = gettext_lazy("Deze code kennen wij niet bij deze enquête. Kijk of u alle letters en cijfers goed hebt.")
    field = "code"


class CodeUsed(Refusal):
    message = gettext_lazy(
        "Met deze code is de enquête al ingevuld. Uw antwoorden zijn binnen: u hoeft niets meer te doen."
    )
    field = "code"
    status = 409


class NothingAnswered(Refusal):
    message = gettext_lazy("U hebt nog geen vraag beantwoord. Beantwoord ten minste één vraag.")


class AnswerNotPossible(Refusal):
    message = gettext_lazy("Dit antwoord kan niet. Kies een van de antwoorden die er staan.")


class SheetMissing(Refusal):
    message = gettext_lazy("Schrijf een nummer op het papier en vul dat hier in.")
    field = "sheet"


class SheetEntered(Refusal):
    message = gettext_lazy("Een papier met dit nummer is al ingevoerd. Kijk of het nummer klopt.")
    field = "sheet"
    status = 409


class NoSuchSheet(Refusal):
    message = gettext_lazy("Er is geen papier met dit nummer ingevoerd. Kijk of het nummer klopt.")
    field = "sheet"


class DiffersFromFirst(Refusal):
    """What was typed the second time is not what was typed first; `numbers` are the questions."""

    field = "is_sure"
    status = 409

    def __init__(self, numbers: Sequence[int]) -> None:
        told = _("Bij vraag %(numbers)s staat de eerste keer iets anders. Kijk nog eens op het papier.")
        super().__init__(told % {"numbers": ", ".join(map(str, numbers))})
        self.numbers = tuple(numbers)


# ── The survey ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_survey(
    evaluation: Evaluation,
    *,
    title: str,
    opens_on: date,
    closes_on: date,
    by: Actor,
    at: datetime,
    introduction: str = "",
    needs_code: bool = True,
    double_entry: bool = False,
    asked_count: int | None = None,
    question_set: QuestionSet | None = None,
    client_key: uuid.UUID | None = None,
) -> Survey:
    """A survey with perhaps the questions of a set. The same `client_key` again gives the survey that was made."""
    if client_key is not None and (made := Survey.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    survey = Survey(evaluation=evaluation, created_at=at, client_key=client_key or uuid.uuid4())
    _fill_in(survey, title=title, introduction=introduction, opens_on=opens_on, closes_on=closes_on)
    survey.needs_code, survey.double_entry, survey.asked_count = needs_code, double_entry, asked_count
    survey.save()
    if question_set is not None:
        _copy(question_set, survey)
    journal.record("survey.made", about=survey, by=by, at=at, details={"evaluation": evaluation.pk})
    return survey


@transaction.atomic
def change_survey(
    survey: Survey,
    *,
    title: str,
    introduction: str,
    opens_on: date,
    closes_on: date,
    needs_code: bool,
    double_entry: bool,
    asked_count: int | None,
    by: Actor,
    at: datetime,
) -> Survey:
    """Other words or days. Whether it needs a code is fixed once it is open."""
    fresh = _lock(survey)
    if fresh.is_closed:
        raise MoveNotPossible
    _fill_in(fresh, title=title, introduction=introduction, opens_on=opens_on, closes_on=closes_on)
    if fresh.state == SurveyState.MAKING:
        fresh.needs_code = needs_code
    fresh.double_entry, fresh.asked_count = double_entry, asked_count
    fresh.version += 1
    fresh.save()
    journal.record("survey.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def open_survey(survey: Survey, *, by: Actor, at: datetime) -> Survey:
    """From its first day on people can answer; its questions are fixed."""
    fresh = _lock(survey)
    if fresh.state == SurveyState.OPEN:
        return fresh
    if fresh.state != SurveyState.MAKING:
        raise MoveNotPossible
    if not SurveyQuestion.objects.filter(survey=fresh).exists():
        raise NoQuestions
    fresh.state = SurveyState.OPEN
    fresh.version += 1
    fresh.save()
    journal.record("survey.opened", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def close_survey(survey: Survey, *, by: Actor, at: datetime) -> Survey:
    """Nothing comes in any more and the results are there. What could still lead from paper to answer is wiped out."""
    fresh = _lock(survey)
    if fresh.is_closed:
        return fresh
    if fresh.state != SurveyState.OPEN:
        raise MoveNotPossible
    fresh.state, fresh.closed_on = SurveyState.CLOSED, clock.dutch(at).date()
    fresh.version += 1
    fresh.save()
    SurveyResponse.objects.filter(survey=fresh).update(sheet=None)
    # PostgreSQL stamps rows with the transaction that wrote them: now all codes bear the same one.
    SurveyCode.objects.filter(survey=fresh).update(is_used=F("is_used"))
    journal.record("survey.closed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def make_codes(survey: Survey, *, count: int, batch: uuid.UUID, by: Actor, at: datetime) -> list[str]:
    """Codes to print: given once, and kept as hashes. The same `batch` again is refused, not made twice."""
    codes = new_codes(count)
    fresh = _lock(survey)
    if not fresh.needs_code:
        raise CodesNotNeeded
    if fresh.is_closed:
        raise MoveNotPossible
    if fresh.last_batch == batch:
        raise CodesMadeAlready
    hashes = [hash_of(code) for code in codes]
    secrets.SystemRandom().shuffle(hashes)  # not in the order in which they are printed
    SurveyCode.objects.bulk_create([SurveyCode(survey=fresh, code_hash=each) for each in hashes])
    fresh.code_count += count
    fresh.last_batch = batch
    fresh.save(update_fields=["code_count", "last_batch"])
    journal.record("survey.codes_made", about=fresh, by=by, at=at, details={"count": count})
    return codes


# ── Questions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_question(
    home: Survey | QuestionSet,
    *,
    kind: QuestionKind,
    text: str,
    by: Actor,
    at: datetime,
    explanation: str = "",
    choices: Sequence[str] = (),
    goal: Goal | None = None,
) -> SurveyQuestion:
    """A question at the end of a survey or of a set."""
    locked = _lock_home(home)
    own = {"survey": locked} if isinstance(locked, Survey) else {"question_set": locked}
    last = SurveyQuestion.objects.filter(**own).aggregate(last=Max("number"))["last"] or 0
    question = SurveyQuestion(number=last + 1, **own)
    _ask(question, kind=kind, words=text, explanation=explanation, choices=choices, goal=goal)
    question.save()
    journal.record("survey.question_added", about=locked, by=by, at=at, details={"question": question.pk})
    return question


@transaction.atomic
def change_question(
    question: SurveyQuestion,
    *,
    kind: QuestionKind,
    text: str,
    by: Actor,
    at: datetime,
    explanation: str = "",
    choices: Sequence[str] = (),
    goal: Goal | None = None,
) -> SurveyQuestion:
    """Other words, as long as nobody can have answered."""
    home = _lock_home(_home_of(question))
    fresh: SurveyQuestion = SurveyQuestion.objects.select_related("survey__evaluation").get(pk=question.pk)
    _ask(fresh, kind=kind, words=text, explanation=explanation, choices=choices, goal=goal)
    fresh.save()
    journal.record("survey.question_changed", about=home, by=by, at=at, details={"question": fresh.pk})
    return fresh


@transaction.atomic
def remove_question(question: SurveyQuestion, *, by: Actor, at: datetime) -> None:
    home = _lock_home(_home_of(question))
    SurveyQuestion.objects.filter(pk=question.pk).delete()
    journal.record("survey.question_removed", about=home, by=by, at=at, details={"question": question.pk})


@transaction.atomic
def move_question(question: SurveyQuestion, *, up: bool, by: Actor, at: datetime) -> None:
    """One place earlier or later; at the end it stays where it is."""
    home = _lock_home(_home_of(question))
    rows = _questions_of(home)
    place = next((index for index, row in enumerate(rows) if row.pk == question.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    one, two = rows[place], rows[other]
    free = rows[-1].number + 1
    for row, number in ((one, free), (two, one.number), (one, two.number)):
        SurveyQuestion.objects.filter(pk=row.pk).update(number=number)
    journal.record("survey.question_moved", about=home, by=by, at=at, details={"question": question.pk})


@transaction.atomic
def take_over_questions(survey: Survey, question_set: QuestionSet, *, by: Actor, at: datetime) -> None:
    """The questions of a set come after those that are there."""
    locked = _lock_home(survey)
    assert isinstance(locked, Survey)
    _copy(question_set, locked)
    journal.record("survey.questions_taken_over", about=locked, by=by, at=at, details={"set": question_set.pk})


@transaction.atomic
def make_question_set(*, name: str, by: Actor, at: datetime, like: Survey | None = None) -> QuestionSet:
    """A set to use again, perhaps with the questions of a survey."""
    called = text.one_line(name)
    if not called or QuestionSet.objects.filter(name=called).exists():
        raise SetNameTaken(None if called else _("Geef de vragenlijst een naam."))
    made: QuestionSet = QuestionSet.objects.create(name=called)
    if like is not None:
        _copy(like, made)
    journal.record("question_set.made", about=made, by=by, at=at)
    return made


@transaction.atomic
def retire_question_set(question_set: QuestionSet, *, is_active: bool, by: Actor, at: datetime) -> None:
    """Not offered any more, or again."""
    if QuestionSet.objects.filter(pk=question_set.pk).exclude(is_active=is_active).update(is_active=is_active):
        journal.record("question_set.moved", about=question_set, by=by, at=at, details={"is_active": is_active})


# ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def hand_in(
    survey: Survey, *, given: Given, at: datetime, code: str = "", client_key: uuid.UUID | None = None
) -> SurveyResponse:
    """What one person answered on the web. With one code it counts once; sent twice it is one."""
    fresh = _lock(survey)
    if client_key is not None and (made := _response_with(fresh, client_key)) is not None:
        return made
    _take_answers_on(fresh, clock.dutch(at).date())
    answers = _read(fresh, given)
    _use_code(fresh, code)
    return _keep(fresh, answers, channel=Channel.WEB, client_key=client_key)


@transaction.atomic
def enter_paper(
    survey: Survey, *, sheet: int | None, given: Given, by: Actor, at: datetime, code: str = ""
) -> SurveyResponse:
    """What somebody answered on paper, typed by staff. Also after the last day, until the survey is closed.

    Not recorded by whom or when: what is written about a sheet must not lead to the code on it.
    """
    fresh = _lock(survey)
    if fresh.state != SurveyState.OPEN:
        raise SurveyIsClosed(_("Deze enquête is niet open. Er kan niets meer bij."))
    if not sheet or sheet < 1:
        raise SheetMissing
    if SurveyResponse.objects.filter(survey=fresh, sheet=sheet).exists():
        raise SheetEntered
    answers = _read(fresh, given)
    _use_code(fresh, code)
    return _keep(fresh, answers, channel=Channel.PAPER, sheet=sheet)


@transaction.atomic
def check_paper(
    survey: Survey, *, sheet: int | None, given: Given, by: Actor, at: datetime, is_sure: bool = False
) -> SurveyResponse:
    """Typed a second time: the same is right, what differs is looked at again and then counts as it is now."""
    fresh = _lock(survey)
    if fresh.state != SurveyState.OPEN:
        raise SurveyIsClosed(_("Deze enquête is niet open. Er kan niets meer veranderen."))
    response = SurveyResponse.objects.filter(survey=fresh, sheet=sheet).first() if sheet else None
    if response is None:
        raise NoSuchSheet
    answers = _read(fresh, given)
    first = {(answer.question_id, answer.number, answer.words) for answer in response.answers.all()}
    second = {(answer.question_id, answer.number, answer.words) for answer in answers}
    differing = {question_id for question_id, _number, _words in first ^ second}
    if differing and not is_sure:
        places = {question.pk: place for place, question in enumerate(_questions_of(fresh), 1)}
        raise DiffersFromFirst(sorted(places[pk] for pk in differing))
    if differing:
        response.answers.all().delete()
        _write(response, answers)
    response.is_checked = True
    response.save(update_fields=["is_checked"])
    return response  # type: ignore[no-any-return]


@transaction.atomic
def look_through(answer: SurveyAnswer, *, words: str, by: Actor, at: datetime) -> SurveyAnswer:
    """Somebody read these words: colleagues may read what is left of them. Nothing left is taken away."""
    fresh: SurveyAnswer = SurveyAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    fresh.words = text.clean_text(words)[:MOST_WORDS]
    fresh.look = Look.SHOWN if fresh.words else Look.WITHHELD
    fresh.save(update_fields=["words", "look"])
    survey = Survey.objects.get(responses=fresh.response_id)
    journal.record("survey.words_looked_through", about=survey, by=by, at=at)
    return fresh


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _lock(survey: Survey) -> Survey:
    fresh: Survey = Survey.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=survey.pk)
    return fresh


def _lock_home(home: Survey | QuestionSet) -> Survey | QuestionSet:
    """Where the questions are, until the deed is done; refused when people may have read them."""
    if isinstance(home, QuestionSet):
        locked: QuestionSet = QuestionSet.objects.select_for_update().get(pk=home.pk)
        return locked
    fresh = _lock(home)
    if fresh.state != SurveyState.MAKING:
        raise QuestionsAreFixed
    return fresh


def _home_of(question: SurveyQuestion) -> Survey | QuestionSet:
    home = question.survey if question.survey_id else question.question_set
    assert home is not None
    return home


def _questions_of(home: Survey | QuestionSet) -> list[SurveyQuestion]:
    own = {"survey": home} if isinstance(home, Survey) else {"question_set": home}
    return list(SurveyQuestion.objects.filter(**own).order_by("number"))


def _fill_in(survey: Survey, *, title: str, introduction: str, opens_on: date, closes_on: date) -> None:
    survey.title, survey.introduction = text.one_line(title)[: text.SENTENCE], text.clean_text(introduction)
    if not survey.title:
        raise SurveyTitleMissing
    if closes_on < opens_on:
        raise DaysTurnedRound
    survey.opens_on, survey.closes_on = opens_on, closes_on


def _ask(
    question: SurveyQuestion,
    *,
    kind: QuestionKind,
    words: str,
    explanation: str,
    choices: Sequence[str],
    goal: Goal | None,
) -> None:
    question.kind, question.text = QuestionKind(kind), text.one_line(words)[:300]
    question.explanation = text.one_line(explanation)[:300]
    if not question.text:
        raise QuestionMissing
    own = [line for line in map(text.one_line, choices) if line]
    if question.kind not in WITH_CHOICES:
        own = []
    elif len(set(own)) < 2 or len(set(own)) != len(own):
        raise TooFewChoices
    elif len(own) > 20 or any(len(line) > 100 for line in own):
        raise TooManyChoices
    question.choices = own
    if goal is not None and (question.survey is None or goal.vision_id != question.survey.evaluation.vision_id):
        raise GoalOfAnother
    question.goal = goal


def _copy(start: Survey | QuestionSet, home: Survey | QuestionSet) -> None:
    own = {"survey": home} if isinstance(home, Survey) else {"question_set": home}
    last = SurveyQuestion.objects.filter(**own).aggregate(last=Max("number"))["last"] or 0
    copies = [
        SurveyQuestion(
            number=last + place,
            kind=question.kind,
            text=question.text,
            explanation=question.explanation,
            choices=question.choices,
            goal=question.goal if isinstance(home, Survey) else None,
            **own,
        )
        for place, question in enumerate(_questions_of(start), 1)
    ]
    SurveyQuestion.objects.bulk_create(copies)


def _take_answers_on(survey: Survey, day: date) -> None:
    if survey.state == SurveyState.OPEN and survey.opens_on <= day <= survey.closes_on:
        return
    if survey.state != SurveyState.CLOSED and day < survey.opens_on:
        told = _("Deze enquête begint op %(day)s. Kom dan terug.")
        raise SurveyIsClosed(told % {"day": date_format(survey.opens_on, "j F Y")})
    raise SurveyIsClosed(_("Deze enquête is gesloten. Meedoen kan niet meer. Bedankt dat u het wilde doen."))


def _use_code(survey: Survey, code: str) -> None:
    """The code counts for this answer and for no other. Of fifty at the same moment, one gets it."""
    if not survey.needs_code:
        return
    if not code.strip():
        raise CodeMissing
    own = SurveyCode.objects.filter(survey=survey, code_hash=hash_of(code))
    if not own.filter(is_used=False).update(is_used=True):
        raise CodeUsed if own.exists() else CodeUnknown


def _response_with(survey: Survey, client_key: uuid.UUID) -> SurveyResponse | None:
    found: SurveyResponse | None = SurveyResponse.objects.filter(survey=survey, client_key=client_key).first()
    return found


def _read(survey: Survey, given: Given) -> list[SurveyAnswer]:
    """The answers as rows that wait for their response; refused when one is no answer to its question."""
    answers: list[SurveyAnswer] = []
    for question in _questions_of(survey):
        answer = given.get(question.pk)
        if question.kind == QuestionKind.WORDS:
            words = text.clean_text(str(answer or ""))[:MOST_WORDS]
            if words:
                answers.append(SurveyAnswer(question=question, words=words, look=Look.WAITING))
            continue
        if answer is None or isinstance(answer, str):
            continue
        numbers = sorted(set(answer))
        known = {number for number, _label in question.options}
        if not set(numbers) <= known or (len(numbers) > 1 and question.kind != QuestionKind.SEVERAL):
            raise AnswerNotPossible(field=f"q{question.pk}")
        answers += [SurveyAnswer(question=question, number=number) for number in numbers]
    if not answers:
        raise NothingAnswered
    return answers


def _keep(
    survey: Survey,
    answers: Sequence[SurveyAnswer],
    *,
    channel: Channel,
    sheet: int | None = None,
    client_key: uuid.UUID | None = None,
) -> SurveyResponse:
    response: SurveyResponse = SurveyResponse.objects.create(
        survey=survey, channel=channel, sheet=sheet, client_key=client_key or uuid.uuid4()
    )
    _write(response, answers)
    return response


def _write(response: SurveyResponse, answers: Sequence[SurveyAnswer]) -> None:
    for answer in answers:
        answer.response = response
    SurveyAnswer.objects.bulk_create(answers)
