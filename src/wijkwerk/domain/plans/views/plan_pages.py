"""A page with one form about a part of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.operations.plan_writing import ChangedMeanwhile
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

Trail = Sequence[tuple[str, str]]  # title and address of the pages above


def refused_unless(request: HttpRequest, permission: Permission, *, on: object) -> HttpResponse | None:
    """The page that says who may; None for who may."""
    ruling = policy.may(policy.actor_of(request), permission, on=on)
    return None if ruling else guard.refused(request, permission, ruling)


def page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    submit: str,
    back: str,
    trail: Trail,
    lead: str = "",
    now: Sequence[tuple[str, str]] = (),
    template: str = "plans/plan_deed.html",
    **context: Any,
) -> HttpResponse:
    """The form of one deed; `now` is how it stands meanwhile, when somebody else changed it."""
    values = {"form": form, "title": title, "submit": submit, "back": back, "trail": trail, "lead": lead, "now": now}
    return render(request, template, values | context)


@contextmanager
def shown_in(form: Form, *, ask_at: type[Refusal] | tuple[type[Refusal], ...] = ()) -> Iterator[None]:
    """A refusal stands in the form; what another made of it stands beside it; a warning shows its box."""
    with refusals_shown_in(form):
        try:
            yield
        except ChangedMeanwhile as changed:
            if isinstance(form, VersionedForm):
                form.show_change(changed)
            raise
        except Refusal as refusal:
            if ask_at and isinstance(refusal, ask_at):
                form.ask()  # type: ignore[attr-defined]
            raise
