"""What a view offers: its renderers, its `format` parameter, and the addresses of other forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, re_path
from django.utils import translation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework.views import APIView

from policyapi.rest import formats
from policyapi.rest.formats import Format, Kind
from policyapi.rest.parameters import Parameter
from policyapi.rest.values import Choice

Writer = Callable[[Any, Any], str | bytes]
"""(view, what it answers) → the answer in a form."""

READING = ("GET", "HEAD")
LONGEST_QUERY = 500
"""Bytes of a query with which other forms are still named: proxies bound what headers may take."""
_ENDS_IN_SUFFIX = r"^(?=.*\.[a-z0-9]+/?$)"
"""Looked at once, so that no other address is compared with each that has a suffix."""
_SAFE = "%/:;$&()+,!?*@'~=[]"


class Written(BaseRenderer):
    """Any form that the view itself has a writer for."""

    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        view = renderer_context["view"]
        written = view.writers[self.format](view, data)
        return written.encode() if isinstance(written, str) else written


def _renderer(format: Format) -> type[BaseRenderer]:
    """The class that DRF takes for a form: its own default one, else one that asks the view."""
    given: Any
    for given in api_settings.DEFAULT_RENDERER_CLASSES:
        if given.format == format.name:
            return given  # type: ignore[no-any-return]
    charset = "utf-8" if format.media_type.startswith("text/") else None
    declared = {"format": format.name, "media_type": format.media_type, "charset": charset}
    return type(f"{format.name.title()}Renderer", (Written,), declared)


RENDERERS: Mapping[str, type[BaseRenderer]] = {f.name: _renderer(f) for f in formats.FORMATS}


class Offering(APIView):
    """A view that says by its kind which forms it offers, and writes those that are its own."""

    kind: ClassVar[Kind] = Kind.DATA
    writers: ClassVar[Mapping[str, Writer]] = {}
    """Name of a form → what writes it; JSON and the pages to browse need none."""
    suffix: str | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "kind" in vars(cls):
            cls.renderer_classes = tuple(RENDERERS[f.name] for f in formats.of(cls.kind))

    @property
    def formats(self) -> Parameter:
        offered = formats.names(formats.of(self.kind))
        closed = Choice(offered, also=("api",), name=f"{self.kind.name.title()}Format")
        return Parameter("format", closed, _FORMAT_HELP)

    @property
    def form(self) -> str:
        """The name of the form that was agreed on."""
        renderer = getattr(self.request, "accepted_renderer", None)
        return str(renderer.format) if renderer else formats.JSON.name

    def other_answers(self) -> dict[str, Any]:
        """Media type → the type of a good answer, of the forms beside JSON."""
        offered = [f for f in formats.of(self.kind) if not f.for_people and f != formats.JSON]
        return {f.media_type: dict(f.schema) for f in offered}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.suffix = kwargs.pop("format", None)
        with translation.override("en"):
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_format_suffix(self, **kwargs: Any) -> str | None:
        return self.suffix

    def get_renderers(self) -> list[Any]:
        """What is read has every form; the answer to writing is JSON."""
        if getattr(self.request, "method", "GET") in READING:
            return super().get_renderers()
        return [RENDERERS[f.name]() for f in formats.of(Kind.DATA)]

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code == 200 and request.method in READING and isinstance(request, Request):
            data = answer.data if isinstance(answer, Response) else None
            if links := [*_neighbours(data), *_alternates(self, request)]:
                answer["Link"] = ", ".join(links)
        return answer


_FORMAT_HELP = "Instead of Accept, or of a suffix of the address, which says the same."


def _neighbours(data: Any) -> list[str]:
    """Links to the pages beside this one of a list."""
    if not isinstance(data, dict):
        return []
    named = {"next": data.get("next"), "prev": data.get("previous")}
    return [f'<{url}>; rel="{rel}"' for rel, url in named.items() if isinstance(url, str)]


def _alternates(view: Offering, request: Request) -> list[str]:
    """Links to the same in the other forms."""
    others = [f for f in formats.of(view.kind) if f.name != view.form and not f.for_people]
    query = _query(request, "format", "dialect")
    if not others or len(query) > LONGEST_QUERY:
        return []
    path = request.path.rstrip("/")
    path = path.removesuffix(f".{view.suffix}") if view.suffix else path
    base = request.build_absolute_uri(path)
    return [
        f"<{base}{'/' if f is formats.JSON else '.' + f.name}{query}>; "
        f'rel="alternate"; type="{f.media_type}"'
        for f in others
    ]


def here(request: Request) -> str:
    """The address that was asked for, in characters that an address may have."""
    return f"{request.build_absolute_uri(request.path)}{_query(request)}"


def _query(request: Request, *without: str) -> str:
    """The query as it came, but for some parameters; `?` before it."""
    raw: str = request.META.get("QUERY_STRING", "")
    kept = [pair for pair in raw.split("&") if pair and pair.partition("=")[0] not in without]
    return f"?{quote('&'.join(kept).encode('latin-1', 'replace'), _SAFE)}" if kept else ""


def with_suffixes(patterns: list[URLPattern]) -> list[URLPattern | URLResolver]:
    """The addresses, and each with a suffix that says the form: `documents/` → `documents.csv`."""
    suffixed = format_suffix_patterns(patterns, suffix_required=True)
    return [*patterns, re_path(_ENDS_IN_SUFFIX, include(suffixed))]
