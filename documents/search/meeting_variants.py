"""A meeting in a query → the other ways to write it, whether or not the authority file has it.

省委十二届六次全会 → 中国共产党湖南省第十二届委员会第六次全体会议, 湖南省委十二届六次全会, …
二十届三中全会 → 中国共产党第二十届中央委员会第三次全体会议, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.search.names import Names
from documents.text.meetings import find_meetings
from documents.text.numerals import spelt
from documents.text.places import NATIONAL
from documents.text.stages import MeetingRef, Span
from taxonomy.vocabulary import BodyEntry, MeetingEntry

MOST = 5
"""Meetings that a bare name (省委十二届六次全会) is taken for, the most recent first."""
LOCAL = 2
"""Names without the place that are looked for in the documents of the place."""

_FORMS: dict[tuple[str, str], tuple[str, ...]] = {
    ("cpc", "plenum"): (
        "中国共产党{place}第{c}届委员会第{s}次全体会议",
        "{committee}{c}届{s}次全会",
    ),
    ("cpc", "congress"): ("中国共产党{place}第{c}次代表大会", "{place}第{c}次党代会"),
    ("ccdi", "plenum"): (
        "中国共产党{place}第{c}届纪律检查委员会第{s}次全体会议",
        "{place}纪委{c}届{s}次全会",
    ),
    ("npc", "session"): (
        "{place}第{c}届人民代表大会第{s}次会议",
        "{place}{c}届人大{s}次会议",
        "{place}人大{c}届{s}次会议",
    ),
    ("npcsc", "standing"): (
        "{place}第{c}届人民代表大会常务委员会第{s}次会议",
        "{place}{c}届人大常委会第{s}次会议",
    ),
    ("cppcc", "session"): (
        "中国人民政治协商会议{place}第{c}届委员会第{s}次会议",
        "政协{place}第{c}届委员会第{s}次会议",
        "{place}政协{c}届{s}次会议",
    ),
}
"""(first part of the body's slug, kind) → how a local meeting is written, in full first."""

_NATIONAL: dict[tuple[str, str], tuple[str, ...]] = {
    ("cpc", "plenum"): ("中国共产党第{c}届中央委员会第{s}次全体会议", "{c}届{s}中全会"),
    ("cpc", "congress"): ("中国共产党第{c}次全国代表大会", "党的{c}大"),
    ("ccdi", "plenum"): (
        "中国共产党第{c}届中央纪律检查委员会第{s}次全体会议",
        "{c}届中央纪委{s}次全会",
    ),
    ("npc", "session"): (
        "第{c}届全国人民代表大会第{s}次会议",
        "{c}届全国人大{s}次会议",
    ),
    ("npcsc", "standing"): (
        "第{c}届全国人民代表大会常务委员会第{s}次会议",
        "{c}届全国人大常委会第{s}次会议",
    ),
    ("cppcc", "session"): (
        "中国人民政治协商会议第{c}届全国委员会第{s}次会议",
        "政协第{c}届全国委员会第{s}次会议",
        "全国政协{c}届{s}次会议",
    ),
}

_SYSTEMS = (
    ("纪", "ccdi"),
    ("政协", "cppcc"),
    ("常", "npcsc"),
    ("人大", "npc"),
    ("人民代表", "npc"),
)
"""What in a bare name tells the body's system; without any of them it is the party's."""
_GENERIC = re.compile(r"自治[区州县旗]|[省市县区州盟旗]")
_LEVELS = {"省": ("province",), "自治区": ("province",), "州": ("prefecture",)} | {
    "自治州": ("prefecture",),
    "盟": ("prefecture",),
    "市": ("province", "prefecture", "county"),
}
"""Levels of the places that a bare name may mean; a county of any kind where none is given."""


@dataclass(frozen=True, slots=True)
class Local:
    """A name that means the meeting in documents of a place alone: 省委十二届六次全会."""

    name: str
    region: str


@dataclass(frozen=True, slots=True)
class FoundMeetings:
    """A stretch of a text that names one meeting, or several that it does not tell apart.

    `names` are those of all of them, in full first; `slugs` of those in the authority file. What
    was taken for granted is in `note`.
    """

    span: Span
    slugs: tuple[str, ...]
    names: tuple[str, ...]
    local: tuple[Local, ...] = ()
    note: str = ""


def meetings_in(text: str, names: Names) -> Iterator[FoundMeetings]:
    """The meetings with ordinals that a text names; others are found by their names."""
    for found in find_meetings(text, names.vocabulary):
        if found.meeting.convocation is None:
            continue
        if found.meeting.body:
            yield _one(found.span, found.meeting, names)
        else:
            several = _fitting(found.meeting, names)
            if several:
                yield _several(found.span, found.meeting.name, several)


def _one(span: Span, meeting: MeetingRef, names: Names) -> FoundMeetings:
    stored = names.vocabulary.meetings.get(meeting.slug or "")
    body = names.vocabulary.bodies[meeting.body or ""]
    written = dict.fromkeys((*(stored.names if stored else ()), *_written(meeting, body, names)))
    slugs = (stored.slug,) if stored else ()
    local = tuple(_local(meeting, body, names))[-LOCAL:]
    return FoundMeetings(span, slugs, tuple(written), local)


def _several(span: Span, bare: str, meetings: tuple[MeetingEntry, ...]) -> FoundMeetings:
    """Their full names first, then their other names in turns."""
    taken = meetings[:MOST]
    most = max(len(meeting.names) for meeting in taken)
    written = dict.fromkeys(
        meeting.names[at] for at in range(most) for meeting in taken if at < len(meeting.names)
    )
    note = f"{bare} was taken for {'、'.join(meeting.name for meeting in taken)}"
    note += "; older ones were left out." if len(meetings) > MOST else "."
    return FoundMeetings(span, tuple(meeting.slug for meeting in taken), tuple(written), note=note)


def _fitting(meeting: MeetingRef, names: Names) -> tuple[MeetingEntry, ...]:
    """The stored meetings that a name without a place may mean, the most recent first."""
    system = next((system for sign, system in _SYSTEMS if sign in meeting.name), "cpc")
    generic = _GENERIC.search(meeting.name)
    levels = _LEVELS.get(generic[0], ("county",)) if generic else ()
    ordinals = (meeting.kind, meeting.convocation, meeting.session)
    return tuple(
        entry
        for entry in names.meetings_by_ordinals.get(ordinals, ())
        if _is_of(names.vocabulary.bodies.get(entry.body or ""), system, levels, names)
    )


def _is_of(body: BodyEntry | None, system: str, levels: tuple[str, ...], names: Names) -> bool:
    region = names.vocabulary.regions.get(body.region) if body else None
    if body is None or region is None or body.slug != f"{system}-{region.code}":
        return False
    return not levels or region.level in levels


def _written(meeting: MeetingRef, body: BodyEntry, names: Names) -> Iterator[str]:
    """The meeting as its body, kind and ordinals have it written."""
    system = body.slug.split("-", 1)[0]
    forms = _NATIONAL if body.region == NATIONAL else _FORMS
    region = names.vocabulary.regions.get(body.region)
    for form in forms.get((system, meeting.kind), ()):
        yield form.format(
            place=region.name if region else "",
            committee=body.short_name.removeprefix("中共"),
            c=spelt(meeting.convocation or 0),
            s=spelt(meeting.session or 0),
        )


def _local(meeting: MeetingRef, body: BodyEntry, names: Names) -> Iterator[Local]:
    """What documents of the place call the meeting: the same without the place's own name."""
    region = names.vocabulary.regions.get(body.region)
    generic = next(iter(_GENERIC.findall(region.name)[-1:]), "") if region else ""
    if region is None or not generic or not region.name.endswith(generic):
        return
    for name in _written(meeting, body, names):
        if name.startswith(region.name):
            yield Local(generic + name.removeprefix(region.name), region.code)
