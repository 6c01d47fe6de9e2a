"""Idempotency-Key: a request that is sent again is not carried out again.

draft-ietf-httpapi-idempotency-key-header. What a request does and the note that it was done are one
transaction, so a process that dies leaves either both or neither. A request that changed nothing
(400, 409, 412 …) is not remembered: the key may be used again once it is put right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from policyapi.models import ApiKey, IdempotentRequest
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.operations import IDEMPOTENCY_KEY
from policyapi.rest.values import Malformed

REPLAYED = "Idempotent-Replayed"
KEPT = timedelta(hours=24)

Result = dict[str, Any]
"""What a request did, as JSON: enough to make its answer from."""
Act = Callable[[], Result]
Answer = Callable[[Result], HttpResponse]


class StillRunning(APIException):
    kind = "conflict"
    status_code = status.HTTP_409_CONFLICT
    default_detail = (
        "The first request with this Idempotency-Key is still being carried out; send it again "
        "in a moment for its answer."
    )


class KeyReused(APIException):
    kind = "unprocessable"
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = (
        "This Idempotency-Key came before with another request; give every request its own."
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """The row of a request that carries a key."""

    holder: str
    operation: str
    key: str

    def row(self) -> IdempotentRequest | None:
        since = timezone.now() - KEPT
        rows = IdempotentRequest.objects.filter(created_at__gte=since, operation=self.operation)
        return rows.filter(holder=self.holder, key=self.key).first()

    def claim(self) -> bool:
        """Whether nobody else is carrying it out; held until the transaction ends."""
        name = "\n".join((self.holder, self.operation, self.key))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 6))", [name])
            return bool(cursor.fetchone()[0])


def once(request: Request, act: Act, answer: Answer) -> HttpResponse:
    """Carry a request out and answer it; the same request again gets the same answer.

    `act` runs in the transaction that remembers it, `answer` after that has been committed.
    Raises `StillRunning`, and `KeyReused` where the key came with another request.
    """
    key = _key(request)
    if key is None:
        return answer(act())
    holder = request.auth.prefix if isinstance(request.auth, ApiKey) else ""
    named = _Named(holder, f"{request.method} {request.path}"[:200], key)
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        if not named.claim():
            raise StillRunning
        _forget_old()
        row = named.row()
        if row is None:
            written = IdempotentRequest(
                holder=named.holder, operation=named.operation, key=key, fingerprint=fingerprint
            )
            written.result = act()
            written.save()
    if row is None:
        return _answered(written, answer)
    if row.fingerprint != fingerprint:
        raise KeyReused
    return _replayed(row, answer)


def _answered(row: IdempotentRequest, answer: Answer) -> HttpResponse:
    """Answer a request, and keep the answer beside what was done."""
    response = answer(row.result)
    kept = {
        "status": response.status_code,
        "headers": dict(response.items()),
        "body": response.content.decode(),
    }
    IdempotentRequest.objects.filter(pk=row.pk).update(answer=kept)
    return response


def _replayed(row: IdempotentRequest, answer: Answer) -> HttpResponse:
    if row.answer is None:
        response = _answered(row, answer)
    else:
        kept = row.answer
        headers = kept["headers"]
        response = HttpResponse(kept["body"].encode(), status=kept["status"], headers=headers)
    response[REPLAYED] = "true"
    return response


def _key(request: Request) -> str | None:
    """The key, with or without the quotation marks that the draft has around it."""
    sent = request.headers.get(IDEMPOTENCY_KEY.name)
    if sent is None:
        return None
    key = sent[1:-1] if len(sent) > 2 and sent[0] == sent[-1] == '"' else sent
    try:
        return str(IDEMPOTENCY_KEY.value.parse(key))
    except Malformed as reason:
        raise InvalidParameters({IDEMPOTENCY_KEY.name: [f"{reason}."]}) from None


def _fingerprint(request: Request) -> str:
    """A hash of what was sent and on what condition.

    Whatever the boundaries of its parts or the order of its keys.
    """
    data = request.data if isinstance(request.data, Mapping) else {"": request.data}
    condition = ("If-Match", request.headers.get("If-Match"))
    parts = json.dumps([condition, *sorted(_parts(data))], ensure_ascii=True)
    return hashlib.sha256(parts.encode()).hexdigest()


def _parts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in data:
        value = data[name]
        if isinstance(value, UploadedFile):
            value.seek(0)
            digest = hashlib.file_digest(value, "sha256").hexdigest()
            value.seek(0)
            yield name, f"{value.name} {digest}"
        else:
            yield name, json.dumps(value, sort_keys=True)


def _forget_old() -> None:
    IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
