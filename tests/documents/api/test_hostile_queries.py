"""Whatever is typed gets an answer or an explained refusal; never a fault."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.asking import Api

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "150"))
PATHS = ("documents/", "passages/", "suggest/")

PIECES = st.sampled_from(
    [
        *'"“”「」()（）|&!:*<>-+\\/\'%_^~=,;.?？#@$[]{}\n\t\r\0\x1b\u200b\ufeff\ud800',
        "OR", "NOT", "AND", "title:", "issuer:", "term:", "number:", "<->", "<2>", ":*", ":A",
        "三高四新", "高质量发展", "示例省", "国发〔2018〕42号", "發展", "ｔｉｔｌｅ：", "水利",
        "水利*", "国发*",
        "'; DROP TABLE documents_document; --", "') OR 1=1 --", "%s", "%(q)s", "$1", "::tsquery",
        "🙂", "𠮷", "e\u0301", "AND(" * 30, '"' * 7, "-" * 9, "的" * 80, "a" * 300,
    ]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@pytest.fixture
def api() -> Api:
    region = factories.region(name="示例省")
    body = factories.body(region=region)
    term = factories.term(label="三高四新")
    made = factories.document(
        [body], [term], title="示例省水利发展规划", text="水利事业高质量发展。\n落实三高四新。"
    )
    factories.section(made)
    return Api()


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
@given(typed=TYPED, highlight=st.booleans())
def test_any_string(api: Api, typed: str, highlight: bool) -> None:
    asked = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    more = {"highlight": "true", "facet": "kind,term", "explain": "true"} if highlight else {}
    for path in PATHS:
        answer = api.get(path, q=asked, **(more if path == "documents/" else {}))
        assert answer.status_code in (200, 400), (path, typed)
        kind = "application/problem+json" if answer.status_code == 400 else "application/json"
        assert answer["Content-Type"] == kind


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("typed", ["水" * 10_000, "水利 " * 2_500, '"' * 10_000, "(" * 10_000])
def test_ten_thousand_characters_are_refused_with_the_bound(
    api: Api, path: str, typed: str
) -> None:
    assert "characters" in api.problem(path, q=typed)["errors"]["q"][0]


@pytest.mark.parametrize(
    "typed",
    [
        '"水利', "水利)", "((水利", "水利 OR", "OR 水利", "-", "--水利", "title:", "水利 & !发展",
        "水利 | 发展", "水利:*", "水利 <-> 发展", "%水利_", "水利\0发展", "\x1b[2J水利", "水利\\",
    ],
)  # fmt: skip
def test_what_is_malformed_is_read_as_well_as_it_can_be(api: Api, typed: str) -> None:
    assert api.json("documents/", q=typed)["query"]["text"] is not None
