"""Parts of a page, named as in the NL Design System. The gallery shows each; the tags are in `{% load kit %}`."""

from wijkwerk.foundation.kit.components.figures import Bar, Figure, amount, bars
from wijkwerk.foundation.kit.components.icons import icon
from wijkwerk.foundation.kit.components.lines import Aim, Dot, line_chart
from wijkwerk.foundation.kit.components.marks import ago, badge, day, link, moment
from wijkwerk.foundation.kit.components.sequence import Moment, Step, Tab
from wijkwerk.foundation.kit.components.table import Column, Select, Sorting, Table, paging_links, sorting
from wijkwerk.foundation.kit.components.toast import toast

__all__ = [
    "Aim",
    "Bar",
    "Column",
    "Dot",
    "Figure",
    "Moment",
    "Select",
    "Sorting",
    "Step",
    "Tab",
    "Table",
    "ago",
    "amount",
    "badge",
    "bars",
    "day",
    "icon",
    "line_chart",
    "link",
    "moment",
    "paging_links",
    "sorting",
    "toast",
]
