"""Place names next to a position in a text, resolved to regions.

A name that several regions bear is resolved in the document's own region (`home`); 省, 市, 自治区
alone stand for the region of that level which `home` lies in. What stays ambiguous gives null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from taxonomy.vocabulary import RANK, RegionEntry, Vocabulary

NATIONAL = "100000"
_LONGEST = 16
_OWN = "全我本各"
_GENERIC = {
    "省": ("province", None),
    "自治区": ("province", "autonomous_region"),
    "市": ("", None),
    "州": ("prefecture", "autonomous_prefecture"),
    "自治州": ("prefecture", "autonomous_prefecture"),
    "盟": ("prefecture", "league"),
    "地区": ("prefecture", "prefecture"),
    "县": ("county", "county"),
    "自治县": ("county", "autonomous_county"),
    "区": ("county", "district"),
    "旗": ("county", "banner"),
}
_BEFORE_GENERIC = frozenset(
    "彻实行神照据到在由和与及经的过对向日按以从开绕习会届给后前了为是被请报署求握接领悟年月将把使让"
    "同于党至委议持席加传称并共合任原请任央级抓新当"
)
"""Characters after which 省, 市, 区 alone is a word of its own and not the end of a name."""


class Place(NamedTuple):
    """Where the place's name stands, and its code; null code: a name that fits no single region."""

    start: int
    end: int
    region: str | None


def generic_region(word: str, vocabulary: Vocabulary, home: str | None) -> str | None:
    """The region that 省, 市, 区 … stand for in a document of `home`."""
    if home is None or word not in _GENERIC:
        return None
    level, kind = _GENERIC[word]
    for region in vocabulary.region_chain(home):
        if word == "市":
            if region.level == "prefecture" and region.kind != "pseudo":
                return region.code
            if region.kind in ("municipality", "county_city"):
                return region.code
        elif region.level == level and _is_called(word, kind, region):
            return region.code
    return None


def _is_called(word: str, kind: str | None, region: RegionEntry) -> bool:
    """县 for a county and for an autonomous county; 省 for any province."""
    named = region.name.endswith(word) and region.kind != "municipality"
    return kind in (None, region.kind) or named


def place_before(text: str, end: int, vocabulary: Vocabulary, home: str | None) -> Place | None:
    """The place whose name ends at `end`: 湖南省, 湖南省长沙市, 省, 我市; null where none does."""
    named = _named_before(text, end, vocabulary, home)
    if named:
        return named
    for word in ("自治区", "自治州", "自治县", "地区", "省", "市", "州", "盟", "县", "区", "旗"):
        start = end - len(word)
        if text[max(start, 0) : end] != word:
            continue
        if start > 0 and text[start - 1] in _OWN:
            start -= 1
        before = text[start - 1] if start else ""
        region = generic_region(word, vocabulary, home)
        if not _is_name_part(before) or text[start] in _OWN:
            return Place(start, end, region)
        return Place(end - len(word), end, None)
    return None


def _is_name_part(character: str) -> bool:
    return "一" <= character <= "龥" and character not in _BEFORE_GENERIC


def _named_before(text: str, end: int, vocabulary: Vocabulary, home: str | None) -> Place | None:
    names = vocabulary.regions_by_name
    if text[max(0, end - 2) : end] not in vocabulary.region_endings:
        return None
    for start in range(max(0, end - _LONGEST), end - 1):
        name = text[start:end]
        if name not in names or names[name][0].kind == "pseudo":
            continue
        outer = _named_before(text, start, vocabulary, home) if start > 1 else None
        inside = outer.region if outer else None
        candidates = [r for r in names[name] if inside is None or _within(r, inside, vocabulary)]
        if outer and candidates:
            return Place(outer.start, end, resolve(candidates, vocabulary, inside))
        return Place(start, end, resolve(names[name], vocabulary, home))
    return None


def place_at(text: str, start: int, vocabulary: Vocabulary, home: str | None) -> Place | None:
    """The place whose name begins at `start`, the smallest of a chain (湖南省长沙市 → 长沙市)."""
    names = vocabulary.regions_by_name
    if text[start : start + 2] not in vocabulary.region_openings:
        return None
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        name = text[start:end]
        if name not in names or names[name][0].kind == "pseudo":
            continue
        region = resolve(names[name], vocabulary, home)
        inner = place_at(text, end, vocabulary, region) if region else None
        if inner and inner.region and region and inner.region != region:
            entry = vocabulary.regions[inner.region]
            if _within(entry, region, vocabulary):
                return Place(start, inner.end, inner.region)
        return Place(start, end, region)
    return None


def resolve(
    candidates: Iterable[RegionEntry], vocabulary: Vocabulary, home: str | None
) -> str | None:
    """The one region among those of a name: near `home` first, then the largest; else null."""
    found = list(candidates)
    if home is not None and home != NATIONAL:
        around = {region.code for region in vocabulary.region_chain(home)}
        near = [r for r in found if r.code in around or _within(r, home, vocabulary)]
        found = near or found
    if not found:
        return None
    top = min(RANK[region.level] for region in found)
    largest = [region for region in found if RANK[region.level] == top]
    return largest[0].code if len(largest) == 1 else None


def _within(region: RegionEntry, code: str, vocabulary: Vocabulary) -> bool:
    return any(outer.code == code for outer in vocabulary.region_chain(region.code))
