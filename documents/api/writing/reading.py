"""From what a curator sent to values of the database, or an error that names every field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.serializers import ValidationError

from documents.api.writing.fields import Strict
from documents.ingest.corrections import Issuer, Values
from documents.models import Document, Genre
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.near import near
from taxonomy.models import Body, Meeting, Region

NOT_VALUES = frozenset({"text", "media_type", "file", "url", "metadata", "reason"})
EMPTY = frozenset({"digest", "validity_evidence"})
"""Texts that are empty where there are none; the public reads null."""


def validated(form: type[Strict], data: Any, within: str = "") -> dict[str, Any]:
    """The body as its serializer reads it. Raises `InvalidParameters`."""
    serializer = form(data=data)
    try:
        serializer.is_valid(raise_exception=True)
    except ValidationError as error:
        flat = _flat(error.detail, within)
        errors = {name.strip(".") or "body": reasons for name, reasons in flat}
        raise InvalidParameters(errors) from None
    read: dict[str, Any] = serializer.validated_data
    return read


def _flat(detail: Any, path: str) -> Iterable[tuple[str, list[str]]]:
    """{"issuers": [{"body": ["…"]}]} → ("issuers[0].body", ["…"])."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _flat(
                inner, f"{path}[{name}]" if isinstance(name, int) else f"{path}.{name}"
            )
    elif detail and isinstance(detail[0], Mapping):
        for at, inner in enumerate(detail):
            yield from _flat(inner, f"{path}[{at}]")
    else:
        yield path, [str(reason) for reason in detail]


def values_of(body: Mapping[str, Any], within: str = "") -> Values:
    """What is to be set, with bodies, meeting and region looked up."""
    values = {name: value for name, value in body.items() if name not in NOT_VALUES}
    for name in EMPTY & values.keys():
        values[name] = values[name] or ""
    errors: dict[str, list[str]] = {}
    for name, model, key in (("meeting", Meeting, "slug"), ("region", Region, "code")):
        if values.get(name):
            values[name] = _found(model, key, values[name], f"{within}{name}", errors)
    if "issuers" in values:
        values["issuers"] = _issuers(values["issuers"], f"{within}issuers", errors)
    if errors:
        raise InvalidParameters(errors)
    return values


def _found(model: Any, key: str, value: str, path: str, errors: dict[str, list[str]]) -> Any:
    row = model.objects.filter(**{key: value}).first()
    if row is None:
        errors[path] = [_missing(model, key, value)]
    return row


def _missing(model: Any, key: str, value: str) -> str:
    """That it does not exist, and which ones are near."""
    names = dict(model.objects.values_list(key, "name"))
    listed = ", ".join(f"{found} ({names[found]})" for found in near(value, names))
    return f"{value} does not exist." + (f" Near ones: {listed}." if listed else "")


def _issuers(given: list[dict[str, Any]], path: str, errors: dict[str, list[str]]) -> list[Issuer]:
    slugs = [issuer["body"] for issuer in given if issuer.get("body")]
    bodies = {body.slug: body for body in Body.objects.filter(slug__in=slugs)}
    issuers = []
    for at, issuer in enumerate(given):
        slug, name = issuer.get("body"), issuer.get("name")
        body = bodies.get(slug) if slug else None
        if slug and body is None:
            errors[f"{path}[{at}].body"] = [_missing(Body, "slug", slug)]
        elif body is None and not name:
            errors[f"{path}[{at}]"] = ["needs a body or a name."]
        elif slug and slug in slugs[: slugs.index(slug)] + slugs[slugs.index(slug) + 1 :]:
            errors[f"{path}[{at}].body"] = [f"{slug} is named twice."]
        issuers.append(Issuer(name or (body.name if body else ""), body.pk if body else None))
    return issuers


def check_kind(document: Document, values: Values, within: str = "") -> None:
    """A kind goes with the genre that is given beside it, else with the one that stays."""
    genre = values.get("genre", document.genre)
    if values.get("kind") and genre != Genre.OFFICIAL:
        reason = f"is only for official documents, and this one is of genre {genre}."
        raise InvalidParameters({f"{within}kind": [reason]})
