"""What generated array code calls besides NumPy's own operations. Everything is exact.

Comes in and goes out: arrays of whole numbers of one type.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubric_dsl.plan.inexact import whole_logarithm, whole_root

Array = NDArray[Any]
EXACT_IN_FLOAT = 1 << 53
"""Below this, the quotient of two whole numbers as a 64-bit float is on the right side of every whole number:
above / below is either whole, and then exact, or at least 1 / below away from the next whole number, and the
float is off by less than that."""


def quotient(above: Any, below: Any, kind: Any, out: Array | None = None) -> Array:
    """⌊above / below⌋ of numbers below :data:`EXACT_IN_FLOAT` that are not negative; three times as fast as a
    division of whole numbers."""
    found = np.true_divide(above, below)
    if out is None:
        made: Array = found.astype(kind)
        return made
    np.copyto(out, found, casting="unsafe")
    return out


def root(values: Any, degree: int, kind: Any) -> Array:
    """The floor of a root, of numbers that are not negative."""
    values = np.asarray(values)
    if degree == 2 and values.dtype.itemsize <= 4:
        # the square root of a whole number below 2^31 as a float: its floor is right, as 2^26 is far away
        floors: Array = np.sqrt(values.astype(np.float64)).astype(kind)
        return floors
    return _of_each(values, lambda value: whole_root(value, degree), kind)


def logarithm(above: Any, below: Any, base: Any, up: int, down: int, kind: Any) -> Array:
    """The floor of a logarithm in units of up/down."""
    above, below = np.broadcast_arrays(np.asarray(above), np.asarray(below))
    pairs, places = np.unique(np.stack([above.ravel(), below.ravel()], axis=-1), axis=0, return_inverse=True)
    found = [whole_logarithm(int(first), int(second), base, up, down) for first, second in pairs]
    return np.array(found, kind)[places.reshape(above.shape)]


def _of_each(values: Array, function: Any, kind: Any) -> Array:
    """A function of Python's whole numbers, worked out once for each different value."""
    different, places = np.unique(values, return_inverse=True)
    return np.array([function(int(value)) for value in different], kind)[places.reshape(values.shape)]


def before(own: Any, ends: Array, from_above: bool, kind: Any) -> Array:
    """How many of sorted whole numbers come before one's own: below it, or above it."""
    if from_above:
        found: Array = len(ends) - np.searchsorted(ends, own, "right")
    else:
        found = np.asarray(np.searchsorted(ends, own, "left"))
    made: Array = found.astype(kind)
    return made
