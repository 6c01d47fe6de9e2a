"""Errors that arise before any view: problem documents under /api/, pages elsewhere."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory

from policyapi.rest import handlers


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/api/v1/documents/", "application/problem+json"),
        ("/elsewhere", "text/html; charset=utf-8"),
    ],
)
def test_form_of_errors(path: str, media_type: str) -> None:
    request = RequestFactory().get(path)
    answers = {
        400: handlers.bad_request(request, SuspiciousOperation()),
        403: handlers.permission_denied(request, PermissionDenied()),
        404: handlers.page_not_found(request, LookupError()),
        500: handlers.server_error(request),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer["Content-Type"] == media_type
