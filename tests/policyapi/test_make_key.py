"""`manage.py make_key`."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from policyapi.models import ApiKey

pytestmark = pytest.mark.django_db


def make(*arguments: str) -> str:
    out = StringIO()
    call_command("make_key", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_prints_the_key() -> None:
    key = make("--name", "示例", "--scope", "backfill", "--scope", "read", "--days", "30")
    row = ApiKey.objects.get(prefix=key[:8])
    assert row.is_valid(key)
    assert row.scopes == ["backfill", "read"]
    assert row.expiry_date is not None
    assert timedelta(29) < row.expiry_date - timezone.now() <= timedelta(30)


def test_who_writes_has_a_login() -> None:
    User.objects.create(username="bianmu")
    make("--name", "示例", "--scope", "write", "--owner", "bianmu")
    assert str(ApiKey.objects.get().owner) == "bianmu"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--scope", "write"], "必须有所有者"),
        (["--scope", "read", "--owner", "nobody"], "there is no login 'nobody'"),
        (["--scope", "all"], "invalid choice"),
        ([], "--scope"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        make("--name", "示例", *arguments)
    assert not ApiKey.objects.exists()
