"""`{% load kit %}`: the parts of a page as tags. The gallery page shows each with what it takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.kit import components, maps
from wijkwerk.foundation.kit.components import fields as field_look
from wijkwerk.foundation.kit.components import figures as figure_look
from wijkwerk.foundation.kit.components.icons import icon as drawn_icon
from wijkwerk.foundation.kit.components.table import SORT_PARAMETER
from wijkwerk.foundation.kit.paging import Page

register = template.Library()

ALERT_ICONS = {"info": "info", "ok": "check", "warning": "warning", "error": "warning"}
USUAL_THEME = "wijkwerk"
MESSAGE_TONES = {"debug": "info", "info": "info", "success": "ok", "warning": "warning", "error": "error"}
STEP_WORDS = {
    "done": gettext_lazy("Klaar"),
    "current": gettext_lazy("Nu bezig"),
    "todo": gettext_lazy("Nog te doen"),
    "stopped": gettext_lazy("Gestopt"),
}


@register.filter
def as_table(grid: Any) -> components.Table[Any]:
    """The table of a document (kit.documents.written.Grid) as tables on a page look."""

    def column(number: int, name: str) -> components.Column[Any]:
        return components.Column(name, lambda row: row[number], main=number == 0)

    columns = [column(number, name) for number, name in enumerate(grid.columns)]
    return components.Table(columns, grid.rows, caption=grid.name, show_caption=True)


# ── In a line ──────────────────────────────────────────────────────────────────────────────────────────────────────
register.simple_tag(components.icon, name="icon")
register.simple_tag(components.badge, name="badge")


@register.simple_tag
def day(on: date | datetime | None) -> SafeString:
    """4 maart 2025."""
    return components.day(on)


@register.simple_tag
def moment(at: datetime | None) -> SafeString:
    """4 maart 2025, 14:05, in Dutch time."""
    return components.moment(at)


@register.simple_tag
def ago(at: datetime | None) -> SafeString:
    """How long ago; the full moment is in the title."""
    return components.ago(at)


# ── Buttons and deeds ──────────────────────────────────────────────────────────────────────────────────────────────
def _button_class(kind: str, *, danger: bool, small: bool) -> str:
    classes = f"nl-button nl-button--{kind}"
    return classes + (" nl-button--negative" if danger else "") + (" nl-button--small" if small else "")


def _label(text: object, icon: str) -> SafeString:
    if not icon:
        return format_html("{}", text)
    return format_html('{} <span class="nl-button__label">{}</span>', drawn_icon(icon), text)


@register.simple_tag
def button(
    text: object,
    kind: str = "primary",
    name: str = "",
    value: object = "",
    icon: str = "",
    type: str = "submit",  # noqa: A002 - the name that HTML gives it
    danger: bool = False,
    small: bool = False,
) -> SafeString:
    """A button of a form. One primary button a page."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    classes = _button_class(kind, danger=danger, small=small)
    return format_html('<button type="{}" class="{}"{}>{}</button>', type, classes, named, _label(text, icon))


@register.simple_tag
def button_link(
    text: object, address: str, kind: str = "secondary", icon: str = "", danger: bool = False, small: bool = False
) -> SafeString:
    """A link that is as important as a button. It goes somewhere; it does nothing."""
    classes = _button_class(kind, danger=danger, small=small)
    return format_html('<a class="{}" href="{}">{}</a>', classes, address, _label(text, icon))


@register.inclusion_tag("kit/deed.html", takes_context=True)
def deed(
    context: Context,
    text: object,
    address: str,
    kind: str = "secondary",
    icon: str = "",
    confirm: object = "",
    danger: bool = False,
    small: bool = False,
    **values: object,
) -> dict[str, Any]:
    """A form of one button: one address, one deed. `confirm` asks first; other keywords go along as hidden fields."""
    return {
        "address": address,
        "confirm": confirm,
        "values": values,
        "text": text,
        "icon": icon,
        "opener": _button_class(kind, danger=danger, small=small),
        "doer": _button_class("primary" if confirm else kind, danger=danger, small=small and not confirm),
    }


# ── Blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_block_tag
def alert(content: str, tone: str = "info", title: object = "", level: int = 0) -> SafeString:
    """A message that stands out. With a level its title is a heading."""
    heading: object = ""
    if title:
        tag = f"h{level}" if level else "p"
        heading = format_html(f'<{tag} class="ww-alert__title">{{}}</{tag}>', title)
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{}"{}><span class="utrecht-alert__icon">{}</span>'
        '<div class="utrecht-alert__message">{}{}</div></div>',
        tone,
        mark_safe(' role="alert"' if tone == "error" else ""),
        drawn_icon(ALERT_ICONS[tone]),
        heading,
        content,
    )


@register.simple_block_tag
def hero(content: str, title: object, lead: object = "") -> SafeString:
    """The opening of a start page, across the whole window: its title, what it is for, the first thing to do."""
    return format_html(
        '<div class="ww-hero ww-stack"><h1>{}</h1>{}<div class="ww-row">{}</div></div>',
        title,
        format_html('<p class="ww-lead">{}</p>', lead) if lead else "",
        content,
    )


@register.simple_block_tag
def cards(content: str, label: str = "") -> SafeString:
    """Cards side by side, as many as there is room for."""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<div class="ww-cards"{}>{}</div>', named, content)


@register.simple_block_tag
def card(
    content: str,
    title: object,
    address: str = "",
    icon: str = "",
    meta: object = "",
    level: int = 3,
    tone: str = "",
) -> SafeString:
    """One thing of several. With an address the whole card is its link."""
    heading = format_html('<a href="{}">{}</a>', address, title) if address else title
    return format_html(
        f'<article class="ww-card{{}}">{{}}<h{level} class="ww-card__title">{{}}</h{level}>{{}}{{}}</article>',
        f" ww-card--{tone}" if tone else "",
        format_html('<span class="ww-card__icon">{}</span>', drawn_icon(icon)) if icon else "",
        heading,
        format_html('<div class="ww-card__meta">{}</div>', meta) if meta else "",
        content,
    )


@register.simple_block_tag
def panel(content: str, title: object = "", level: int = 2, tone: str = "") -> SafeString:
    """A soft block with what belongs together."""
    heading = format_html(f'<h{level} class="nl-heading nl-heading--level-3">{{}}</h{level}>', title) if title else ""
    extra = " ww-panel--accent" if tone == "accent" else ""
    return format_html('<section class="ww-panel ww-stack{}">{}{}</section>', extra, heading, content)


@register.simple_block_tag
def disclosure(content: str, title: object, open: bool = False) -> SafeString:  # noqa: A002 - the name that HTML gives it
    """What not everybody needs, behind its title."""
    return format_html(
        '<details class="ww-disclosure"{}><summary>{} {}</summary><div class="ww-stack">{}</div></details>',
        mark_safe(" open" if open else ""),
        drawn_icon("chevron-down"),
        title,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: object, icon: str = "") -> SafeString:
    """There is nothing (yet), and what one can do about it."""
    picture = drawn_icon(icon) if icon else ""
    return format_html('<div class="ww-empty">{}<p class="ww-empty__title">{}</p>{}</div>', picture, title, content)


@register.simple_block_tag
def fieldset(content: str, title: object) -> SafeString:
    """Fields that belong together."""
    return format_html(
        '<fieldset class="ww-fieldset"><legend class="nl-heading nl-heading--level-3">{}</legend>{}</fieldset>',
        title,
        content,
    )


@register.simple_block_tag
def list_region(content: str, announce: object = "") -> SafeString:
    """The part of a page that filters, sorting and paging swap. One a page."""
    words = format_html(' data-announce="{}"', announce) if announce else ""
    return format_html('<div id="list" class="ww-list-region ww-stack" tabindex="-1"{}>{}</div>', words, content)


