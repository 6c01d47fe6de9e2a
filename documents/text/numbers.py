"""Document numbers (机关代字〔年〕号, 令第N号, 公告Y年第N号): parsing and finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.number_forms import (
    BEFORE_CORE,
    BRACKETED,
    BRACKETED_CORE,
    CORE,
    DAMAGED,
    LEADING,
    LEADING_IN_TEXT,
    ORDER,
    ORDER_FIRST,
    SHORT,
)
from documents.text.numerals import parse_numeral
from documents.text.stages import Span

_LABEL = re.compile(r"^(?:发文字号|文号|文\s*号|发文号|文件编号|编号|字号)\s*[:：]?\s*")
_AROUND = re.compile(
    r"^(?P<open>[（(【])?(?P<number>.*?[号號])(?:文件?|[。.])?(?(open)[）)】])"
    r"(?:[（(](?:已?废止|已?失效|试行|节选|摘要|略)[）)])?$"
)
"""（国办发〔2019〕6号）, 国办发〔2019〕6号文, 国办发〔2019〕6号（废止）."""
_VERBS = (
    r"根据|按照|依据|依照|参照|遵照|贯彻|落实|执行|转发|印发|下发|发布|公布|关于|文件|通知|通告|文号|字号"
    r"|意见|决定|批复|办法|废止|的|以下简称|下称|见"
)
_OWNER = (
    r"(?:人民政府|办公厅|办公室|委员会|[厅局署部日])"
    r"(?=[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇云藏陕甘青宁国][一-龥]{1,7}$)"
)
"""上海市物价局沪价经〔1998〕115号, 5月1日云政发〔2003〕58号: what stands before the 机关代字, where
that begins with its place.
"""
_LONG_OWNER = r"(?<=.{5})(?:[部委局厅署院会社行])(?=[一-龥]{2,5}[发函字电通规文]$)"
"""劳动部、中国纺织总会劳部发〔1998〕37号."""
_LEAD_IN = re.compile(
    rf"^.*(?:(?:{_VERBS}|[以按由与和及了将、])(?=[一-龥]{{1,}})|{_OWNER}|{_LONG_OWNER})"
)
_ORDER_LEAD_IN = re.compile(
    rf"^(?:.*(?:{_VERBS}|修订|修正|[以按由将、])|[日经年月])[ \u3000]*(?=[一-龥]{{2}})"
)
_TAIL_OF_TITLE = re.compile(
    r"^(?:.*的)?(?:通知|通告|公告|意见|决定|批复|办法|函)(?=[一-龥]{2})|^.*" + _OWNER
)
_CITED = re.compile(
    r"(?:根据|按照|依据|依照|参照|遵照|贯彻|落实|执行|废止|以及按|转发|印发|下发)(?=[一-龥]{2,}$)"
)
"""A prefix with these is cut out of a sentence on another document: 要按照交办海〔2019〕15号."""
_ABOUT = re.compile(r"关于|[的之与和及]$|《")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_COUNTRY = re.compile(r"^中华人民共和国(?=.)")
_SEPARATORS = re.compile(r"[\s，,;；、。/／|（()）]*")
_LATEST = 2050


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number's parts; `normalised` is 国办发〔2019〕6号 or 国务院令第265号.

    `damaged` says that year or serial can not be read; then `normalised` is the text as it stands.
    """

    prefix: str
    year: int | None
    serial: int | None
    normalised: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class FoundNumber:
    span: Span
    number: DocumentNumber


def parse_number(text: str) -> DocumentNumber | None:
    """Read a string that is a document number and nothing else; null where it is none.

    >>> parse_number("国办发［２０１９］第６号").normalised
    '国办发〔2019〕6号'
    >>> parse_number("中华人民共和国国务院令 第265号").normalised
    '国务院令第265号'
    >>> parse_number("国办发〔20??〕6号").damaged
    True
    """
    text = _LABEL.sub("", text.translate(_INVISIBLE).strip())
    around = _AROUND.match(text)
    text = around["number"].strip() if around else text
    for pattern, read in _READERS:
        match = pattern.fullmatch(text)
        number = read(match) if match else None
        if number:
            return number
    return None


