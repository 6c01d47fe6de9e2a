"""Places beside a position, resolved in a document's own region."""

import pytest

from documents.text.places import generic_region, place_at, place_before
from taxonomy.fixtures_vocabulary import load_vocabulary

BEFORE = [
    ("在湖南省", None, "湖南省", "430000"),
    ("湖南省长沙市", None, "湖南省长沙市", "430100"),
    ("云南省长沙市", None, "长沙市", "430100"),
    ("贯彻省", "430300", "省", "430000"),
    ("我市", "430300", "我市", "430300"),
    ("落实市", "310000", "市", "310000"),
    ("全区", "110101", "全区", "110101"),
    ("自治区", "650100", "自治区", "650000"),
    ("云川市", "430100", "市", None),
    ("落实市", None, "市", None),
    ("朝阳区", "110000", "朝阳区", "110105"),
    ("工作", "430000", None, None),
]


@pytest.mark.parametrize(("text", "home", "name", "code"), BEFORE)
def test_place_before(text: str, home: str | None, name: str | None, code: str | None) -> None:
    place = place_before(text, len(text), load_vocabulary(), home)
    if name is None:
        assert place is None
    else:
        assert place is not None
        assert (text[place.start : place.end], place.region) == (name, code)


AT = [
    ("湖南省长沙市岳麓区政府", "湖南省长沙市岳麓区", "430104"),
    ("湘潭市委书记", "湘潭市", "430300"),
    ("长沙晚报", "长沙", "430100"),
    ("市委书记", None, None),
]


@pytest.mark.parametrize(("text", "name", "code"), AT)
def test_place_at(text: str, name: str | None, code: str | None) -> None:
    place = place_at(text, 0, load_vocabulary(), None)
    if name is None:
        assert place is None
    else:
        assert place is not None
        assert (text[place.start : place.end], place.region) == (name, code)


@pytest.mark.parametrize(
    ("word", "home", "code"),
    [
        ("省", "430100", "430000"),
        ("市", "430000", None),
        ("县", "430121", "430121"),
        ("州", "422800", "422800"),
        ("厅", "430000", None),
        ("省", None, None),
    ],
)
def test_generic_region(word: str, home: str | None, code: str | None) -> None:
    assert generic_region(word, load_vocabulary(), home) == code
