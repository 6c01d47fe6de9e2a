"""Synonyms and keys: what a query is searched for, too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.search.analyser import Analyser
from documents.search.expansion import Expander, expand
from documents.search.names import Names
from documents.search.query import (
    MAX_DEPTH,
    MAX_LEAVES,
    And,
    Keyed,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Synonyms,
    Words,
    depth,
    is_negative,
    leaves,
    parse,
)
from documents.search.variants import VARIANTS, Finder
from documents.text.segmentation import dictionary_words
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.vocabulary import TermEntry, Vocabulary
from tests import factories
from tests.reference import HUNAN, write_part

TERMS = (
    TermEntry("liang-shan", "两山理念", ("绿水青山就是金山银山",), None),
    TermEntry("fang-guan-fu", "放管服", ("简政放权、放管结合、优化服务",), None),
    TermEntry("niu-ma", "不忘初心、牢记使命", ("不忘初心牢记使命",), None),
    TermEntry("san-bao", "三保", ("三项保障",), None),
    TermEntry("one-list", "十大工程", ("十项重大工程",), None),
    TermEntry("other-list", "十大工程", ("市十大工程",), None),
    TermEntry("many", "多名", tuple(f"又名{n}号" for n in "甲乙丙丁戊己庚辛壬癸"), None),
)
LIANG_SHAN = Synonyms((Words("两山理念"), Words("绿水青山就是金山银山")))


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The nation, Hunan and the fictional province, with terms of the tests."""
    folder = write_part(tmp_path_factory.mktemp("fixtures"), (*HUNAN, "430300", "990000"))
    read = load_vocabulary(folder)
    return Vocabulary(read.regions, read.bodies, read.meetings, TERMS)


@pytest.fixture(scope="module")
def expander(vocabulary: Vocabulary) -> Expander:
    names = Names(vocabulary)
    return Expander(names, Finder(names, Analyser(dictionary_words(vocabulary))))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("两山理念", LIANG_SHAN),
        ("兩山理念", Synonyms((Words("兩山理念"), *LIANG_SHAN.nodes[1:]))),
        ("绿水青山就是金山银山", Synonyms((Words("绿水青山就是金山银山"), Words("两山理念")))),
        ("落实两山理念", And((Words("落实"), LIANG_SHAN))),
        ("落实两山理念的意见", And((Words("落实"), LIANG_SHAN, Words("的意见")))),
        (
            "title:两山理念",
            Synonyms((Words("两山理念", "title"), Words("绿水青山就是金山银山", "title"))),
        ),
        ("甲 OR 两山理念", Or((Words("甲"), LIANG_SHAN))),
        ("放管服", Synonyms((Words("放管服"), Phrase("简政放权、放管结合、优化服务")))),
        (
            "三保 工作",
            And((Synonyms((Words("三保"), Words("三项保障"))), Words("工作"))),
        ),
        (
            "湖南省发改委",
            Synonyms(
                tuple(map(Words, ("湖南省发改委", "湖南省发展和改革委员会", "湖南省发展改革委")))
            ),
        ),
        (
            "湖南省人民政府关于两山理念的意见",
            And(
                (
                    Synonyms((Words("湖南省人民政府"), Words("湖南省政府"))),
                    Words("关于"),
                    LIANG_SHAN,
                    Words("的意见"),
                )
            ),
        ),
    ],
)
def test_other_names(expander: Expander, text: str, tree: Node) -> None:
    query = expander.expand(parse(text))
    assert query.tree == tree
    assert query.notes == ()
    assert query.expanded
    assert query.unexpanded == parse(text).tree


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("湖南省政府关于两山理念的意见", ["湖南省人民政府"]),
        ("湖南省发改委 湖南省政府", ["湖南省发展和改革委员会", "湖南省人民政府"]),
        ("两山理念", []),
        ("两山理念 -湖南省政府", []),
        ("“湖南省政府”", []),
    ],
)
def test_bodies_that_are_named(expander: Expander, text: str, issuers: list[str]) -> None:
    bodies = expander.names.vocabulary.bodies
    assert [bodies[slug].name for slug in expander.expand(parse(text)).issuers] == issuers


