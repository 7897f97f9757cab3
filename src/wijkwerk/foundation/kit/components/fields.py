"""How a field of a form is drawn: which look its widget gets, what stands around it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

TEXT_TYPES = {"date": "date", "number": "number"}


def kind(bound: BoundField) -> str:
    """What sort of control it is: group, checkbox, select, textarea, file or text."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


def control(bound: BoundField) -> SafeString:
    """The control itself, with the classes of the design system."""
    sort = kind(bound)
    attrs: dict[str, Any] = {}
    invalid = bool(bound.errors)
    if sort == "text":
        input_type = getattr(bound.field.widget, "input_type", "text")
        attrs["class"] = (
            f"utrecht-textbox utrecht-textbox--html-input utrecht-textbox--{TEXT_TYPES.get(input_type, 'text')}"
        )
        if invalid:
            attrs["class"] += " utrecht-textbox--invalid"
    elif sort == "textarea":
        attrs["class"] = "utrecht-textarea utrecht-textarea--html-textarea"
        if invalid:
            attrs["class"] += " utrecht-textarea--invalid"
        attrs.setdefault("rows", bound.field.widget.attrs.get("rows", 6))
        longest = getattr(bound.field, "longest", None) or bound.field.widget.attrs.get("maxlength")
        if longest:
            attrs["data-counter"] = longest
    elif sort == "select":
        attrs["class"] = "utrecht-select utrecht-select--html-select"
        if invalid:
            attrs["class"] += " utrecht-select--invalid"
    elif sort == "file":
        attrs["class"] = "ww-file"
        if "image" in str(bound.field.widget.attrs.get("accept", "")):
            attrs["data-preview"] = True
    own = bound.field.widget.attrs.get("class")
    if own and "class" in attrs:
        attrs["class"] = f"{attrs['class']} {own}"
    return bound.as_widget(attrs=attrs)


def address_of_error(bound: BoundField) -> str:
    """The element to go to when somebody follows an error: the first choice of a group, else the control."""
    if bound.is_hidden:
        return f"{bound.auto_id}_place"
    return f"{bound.auto_id}_0" if kind(bound) == "group" else str(bound.auto_id)


def lead_in(bound: BoundField) -> str:
    """The label as the beginning of a line about it; a hidden field has none that anybody knows."""
    label = "" if bound.is_hidden else str(bound.label)
    return f"{label} " if label.endswith(("?", "!", ".")) else f"{label}: " if label else ""
