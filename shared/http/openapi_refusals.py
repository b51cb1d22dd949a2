"""The refusals in the API documentation: one response for each status, with its codes."""

from collections.abc import Mapping
from typing import Any

from shared.http.problems import MEDIA_TYPE

_REFUSALS: dict[int, tuple[str, str, tuple[str, ...]]] = {
    400: (
        "Malformed",
        "The request cannot be read.",
        (
            "malformed_json",
            "bad_request",
            "body_unreadable",
            "idempotency_key_malformed",
            "if_match_malformed",
        ),
    ),
    401: (
        "NotProved",
        "The caller has not proved who it is.",
        ("token_missing", "token_invalid", "token_expired", "login_too_weak"),
    ),
    403: (
        "Denied",
        "The caller may not do or see this.",
        (
            "access_denied",
            "purpose_not_yours",
            "relation_missing",
            "impartiality_conflict",
            "pseudonyms_only",
            "scope_missing",
        ),
    ),
    404: ("NotFound", "There is no such case.", ("not_found",)),
    409: (
        "Rejected",
        "The law or the state of the case says no; `code` says why.",
        ("not_allowed_now", "not_known_yet", "rule_missing", "case_exists"),
    ),
    412: (
        "Stale",
        "The case has changed; `ETag` holds its version now.",
        ("version_conflict",),
    ),
    413: ("TooLarge", "The body is too large.", ("body_too_large",)),
    415: ("NotJson", "The body is not JSON.", ("content_type_not_supported",)),
    422: (
        "Invalid",
        "The request does not have the form it must have; `errors` names the field.",
        (
            "field_missing",
            "field_unknown",
            "wrong_type",
            "wrong_format",
            "idempotency_key_reused",
            "purpose_unknown",
            "reason_unusable",
        ),
    ),
    428: (
        "HeaderMissing",
        "A header that an order needs is missing.",
        ("idempotency_key_missing", "if_match_missing"),
    ),
    429: (
        "TooOften",
        "Searched too often; nothing was looked up: ask again after `Retry-After`.",
        ("too_many_searches",),
    ),
    500: ("Failed", "A fault of ours.", ("internal_error",)),
    503: (
        "Unavailable",
        "It may or may not have happened: repeat with the same key after `Retry-After`.",
        (
            *("unavailable", "outcome_unknown", "overloaded", "epoch_not_begun"),
            "token_keys_unavailable",
            "look_not_recorded",
            "keys_not_at_hand",
            "shutting_down",
        ),
    ),
}


def refusals(*statuses: int) -> dict[str, Any]:
    """Return the references for one operation."""
    return {
        str(status): {"$ref": f"#/components/responses/{_REFUSALS[status][0]}"}
        for status in sorted({401, 403, 500, 503, *statuses})
    }


def refusal_responses(paths: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the responses that the operations of these paths refer to, and no other."""
    told = {
        status
        for methods in paths.values()
        for operation in methods.values()
        for status in operation["responses"]
    }
    return {
        name: {
            "description": f"{text} Codes: {', '.join(f'`{code}`' for code in codes)}.",
            "headers": _headers(status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, (name, text, codes) in _REFUSALS.items()
        if str(status) in told
    }


def _headers(status: int) -> dict[str, Any]:
    headers: dict[str, Any] = {
        "X-Correlation-Id": {"$ref": "#/components/headers/X-Correlation-Id"}
    }
    if status == 412:  # noqa: PLR2004 - the status that carries the present version
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    if status == 401:  # noqa: PLR2004 - the status that asks for a token
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    if status in {429, 503}:  # those that ask for patience
        headers["Retry-After"] = {
            "description": "Seconds to wait.",
            "schema": {"type": "integer", "minimum": 1},
        }
    return headers
