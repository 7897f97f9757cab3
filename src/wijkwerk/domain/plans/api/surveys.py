"""Surveys for machines: their questions and sets of questions, codes, answers, paper, own words, results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.plans import survey_limits
from wijkwerk.domain.plans.models import Evaluation, Goal, QuestionSet, Survey, SurveyAnswer, SurveyQuestion
from wijkwerk.domain.plans.models.surveys import QuestionKind, SurveyState
from wijkwerk.domain.plans.operations import surveys
from wijkwerk.domain.plans.queries import evaluations as evaluation_queries
from wijkwerk.domain.plans.queries import surveys as queries
from wijkwerk.domain.plans.queries.surveys import QuestionResult
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, codes
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Enquêtes")
WORDS_AT_ONCE = 100


class NoSuchQuestionSet(Refusal):
    message = _("Deze vragenlijst is er niet, of is uit gebruik.")


class StateWord(StrEnum):
    MAKING = "in de maak"
    OPEN = "open"
    CLOSED = "gesloten"


class QuestionWord(StrEnum):
    MARK = "rapportcijfer"
    ONE = "één keuze"
    SEVERAL = "meer keuzes"
    AGREE = "mee eens"
    WORDS = "eigen woorden"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ChoiceResult(Document):
    label: str = named("antwoord")
    count: int | None = named("aantal", description="Leeg: te weinig mensen om te tonen.")


class QuestionDocument(Document):
    text: str = named("vraag")
    kind: QuestionWord = named("soort")
    answered: int | None = named("aantalAntwoorden", description="Leeg: te weinig mensen om te tonen.")
    mean: float | None = named("gemiddelde")
    choices: list[ChoiceResult] = named("verdeling")


class QuestionAsked(Document):
    number: int = named("nummer")
    text: str = named("vraag")
    explanation: str = named("uitleg")
    kind: QuestionWord = named("soort")
    choices: list[tuple[int, str]] = named("antwoorden", description="Nummer en woorden van elk antwoord.")
    goal: int | None = named("doelNummer")


class SurveyDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    introduction: str = named("inleiding")
    area_name: str = named("werkgebiedNaam")
    opens_on: date = named("openVanaf")
    closes_on: date = named("openTotEnMet")
    needs_code: bool = named("vraagtCode")
    questions: list[QuestionAsked] = named("vragen")


class SurveyWhole(SurveyDocument):
    """Met wat alleen wie de enquête bijhoudt nodig heeft."""

    state: StateWord = named("staat")
    asked_count: int | None = named("aantalGevraagd")
    double_entry: bool = named("tweeKeerInvoeren")
    codes: int = named("aantalCodes")
    response: int = named("deelnemers")
    unchecked: int = named("papierNietNagekeken")


class SurveyList(Document):
    results: list[SurveyDocument] = named("resultaten")


class SurveysKept(Document):
    results: list[SurveyWhole] = named("resultaten")


class SurveyResults(Document):
    number: int = named("nummer")
    response: int = named("deelnemers")
    asked: int | None = named("gevraagd")
    questions: list[QuestionDocument] = named("vragen")


class QuestionSetName(Document):
    number: int = named("nummer")
    name: str = named("naam")
    is_active: bool = named("inGebruik")


class QuestionSetDocument(QuestionSetName):
    """Vragen om in elke enquête te gebruiken."""

    questions: list[QuestionAsked] = named("vragen")


class QuestionSetList(Document):
    results: list[QuestionSetName] = named("resultaten")


class WordsWaiting(Document):
    number: int = named("nummer")
    question: int = named("vraag")
    words: str = named("woorden")


class WordsRead(Document):
    question: int = named("vraag")
    shown: list[str] = named("woorden")
    withheld: int = named("weggehaald")


class WordsDocument(Document):
    """Eigen woorden van bewoners. Leeg zolang de enquête open is, en als weinig mensen meededen."""

    waiting: list[WordsWaiting] = named("nogNietNagekeken")
    left: int = named("aantalNogNietNagekeken")
    read: list[WordsRead] = named("nagekeken")


class HandedIn(Document):
    received: bool = named("ontvangen")


class CodesDocument(Document):
    """De codes, één keer leesbaar: wij bewaren ze niet zo."""

    codes: list[str]


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class SurveyWords(Input):
    title: Line = named("titel")
    introduction: str = named("inleiding", "", max_length=2_000)
    opens_on: date = named("openVanaf")
    closes_on: date = named("openTotEnMet")
    needs_code: bool = named("vraagtCode", True)
    asked_count: Number | None = named("aantalGevraagd", None)
    double_entry: bool = named("tweeKeerInvoeren", False)


class SurveyInput(SurveyWords):
    question_set: Number | None = named("vragenlijst", None, description="Vragenlijst om mee te beginnen.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één enquête.")


class QuestionOfSetInput(Input):
    text: Line = named("vraag")
    kind: QuestionWord = named("soort")
    explanation: Line = named("uitleg", "")
    choices: list[Line] = named("antwoorden", default_factory=list, max_length=20)


class QuestionInput(QuestionOfSetInput):
    goal: Number | None = named("doelNummer", None)


class PlaceInput(Input):
    up: bool = named("omhoog", description="Eén plaats naar voren; anders één naar achteren.")


class NameInput(Input):
    name: Line = named("naam")


class TakeOverInput(Input):
    question_set: Number = named("vragenlijst")


class InUseInput(Input):
    is_active: bool = named("inGebruik")


class CodesInput(Input):
    count: int = named("aantal", ge=1, le=codes.MOST_AT_ONCE)
    batch: UUID = named("sleutel", description="Door u bedacht: dezelfde sleutel maakt niet nog eens codes.")


class GivenAnswer(Input):
    question: Number = named("vraag")
    numbers: list[int] = named("nummers", default_factory=list, max_length=20)
    words: str = named("woorden", "", max_length=surveys.MOST_WORDS)


class AnswersOnPaper(Input):
    code: Line = named("code", "")
    answers: list[GivenAnswer] = named("antwoorden", max_length=200)
    sheet: Number = named("nummer", description="Het nummer dat op het papier staat.")


class PaperAgain(Input):
    sheet: Number = named("nummer", description="Het nummer dat op het papier staat.")
    answers: list[GivenAnswer] = named("antwoorden", max_length=200)
    is_sure: bool = named("zeker", False, description="Wat nu anders is dan de eerste keer, staat zo op het papier.")


class LookInput(Input):
    words: str = named("woorden", max_length=surveys.MOST_WORDS, description="Wat collega's lezen. Leeg: niemand.")


class AnswersInput(Input):
    code: Line = named("code", "")
    answers: list[GivenAnswer] = named("antwoorden", max_length=200)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd telt één keer.")


# ── Answering ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/enquetes", response=SurveyList, summary="Enquêtes die open zijn")
@needs(Permission.SURVEY_ANSWER)
def surveys_now(request: HttpRequest) -> Any:
    """Waar bewoners vandaag aan kunnen meedoen, met de vragen."""
    return SurveyList(results=[SurveyDocument(**_fields(each)) for each in queries.surveys_open_on(clock.today())])


@router.post("/enquetes/{int:nummer}/antwoorden", response={201: HandedIn}, summary="Enquête invullen")
@needs(Permission.SURVEY_ANSWER, find=queries.open_survey, by=("nummer",))
def hand_in(request: HttpRequest, survey: Survey, data: AnswersInput) -> Any:
    """Met een code telt één antwoord. Wij bewaren niet wie wat antwoordde, en niet met welke code."""
    with survey_limits.taking_part(request, survey):
        surveys.hand_in(survey, given=_given(data.answers), code=data.code, client_key=data.client_key, at=clock.now())
    return Status(201, HandedIn(received=True))


def _given(answers: Sequence[GivenAnswer]) -> surveys.Given:
    return {each.question: each.words or each.numbers for each in answers}


# ── Keeping a survey ───────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/wijkevaluaties/{int:nummer}/enquetes", response=SurveysKept, summary="Enquêtes van een evaluatie")
@needs(Permission.EVALUATION_MANAGE, find=evaluation_queries.evaluation, by=("nummer",))
def surveys_of_evaluation(request: HttpRequest, evaluation: Evaluation) -> Any:
    """Ook wat nog in de maak is en wat gesloten is."""
    rows = Survey.objects.filter(evaluation=evaluation).select_related("evaluation__work_area").order_by("pk")
    return SurveysKept(results=[_whole(each) for each in rows])


@router.post("/wijkevaluaties/{int:nummer}/enquetes", response={201: SurveyWhole}, summary="Enquête maken")
@needs(Permission.EVALUATION_MANAGE, find=evaluation_queries.evaluation, by=("nummer",))
def make_survey(request: HttpRequest, evaluation: Evaluation, data: SurveyInput) -> Any:
    """Nog niet open, en zonder vragen of met die van een vragenlijst."""
    own = None if data.question_set is None else _set_in_use(data.question_set)
    values = data.model_dump(exclude={"question_set"})
    made = surveys.make_survey(evaluation, **values, question_set=own, **policy.deed(request))
    return Status(201, _whole(queries.survey(made.pk)))


@router.get("/enquetes/{int:nummer}", response=SurveyWhole, summary="Eén enquête")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def survey(request: HttpRequest, survey: Survey) -> Any:
    """Met haar vragen en hoeveel mensen al meededen."""
    return _whole(survey)


@router.put("/enquetes/{int:nummer}", response=SurveyWhole, summary="Enquête wijzigen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def change_survey(request: HttpRequest, survey: Survey, data: SurveyWords) -> Any:
    """Andere woorden of dagen. Of er een code nodig is, ligt vast zodra zij open is."""
    surveys.change_survey(survey, **data.model_dump(), **policy.deed(request))
    return _whole(queries.survey(survey.pk))


@router.post("/enquetes/{int:nummer}/opening", response=SurveyWhole, summary="Enquête openen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def open_survey(request: HttpRequest, survey: Survey) -> Any:
    """Daarna liggen de vragen vast."""
    surveys.open_survey(survey, **policy.deed(request))
    return _whole(queries.survey(survey.pk))


@router.post("/enquetes/{int:nummer}/sluiting", response=SurveyWhole, summary="Enquête sluiten")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def close_survey(request: HttpRequest, survey: Survey) -> Any:
    """Daarna komt er niets meer bij en is de uitkomst er."""
    surveys.close_survey(survey, **policy.deed(request))
    return _whole(queries.survey(survey.pk))


@router.post("/enquetes/{int:nummer}/codes", response={201: CodesDocument}, summary="Codes maken")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def make_codes(request: HttpRequest, survey: Survey, data: CodesInput) -> Any:
    """Om uit te delen, aan elk mens één. U krijgt ze één keer."""
    return Status(201, CodesDocument(codes=surveys.make_codes(survey, **data.model_dump(), **policy.deed(request))))


@router.get("/enquetes/{int:nummer}/uitkomst", response=SurveyResults, summary="Uitkomst van een enquête")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def survey_results(request: HttpRequest, survey: Survey) -> Any:
    """Na sluiting. Wat over weinig mensen gaat is leeg, en ook waaruit dat te berekenen is."""
    if not survey.is_closed:
        raise Http404
    response = queries.response_of(survey)
    results = queries.results_of([survey]).get(survey.pk, [])
    return SurveyResults(
        number=survey.pk,
        response=response.count,
        asked=response.asked,
        questions=[question_document(each) for each in results],
    )


# ── Its questions ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/enquetes/{int:nummer}/vragen", response={201: SurveyWhole}, summary="Vraag in een enquête zetten")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def add_question(request: HttpRequest, survey: Survey, data: QuestionInput) -> Any:
    """Achteraan, zolang de enquête nog niet open is."""
    surveys.add_question(survey, **_asked(data), goal=_goal(data), **policy.deed(request))
    return Status(201, _whole(survey))


@router.put("/enquetes/{int:nummer}/vragen/{int:vraag}", response=SurveyWhole, summary="Vraag wijzigen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question, by=("nummer", "vraag"))
def change_question(request: HttpRequest, found: queries.OfSurvey, data: QuestionInput) -> Any:
    """Andere woorden of antwoorden, zolang de enquête nog niet open is."""
    surveys.change_question(_question(found), **_asked(data), goal=_goal(data), **policy.deed(request))
    return _whole(found.survey)


@router.post("/enquetes/{int:nummer}/vragen/{int:vraag}/weg", response=SurveyWhole, summary="Vraag weghalen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question, by=("nummer", "vraag"))
def remove_question(request: HttpRequest, found: queries.OfSurvey) -> Any:
    """Zolang de enquête nog niet open is."""
    surveys.remove_question(_question(found), **policy.deed(request))
    return _whole(found.survey)


@router.post("/enquetes/{int:nummer}/vragen/{int:vraag}/plaats", response=SurveyWhole, summary="Vraag verplaatsen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question, by=("nummer", "vraag"))
def move_question(request: HttpRequest, found: queries.OfSurvey, data: PlaceInput) -> Any:
    """Eén plaats; vooraan of achteraan blijft zij staan."""
    surveys.move_question(_question(found), up=data.up, **policy.deed(request))
    return _whole(found.survey)


@router.post("/enquetes/{int:nummer}/overname", response=SurveyWhole, summary="Vragen uit een vragenlijst overnemen")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def take_over_questions(request: HttpRequest, survey: Survey, data: TakeOverInput) -> Any:
    """Zij komen achter de vragen die er al staan."""
    surveys.take_over_questions(survey, _set_in_use(data.question_set), **policy.deed(request))
    return _whole(survey)


@router.post(
    "/enquetes/{int:nummer}/vragenlijst", response={201: QuestionSetDocument}, summary="Als vragenlijst bewaren"
)
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def keep_as_set(request: HttpRequest, survey: Survey, data: NameInput) -> Any:
    """De vragen van deze enquête, om nog eens te gebruiken."""
    made = surveys.make_question_set(name=data.name, like=survey, **policy.deed(request))
    return Status(201, _set_document(made))


def _question(found: queries.OfSurvey) -> SurveyQuestion:
    assert isinstance(found.part, SurveyQuestion)
    return found.part


def _asked(data: QuestionOfSetInput) -> dict[str, Any]:
    return data.model_dump(exclude={"goal"}) | {"kind": QuestionKind[data.kind.name]}


def _goal(data: QuestionInput) -> Goal | None:
    found: Goal | None = Goal.objects.filter(pk=data.goal).first() if data.goal is not None else None
    if data.goal is not None and found is None:
        raise surveys.GoalOfAnother
    return found


# ── Sets of questions ──────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/vragenlijsten", response=QuestionSetList, summary="Vragenlijsten")
@needs(Permission.EVALUATION_MANAGE)
def question_sets(request: HttpRequest) -> Any:
    """Van allen die evaluaties maken samen."""
    return QuestionSetList(results=[QuestionSetName(**_set_fields(each)) for each in queries.question_sets()])


@router.post("/vragenlijsten", response={201: QuestionSetDocument}, summary="Vragenlijst maken")
@needs(Permission.EVALUATION_MANAGE)
def make_question_set(request: HttpRequest, data: NameInput) -> Any:
    """Nog zonder vragen."""
    return Status(201, _set_document(surveys.make_question_set(name=data.name, **policy.deed(request))))


@router.get("/vragenlijsten/{int:nummer}", response=QuestionSetDocument, summary="Eén vragenlijst")
@needs(Permission.EVALUATION_MANAGE)
def question_set(request: HttpRequest, nummer: int) -> Any:
    """Met haar vragen."""
    return _set_document(_set(nummer))


@router.post("/vragenlijsten/{int:nummer}/vragen", response={201: QuestionSetDocument}, summary="Vraag erbij zetten")
@needs(Permission.EVALUATION_MANAGE)
def add_question_to_set(request: HttpRequest, nummer: int, data: QuestionOfSetInput) -> Any:
    """Achteraan. Enquêtes die de lijst al overnamen, veranderen niet."""
    home = _set(nummer)
    surveys.add_question(home, **_asked(data), **policy.deed(request))
    return Status(201, _set_document(home))


@router.post(
    "/vragenlijsten/{int:nummer}/vragen/{int:vraag}/weg", response=QuestionSetDocument, summary="Vraag eruit halen"
)
@needs(Permission.EVALUATION_MANAGE)
def remove_question_of_set(request: HttpRequest, nummer: int, vraag: int) -> Any:
    """Enquêtes die de lijst al overnamen, veranderen niet."""
    question = SurveyQuestion.objects.filter(pk=vraag, question_set_id=nummer).first()
    if question is None:
        raise Http404
    surveys.remove_question(question, **policy.deed(request))
    return _set_document(_set(nummer))


@router.post("/vragenlijsten/{int:nummer}/gebruik", response=QuestionSetDocument, summary="In of uit gebruik nemen")
@needs(Permission.EVALUATION_MANAGE)
def retire_question_set(request: HttpRequest, nummer: int, data: InUseInput) -> Any:
    """Wat uit gebruik is, wordt niet meer aangeboden."""
    surveys.retire_question_set(_set(nummer), is_active=data.is_active, **policy.deed(request))
    return _set_document(_set(nummer))


def _set(number: int) -> QuestionSet:
    found: QuestionSet | None = QuestionSet.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _set_in_use(number: int) -> QuestionSet:
    found: QuestionSet | None = queries.question_sets(only_active=True).filter(pk=number).first()
    if found is None:
        raise NoSuchQuestionSet
    return found


def _set_fields(question_set: QuestionSet) -> dict[str, Any]:
    return {"number": question_set.pk, "name": question_set.name, "is_active": question_set.is_active}


def _set_document(question_set: QuestionSet) -> QuestionSetDocument:
    return QuestionSetDocument(
        **_set_fields(question_set), questions=[_question_asked(each) for each in queries.questions_of(question_set)]
    )


# ── Paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/enquetes/{int:nummer}/papier", response={201: HandedIn}, summary="Papieren enquête invoeren")
@needs(Permission.SURVEY_ENTER, find=queries.survey, by=("nummer",))
def enter_paper(request: HttpRequest, survey: Survey, data: AnswersOnPaper) -> Any:
    """Met de code op het papier telt web en papier samen één keer."""
    given = _given(data.answers)
    surveys.enter_paper(survey, sheet=data.sheet, code=data.code, given=given, **policy.deed(request))
    return Status(201, HandedIn(received=True))


@router.post("/enquetes/{int:nummer}/papier/nogmaals", response=HandedIn, summary="Papier een tweede keer invoeren")
@needs(Permission.SURVEY_ENTER, find=queries.survey, by=("nummer",))
def check_paper(request: HttpRequest, survey: Survey, data: PaperAgain) -> Any:
    """Wat anders is dan de eerste keer, krijgt u terug om nog eens te kijken; met “zeker” geldt wat u nu stuurt."""
    given = _given(data.answers)
    surveys.check_paper(survey, sheet=data.sheet, given=given, is_sure=data.is_sure, **policy.deed(request))
    return HandedIn(received=True)


# ── Own words ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/enquetes/{int:nummer}/woorden", response=WordsDocument, summary="Eigen woorden")
@needs(Permission.EVALUATION_MANAGE, find=queries.survey, by=("nummer",))
def words(request: HttpRequest, survey: Survey) -> Any:
    """Wat nog niemand nakeek, hooguit honderd tegelijk, en wat collega's mogen lezen."""
    return _words(survey)


