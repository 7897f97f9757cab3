"""Small things in a line: a badge, a link, a day, a moment. For cells, and behind the tags of the same names."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components.icons import icon as drawn
from wijkwerk.foundation.kit.controls import escaped

TONES = {
    "neutral": "inactive",
    "info": "neutral",
    "ok": "safe",
    "warning": "warning",
    "danger": "danger",
    "accent": "accent",
}


def badge(text: object, tone: str = "neutral", icon: str = "") -> SafeString:
    """A state in a word or two. The tone says it once more in colour, never alone."""
    return _badge(text if isinstance(text, str) else str(text), tone, icon)


@lru_cache(maxsize=500, typed=True)  # by type: what is safe and what looks like it are not the same
def _badge(text: str, tone: str, icon: str) -> SafeString:
    return format_html(
        '<span class="utrecht-status-badge utrecht-status-badge--{}">{}{}</span>',
        TONES[tone],
        format_html("{} ", drawn(icon)) if icon else "",
        text,
    )


def link(address: str, text: object) -> SafeString:
    """A link in the look of the house."""
    return mark_safe(f'<a class="nl-link" href="{escaped(address)}">{escaped(text)}</a>')


def day(on: date | datetime | None) -> SafeString:
    """4 maart 2025; nothing when there is no day."""
    if on is None:
        return mark_safe("")
    return _day(clock.dutch(on).date() if isinstance(on, datetime) else on)


@lru_cache(maxsize=1000)
def _day(on: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), date_format(on, "j F Y"))


def moment(at: datetime | None) -> SafeString:
    """4 maart 2025, 14:05 on a Dutch clock; nothing when there is no moment."""
    if at is None:
        return mark_safe("")
    local = clock.dutch(at)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat("T", "minutes"), date_format(local, "j F Y, H:i")
    )


def ago(at: datetime | None) -> SafeString:
    """How long ago, in the largest unit that says enough; the full moment is in the title."""
    if at is None:
        return mark_safe("")
    local, now = clock.dutch(at), clock.dutch(clock.now())
    minutes, days = int((now - local).total_seconds() // 60), (now.date() - local.date()).days
    if minutes < 1:
        words = _("zojuist")
    elif minutes < 60:
        words = ngettext("%(number)d minuut geleden", "%(number)d minuten geleden", minutes) % {"number": minutes}
    elif days == 0:
        words = _("vandaag om %(time)s") % {"time": date_format(local, "H:i")}
    elif days == 1:
        words = _("gisteren om %(time)s") % {"time": date_format(local, "H:i")}
    elif days < 14:
        words = _("%(number)d dagen geleden") % {"number": days}
    else:
        words = date_format(local, "j F Y")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat("T", "minutes"),
        date_format(local, "l j F Y, H:i"),
        words,
    )
