"""Idempotency-Key, and writers that meet: real threads on a real database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from documents.ingest import curating, storing
from documents.models import Document, Revision, Source
from policyapi.models import IdempotentRequest
from policyapi.rest import idempotency
from tests.documents.api.writing.conftest import Curator, make_key
from tests.documents.ingest.test_duplicates import _Nowhere
from tests.documents.ingest.test_runs import notice

KEY = "7c1f6e52-9a0b-4f6e-8a55-0b0f8f9f3a11"


def at_once(number: int, ask: Callable[[int], Any]) -> list[Any]:
    """The answers to requests that begin together, each on a connection of its own."""
    begin = Barrier(number)

    def run(at: int) -> Any:
        begin.wait()
        try:
            return ask(at)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db
class TestIdempotencyKey:
    def test_the_first_answer_is_given_again(self, curator: Curator) -> None:
        first = curator.post("", {"text": notice(1)}, Idempotency_Key=f'"{KEY}"')
        again = curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
        assert (first.status_code, again.status_code) == (201, 201)
        assert again["Idempotent-Replayed"] == "true"
        assert "Idempotent-Replayed" not in first
        same = ("ETag", "Location", "Content-Type")
        assert [again[name] for name in same] == [first[name] for name in same]
        assert again.content == first.content
        assert Document.objects.count() == Revision.objects.count() == 1

    def test_the_same_file_again(self, curator: Curator) -> None:
        curator.headers["Idempotency-Key"] = KEY
        answers = [
            curator.upload("", file=SimpleUploadedFile("a.txt", notice(1).encode()))
            for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 201]
        other = curator.upload("", file=SimpleUploadedFile("a.txt", notice(2).encode()))
        assert other.status_code == 422

    def test_another_request_with_the_key_is_refused(self, curator: Curator) -> None:
        curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
        answer = curator.post("", {"text": notice(2)}, Idempotency_Key=KEY)
        assert answer.status_code == 422
        assert "Idempotency-Key came before with another request" in answer.json()["detail"]
        assert Document.objects.count() == 1

    def test_another_condition_is_another_request(self, curator: Curator) -> None:
        made = curator.create().pk
        path, known = f"{made}/withdraw/", {"Idempotency_Key": KEY, "If_Match": "*"}
        assert curator.post(path, {"reason": "有误"}, **known).status_code == 200
        assert curator.post(path, {"reason": "有误"}, **known).status_code == 200
        for condition in ('"1-0"', ""):
            other = known | {"If_Match": condition}
            assert curator.post(path, {"reason": "有误"}, **other).status_code == 422

    def test_an_empty_condition_is_none_that_holds(self, curator: Curator) -> None:
        """Not the same as no condition: a client that lost its ETag overwrites nothing."""
        path = f"{curator.create().pk}/withdraw/"
        first = curator.post(path, {"reason": "有误"}, Idempotency_Key=KEY, If_Match="")
        assert first.status_code == 412
        assert curator.post(path, {"reason": "有误"}, Idempotency_Key=KEY).status_code == 200
        again = curator.post(path, {"reason": "有误"}, Idempotency_Key=KEY, If_Match="")
        assert again.status_code == 422

    def test_it_is_of_one_operation_and_one_key_of_the_api(self, curator: Curator) -> None:
        made = curator.post("", {"text": notice(1)}, Idempotency_Key=KEY).json()["id"]
        path = f"{made}/withdraw/"
        assert curator.post(path, {"reason": "有误"}, Idempotency_Key=KEY).status_code == 200
        assert curator.post(path, {"reason": "有误"}, Idempotency_Key=KEY).status_code == 200
        assert curator.post(path, {"reason": "有误"}).status_code == 409
        other = Curator(make_key("write"))
        assert other.post(path, {"reason": "有误"}, Idempotency_Key=KEY).status_code == 409

    def test_a_refusal_is_given_again_and_what_changed_nothing_is_not(
        self, curator: Curator
    ) -> None:
        for replayed in (False, True):
            refused = curator.post("", {"text": " "}, Idempotency_Key="refused")
            assert refused.status_code == 422
            assert ("Idempotent-Replayed" in refused) is replayed
        assert curator.post("", {"txt": ""}, Idempotency_Key=KEY).status_code == 400
        assert curator.post("", {"text": notice(1)}, Idempotency_Key=KEY).status_code == 201

    @pytest.mark.parametrize("key", ["", "a b", "长", "x" * 201])
    def test_a_malformed_one(self, key: str, curator: Curator) -> None:
        answer = curator.post("", {"text": notice(1)}, Idempotency_Key=key)
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["Idempotency-Key"]

    def test_it_is_forgotten_after_a_day(self, curator: Curator) -> None:
        curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
        long_ago = timezone.now() - timedelta(hours=25)
        IdempotentRequest.objects.update(created_at=long_ago)
        assert curator.post("", {"text": notice(1)}, Idempotency_Key=KEY).status_code == 200
        assert IdempotentRequest.objects.get().created_at > long_ago

    def test_an_answer_that_was_not_kept_is_made_again(self, curator: Curator) -> None:
        curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
        IdempotentRequest.objects.update(answer=None)
        again = curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
        assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")


@pytest.mark.django_db(transaction=True, serialized_rollback=False)
class TestAtOnce:
    def test_ten_posts_with_one_key_make_one_document(self, curator: Curator) -> None:
        body = {"text": notice(1)}
        answers = at_once(10, lambda at: curator.post("", body, Idempotency_Key=KEY))
        statuses = Counter(answer.status_code for answer in answers)
        assert statuses[201] >= 1
        assert set(statuses) <= {201, 409}
        assert Document.objects.count() == Revision.objects.count() == 1
        (kept,) = {answer.json()["id"] for answer in answers if answer.status_code == 201}
        assert curator.post("", body, Idempotency_Key=KEY).json()["id"] == kept

    def test_who_comes_while_the_first_still_runs_is_told(
        self, curator: Curator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        running, go_on = Event(), Event()
        create = curating.create

        def slow(*args: Any, **values: Any) -> Any:
            running.set()
            go_on.wait(30)
            return create(*args, **values)

        monkeypatch.setattr(curating, "create", slow)

        def ask(at: int) -> Any:
            if at == 0:
                return curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
            running.wait(30)
            try:
                return curator.post("", {"text": notice(1)}, Idempotency_Key=KEY)
            finally:
                go_on.set()

        first, second = at_once(2, ask)
        assert (first.status_code, second.status_code) == (201, 409)
        assert second.json()["detail"] == idempotency.StillRunning.default_detail

    def test_the_same_bytes_without_a_key_make_one_document(self, curator: Curator) -> None:
        answers = at_once(4, lambda at: curator.post("", {"text": notice(1)}))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
        assert Document.objects.count() == Source.objects.count() == 1

    def test_of_two_corrections_of_one_version_one_wins(self, curator: Curator) -> None:
        document = curator.create()
        etag = curator.get(f"{document.pk}/")["ETag"]
        for turn in range(3):
            titles = [f"关于第{turn}次第{at}个更正的通知" for at in range(4)]
            answers = at_once(
                4,
                lambda at: curator.patch(document.pk, {"title": titles[at]}, etag),  # noqa: B023
            )
            assert sorted(a.status_code for a in answers) == [200, 412, 412, 412]
            won = next(a for a in answers if a.status_code == 200)
            assert Document.objects.get().title == won.json()["title"]
            etag = won["ETag"]
        assert Revision.objects.filter(action="updated").count() == 3

    def test_a_correction_meets_an_ingest_of_the_same_document(
        self, curator: Curator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The ingest has found its document when the correction is committed."""
        source = tmp_path / "notice.txt"
        source.write_text(notice(1), encoding="utf-8")
        silence = {"workers": 1, "stdout": _Nowhere(), "stderr": _Nowhere()}
        call_command("ingest", source, **silence)
        key = Document.objects.get().pk
        source.write_text(notice(1).replace("压实责任", "压实各方责任"), encoding="utf-8")
        found, corrected = Event(), Event()
        locked = storing.locked

        def late(document_id: str) -> Document:
            found.set()
            corrected.wait(30)
            return locked(document_id)

        monkeypatch.setattr(storing, "locked", late)

        def ask(at: int) -> Any:
            if at == 0:
                return call_command("ingest", source, **silence)
            found.wait(30)
            try:
                return curator.patch(key, {"title": "关于更正的通知"})
            finally:
                corrected.set()

        _, answer = at_once(2, ask)
        assert answer.status_code == 200
        document = Document.objects.get()
        assert document.title == "关于更正的通知"
        assert "压实各方责任" in document.text
        actions = Revision.objects.order_by("id").values_list("channel", flat=True)
        assert list(actions) == ["api", "command"]
