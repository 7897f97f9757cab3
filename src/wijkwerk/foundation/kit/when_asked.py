"""Addresses whose views are only read when one of them is asked: a municipality without such visitors never pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.module_loading import import_string


class _WhenAsked(URLResolver):
    """Addresses under a beginning and a namespace of their own.

    Whoever looks up the name of any address looks into all modules of addresses; here only by the namespace.
    """

    def _populate(self) -> None:
        pass


def when_asked(beginning: str, module: str, *, app_name: str, namespace: str) -> URLResolver:
    """As `path(beginning, include(module))`, without reading the module; it has no namespaces within."""
    pattern = RoutePattern(beginning, is_endpoint=False)
    return _WhenAsked(pattern, module, app_name=app_name, namespace=namespace)


def view_when_asked(dotted: str) -> Callable[..., HttpResponse]:
    """The view with this name."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found: Callable[..., HttpResponse] = import_string(dotted)
        return found(request, *args, **kwargs)

    view.__name__ = dotted.rpartition(".")[2]
    return view
