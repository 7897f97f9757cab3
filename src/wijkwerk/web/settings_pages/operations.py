"""What an administrator decides for the municipality. Each deed locks its row, so that two do not undo each other's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import ClosingDay, Municipality
from wijkwerk.web.settings_pages import logo


class ChangedMeanwhile(Refusal):
    message = _(
        "Iemand anders heeft deze instellingen intussen gewijzigd. Wat u invulde staat hier nog. "
        "Open de pagina opnieuw om te zien hoe het nu is."
    )
    status = 409


class DayIsClosedAlready(Refusal):
    message = _("Deze dag staat al op de lijst.")
    field = "on"


def seal(municipality: Municipality, names: Iterable[str]) -> str:
    """Stands for the values that somebody looked at when they began to change them."""
    values = [[name, getattr(municipality, name)] for name in sorted(names)]
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]


@transaction.atomic
def change_municipality(values: Mapping[str, Any], *, seen: str, by: Actor, at: datetime) -> None:
    """Give the municipality other values. `seen` is the seal of what was looked at."""
    municipality = _locked()
    if seal(municipality, values) != seen:
        raise ChangedMeanwhile
    changed = [name for name, value in values.items() if getattr(municipality, name) != value]
    for name in changed:
        setattr(municipality, name, values[name])
    municipality.save(update_fields=changed)
    journal.record("settings.changed", about=municipality, by=by, at=at, details={"fields": changed})


@transaction.atomic
def set_logo(file: UploadedFile[bytes], *, by: Actor, at: datetime) -> None:
    """Make the logo anew and show it from now on; the old one goes."""
    if file.size is not None and file.size > logo.LARGEST:
        raise logo.LogoTooLarge
    made = logo.made_anew(file.read())
    municipality = _locked()
    name = f"logo/{municipality.pk}-{hashlib.sha256(made).hexdigest()[:12]}.png"
    if name != municipality.logo:
        kept = default_storage.save(name, ContentFile(made))
        _let_go_of(municipality.logo)
        municipality.logo = kept
        municipality.save(update_fields=["logo"])
    journal.record("settings.logo_set", about=municipality, by=by, at=at)


@transaction.atomic
def drop_logo(*, by: Actor, at: datetime) -> None:
    """Show the theme's own logo again."""
    municipality = _locked()
    _let_go_of(municipality.logo)
    municipality.logo = ""
    municipality.save(update_fields=["logo"])
    journal.record("settings.logo_dropped", about=municipality, by=by, at=at)


@transaction.atomic
def close_on(on: date, *, name: str, by: Actor, at: datetime) -> ClosingDay:
    """From now on this day does not count as a working day."""
    municipality = _locked()
    if ClosingDay.objects.filter(on=on).exists():
        raise DayIsClosedAlready
    day: ClosingDay = ClosingDay.objects.create(on=on, name=name)
    journal.record("settings.day_closed", about=municipality, by=by, at=at, details={"on": on.isoformat()})
    return day


@transaction.atomic
def open_on(day: ClosingDay, *, by: Actor, at: datetime) -> None:
    """The municipality is open on this day after all."""
    municipality = _locked()
    day.delete()
    journal.record("settings.day_opened", about=municipality, by=by, at=at, details={"on": day.on.isoformat()})


def _locked() -> Municipality:
    return Municipality.objects.select_for_update().get(pk=scope.current().pk)


def _let_go_of(name: str) -> None:
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
