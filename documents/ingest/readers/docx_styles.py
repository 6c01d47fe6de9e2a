"""What the styles of a .docx say of a paragraph: its list, and whether it is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off"})
DEEPEST = 20
"""Styles that one may be based on."""


def value(element: etree._Element, name: str) -> str:
    """The `w:val` of a child, empty where it has none."""
    child = element.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a switch such as `w:vanish` is set; null where the properties leave it open."""
    child = None if properties is None else properties.find(W + name)
    return None if child is None else child.get(f"{W}val", "1") not in OFF


class Styles:
    """Styles by their id; each is asked together with those that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else root.iterchildren(f"{W}style")
        self.by_id = {element.get(f"{W}styleId", ""): element for element in elements}
        self.default = next(
            (
                name
                for name, element in self.by_id.items()
                if element.get(f"{W}type") == "paragraph"
                and element.get(f"{W}default", "0") not in OFF
            ),
            "",
        )

    def hides(
        self, properties: etree._Element | None, kind: str, *, own: bool = True
    ) -> bool | None:
        """Whether run (`rStyle`) or paragraph (`pStyle`) properties hide text; null: left open.

        With `own` false only the style is asked: a paragraph's own switch is about its end mark.
        """
        if properties is None:
            return None
        found = is_on(properties, "vanish") if own else None
        for style in self._chain(value(properties, kind)):
            if found is not None:
                break
            found = is_on(style.find(f"{W}rPr"), "vanish")
        return found

    def numbering(
        self, paragraph: etree._Element, level_of_style: Callable[[str, str], int | None]
    ) -> tuple[str, int]:
        """`numId` and level of a paragraph, its own or its style's; an empty id for none."""
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else value(properties, "pStyle")
        own = None if properties is None else properties.find(f"{W}numPr")
        level = "" if own is None else value(own, "ilvl")
        number = "" if own is None else value(own, "numId")
        for element in () if number else self._chain(style or self.default):
            inherited = element.find(f"{W}pPr/{W}numPr")
            if inherited is None:
                continue
            level = level or value(inherited, "ilvl")
            number = value(inherited, "numId")
            if number:
                linked = level_of_style(number, element.get(f"{W}styleId", ""))
                return number, linked if linked is not None else whole(level)
        return ("", 0) if number in ("", "0") else (number, whole(level))

    def number_of_style(self, name: str) -> str:
        """The `numId` of a list style."""
        style = self.by_id.get(name)
        found = None if style is None else style.find(f"{W}pPr/{W}numPr")
        return "" if found is None else value(found, "numId")

    def _chain(self, name: str) -> Iterator[etree._Element]:
        for _ in range(DEEPEST):
            style = self.by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def whole(text: str) -> int:
    """A level as written, 0 for what is no small number."""
    return int(text) if text.isdecimal() and len(text) < 3 else 0