def _words(survey: Survey) -> WordsDocument:
    return WordsDocument(
        waiting=[
            WordsWaiting(number=each.pk, question=each.question_id, words=each.words)
            for each in queries.waiting_words(survey, most=WORDS_AT_ONCE)
        ],
        left=queries.waiting_count(survey),
        read=[
            WordsRead(question=each.question.pk, shown=each.shown, withheld=each.withheld)
            for each in queries.words_of(survey)
        ],
    )


@router.post("/enquetes/{int:nummer}/woorden/{int:antwoord}", response=WordsDocument, summary="Eigen woorden nakijken")
@needs(Permission.EVALUATION_MANAGE, find=queries.words_to_look_through, by=("nummer", "antwoord"))
def look_through(request: HttpRequest, found: queries.OfSurvey, data: LookInput) -> Any:
    """Zoals u ze stuurt, mogen collega's ze lezen. Haal eruit wat naar iemand wijst."""
    assert isinstance(found.part, SurveyAnswer)
    surveys.look_through(found.part, words=data.words, **policy.deed(request))
    return _words(found.survey)


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def question_document(result: QuestionResult) -> QuestionDocument:
    return QuestionDocument(
        text=result.text,
        kind=_kind(result.kind),
        answered=result.answered,
        mean=result.mean,
        choices=[ChoiceResult(label=cell.label, count=cell.count) for cell in result.cells],
    )


def _kind(kind: str) -> QuestionWord:
    return QuestionWord[QuestionKind(kind).name]


def _fields(survey: Survey) -> dict[str, Any]:
    return {
        "number": survey.pk,
        "title": survey.title,
        "introduction": survey.introduction,
        "area_name": survey.evaluation.work_area.name,
        "opens_on": survey.opens_on,
        "closes_on": survey.closes_on,
        "needs_code": survey.needs_code,
        "questions": [_question_asked(each) for each in queries.questions_of(survey)],
    }


def _whole(survey: Survey) -> SurveyWhole:
    response = queries.response_of(survey)
    return SurveyWhole(
        **_fields(survey),
        state=StateWord[SurveyState(survey.state).name],
        asked_count=survey.asked_count,
        double_entry=survey.double_entry,
        codes=survey.code_count,
        response=response.count,
        unchecked=response.unchecked,
    )


def _question_asked(question: SurveyQuestion) -> QuestionAsked:
    return QuestionAsked(
        number=question.pk,
        text=question.text,
        explanation=question.explanation,
        kind=_kind(question.kind),
        choices=question.options,
        goal=question.goal_id,
    )
