"""The guard at every address: it finds the thing, asks the policy, and hands the thing in.

Every view carries exactly one of `@needs(…)` and `@open_to_all`; a test of the house walks all addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import DOES, Permission

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Guard:
    """What stands at an address: a permission, or an open door."""

    permission: Permission | None
    find: Callable[..., Any] | None = None

    @property
    def open(self) -> bool:
        return self.permission is None


def open_to_all(view: View) -> View:
    """Everybody may come here, signed in or not."""
    view.guard = Guard(None)  # type: ignore[attr-defined]
    return view


def needs(permission: Permission, *, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Only those with the permission: on the thing that `find` gives for the address's parts, or else somewhere.

    The view gets the thing as its second argument. Whoever is not signed in is asked to; whoever may not hears who may.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = policy.actor_of(request)
            if find is None:
                ruling = policy.may_somewhere(actor, permission)
                if not ruling:
                    return refused(request, permission, ruling)
                return view(request, *args, **kwargs)
            try:
                thing = find(*args, **kwargs)
            except ObjectDoesNotExist as missing:
                raise Http404 from missing
            if thing is None:
                raise Http404
            ruling = policy.may(actor, permission, on=thing)
            if not ruling:
                return refused(request, permission, ruling)
            return view(request, thing)

        guarded.guard = Guard(permission, find)  # type: ignore[attr-defined]
        return guarded

    return decorate


def refused(request: HttpRequest, permission: Permission, ruling: policy.Ruling) -> HttpResponse:
    """The way to the sign-in page, or the page that says who may; that also for an account that is nobody here."""
    if policy.actor_of(request).kind == "visitor" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "access/refused.html", {"deed": DOES[permission], "who": ruling.because}, status=403)
