"""What the gallery page shows: every part of a page, with contents that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from wijkwerk.foundation.kit import clock, components, maps
from wijkwerk.foundation.kit.components import Aim, Bar, Column, Dot, Figure, Moment, Select, Step, Tab
from wijkwerk.foundation.kit.components.icons import ICONS
from wijkwerk.foundation.kit.forms import Form, LineField, TextField
from wijkwerk.foundation.kit.paging import Page

WHEN = datetime(2025, 3, 4, 14, 5, tzinfo=clock.AMSTERDAM)


@dataclass(frozen=True)
class Example:
    pk: int
    title: str
    area: str
    state: tuple[str, str]
    on: date
    votes: int


EXAMPLES = [
    Example(1, "Losse stoeptegels bij de brievenbus", "Maarswold", ("Nieuw", "info"), date(2025, 3, 4), 3),
    Example(2, "Speeltuin voor kleine kinderen", "Maarsstee", ("Ja, als …", "warning"), date(2025, 2, 27), 41),
    Example(3, "Lantaarnpaal brandt niet", "Parkwijk", ("Opgelost", "ok"), date(2025, 2, 11), 1),
    Example(4, "Straat dicht op zaterdag voor het buurtfeest", "Musselkanaal", ("Nee", "danger"), date(2025, 1, 30), 7),
]

COLUMNS: Sequence[Column[Example]] = [
    Column("Signaal", lambda row: components.link(f"#signaal-{row.pk}", row.title), main=True),
    Column("Gebied", lambda row: row.area, sort="gebied", order=("area", "pk")),
    Column("Staat", lambda row: components.badge(*row.state)),
    Column("Gemeld", lambda row: components.day(row.on), sort="datum", order=("on", "pk")),
    Column("Steun", lambda row: row.votes, numeric=True),
]


class ExampleForm(Form):
    """One field of every kind."""

    purpose = "Wij vragen uw naam en e-mailadres om u antwoord te geven. Na het antwoord wissen wij ze binnen een jaar."

    kind = forms.ChoiceField(
        label="Wat wilt u laten weten?",
        choices=[
            ("report", "Er is iets kapot of vies"),
            ("idea", "Ik heb een idee"),
            ("thanks", "Ik geef een compliment"),
        ],
        widget=forms.RadioSelect,
    )
    title = LineField(label="In een paar woorden", help_text="Bijvoorbeeld: losse stoeptegel in de Kerkstraat.")
    story = TextField(label="Vertel het ons", longest=500)
    area = forms.ChoiceField(
        label="In welke wijk?", choices=[("", "Kies een wijk"), ("1", "Maarswold"), ("2", "Parkwijk")]
    )
    photo = forms.FileField(
        label="Foto",
        required=False,
        help_text="Liever geen mensen op de foto.",
        widget=forms.FileInput({"accept": "image/*"}),
    )
    on = forms.DateField(label="Wanneer zag u het?", required=False, widget=forms.DateInput({"type": "date"}))
    channels = forms.MultipleChoiceField(
        label="Hoe mogen wij u bereiken?",
        required=False,
        choices=[("email", "E-mail"), ("phone", "Telefoon"), ("post", "Brief")],
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(label="E-mailadres", required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    follow = forms.BooleanField(label="Houd mij op de hoogte van deze wijk", required=False)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)


class ExampleFilters(Form):
    area = forms.ChoiceField(
        label="Wijk", required=True, choices=[("", "Alle wijken"), ("1", "Maarswold"), ("2", "Parkwijk")]
    )
    state = forms.ChoiceField(
        label="Staat", required=True, choices=[("", "Alle"), ("new", "Nieuw"), ("late", "Te laat")]
    )


def _hexagon(lon: float, lat: float) -> dict[str, Any]:
    corners = [
        (0.012, 0),
        (0.006, 0.0065),
        (-0.006, 0.0065),
        (-0.012, 0),
        (-0.006, -0.0065),
        (0.006, -0.0065),
        (0.012, 0),
    ]
    return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in corners]]}


def example_map(*, points: bool = True) -> maps.Map:
    """A few areas side by side, as a bee would draw them."""
    places = [
        ("Parkwijk", 0, 0),
        ("Maarswold", 1, 0.5),
        ("Maarsstee", 1, -0.5),
        ("Musselkanaal", 2, 0),
        ("Alteveer", 2, -1),
    ]
    return maps.Map(
        title="Voorbeeldkaart",
        description="Vijf wijken die niet bestaan.",
        shapes=[
            maps.Shape(
                str(n), name, _hexagon(6.95 + x * 0.018, 52.99 + y * 0.013), f"#wijk-{n}", f"{n * 7 + 2} signalen", n
            )
            for n, (name, x, y) in enumerate(places)
        ],
        points=[
            maps.Point(52.9925, 6.951, "Losse stoeptegels", "#signaal-1", "Nieuw", "info"),
            maps.Point(52.995, 6.97, "Speeltuin", "#signaal-2", "Ja, als …", "warning"),
        ]
        if points
        else [],
        legend=[(0, "0 tot 5 signalen"), (2, "5 tot 20"), (4, "20 of meer")] if points else (),
        id="kaart" if points else "plek",
    )


def contents(request: HttpRequest) -> dict[str, Any]:
    """Everything that the gallery template wants."""
    sorting = components.sorting(request, COLUMNS, default="-datum")
    page: Page[Any] = Page(EXAMPLES, "volgende", None)
    return {
        "icons": sorted(ICONS),
        "tones": ["neutral", "info", "ok", "warning", "danger", "accent"],
        "form": ExampleForm(),
        "bad_form": ExampleForm(
            {"kind": "", "title": "x" * 300, "email": "geen adres"}, prefix="fout", auto_id="fout_%s"
        ),
        "filters": ExampleFilters(request.GET or None, auto_id="filter_%s"),
        "tabs": [
            Tab("Van mij", "?lijst=mij", current=True, count=7),
            Tab("Nieuw", "?lijst=nieuw", count=12),
            Tab("Te laat", "?lijst=laat", count=0),
            Tab("Wacht", "?lijst=wacht"),
        ],
        "steps": [
            Step("Gemeld", "done", "4 maart 2025"),
            Step("In behandeling", "current", "De wijkregisseur kijkt ernaar"),
            Step("Antwoord", "todo"),
            Step("Klaar", "todo"),
        ],
        "moments": [
            Moment(
                "U meldde losse stoeptegels",
                WHEN,
                "Bij de brievenbus ligt een rij tegels los.\nMijn buurvrouw struikelde.",
                "U",
                "send",
            ),
            Moment(
                "Antwoord: ja, als …",
                date(2025, 3, 6),
                "Wij leggen de tegels recht zodra de kabel erin ligt.",
                "De wijkregisseur",
                "clock",
                "warning",
            ),
            Moment("De tegels liggen recht", date(2025, 4, 2), by="Wijkbeheer", icon="check", tone="ok"),
        ],
        "facts": [
            ("Wijk", "Maarswold"),
            ("Gemeld op", components.moment(WHEN)),
            ("Antwoord voor", components.day(date(2025, 3, 18))),
            ("Leeg", ""),
        ],
        "figures": [
            Figure("nieuwe signalen", 12, "deze week", "#nieuw", "info"),
            Figure("te laat", 3, "langer dan 10 werkdagen", "#laat", "danger"),
            Figure("beantwoord", 48, "dit jaar", tone="ok"),
        ],
        "bars": [
            Bar("Maarswold", 41),
            Bar("Parkwijk", 23.5),
            Bar("Alteveer", 7, tone="warning"),
            Bar("Maarsstee", None, note="te weinig mensen"),
        ],
        "lines": components.line_chart(
            [
                Dot("2018", 2018, 6.1, source="Enquête"),
                Dot("2020", 2020, None, note="Er was geen enquête."),
                Dot("2022", 2022, 6.8, source="Enquête", breaks="Andere vraag"),
                Dot("2024", 2024, 7.0, source="Enquête"),
                Dot("2026", 2026, None, is_awaited=True),
            ],
            key="galerij",
            title="Rapportcijfer voor de buurt",
            aims=[Aim("2022", 2022, 6.5), Aim("2028", 2028, 7.5)],
        ),
        "table": components.Table(
            COLUMNS,
            page,
            caption="Signalen",
            request=request,
            sorting=sorting,
            export="?als=csv",
            select=Select(lambda row: row.pk, lambda row: f"Kies {row.title}", name="signaal"),
        ),
        "empty_table": components.Table(
            COLUMNS, [], caption="Geen signalen", empty="Er zijn geen signalen die hierbij passen."
        ),
        "map": example_map(),
        "place_map": example_map(points=False),
        "when": WHEN,
    }
