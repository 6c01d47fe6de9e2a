"""Whether two lines are halves of one sentence: what their touching characters say.

The evidence is a log likelihood ratio, in nats: how probable the second character is after the
first within a sentence, against the first one closing a clause and the second one opening one. The
counts are those of `bigrams.tsv.gz`, with the document's own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from documents.text.bigrams import stored_pairs
from documents.text.cleaning.rule import HAN

MARKS = "，。、；：！？"
OPENERS, CLOSERS = "（《“〔【", "）》”〕】"
OWN_WEIGHT = 30
"""How many times in the store one pair in the document itself is worth."""
OWN_LONGEST = 200_000
"""Characters of the document that are counted."""
PRIOR = 20
PAIR_SHARE = 0.9
"""Weight of the pair against the character alone."""
UNKNOWN = 1e-6
IS_HAN = re.compile(f"[{HAN}]")
OPEN_QUOTE = 4.0
"""Evidence of a bracket that opens in the first line and closes in the second."""
AFTER_DIGIT = re.compile("[年月日时分个项万亿元吨公千百十倍家条次届名位户米℃%％]")
NUMBER_GOES_ON, OTHER = 5.0, 0.0


@cache
def _stored() -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """Counts of characters as first of a pair, as second, before a mark, and after a mark."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for pair, count in stored_pairs().items():
        a, b = pair[0], pair[1]
        first[a] += count
        second[b] += count
        if b in MARKS:
            closing[a] += count
        if a in MARKS and a != "、":
            opening[b] += count
    return first, second, closing, opening


@cache
def _totals() -> tuple[int, int]:
    """Pairs in the store, and pairs whose first character is a mark."""
    first, _, _, opening = _stored()
    return sum(first.values()), sum(opening.values())


def evidence(before: str, after: str, document: str) -> float:
    """Nats for `after` going on where `before` stops; below zero: against it.

    >>> evidence("推动文旅深度融", "合发展，", "") > 3 > evidence("工作回顾", "习近平总书记", "")
    True
    """
    return _touching(before[-1], after[0], document) + _enclosed(before, after)


def _touching(a: str, b: str, document: str) -> float:
    if not IS_HAN.match(a) or not IS_HAN.match(b):
        if a.isdecimal() and (b.isdecimal() or AFTER_DIGIT.match(b)):
            return NUMBER_GOES_ON
        return OTHER
    first, second, closing, opening = _stored()
    pairs_total, openings = _totals()
    own, own_first = document.count(a + b, 0, OWN_LONGEST), document.count(a, 0, OWN_LONGEST)
    pair = stored_pairs().get(a + b, 0) + OWN_WEIGHT * own
    opened = first.get(a, 0) + OWN_WEIGHT * own_first + PRIOR
    alone = second.get(b, 0) / pairs_total + UNKNOWN
    within = PAIR_SHARE * pair / opened + (1 - PAIR_SHARE) * alone
    apart = (closing.get(a, 0) + 1) / (first.get(a, 0) + PRIOR)
    apart *= (opening.get(b, 0) + 1) / (openings + 1000)
    return math.log(within / apart)


def _enclosed(before: str, after: str) -> float:
    """Evidence of marks that the first line opens and the second one closes."""
    for opener, closer in zip(OPENERS, CLOSERS, strict=True):
        at = before.rfind(opener)
        if at < 0 or closer in before[at:]:
            continue
        close = after.find(closer)
        if close >= 0 and opener not in after[:close]:
            return OPEN_QUOTE
    return 0.0
