"""What an administrator sets up: scales with the moment to act, subjects, aspects and their pictures, what happens by
itself. Which scales and aspects there are, everybody who prepares a walk may read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Status
from ninja.files import UploadedFile

from wijkwerk.domain.inspections.models import (
    Aspect,
    InspectionSettings,
    Level,
    ReferencePicture,
    Scale,
    ScaleKind,
    Season,
    Subject,
)
from wijkwerk.domain.inspections.operations import scales as operations
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named

router = api.router("Schouwen")


class KindWord(StrEnum):
    LEVELS = "niveaus"
    LABELS = "woorden"
    MARK = "rapportcijfer"


class SeasonWord(StrEnum):
    ALL = "heleJaar"
    SPRING = "voorjaar"
    SUMMER = "zomer"
    AUTUMN = "najaar"
    WINTER = "winter"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class LevelDocument(Document):
    number: int = named("nummer")
    code: str
    meaning: str = named("uitleg")


class ScaleDocument(Document):
    """Een schaal met haar niveaus, het beste eerst. Zij verandert niet: er komt een nieuwe versie voor in de plaats."""

    number: int = named("nummer")
    name: str = named("naam")
    kind: KindWord = named("soort")
    version: int = named("versie")
    norm: str = named("norm", description="Het laagste niveau dat nog goed genoeg is.")
    levels: list[LevelDocument] = named("niveaus")
    in_use: bool = named("inGebruik")


class ScaleList(Document):
    results: list[ScaleDocument] = named("resultaten")


class PictureDocument(Document):
    number: int = named("nummer")
    level: int = named("niveau")
    alt: str = named("beschrijving")
    address: str = named("adres")


class AspectDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    looks_at: str = named("waarOpLetten")
    season: SeasonWord = named("seizoen")
    is_active: bool = named("teKiezen")
    pictures: list[PictureDocument] = named("voorbeelden")


class SubjectDocument(Document):
    """Waar een schouw over gaat, met wat er wordt beoordeeld."""

    number: int = named("nummer")
    name: str = named("naam")
    is_active: bool = named("teKiezen")
    aspects: list[AspectDocument] = named("aspecten")


class SubjectList(Document):
    results: list[SubjectDocument] = named("resultaten")


class SettingsDocument(Document):
    makes_signals: bool = named("meldtVanzelf", description="Wat onder de norm is, wordt vanzelf een melding.")
    days_to_answer: int = named("werkdagenTotAntwoord")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class LevelInput(Input):
    code: Line
    meaning: Line = named("uitleg", "")


class LevelsInput(Input):
    levels: list[LevelInput] = named(
        "niveaus", default_factory=list, max_length=20, description="Het beste eerst; leeg bij een rapportcijfer."
    )
    norm: Line = named("norm", description="De code van het laagste niveau dat nog goed genoeg is.")


class ScaleInput(LevelsInput):
    name: Line = named("naam")
    kind: KindWord = named("soort")


class SubjectInput(Input):
    name: Line = named("naam")


class SubjectChange(SubjectInput):
    is_active: bool = named("teKiezen")


class AspectInput(Input):
    name: Line = named("naam")
    looks_at: Line = named("waarOpLetten", "")
    season: SeasonWord = named("seizoen", SeasonWord.ALL)


class AspectChange(AspectInput):
    is_active: bool = named("teKiezen")


class PictureInput(Input):
    level: Number = named("niveau")
    alt: Line = named("beschrijving", description="Wat er op de foto te zien is, voor wie haar niet ziet.")


class SettingsInput(Input):
    makes_signals: bool = named("meldtVanzelf")
    days_to_answer: int = named("werkdagenTotAntwoord", ge=1, le=250)


# ── What happens by itself ─────────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwinstellingen", response=SettingsDocument, summary="Wat vanzelf gebeurt")
@needs(Permission.SETTINGS_MANAGE)
def settings(request: HttpRequest) -> Any:
    """Of wat onder de norm is vanzelf een melding wordt, en hoe lang een bevinding open mag staan."""
    return _settings(finding_queries.settings())


@router.put("/schouwinstellingen", response=SettingsDocument, summary="Kiezen wat vanzelf gebeurt")
@needs(Permission.SETTINGS_MANAGE)
def change_settings(request: HttpRequest, data: SettingsInput) -> Any:
    """Geldt voor schouwen die hierna gelopen worden."""
    return _settings(operations.change_settings(**data.model_dump(), **policy.deed(request)))


# ── Scales ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwschalen", response=ScaleList, summary="Schalen")
@needs(Permission.INSPECTION_WALK)
def scales(request: HttpRequest) -> Any:
    """Ook de versies waarmee vroeger gelopen is."""
    return ScaleList(results=[_scale(each) for each in queries.scales()])


@router.post("/schouwschalen", response={201: ScaleDocument}, summary="Schaal maken")
@needs(Permission.SETTINGS_MANAGE)
def make_scale(request: HttpRequest, data: ScaleInput) -> Any:
    """Met haar niveaus en de norm. Bij een rapportcijfer zijn de niveaus 10 tot en met 1."""
    made = operations.make_scale(
        name=data.name, kind=ScaleKind[data.kind.name], levels=_levels(data), norm=data.norm, **policy.deed(request)
    )
    return Status(201, _scale(queries.scale(made.pk)))


@router.post("/schouwschalen/gebruikelijk", response={201: ScaleList}, summary="Gebruikelijke schalen klaarzetten")
@needs(Permission.SETTINGS_MANAGE)
def make_usual_scales(request: HttpRequest) -> Any:
    """Vijf niveaus, drie woorden en een rapportcijfer; wat er al is, blijft."""
    operations.make_usual_scales(**policy.deed(request))
    return Status(201, ScaleList(results=[_scale(each) for each in queries.scales()]))


@router.post("/schouwschalen/{int:nummer}/versies", response={201: ScaleDocument}, summary="Schaal wijzigen")
@needs(Permission.SETTINGS_MANAGE, find=queries.scale, by=("nummer",))
def change_scale(request: HttpRequest, scale: Scale, data: LevelsInput) -> Any:
    """Een nieuwe versie. Wat met de oude gelopen is, houdt de oude; wij vergelijken de twee niet."""
    made = operations.change_scale(scale, levels=_levels(data), norm=data.norm, **policy.deed(request))
    return Status(201, _scale(queries.scale(made.pk)))


@router.post("/schouwschalen/{int:nummer}/einde", response=ScaleDocument, summary="Schaal niet meer gebruiken")
@needs(Permission.SETTINGS_MANAGE, find=queries.scale, by=("nummer",))
def end_scale(request: HttpRequest, scale: Scale) -> Any:
    """Nieuwe schouwen kunnen haar niet meer kiezen."""
    operations.end_scale(scale, **policy.deed(request))
    return _scale(queries.scale(scale.pk))


# ── Subjects, aspects, pictures ────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwonderwerpen", response=SubjectList, summary="Onderwerpen en aspecten")
@needs(Permission.INSPECTION_WALK)
def subjects(request: HttpRequest) -> Any:
    """Waar een schouw over kan gaan, en wat er dan wordt beoordeeld."""
    rows = queries.subjects().prefetch_related("aspects__pictures__photo")
    return SubjectList(results=[_subject(request, each) for each in rows])


@router.post("/schouwonderwerpen", response={201: SubjectDocument}, summary="Onderwerp maken")
@needs(Permission.SETTINGS_MANAGE)
def make_subject(request: HttpRequest, data: SubjectInput) -> Any:
    """Nog zonder aspecten."""
    return Status(201, _subject(request, operations.make_subject(name=data.name, **policy.deed(request))))


@router.put("/schouwonderwerpen/{int:nummer}", response=SubjectDocument, summary="Onderwerp wijzigen")
@needs(Permission.SETTINGS_MANAGE, find=queries.subject, by=("nummer",))
def change_subject(request: HttpRequest, subject: Subject, data: SubjectChange) -> Any:
    """Een andere naam, of niet meer te kiezen."""
    operations.change_subject(subject, **data.model_dump(), **policy.deed(request))
    return _subject(request, queries.subject(subject.pk))


@router.post("/schouwonderwerpen/{int:nummer}/aspecten", response={201: AspectDocument}, summary="Aspect maken")
@needs(Permission.SETTINGS_MANAGE, find=queries.subject, by=("nummer",))
def make_aspect(request: HttpRequest, subject: Subject, data: AspectInput) -> Any:
    """Eén ding van dit onderwerp dat een niveau krijgt."""
    values = data.model_dump() | {"season": Season[data.season.name]}
    return Status(201, _aspect(request, operations.make_aspect(subject, **values, **policy.deed(request))))


@router.put("/schouwaspecten/{int:nummer}", response=AspectDocument, summary="Aspect wijzigen")
@needs(Permission.SETTINGS_MANAGE, find=queries.aspect, by=("nummer",))
def change_aspect(request: HttpRequest, aspect: Aspect, data: AspectChange) -> Any:
    """Een andere naam of een ander seizoen, of niet meer te kiezen."""
    values = data.model_dump() | {"season": Season[data.season.name]}
    return _aspect(request, operations.change_aspect(aspect, **values, **policy.deed(request)))


@router.post(
    "/schouwaspecten/{int:nummer}/voorbeelden", response={201: AspectDocument}, summary="Voorbeeldfoto bewaren"
)
@needs(Permission.SETTINGS_MANAGE, find=queries.aspect, by=("nummer",))
def keep_picture(request: HttpRequest, aspect: Aspect, data: Form[PictureInput], foto: File[UploadedFile]) -> Any:
    """Hoe een niveau er hier uitziet. Een voorbeeld dat er al was, gaat weg."""
    level = Level.objects.filter(pk=data.level, scale__ended_at=None).first()
    if level is None:
        raise operations.LevelOfAnotherScale
    operations.keep_picture(aspect, level=level, photo=foto, alt=data.alt, **policy.deed(request))
    return Status(201, _aspect(request, queries.aspect(aspect.pk)))


@router.post("/schouwvoorbeelden/{int:nummer}/weg", response=AspectDocument, summary="Voorbeeldfoto weghalen")
@needs(Permission.SETTINGS_MANAGE, find=queries.reference_picture, by=("nummer",))
def remove_picture(request: HttpRequest, picture: ReferencePicture) -> Any:
    """De foto is dan weg."""
    operations.remove_picture(picture, **policy.deed(request))
    return _aspect(request, queries.aspect(picture.aspect_id))


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def _settings(settings: InspectionSettings) -> SettingsDocument:
    return SettingsDocument(makes_signals=settings.makes_signals, days_to_answer=settings.days_to_answer)


def _levels(data: LevelsInput) -> list[operations.LevelWords]:
    return [operations.LevelWords(each.code, each.meaning) for each in data.levels]


def _scale(scale: Scale) -> ScaleDocument:
    levels = sorted(scale.levels.all(), key=lambda level: -level.value)
    return ScaleDocument(
        number=scale.pk,
        name=scale.name,
        kind=KindWord[ScaleKind(scale.kind).name],
        version=scale.version,
        norm=next((level.code for level in levels if level.value == scale.norm), ""),
        levels=[LevelDocument(number=level.pk, code=level.code, meaning=level.meaning) for level in levels],
        in_use=scale.ended_at is None,
    )


def _subject(request: HttpRequest, subject: Subject) -> SubjectDocument:
    aspects = sorted(subject.aspects.all(), key=lambda aspect: aspect.name)
    return SubjectDocument(
        number=subject.pk,
        name=subject.name,
        is_active=subject.is_active,
        aspects=[_aspect(request, each) for each in aspects],
    )


def _aspect(request: HttpRequest, aspect: Aspect) -> AspectDocument:
    return AspectDocument(
        number=aspect.pk,
        name=aspect.name,
        looks_at=aspect.looks_at,
        season=SeasonWord[Season(aspect.season).name],
        is_active=aspect.is_active,
        pictures=[
            PictureDocument(
                number=each.pk, level=each.level_id, alt=each.alt, address=request.build_absolute_uri(each.address)
            )
            for each in aspect.pictures.all()
        ],
    )
