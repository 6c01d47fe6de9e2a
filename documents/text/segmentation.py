"""Words of a Chinese text, with their places: jieba behind one interface, rjieba where installed.

Both back ends use jieba's own dictionary plus the user words (approved terms, body names) and give
the same tokens; a test holds them to it. Nothing is loaded before the first text is cut. Cutting is
thread-safe: a dictionary is finished before it is shared and never changed afterwards.
"""

from __future__ import annotations

import hashlib
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from importlib import resources, util
from itertools import chain
from typing import Literal, Protocol

from taxonomy.vocabulary import Vocabulary

Token = tuple[str, int, int]
"""A word and its span, half-open, in code points of the text that was cut."""

BackendName = Literal["auto", "rjieba", "jieba"]

DICTIONARY = "jieba-0.42.1/1"
"""jieba's dictionary and the revision of the rules here; raise it when either changes."""

_CUTTABLE = re.compile(r"[\u4E00-\u9FD5A-Za-z0-9+#&.%]{2,}")
"""What both back ends can keep in one token: `1+N配套政策` yes, `4×4现代化产业体系` no."""

_JOINTS = re.compile(r"([-_]|(?<=[A-Za-z])\.|\.(?=[A-Za-z]))")
"""Where rjieba would keep 2026-02 or a host name in one token and jieba does not: cut there first.

The dot of 3.5% and v1.2 is no joint.
"""

_MIXED = re.compile(r"[A-Za-z]\d")
"""PM2.5: rjieba alone finds PM2 inside it in search mode; such parts are dropped."""


class _Backend(Protocol):
    """What a back end does with a piece of text that has no joints."""

    def tokenize(self, piece: str, mode: str) -> list[Token]: ...

    def search_words(self, piece: str) -> list[str]: ...

    def cut_known(self, piece: str) -> list[str]: ...


class Segmenter:
    """Cuts texts into words, with `user_words` beside jieba's dictionary.

    >>> plain, knowing = Segmenter(), Segmenter(["强省会战略"])
    >>> [token for token, _, _ in plain.words("实施强省会战略")]
    ['实施', '强', '省会', '战略']
    >>> knowing.words("实施强省会战略")
    [('实施', 0, 2), ('强省会战略', 2, 7)]
    >>> [token for token, _, _ in plain.search_tokens("先进制造业")]
    ['先进', '制造', '制造业']
    """

    def __init__(self, user_words: Iterable[str] = (), backend: BackendName = "auto") -> None:
        self.user_words = tuple(sorted({w for w in user_words if _CUTTABLE.fullmatch(w)}))
        self._backend_name = _installed() if backend == "auto" else backend
        self._lock = threading.Lock()
        self._built: _Backend | None = None

    @property
    def version(self) -> str:
        """A hash of the dictionary: equal versions cut alike; store it beside an index."""
        words = "\n".join((DICTIONARY, *self.user_words))
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def words(self, text: str) -> list[Token]:
        """Every word, space and mark of the text in order; the tokens join up to the text."""
        return self._tokens(text, "default")

    def search_tokens(self, text: str) -> list[Token]:
        """The words, each after the two- and three-character words of the dictionary inside it."""
        return self._tokens(text, "search")

    def search_words(self, text: str) -> Iterator[str]:
        """The same without their places, at a third of the price."""
        return chain.from_iterable(map(self._backend.search_words, _JOINTS.split(text)))

    def boundaries(self, text: str) -> frozenset[int]:
        """Where dictionary words begin or end in the text, both of its ends included.

        Cut without the hidden Markov model, so no word is made up: a place that is no boundary
        lies inside a word that the dictionary has.
        """
        pieces = _JOINTS.split(text)
        return _edges(word for piece in pieces for word in self._backend.cut_known(piece))

    def _tokens(self, text: str, mode: str) -> list[Token]:
        pieces = _JOINTS.split(text)
        tokens = self._backend.tokenize(pieces[0], mode)
        at = len(pieces[0])
        for piece in pieces[1:]:
            found = self._backend.tokenize(piece, mode)
            tokens.extend((token, at + start, at + end) for token, start, end in found)
            at += len(piece)
        return tokens

    @property
    def _backend(self) -> _Backend:
        if self._built is None:
            with self._lock:
                if self._built is None:
                    build = _Rjieba if self._backend_name == "rjieba" else _Jieba
                    self._built = build(self.user_words)
        return self._built


def dictionary_words(vocabulary: Vocabulary) -> Iterator[str]:
    """The words that policy documents need beside jieba's: labels of terms and names of bodies."""
    for term in vocabulary.terms:
        yield from term.labels
    for body in vocabulary.bodies.values():
        yield from body.names


def _installed() -> Literal["rjieba", "jieba"]:
    return "rjieba" if util.find_spec("rjieba") else "jieba"


def _edges(tokens: Iterable[str]) -> frozenset[int]:
    at, edges = 0, [0]
    for token in tokens:
        at += len(token)
        edges.append(at)
    return frozenset(edges)


class _Rjieba:
    """The Rust port: some 3 million characters a second."""

    def __init__(self, user_words: Iterable[str]) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        for word in user_words:
            self._jieba.add_word(word, None, None)

    def tokenize(self, piece: str, mode: str) -> list[Token]:
        tokens: list[Token] = self._jieba.tokenize(piece, mode=mode)
        if mode == "search" and _MIXED.search(piece):
            return _without_ascii_parts(tokens)
        return tokens

    def search_words(self, piece: str) -> list[str]:
        if _MIXED.search(piece):
            return [word for word, _, _ in self.tokenize(piece, "search")]
        words: list[str] = self._jieba.cut_for_search(piece)
        return words

    def cut_known(self, piece: str) -> list[str]:
        words: list[str] = self._jieba.cut(piece, hmm=False)
        return words


class _Jieba:
    """The Python original: some 0.2 million characters a second.

    Its dictionary is read straight from the package, so nothing is logged and no cache is written
    to the shared temporary folder.
    """

    def __init__(self, user_words: Iterable[str]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba

        self._jieba = jieba.Tokenizer()
        dictionary = resources.files("jieba").joinpath("dict.txt").open("rb")
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(dictionary)
        self._jieba.initialized = True
        for word in user_words:
            self._jieba.add_word(word)

    def tokenize(self, piece: str, mode: str) -> list[Token]:
        return list(self._jieba.tokenize(piece, mode=mode))

    def search_words(self, piece: str) -> list[str]:
        return list(self._jieba.cut_for_search(piece))

    def cut_known(self, piece: str) -> list[str]:
        return list(self._jieba.cut(piece, HMM=False))


def _without_ascii_parts(tokens: list[Token]) -> list[Token]:
    """Search tokens less the ASCII ones that lie inside a longer token, which follows them."""
    kept: list[Token] = []
    low = tokens[-1][2] if tokens else 0
    for token in reversed(tokens):
        if token[1] < low:
            low = token[1]
        elif token[0].isascii():
            continue
        kept.append(token)
    return kept[::-1]
