"""English sentences for what an engine cannot be asked for: RB065x."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_WHY = {
    "too large": "no whole-number type of {dialect} is sure to hold what is worked out here",
    "list": "“{metric}” is a list, and the query for {dialect} reads no lists",
    "text": "{dialect} compares text by its own rules, and “{metric}” is a choice of texts",
    "quota": "only so many subjects may have this grade, which a query for {dialect} does not share out",
    "ratio": "what is compared here is a ratio of each subject's own, which {dialect} has no whole numbers for",
    "logarithm": "this logarithm has more steps than a query for {dialect} can write out",
    "name": "{dialect} cuts names to {longest} bytes, and “{name}” is longer",
}
_HELP = {
    "too large": "give the metrics ranges that are nearer to what can be (`count 0 to 1000`), or ask an engine with a wider type",
    "list": "`rubric.score_table` scores tables with lists",
    "text": "ask an engine that tells all texts apart, or score the table with `rubric.score_table`",
    "quota": "`rubric.score_table` shares out the grades among all subjects of a table",
    "ratio": "`rubric.score_table` compares ratios too",
    "logarithm": "give the metric a range, round to larger units, or score the table with `rubric.score_table`",
    "name": "give it a shorter id: `id = 「the long name」`",
}

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0652": (lambda f: _WHY[f["why"]].format(**f), lambda f: _HELP[f["why"]].format(**f)),
    "RB0653": (
        lambda f: f"“{f['metric']}” ({f['kind']}) is not read from a column of the type {f['type']}",
        lambda f: f"convert the column; it can be read as {' or '.join(f['known'])}",
    ),
    "RB0654": ("a row cannot be scored by a query: {reason}", 'keep it, with its reason: `errors="keep"`; tables in memory take every value'),
}  # fmt: skip
