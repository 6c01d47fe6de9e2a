"""Whether the time that a text takes grows as its length does."""

import time
from collections.abc import Callable

TIMES = 4
"""A text four times as long takes four times as long to read, or sixteen times if quadratic."""

LIMIT = 9


def growth(read: Callable[[str], object], piece: str, length: int) -> float:
    """How many times the processor time for a text one of `TIMES` its length takes."""

    def cost(count: int) -> float:
        spent = []
        for number in range(3):
            text = piece * count + "。" * number
            start = time.process_time()
            read(text)
            spent.append(time.process_time() - start)
        return min(spent)

    count = length // len(piece)
    return cost(TIMES * count) / max(cost(count), 0.001)
