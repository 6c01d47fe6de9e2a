"""The examples of openapi.yaml are asked of the demo's content, and answered as they say.

`UPDATE_EXAMPLES=1` has the answers of fixtures/examples.json written anew; then `make openapi`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from tests.contract import contract, nearest
from tests.probing import make_key

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.timeout(func_only=True)]
FILE = Path(__file__).resolve().parents[2] / "fixtures" / "examples.json"
EXCHANGES: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
DECISION = "中共示例市委关于加快建设区域科技创新中心的决定"
"""A document with text, which the examples of its parts are of."""
ORIGIN = "https://policy.example"
MOMENT = "2026-05-08T09:00:00.000000+08:00"
FIXED: dict[str, Any] = {
    "request_id": "0" * 32, "sha256": "0" * 64, "position": 1042, "cursor": "1042", "bytes": 1024,
    "release": "0.0.0",
}  # fmt: skip
"""Keys whose values are new in every run, and what examples show for them."""
_ANY_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*")


class Asked:
    """Asks one example after the other; later ones use what earlier ones were answered."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"})
        self.known = {"etag": ""}
        found = self.client.get("/api/v1/documents/lookup/", {"title": DECISION})
        self.known["decision"] = found.json()["results"][0]["id"]
        latest = self.client.get("/api/v1/exports/").json()["results"][0]
        self.known |= {"file": latest["files"][0]["name"], "snapshot": latest["name"]}

    def ask(self, exchange: dict[str, Any]) -> Any:
        path = exchange["path"].format(**self.known)
        headers = {k: v.format(**self.known) for k, v in exchange.get("headers", {}).items()}
        body = json.dumps(exchange["body"]) if "body" in exchange else ""
        answer = self.client.generic(
            exchange["method"], path, body, headers=headers, query_params=exchange.get("query")
        )
        if exchange["operation"] == "create_document":
            self.known["created"] = answer.json()["id"]
        self.known["etag"] = answer.headers.get("ETag", self.known["etag"])
        return answer

    def shown(self, value: Any, name: str = "") -> Any:
        """An answer with what differs from run to run set to what examples show."""
        if isinstance(value, dict):
            return {key: self.shown(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.shown(inner) for inner in value]
        if name in FIXED and value is not None:
            return FIXED[name]
        return self._shown_text(value) if isinstance(value, str) else value

    def _shown_text(self, text: str) -> str:
        text = _ANY_MOMENT.sub(MOMENT, text.replace("http://testserver", ORIGIN))
        text = re.sub(r"cursor=\d+", "cursor=1042", text)
        return text.replace(self.known.get("created", "\0"), "0123456789abcdef").replace(
            self.known["snapshot"], "2026-05-08"
        )


@pytest.fixture(scope="module")
def asked(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("exports")
    with override_settings(EXPORT_DIR=folder):
        call_command("export", to=folder)
        yield Asked(make_key())


def test_every_example_is_answered_as_it_says(asked: Asked) -> None:
    for exchange in EXCHANGES:
        answer = asked.ask(exchange)
        assert answer.status_code == exchange["status"], (exchange["says"], answer.content.decode())
        if answer.streaming:
            answer.close()
            continue
        shown = asked.shown(answer.json())
        if os.environ.get("UPDATE_EXAMPLES"):
            exchange["answer"] = shown
        assert shown == exchange["answer"], exchange["says"]
    if os.environ.get("UPDATE_EXAMPLES"):
        FILE.write_text(json.dumps(EXCHANGES, ensure_ascii=False, indent=1) + "\n", "utf-8")


def test_every_operation_has_one() -> None:
    operations = {o["operationId"] for ms in contract()["paths"].values() for o in ms.values()}
    assert {exchange["operation"] for exchange in EXCHANGES} == operations


def test_every_answer_is_as_the_schema_says() -> None:
    responses = (
        content
        for methods in contract()["paths"].values()
        for operation in methods.values()
        for response in operation["responses"].values()
        for content in response.get("content", {}).values()
    )
    checked = [
        difference
        for content in responses
        for example in content.get("examples", {}).values()
        for difference in [None, *nearest(content["schema"], example["value"])]
    ]
    assert len(checked) > 30
    assert not [difference for difference in checked if difference]


def test_all_are_in_openapi() -> None:
    text = json.dumps(contract(), ensure_ascii=False)
    shown = [e for e in EXCHANGES if "body" in e or ("answer" in e and e["status"] < 400)]
    assert len(shown) > 30
    assert [e["says"] for e in shown if json.dumps(e["says"], ensure_ascii=False) not in text] == []
