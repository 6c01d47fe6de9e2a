"""Keys in requests: which are good, what is said of those that are not, and what they cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from policyapi.models import ApiKey
from policyapi.rest.authentication import KeyAuthentication
from policyapi.rest.permissions import Writes
from tests.asking import Api

pytestmark = pytest.mark.django_db
ASK = RequestFactory()


class Echo(APIView):
    """Answers who asks."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response({"user": str(request.user), "key": str(request.auth)})


class Door(Echo):
    permission_classes = (Writes,)


def make_key(*scopes: str, **values: Any) -> tuple[ApiKey, str]:
    row, key = ApiKey.objects.create_key(name="示例应用", scopes=list(scopes) or ["read"], **values)
    assert isinstance(row, ApiKey)
    return row, key


def ask(view: type[APIView] = Echo, **headers: Any) -> Any:
    return view.as_view()(ASK.get("/api/v1/", headers=headers)).render()


def curator(**values: Any) -> User:
    return User.objects.create(username="bianmu", **values)


@pytest.mark.parametrize(
    "header",
    [
        lambda key: {"Authorization": f"Bearer {key}"},
        lambda key: {"Authorization": f"bearer  {key} "},
        lambda key: {"X-Api-Key": key},
        lambda key: {"X-Api-Key": key, "Authorization": f"Bearer {key}"},
    ],
)
def test_a_good_key_in_either_header(header: Any) -> None:
    _, key = make_key("read", "write", owner=curator())
    answer = ask(**header(key))
    assert answer.data == {"user": "bianmu", "key": "示例应用"}


def test_without_a_key_one_is_anonymous() -> None:
    assert ask().data == {"user": "None", "key": "None"}


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "unknown": ({}, "There is no such key."),
    "revoked": ({"revoked": True}, "The key was revoked."),
    "expired": ({"expiry_date": timezone.now() - timedelta(1)}, "The key has expired."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_key_that_is_not_good_is_a_401_that_says_why(kind: str) -> None:
    values, why = BAD[kind]
    _, key = make_key(**values)
    answer = ask(authorization=f"Bearer {key[:-4]}Zzz0" if kind == "unknown" else f"Bearer {key}")
    assert answer.status_code == 401
    assert answer.data["detail"] == why
    assert answer["WWW-Authenticate"] == (
        f'Bearer realm="policyapi", error="invalid_token", error_description="{why}"'
    )
    assert answer["Content-Type"] == "application/problem+json"


def test_a_closed_account_closes_its_keys() -> None:
    _, key = make_key(owner=curator(is_active=False))
    assert "closed" in ask(authorization=f"Bearer {key}").data["detail"]


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"Authorization": "Basic YTpi"}, "must be: Bearer"),
        ({"Authorization": "Bearer"}, "malformed"),
        ({"Authorization": "Bearer a.b"}, "malformed"),
        ({"X-Api-Key": "密钥"}, "malformed"),
        ({"X-Api-Key": "a" * 8 + "." + "b" * 32 + "\x00"}, "malformed"),
        ({"X-Api-Key": "a", "Authorization": "Bearer b"}, "different keys"),
    ],
)
def test_what_is_no_key_is_explained(headers: dict[str, str], says: str) -> None:
    answer = ask(Echo, **headers)
    assert answer.status_code == 401
    assert says in answer.data["detail"]
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_wrong_key_is_a_401_of_the_api_too(api: Api) -> None:
    answer = api.client.get("/api/v1/regions/", headers={"X-Api-Key": "a"})
    assert answer.status_code == 401


def test_validation_costs_no_statement_for_five_seconds() -> None:
    _, key = make_key(owner=curator())
    ask(authorization=f"Bearer {key}")
    with CaptureQueriesContext(
        connection,
    ) as statements:
        for _ in range(3):
            assert ask(authorization=f"Bearer {key}").data["user"] == "bianmu"
    assert len(statements) == 0
    assert caches["keys"].default_timeout == 5


def test_what_is_remembered_is_forgotten_when_it_is_saved_here() -> None:
    row, key = make_key()
    assert ask(authorization=f"Bearer {key}").status_code == 200
    row.revoked = True
    row.save()
    assert ask(authorization=f"Bearer {key}").status_code == 401


def test_the_last_use_is_written_once_a_day() -> None:
    row, key = make_key()
    today = timezone.localdate()
    with CaptureQueriesContext(connection) as statements:
        ask(authorization=f"Bearer {key}")
        caches["keys"].clear()
        ask(authorization=f"Bearer {key}")
    assert [one["sql"].split()[0] for one in statements] == ["SELECT", "UPDATE", "SELECT"]
    row.refresh_from_db()
    assert row.last_used_on == today
    ApiKey.objects.filter(pk=row.pk).update(last_used_on=today - timedelta(3))
    caches["keys"].clear()
    ask(authorization=f"Bearer {key}")
    row.refresh_from_db()
    assert row.last_used_on == today


def test_only_the_hash_is_kept() -> None:
    row, key = make_key()
    secret = key.partition(".")[2]
    assert not any(secret in str(value) for value in vars(row).values())


class TestWrites:
    def test_without_a_key(self) -> None:
        answer = ask(Door)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="policyapi"'
        assert "Authorization: Bearer KEY" in answer.data["detail"]

    def test_without_the_scope(self) -> None:
        _, key = make_key("backfill", "read")
        answer = ask(Door, authorization=f"Bearer {key}")
        assert answer.status_code == 403
        assert "yours has: backfill, read" in answer.data["detail"]

    def test_with_it(self) -> None:
        _, key = make_key("write", owner=curator())
        assert ask(Door, authorization=f"Bearer {key}").data["user"] == "bianmu"


def test_a_session_of_the_admin_site_opens_nothing() -> None:
    request = ASK.post("/api/v1/")
    request.user = curator(is_superuser=True) or AnonymousUser()
    assert KeyAuthentication().authenticate(Request(request)) is None
