"""Answers as JSON."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    """JSON by orjson. Rows that the database wrote as JSON are sent as they are."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        if data is None:
            return b""
        is_read = (renderer_context or {}).get("indent")
        return orjson.dumps(data, str, orjson.OPT_INDENT_2 if is_read else 0)
