"""What a broken line was meant to be: a head, and the names that it would have declared.

Later stages are not to miss what stands in a line that could not be read; here is guessed what that is.
"""

from __future__ import annotations

import difflib
import re

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.shape import KIND, WORD, without_comment
from rubric_dsl.syntax.tree import ANY_NAME
from rubric_dsl.vocabulary.keywords import name_pattern

_HEADS = {"rubric": "rubric_head", "评价表": "rubric_head", "metrics": "metrics_head", "指标": "metrics_head"}


def names_declared(text: str) -> set[str]:
    """The names that a broken heading seems to declare: its first word and the one behind ``=``."""
    said = without_comment(text)
    if not re.search(r"[:：(（]", said):
        return set()
    words = [word.group().strip("「」`") for word in WORD.finditer(re.split("[:：]", said)[0])]
    found = set(words[:1])
    equals = re.search(r"[=＝]\s*", said)
    if equals:
        after = WORD.match(said, equals.end())
        if after:
            found.add(after.group().strip("「」`"))
    name = re.match(rf"\s*({name_pattern()})", said)
    if name:
        found.add(name.group(1))
    return found


def _words_of(text: str) -> set[str]:
    """Every word of a broken metric: any of them may be its name, its unit or its singular."""
    said = without_comment(text)
    names = re.findall(name_pattern(), said)
    return {*names, *re.findall(r"\w+", said), *(word.strip("「」`") for word in WORD.findall(said))}


def names_lost(text: str, mistake: Diagnostic | None) -> set[str]:
    """The names that a broken metric may declare; ANY_NAME where it lacks one."""
    found = _words_of(text)
    nameless = re.match(rf"\s*(?:[=＝]|{KIND})", text)
    if nameless or (mistake is not None and "NAME" in str(mistake.facts.get("expected", ""))):
        found.add(ANY_NAME)
    if mistake is not None and mistake.code == "RB0125":
        found.add(str(mistake.facts["name"]).strip("「」"))
    return found


def guess_head(line: LogicalLine) -> str:
    """What a broken line at the margin most looks like."""
    if line.shape == "heading":
        return "heading"
    first = WORD.search(line.text)
    if first:
        alike = 0.7 if first.group().isascii() else 0.6  # `rubrik` is `rubric`, `public` is not
        near = difflib.get_close_matches(first.group(), list(_HEADS), n=1, cutoff=alike)
        if near:
            return _HEADS[near[0]]
    below = [child.shape for child in line.children]
    if below and below.count("metric") == len(below):
        return "metrics_head"
    return "rubric_head" if "about" in below else "heading"
