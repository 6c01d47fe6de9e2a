"""Chinese and Arabic numerals as they stand in ordinals, dates and labels."""

ZEROS = "零〇○◯ＯOoоОο"
"""Zero as it is written, typed and misread: 二〇二四, 二○○七, 二ＯＯ七, 二OO七."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys(ZEROS, 0) | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}

NUMERAL = rf"(?:[0-9０-９]{{1,9}}|[{ZEROS}一二三四五六七八九十百千两廿卅0０]{{1,12}})"
"""A regular expression for what `parse_numeral` reads."""


def parse_numeral(text: str) -> int | None:
    """The value of 12, １２, 十二, 二十, 一百零三, 二〇二四; null when it is none of these.

    >>> [parse_numeral(t) for t in ("12", "１２", "十二", "二十", "一百零三", "二〇二四", "第")]
    [12, 12, 12, 20, 103, 2024, None]
    >>> [parse_numeral(t) for t in ("二00七", "二OO七", "卅一", "百", "十十")]
    [2007, 2007, 31, 100, None]
    """
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if all(c in DIGITS or c.isdecimal() for c in text):
        return int("".join(str(DIGITS[c]) if c in DIGITS else str(int(c)) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """Read digits and units whose sizes fall: 一百零三, 二十, 廿一."""
    total = 0
    digit: int | None = None
    last = 10_000
    for c in text:
        if c in DIGITS or c.isdecimal():
            if digit:
                return None
            digit = DIGITS[c] if c in DIGITS else int(c)
            continue
        unit = UNITS.get(c)
        if unit is None or unit >= last or (unit in (20, 30) and digit):
            return None
        total += unit if unit in (20, 30) else (digit or 1) * unit
        digit, last = None, 10 if unit in (20, 30) else unit
    return total + (digit or 0)


def spelt(number: int) -> str:
    """A number below 1,000 in the characters of ordinals.

    >>> [spelt(n) for n in (2, 10, 12, 20, 103, 110, 215)]
    ['二', '十', '十二', '二十', '一百零三', '一百一十', '二百一十五']
    """
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    joint = "" if not rest else "零" if rest < 10 else "一" if rest < 20 else ""
    return f"{digits[hundreds]}百{joint}{spelt(rest) if rest else ''}"
