"""What a task is called for who looks after it: `@titled(_("Een bestand inlezen"))` below `@task`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.functional import Promise

Function = TypeVar("Function", bound=Callable[..., object])


def titled(title: str | Promise) -> Callable[[Function], Function]:
    def enter(function: Function) -> Function:
        function.__dict__["title"] = title
        return function

    return enter
