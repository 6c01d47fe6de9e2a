"""What was typed → tokens: the signs of the query language, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from documents.search.query.nodes import MAX_LENGTH
from documents.text.script import is_traditional, to_simplified

Kind = Literal["phrase", "open", "close", "or", "and", "not", "field", "word"]
Note = Callable[[str], None]
"""Takes a sentence on what was made of something malformed."""


class Token(NamedTuple):
    """A phrase is without its marks, a field without its colon and in lower case."""

    kind: Kind
    text: str


_SIGNS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    | dict(zip("＂（）：｜－＊＆\u2212\u3000", '"():|-*&- ', strict=True))
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
)
"""Full-width letters, digits and signs of the language; what can not be seen goes."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_PLAIN = r"""[^\s()"“「『|]"""
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
      | (?P<phrase>
            "(?P<straight>[^"]*)(?:"|(?P<open1>$))
          | “(?P<curly>[^”]*)(?:”|(?P<open2>$))
          | 「(?P<corner>[^」]*)(?:」|(?P<open3>$))
          | 『(?P<double>[^』]*)(?:』|(?P<open4>$))
          | ”(?P<reversed>[^“”]+)[“”])
      | (?P<open>\()
      | (?P<close>\))
      | (?P<or>OR(?=[\s()]|$)|\|+)
      | (?P<and>AND(?=[\s()]|$)|&+(?=\s|$))
      | (?P<not>NOT(?=[\s()]|$)|-+(?=[^\s-]))
      | (?P<field>[A-Za-z]+:(?!//))
      | (?P<word>(?:{_PLAIN}|\({_PLAIN}*\))+)
    """,
    re.VERBOSE,
)
"""A word keeps parentheses without a space before or in them: 意见(试行), 国发(2018)42号."""

_QUOTATIONS = ("straight", "curly", "corner", "double", "reversed")
_UNCLOSED = ("open1", "open2", "open3", "open4")


def plain(typed: str, note: Note) -> str:
    """The text that is read: simplified script, signs of one width, of bounded length.

    >>> plain("ｔｉｔｌｅ：（戰略　OR 規劃）", print)
    'title:(战略 OR 规划)'
    """
    text = _CONTROL.sub(" ", typed).translate(_SIGNS).strip()
    if len(text) > MAX_LENGTH:
        note(f"Only the first {MAX_LENGTH} characters were read.")
        text = text[:MAX_LENGTH].rstrip()
    return to_simplified(text) if is_traditional(text) else text


def tokens(text: str, note: Note) -> Iterator[Token]:
    """The tokens of a plain text, in order.

    >>> [token.kind for token in tokens('title:决定 OR -"征求意见"', print)]
    ['field', 'word', 'or', 'not', 'phrase']
    """
    for match in _TOKEN.finditer(text):
        if match["phrase"] is not None:
            if any(match[name] is not None for name in _UNCLOSED):
                note("A quotation mark that was not closed was closed at the end.")
            quoted = next(match[name] for name in _QUOTATIONS if match[name] is not None)
            yield Token("phrase", quoted)
        elif match["field"]:
            yield Token("field", match["field"][:-1].lower())
        elif match["space"] is None:
            yield Token(_kind(match), match[0])


def _kind(match: re.Match[str]) -> Kind:
    kinds: tuple[Kind, ...] = ("open", "close", "or", "and", "not")
    return next((kind for kind in kinds if match[kind] is not None), "word")
