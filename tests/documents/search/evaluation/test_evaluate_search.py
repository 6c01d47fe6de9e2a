"""The command over a small collection, and what it says of bad ones."""

import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.management.commands import evaluate_search
from documents.search.evaluation import scratch

MATTERS = ("加装电梯", "公租房", "新能源汽车", "农村饮水", "职业培训", "中小学午休")


@pytest.fixture
def collection(tmp_path: Path) -> dict[str, Path]:
    """A document and a question for every matter."""
    corpus = [
        {"id": f"D{at}", "title": f"示例市{matter}办法", "text": f"{matter}由主管部门给予补助。"}
        for at, matter in enumerate(MATTERS)
    ]
    asked = [{"id": f"Q{at}", "text": f"{matter}有补助吗？"} for at, matter in enumerate(MATTERS)]
    paths = {name: tmp_path / name for name in ("corpus", "queries", "qrels")}
    for name, records in (("corpus", corpus), ("queries", asked)):
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        paths[name].write_text("\n".join(lines), encoding="utf-8")
    judged = [f"Q{at}\tD{at}\t1" for at in range(len(MATTERS))]
    paths["qrels"].write_text("\n".join(judged), encoding="utf-8")
    return paths


def databases() -> set[str]:
    """The scratch databases of this process."""
    with connection.cursor() as cursor:
        mine = f"{scratch.PREFIX}_{os.getpid()}_%"
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [mine])
        return {name for (name,) in cursor.fetchall()}


def evaluated(paths: dict[str, Path], **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate_search", **paths, **options, stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.django_db(transaction=True)
class TestEvaluateSearch:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the authority files, which take longest to load."""
        monkeypatch.setattr(evaluate_search, "load_reference", lambda folder: iter(()))

    def test_one_object_and_no_database_left(self, collection: dict[str, Path]) -> None:
        here = connection.settings_dict["NAME"]
        found = evaluated(collection)
        assert found.keys() == {
            *("ndcg@10", "mrr@10", "recall@10", "recall@100", "queries", "documents"),
            *("latency", "index", "version"),
        }
        assert (found["ndcg@10"], found["recall@100"]) == (1, 1)
        assert (found["queries"], found["documents"]) == (6, 6)
        assert found["latency"].keys() == {"median", "p95", "max"}
        assert found["index"].keys() == {"seconds", "characters_per_second"}
        assert databases() == set()
        assert connection.settings_dict["NAME"] == here

    def test_the_database_is_dropped_after_a_failure(
        self, collection: dict[str, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(*args: Any, **options: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(scratch, "call_command", stopped)
        with pytest.raises(KeyboardInterrupt):
            evaluated(collection)
        assert databases() == set()


class TestUsage:
    def test_a_bad_line_is_named_before_anything_is_built(
        self, collection: dict[str, Path]
    ) -> None:
        collection["qrels"].write_text("Q0 D0 eins\nQ0 D0 eins\n", encoding="utf-8")
        with pytest.raises(CommandError, match="line 2, grade"):
            evaluated(collection)

    def test_a_judged_query_must_be_known(self, collection: dict[str, Path]) -> None:
        collection["qrels"].write_text("Q9 D0 1\n", encoding="utf-8")
        with pytest.raises(CommandError, match="'Q9' is not in it"):
            evaluated(collection)

    def test_nothing_relevant(self, collection: dict[str, Path]) -> None:
        collection["qrels"].write_text("Q0 D0 0\n", encoding="utf-8")
        with pytest.raises(CommandError, match="no query with a relevant document"):
            evaluated(collection)

    def test_limit_takes_a_number_from_1(self, collection: dict[str, Path]) -> None:
        with pytest.raises(CommandError) as raised:
            evaluated(collection, limit=0)
        assert raised.value.returncode == 2
