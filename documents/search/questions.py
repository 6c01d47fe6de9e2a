"""Questions in plain words: what is one, and which of its words say what it is about.

Short queries mean all of their words. Whoever asks a question, or types a sentence, cannot know
the words of the answer; of such a text the informative words are searched for, the more the better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.search.query import And, Phrase, Query, Words, leaves

MANY = 6
"""Informative words from which a text is taken for a sentence even without a question's marks."""

_MARK = re.compile(r"[?？]|([是有能会要该算可需])不(?:可以)?\1|有没有")
"""Marks of a question: 居住权人去世了怎么办？ 要不要 有没有"""

_OPERATORS = frozenset('"「『')
"""Quotation marks that are typed for an exact phrase only; “ ” stand in any text."""

_ASKING = """
    什么 什么样 怎么 怎么样 怎么办 怎样 如何 为什么 为何 何 何时 哪 哪个 哪些 哪里 哪儿 哪种 谁 几
    多少 多久 多长 是否 能否 可否 是不是 能不能 会不会 要不要 有没有 可不可以 算不算 需不需要
    咋 啥 请问 吗 呢
"""
_POINTING = """
    我 我们 我的 你 你们 你的 您 他 她 它 他们 她们 它们 咱 咱们 自己 本人 别人 有人 某 某人 这 那
    这个 那个 这种 那种 这样 那样 这些 那些 这里 那里 该 此 其 其他 一个 一些 各 每 您好 你好
"""
_AUXILIARY = """
    是 不是 有 没 没有 能 不能 能够 可以 可 会 不会 要 不要 应 应该 应当 需要 需 得 属于 算
    进行 让 使 给 去 来 想
"""
_JOINING = """
    的 了 着 过 吧 啊 呀 么 嘛 地 之 被 把 将 对 对于 关于 从 到 在 于 为 为了 以 以及 及 和 与 或
    或者 并 并且 而 而且 且 但 但是 如 如果 若 因 因为 由于 所以 则 就 才 都 也 又 还 还是 只 再 很
    更 最 不 下 上 中 后 前 时 等 情况 情况下 问题
"""

ASKING = frozenset(_ASKING.split())
"""Words that ask; the lexemes of the segmenter, folded."""

FUNCTION_WORDS = ASKING.union(_POINTING.split(), _AUXILIARY.split(), _JOINING.split())
"""Words that every text has, or that only ask."""


COUNTED = frozenset("年月日号届次")
"""What follows a number and makes one with it: 2025年国务院政府工作报告 has five telling words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text whose words are alternatives: the informative ones, each once, in order."""

    text: str
    words: tuple[str, ...]


def plain_text(query: Query) -> str | None:
    """The text of a query in which nothing but words was typed; null where there are operators.

    What stands in “ ” in the middle of a sentence is a part of it; straight quotation marks are
    typed for an exact phrase.
    """
    if query.tree is None or _OPERATORS.intersection(query.text):
        return None
    parts = query.tree.nodes if isinstance(query.tree, And) else (query.tree,)
    words = [part for part in parts if isinstance(part, Words) and part.field is None]
    phrases = [part for part in parts if isinstance(part, Phrase) and part.field is None]
    if not words or len(words) + len(phrases) < len(parts):
        return None
    return query.text


def question(query: Query, words: Sequence[str]) -> Question | None:
    """A query as a question; null where it is short, and so all of its words are meant.

    `words` are the segmenter's for its text, in order, without the shorter ones inside them.
    """
    text = plain_text(query)
    if text is None:
        return None
    found = informative(words)
    asked = _MARK.search(text) is not None or not ASKING.isdisjoint(words)
    quoted = any(isinstance(part, Phrase) for part in leaves(query.tree)) if query.tree else False
    telling = [word for word in found if word not in COUNTED]
    if asked or (len(telling) >= MANY and not quoted):
        return Question(text, found)
    return None


def informative(words: Sequence[str]) -> tuple[str, ...]:
    """Each word once, without those that say nothing; all where none says anything.

    >>> informative(["居住权", "人", "去世", "了", "怎么办"])
    ('居住权', '人', '去世')
    """
    unique = tuple(dict.fromkeys(words))
    return tuple(word for word in unique if word not in FUNCTION_WORDS) or unique
