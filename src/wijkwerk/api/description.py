"""The description of the API in which two documents of one name stay two: each room names its own, as "bevinding"."""

from __future__ import annotations

import json
from typing import Any

from ninja.openapi.schema import OpenAPISchema

PLACE = "#/components/schemas/"


class Description(OpenAPISchema):
    """The framework's own puts the one over the other; here the second of a name gets a number."""

    def __init__(self, api: Any, path_prefix: str) -> None:
        self._known: dict[str, str] = {}  # what a document says, with all that it holds: the name it got
        self._given: set[str] = set()
        self._names: dict[str, str] = {}  # the names of the model at hand: those that they got
        super().__init__(api, path_prefix)

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        self._names = {name: self._name_for(name, definitions) for name in definitions}
        self.schemas.update({self._names[name]: self._renamed(body) for name, body in definitions.items()})

    def _name_for(self, name: str, definitions: dict[str, Any]) -> str:
        whole = _whole(name, definitions, ())
        if whole not in self._known:
            number, free = 1, name
            while free in self._given:
                number += 1
                free = f"{name}{number}"
            self._known[whole] = free
            self._given.add(free)
        return self._known[whole]

    def _create_schema_from_model(self, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], bool]:
        self._names = {}
        schema, required = super()._create_schema_from_model(*args, **kwargs)
        return self._renamed(schema), required

    def _extract_parameters(self, model: Any) -> list[dict[str, Any]]:
        self._names = {}
        found: list[dict[str, Any]] = self._renamed(super()._extract_parameters(model))
        return found

    def _renamed(self, part: Any) -> Any:
        """The same with references to the names that were given."""
        if isinstance(part, dict):
            return {key: self._place(each) if key == "$ref" else self._renamed(each) for key, each in part.items()}
        return [self._renamed(each) for each in part] if isinstance(part, list) else part

    def _place(self, reference: str) -> str:
        name = reference.removeprefix(PLACE)
        return f"{PLACE}{self._names.get(name, name)}"


def _whole(name: str, definitions: dict[str, Any], above: tuple[str, ...]) -> str:
    """A document with those that it refers to in their places: two that say the same are the same."""

    def unfolded(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part and (inner := part["$ref"].removeprefix(PLACE)) not in above:
                return [inner, _whole(inner, definitions, (*above, inner))]
            return {key: unfolded(each) for key, each in part.items()}
        return [unfolded(each) for each in part] if isinstance(part, list) else part

    return json.dumps([name, unfolded(definitions[name])], sort_keys=True, default=str)
