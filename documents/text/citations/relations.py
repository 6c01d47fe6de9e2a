"""What a document does with what it names: by the verb before it, or the one after it.

| relation | form |
|---|---|
| `repeals` | 废止《…》 · 《…》（和《…》）同时废止 · 代替《…》 · 《…》同时停止执行 |
| `amends` | 修改《…》 · 对《…》作如下修改 · 将《…》第三条修改为 |
| `forwards` | 现将《…》转发给你们 · 转发《…》 |
| `issues` | 现将《…》印发给你们 · 印发《…》, said without another issuer |
| `implements` | 贯彻、落实、根据、按照、依照、执行 … |
| `cites` | any other way |
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.text.stages import Span

_ISSUE = r"(?:印发|下发|发布|公布|颁布|颁发)"
_BRACKET = r"(?:[（(][^（）()\n]*[）)])?"
_NEXT = re.compile(rf"{_BRACKET}[、和及与]{{1,2}}《[^》\n]*》")
"""From the end of one title of a list to the end of the next."""

_AFTER = (
    ("repeals", rf"{_BRACKET}[^。；\n《]{{0,30}}?(?<!不)废止(?!《)"),
    (
        "repeals",
        rf"{_BRACKET}[^。；\n《]{{0,20}}?(?:同时|即行|自行|一并|均)(?:停止执行|停止施行|失效|终止)",
    ),
    ("forwards", rf"{_BRACKET}[^。；\n《]{{0,60}}?现(?:予)?(?:批)?转发"),
    ("issues", rf"{_BRACKET}[^。；\n《]{{0,60}}?现(?:予)?以?{_ISSUE}"),
    (
        "amends",
        rf"{_BRACKET}[^。；，,\n《]{{0,24}}?(?:作|做)(?:出)?(?:如下|以下)?(?:修改|修正|修订)",
    ),
    ("amends", rf"{_BRACKET}[^。；，,\n《]{{0,8}}?(?:予以|进行|进行了|作了)(?:修改|修正|修订)"),
)
"""What stands after the title, or after a later one of its list."""

_AFTER_ITSELF = (
    ("repeals", r"(?:由|被)本[^，。；]{2,8}(?:代替|取代|替代)"),
    (
        "amends",
        r"(?:的?第[^。；，,\n《]{1,16}[条款项章])?(?:[^。；，,：:\n《]{0,6})?"
        r"(?:修改为|修正为|修订为|改为|[后中]增加|增加[一二三四五六七八九十]{1,2}[条款项])",
    ),
)
"""What stands after the title alone."""

_DECIDING = ("repeals", "forwards", "issues", "amends")
"""Of what stands after it, the first decides."""

_HANDING = re.compile(r"(?:现|特|兹)(?:将|把)[^。；\n]{0,80}$")
_HANDED_ON = (
    ("forwards", r"[^。；\n]{0,40}?转发(?:给|你|各|，|。)"),
    ("issues", rf"[^。；\n]{{0,60}}?{_ISSUE}(?:给|你|各|施行|实施|，|。|如下|,)"),
)
"""What stands after the title where 现将 stands before it."""

_BEFORE = (
    ("repeals", r"废止[^，,。；]{0,20}$|(?:代替|取代|替代)(?:了|原)?$"),
    ("amends", r"(?<!根据)(?<!按照)(?<!依照)(?<!依据)(?:修改|修订|修正|完善|删去|删除)了?$"),
    ("forwards", r"(?:决定|同意|关于|现|批准|并)(?:批)?转发[^，,。；]{0,24}$"),
    ("issues", rf"(?:决定|同意|关于|现|特|现予)(?:制定|修订)?(?:并|、)?{_ISSUE}$"),
    (
        "implements",
        r"(?<!不)(?<!不再)(?<!停止)(?<!暂停)(?<!调整)"
        r"(?:贯彻|落实|根据|按照|依据|依照|遵照|执行|遵守|遵循|对标|践行|实施|按|依)"
        r"(?!率|度|情况|效果)[^，,。；]{0,60}(?<!制定的)(?<!编制的)(?<!签订的)$",
    ),
)
"""What stands in the clause before the title."""

_OF_OTHERS = re.compile(
    r"(?:[（(][^（）()\n]{0,40}[）)])?(?:[、和及]?第[^，。；、规的]{1,16}){0,4}"
    r"(?:的规定|规定)?的(?:犯罪|违法)?(?:行为|犯罪|批示|批复|答复|配套)"
)
"""实施刑法第三条规定的行为, 落实对《请示》的批示: what is done is not what the title names."""

_LISTED = re.compile(r"(?:通过|发布|公布|印发|批准|修正|修订|修改|颁布|制定|施行|转发)的$")
_ALL_REPEALED = re.compile(r"(?:同时|自行|即行|均|一并)(?:予以)?废止$")
"""1991年…通过的《甲》，1995年…发布的《乙》同时废止: a sentence that repeals all it lists."""

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(rows: tuple[tuple[str, str], ...]) -> _Patterns:
    return tuple((relation, re.compile(pattern)) for relation, pattern in rows)


_after, _after_itself = _compiled(_AFTER), _compiled(_AFTER_ITSELF)
_handed_on, _before = _compiled(_HANDED_ON), _compiled(_BEFORE)

_LINK = re.compile(
    r"(?:[（(][^（）()]{0,60}[）)])?(?:的?(?:重要)?精神)?[、和及与，,]?(?:以及)?"
    r"(?:党的|中央|全省|我省|省|市|区|县|国家|本省|本市)?"
)
"""What may stand between two members of a list: 《甲》（号）、《乙》; 甲全会精神，乙全会."""


def relations(text: str, spans: Sequence[Span]) -> list[str]:
    """The relation of each span (sorted); members of a list share that of the first or last."""
    found: list[str] = []
    lists = _Lists(text)
    for index, span in enumerate(spans):
        listed = index > 0 and _LINK.fullmatch(text, spans[index - 1].end, span.start)
        relation = _relation(text, span, lists)
        if relation == "cites" and listed and found[-1] in ("implements", "amends", "issues"):
            relation = found[-1]
        found.append(relation)
    return found


class _Lists:
    """What stands after the titles of a text and the lists that they begin, each read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, frozenset[str]] = {}

    def after(self, at: int) -> frozenset[str]:
        """The relations that are said after the title that ends here, or later in its list."""
        ends = [at]
        while ends[-1] not in self._known:
            following = _NEXT.match(self._text, ends[-1])
            if following is None:
                break
            ends.append(following.end())
        said = self._known.get(ends[-1], frozenset())
        for end in reversed(ends):
            if end not in self._known:
                said |= {relation for relation, p in _after if p.match(self._text, end)}
                self._known[end] = said
        return self._known[at]


def _relation(text: str, span: Span, lists: _Lists) -> str:
    sentence = _sentence_before(text, span.start)
    clause = re.split("[，,：:]", sentence)[-1]
    said = lists.after(span.end) | {r for r, p in _after_itself if p.match(text, span.end)}
    if said:
        return next(relation for relation in _DECIDING if relation in said)
    if _HANDING.search(sentence):
        for relation, pattern in _handed_on:
            if pattern.match(text, span.end):
                return relation
    if _LISTED.search(clause) and _ALL_REPEALED.search(_sentence_after(text, span.end)):
        return "repeals"
    found = next((relation for relation, p in _before if p.search(clause)), "cites")
    others = found in ("implements", "amends") and _OF_OTHERS.match(text, span.end)
    return "cites" if others else found


def _sentence_before(text: str, end: int) -> str:
    """From the beginning of the sentence, at most 160 characters back, to `end`."""
    return re.split("[。；;！？\n]", text[max(0, end - 160) : end])[-1]


def _sentence_after(text: str, start: int) -> str:
    """From `start` to the end of the sentence, at most 600 characters on."""
    return re.split("[。\n]", text[start : start + 600])[0]
