"""The fixed words around an account: headings, column names, separators.

The account brings its own sentences, already in one language; these are the labels that a page puts
before them. One module per language holds them: :mod:`.wording_en` and :mod:`.wording_zh`.
"""

from __future__ import annotations

from attrs import frozen

from rubric_dsl.explanation.account import Account


@frozen(kw_only=True)
class Words:
    """Every label that a rendering writes, in one language."""

    html_lang: str
    """The tag for HTML: ``en``, ``zh-Hans``."""
    document: str
    total: str
    of_max: str
    """Behind the total, with ``{max}``."""
    lost_in_all: str
    """Beside the total, with ``{lost}``; where less is better, that it is."""
    exact: str
    published: str
    period: str
    period_range: str
    """With ``{first}`` and ``{last}``."""
    rubric: str
    fingerprint: str
    excluded: str
    excluded_note: str
    """What the lines of an excluded subject are worth."""
    reason: str
    grade: str
    reasons: str
    no_reasons: str
    cohort: str
    """Before what was worked out of all subjects together."""

    overview: str
    where: str
    where_note: str
    more: str
    """The smaller losses together, with ``{count}``."""
    one_more: str
    nothing_lost: str
    how_total: str

    section: str
    criterion: str
    points: str
    max: str
    lost: str
    weight: str
    on_total: str
    off_total: str
    """The column of losses on the total."""
    points_of_max: str
    weighs: str
    """What a node is on the total, with ``{part}`` and ``{whole}``."""
    takes: str
    """What a loss is on the total, with ``{loss}``."""

    made_of: str
    rule: str
    observed: str
    worked: str
    why: str
    cap: str
    gate: str
    effect: str
    """A limit or a factor that acted."""
    source: str
    place: str
    next: str
    approximate: str

    colon: str
    semicolon: str
    open_note: str
    close_note: str
    quoted: str
    """A quotation, with ``{quote}``."""


def words(account: Account) -> Words:
    """The labels of an account's language; where less is better, those that do not speak of losses."""
    less = account.better == "less"
    if account.lang == "zh":
        from rubric_dsl.rendering.wording_zh import ZH, ZH_LESS

        return ZH_LESS if less else ZH
    from rubric_dsl.rendering.wording_en import EN, EN_LESS

    return EN_LESS if less else EN