def parse_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Read a value that holds one number, or several and nothing else (joint issues).

    >>> [n.normalised for n in parse_numbers("示财建〔2024〕12号、示发改投〔2024〕33号")]
    ['示财建〔2024〕12号', '示发改投〔2024〕33号']
    """
    number = parse_number(text)
    if number:
        return (number,)
    found = tuple(find_numbers(text))
    at = 0
    for item in found:
        if not _SEPARATORS.fullmatch(text[at : item.span.start]):
            return ()
        at = item.span.end
    return tuple(item.number for item in found) if _SEPARATORS.fullmatch(text[at:]) else ()


_DAY = (
    r"(?:[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_BESIDE = re.compile(
    rf"[（(]?签发人[ 　]*[:：].*$|^[ 　]*{_DAY}(?:[ 　]+)|[ 　,，]*{_DAY}(?:印发)?[ 　]*$"
)


def number_of_line(line: str) -> DocumentNumber | None:
    """The number on a line of its own, beside which a day or who signs may stand.

    >>> number_of_line("（示政发〔2024〕3号　2024年3月1日）").normalised
    '示政发〔2024〕3号'
    >>> number_of_line("示政发〔2024〕3号　　签发人：周明远").normalised
    '示政发〔2024〕3号'
    """
    inner = line.strip("（()）【】 　")
    whole = parse_numbers(inner)
    if not whole and _BESIDE.search(inner):
        rest = _BESIDE.sub("", inner).strip("（()）【】 　")
        whole = tuple(number for number in parse_numbers(rest) if not number.damaged)
    return next(iter(whole), None)


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Whole numbers in running text, in order; what leads in (根据国办发…) is left out.

    >>> [found.number.normalised for found in find_numbers("根据国发〔2018〕42号和国函〔2018〕1号")]
    ['国发〔2018〕42号', '国函〔2018〕1号']
    """
    last = 0
    for span in sorted({*_leading(text), *_cores(text)}):
        start = max(span.start, last)
        number = parse_number(text[start : span.end])
        if number and not number.damaged and number.prefix:
            last = span.end
            yield FoundNumber(Span(start, last), number)


def _leading(text: str) -> Iterator[Span]:
    for match in LEADING_IN_TEXT.finditer(text):
        yield Span(*match.span())


def _cores(text: str) -> Iterator[Span]:
    """Where years and serials stand, with as much before them as may be the prefix."""
    last = 0
    for core in CORE.finditer(text):
        window = max(last, core.start() - 40)
        before = BEFORE_CORE.search(text, window, core.start())
        start = before.start() if before else core.start()
        order = not BRACKETED_CORE.search(core[0])
        start += _lead_in(text[start : core.start()], order=order)
        if start < core.start():
            last = core.end()
            yield Span(start, last)


def _lead_in(prefix: str, *, order: bool) -> int:
    """How much of what stands before a number is not its prefix: 根据国发 → 2."""
    match = (_ORDER_LEAD_IN if order else _LEAD_IN).match(prefix)
    cut = match.end() if match else 0
    return cut if order else max(cut, len(prefix) - 18)


def _bracketed(match: re.Match[str]) -> DocumentNumber:
    stated = _plain(match["prefix"]).removesuffix("第")
    prefix = _TAIL_OF_TITLE.sub("", stated) + (match["mark"] or "")
    year = _number(match["year"])
    serial = _number(match["serial"])
    if not year or not serial or not 1949 <= year <= _LATEST or _CITED.search(prefix):
        return DocumentNumber(prefix, year, serial, _plain(match[0]), damaged=True)
    more = _plain(match["more"] or "")
    return DocumentNumber(prefix, year, serial, f"{prefix}〔{year}〕{serial}{more}号")


def _short(match: re.Match[str]) -> DocumentNumber | None:
    return _with_year(match["prefix"] + (match["mark"] or ""), match["year"], match["serial"])


def _leading_year(match: re.Match[str]) -> DocumentNumber | None:
    return _with_year(match["prefix"], match["year"], match["serial"] or match["serial2"])


def _with_year(prefix: str, year_stated: str, serial_stated: str) -> DocumentNumber | None:
    year, serial = _number(year_stated), _number(serial_stated)
    if not year or not serial:
        return None
    year += 1900 if year < 100 else 0
    return DocumentNumber(_plain(prefix), year, serial, f"{_plain(prefix)}〔{year}〕{serial}号")


def _order(match: re.Match[str]) -> DocumentNumber | None:
    kind = match["kind"] or match["kind2"] or match["kind3"]
    return _ordered(
        match["prefix"],
        kind,
        match["year"] or match["year2"],
        match["serial"] or match["serial2"] or match["serial3"],
        f"〔{match['term']}届〕" if match["term"] else "",
    )


def _order_first(match: re.Match[str]) -> DocumentNumber | None:
    return _ordered(match["prefix"], match["kind"], None, match["serial"], "")


def _ordered(
    body: str, kind: str, year_stated: str | None, serial_stated: str, term: str
) -> DocumentNumber | None:
    """An order's number; null where what stands before it is a title and no body."""
    body = _COUNTRY.sub("", _plain(body))
    if _ABOUT.search(body):
        return None
    serial = _number(serial_stated)
    year = _number(year_stated or "")
    stated = f"{year}年" if year else ""
    prefix = body + kind
    return DocumentNumber(prefix, year, serial, f"{prefix}{term}{stated}第{serial}号")


def _damaged(match: re.Match[str]) -> DocumentNumber | None:
    plain = _plain(match[0])
    if not re.search(r"[0-9０-９]", plain):
        return None
    return DocumentNumber(_plain(match["prefix"]), None, None, plain, damaged=True)


_READERS = (
    (BRACKETED, _bracketed),
    (SHORT, _short),
    (LEADING, _leading_year),
    (ORDER, _order),
    (ORDER_FIRST, _order_first),
    (DAMAGED, _damaged),
)


def _plain(text: str) -> str:
    return re.sub(r"[ \t\u3000\xa0]+", "", text)


def _number(text: str) -> int | None:
    return parse_numeral(_plain(text))
