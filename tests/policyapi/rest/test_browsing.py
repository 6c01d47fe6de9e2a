"""What browsers get: pages to browse, the docs, and answers for scripts of other origins."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policyapi.rest.near import near
from tests import factories
from tests.asking import Api

HTML = {"accept": "text/html"}


@pytest.mark.parametrize(
    "path", ["documents/", "documents/here/", "bodies/", "documents/here/text/"]
)
def test_pages_to_browse(api: Api, path: str) -> None:
    factories.document(id="here", title="示例<决定>", text="正文")
    answer = api.client.get(f"/api/v1/{path}", headers=HTML)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    page = answer.content.decode()
    assert "<决定>" not in page
    assert 'name="_method"' not in page
    assert api.client.get(f"/api/v1/{path}?format=api").status_code == 200


def test_docs_and_schema(api: Api) -> None:
    page = api.client.get("/api/v1/docs/", headers=HTML).content.decode()
    assert "/static/drf_spectacular_sidecar/" in page
    assert "https://" not in page.replace("https://github.com", "")


def test_schema_is_the_committed_one(api: Api, root: Path) -> None:
    """In both its forms, whatever else is asked."""
    committed = (root / "openapi.yaml").read_bytes()
    answer = api.client.get("/api/v1/schema/?version=9&lang=en")
    assert (answer.status_code, answer.content) == (200, committed)
    assert answer["Content-Type"] == "application/vnd.oai.openapi; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="openapi.yaml"'
    for asked in ({"format": "json"}, {}):
        json = api.client.get("/api/v1/schema/", asked, headers={"accept": "application/json"})
        assert json.json() == yaml.load(committed, yaml.CSafeLoader)


def test_scripts_of_other_origins_may_read(api: Api) -> None:
    answer = api.client.get("/api/v1/documents/", headers={"origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    refused = api.client.get("/api/v1/documents/?x=1", headers={"origin": "https://example.org"})
    assert refused["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["head", "options"])
def test_other_reading_methods(api: Api, method: str) -> None:
    assert getattr(api.client, method)("/api/v1/documents/").status_code == 200


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("cpc-43000", ["cpc-430000"]),
        ("cpc-430000-x", ["cpc-430000"]),
        ("gov", []),
        ("zzz", []),
    ],
)
def test_near(value: str, found: list[str]) -> None:
    assert near(value, {"cpc-430000": "中共湖南省委", "gov-100000": "国务院"}) == found
