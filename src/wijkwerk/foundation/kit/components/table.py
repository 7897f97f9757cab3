"""The one list of the house: a table that sorts, pages, exports, and becomes cards on a telephone.

Rendered in Python: a template spends more on fifty rows than the database does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkwerk.foundation.kit.components.icons import icon
from wijkwerk.foundation.kit.controls import escaped
from wijkwerk.foundation.kit.paging import Page

Row = TypeVar("Row")

SORT_PARAMETER = "sorteer"
PAGE_PARAMETER = "na"
REGION = "list"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: what stands above it, and what stands in it.

    `main` is the column that names the row. `sort` is the word in the address that sorts by it, `order` the fields that
    it then goes by, the last of them unique. `compact` leaves the word out where the row is a card.
    """

    header: object
    cell: Callable[[Row], object]
    numeric: bool = False
    main: bool = False
    sort: str = ""
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Select(Generic[Row]):
    """A box before each row, for a deed that is done to several at once."""

    value: Callable[[Row], object]
    label: Callable[[Row], object]
    name: str = "kies"


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column a list is sorted, and the fields for the query."""

    word: str
    descending: bool
    order: tuple[str, ...]


def sorting(request: HttpRequest, columns: Iterable[Column[Any]], default: str) -> Sorting:
    """The sorting that the address asks for, or else the default ("-datum": latest first)."""
    fields = {column.sort: column.order for column in columns if column.sort}
    asked = request.GET.get(SORT_PARAMETER, "")
    chosen = asked if asked.removeprefix("-") in fields else default
    word, descending = chosen.removeprefix("-"), chosen.startswith("-")
    return Sorting(word, descending, tuple(f"-{field}" if descending else field for field in fields[word]))


class Table(Generic[Row]):
    """A list, ready for `{{ table }}`. Give the page of kit.paging, and it also draws the way to the next."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Page[Any] | Iterable[Row],
        *,
        caption: object,
        request: HttpRequest | None = None,
        sorting: Sorting | None = None,
        empty: object = "",
        export: str = "",
        select: Select[Row] | None = None,
        row_class: Callable[[Row], str] | None = None,
        show_caption: bool = False,
    ) -> None:
        self.columns = columns
        self.page = rows if isinstance(rows, Page) else None
        self.rows: list[Any] = list(rows)
        self.caption = caption
        self.request = request
        self.sorting = sorting
        self.empty = empty
        self.export = export
        self.select = select
        self.row_class = row_class
        self.show_caption = show_caption

    def __str__(self) -> str:
        return self.render()

    def __html__(self) -> SafeString:
        return self.render()

    def render(self) -> SafeString:
        if not self.rows and self.page is not None and not self._address_is_first():
            words: object = _("Er is niets meer op deze bladzijde.")
        else:
            words = self.empty or _("Er is niets om te laten zien.")
        if not self.rows:
            return format_html('<div class="ww-empty"><p class="ww-empty__title">{}</p>{}</div>', words, self._foot())
        caption_class = "utrecht-table__caption" if self.show_caption else "ww-visually-hidden"
        return format_html(
            '<div class="ww-table-region">{}<div class="ww-table-wide">'
            '<table class="utrecht-table ww-table" role="table"><caption class="{}">{}</caption>'
            '<thead class="utrecht-table__header" role="rowgroup"><tr role="row">{}</tr></thead>'
            '<tbody class="utrecht-table__body" role="rowgroup">{}</tbody></table></div>{}</div>',
            self._narrow_sorting(),
            caption_class,
            self.caption,
            self._head(),
            self._body(),
            self._foot(),
        )

    # The body is one format string for all rows: the hot part of every list page.
    def _body(self) -> SafeString:
        cells = [column.cell for column in self.columns]
        row = "".join(_cell(column) for column in self.columns)
        before: list[Callable[[Any], object]] = []
        if self.select is not None:
            name = _braced(self.select.name)
            row = (
                '<td role="cell" class="ww-table-check"><label>'
                f'<input type="checkbox" name="{name}" value="{{}}">'
                f'<span class="ww-visually-hidden">{{}}</span></label></td>{row}'
            )
            before = [self.select.value, self.select.label]
        if self.row_class is None:
            whole = f'<tr role="row">{row}</tr>'
        else:
            whole = f'<tr role="row" class="{{}}">{row}</tr>'
            before.insert(0, self.row_class)
        all_cells = [*before, *cells]
        pattern = whole.format
        return mark_safe("".join([pattern(*[escaped(cell(thing)) for cell in all_cells]) for thing in self.rows]))

    def _head(self) -> SafeString:
        heads = format_html_join(
            "",
            '<th scope="col" role="columnheader" class="utrecht-table__header-cell{}"{}>{}</th>',
            (
                (
                    " utrecht-table__header-cell--numeric-column" if column.numeric else "",
                    self._aria_sort(column),
                    self._sort_link(column, "sorteer") if column.sort and self.sorting else column.header,
                )
                for column in self.columns
            ),
        )
        if self.select is None:
            return heads
        return format_html(
            '<th scope="col" role="columnheader" class="utrecht-table__header-cell ww-table-check">'
            '<label><input type="checkbox" data-select-all="{}">'
            '<span class="ww-visually-hidden">{}</span></label></th>{}',
            self.select.name,
            _("Kies alle rijen"),
            heads,
        )

    def _aria_sort(self, column: Column[Row]) -> SafeString:
        if self.sorting is None or not column.sort or column.sort != self.sorting.word:
            return mark_safe("")
        return mark_safe(f' aria-sort="{"descending" if self.sorting.descending else "ascending"}"')

    def _sort_link(self, column: Column[Row], place: str) -> SafeString:
        """Its id lets the keyboard stay where it was when the list is swapped."""
        assert self.sorting is not None
        current = column.sort == self.sorting.word
        turned = f"-{column.sort}" if current and not self.sorting.descending else column.sort
        shape = ("sort-down" if self.sorting.descending else "sort-up") if current else "sort"
        to = address(self.request, {SORT_PARAMETER: turned, PAGE_PARAMETER: ""})
        return swapping_link(to, format_html("{} {}", column.header, icon(shape)), id=f"{place}-{column.sort}")

    def _narrow_sorting(self) -> SafeString:
        """Where rows are cards there is no header to press; the same links stand above them."""
        if self.sorting is None:
            return mark_safe("")
        links = format_html_join(
            " ", "{}", ((self._sort_link(column, "sorteer-hier"),) for column in self.columns if column.sort)
        )
        return format_html('<div class="ww-sort-narrow"><span>{}</span> {}</div>', _("Sorteer op:"), links)

    def _foot(self) -> SafeString:
        parts = []
        if self.page is not None and self.request is not None:
            parts.append(paging_links(self.page, self.request))
        if self.export and self.rows:
            parts.append(
                format_html('<a class="nl-link" href="{}">{} {}</a>', self.export, icon("download"), _("Lijst opslaan"))
            )
        if not any(parts):
            return mark_safe("")
        return format_html(
            '<div class="ww-table-foot">{}</div>', format_html_join("", "{}", ((part,) for part in parts))
        )

    def _address_is_first(self) -> bool:
        return self.request is None or not self.request.GET.get(PAGE_PARAMETER)


