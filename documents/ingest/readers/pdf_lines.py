"""Where the text of a PDF's page stands: fragments → pieces of lines → blocks → lines in order.

Lengths are points (1/72 inch) in the upright page, `y` growing upwards. Widths are reckoned from
the characters, a full-width one being one em: programs that justify lines place them anew anyway.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from documents.ingest.readers.html_blocks import CELL

COLUMN_GAP = 2.0
"""Ems of white space from which on two pieces on one height are cells, not words."""
CELL_GAP = 0.4
"""The same for pieces that are not printed one after the other."""
WORD_GAP = 0.6
"""Ems of white space that are a space, not the spacing of a justified line."""
SAME_LINE = 0.45
"""Ems by which marks above and below the line (notes, units) leave its height."""
OVERPRINT = 0.25
"""Ems by which a glyph is moved that is printed twice to look bold."""
SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
MOVING = frozenset({b"BT", b"Td", b"TD", b"Tm", b"T*", b"cm", b"q", b"Q", b"Do"})
"""Operators that show text, and those that say where."""
CONTROL = re.compile(r"[\x00-\x08\n-\x1f\x7f]+")
LIGATURES = str.maketrans(
    {"⸺": "——", "⸻": "———", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)
"""Glyphs that fonts put in place of several characters."""
UPRIGHT = 0.1
"""Slope (sine) above which text is a watermark or a stamp across the page."""

FAR = 40
"""Ems below a block from which on no block can be a cell beside it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on one height of a page, or a row of cells parted by tabs."""

    page: int
    x: float
    y: float
    size: float
    text: str
    end: float
    is_row: bool = False


def width(text: str) -> float:
    """Ems that a text takes up.

    >>> width("节水"), width("2026年")
    (2.0, 3.0)
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


class Fragments:
    """Collects what pypdf finds on one page, glyph by glyph or line by line."""

    def __init__(self, page: int, rotation: int) -> None:
        self.page = page
        self.turn = math.radians(rotation)
        self._fragments: list[Line] = []
        self._seen: dict[str, list[tuple[float, float]]] = {}
        self._moved = True
        self._placed: bool | None = None
        """Whether what is shown now was given a place; null until something is shown."""

    def operation(self, operator: bytes) -> None:
        """Notes whether text is placed or goes on where the last ended: pypdf tells only places."""
        if operator in SHOWING:
            if self._placed is None:
                self._placed = self._moved or operator not in (b"Tj", b"TJ")
            self._moved = False
        elif operator in MOVING:
            self._moved = True

    def add(
        self, text: str, matrix: Sequence[float], text_matrix: Sequence[float], size: float
    ) -> None:
        """A fragment as pypdf's text visitor gets it: its text, CTM, text matrix and font size."""
        text = CONTROL.sub("", text).translate(LIGATURES)
        if not text:
            return
        goes_on = self._placed is False and bool(self._fragments)
        self._placed = None
        place = _placed(matrix, text_matrix, self.turn)
        if place is None:
            return
        x, y, scale = place
        em = abs(size) * scale
        if not 1 <= em <= 500 or not (math.isfinite(x) and math.isfinite(y)):
            return
        if goes_on:
            x = self._fragments[-1].end
        elif text.strip() and self._printed_before(text, x, y, em):
            return
        end = x + width(text.lstrip(" ")) * em  # a space in front is pypdf's, for the gap before
        self._fragments.append(Line(self.page, x, y, em, text, end))

    def pieces(self) -> list[Line]:
        """The pieces of lines, in the order in which the page prints their first fragments."""
        found: list[tuple[int, Line]] = []
        level: list[tuple[int, Line]] = []
        middle = 0.0
        size = 0.0
        for order, fragment in sorted(enumerate(self._fragments), key=lambda item: -item[1].y):
            if level and middle - fragment.y > SAME_LINE * max(size, fragment.size):
                found.extend(_strung(level))
                level, size = [], 0.0
            level.append((order, fragment))
            if fragment.size > size:
                middle, size = fragment.y, fragment.size
        found.extend(_strung(level))
        return _flowing([piece for _, piece in sorted(found, key=lambda item: item[0])])

    def _printed_before(self, text: str, x: float, y: float, em: float) -> bool:
        places = self._seen.setdefault(text, [])
        near = OVERPRINT * em
        if any(abs(x - a) < near and abs(y - b) < near for a, b in places):
            return True
        places.append((x, y))
        return False


