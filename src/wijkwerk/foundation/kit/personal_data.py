"""What a room says about the people in its rows. Each room's `privacy.py` holds `LINES`, read by the privacy room.

    LINES = [Line(model="signals.Reporter", what=_("Naam en …"), why=_("…"), basis=_("…"), from_whom=_("…"),
                  term=_("…"), term_setting=Term(days=365, least=30, most=1825), subject=True)]
    NO_PERSONAL_DATA = {"signals.Category": "subjects of signals, no persons"}

    def erase(line: Line, *, before: datetime, at: datetime) -> int:
        '''One batch of rows of this line whose term ended: how many went. Called again until it says 0.'''

`erase` is asked for in every room that has a line with a `term_setting`; it runs inside the scope of one municipality.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Term:
    """How many days rows are kept when a municipality says nothing else, and between which bounds it may choose."""

    days: int
    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.days <= self.most:
            raise ValueError(f"a term of {self.days} days does not lie between {self.least} and {self.most}")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the register: what we keep, of whom, why, and for how long, in words a resident understands."""

    model: str  # "signals.Reporter"
    what: Words
    why: Words
    basis: Words  # the ground in law
    term: Words  # from when the days count, or why there are none: "na het afsluiten van het signaal"
    from_whom: Words = ""
    term_setting: Term | None = None  # None: the rows go with something else, or stay for a reason that `term` gives
    subject: bool = False  # each row is about one person, who may ask for it
    part: str = ""  # tells two lines about one model apart

    @property
    def key(self) -> str:
        return ".".join(filter(None, [self.model.lower(), self.part]))
