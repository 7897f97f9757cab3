"""The description of the API, completed: what each operation has by its guard and by the rules of the house."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ninja.operation import Operation

from wijkwerk.api.version import VERSION
from wijkwerk.foundation.access.guard import Guard
from wijkwerk.foundation.access.permissions import DOES
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import api as kit
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope

if TYPE_CHECKING:
    from wijkwerk.api.v1 import Api

VERSION_HEADER = {"description": "Versie van deze API", "schema": {"type": "string", "examples": [VERSION]}}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
WORDS = {
    "400": "De vraag klopt niet; “detail” zegt wat.",
    "401": "Hiervoor is een sleutel nodig.",
    "403": "Deze sleutel mag dit niet.",
    "404": "Dit is er niet.",
    "409": "Intussen gewijzigd.",
}


def of_this_municipality(document: Any) -> Any:
    """The same document with who to turn to, and where it stands."""
    own = scope.current()
    contact = {"name": own.name, "url": outbox.absolute("/contact/"), "email": own.mail_address}
    servers = [{"url": outbox.absolute("/").rstrip("/")}]
    return {**document, "info": {**document["info"], "contact": contact}, "servers": servers}


def completed(document: Any, api: Api) -> Any:
    """The same document with errors, headers and keys on every operation."""
    by_id = dict(_operations(api))
    schemas = document["components"].setdefault("schemas", {})
    schemas["Problem"] = kit.Problem.model_json_schema()
    document["components"]["securitySchemes"] = {"sleutel": {"type": "http", "scheme": "bearer"}}
    for methods in document["paths"].values():
        for details in methods.values():
            operation = by_id[details["operationId"]]
            _complete(details, operation)
    return document


def _operations(api: Api) -> Iterator[tuple[str, Operation]]:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                yield operation.operation_id or api.get_openapi_operation_id(operation), operation


def _complete(details: dict[str, Any], operation: Operation) -> None:
    guard: Guard = operation.view_func.guard  # type: ignore[attr-defined]
    is_open = guard.permission is None or guard.permission in ROLES[Role.EVERYONE].may
    if not is_open:
        details["security"] = [{"sleutel": []}]
    if guard.permission is not None:
        deed = str(DOES[guard.permission])
        details["x-permission"] = str(guard.permission)
        details["description"] = f"{details.get('description', '')}\n\nRecht: {deed}.".strip()
    codes = ["400", *([] if is_open else ["401", "403"]), *(["404"] if guard.find else [])]
    if "POST" in operation.methods:
        codes.append("409")
    for code in codes:
        details["responses"].setdefault(
            code, {"description": WORDS[code], "content": {kit.PROBLEM: {"schema": PROBLEM}}}
        )
    for response in details["responses"].values():
        response.setdefault("headers", {})["API-Version"] = VERSION_HEADER
