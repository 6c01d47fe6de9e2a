"""The OpenAPI schema out of what the views declare: parameters, item types, problems."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """Parameters come from the view's declarations."""
