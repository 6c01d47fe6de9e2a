"""The query language: what is read, and what is made of what is malformed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.search.query import (
    MAX_DEPTH,
    MAX_LEAVES,
    MAX_LENGTH,
    And,
    Keyed,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Words,
    depth,
    is_negative,
    leaves,
    parse,
)

A, B, C = Words("甲"), Words("乙"), Words("丙")
NUMBER = "国发〔2018〕42号"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲", A),
        ("甲 乙", And((A, B))),
        ("甲 甲", A),
        ("甲　乙\n丙", And((A, B, C))),
        ("甲 (乙 丙)", And((A, B, C))),
        ("甲 AND 乙 & 丙", And((A, B, C))),
        ('"甲 乙"', Phrase("甲 乙")),
        ("＂甲乙＂", Phrase("甲乙")),
        ("“甲乙”丙", And((Phrase("甲乙"), C))),
        ("”甲乙”", Phrase("甲乙")),
        ("「甲乙」", Phrase("甲乙")),
        ("『甲乙』丙", And((Phrase("甲乙"), C))),
        ("甲“乙丙”", And((A, Phrase("乙丙")))),
        ("甲 OR 乙", Or((A, B))),
        ("甲 ＯＲ 乙", Or((A, B))),
        ("甲|乙", Or((A, B))),
        ("甲 ｜｜ 乙", Or((A, B))),
        ("甲 OR (乙 OR 丙)", Or((A, B, C))),
        ("甲 乙 OR 丙", Or((And((A, B)), C))),
        ("甲 (乙 OR 丙)", And((A, Or((B, C))))),
        ("甲（乙 ＯＲ 丙）", And((A, Or((B, C))))),
        ("甲 -乙", And((A, Not(B)))),
        ("甲 －乙", And((A, Not(B)))),
        ("甲 NOT 乙", And((A, Not(B)))),
        ("甲 NOT (乙 丙)", And((A, Not(And((B, C)))))),
        ("甲 (-乙 -丙)", And((A, Not(B), Not(C)))),
        ('"甲乙"-丙', And((Phrase("甲乙"), Not(C)))),
        ('甲 -"甲乙"', And((A, Not(Phrase("甲乙"))))),
        ("-(-甲)", A),
        ("甲 --乙", And((A, Not(B)))),
        ("covid-19", Words("covid-19")),
        ("甲-乙", Words("甲-乙")),
        ("政策*", Prefix("政策")),
        ("政策＊", Prefix("政策")),
        ("4*4产业", Words("4*4产业")),
        ("title:甲", Words("甲", "title")),
        ("TITLE：甲", Words("甲", "title")),
        ("title: 甲 乙", And((Words("甲", "title"), B))),
        ('title:"甲 乙"', Phrase("甲 乙", "title")),
        ("title:政策*", Prefix("政策", "title")),
        ("title:(甲 OR 乙)", Or((Words("甲", "title"), Words("乙", "title")))),
        ("title:(甲 issuer:乙)", And((Words("甲", "title"), Words("乙", "issuer")))),
        ("甲 -title:乙", And((A, Not(Words("乙", "title"))))),
        ("甲 title:-乙", And((A, Not(Words("乙", "title"))))),
        ("term:“甲乙”", Phrase("甲乙", "term")),
        ("number:国发*", Prefix("国发", "number")),
        ("issuer:国*", Prefix("国", "issuer")),
        ("number:国发〔2018〕42号", Words(NUMBER, "number")),
        ("ORDER", Words("ORDER")),
        ("甲OR乙", Words("甲OR乙")),
        ("or", Words("or")),
        ("或", Words("或")),
        ("12:30", Words("12:30")),
        ("https://example.cn/1", Words("https://example.cn/1")),
        ("意见（试行）", Words("意见(试行)")),
        ("（试行）", Words("试行")),
        ("戰略規劃", Words("战略规划")),
        ("乾县", Words("乾县")),
        ("", None),
        ("  ", None),
    ],
)
def test_read(text: str, tree: Node | None) -> None:
    query = parse(text)
    assert query.tree == tree
    assert query.notes == ()
    assert query.typed == text


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('甲 "乙', And((A, Phrase("乙"))), "quotation mark"),
        ("“甲", Phrase("甲"), "quotation mark"),
        ('甲 ""', A, "no Chinese character"),
        ("甲 ，。！ ★", A, "no Chinese character"),
        ("(甲 乙", And((A, B)), "parenthesis that was not closed"),
        ("甲) 乙", And((A, B)), "closing parenthesis"),
        ("甲 -)", A, "NOT with nothing after it"),
        ("(甲 NOT) 乙", And((A, B)), "NOT with nothing after it"),
        ("甲 OR", A, "OR without"),
        ("OR OR 甲", A, "OR without"),
        ("甲 OR -乙", A, "no side of an OR"),
        ("-甲", Not(A), "Only what to leave out"),
        ("-甲 -乙", And((Not(A), Not(B))), "Only what to leave out"),
        ("-甲 OR NOT 乙", Not(And((A, B))), "Only what to leave out"),
        ("foo:甲", And((Words("foo"), A)), "foo: is no field"),
        ("title:", None, "title: with no word"),
        ("甲 title: OR 乙", Or((A, B)), "title: with no word"),
        ("title:(甲", Words("甲", "title"), "parenthesis that was not closed"),
        ("甲 -(", A, "parenthesis that was not closed"),
        ("政*", Words("政"), "* needs 2 characters"),
        ("*策甲", Words("*策甲"), "only at the end of a word"),
        ("甲 *", A, "only at the end of a word"),
        ("(" * 30 + "甲" + ")" * 30 + "乙", And((A, B)), "more than 5 deep"),
    ],
)
def test_recovered(text: str, tree: Node | None, note: str) -> None:
    query = parse(text)
    assert query.tree == tree
    assert any(note in said for said in query.notes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (NUMBER, NUMBER),
        ("国发[2018]42号", NUMBER),
        (" 国发（２０１８）第42号 ", NUMBER),
        ("文号：国发 [2018] 42号", NUMBER),
        ("示政办发〔2020〕1号", "示政办发〔2020〕1号"),
        ("示例省人民政府令 第588号", "示例省人民政府令第588号"),
    ],
)
def test_a_number_alone(text: str, number: str) -> None:
    query = parse(text)
    assert query.number == number
    assert isinstance(query.tree, Or)
    phrase, key = query.tree.nodes
    assert phrase == Phrase(number)
    assert isinstance(key, Keyed)
    assert (key.name, key.values) == ("number", (number,))


def test_a_number_beside_words() -> None:
    tree = parse("国发(2018)42号 甲").tree
    found = Or((Phrase(NUMBER), Keyed("number", (NUMBER,), "国发(2018)42号")))
    assert tree == And((found, A))
    assert parse("国发(2018)42号 甲").number is None


def test_what_is_stuck_to_a_number_is_searched_by_words() -> None:
    tree = parse("优化营商环境国发〔2018〕42号").tree
    assert isinstance(tree, Or)
    assert tree.nodes[0] == Words("优化营商环境国发〔2018〕42号")
    assert parse("全面加强生态环境保护和修复国发〔2018〕42号").number is None


def test_only_so_many_words() -> None:
    query = parse(" ".join(f"甲{n}" for n in range(MAX_LEAVES + 5)))
    assert isinstance(query.tree, And)
    assert len(query.tree.nodes) == MAX_LEAVES
    assert query.notes == (f"Only the first {MAX_LEAVES} words and phrases were searched for.",)


def test_only_so_many_characters() -> None:
    query = parse("甲" * (MAX_LENGTH + 1))
    assert query.tree == Words("甲" * MAX_LENGTH)
    assert query.notes == (f"Only the first {MAX_LENGTH} characters were read.",)


def test_what_can_not_be_seen_goes() -> None:
    assert parse("甲\x00乙\u200b丙").tree == And((A, Words("乙丙")))


SIGNS = st.text(alphabet='甲乙 "()（）-OR|*:：title“”「『NOT国发〔2018〕42号\x00')
"""Strings that are full of the language's signs."""


def well_formed(node: Node) -> bool:
    """Flat, and excluding only beside something that is asked for."""
    if isinstance(node, Not):
        return not is_negative(node.node) and well_formed(node.node)
    if isinstance(node, And | Or):
        flat = not any(isinstance(part, type(node)) for part in node.nodes)
        sides = isinstance(node, And) or not any(map(is_negative, node.nodes))
        return flat and sides and len(node.nodes) > 1 and all(map(well_formed, node.nodes))
    return True


@settings(max_examples=300)
@given(st.text() | SIGNS)
def test_any_string(text: str) -> None:
    query = parse(text)
    assert parse(text) == query
    assert len(query.text) <= MAX_LENGTH
    assert len(set(query.notes)) == len(query.notes)
    if query.tree is not None:
        assert well_formed(query.tree)
        assert depth(query.tree) <= MAX_DEPTH
        assert len(list(leaves(query.tree))) <= MAX_LEAVES
