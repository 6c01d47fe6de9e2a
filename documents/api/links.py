"""Addresses that belong to a document."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from policyapi.rest.hanging import HangsOn
from policyapi.rest.selection import Row

OF_DOCUMENT = HangsOn("document", "id")
"""What the answers about one document hang on."""

PATH = "/api/v1/documents/"
PARTS = {
    part.replace("-", "_"): f"{part}/"
    for part in ("text", "sections", "citations", "cited-by", "similar", "sources", "revisions")
}
"""Key of an address → its end."""


class Linked:
    """Adds the addresses of the document itself and of its parts."""

    def computed(self, request: Request, row: Row) -> dict[str, Any]:
        if "links" not in row.computed:
            return {}
        address = f"{request.build_absolute_uri(PATH)}{row.key}/"
        return {"links": {"self": address} | {key: address + part for key, part in PARTS.items()}}
