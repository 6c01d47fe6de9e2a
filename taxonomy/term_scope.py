"""In documents of which places a term of regional origin means what the vocabulary says. PURE.

三高四新 is Hunan's wherever it stands. 十大工程 is a list of Changsha's in Changsha, and some other
list elsewhere. So a label is weighed by how likely others coin the same one:

| label | in documents of |
|---|---|
| `counted`: a number and a general noun (十大工程, 五个中心, 三个年) | its region and those in it |
| `common`: a describing word and a general noun (制造强市工程) | and of places that it lies in |
| `short`: up to three characters (秦创原) | and of the nation |
| `distinctive`: all others (一谷三区, 枫桥经验, 百县千镇万村工程) | everywhere |

National terms hold everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from taxonomy.vocabulary import Vocabulary

NATIONAL = "100000"

_NUMERAL = "一二两三四五六七八九十百千双0-9"
_COUNTED = re.compile(
    rf"[{_NUMERAL}]{{1,3}}(?:大|个|项|条|类|件|种|张|场|批|座|区|重|新|走|化|年)[^{_NUMERAL}]*"
)
_GENERAL = re.compile(
    r".{3,}(?:工程|计划|行动|战略|政策|集群|任务|体系|高地|先行区|引领区|幸福区|中心|中心城市)"
)
_FORMULA = re.compile(r"[百千万][^百千万]{1,2}[百千万]")
_DISTINCTIVE_LENGTH = 4


class Kind(IntEnum):
    """From the narrowest; a term's other labels carry no further than its preferred one."""

    COUNTED = 0
    COMMON = 1
    SHORT = 2
    DISTINCTIVE = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a term is at home (null or national: everywhere) and how far its label carries."""

    region: str | None
    kind: Kind

    def distance(self, chain: Sequence[str], vocabulary: Vocabulary) -> int | None:
        """How far the term is from a document's region; null where it means something else.

        `chain` is the document's region and those it lies in, smallest first; empty if unknown.
        """
        if self.region in chain and self.region != NATIONAL:
            return chain.index(self.region)
        if self.region is None or self.region == NATIONAL:
            return 10
        around = {entry.code for entry in vocabulary.region_chain(self.region)}
        if chain and chain[0] in around and self.kind is not Kind.COUNTED:
            return None if self.kind is Kind.COMMON and chain[0] == NATIONAL else 11
        return 12 if self.kind is Kind.DISTINCTIVE else None


def scope_of(label: str, region: str | None) -> Scope:
    """The scope of a label as folded by the matcher.

    >>> [scope_of(label, "430100").kind.name for label in ("十大工程", "制造强市工程", "一谷三区")]
    ['COUNTED', 'COMMON', 'DISTINCTIVE']
    """
    if _COUNTED.fullmatch(label):
        return Scope(region, Kind.COUNTED)
    if _GENERAL.fullmatch(label) and not _FORMULA.search(label):
        return Scope(region, Kind.COMMON)
    if len(label) < _DISTINCTIVE_LENGTH:
        return Scope(region, Kind.SHORT)
    return Scope(region, Kind.DISTINCTIVE)
