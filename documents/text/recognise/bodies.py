"""Names of bodies as documents write them, resolved in the document's own region."""

from __future__ import annotations

import re

from documents.text.numerals import NUMERAL
from documents.text.places import generic_region, place_at
from documents.text.stages import IssuerRef
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
    r"(?:政府|委员会|委|部|厅|局|署|院|厅|室|办|会|社|行|总队|支队|中心|公司|小组|指挥部|机关|中央|军区"
    r"|大学|学院|法院|检察院|处|馆|站|所|司|税务总局|联合会|协会|工会|军委)$"
)
_MARK = re.compile(
    r"关于|印发|转发|批转|公布|发布|颁发|颁布|令|公告|通告|对|致|授予|表彰|命名|同意|废止|修改|调整|实施|嘉奖|批复|决定|通知"
    r"|贯彻|[12][0-9]{3}年"
)
_OTHERS = re.compile(r"等(?:[一二三四五六七八九十0-9]{1,3}个?)?(?:部门|单位|委办局|部委)?$")
_NO_ISSUER = re.compile(r"^(?:贯彻|批转|转发|印发|关于|一图|图解|解读)|[《（(](?!.*[》）)])")
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
    return 3 <= len(plain) <= _LONGEST and bool(_ORGANISATION.search(plain))


def issuers_of_title(title: str, vocabulary: Vocabulary, home: str | None) -> tuple[IssuerRef, ...]:
    """The bodies a title begins with, in order: 国家发展改革委 国家能源局关于…"""
    title = title.strip().lstrip("《")
    for mark in _MARK.finditer(title):
        head = _OTHERS.sub("", title[: mark.start()].strip(" 　"))
        if not head or _NO_ISSUER.search(head):
            return ()
        names = _split(head, vocabulary, home)
        if names and all(is_organisation(n) or resolve_body(n, vocabulary, home) for n in names):
            return tuple(IssuerRef(n, resolve_body(n, vocabulary, home)) for n in names)
        if mark[0] in ("关于", "印发", "转发"):
            break
    return ()


def issuers_of_list(value: str, vocabulary: Vocabulary, home: str | None) -> tuple[IssuerRef, ...]:
    """The bodies of a metadata value: 国务院、中央军委."""
    names = [n for n in re.split(r"[\s\u3000、,，;；|]+", value.strip()) if n]
    refs = tuple(IssuerRef(n, resolve_body(n, vocabulary, home)) for n in names)
    return refs if all(r.body or is_organisation(r.name) for r in refs) else ()


def _split(head: str, vocabulary: Vocabulary, home: str | None) -> list[str]:
    names: list[str] = []
    for part in re.split(r"[\s\u3000、]+(?![^（]*）)", head):
        names.extend(_known_run(part, vocabulary) or [part])
    return names


def _known_run(part: str, vocabulary: Vocabulary) -> list[str]:
    """Known names without a separator: 中共中央办公厅国务院办公厅; empty where any is unknown."""
    names: list[str] = []
    at = 0
    while at < len(part):
        for end in range(min(len(part), at + _LONGEST), at + 1, -1):
            if part[at:end] in vocabulary.bodies_by_name:
                names.append(part[at:end])
                at = end
                break
        else:
            return []
    return names
