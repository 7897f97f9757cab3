"""An evaluation as one document: what stands next to each goal and what was found, for who reads it away from a screen.

The numbers are those of the page: no small groups here either, and of adopted evaluations those of that day.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.plans.models import Evaluation
from wijkwerk.domain.plans.models.evaluations import FindingKind
from wijkwerk.domain.plans.models.surveys import QuestionKind
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.queries.evaluations import Block, FindingLine, SurveyLine
from wijkwerk.domain.plans.queries.surveys import QuestionResult
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.documents.written import Document, Facts, Grid, Heading, Part, Points, Words
from wijkwerk.foundation.tenancy import scope


def document_of(evaluation: Evaluation) -> Document:
    """As it stands; of projects that came of it only those that everybody may know of."""
    picture = queries.picture_of(evaluation)
    findings = queries.findings_of(evaluation, actor=VISITOR)
    parts: list[Part] = [Facts(tuple(_about(evaluation)))]
    if evaluation.summary:
        parts += [Heading(_("In het kort")), Words(evaluation.summary)]
    if picture.surveys:
        parts += [Heading(_("Wie meededen")), Points(tuple(_took_part(each) for each in picture.surveys))]
    for block in picture.blocks:
        own = [line for line in findings if line.finding.goal_id == block.goal_id]
        if block.goal_id or own or not block.is_empty:
            parts += _of_block(block, own)
    told = _("Wat over minder dan %(smallest)s mensen gaat, tonen wij niet.")
    parts.append(Words(told % {"smallest": scope.current().smallest_group}))
    if picture.counted:
        parts.append(Words(_("Meldingen geteld op %(at)s.") % {"at": picture.counted}))
    return Document(
        title=evaluation.title,
        beneath=_stand(evaluation),
        sender=_("Gemeente %(name)s") % {"name": scope.current().name},
        parts=tuple(parts),
    )


def _stand(evaluation: Evaluation) -> str:
    if evaluation.adopted_on is None:
        return _("Nog niet vastgesteld. De cijfers zijn die van vandaag.")
    return _("Vastgesteld op %(day)s door %(who)s. De cijfers zijn die van toen.") % {
        "day": date_format(evaluation.adopted_on, "j F Y"),
        "who": evaluation.adopted_by,
    }


def _about(evaluation: Evaluation) -> list[tuple[str, str]]:
    own = scope.current()
    none = _("Er is geen visie gekozen: alles staat los van doelen.")
    return [
        (capfirst(own.word("work_area")), evaluation.work_area.name),
        (_("Over het jaar"), str(evaluation.year)),
        (_("Naast de doelen van"), evaluation.vision.title if evaluation.vision else none),
    ]


def _took_part(survey: SurveyLine) -> str:
    count = ngettext("%(n)s mens deed mee", "%(n)s mensen deden mee", survey.count) % {"n": survey.count}
    asked = _(" van %(asked)s (%(share)s%%)") % {"asked": survey.asked, "share": survey.share} if survey.asked else ""
    free = "" if survey.needs_code else " " + _("Zonder code: iemand kan vaker hebben meegedaan.")
    return f"{survey.title}: {count}{asked}.{free}"


# ── One goal ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_block(block: Block, findings: Sequence[FindingLine]) -> list[Part]:
    word = capfirst(scope.current().word("goal"))
    title = f"{word} {block.number}. {block.title}" if block.goal_id else _("Los van de doelen")
    parts: list[Part] = [Heading(title)]
    if block.description:
        parts.append(Words(block.description))
    if block.is_empty:
        parts.append(Words(_("Hier is nog niets over bekend.")))
    if block.questions:
        parts.append(Heading(_("Wat bewoners zeggen"), 2))
        parts += [each for question in block.questions for each in _of_question(question)]
    parts += _of_aspects(block, title)
    parts += _of_figures(block, title)
    parts += _of_signals(block, title)
    if findings:
        parts.append(Heading(_("Bevindingen"), 2))
        parts += [each for line in findings for each in _of_finding(line)]
    return parts


def _of_aspects(block: Block, title: str) -> list[Part]:
    if not block.aspects:
        return []
    columns = (_("Aspect"), _("In het midden"), _("Wat wij zagen"), _("Schouw van"))
    rows = tuple((line.aspect, line.level, line.words, line.on) for line in block.aspects)
    return [Heading(_("Wat wij zagen"), 2), Grid(_("Schouw: %(of)s") % {"of": title}, columns, rows, (3, 2, 4, 3))]


def _of_signals(block: Block, title: str) -> list[Part]:
    if not block.signals:
        return []
    columns = (_("Onderwerp"), _("Gemeld"), _("Beantwoord"), _("Geholpen"), _("Niet geholpen"))
    rows = tuple(
        (
            line.subject or _("zonder onderwerp"),
            str(line.received),
            str(line.answered),
            _told(line.helped),
            _told(line.not_helped),
        )
        for line in block.signals
    )
    return [Heading(_("Meldingen"), 2), Grid(_("Meldingen: %(of)s") % {"of": title}, columns, rows, (4, 2, 2, 2, 2))]


def _told(count: int | None) -> str:
    return _("weinig") if count is None else str(count)


def _of_question(question: QuestionResult) -> list[Part]:
    if not question.is_told:
        return [Words(f"{question.text} {_('Te weinig antwoorden om te tonen.')}")]
    if question.kind == QuestionKind.WORDS:
        wrote = _("%(n)s mensen schreven iets in eigen woorden. Medewerkers van de gemeente lezen dat.")
        return [Words(f"{question.text} {wrote % {'n': question.answered}}")]
    rows = tuple(
        (cell.label, str(cell.count) if cell.count is not None else _("niet getoond")) for cell in question.cells
    )
    answered = _("%(n)s mensen gaven antwoord.") % {"n": question.answered}
    if question.kind == QuestionKind.MARK and question.mean is not None:
        answered = f"{answered} {_('Gemiddeld cijfer:')} {number_format(question.mean, 1)}."
    elif question.kind == QuestionKind.SEVERAL:
        answered = f"{answered} {_('Wie antwoordde, kon meer dan één ding kiezen.')}"
    return [Grid(question.text, (_("Antwoord"), _("Mensen")), rows, (4, 1)), Words(answered)]


def _of_figures(block: Block, title: str) -> list[Part]:
    rows = [
        (
            line.title,
            line.began or "–",
            f"{line.value} ({line.period})" if line.value else _("nog niet gemeten"),
            line.verdict,
            line.source or "–",
        )
        for line in block.figures
    ]
    rows += [
        (
            line.name,
            "–",
            f"{'; '.join(f'{name} {value}' for name, value in line.values)} ({line.period})",
            "–",
            line.source,
        )
        for line in block.national
    ]
    if not rows:
        return []
    columns = (_("Cijfer"), _("Nulmeting"), _("Nu"), _("Hoe staat het?"), _("Bron"))
    return [Heading(_("Cijfers"), 2), Grid(_("Cijfers: %(of)s") % {"of": title}, columns, tuple(rows), (3, 2, 3, 3, 2))]


def _of_finding(line: FindingLine) -> list[Part]:
    finding = line.finding
    told = [f"{finding.title} ({finding.get_kind_display()}; {finding.get_weight_display()})."]
    if line.parties:
        told.append(_("Hiermee zijn het eens:") + f" {', '.join(line.parties)}.")
    if line.items:
        named = "; ".join(f"{item.title} ({item.agenda.year}, {item.get_state_display()})" for item in line.items)
        told.append(_("Wat ermee gebeurde:") + f" {named}.")
    elif finding.kind == FindingKind.CONCERN:
        told.append(_("Hier is nog niets mee gedaan."))
    parts: list[Part] = [Points((" ".join(told),))]
    if finding.explanation:
        parts.append(Words(finding.explanation))
    return parts
