"""How a field of a form is drawn: which look its widget gets, what stands around it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkwerk.foundation.kit.components.icons import icon

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


def field(bound: BoundField, look: str = "") -> SafeString:
    """The whole field: label, description, error and control. A group of choices is drawn by its template."""
    sort = kind(bound)
    if sort == "group":
        return render_to_string("kit/control.html", {"field": bound, "look": look, "around": _around(bound)})
    invalid = " utrecht-form-field--invalid" if bound.errors else ""
    if sort == "checkbox":
        return format_html(
            '<div class="utrecht-form-field{}"><label class="ww-choice" for="{}">{}<span>{}</span></label>{}</div>',
            invalid, bound.id_for_label, control(bound), bound.label, _around(bound),
        )  # fmt: skip
    return format_html(
        '<div class="utrecht-form-field{}"><label class="utrecht-form-label" for="{}">{}{}</label>{}{}</div>',
        invalid, bound.id_for_label, bound.label, _optional(bound), _around(bound), control(bound),
    )  # fmt: skip


def _optional(bound: BoundField) -> SafeString:
    if bound.field.required or getattr(bound.field, "is_conditional", False):
        return mark_safe("")
    return format_html(' <span class="ww-optional">{}</span>', _("(niet verplicht)"))


def _around(bound: BoundField) -> SafeString:
    """What explains the field, and what is wrong with it."""
    if not bound.help_text and not bound.errors:
        return mark_safe("")
    explained = format_html(
        '<div class="utrecht-form-field-description" id="{}_helptext">{}</div>', bound.auto_id, bound.help_text
    )
    if not bound.errors:
        return explained
    said = format_html_join(
        "", '<div><span class="ww-visually-hidden">{} </span>{}</div>', ((_("Fout:"), each) for each in bound.errors)
    )
    return format_html(
        '{}<div class="utrecht-form-field__error-message" id="{}_error">{}<div>{}</div></div>',
        explained if bound.help_text else "", bound.auto_id, icon("warning"), said,
    )  # fmt: skip


def address_of_error(bound: BoundField) -> str:
    """The element to go to when somebody follows an error: the first choice of a group, else the control."""
    if bound.is_hidden:
        return f"{bound.auto_id}_place"
    return f"{bound.auto_id}_0" if kind(bound) == "group" else str(bound.auto_id)


def lead_in(bound: BoundField) -> str:
    """The label as the beginning of a line about it; a hidden field has none that anybody knows."""
    label = "" if bound.is_hidden else str(bound.label)
    return f"{label} " if label.endswith(("?", "!", ".")) else f"{label}: " if label else ""
