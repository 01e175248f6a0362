"""What is thrown inside the binding of one rule: something in it has no meaning.

Caught where the rule begins; the diagnostic is noted before.
"""

from __future__ import annotations


class Unbound(Exception):
    """Something inside could not be bound; the diagnostic is already noted."""
