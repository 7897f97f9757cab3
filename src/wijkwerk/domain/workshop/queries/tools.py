"""What can be asked of tools, kinds and kits."""

from __future__ import annotations

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Kit, Tool, ToolKind
from wijkwerk.domain.workshop.queries.availability import free_from, is_free
from wijkwerk.foundation.kit import text

__all__ = ["by_code", "code_of", "free_from", "is_free", "kit", "tool", "tool_kind"]

LONGEST_CODE = 40


def tool(pk: int) -> Tool:
    return Tool.objects.select_related("facility__work_area", "kind__photo").get(pk=pk)  # type: ignore[no-any-return]


def tool_kind(pk: int) -> ToolKind:
    return ToolKind.objects.select_related("facility__work_area", "photo").get(pk=pk)  # type: ignore[no-any-return]


def kit(pk: int) -> Kit:
    return Kit.objects.select_related("facility__work_area").get(pk=pk)  # type: ignore[no-any-return]


def code_of(words: str) -> str:
    """A code as it stands on labels: in capitals, without spaces."""
    return "".join(text.one_line(words).upper().split())


def by_code(workshop: Facility, code: str) -> Tool | Kit | None:
    """What bears this code in this workshop; None when nothing does."""
    code = code_of(code)
    if not code or len(code) > LONGEST_CODE:
        return None
    found: Tool | None = Tool.objects.select_related("facility", "kind").filter(facility=workshop, code=code).first()
    return found or Kit.objects.select_related("facility").filter(facility=workshop, code=code, is_active=True).first()
