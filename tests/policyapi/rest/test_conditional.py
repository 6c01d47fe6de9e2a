"""ETag, Last-Modified, Cache-Control and 304, of every address."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils.http import http_date
from rest_framework.test import APIRequestFactory

from documents.models import Document, Section
from documents.search.analyser import forget_analyser
from policyapi.models import ApiKey
from policyapi.rest.conditional import check_if_match
from policyapi.rest.errors import PreconditionFailed, PreconditionRequired
from policyapi.rest.versions import version
from tests import factories
from tests.changing import commit, position

pytestmark = pytest.mark.django_db
API = "/api/v1/"
STRONG = re.compile(r'"[0-9]+-[0-9a-f]{18}"')
GZIP = "gzip, deflate, br"


@pytest.fixture
def law() -> Document:
    """One of everything, so that every address has something to answer."""
    made = factories.document(
        [factories.body()],
        [factories.term()],
        id="law",
        title="示例省水利条例",
        text="第一条 为了示例省水利事业的发展，制定本条例。",
        document_number="示发〔2020〕1号",
        region=factories.region(),
        meeting=factories.meeting(),
    )
    factories.section(made)
    factories.source(made)
    commit()
    return made


def get(path: str, **headers: str) -> HttpResponse:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer: Any = Client(raise_request_exception=False).get(API + path, headers=sent)
    return answer  # type: ignore[no-any-return]


ADDRESSES = (
    "", "documents/", "documents/?q=水利", "documents/?facet=genre&page_size=1",
    "documents/lookup/?number=示发〔2020〕1号", "documents/law/", "documents/law/text/",
    "documents/law/sections/", "documents/law/citations/", "documents/law/cited-by/",
    "documents/law/similar/", "documents/law/sources/", "passages/?q=水利", "suggest/?q=示例",
    "bodies/", "bodies/cpc-990000/", "meetings/", "meetings/cpc-990000-12-plenum-6/", "regions/",
    "regions/990000/", "terms/", "terms/san-gao/", "changes/", "schema/", "docs/",
    "documents.csv", "documents.atom",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_answers_304_with_one_statement_at_most(law: Document, path: str) -> None:
    first = get(path)
    assert first.status_code == 200
    assert STRONG.fullmatch(first["ETag"])
    assert first["Last-Modified"].endswith(" GMT")
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Accept", "Accept-Encoding"} <= set(first["Vary"].split(", "))
    statements: list[str] = []

    def kept(execute: Any, sql: str, *arguments: Any) -> Any:
        statements.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(kept):
        again = get(path, If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert not again.has_header("Content-Length")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert len(statements) <= 1
    assert all("FROM policyapi_change" in statement for statement in statements)


@pytest.mark.parametrize("path", ["documents/?q=水利", "documents/law/", "bodies/cpc-990000/"])
def test_the_head_has_the_headers_of_the_body(law: Document, path: str) -> None:
    whole = get(path)
    head = Client().head(API + path)
    assert head.content == b""
    for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Type", "Content-Length"):
        assert head[name] == whole[name]
    assert Client().head(API + path, headers={"If-None-Match": whole["ETag"]}).status_code == 304


def test_a_change_makes_another_etag(law: Document) -> None:
    factories.document(id="other")
    detail, parts, everything = (
        get(p)["ETag"] for p in ("documents/law/", "documents/law/sections/", "documents/")
    )
    Document.objects.filter(pk="other").update(speaker="甲")
    commit()
    assert get("documents/", If_None_Match=everything).status_code == 200
    assert get("documents/law/", If_None_Match=detail).status_code == 304
    Section.objects.filter(document="law").update(heading="总则")
    commit()
    assert get("documents/law/", If_None_Match=detail).status_code == 200
    assert get("documents/law/sections/", If_None_Match=parts).status_code == 200
    assert get("documents/law/")["ETag"].startswith(f'"{position()}-')


def test_what_is_withdrawn_is_not_unchanged(law: Document) -> None:
    answer = get("documents/law/")
    Document.objects.filter(pk="law").update(status="withdrawn")
    commit()
    for headers in (
        {"If_None_Match": answer["ETag"]},
        {"If_None_Match": "*"},
        {"If_Modified_Since": http_date(4_000_000_000)},
    ):
        gone = get("documents/law/", **headers)
        assert gone.status_code == 410
        assert not gone.has_header("ETag")
        assert gone["Cache-Control"] == "no-store"


FORMS = {
    "its own": ("{etag}", 304),
    "weak": ("W/{etag}", 304),
    "among others": ('"a", W/"b", {etag}', 304),
    "any": ("*", 304),
    "others": ('"a", "b"', 200),
    "without quotation marks": ("{bare}", 200),
    "nonsense": (",,,", 200),
    "empty": ("", 200),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_if_none_match(law: Document, form: str) -> None:
    etag = get("documents/")["ETag"]
    header, status = FORMS[form]
    named = header.format(etag=etag, bare=etag.strip('"'))
    assert get("documents/", If_None_Match=named).status_code == status


def test_the_etag_is_of_one_form_of_one_address(law: Document) -> None:
    etags = [
        get("documents/")["ETag"],
        get("documents/?page_size=5")["ETag"],
        get("documents/", Accept="text/csv")["ETag"],
        get("documents/", Host="localhost")["ETag"],
        get("documents/", Accept_Encoding="gzip")["ETag"],
        get("documents/", Accept_Encoding="zstd")["ETag"],
        get("bodies/")["ETag"],
    ]
    assert len(set(etags)) == len(etags)


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_the_etag_is_of_the_scheme_that_links_have(law: Document) -> None:
    assert get("documents/")["ETag"] != get("documents/", X_Forwarded_Proto="https")["ETag"]


def test_the_etag_is_of_what_the_key_may_see(law: Document) -> None:
    """Who writes sees drafts and who did what; others must not be told that nothing changed."""
    _, key = ApiKey.objects.create_key(
        name="编目", scopes=["write"], owner=get_user_model().objects.create(username="curator")
    )
    private = get("documents/law/revisions/", Authorization=f"Bearer {key}")
    assert private["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert get("documents/law/revisions/", If_None_Match=private["ETag"]).status_code == 200
    again = {"Authorization": f"Bearer {key}", "If_None_Match": private["ETag"]}
    assert get("documents/law/revisions/", **again).status_code == 304
    Document.objects.filter(pk="law").update(status="draft")
    commit()
    draft = get("documents/law/", Authorization=f"Bearer {key}")
    Document.objects.filter(pk="law").update(speaker="甲")
    commit()
    known = {"Authorization": f"Bearer {key}", "If_None_Match": draft["ETag"]}
    assert get("documents/law/", **known).status_code == 200


def test_a_process_with_older_names_has_other_etags(law: Document) -> None:
    """What it would find is not what one finds that has read the new names."""
    get("documents/?q=水利")
    older = get("documents/?q=水利")["ETag"]
    factories.term("shui-li")
    commit()
    stale = get("documents/?q=水利")["ETag"]
    forget_analyser()
    get("documents/?q=水利")
    fresh = get("documents/?q=水利")["ETag"]
    forget_analyser()
    assert len({older, stale, fresh}) == 3
    assert stale.split("-")[0] == fresh.split("-")[0]


def test_other_code_has_other_etags(law: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    before = get("schema/")["ETag"]
    monkeypatch.setattr("policyapi.rest.conditional.fingerprint", lambda: "other")
    assert get("schema/", If_None_Match=before).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_compressed_answer_has_an_etag_of_its_own(law: Document, encoding: str) -> None:
    answer = get("documents/law/", Accept_Encoding=encoding)
    assert answer["ETag"].endswith(f'-{encoding}"')
    known = get("documents/law/", Accept_Encoding=encoding, If_None_Match=answer["ETag"])
    assert (known.status_code, known["ETag"]) == (304, answer["ETag"])
    plain = get("documents/law/", If_None_Match=answer["ETag"])
    assert plain.status_code == 200


def test_a_date_is_taken_when_its_second_is_over(law: Document) -> None:
    def since(date: str) -> int:
        return get("documents/", If_Modified_Since=date).status_code

    assert since(get("documents/")["Last-Modified"]) == 200
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policyapi_change SET changed_at = now() - interval '1 hour'")
    modified = get("documents/")["Last-Modified"]
    assert since(modified) == 304
    assert since(http_date(4_000_000_000)) == 304
    assert since(http_date(1_000_000_000)) == 200
    assert since("yesterday") == 200
    both = get("documents/", If_Modified_Since=modified, If_None_Match='"other"')
    assert both.status_code == 200


@pytest.mark.parametrize("path", ["schema/", "docs/", "", "problems/"])
def test_what_is_not_stored_is_the_same_each_time(path: str) -> None:
    one, other = get(path), get(path)
    assert one.content == other.content
    assert not other.cookies
    assert other["ETag"].startswith('"0-')


def test_errors_are_not_kept(law: Document) -> None:
    for path, status in (("documents/?page=0", 400), ("documents/none/", 404), ("nothing/", 404)):
        etag = get("documents/")["ETag"]
        answer = get(path, If_None_Match=f"{etag}, *")
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert not answer.has_header("ETag")
    assert Client().post(API + "documents/law/text/")["Cache-Control"] == "no-store"


def test_an_answer_to_a_key_is_private(law: Document) -> None:
    for headers in ({"Authorization": "Bearer a.b"}, {"X_Api_Key": "a.b"}):
        answer = get("documents/", **headers)
        assert "public" not in answer["Cache-Control"]


def test_a_body_is_never_older_than_its_etag(
    law: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change between reading the version and reading the rows: the body is newer."""
    read = version

    def then_a_change(*arguments: str) -> Any:
        found = read(*arguments)
        Document.objects.filter(pk="law").update(speaker="甲")
        commit()
        return found

    monkeypatch.setattr("policyapi.rest.conditional.version", then_a_change)
    answer = get("documents/law/")
    monkeypatch.undo()
    assert answer.json()["speaker"] == "甲"  # type: ignore[attr-defined]
    assert get("documents/law/", If_None_Match=answer["ETag"]).status_code == 200


