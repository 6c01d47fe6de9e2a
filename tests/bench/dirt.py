"""Dirt put into clean text on purpose, as it is found in copies of Chinese policy documents.

Every injector takes a text, one paragraph a line, and a source of chance, and gives the dirty text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin

from tests.bench.page_debris import HEADS, NOTICES, SHARES, TAILS

Injector = Callable[[str, random.Random], str]

HAN = "\u4e00-\u9fff"
ASCII = str.maketrans("，；：？！（）", ",;:?!()")
ASCII_ALL = ASCII | str.maketrans("“”。", '"".')
WIDE = {c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x30, 0x7B)) if c.isalnum()}
UNSEEN = "\u200b\u200c\u200d\ufeff\u2060\u00ad"


@cache
def _converter(variant: str) -> opencc.OpenCC:
    return opencc.OpenCC(variant)


def to_traditional(text: str, variant: str) -> str:
    """The text in traditional script; `variant` is s2t, s2tw or s2hk."""
    return str(_converter(variant).convert(text))


PINYIN_FORMS = ("({})", "（{}）", " ({})", "({} )", " （{}）", "( {} )")
NUMBERED = ("({})", "（{}）")


def with_pinyin(
    text: str, chance: random.Random, *, share: float = 0.1, style: Style = Style.TONE
) -> str:
    """Toned pinyin in brackets, one form a text, after a share of its Han characters."""
    form = chance.choice(PINYIN_FORMS if style is Style.TONE else NUMBERED)
    syllables = lazy_pinyin(list(text), style=style, errors=lambda part: part)
    parts: list[str] = []
    for character, syllable in zip(text, syllables, strict=True):
        parts.append(character)
        if "\u4e00" <= character <= "\u9fff" and chance.random() < share:
            parts.append(form.format(syllable))
    return "".join(parts)


def with_numbered_pinyin(text: str, chance: random.Random) -> str:
    """Pinyin with the tone as a digit: 发(fa1)展."""
    return with_pinyin(text, chance, style=Style.TONE3)


def with_ascii_marks(text: str, chance: random.Random) -> str:
    """ASCII punctuation after a Han character or a closing mark; digits keep theirs."""
    return re.sub(f"(?<=[{HAN}”》])[，；：？！（）]", lambda m: m.group().translate(ASCII), text)


def with_all_ascii_marks(text: str, chance: random.Random) -> str:
    """ASCII punctuation everywhere, with straight quotation marks, points and hyphens."""
    return text.translate(ASCII_ALL).replace("——", "--")


def with_some_ascii_marks(text: str, chance: random.Random) -> str:
    """ASCII punctuation for half of the marks between two Han characters."""
    return re.sub(
        f"(?<=[{HAN}])[，；：？！](?=[{HAN}])",
        lambda m: m.group().translate(ASCII) if chance.random() < 0.5 else m.group(),
        text,
    )


def _cuts(text: str, chance: random.Random, every: int) -> list[int]:
    """Places in mid-sentence, between two Han characters, about `every` characters apart."""
    places: list[int] = []
    at = chance.randint(every // 2, every)
    while at < len(text) - 1:
        while at < len(text) - 1 and not re.match(f"[{HAN}]{{2}}", text[at - 1 : at + 1]):
            at += 1
        if at < len(text) - 1 and "，" in _paragraph(text, at):
            places.append(at)
        at += chance.randint(every * 3 // 4, every * 5 // 4)
    return places


def _paragraph(text: str, at: int) -> str:
    """The line around a place: headings are not cut, they seldom hold a comma."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


PAGE_BREAKS = (
    "\n\n— {n} —\n\n",
    "\n- {n} -\n",
    "\n\n第{n}页 共{total}页\n\n",
    "\n第 {n} 页\n",
    "\n— {n} —\n\n{head}\n\n",
    "\n{head}\n第{n}页\n",
    "\n\n{n}\n\n",
    "\n{n}\n\f",
    "\f",
    "\n\f\n",
    "\n\n",
    "\n",
    "\n－{n}－\n",
    "\n·{n}·\n",
    "\n{n}/{total}\n",
    "\n\n{head}   {n}\n\n",
)


def with_page_breaks(
    text: str, chance: random.Random, *, form: str | None = None, every: int = 700
) -> str:
    """The text with a page break in mid-sentence, about once in `every` characters."""
    form = form or chance.choice(PAGE_BREAKS)
    head = text.split("\n", 1)[0][:40]
    cuts = _cuts(text, chance, every)
    first = chance.choice((1, 1, 3))
    parts: list[str] = []
    for n, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(text)], strict=True), first):
        parts.append(text[start:end])
        if end < len(text):
            parts.append(form.format(n=n, total=len(cuts) + first, head=head))
    return "".join(parts)


