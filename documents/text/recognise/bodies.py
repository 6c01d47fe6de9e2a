"""Names of bodies as documents write them, resolved in the document's own region."""

from __future__ import annotations

import re

from documents.text.numerals import NUMERAL
from documents.text.places import generic_region, place_at
from taxonomy.vocabulary import Vocabulary

ORGANS = {
    organ: system
    for system, organs in {
        "govoffice": "人民政府办公厅 人民政府办公室 政府办公厅 政府办公室 府办公厅 府办公室 政府办",
        "gov": "人民政府 政府",
        "cpcoffice": "委办公厅 委办公室 党委办公厅",
        "cpc": "委 党委 委员会",
        "npcsc": "人民代表大会常务委员会 人大常委会",
        "npc": "人民代表大会 人大",
        "cppcc": "政协",
        "ccdi": "纪委 纪律检查委员会 纪委监委",
        "court": "高级人民法院 高院",
        "procuratorate": "人民检察院",
    }.items()
    for organ in organs.split()
}
"""What follows a place's name → first part of the body's slug."""

_HEAD = re.compile(r"^(?:中国共产党|中共)")
_GENERIC = re.compile(
    r"^(?:全|本|我)?(?P<word>自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?P<organ>.+)$"
)
_CONVOCATION = re.compile(rf"第?{NUMERAL}届")
_ORGANISATION = re.compile(
    r"(?:政府|委员会|委|部|厅|局|署|院|室|办|会|社|行|总队|支队|大队|中心|公司|小组|专班|工作组|指挥部|机关|中央|军区"
    r"|警备区|大学|学校|处|馆|(?<!网)站|所|司|海关|妇联|科协|残联|文联|联盟|集团)(?:[（(][^（）()]{2,20}[）)])?$"
)
_NO_NAME = re.compile(r"^(?:本|我[省市县区]|各|全[省市县区])|[，。：:!！?？]")
_NOBODYS = frozenset(("人民政府", "政府", "办公厅", "办公室", "党委", "委员会", "综合处", "秘书处"))
"""Parts of names that say of no place and no body what they are."""
_LONGEST = 40


def resolve_body(name: str, vocabulary: Vocabulary, home: str | None) -> str | None:
    """The slug of a body by any of its names: 省政府办公厅, 中共长沙市委, 国家能源局."""
    plain = re.sub(r"[\s\u3000]", "", name)
    entry = vocabulary.bodies_by_name.get(plain)
    if entry:
        return entry.slug
    plain = _CONVOCATION.sub("", _HEAD.sub("", plain))
    entry = vocabulary.bodies_by_name.get(plain)
    if entry and len(plain) > 2:
        return entry.slug
    generic = _GENERIC.match(plain)
    if generic:
        region = generic_region(generic["word"], vocabulary, home)
        return _in_region(region, generic["organ"], vocabulary)
    place = place_at(plain, 0, vocabulary, home)
    return _in_region(place.region, plain[place.end :], vocabulary) if place else None


def _in_region(region: str | None, organ: str, vocabulary: Vocabulary) -> str | None:
    """The place's 政府, 委, …, or its department by the name that begins with the place."""
    if region is None:
        return None
    if organ in ORGANS:
        body = vocabulary.body_in(region, ORGANS[organ])
    else:
        body = vocabulary.bodies_by_name.get(vocabulary.regions[region].name + organ)
    return body.slug if body else None


def is_organisation(name: str) -> bool:
    """Whether a string looks like an organisation's name."""
    plain = name.strip()
    if plain in _NOBODYS or _NO_NAME.search(plain):
        return False
    return 3 <= len(plain) <= _LONGEST and bool(_ORGANISATION.search(plain))