@register.simple_block_tag
def contact(
    content: str,
    name: object,
    role: object = "",
    photo: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
) -> SafeString:
    """The one person to turn to: face, role, how to reach."""
    shown = str(name)
    if photo:
        face = format_html('<img class="ww-contact__face" src="{}" alt="{}" width="72" height="72">', photo, shown)
    else:
        initials = "".join(word[0] for word in shown.split() if word[:1].isupper())[:2]
        face = format_html('<span class="ww-contact__face" aria-hidden="true">{}</span>', initials)
    links = [
        format_html('<a href="tel:{}">{} {}</a>', phone.replace(" ", ""), drawn_icon("phone"), phone) if phone else "",
        format_html('<a href="mailto:{}">{} {}</a>', email, drawn_icon("mail"), email) if email else "",
    ]
    return format_html(
        '<div class="ww-contact">{}<div class="ww-stack ww-stack--tight">'
        "<div><strong>{}</strong>{}</div>{}{}</div></div>",
        face,
        components.link(address, name) if address else name,
        format_html('<div class="ww-muted">{}</div>', role) if role else "",
        format_html('<div class="ww-contact__links">{}{}</div>', *links) if any(links) else "",
        content,
    )


# ── Things in an order ─────────────────────────────────────────────────────────────────────────────────────────────
@register.inclusion_tag("kit/tabs.html")
def tabs(items: Iterable[components.Tab], label: object = "", small: bool = False) -> dict[str, Any]:
    """Views of the same thing side by side; each has its own address. Small ones stand below others."""
    return {"items": items, "label": label or _("Weergaven"), "small": small}


@register.inclusion_tag("kit/steps.html")
def steps(items: Iterable[components.Step], label: object = "") -> dict[str, Any]:
    """Where something stands on its way."""
    return {"items": [(item, STEP_WORDS[item.state]) for item in items], "label": label or _("Stappen")}


@register.simple_tag
def progress(value: int, total: int, label: object) -> SafeString:
    """How far something is, in words and as a bar."""
    words = _("%(value)s van %(total)s") % {
        "value": components.amount(value),
        "total": components.amount(total),
    }
    return format_html(
        '<div class="ww-progress"><div class="ww-row ww-row--between"><span>{}</span>'
        '<span class="ww-number">{}</span></div>'
        '<progress value="{}" max="{}" aria-label="{}">{}</progress></div>',
        label,
        words,
        value,
        total or 1,
        label,
        words,
    )


@register.inclusion_tag("kit/facts.html")
def facts(rows: Iterable[tuple[object, object]], wide: bool = True) -> dict[str, Any]:
    """Terms and what they are here; those without a value are left out."""
    return {"rows": [(term, value) for term, value in rows if value not in (None, "")], "wide": wide}


@register.inclusion_tag("kit/timeline.html")
def timeline(items: Iterable[components.Moment], label: object = "") -> dict[str, Any]:
    """What happened, one after the other."""
    return {"items": items, "label": label or _("Wat er gebeurde")}


@register.inclusion_tag("kit/figures.html")
def figures(items: Iterable[components.Figure]) -> dict[str, Any]:
    """The few numbers that say how things stand."""
    return {"items": items}


@register.simple_tag
def bars(items: Iterable[components.Bar], caption: str, unit: str = "") -> SafeString:
    """A bar chart that is its own table."""
    return figure_look.bars(items, caption, unit)


