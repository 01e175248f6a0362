"""Grades that only so many may have, in words: how many places there are, and whether a subject has one.

Comes in: how a quota fell out, where a subject stands, the grade that came of it. Goes out: a sentence.
"""

from __future__ import annotations

from rubric_dsl.explanation.figures import exact, percent, shown
from rubric_dsl.plan.quotas import Edge, Standing
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax.spelling.rounding import MODES


def told(edge: Edge, standing: Standing, label: str, instead: str | None, lang: Language) -> str:
    """How a quota fell out for a subject; ``instead``: the grade that it got, if there was no room."""
    first = edge.before(standing) + 1
    last = first + max(edge.equal(standing), 1) - 1
    on_edge = first <= edge.places < last
    reach = max(len(edge.standings), last)
    if lang == "zh":
        where = f"第{first}" if first == last else f"并列第{first}至{last}"
        said = f"{label}名额{edge.places}个{_whole_zh(edge)}；达到的{reach}个对象中排{where}"
        if on_edge:
            said += "，末位并列，" + ("计入" if instead is None else "不计入")
        return said if instead is None else f"{said}，故为{instead}"
    where = f"place {first}" if first == last else f"places {first} to {last}"
    said = f"{label} has {edge.places} place{'' if edge.places == 1 else 's'}{_whole(edge)}; "
    said += f"{where} of the {reach} who reach it"
    if on_edge:
        said += ", equal on the edge, " + ("all kept" if instead is None else "all left out")
    return said if instead is None else f"{said}, so {instead}"


def undecided(label: str, lang: Language) -> str:
    """The grade of a subject that was not seen among all, as far as it is known."""
    return f"达到{label}，须在全体中评定" if lang == "zh" else f"reaches {label}, decided among all"


def limited(label: str, places: str, among: bool, lang: Language) -> str:
    """Why the grade of a subject is not decided."""
    if lang == "zh":
        why = "有的对象数据有误，名额未定" if among else "这里只评一个对象"
        return f"{label}{places}，{why}"
    why = "some subjects have mistakes" if among else "only one subject is seen here"
    return f"{label} is for {places}, and {why}"


def _share(edge: Edge) -> str:
    return percent(exact(edge.quota.said.share or 0))


def _whole(edge: Edge) -> str:
    """`` (20% of 13 subjects = 2.6, rounded down)``"""
    said = edge.quota.said
    above = f"less {edge.above} with a better grade" if said.above else ""
    if said.share is None:
        return f" ({said.count} {above})" if above else ""
    parts = [
        f"{_share(edge)} of {edge.size} subject{'' if edge.size == 1 else 's'} = {shown(exact(edge.share))}"
    ]
    parts += [f"rounded {said.mode}", above]
    return f" ({', '.join(filter(None, parts))})"


def _whole_zh(edge: Edge) -> str:
    said = edge.quota.said
    above = f"减去以上等级{edge.above}个" if said.above else ""
    if said.share is None or said.mode is None:
        return f"（{said.count}个{above}）" if above else ""
    parts = [f"{edge.size}个对象的{_share(edge)}为{shown(exact(edge.share))}", MODES[said.mode], above]
    return f"（{'，'.join(filter(None, parts))}）"
