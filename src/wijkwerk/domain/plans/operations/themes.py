"""What can be done with a theme of the municipality: name it, end it, work it out in an area."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.models import MunicipalTheme, ThemeElaboration
from wijkwerk.domain.plans.operations import plan_writing
from wijkwerk.domain.plans.operations.plan_writing import ChangedMeanwhile, line, locked, story
from wijkwerk.domain.plans.search import themes as search
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class ThemeIsThere(Refusal):
    message = _("Er is al een thema met deze naam.")
    field = "title"


@transaction.atomic
def add_theme(
    *, title: str, from_year: int, by: Actor, at: datetime, text: str = "", until_year: int | None = None
) -> MunicipalTheme:
    theme = MunicipalTheme(created_at=at)
    _fill_in(theme, title, text, from_year, until_year)
    theme.save()
    search.put_theme(theme)
    journal.record("theme.added", about=theme, by=by, at=at)
    return theme


@transaction.atomic
def change_theme(
    theme: MunicipalTheme,
    *,
    title: str,
    text: str,
    from_year: int,
    until_year: int | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> MunicipalTheme:
    """Other words, or a last year."""
    fresh = locked(MunicipalTheme, theme.pk, version=version)
    _fill_in(fresh, title, text, from_year, until_year)
    fresh.version += 1
    fresh.save()
    search.put_theme(fresh)
    journal.record("theme.changed", about=fresh, by=by, at=at)
    return fresh


def _fill_in(theme: MunicipalTheme, title: str, text: str, from_year: int, until_year: int | None) -> None:
    theme.title = line(title, field="title", missing=gettext("Geef het thema een naam."), longest=120)
    if MunicipalTheme.objects.filter(title=theme.title).exclude(pk=theme.pk).exists():
        raise ThemeIsThere
    theme.text = story(text, field="text")
    plan_writing.years(from_year, until_year or from_year)
    theme.from_year, theme.until_year = from_year, until_year


@transaction.atomic
def work_out(
    theme: MunicipalTheme, work_area: WorkArea, *, text: str, by: Actor, at: datetime, version: int | None = None
) -> ThemeElaboration:
    """What this area does with it. `version` is what the person saw, 0 for nothing yet."""
    fresh = locked(MunicipalTheme, theme.pk)
    words = story(text, field="text", missing=gettext("Schrijf op wat dit gebied met het thema doet."))
    made = (
        ThemeElaboration.objects.select_related("theme", "work_area").filter(theme=fresh, work_area=work_area).first()
    )
    if version is not None and version != (made.version if made else 0):
        raise ChangedMeanwhile(made)
    if made is None:
        made = ThemeElaboration(theme=fresh, work_area=work_area, text=words, changed_at=at)
    else:
        made.text, made.changed_at = words, at
        made.version += 1
    made.save()
    search.put_elaboration(made)
    journal.record("theme.worked_out", about=fresh, by=by, at=at, details={"work_area": work_area.pk})
    return made  # type: ignore[no-any-return]
