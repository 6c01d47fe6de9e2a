"""Runs of cells and names, one a line, that belong together as one table or list of names."""

from __future__ import annotations

from itertools import groupby

from documents.text.outline.paragraphs import Paragraph
from documents.text.outline.tree import PLAIN, Unit

_FEWEST = 6
"""So many short lines in a row are no sentences but cells."""

_LONGEST = 40


def join_cells(unit: Unit) -> None:
    """Make one unit of each run of cells in the tree under `unit`, in place."""
    children: list[Unit] = []
    for is_cell, run in groupby(unit.children, _is_cell):
        units = list(run)
        if is_cell and len(units) >= _FEWEST:
            first, last = units[0].paragraph, units[-1].paragraph
            children.append(Unit(PLAIN, Paragraph(first.start, last.end, first.text, None), unit))
        else:
            children += units
    unit.children = children
    for child in children:
        join_cells(child)


def _is_cell(unit: Unit) -> bool:
    """A short line with neither a label nor the punctuation of a sentence."""
    paragraph = unit.paragraph
    if unit.kind != PLAIN or unit.children or paragraph.label or paragraph.quoted:
        return False
    return paragraph.is_title_like and len(paragraph.text) <= _LONGEST
