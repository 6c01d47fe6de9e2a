"""The query language: what is read, and what is made of what is malformed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.query import MAX_LEAVES, And, Node, Not, Or, Phrase, Words, parse

A, B, C = Words("甲"), Words("乙"), Words("丙")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲", A),
        ("甲 乙", And((A, B))),
        ("甲　乙\n丙", And((A, B, C))),
        ('"甲 乙"', Phrase("甲 乙")),
        ("“甲乙”丙", And((Phrase("甲乙"), C))),
        ("「甲乙」", Phrase("甲乙")),
        ("甲 OR 乙", Or((A, B))),
        ("甲 | 乙", Or((A, B))),
        ("甲 乙 OR 丙", Or((And((A, B)), C))),
        ("甲 (乙 OR 丙)", And((A, Or((B, C))))),
        ("甲 -乙", And((A, Not(B)))),
        ('-"甲乙"', Not(Phrase("甲乙"))),
        ("-(甲 乙)", Not(And((A, B)))),
        ("--甲", Not(Words("-甲"))),
        ("covid-19", Words("covid-19")),
        ("甲-乙", Words("甲-乙")),
        ("title:甲", Words("甲", "title")),
        ("TITLE：甲", Words("甲", "title")),
        ('title:"甲 乙"', Phrase("甲 乙", "title")),
        ("-title:甲", Not(Words("甲", "title"))),
        ("ORDER", Words("ORDER")),
        ("甲OR乙", Words("甲OR乙")),
        ("or", Words("or")),
        ("意见（试行）", Words("意见（试行）")),
        ("", None),
        ("  ", None),
    ],
)
def test_read(text: str, tree: Node | None) -> None:
    query = parse(text)
    assert query.tree == tree
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('甲 "乙', And((A, Phrase("乙"))), "quotation mark"),
        ("“甲", Phrase("甲"), "quotation mark"),
        ("(甲 乙", And((A, B)), "parenthesis that was not closed"),
        ("甲) 乙", And((A, B)), "closing parenthesis"),
        ("甲 -)", A, "- with nothing after it"),
        ("甲 OR", A, "OR without"),
        ("OR OR 甲", A, "OR without"),
        ("foo:甲", And((Words("foo"), A)), "foo: is no field"),
        ("title:(甲)", A, "title: with no word"),
        ("甲 -(", A, "parenthesis that was not closed"),
        ("(" * 30 + "甲", None, "nested too deeply"),
    ],
)
def test_recovered(text: str, tree: Node | None, note: str) -> None:
    query = parse(text)
    assert query.tree == tree or note == "nested too deeply"
    assert any(note in said for said in query.notes)


def test_only_so_many_words() -> None:
    query = parse("甲 " * (MAX_LEAVES + 5))
    assert isinstance(query.tree, And)
    assert len(query.tree.nodes) == MAX_LEAVES
    assert query.notes == (f"Only the first {MAX_LEAVES} words and phrases were searched for.",)


@given(st.text() | st.text(alphabet='甲 "()-OR:|title“”'))
def test_never_fails(text: str) -> None:
    query = parse(text)
    assert "\x00" not in query.text
    assert len(set(query.notes)) == len(query.notes)
