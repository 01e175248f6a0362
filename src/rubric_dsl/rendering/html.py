"""An account as one HTML page that needs nothing else: no script, no font, no picture from outside.

In comes an account, out goes a whole document for a phone, a desktop or paper, in the light or dark of
the reader's choice. The page itself is ``templates/account.html.j2`` with ``templates/account.css``; this
module lays the figures out for it. Jinja escapes every text; an undefined name is an error, never a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from rubric_dsl.explanation.account import Account
from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.rendering.harmless import harmless
from rubric_dsl.rendering.numerals import APPROXIMATE, brief, change, negative, share
from rubric_dsl.rendering.outline import (
    LARGEST_LOSSES,
    Branch,
    composition,
    loss_on_total,
    losses,
    reasons,
    shortened,
    tree,
    walk,
)
from rubric_dsl.rendering.wording import words

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"

_NO_ANCHOR = re.compile(r"[^\w-]+")


@frozen
class Slice:
    """One top-level part in the bar of the total, in percent of its length."""

    start: float
    given: float
    whole: float


def as_html(account: Account) -> str:
    """The account as one self-contained HTML document."""
    account = harmless(account)
    branches = tree(account)
    return _template().render(
        account=account,
        t=words(account),
        branches=branches,
        losses=losses(branches, LARGEST_LOSSES),
        slices=_slices(branches, account.max),
        anchors=_anchors(branches),
        less=account.better == "less",
        weighs=any(branch.line.weighted != branch.line.points for branch in walk(branches)),
        lost=str(Fraction(account.max) - Fraction(account.total or 0)),
        shortened=shortened(account),
        reasons=reasons(account, words(account)),
        css=(TEMPLATES / "account.css").read_text(encoding="utf-8"),
    )


@cache
def _template() -> Template:
    # Jinja takes longer to import than most accounts take to render; only HTML needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "brief": brief,
        "change": change,
        "negative": negative,
        "shown": shown,
        "percent": percent,
    }
    environment.globals |= {
        "share": share,
        "branch_id": id,
        "composition": composition,
        "loss_on_total": loss_on_total,
        "approximate": lambda *figures: any(APPROXIMATE in brief(figure) for figure in figures),
    }
    return environment.get_template("account.html.j2")


def _anchors(branches: Iterable[Branch]) -> dict[int, str]:
    """A link target for every branch, from its path; a number is added where two would be the same."""
    taken: set[str] = set()
    anchors: dict[int, str] = {}
    for number, branch in enumerate(walk(branches)):
        anchor = "at-" + _NO_ANCHOR.sub("-", branch.line.path)
        anchor = f"{anchor}-{number}" if anchor in taken else anchor
        taken.add(anchor)
        anchors[id(branch)] = anchor
    return anchors


def _slices(branches: Iterable[Branch], most: str) -> list[Slice]:
    slices, start = [], 0.0
    for branch in branches:
        whole = share(branch.line.weighted_max, most)
        given = share(branch.line.weighted, most)
        slices.append(Slice(round(start, 3), min(given, whole), whole))
        start += whole
    return slices
