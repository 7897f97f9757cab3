"""Inputs, choices and text areas as HTML: what Django's templates for them write, at a tenth of their cost.

A page with a filter has a dozen; with templates each cost as much as a question to the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


def escaped(value: object) -> str:
    """What `conditional_escape` does, at a third of its cost: thousands of values a page go through here."""
    if isinstance(value, SafeString):
        return value
    if value is None:
        return ""
    return escape(str(value)) if not hasattr(value, "__html__") else str(value.__html__())


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    written = "" if value is None else f' value="{escaped(value)}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{written}{_attributes(widget)}>'


def _text_area(widget: Widget) -> str:
    words = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{words}</textarea>'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{escaped(group)}">')
        parts += [
            f'\n  <option value="{escaped(each["value"])}"{_attributes(each)}>{escaped(each["label"])}</option>'
            for each in options
        ]
        if group:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return "".join(parts)


def _choice(widget: Widget) -> str | None:
    """One of a group, where we put the label round it ourselves."""
    return None if widget.get("wrap_label") else _input(widget)


_INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "tel", "text", "url")
_DRAWN: dict[str, Callable[[Widget], str | None]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/checkbox_option.html": _choice,
    "django/forms/widgets/radio_option.html": _choice,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _text_area,
}


def draw(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """The control that this template would draw; None for one that is left to its template."""
    known = _DRAWN.get(template_name)
    drawn = known(context["widget"]) if known else None
    return None if drawn is None else mark_safe(drawn)
