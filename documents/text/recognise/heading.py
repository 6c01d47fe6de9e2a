"""Title, subtitle and lead-in: reads the head, writes `title`, `subtitle`, `lead_in`."""

from __future__ import annotations

import re

from documents.text.numbers import find_numbers
from documents.text.recognise.bodies import is_organisation
from documents.text.recognise.context import Context, found
from documents.text.recognise.layout import Line
from documents.text.stages import Evidence, Recognised, Span

_LEAD_IN = re.compile(
    r"(?:强调|指出|要求|表示|提出|讲话|致辞|部署|号召|会见|批示|寄语|为题(?:讲党课)?|(?:时|上|并)(?:说|称))[：:]?$"
)
_SUBTITLE = re.compile(r"^\s*(?:[—–－]{1,2}|--)\s*(?=\S)")
_OFFICIAL = re.compile(
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|条例|规定|细则|规划|方案"
    r"|纲要|解释|答复|计划|要点|法|规则|章程|讲话|致辞)(?:[（(][^（()）]{1,20}[）)])?$"
)
_DANGLING = re.compile(
    r"(?:关于|的|和|与|及|、|，|在|对|以|为|等|进一步|印发|实施|推进|加强|建设)$"
)
_ORDER = re.compile("令|公告")
_SHORTEST_HEADLINE = 4
_BROKEN = re.compile(r"\.{3}|…|�")


def recognise_heading(context: Context, record: Recognised) -> Recognised:
    """The title of the metadata where it is whole, else that of the head; parallel lines apart."""
    lines = list(context.layout.head_lines("title"))
    lead_in, lines = _take_lead_in(lines)
    subtitle, lines = _take_subtitle(lines, context)
    title, span = _title(lines, context)
    beside = context.beside("title")
    flags: set[str] = set()
    evidence: Evidence | None = span
    if beside and not _BROKEN.search(beside):
        stated = unwrapped(beside)
        if title and key(title) != key(stated) and not _same(title, stated):
            flags.add("conflicting_metadata")
        if not title or key(title) != key(stated):
            title, evidence = stated, "metadata"
    if not title:
        title, evidence = _from_order(context)
    title = unwrapped(title)
    return found(
        record,
        {
            "title": evidence if title else None,
            "lead_in": lead_in.span if lead_in else None,
            "subtitle": subtitle.span if subtitle else None,
        },
        flags,
        title=title,
        lead_in=lead_in.text.strip() if lead_in else None,
        subtitle=_SUBTITLE.sub("", subtitle.text).strip() if subtitle else None,
    )


def unwrapped(title: str) -> str:
    """A title without a number before it and without marks around the whole of it.

    >>> unwrapped("发改经体〔2016〕2120号《国家能源局关于印发〈办法〉的通知》")
    '国家能源局关于印发《办法》的通知'
    """
    title = title.strip()
    number = next(iter(find_numbers(title)), None)
    if number and number.span.start == 0 and title[number.span.end :].strip().startswith("《"):
        title = title[number.span.end :].strip()
    if title.startswith("《") and title.find("》") == len(title) - 1:
        return title[1:-1].replace("〈", "《").replace("〉", "》")
    return title


def key(title: str) -> str:
    """What two writings of one title share: no spaces, quotation marks or bracket forms."""
    return re.sub(r"[\s\u3000《》〈〉<>“”\"'‘’（）()\[\]〔〕、，,：:·—–-]", "", title)


def _same(title: str, stated: str) -> bool:
    """Whether one title is a part of the other (number in front, issuer left out)."""
    shorter, longer = sorted((key(title), key(stated)), key=len)
    return len(shorter) >= 6 and shorter in longer


def _take_lead_in(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    """吴桂英在…会议上强调: the line over a headline that says who said it where."""
    if len(lines) > 1 and _LEAD_IN.search(lines[0].text.strip()):
        return lines[0], lines[1:]
    return None, lines


def _take_subtitle(lines: list[Line], context: Context) -> tuple[Line | None, list[Line]]:
    for index, line in enumerate(lines):
        if index and _SUBTITLE.match(line.text):
            return line, lines[:index]
    return None, lines


def _title(lines: list[Line], context: Context) -> tuple[str, Span | None]:
    """The title that the lines make, and where it stands (its first writing)."""
    if not lines:
        return "", None
    groups = _groups(lines, context)
    first = groups[0]
    for end in range(len(lines) - 1, 0, -1):
        if key("".join(line.text for line in lines[1 : end + 1])) == key(lines[0].text):
            first = lines[:1]
            break
    if len(first) == 1:
        return _closed_up(first[0].text.strip()), first[0].span
    alone = (
        not context.layout.head_lines("host") and first[0] is context.layout.head_lines("title")[0]
    )
    title = _join([line.text.strip() for line in first], headline=not alone)
    return title, Span(first[0].start, first[-1].end)


def _closed_up(title: str) -> str:
    """A title set with a space after every character, closed up."""
    return title.replace(" ", "") if re.fullmatch(r"(?:\S ){2,}\S", title) else title


def _groups(lines: list[Line], context: Context) -> list[list[Line]]:
    """Runs of lines that belong together: another head line or a repetition starts a new one."""
    groups: list[list[Line]] = [[lines[0]]]
    head = list(context.layout.head)
    for line in lines[1:]:
        previous = groups[-1][-1]
        between = head[head.index(previous) + 1 : head.index(line)]
        whole = "".join(item.text for item in groups[-1])
        repeated = key(groups[0][0].text).startswith(key(line.text)) and not _DANGLING.search(whole)
        if any(item.role != "letterhead" for item in between) or repeated:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _join(parts: list[str], *, headline: bool) -> str:
    """Wrapped lines by nothing, parallel headlines by one space."""
    title = parts[0]
    official = bool(_OFFICIAL.search("".join(parts))) and ("关于" in "".join(parts) or not headline)
    for part in parts[1:]:
        wrapped = (official and not _another_issuer(title, part)) or _wraps(title, part)
        title += part if wrapped else f" {part}"
    return title


def _another_issuer(before: str, after: str) -> bool:
    """国家发展改革委 财政部 / 自然资源部关于印发…: the line ends between two issuers."""
    head = re.split("关于|印发|转发", after)[0]
    return is_organisation(re.split("[ 　]", before)[-1]) and is_organisation(head)


def _wraps(before: str, after: str) -> bool:
    opened = any(before.count(a) > before.count(b) for a, b in ("“”", "《》", "（）", "()", "〈〉"))
    closing = after.startswith(("关于", "的", "》", "”", "）")) or len(after) < _SHORTEST_HEADLINE
    closing = closing or bool(re.fullmatch(r"[（(][^（()）]{1,20}[）)]", after))
    return opened or closing or bool(_DANGLING.search(before))


def _from_order(context: Context) -> tuple[str, Evidence | None]:
    """The title of what an order promulgates: 《…办法》已经…通过，现予公布."""
    if not any(_ORDER.search(line.text) for line in context.layout.head_lines("number")):
        return "", None
    match = re.search(r"^《([^》]+(?:〈[^〉]*〉[^》]*)*)》", context.layout.opening, re.MULTILINE)
    if not match:
        return _announcement(context)
    at = context.text.find(match[1], context.layout.body_span.start)
    return match[1], Span(at, at + len(match[1]))


def _announcement(context: Context) -> tuple[str, Evidence | None]:
    """样本市人民代表大会公告, its number on the line below, where there is no other title."""
    for line in context.layout.head_lines("number"):
        if re.fullmatch(r"[一-龥]{4,40}(?:公告|通告|令)", line.text.strip()):
            return line.text.strip(), line.span
    return "", None
