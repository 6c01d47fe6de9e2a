"""What a request must be allowed to do."""

from __future__ import annotations

from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from policyapi.models import ApiKey


class Writes(BasePermission):
    """Needs a key with the scope `write`: a 401 without a key, a 403 without the scope."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            raise NotAuthenticated("This needs a key: Authorization: Bearer KEY.")
        if not key.may(ApiKey.Scope.WRITE):
            scopes = ", ".join(sorted(key.scopes))
            raise PermissionDenied(f"This needs a key with the scope write; yours has: {scopes}.")
        return True
