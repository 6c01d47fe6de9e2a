"""What curators' keys may do: create, correct, withdraw, restore, add a source.

The mixins give their methods to the views that read at the same address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db import DataError
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from documents.api.writing import bodies, declared
from documents.api.writing.answers import InTheWay, answer, result_of
from documents.api.writing.fields import Strict
from documents.api.writing.reading import check_kind, validated, values_of
from documents.api.writing.uploads import PARSERS, check_size, upload_of
from documents.ingest import curating
from documents.ingest.corrections import Values
from documents.ingest.curating import Conflict, Done
from documents.ingest.revisions import Author
from documents.models import Document, Revision, Status
from policyapi.models import ApiKey
from policyapi.rest.conditional import check_if_match
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.idempotency import once
from policyapi.rest.offering import Offering
from policyapi.rest.operations import Operation
from policyapi.rest.parameters import read
from policyapi.rest.permissions import Writes

Write = Callable[[], Done]


class Writing(Offering):
    """A view with methods that write: with a key that may, and bodies of declared kinds only."""

    operations: ClassVar[Mapping[str, Operation]] = {}

    @property
    def operation(self) -> Operation | None:
        """What is declared of the request's method; null of one that reads."""
        method = getattr(self.request, "method", None) or ""
        return self.operations.get(method.lower())

    def get_permissions(self) -> list[Any]:
        return [Writes()] if self.operation else list(super().get_permissions())

    def get_parsers(self) -> list[Any]:
        return [PARSERS[kind]() for kind in self.operation.body] if self.operation else []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.operation:
            if "\x00" in kwargs.get("id", ""):
                raise Http404("There is no such document.")
            check_size(request)
            read(request.query_params, ())

    def body(self, request: Request, form: type[Strict], file: type[Strict] | None = None) -> Any:
        """What was sent, checked as JSON or as the parts of a form."""
        data: Any = request.data
        if file is None or not request.content_type.startswith("multipart/"):
            return validated(form, data)
        return validated(file, {name: data[name] for name in data})

    def written(self, request: Request, write: Write) -> HttpResponse:
        """Write, once for an Idempotency-Key, and answer with the document."""

        def act() -> dict[str, Any]:
            try:
                return result_of(write())
            except Conflict as conflict:
                raise InTheWay(request, conflict) from None
            except Document.DoesNotExist:
                raise Http404("There is no such document.") from None
            except DataError as error:
                raise InvalidParameters({"body": [f"cannot be stored: {error}."]}) from None

        return once(request, act, lambda result: answer(request, result))


def author_of(request: Request) -> Author:
    """The key, and the user to whom it belongs."""
    key = request.auth
    if not isinstance(key, ApiKey):
        raise TypeError("only a key writes")
    return Author(Revision.Channel.API, key.owner, key.name, key.prefix)


def expects(request: Request, key: str) -> Callable[[Document], None]:
    """Holds If-Match, where it is sent, to the locked document."""

    def check(document: Document) -> None:
        if "If-Match" in request.headers:
            check_if_match(request, "document", key)

    return check


class CreatesDocuments(Writing):
    """POST documents/"""

    operations: ClassVar[Mapping[str, Operation]] = {"post": declared.CREATE}

    def post(self, request: Request, **kwargs: str) -> HttpResponse:
        body = self.body(request, bodies.NewDocument, bodies.NewDocumentFile)
        upload = upload_of(body)
        metadata = body.get("metadata", {})
        if isinstance(metadata, str) or "file" in body:
            metadata = validated(bodies.Metadata, _json(metadata), "metadata")
        digest = {"digest": body["digest"]} if body.get("digest") else {}
        values = {**values_of(metadata, "metadata."), **digest}

        def write() -> Done:
            return curating.create(
                upload,
                values,
                status=body.get("status", Status.PUBLISHED),
                author=author_of(request),
                reason=body.get("reason", ""),
                check=lambda document: check_kind(document, values, "metadata."),
            )

        return self.written(request, write)


def _json(part: Any) -> Any:
    """The part `metadata` of a form, which may have been read already."""
    if not isinstance(part, str):
        return part
    try:
        return json.loads(part)
    except (ValueError, RecursionError):
        raise InvalidParameters({"metadata": ["must be a JSON object."]}) from None


class CorrectsDocuments(Writing):
    """PATCH documents/{id}/"""

    operations: ClassVar[Mapping[str, Operation]] = {"patch": declared.CORRECT}

    def patch(self, request: Request, id: str) -> HttpResponse:
        body = self.body(request, bodies.Correction)
        values = values_of(body)

        def check(document: Document) -> None:
            check_if_match(request, "document", id)
            if "status" in values and document.status == Status.WITHDRAWN:
                raise Conflict(id, "it is withdrawn, and is to be restored first")
            check_kind(document, values)

        return self.written(request, lambda: _update(request, id, values, body, check))


def _update(request: Request, key: str, values: Values, body: Any, check: Any) -> Done:
    author, reason = author_of(request), body.get("reason", "")
    return curating.update(key, values, author=author, reason=reason, check=check)


class AddsSources(Writing):
    """POST documents/{id}/sources/"""

    operations: ClassVar[Mapping[str, Operation]] = {"post": declared.ADD_SOURCE}

    def post(self, request: Request, id: str) -> HttpResponse:
        body = self.body(request, bodies.NewSource, bodies.NewSourceFile)
        upload = upload_of(body)
        return self.written(
            request,
            lambda: curating.add_source(
                id,
                upload,
                author=author_of(request),
                reason=body.get("reason", ""),
                check=expects(request, id),
            ),
        )


class Withdraw(Writing):
    """POST documents/{id}/withdraw/"""

    operations: ClassVar[Mapping[str, Operation]] = {"post": declared.WITHDRAW}

    def post(self, request: Request, id: str) -> HttpResponse:
        reason = self.body(request, bodies.Withdrawal)["reason"]
        author, check = author_of(request), expects(request, id)
        return self.written(
            request, lambda: curating.withdraw(id, author=author, reason=reason, check=check)
        )


class Restore(Writing):
    """POST documents/{id}/restore/"""

    operations: ClassVar[Mapping[str, Operation]] = {"post": declared.RESTORE}

    def post(self, request: Request, id: str) -> HttpResponse:
        reason = self.body(request, bodies.Restoration).get("reason", "")
        author, check = author_of(request), expects(request, id)
        return self.written(
            request, lambda: curating.restore(id, author=author, reason=reason, check=check)
        )
