"""Chinese and Arabic numerals as they stand in ordinals, dates and labels."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}


def parse_numeral(text: str) -> int | None:
    """The value of 12, １２, 十二, 二十, 一百零三, 二〇二四; null when it is none of these.

    >>> [parse_numeral(t) for t in ("12", "１２", "十二", "二十", "一百零三", "二〇二四", "第")]
    [12, 12, 12, 20, 103, 2024, None]
    """
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in ("廿", "卅"):
            total += UNITS[c]
        elif c in UNITS:
            total += (digit or 1) * UNITS[c]
            digit = 0
        else:
            return None
    return total + digit