@pytest.mark.parametrize(
    "text",
    [
        '"两山理念"',
        "“落实两山理念”",
        "两山*",
        "第三保障",
        "不忘初心、牢记使命",
        "十大工程",
        "省委",
        "甲乙丙",
        "",
    ],
)
def test_nothing_to_add(expander: Expander, text: str) -> None:
    """Quoted, cut elsewhere, the same but for its marks, ambiguous, unknown."""
    query = parse(text)
    expanded = expander.expand(query)
    assert expanded.tree == query.tree
    assert expanded.expanded == {}


def test_what_is_excluded_has_no_synonyms(expander: Expander) -> None:
    query = expander.expand(parse("甲 -两山理念 -(两山理念 OR issuer:国务院)"))
    issuer = Keyed("issuer", ("gov-100000",), "国务院")
    assert query.tree == And(
        (Words("甲"), Not(Words("两山理念")), Not(Or((Words("两山理念"), issuer))))
    )
    assert query.expanded == {}


def test_so_many_variants(expander: Expander) -> None:
    tree = expander.expand(parse("多名")).tree
    assert isinstance(tree, Or)
    assert len(tree.nodes) == 1 + VARIANTS


PLENUM = "中国共产党湖南省第十二届委员会第六次全体会议"


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("省委十二届六次全会", "湖南省第十二届委员会第六次全体会议"),
        ("湖南省委十二届六次全会", "湖南省第十二届委员会第六次全体会议"),
        ("中共湖南省委十二届六次全会", "湖南省第十二届委员会第六次全体会议"),
        ("十二届省委第六次全会", "湖南省委十二届六次全会"),
        ("贯彻省委十二届六次全会精神", "湖南省第十二届委员会第六次全体会议"),
    ],
)
def test_a_plenum_in_full(expander: Expander, text: str, searched: str) -> None:
    """The full name is shown; what is searched for stands inside it."""
    query = expander.expand(parse(text))
    assert query.tree is not None
    found = list(leaves(query.tree))
    assert Phrase(searched) in found
    assert ("cpc-430000-12-plenum-6",) in {k.values for k in found if isinstance(k, Keyed)}
    assert PLENUM in next(iter(query.expanded.values()))


def test_a_name_found_with_what_was_typed_is_only_shown(expander: Expander) -> None:
    query = expander.expand(parse("国务院"))
    assert query.expanded["国务院"][0] == "中华人民共和国国务院"
    assert Words("中华人民共和国国务院") not in leaves(query.tree or Words(""))


def test_a_meeting_is_looked_for_as_a_phrase(expander: Expander) -> None:
    """Its words stand in 省委十二届五次全会 and 市委十三届六次全会, too."""
    for typed in ("湖南省委十二届六次全会", "二十届三中全会"):
        found = list(leaves(expander.expand(parse(typed)).tree or Words("")))
        assert Phrase(typed) in found
        assert Words(typed) not in found


def test_a_bare_name_says_what_it_was_taken_for(expander: Expander) -> None:
    notes = expander.expand(parse("省委十二届六次全会")).notes
    assert notes == (f"省委十二届六次全会 was taken for {PLENUM}.",)


def test_in_its_own_region_a_meeting_goes_without_the_place(expander: Expander) -> None:
    query = expander.expand(parse(PLENUM))
    assert isinstance(query.tree, Or)
    place = Keyed("region_tree", ("430000",), "湖南省")
    assert And((Phrase("省委十二届六次全会"), place)) in query.tree.nodes
    assert "省委十二届六次全会" in query.expanded[PLENUM]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("二十届三中全会", "中国共产党第二十届中央委员会第三次全体会议"),
        ("中国共产党第二十届中央委员会第三次全体会议", "二十届三中全会"),
        ("党的二十大", "中国共产党第二十次全国代表大会"),
        ("湖南省十四届人大四次会议", "湖南省第十四届人民代表大会第四次会议"),
        ("湖南省纪委十二届四次全会", "中国共产党湖南省第十二届纪律检查委员会第四次全体会议"),
        ("全国政协十四届二次会议", "中国人民政治协商会议第十四届全国委员会第二次会议"),
        ("示例省政协九届二次会议", "中国人民政治协商会议示例省第九届委员会第二次会议"),
        ("市委三十届一次全会", None),
    ],
)
def test_meetings_by_their_ordinals(expander: Expander, text: str, variant: str | None) -> None:
    """Stored or not: body, kind and ordinals say how a meeting is written."""
    shown = [name for names in expander.expand(parse(text)).expanded.values() for name in names]
    assert (variant in shown) if variant else shown == []


