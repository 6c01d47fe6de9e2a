"""Settings from the environment: kinds, defaults, and one line for what is malformed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from policyapi import environment
from policyapi.environment import SETTINGS, read, read_database


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("DEBUG", "true", True),
        ("DEBUG", "0", False),
        ("DEBUG", "", False),
        ("PORT", "8123", 8123),
        ("PORT", "", 8000),
        ("ALLOWED_HOSTS", "a.example, b.example,", ["a.example", "b.example"]),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("SECRET_KEY", "s", "s"),
    ],
)
def test_a_value_is_read_as_its_kind(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, expected: Any
) -> None:
    monkeypatch.setenv(name, text)
    assert read(name) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [("DEBUG", "perhaps"), ("PORT", "http"), ("PORT", "-1"), ("PORT", "²"), ("LOG_LEVEL", "loud")],
)
def test_a_malformed_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(ImproperlyConfigured, match=f"^{name}='{text}': give "):
        read(name)


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_has_its_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name, raising=False)
    assert read(name) == SETTINGS[name][1]


class TestDatabase:
    def test_embedded_without_a_url(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        server = read_database(tmp_path)
        assert server["ENGINE"] == "policyapi.postgres"
        assert server["EMBEDDED_IN"] == str(tmp_path)

    def test_the_url_says_everything(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        url = "postgresql://u%40x:p%2Fw@db.example:5433/name?sslmode=require"
        monkeypatch.setenv("DATABASE_URL", url)
        assert read_database(tmp_path) == {
            "ENGINE": "policyapi.postgres",
            "NAME": "name",
            "USER": "u@x",
            "PASSWORD": "p/w",
            "HOST": "db.example",
            "PORT": 5433,
            "OPTIONS": {"sslmode": "require"},
        }

    @pytest.mark.parametrize("url", ["mysql://a/b", "db.example", "postgresql://a:port/b"])
    def test_a_malformed_url_is_one_line(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL "):
            read_database(tmp_path)


def test_the_example_file_names_every_setting() -> None:
    example = (environment.BASE_DIR / ".env.example").read_text("utf-8")
    named = {line[2:].split("=")[0] for line in example.splitlines() if "=" in line}
    assert named == set(SETTINGS)
