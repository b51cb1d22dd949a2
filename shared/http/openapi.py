"""Writes a service's OpenAPI 3.1 document from its declaration; the same input, the same bytes."""

from collections.abc import Sequence
from typing import Any

import yaml

from shared.access.table import AccessTable
from shared.casework.declare import Query, Service
from shared.http import openapi_operations as operations
from shared.http.codes import Codes
from shared.http.endpoints import endpoints
from shared.http.openapi_refusals import refusal_responses
from shared.http.openapi_schemas import Schemas

_ABOUT = (
    "Orders are posted and answered with the case's new version. "
    "Every order needs an `Idempotency-Key`; repeat with the same key when an answer is lost. "
    "Every order to an existing case needs `If-Match` with the ETag last seen. "
    "Refusals are `application/problem+json`; program against `code`. "
    "`may` on a case tells which orders can be given now, and why not. "
    'A field the reader may not see comes as `{"masked": "<class>"}`.'
)


def write(
    service: Service,
    access: AccessTable,
    codes: Codes,
    *,
    plumbing: Sequence[Query] = (),
    version: str = "1",
) -> dict[str, Any]:
    """Return the document."""
    offered = endpoints(service, plumbing)
    answers = [query.answer for query in (*service.queries, *plumbing)]
    schemas = Schemas(operations.types_of(offered), answers)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in offered:
        operation = operations.operation(endpoint, schemas, access)
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{service.title} ({service.name})",
            "version": version,
            "description": _ABOUT,
            "license": {"name": "MPL-2.0", "identifier": "MPL-2.0"},
        },
        "tags": _tags(service),
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "parameters": operations.PARAMETERS,
            "headers": operations.HEADERS,
            "responses": refusal_responses(paths),
            "schemas": schemas.components,
        },
        "x-refusal-codes": {
            code: {"da": title.da, "en": title.en}
            for code, title in sorted(codes.items())
            if not title.retired
        },
    }


def as_yaml(document: dict[str, Any]) -> str:
    """Write the document for people and version control."""
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)


class _Plain(yaml.CSafeDumper):
    """Writes every value in full: no anchors, which few readers of OpenAPI understand."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Never point to an earlier value."""
        return True


def _tags(service: Service) -> list[dict[str, str]]:
    cases = [{"name": case.name, "description": case.title} for case in service.cases]
    return [*cases, {"name": "questions", "description": "Spørgsmål"}]