def test_a_name_of_many_meetings_is_all_of_them(expander: Expander) -> None:
    tree = expander.expand(parse("中央经济工作会议")).tree
    assert isinstance(tree, Or)
    key = tree.nodes[-1]
    assert isinstance(key, Keyed)
    assert key.name == "meeting"
    assert len(key.values) == 5
    assert list(key.values) == sorted(key.values, reverse=True)


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ("issuer:湖南省政府", Keyed("issuer", ("gov-430000",), "湖南省政府"), ""),
        ("issuer:gov-430000", Keyed("issuer", ("gov-430000",), "gov-430000"), ""),
        ("issuer:“国务院”", Keyed("issuer", ("gov-100000",), "国务院"), ""),
        ("issuer:省委", Keyed("issuer", ("cpc-430000", "cpc-990000"), "省委"), "taken for"),
        ("issuer:无此机关", Keyed("issuer", (), "无此机关"), "names none"),
        ("term:两山理念", Keyed("term", ("liang-shan",), "两山理念"), ""),
        ("term:十大工程", Keyed("term", ("one-list", "other-list"), "十大工程"), ""),
        ("term:两山*", Keyed("term", ("liang-shan",), "两山"), ""),
        ("term:金山", Keyed("term", ("liang-shan",), "金山"), "taken for"),
        ("number:国发[2018]42号", Keyed("number", ("国发〔2018〕42号",), "国发[2018]42号"), ""),
        ("number:国发", Keyed("number_prefix", ("国发",), "国发"), ""),
        ("number:国发*", Keyed("number_prefix", ("国发", "国发明电"), "国发"), ""),
        (
            "number:国发(2018)",
            And((Keyed("number_prefix", ("国发",), "国发(2018)"), Phrase("国发〔2018〕"))),
            "",
        ),
        ("number:42", Keyed("number", (), "42"), "is no number"),
        ("title:政策*", Prefix("政策", "title"), ""),
    ],
)
def test_fields_become_keys(expander: Expander, text: str, tree: Node, note: str) -> None:
    query = expander.expand(parse(text))
    assert query.tree == tree
    assert len(query.notes) == bool(note)
    assert note in "".join(query.notes)


def test_a_name_of_too_many_is_cut(expander: Expander) -> None:
    query = expander.expand(parse("issuer:委员会"))
    assert isinstance(query.tree, Keyed)
    assert len(query.tree.values) == 50
    assert "the first 50 were taken" in query.notes[1]
    assert query.tree.values[0].split("-")[1] == "100000"


def test_expansion_leaves_no_more_than_so_many(expander: Expander) -> None:
    text = " ".join(["多名", *(f"第{n}词两山理念" for n in range(30))])
    query = expander.expand(parse(text))
    assert query.tree is not None
    found = list(leaves(query.tree))
    assert len(found) <= MAX_LEAVES
    assert Words("第0词") in found
    assert Words("第29词两山理念") in found


NAMES = ("两山理念", "湖南省委", "省委十二届六次全会", "国发〔2018〕42号", "二十届三中全会", "落实")
PIECES = st.lists(
    st.sampled_from(
        [*NAMES, "issuer:", "term:", "number:", "title:", "(", ")", " ", " OR ", " -", '"', "*"]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)
"""Strings full of names and signs."""


@settings(max_examples=200)
@given(text=PIECES)
def test_any_string(expander: Expander, text: str) -> None:
    query = expander.expand(parse(text))
    assert query == expander.expand(parse(text))
    if query.tree is not None:
        found: list[Leaf] = list(leaves(query.tree))
        assert len(found) <= MAX_LEAVES
        assert depth(query.tree) <= MAX_DEPTH
        assert all(isinstance(leaf, Keyed) or leaf.field in (None, "title") for leaf in found)
        assert is_negative(query.tree) == is_negative(parse(text).tree or query.tree)


@pytest.mark.django_db
@pytest.mark.usefixtures("forgotten")
def test_the_database_is_asked_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.term("yi", label="甲乙丙丁", alt_labels=["戊己庚辛"])
    with django_assert_num_queries(8):
        first = expand(parse("甲乙丙丁"))
    with django_assert_num_queries(0):
        again = expand(parse("戊己庚辛 -issuer:无"))
    assert first.expanded == {"甲乙丙丁": ("戊己庚辛",)}
    assert again.expanded == {"戊己庚辛": ("甲乙丙丁",)}
    assert expand(Query("", None)).tree is None
