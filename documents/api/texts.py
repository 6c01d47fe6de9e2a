"""The text of a document: as JSON, alone, and as Markdown with a head that programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.links import OF_DOCUMENT, Linked
from documents.api.visible import OfDocument, visible
from documents.models import Document
from documents.text.markdown import Place, to_markdown
from policyapi.rest.expressions import stated
from policyapi.rest.formats import MARKDOWN, PLAIN_TEXT, Kind
from policyapi.rest.parameters import Parameter
from policyapi.rest.selection import Columns
from policyapi.rest.views import DetailView

FRONT_MATTER = (
    "id", "title", "subtitle", "genre", "kind", "document_number", "issuers", "adopted_on",
    "published_on", "effective_on", "validity", "url",
)  # fmt: skip
"""What the head of the Markdown says, in its order; all but `title` come after `include`."""
_BESIDE = (*(name for name in FRONT_MATTER if name not in ("id", "title")), "sections", "links")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def write_text(view: Any, data: Any) -> str:
    """The text as it is stored."""
    return str(data["text"])


def write_markdown(view: Any, data: Any) -> str:
    """The text with its outline, after a head in YAML."""
    places = [Place(*(section[name] for name in Place._fields)) for section in data["sections"]]
    return front_matter(data) + to_markdown(data["title"], data["text"], places)


def front_matter(data: Any) -> str:
    """A block of YAML, every key on a line of its own; its values are JSON, which is YAML too."""
    names = [issuer["name"] for issuer in data["issuers"]]
    said = {name: data[name] for name in FRONT_MATTER} | {"issuers": names}
    said["source"] = data["links"]["self"]
    lines = [f"{name}: {_scalar(value)}" for name, value in said.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _scalar(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


class DocumentText(OfDocument, Linked, DetailView):
    """The whole text: JSON, the text alone, or Markdown with an anchor at every section.

    The Markdown begins with YAML that says id, title, number, issuers, dates and the official
    address. Its anchors are named as in highlights and passages: `section-12`.
    """

    hangs_on = OF_DOCUMENT
    kind = Kind.TEXT
    writers: ClassVar = {PLAIN_TEXT.name: write_text, MARKDOWN.name: write_markdown}
    needs: ClassVar = {MARKDOWN.name: _BESIDE}
    columns = Columns(
        {
            "id": F("id"),
            "title": F("title"),
            "has_text": columns.HAS_TEXT,
            "text": stated("text"),
            **{name: columns.LIST.expressions[name] for name in _BESIDE if name != "links"},
        },
        frozenset(_BESIDE),
        ("links",),
        key="id",
    )
    item = serializers.DocumentText

    def rows(self) -> QuerySet[Document]:
        return visible(self.request)

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats

    def get(self, request: Request, **kwargs: str) -> Response:
        response = super().get(request, **kwargs)
        if self.form in self.writers and response.data["text"] is None:
            raise Http404("This record has no text; its official address is in `url`.")
        return response
