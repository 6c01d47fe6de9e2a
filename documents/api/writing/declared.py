"""The methods that write, as the OpenAPI schema shows them."""

from __future__ import annotations

from dataclasses import replace

from documents.api import serializers
from documents.api.writing import bodies
from policyapi.rest.operations import IDEMPOTENCY_KEY, IF_MATCH, JSON, Operation

MULTIPART = "multipart/form-data"
MERGE_PATCH = "application/merge-patch+json"
_DOCUMENT = {JSON: serializers.DocumentFull}
_OPTIONAL = replace(IF_MATCH, required=False)
_IN_THE_WAY = "Another document stands against it, or the key's first request is still running."
_REFUSED = "The input cannot be read, and `detail` says why; or the Idempotency-Key is used up."
_CHANGED = "The document has changed since the version that If-Match names."

CREATE = Operation(
    "create_document",
    "Take in a document",
    body={JSON: bodies.NewDocument, MULTIPART: bodies.NewDocumentFile},
    answers={201: _DOCUMENT, 200: _DOCUMENT},
    problems={409: _IN_THE_WAY, 422: _REFUSED},
    headers=(IDEMPOTENCY_KEY,),
    scope="write",
    description="The raw text goes through the whole pipeline. 200 where the same bytes are the "
    "current source of a document already, which is then answered as it is.",
)
CORRECT = Operation(
    "correct_document",
    "Correct what is said of a document",
    body={JSON: bodies.Correction, MERGE_PATCH: bodies.Correction},
    answers={200: _DOCUMENT},
    problems={409: "The document is withdrawn.", 412: _CHANGED, 428: "If-Match is missing."},
    headers=(IF_MATCH,),
    scope="write",
    description="A merge patch: what is not named stays, null clears. Corrected fields stay as "
    "they are when a later version of the source says otherwise.",
)
ADD_SOURCE = Operation(
    "add_document_source",
    "Replace a document's text by a new version",
    body={JSON: bodies.NewSource, MULTIPART: bodies.NewSourceFile},
    answers={200: _DOCUMENT},
    problems={409: _IN_THE_WAY, 412: _CHANGED, 422: _REFUSED},
    headers=(IDEMPOTENCY_KEY, _OPTIONAL),
    scope="write",
    description="The text is read, cut, tagged and indexed anew; the older version stays among "
    "the sources, and corrected fields stay as they are.",
)
WITHDRAW = Operation(
    "withdraw_document",
    "Withdraw a document",
    body={JSON: bodies.Withdrawal},
    answers={200: _DOCUMENT},
    problems={409: "It is withdrawn already.", 412: _CHANGED},
    headers=(IDEMPOTENCY_KEY, _OPTIONAL),
    scope="write",
    description="From then on the public has 410 at its address, with the day and the reason.",
)
RESTORE = Operation(
    "restore_document",
    "Restore a withdrawn document",
    body={JSON: bodies.Restoration},
    answers={200: _DOCUMENT},
    problems={409: "It is not withdrawn.", 412: _CHANGED},
    headers=(IDEMPOTENCY_KEY, _OPTIONAL),
    scope="write",
    description="What was a draft before is one again.",
)
