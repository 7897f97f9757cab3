"""The guard at every address of the API: the same policy as on pages, told to machines."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import Guard
from wijkwerk.foundation.access.permissions import DOES, Permission
from wijkwerk.foundation.kit.refusals import Refusal

View = Callable[..., Any]


class KeyNeeded(Refusal):
    status = 401


class NotAllowed(Refusal):
    status = 403


def needs(
    permission: Permission, *, find: Callable[..., Any] | None = None, by: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Only those with the permission: on the thing that `find` gives for the parts of the address named in `by`, or
    else somewhere. The view gets the thing as its second argument, and the rest of what was sent after it.
    """

    def decorate(view: View) -> View:
        sent = list(inspect.signature(view, eval_str=True).parameters.values())
        if find is not None:
            asked = inspect.signature(find, eval_str=True).parameters.values()
            parts = [
                each.replace(name=name, default=inspect.Parameter.empty) for name, each in zip(by, asked, strict=False)
            ]
            sent[1:2] = parts

        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> Any:
            actor = policy.actor_of(request)
            if find is None:
                check(actor, permission, policy.may_somewhere(actor, permission))
                return view(request, **kwargs)
            try:
                thing = find(*(kwargs.pop(name) for name in by))
            except ObjectDoesNotExist as missing:
                raise Http404 from missing
            if thing is None:
                raise Http404
            check(actor, permission, policy.may(actor, permission, on=thing))
            return view(request, thing, **kwargs)

        guarded.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [each.replace(kind=inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in sent]
        )
        guarded.guard = Guard(permission, find)  # type: ignore[attr-defined]
        return guarded

    return decorate


def check(actor: policy.Actor, permission: Permission, ruling: policy.Ruling) -> None:
    """Nothing when it is allowed; else why not, and what would help."""
    if ruling:
        return
    if actor.kind == "visitor":
        raise KeyNeeded(
            _("Voor %(deed)s is een sleutel nodig. Stuur die mee als “Authorization: Bearer …”.")
            % {"deed": DOES[permission]}
        )
    raise NotAllowed(
        _("Deze sleutel is niet voor %(deed)s. Dat mag: %(who)s.") % {"deed": DOES[permission], "who": ruling.because}
    )
