"""The national sources: the wijk- en buurtkaart over WFS, figures over OData. Asked only when somebody says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.foundation.kit.refusals import Refusal

AT_ONCE: Final = 1_000  # the source gives no more in one answer
MOST_PAGES: Final = 500
_TIME: Final = (10.0, 60.0, 60.0, 60.0)  # seconds to connect, read, write, and for a place among connections
_LAYERS: Final = ("gemeenten", "wijken", "buurten")
FIGURES_NAME: Final = "CBS, Kerncijfers wijken en buurten"  # as it stands beside the figures
# The table "Kerncijfers wijken en buurten" of each year; a new year has a new table.
TABLES: Final[Mapping[int, str]] = {
    2017: "83765NED",
    2018: "84286NED",
    2019: "84583NED",
    2020: "84799NED",
    2021: "85039NED",
    2022: "85318NED",
    2023: "85618NED",
    2024: "85984NED",
}
Told = Callable[[str], None]


class SourceDown(Refusal):
    message = _("De landelijke bron geeft nu geen antwoord. Probeer het later opnieuw, of lees een bestand in.")
    status = 503


class NoTable(Refusal):
    message = _("Van dit jaar is geen tabel met kerncijfers bekend. Geef het nummer van de tabel op.")


def fetch_areas(year: int, *, only: str = "", told: Told = lambda sentence: None) -> list[SourceFile]:
    """The gemeenten, wijken and buurten of a year, of the country or of one municipality."""
    return [_fetch_layer(layer, year, only, told) for layer in _LAYERS]


def fetch_figures(year: int, *, table: str = "", told: Told = lambda sentence: None) -> SourceFile:
    """The key figures of a year, in the shape that the office gives them in."""
    table = table or TABLES.get(year, "")
    if not table:
        raise NoTable
    address: str | None = f"{settings.FIGURES_SOURCE.rstrip('/')}/{table}/TypedDataSet"
    parameters: Mapping[str, str] | None = {"$format": "json"}
    rows: list[dict[str, Any]] = []
    for _page in range(MOST_PAGES):
        if address is None:
            break
        answer = _answer(address, parameters)
        rows += _list(answer, "value")
        told(f"{len(rows)} rijen van {table}")
        address, parameters = answer.get("odata.nextLink") or None, None
    if not rows:
        raise SourceDown
    written = io.StringIO()
    table_writer = csv.DictWriter(written, list(rows[0]), delimiter=";", extrasaction="ignore")
    table_writer.writeheader()
    table_writer.writerows(rows)
    return SourceFile(f"{table}_{year}.csv", written.getvalue().encode())


def _fetch_layer(layer: str, year: int, only: str, told: Told) -> SourceFile:
    features: list[Any] = []
    parameters = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"wijkenbuurten:{layer}",
        "outputFormat": "application/json",
        "srsName": "urn:ogc:def:crs:EPSG::4326",
        "count": str(AT_ONCE),
    }
    if only:
        parameters["filter"] = (
            "<Filter><PropertyIsEqualTo><PropertyName>gemeentecode</PropertyName>"
            f"<Literal>{escape(only)}</Literal></PropertyIsEqualTo></Filter>"
        )
    for page in range(MOST_PAGES):
        answer = _answer(settings.AREAS_SOURCE.format(year=year), parameters | {"startIndex": str(page * AT_ONCE)})
        found = _list(answer, "features")
        features += found
        told(f"{len(features)} {layer}")
        if len(found) < AT_ONCE:
            break
    # Rows that are no area of the Netherlands: the source has some for what lies abroad.
    own = [each for each in features if _is_dutch(each)]
    content = orjson.dumps({"type": "FeatureCollection", "features": own})
    return SourceFile(f"{layer}_{year} van de bron", content)


def _is_dutch(feature: Any) -> bool:
    code = feature.get("properties", {}).get("gemeentecode") if isinstance(feature, dict) else None
    return codes.kind_of(str(code)) == codes.AreaKind.MUNICIPALITY


def _answer(address: str, parameters: Mapping[str, str] | None) -> dict[str, Any]:
    import httpx  # slow import

    try:
        response = httpx.get(address, params=parameters, timeout=_TIME, follow_redirects=True)
        response.raise_for_status()
        answer = orjson.loads(response.content)
    except (httpx.HTTPError, httpx.InvalidURL, orjson.JSONDecodeError) as trouble:
        raise SourceDown from trouble
    if not isinstance(answer, dict):
        raise SourceDown
    return answer


def _list(answer: dict[str, Any], name: str) -> list[Any]:
    found = answer.get(name)
    if not isinstance(found, list):
        raise SourceDown
    return found