def _strung(level: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Fragments on one height as pieces from left to right, parted where a column ends.

    Programs print the glyphs of a line in any order, those of one font first. What is printed on
    after other things is a cell of its own where the gap is more than that of a justified line.
    """
    found: list[tuple[int, Line]] = []
    before = -1
    for order, fragment in sorted(level, key=lambda item: item[1].x):
        em = fragment.size if not found else max(found[-1][1].size, fragment.size)
        gap = fragment.x - found[-1][1].end if found else 0.0
        if not found or gap >= (COLUMN_GAP if order == before + 1 else CELL_GAP) * em:
            found.append((order, _indented(fragment)))
        else:
            first, last = found[-1]
            larger = max(last, fragment, key=lambda line: line.size)
            found[-1] = (
                min(first, order),
                replace(
                    last,
                    text=_joint(last.text, fragment.text, gap > WORD_GAP * em),
                    end=max(last.end, fragment.end),
                    size=larger.size,
                    y=larger.y,
                ),
            )
        before = order
    return found


def _joint(before: str, after: str, apart: bool) -> str:
    """Two fragments as one; the space that pypdf sets between Chinese characters is not real."""
    plain = after.lstrip(" ")
    if not apart and not before[-1:].isascii() and not plain[:1].isascii():
        return before + plain
    return before + " " * apart + after


def _flowing(pieces: list[Line]) -> list[Line]:
    """Joins a line that justification has torn apart: it ends at the margin, the next starts anew.

    A cell of a table would go on below itself instead.
    """
    right = max((piece.end for piece in pieces), default=0.0)
    found: list[Line] = []
    for i, piece in enumerate(pieces):
        last = found[-1] if found else None
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        if (
            last is not None
            and after is not None
            and abs(last.y - piece.y) < SAME_LINE * piece.size
            and piece.x > last.end
            and piece.end > right - piece.size
            and 0.8 * piece.size < piece.y - after.y < 3 * piece.size
            and after.x < min(piece.x - 2 * piece.size, last.x + 0.5 * piece.size)
        ):
            found[-1] = replace(last, text=f"{last.text} {piece.text}", end=piece.end)
        else:
            found.append(piece)
    return found


def _indented(fragment: Line) -> Line:
    """A fragment that starts a piece, with spaces in front turned into white space."""
    text = fragment.text.lstrip("\u3000 ")
    shift = fragment.text[: len(fragment.text) - len(text)].count("\u3000") * fragment.size
    return replace(fragment, text=text, x=fragment.x + shift)


def _placed(
    matrix: Sequence[float], text_matrix: Sequence[float], turn: float
) -> tuple[float, float, float] | None:
    """Place and scale of text after the page has been turned upright; null for slanted text."""
    a, b, c, d, e, f = (float(number) for number in text_matrix[:6])
    ma, mb, mc, md, me, mf = (float(number) for number in matrix[:6])
    x, y = e * ma + f * mc + me, e * mb + f * md + mf
    right_x, right_y = a * ma + b * mc, a * mb + b * md
    up_x, up_y = c * ma + d * mc, c * mb + d * md
    cos, sin = math.cos(turn), math.sin(turn)
    right_x, right_y = right_x * cos + right_y * sin, right_y * cos - right_x * sin
    length = math.hypot(right_x, right_y)
    if not length or right_x < 0 or abs(right_y) > UPRIGHT * length:
        return None
    return x * cos + y * sin, y * cos - x * sin, math.hypot(up_x, up_y)


@dataclass(slots=True)
class _Block:
    """Pieces that follow one another down the page: a column of text, or a cell of a table."""

    pieces: list[Line] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.pieces[0].y

    @property
    def bottom(self) -> float:
        return self.pieces[-1].y

    @property
    def left(self) -> float:
        return min(piece.x for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.end for piece in self.pieces)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def beside(self, other: _Block) -> bool:
        """Whether two blocks are cells of one row: apart, and level at top, bottom or middle."""
        if self.left < other.right and other.left < self.right:
            return False
        near = 0.6 * max(self.pieces[0].size, other.pieces[0].size)
        middle = (self.top + self.bottom) / 2 - (other.top + other.bottom) / 2
        return (
            min(abs(self.top - other.top), abs(self.bottom - other.bottom), abs(middle)) < near
            and len(self.text) <= CELL
            and len(other.text) <= CELL
        )


def ordered(pieces: Iterable[Line]) -> list[Line]:
    """The lines of a page from top to bottom; cells of a row share a line, parted by tabs."""
    blocks = _blocks(_trimmed(piece) for piece in pieces if piece.text.strip())
    rows = _rows(sorted(blocks, key=lambda block: -block.top))
    found: list[Line] = []
    for row in _set_beside(rows):
        found.extend(row[0].pieces if len(row) == 1 else [_row(row)])
    return found


def _rows(blocks: list[_Block]) -> list[list[_Block]]:
    """Blocks that are cells of one row put together, all others alone."""
    found: list[list[_Block]] = []
    while blocks:
        row = [blocks.pop(0)]
        for other in list(blocks):
            if other.top < row[0].bottom - FAR * row[0].pieces[0].size:
                break
            if all(cell.beside(other) for cell in row):
                row.append(other)
                blocks.remove(other)
        found.append(row)
    return found


def _set_beside(rows: list[list[_Block]]) -> list[list[_Block]]:
    """Lone pieces put beside the line of running text that stands on their height."""
    texts = [row[0] for row in rows if len(row) == 1 and len(row[0].pieces) > 1]
    kept: list[list[_Block]] = []
    for row in rows:
        lone = row[0].pieces[0] if len(row) == 1 and len(row[0].pieces) == 1 else None
        if lone is None or not any(_attached(text, lone) for text in texts):
            kept.append(row)
    return kept


def _attached(text: _Block, lone: Line) -> bool:
    """Makes a row of a lone piece and the line of `text` on its height, where there is one."""
    for i, piece in enumerate(text.pieces):
        apart = lone.x >= piece.end or piece.x >= lone.end
        if abs(piece.y - lone.y) < SAME_LINE * piece.size and apart:
            text.pieces[i] = _row([_Block([piece]), _Block([lone])])
            return True
    return False


def _row(cells: list[_Block]) -> Line:
    cells.sort(key=lambda cell: cell.left)
    first = cells[0].pieces[0]
    text = "\t".join(cell.text for cell in cells)
    top = max(cell.top for cell in cells)
    return Line(first.page, cells[0].left, top, first.size, text, cells[-1].right, is_row=True)


def _blocks(pieces: Iterable[Line]) -> list[_Block]:
    """Blocks in the order in which the page prints them."""
    found: list[_Block] = []
    for piece in pieces:
        last = found[-1].pieces[-1] if found else None
        if last is not None and _below(piece, last):
            found[-1].pieces.append(piece)
        else:
            found.append(_Block([piece]))
    return found


def _below(piece: Line, last: Line) -> bool:
    """Whether a piece goes on under the last one: lower, not far, and not beside it."""
    em = max(piece.size, last.size)
    drop = last.y - piece.y
    return 0.5 * em < drop < 4 * em and piece.x < last.end and last.x < piece.end


def _trimmed(piece: Line) -> Line:
    return replace(piece, text=re.sub(r"\s+", " ", piece.text).strip())
