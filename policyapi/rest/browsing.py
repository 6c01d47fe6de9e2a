"""The pages for browsing the API with a web browser."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import BrowsableAPIRenderer


class BrowsingRenderer(BrowsableAPIRenderer):
    """DRF's pages, without forms: everything here is read only."""

    def show_form_for_method(self, view: Any, method: str, request: Any, obj: Any) -> bool:
        return False
