"""Cards that lead to the pages of a part of the program, in groups: those that somebody may open."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy import scope


class Entry(NamedTuple):
    title: str | Promise
    what: str | Promise
    name: str  # of the address
    icon: str
    permission: Permission
    word: str = ""  # of the municipality itself, where it may have one

    @property
    def heading(self) -> str:
        return capfirst(scope.current().word(self.word)) if self.word else str(self.title)

    @property
    def address(self) -> str:
        return reverse(self.name)


Groups = list[tuple[str | Promise, list[Entry]]]


def pages_for(actor: Actor, groups: Groups) -> Groups:
    """The pages that this actor may open; a group of which that is none is left out."""
    allowed = [(title, [entry for entry in entries if actor.reach(entry.permission)]) for title, entries in groups]
    return [(title, entries) for title, entries in allowed if entries]
