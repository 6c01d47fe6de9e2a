"""Which bodies a title, a metadata value or a line of names states, in order."""

from __future__ import annotations

import re

from documents.text.places import place_at
from documents.text.recognise.bodies import is_organisation, resolve_body
from documents.text.stages import IssuerRef
from taxonomy.vocabulary import Vocabulary

_MARK = re.compile(
    r"关于|印发|转发|批转|公布|发布|颁发|颁布|令(?!部|员|营)|公告|通告|对(?![外口台])|致(?!公)|授予|表彰|命名|同意|废止|修改|调整"
    r"|实施|嘉奖|批复|决定|通知|贯彻|落实|明确|给(?!排水)|批准|追认|任免|任命|文件$|[12][0-9]{3}年"
)
"""What may follow the issuers in a title."""
_ENDS = ("关于", "印发", "转发", "批转")
_OTHERS = re.compile(
    r"等(?:[一二三四五六七八九十0-9]{1,3}个?)?(?:部门|单位|委办局|部委|机关|厅局|委局)?$"
)
_TOGETHER = re.compile(r"(?:联合|共同)$")
_NO_ISSUER = re.compile(
    r"^(?:贯彻|批转|转发|转达|印发|关于|一图|图解|解读)|[《（(](?!.*[》）)])|(?:由|各|被|将|让)"
)
_VISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_GAPS = re.compile(r"[\s\u3000、，,;；|/／]+(?![^（(]*[）)])")
_JOINED = re.compile(r"和|与|及|会同|联合")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]$")
_OWN_START = re.compile(r"^(?:省|市|自治区|州|县|区|国家|中国|中共|中央|国务院|全国|共青团)")
_SEAL = re.compile(r"[（(](?:印章?|盖章|公章|章|代章|签章)[）)]?")
_LONGEST = 40


def issuers_of_title(title: str, vocabulary: Vocabulary, home: str | None) -> tuple[IssuerRef, ...]:
    """The bodies a title begins with, in order: 国家发展改革委 国家能源局关于…"""
    title = _VISIBLE.sub("", title).strip().lstrip("《")
    for mark in _MARK.finditer(title):
        head = _OTHERS.sub("", _TOGETHER.sub("", title[: mark.start()].strip(" 　")))
        if not head or _NO_ISSUER.search(head):
            return ()
        names = split_names(head, vocabulary, home)
        if names and all(_is_body(name, vocabulary, home) for name in names):
            return _refs(names, vocabulary, home)
        if mark[0] in _ENDS:
            break
    return ()


def title_names_others(title: str) -> bool:
    """Whether a title says that others issued it, too, without naming them: 示例部等部门关于…"""
    match = re.match(r"^[^《]{2,60}?等[^《，。关]{0,8}(?=关于|印发|发布)", title)
    return bool(match and _OTHERS.search(match[0]))


def issuers_of_list(value: str, vocabulary: Vocabulary, home: str | None) -> tuple[IssuerRef, ...]:
    """The bodies of a metadata value: 国务院、中央军委."""
    names = split_names(_VISIBLE.sub("", value), vocabulary, home)
    return (
        _refs(names, vocabulary, home)
        if all(_is_body(name, vocabulary, home) for name in names)
        else ()
    )


def split_names(text: str, vocabulary: Vocabulary, home: str | None) -> list[str]:
    """Names apart: by separators, 和 between two bodies, or run together without a mark."""
    parts = [part for part in _GAPS.split(_SEAL.sub("", text).strip()) if _OTHERS.sub("", part)]
    if len(parts) > 1 and resolve_body("".join(parts), vocabulary, home):
        return ["".join(parts)]
    names: list[str] = []
    for part in parts:
        names.extend(_apart(_OTHERS.sub("", part), vocabulary, home))
    return names


def _is_body(name: str, vocabulary: Vocabulary, home: str | None) -> bool:
    return is_organisation(name) or resolve_body(name, vocabulary, home) is not None


def _refs(names: list[str], vocabulary: Vocabulary, home: str | None) -> tuple[IssuerRef, ...]:
    """Names with their bodies; a bracket at the end is part of the name as stated only."""
    refs: list[IssuerRef] = []
    for name in names:
        body = resolve_body(name, vocabulary, home)
        body = body or resolve_body(_BRACKETED.sub("", name), vocabulary, home)
        ref = IssuerRef(name, body)
        if all((ref.body or ref.name) != (known.body or known.name) for known in refs):
            refs.append(ref)
    return tuple(refs)


def _apart(part: str, vocabulary: Vocabulary, home: str | None) -> list[str]:
    if len(part) > 3 * _LONGEST or resolve_body(part, vocabulary, home):
        return [part]
    for mark in _JOINED.finditer(part):
        names = [part[: mark.start()], part[mark.end() :]]
        if all(resolve_body(name, vocabulary, home) for name in names):
            return names
    return _run(part, vocabulary, home) or [part]


def _run(part: str, vocabulary: Vocabulary, home: str | None) -> list[str]:
    """Names without a separator: 中共中央办公厅国务院办公厅; empty where they cannot be parted.

    What follows a known name may be a name of its own (示例省人民政府示例省军区) or the known
    name's office (示例省财政厅办公室): only the first begins with a place or a rank.
    """
    for end in range(min(len(part) - 2, _LONGEST), 2, -1):
        first, rest = part[:end], part[end:]
        body = resolve_body(first, vocabulary, home)
        if body is None:
            continue
        region = vocabulary.bodies[body].region
        if resolve_body(rest, vocabulary, region):
            vertical = region == "100000" and vocabulary.bodies[body].system == "department"
            return [] if vertical and place_at(rest, 0, vocabulary, None) else [first, rest]
        more = _run(rest, vocabulary, region)
        if more:
            return [first, *more]
        own = _OWN_START.match(rest) or place_at(rest, 0, vocabulary, None)
        if own and region != "100000" and is_organisation(rest):
            return [first, rest]
    return []