def paging_links(page: Page[Any], request: HttpRequest) -> SafeString:
    """The way to the pages before and after; nothing when there is one page."""
    links = []
    if page.previous:
        words = format_html("{} {}", icon("arrow-left"), _("Vorige"))
        links.append(swapping_link(address(request, {PAGE_PARAMETER: page.previous}), words, button=True))
    if page.next:
        words = format_html("{} {}", _("Volgende"), icon("arrow-right"))
        links.append(swapping_link(address(request, {PAGE_PARAMETER: page.next}), words, button=True))
    if not links:
        return mark_safe("")
    return format_html(
        '<nav class="ww-paging" aria-label="{}">{}</nav>',
        _("Bladzijden"),
        format_html_join("", "{}", ((link,) for link in links)),
    )


def address(request: HttpRequest | None, changes: dict[str, str]) -> str:
    """The address of this page with other parameters; an empty one is left out."""
    if request is None:
        return "?"
    parameters = request.GET.copy()
    for name, value in changes.items():
        if value:
            parameters[name] = value
        else:
            parameters.pop(name, None)
    return f"?{parameters.urlencode()}"


def swapping_link(to: str, text: object, *, id: str = "", button: bool = False) -> SafeString:  # noqa: A002 - HTML's name
    """A link that only swaps the list where there is script, and loads the page where there is none."""
    return format_html(
        '<a href="{}"{}{} hx-get="{}" hx-target="#{}" hx-select="#{}" hx-swap="outerHTML" hx-push-url="true">{}</a>',
        to,
        format_html(' id="{}"', id) if id else "",
        mark_safe(' class="nl-button nl-button--secondary"') if button else "",
        to,
        REGION,
        REGION,
        text,
    )


def _cell(column: Column[Any]) -> str:
    label = _braced(column.header)
    if column.main:
        return f'<th scope="row" role="rowheader" data-label="{label}">{{}}</th>'
    numeric = ' class="utrecht-table__cell--numeric-column"' if column.numeric else ""
    return f'<td role="cell"{numeric} data-label="{label}">{{}}</td>'


def _braced(text: object) -> str:
    return conditional_escape(str(text)).replace("{", "{{").replace("}", "}}")