def test_scripts_of_other_origins_see_the_headers(law: Document) -> None:
    for headers in ({}, {"If_None_Match": "*"}):
        exposed = get("documents/", Origin="https://app.example", **headers)
        assert exposed["Access-Control-Allow-Origin"] == "*"
        named = set(exposed["Access-Control-Expose-Headers"].split(", "))
        assert {"ETag", "Last-Modified", "Link", "Retry-After", "X-Request-ID"} <= named


def test_pages_of_the_admin_are_left_alone(law: Document) -> None:
    page = Client().get("/admin/login/", headers={"Accept-Encoding": "gzip"})
    assert not page.has_header("ETag")
    assert page["Content-Encoding"] == "gzip"


def test_a_host_that_is_not_served_is_no_riddle() -> None:
    assert Client().get(API, headers={"Host": "evil.example"}).status_code == 400


def test_a_database_that_does_not_answer_is_a_503_without_the_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import OperationalError

    def fail(*arguments: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr("policyapi.rest.conditional.version", fail)
    answer = get("changes/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["type"] == "/api/v1/problems/unavailable/"


class TestCheckIfMatch:
    def request(self, **headers: str) -> Any:
        return APIRequestFactory().patch("/", headers=headers)

    def test_the_etag_of_any_form_of_it(self, law: Document) -> None:
        for path in ("documents/law/", "documents/law/sections/", "documents/law/?fields=title"):
            etag = get(path, Accept_Encoding=GZIP)["ETag"]
            check_if_match(self.request(**{"If-Match": etag}), "document", "law")
        check_if_match(self.request(**{"If-Match": "*"}), "document", "law")
        check_if_match(self.request(**{"If-Match": f'"0-a", {etag}'}), "document", "law")

    def test_none(self, law: Document) -> None:
        with pytest.raises(PreconditionRequired):
            check_if_match(self.request(), "document", "law")

    @pytest.mark.parametrize("header", ['"0-a"', "nonsense", "", "W/{etag}", '""'])
    def test_another(self, law: Document, header: str) -> None:
        named = header.format(etag=get("documents/law/")["ETag"])
        with pytest.raises(
            PreconditionFailed, match=rf"begins with {version('document', 'law').position}-"
        ):
            check_if_match(self.request(**{"If-Match": named}), "document", "law")