def with_blank_breaks(text: str, chance: random.Random) -> str:
    r"""`\n\n` in mid-sentence and nothing else, every few hundred characters."""
    return with_page_breaks(text, chance, form="\n\n", every=400)


def with_debris(text: str, chance: random.Random) -> str:
    """What web pages leave before and after a text."""
    title = text.split("\n", 1)[0]
    head = _some(HEADS, chance, 4) + _some(SHARES, chance, 2)
    tail = _some(NOTICES, chance, 4) + _some(TAILS, chance, 3)
    before = "\n".join(head).format(title=title)
    after = "\n".join(tail).format(title=title)
    return f"{before}\n{text}\n{after}\n"


def _some(blocks: Sequence[str], chance: random.Random, count: int) -> list[str]:
    """A few blocks, in the order in which pages have them."""
    picked = set(chance.sample(range(len(blocks)), count))
    return [block for i, block in enumerate(blocks) if i in picked]


def with_spaces(text: str, chance: random.Random) -> str:
    """A space between two Han characters of a sentence, or after a mark, in one place of 60."""
    return "\n".join(
        re.sub(
            f"(?<=[{HAN}，。；])(?=[{HAN}])",
            lambda m: chance.choice(" \u3000\u00a0") if chance.random() < 1 / 60 else "",
            line,
        )
        if len(line) > 30 and "，" in line and "《" not in line
        else line
        for line in text.split("\n")
    )


def with_indents(text: str, chance: random.Random) -> str:
    """Two full-width spaces before every paragraph, a blank line after it."""
    blank = chance.choice(("\n", "\n\n"))
    return blank.join(f"\u3000\u3000{line}" for line in text.split("\n"))


def with_unseen(text: str, chance: random.Random) -> str:
    """Zero-width characters in one place of 30."""
    return "".join(c + (chance.choice(UNSEEN) if chance.random() < 1 / 30 else "") for c in text)


def with_wide_forms(text: str, chance: random.Random) -> str:
    """Letters and digits of full width."""
    return "".join(WIDE.get(c, c) for c in text)


def with_markdown(text: str, chance: random.Random) -> str:
    """Markdown headings, bold, quotes, rulers."""
    first, *rest = text.split("\n")
    parts = [f"# {first}"]
    for line in rest:
        if len(line) < 30 and re.match("[一二三四五六七八九十]+、", line):
            parts.append(f"## {line}")
        elif chance.random() < 0.1:
            parts.append(f"**{line}**")
        elif chance.random() < 0.05:
            parts.append(f"> {line}")
        else:
            parts.append(line)
        if chance.random() < 0.05:
            parts.append("---")
    return "\n\n".join(parts)


def with_hard_wraps(text: str, chance: random.Random) -> str:
    """Lines cut at one width, as a printed page has them; indented paragraphs."""
    width = chance.choice((28, 36, 40))
    parts: list[str] = []
    for line in text.split("\n"):
        line = "\u3000\u3000" + line
        parts.extend(line[i : i + width] for i in range(0, len(line), width))
    return "\n".join(parts)


def with_doubled_glyphs(text: str, chance: random.Random) -> str:
    """Every glyph twice, as bold type of printed pages is read."""
    return re.sub(r"\S", r"\g<0>\g<0>", text)


def with_doubled_headings(text: str, chance: random.Random) -> str:
    """The glyphs of the headings twice."""
    return "\n".join(
        with_doubled_glyphs(line, chance)
        if 4 <= len(line) < 40 and not re.search("[。；：]", line)
        else line
        for line in text.split("\n")
    )


def _script(variant: str) -> Injector:
    return lambda text, chance: to_traditional(text, variant)


def with_everything(text: str, chance: random.Random) -> str:
    """Traditional script, pinyin, ASCII marks, page breaks and debris at once."""
    text = with_debris(with_page_breaks(text, chance), chance)
    text = to_traditional(text, chance.choice(("s2t", "s2tw", "s2hk")))
    text = with_unseen(with_ascii_marks(text, chance), chance)
    return with_pinyin(text, chance)


INJECTORS: dict[str, Injector] = {
    "s2t": _script("s2t"),
    "s2tw": _script("s2tw"),
    "s2hk": _script("s2hk"),
    "pinyin": with_pinyin,
    "pinyin1": with_numbered_pinyin,
    "ascii": with_ascii_marks,
    "ascii_all": with_all_ascii_marks,
    "ascii_half": with_some_ascii_marks,
    "pages": with_page_breaks,
    "blanks": with_blank_breaks,
    "debris": with_debris,
    "spaces": with_spaces,
    "indents": with_indents,
    "unseen": with_unseen,
    "wide": with_wide_forms,
    "markdown": with_markdown,
    "wraps": with_hard_wraps,
    "doubled": with_doubled_glyphs,
    "doubled_heads": with_doubled_headings,
    "everything": with_everything,
}
"""The variants of the benchmark, by the name that its table gives them."""
