"""Which of a thing's other names need to be searched for beside what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.query.nodes import Field, Phrase, Words


class Other(NamedTuple):
    """`searched` are looked for; `shown` are these and the preferred name, which comes first."""

    searched: list[str]
    shown: list[str]


class OtherNames:
    """Chooses names by what the index holds: words, the short ones inside them, and phrases."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def choose(self, names: Iterable[str], surface: str, most: int) -> Other:
        """The names that are neither what was typed nor found wherever another of them is.

        `names` has the preferred one first. Names of one word come first, for they cost less.
        """
        typed = kept(surface)
        by_label: dict[str, str] = {}
        for name in names:
            by_label.setdefault(kept(name), name)
        labels = (typed, *by_label)
        found = {label for label in by_label if self._is_found_by(label, labels)} | {"", typed}
        needed = [label for label in by_label if label not in found]
        needed.sort(key=lambda label: not self.is_word(label))
        searched = [by_label[label] for label in needed[:most]]
        preferred = [by_label[label] for label in list(by_label)[:1] if label != typed]
        return Other(searched, list(dict.fromkeys((*preferred, *searched)))[:most])

    def node(self, name: str, field: Field | None) -> Words | Phrase:
        """A name that is one word of the dictionary is looked for as that, which is cheaper."""
        return Words(name, field) if self.is_word(kept(name)) else Phrase(name, field)

    def is_word(self, label: str) -> bool:
        return self._analyser.main_words(label) == [label]

    def _is_found_by(self, label: str, others: Collection[str]) -> bool:
        """Whether one of the others is found wherever the label stands, as it is inside it."""
        inside = [other for other in others if other and other != label and other in label]
        if not inside or not self.is_word(label):
            return bool(inside)
        words = {word for word, _, _ in self._analyser.words(label)}
        return not words.isdisjoint(inside)
