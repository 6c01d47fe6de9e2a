"""Keys in the admin site: made and shown once, never again, and revoked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.test import Client

from policyapi.models import ApiKey
from policyapi.rest.authentication import KEY

LIST = "/admin/policyapi/apikey/"


@pytest.fixture
def admin_user(db: None) -> User:
    """A superuser without a password: hashing one takes longer than most tests."""
    return User.objects.create(username="admin", is_staff=True, is_superuser=True)


def make(client: Client, **values: Any) -> Any:
    form = {"name": "示例应用", "scopes": ["read"], "note": "", "owner": ""} | values
    return client.post(f"{LIST}add/", form)


def shown_key(response: Any) -> str:
    found = re.search(rf'<code id="key"[^>]*>({KEY.pattern})</code>', response.text)
    assert found, response.text
    return found[1]


def test_the_key_is_shown_once(admin_client: Client) -> None:
    response = make(admin_client)
    key = shown_key(response)
    row = ApiKey.objects.get()
    assert (row.prefix, row.scopes, row.is_valid(key)) == (key[:8], ["read"], True)
    assert "no-store" in response["Cache-Control"]
    secret = key.partition(".")[2]
    for path in (LIST, f"{LIST}{row.pk}/change/", f"{LIST}{row.pk}/history/", "/admin/"):
        assert secret not in admin_client.get(path).text
    assert secret not in str(response.cookies)
    assert not any(secret in str(entry.get_change_message()) for entry in LogEntry.objects.all())
    assert not any(secret in str(one.get_decoded()) for one in Session.objects.all())


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"scopes": []}, "必填"),
        ({"scopes": ["write"]}, "有写入权限的密钥必须有所有者"),
        ({"scopes": ["everything"]}, "不在可用的选项中"),
        ({"name": ""}, "必填"),
    ],
)
def test_what_is_missing_is_said(
    admin_client: Client, values: dict[str, Any], complaint: str
) -> None:
    assert complaint in make(admin_client, **values).text
    assert not ApiKey.objects.exists()


def test_a_key_that_writes_has_an_owner(admin_client: Client, admin_user: User) -> None:
    shown_key(make(admin_client, scopes=["read", "write"], owner=admin_user.pk))
    assert ApiKey.objects.get().owner == admin_user


def test_changing_keeps_prefix_and_hash(admin_client: Client) -> None:
    make(admin_client)
    before = ApiKey.objects.get()
    form = {"name": "改名", "scopes": ["backfill"], "note": "", "owner": ""}
    stolen = {"prefix": "stolen00", "hashed_key": "sha512$$0"}
    response = admin_client.post(f"{LIST}{before.pk}/change/", form | stolen)
    assert response.status_code == 302
    after = ApiKey.objects.get()
    assert (after.name, after.scopes) == ("改名", ["backfill"])
    assert (after.prefix, after.hashed_key) == (before.prefix, before.hashed_key)


def test_revoking_is_for_good_and_in_the_history(admin_client: Client) -> None:
    for name in ("甲", "乙"):
        make(admin_client, name=name)
    row = ApiKey.objects.get(name="甲")
    chosen = {"action": "revoke", "_selected_action": [row.pk]}
    assert "已撤销 1 个密钥" in admin_client.post(LIST, chosen, follow=True).text
    assert ApiKey.objects.get(name="甲").revoked
    assert not ApiKey.objects.get(name="乙").revoked
    assert "撤销" in admin_client.get(f"{LIST}{row.pk}/history/").text
    assert "已撤销" in admin_client.get(LIST).text
    assert "已撤销 0 个密钥" in admin_client.post(LIST, chosen, follow=True).text


def test_no_key_is_deleted(admin_client: Client) -> None:
    make(admin_client)
    assert admin_client.get(f"{LIST}{ApiKey.objects.get().pk}/delete/").status_code == 403


def test_only_those_with_the_permission_make_keys(client: Client, db: None) -> None:
    curator = User.objects.create(username="bianmu", is_staff=True)
    own = Permission.objects.filter(content_type__app_label="policyapi")
    curator.user_permissions.add(own.get(codename="view_apikey"))
    client.force_login(curator)
    assert client.get(LIST).status_code == 200
    assert make(client).status_code == 403


def test_the_librarys_own_table_is_not_there(admin_client: Client) -> None:
    assert admin_client.get("/admin/rest_framework_api_key/apikey/").status_code == 404