@register.inclusion_tag("kit/crumbs.html")
def crumbs(*parts: object) -> dict[str, Any]:
    """The way to this page: text, address, text, address, … and last the page itself. Without address: words alone."""
    if len(parts) % 2 == 0:
        raise template.TemplateSyntaxError("crumbs: text and address in turn, and last the text of this page")
    return {"ways": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """The way to the pages before and after."""
    return components.paging_links(page, context["request"])


@register.simple_tag
def message_tone(tags: str) -> str:
    """The tone of an alert for the level of one of Django's messages."""
    return next((MESSAGE_TONES[tag] for tag in tags.split() if tag in MESSAGE_TONES), "info")


# ── The theme ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _theme(name: object) -> str:
    wanted = str(name or "")
    return wanted if wanted.replace("-", "").isalnum() else USUAL_THEME


@register.simple_tag
def theme_style(name: object = "") -> SafeString:
    """The tokens of a municipality's theme; the usual theme is in the style sheet itself."""
    theme = _theme(name)
    if theme == USUAL_THEME:
        return mark_safe("")
    return format_html('<link rel="stylesheet" href="{}">', static(f"built/themes/{theme}.css"))


@register.simple_tag
def theme_logo(name: object = "") -> str:
    """The address of the theme's logo."""
    return static(f"built/themes/{_theme(name)}.svg")


# ── Forms ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def field(bound: BoundField, tiles: bool = False, columns: bool = False) -> SafeString:
    """A field with its label, description and error. Choices can stand as tiles or in columns."""
    if bound.is_hidden:
        return mark_safe(str(bound))
    return field_look.field(bound, "tiles" if tiles else "columns" if columns else "")


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: forms.BaseForm, others: Iterable[forms.BaseForm] = ()) -> dict[str, Any]:
    """What is wrong, above the form, each with a link to its field; also in others within it, as rows."""
    wrong = [each for each in (form, *others) if each.is_bound and each.errors]
    found = [
        (field_look.address_of_error(bound), field_look.lead_in(bound), message)
        for each in wrong
        for bound in each
        for message in bound.errors
    ]
    general = [words for each in wrong for words in each.non_field_errors()]
    return {"errors": found, "general": general, "shown": bool(wrong)}


@register.simple_tag
def purpose(form: forms.BaseForm) -> SafeString:
    """Why the form asks about a person."""
    words = getattr(form, "purpose", "")
    return format_html('<p class="ww-purpose">{}</p>', words) if words else mark_safe("")


@register.inclusion_tag("kit/whole_form.html", takes_context=True)
def form(
    context: Context,
    form: forms.BaseForm,
    submit: object,
    action: str = "",
    kind: str = "primary",
    cancel: str = "",
    danger: bool = False,
) -> dict[str, Any]:
    """A whole form, with its button; it is sent once."""
    return {"form": form, "submit": submit, "action": action, "kind": kind, "cancel": cancel, "danger": danger}


@register.inclusion_tag("kit/filters.html", takes_context=True)
def filters(context: Context, form: forms.BaseForm, submit: object = "") -> dict[str, Any]:
    """A bar of choices above a list. Where there is script a choice works at once, and only the list is swapped."""
    request = context.get("request")
    return {
        "form": form,
        "submit": submit or _("Toon"),
        "address": request.path if request else "",
        "sorting": request.GET.get(SORT_PARAMETER, "") if request else "",
        "sort_parameter": SORT_PARAMETER,
    }


# ── Maps ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.inclusion_tag("kit/map.html")
def map_of(map: maps.Map, list: bool = True, height: str = "medium") -> dict[str, Any]:  # noqa: A002 - read as a sentence
    """A map with its list. The server draws it; Leaflet takes over where there is script."""
    return {
        "map": map,
        "drawing": map.drawing(),
        "data_id": f"{map.id}-gegevens",
        "with_list": list,
        "height": height,
    }


@register.inclusion_tag("kit/place.html")
def pick_place(lat: BoundField, lon: BoundField, map: maps.Map) -> dict[str, Any]:  # noqa: A002 - read as a sentence
    """Two hidden fields that a person fills by pointing: on the map, by arrow keys, or by the device's location."""
    errors = list(dict.fromkeys(str(error) for error in (*lat.errors, *lon.errors)))
    return {"lat": lat, "lon": lon, "map": map, "data_id": f"{map.id}-gegevens", "errors": errors}
