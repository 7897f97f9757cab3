"""Refusals: what is expected to go wrong, with the words for the person who meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A deed that is not done, and why. Subclasses carry `message`: one clear Dutch sentence that says what to do.

    `field` names the argument it is about, where there is one; forms show the sentence beside it.
    """

    message: ClassVar[str | Promise] = "Dit kan niet."
    field: ClassVar[str | None] = None
    status: ClassVar[int] = 400

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        self.words = message or str(self.message)
        self.about_field = field or self.field
        super().__init__(self.words)


class ChangedMeanwhile(Refusal):
    """Somebody else was first; `version` is that of what they left, where the form asks it."""

    message = _("Iemand anders heeft dit intussen gewijzigd. Lees wat er veranderd is en verstuur het daarna opnieuw.")
    status = 409

    def __init__(self, version: int | None = None) -> None:
        super().__init__()
        self.version = version


@contextmanager
def refusals_shown_in(form: forms.Form, *, seen: forms.Form | None = None) -> Iterator[None]:
    """Show a refusal in the form that asked for the deed, so that nothing typed is lost. `seen` is the form that
    brought the version along, where that is another."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(refusal.about_field if refusal.about_field in form.fields else None, refusal.words)
        if isinstance(refusal, ChangedMeanwhile) and refusal.version is not None:
            see_anew(seen or form, version=refusal.version)


def see_anew(form: forms.Form, **now: int) -> None:
    """Somebody was first. What was typed stays; sent once more, what is `now` counts as read."""
    typed: Any = form.data
    typed = typed.copy()
    for name in now.keys() & form.fields.keys():
        typed[form.add_prefix(name)] = str(now[name])
    form.data = typed


def keep_each(
    files: Iterable[File[bytes]], keep: Callable[[File[bytes]], object], *, form: forms.Form, field: str
) -> None:
    """Keep each by itself: one that is refused stands beside the field, and nothing else is lost by it."""
    several = list(files)
    for file in several:
        try:
            keep(file)
        except Refusal as refusal:
            form.add_error(field, f"{file.name}: {refusal.words}" if len(several) > 1 else refusal.words)
