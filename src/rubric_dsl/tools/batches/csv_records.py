"""Bytes of comma-separated text → where its records end, as far as that can be told without reading each.

A quotation mark means something only at the edge of a cell. Where all of them stand there, a line end is the
end of a record exactly if the quotation marks before it are even in number; anything else is read with care,
record by record.

>>> end_of_records(b'a,b\\n1,"x\\ny"\\n2,"', ord(","))
12
"""

from __future__ import annotations

import numpy as np

_QUOTE, _FEED, _RETURN = 34, 10, 13


def end_of_records(text: bytes, delimiter: int, whole: bool = False) -> int | None:
    """How many of the bytes, which begin with a record, are whole records; None where that takes care.

    ``whole``: nothing follows them.
    """
    if text.count(b"\r") != text.count(b"\r\n") + text.endswith(b"\r") or (text.endswith(b"\r") and whole):
        return None
    end = len(text) if whole else text.rfind(b"\n") + 1
    if b'"' not in text[:end]:
        return end
    every = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(every[:end] == _QUOTE)
    if len(quotes) % 2:
        if whole:
            return None
        # the last cell is still open: back to the record that it is in
        end = text.rfind(b"\n", 0, int(quotes[-1])) + 1
        quotes = quotes[quotes < end]
        if len(quotes) % 2:
            return None
    edge = np.zeros(256, bool)
    edge[[_QUOTE, _FEED, _RETURN, delimiter]] = True
    padded = np.concatenate(([np.uint8(_FEED)], every[:end], [np.uint8(_FEED)]))
    at_edges = edge[padded[quotes[::2]]].all() and edge[padded[quotes[1::2] + 2]].all()
    return end if at_edges else None


def has_blank_lines(text: bytes) -> bool:
    """Whether a line is empty, in whole records that end in a line end or in the end of the text."""
    return text.startswith((b"\n", b"\r\n")) or b"\n\n" in text or b"\n\r\n" in text
