"""A client that openapi-python-client makes of openapi.yaml does what an app does first."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.timeout(func_only=True)
PACKAGE = "policy_documents_client"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Path]:
    """The generated package, on the path; a warning of the generator fails."""
    folder = tmp_path_factory.mktemp("generated")
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [
            sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none",
            "--fail-on-warning", "--path", str(root / "openapi.yaml"),
            "--output-path", str(folder / PACKAGE),
        ],
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield folder / PACKAGE
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def client(package: Path, demo_server: str) -> Iterator[Any]:
    with importlib.import_module(PACKAGE).Client(base_url=demo_server) as client:
        yield client


def operation(tag: str, name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.api.{tag}.{name}")


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{PACKAGE}.models"), name)


def test_a_filtered_list_with_facets(client: Any) -> None:
    page = operation("documents", "list_documents").sync(
        client=client,
        q="三高四新",
        issuer_tree=["cpc-430000"],
        adopted_on_gte=date(2020, 1, 1),
        facet=[model("ListDocumentsFacet").KIND, model("ListDocumentsFacet").YEAR],
        highlight=True,
    )
    assert isinstance(page, model("DocumentPage"))
    assert page.count == len(page.results) > 0
    first = page.results[0]
    assert isinstance(first.adopted_on, date)
    assert first.genre in model("Genre")
    assert any("<mark>" in passage.snippet for passage in first.highlights)
    assert sum(value.count for value in page.facets.kind) <= page.count
    assert page.query.text == "三高四新"


def test_what_is_cut_has_a_type_of_its_own(client: Any) -> None:
    page = operation("documents", "list_documents").sync(
        client=client, fields=[model("ListDocumentsKey").ID, model("ListDocumentsKey").TITLE]
    )
    assert isinstance(page, model("PartialDocumentPage"))
    assert {frozenset(result.to_dict()) for result in page.results} == {frozenset(("id", "title"))}


def test_a_walk_by_cursor(client: Any) -> None:
    listing = operation("documents", "list_documents")
    cursor, seen, page = "", [], None
    while page is None or page.next_:
        page = listing.sync(client=client, cursor=cursor, page_size=100, issuer=["gov-100000"])
        seen += [result.id for result in page.results]
        cursor = page.next_ and httpx.URL(page.next_).params["cursor"]
    assert len(seen) == len(set(seen)) == page.count > 100


def test_one_document_and_its_text(client: Any) -> None:
    found = operation("documents", "list_documents").sync(
        client=client, has_text=[True], kind=[model("DocumentKind")("决定")]
    )
    key = found.results[0].id
    document = operation("documents", "get_document").sync(key, client=client)
    assert isinstance(document, model("Document"))
    assert document.text_length > 0
    assert document.sources[0].sha256
    text = operation("documents", "get_document_text").sync(key, client=client)
    assert len(text.text) == document.text_length
    sections = operation("documents", "list_document_sections").sync(key, client=client)
    assert sections.count == document.section_count > 0
    assert sections.results[0].type_ in model("SectionType")


def test_terms_and_meetings(client: Any) -> None:
    term = operation("terms", "get_term").sync("san-gao-si-xin", client=client)
    assert term.scheme == model("TermScheme").FORMULATION
    assert {found.label for found in term.related} >= {"一带一部"}
    meetings = operation("meetings", "list_meetings").sync(client=client, body=["cpc-430000"])
    assert all(meeting.body.slug == "cpc-430000" for meeting in meetings.results)


def test_lookup_by_number(client: Any) -> None:
    listing = operation("documents", "list_documents").sync(client=client, issuer=["gov-100000"])
    number = next(r.document_number for r in listing.results if r.document_number)
    found = operation("documents", "lookup_documents").sync(client=client, number=[number])
    assert {result.document_number for result in found.results} == {number}


def test_problems(client: Any) -> None:
    missing = operation("documents", "get_document").sync("none", client=client)
    assert isinstance(missing, model("Problem"))
    assert (missing.status, missing.instance) == (404, "/api/v1/documents/none/")
    refused = operation("documents", "list_documents").sync(client=client, cursor="x")
    assert set(refused.errors.to_dict()) == {"cursor"}
    assert missing.request_id != refused.request_id


def test_names_are_good(package: Path) -> None:
    """No name that a generator had to make up."""
    names = {path.stem for path in (package / "models").glob("*.py")}
    assert not {name for name in names if name.endswith("enum") or "_type_" in name}
    assert not [name for name in names if name.endswith(("_1", "_2"))]
