"""Whether the time that a text takes grows as its length does."""

import time
from collections.abc import Callable


def twice_as_long(read: Callable[[str], object], piece: str, length: int) -> float:
    """How many times the processor time for a text one of double its length takes."""

    def cost(times: int) -> float:
        texts = [piece * times + "。" * number for number in range(2)]
        spent = []
        for text in texts:
            start = time.process_time()
            read(text)
            spent.append(time.process_time() - start)
        return min(spent)

    times = length // len(piece)
    return cost(2 * times) / max(cost(times), 0.001)
