"""The description of the API, in which every document has a name of its own.

Rooms name their documents by what they are: "bevinding" is a `FindingDocument` in two of them. Where documents that
differ bear one name, each says in front from which room it comes, or from which file where the room itself has several:
`PlansFindingDocument`, `AwardsStateWord`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from enum import Enum
from typing import Any, get_args

from ninja.openapi.schema import OpenAPISchema
from pydantic import BaseModel

PLACE = "#/components/schemas/"


class Description(OpenAPISchema):
    """The framework's own puts the one over the other; here each has its home for a name until all are known."""

    def __init__(self, api: Any, path_prefix: str) -> None:
        self._homes: dict[str, str] = {}  # of the model at hand: each name in it, with where that document is at home
        super().__init__(api, path_prefix)
        names = _names(self.schemas)
        self["paths"] = _renamed(self["paths"], names)
        self.schemas = {names[home]: _renamed(body, names) for home, body in self.schemas.items()}
        self["components"]["schemas"] = self.schemas

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        self.schemas.update({self._homes[name]: _renamed(body, self._homes) for name, body in definitions.items()})

    def _create_schema_from_model(self, model: Any, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], bool]:
        self._homes = _homes_in(model)
        schema, required = super()._create_schema_from_model(model, *args, **kwargs)
        return _renamed(schema, self._homes), required

    def _extract_parameters(self, model: Any) -> list[dict[str, Any]]:
        self._homes = _homes_in(model)
        found: list[dict[str, Any]] = _renamed(super()._extract_parameters(model), self._homes)
        return found


def _renamed(part: Any, names: dict[str, str]) -> Any:
    """The same with references to these names."""
    if isinstance(part, dict):
        return {key: _place(each, names) if key == "$ref" else _renamed(each, names) for key, each in part.items()}
    return [_renamed(each, names) for each in part] if isinstance(part, list) else part


def _place(reference: str, names: dict[str, str]) -> str:
    name = reference.removeprefix(PLACE)
    return f"{PLACE}{names.get(name, name)}"


def _homes_in(model: type[BaseModel]) -> dict[str, str]:
    """The documents and words that a model holds: by their name, and by the longer one that two of one name get."""
    homes: dict[str, str] = {}

    def walk(kind: Any) -> None:
        for part in get_args(kind):
            walk(part)
        if not isinstance(kind, type) or not issubclass(kind, BaseModel | Enum):
            return
        home = f"{kind.__module__}:{kind.__name__}"
        longer = home.replace(".", "__").replace(":", "__")
        if longer in homes:
            return
        homes[kind.__name__] = homes[longer] = home
        if issubclass(kind, BaseModel):
            for field in kind.model_fields.values():
                walk(field.annotation)

    walk(model)
    return homes


def _names(schemas: dict[str, Any]) -> dict[str, str]:
    """What each is called: its own name, with something in front where others that differ bear it too."""
    alike: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for home in schemas:
        alike[_name_of(home)][_whole(home, schemas, ())].append(home)
    names: dict[str, str] = {}
    for name, several in alike.items():
        for homes in several.values():
            for home in homes:
                names[home] = f"{_in_front(home, several)}{name}" if len(several) > 1 else name
    return names


def _name_of(home: str) -> str:
    return home.rpartition(":")[2]


def _in_front(home: str, several: dict[str, list[str]]) -> str:
    """The shortest that tells this document from the others of its name."""
    for number, words in enumerate(_origins(home)):
        if sum(any(_origins(each)[number] == words for each in homes) for homes in several.values()) == 1:
            return words
    raise LookupError(home)


def _origins(home: str) -> tuple[str, str, str]:
    """The room, the file in it, and both: wijkwerk.domain.budgets.api.awards is Budgets, Awards, BudgetsAwards."""
    _house, _floor, room, *files = home.rpartition(":")[0].split(".")
    words, file = (each.title().replace("_", "") for each in (room, files[-1]))
    return words, file, f"{words}{file}"


def _whole(home: str, schemas: dict[str, Any], above: tuple[str, ...]) -> str:
    """A document with those that it refers to in their places: two that say the same are the same."""

    def unfolded(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part and (inner := part["$ref"].removeprefix(PLACE)) not in above:
                return [_name_of(inner), _whole(inner, schemas, (*above, inner))]
            return {key: unfolded(each) for key, each in part.items()}
        return [unfolded(each) for each in part] if isinstance(part, list) else part

    return json.dumps([_name_of(home), unfolded(schemas[home])], sort_keys=True, default=str)
