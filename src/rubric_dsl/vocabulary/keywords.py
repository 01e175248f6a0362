"""The words of the language: one table, two spellings, one terminal each.

A row gives a terminal of ``grammars/rubric.lark`` its English words, its Chinese words and its symbols.
Chinese is written without spaces, so a Chinese row may guard a word by what stands before or behind it:
``与`` joins two names but not inside ``参与``. Names stop where any Chinese keyword begins
(:func:`name_pattern`); ``「…」`` quotes a name that contains one.

The first word of a row is the one that the formatter writes.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

DIGIT = "0-9０-９"
CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"


@frozen
class Keyword:
    """One terminal and how it is spelt.

    ``en`` are words (a space stands for any white space), ``zh`` are words, ``symbols`` are literal;
    ``zh_pattern`` replaces the plain alternatives of ``zh`` where a guard is needed.
    """

    terminal: str
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    zh_pattern: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every plain spelling, for suggestions."""
        return (*self.symbols, *self.en, *self.zh)


BEFORE_DIGIT = rf"(?=\s*[{DIGIT}])"
BEFORE_NUMBER = rf"(?=\s*+[-−－–]?\s*+[{DIGIT}])"
AFTER_DIGIT = rf"(?<=[{DIGIT}])"
AT_START = rf"(?<![{CJK}])"

KEYWORDS: tuple[Keyword, ...] = (
    # the frame
    Keyword("RUBRIC", ("rubric",), ("评价表",), zh_pattern=f"{AT_START}评价表"),
    Keyword("PERIOD", ("period",), ("考评期",), zh_pattern=f"{AT_START}考评期"),
    Keyword("TO", ("to",), ("至",)),
    Keyword("TOTAL", ("total",), ("总分",), zh_pattern=rf"{AT_START}总分(?=\s*+[:：]?\s*+[{DIGIT}])"),
    Keyword("PUBLISHED", ("published",), ("公布时",)),
    Keyword("ROUNDED", ("rounded",)),
    Keyword("HALF_UP", ("half up",), ("四舍五入",)),
    Keyword("HALF_EVEN", ("half even",), ("四舍六入五成双",)),
    Keyword("UP", ("up",), ("进一",)),
    Keyword("DOWN", ("down",), ("舍去尾数",)),
    Keyword("KEEPING", (), ("保留",), zh_pattern=rf"保留{BEFORE_DIGIT}"),
    Keyword("DECIMALS", ("decimals", "decimal"), ("位小数",)),
    Keyword("SOURCE", ("source",), ("依据",), zh_pattern=r"依据(?=\s*(?:[\"“]|$))"),
    Keyword("QUOTE", ("quote",), ("原文",), zh_pattern=r"原文(?=\s*(?:[\"“]|$))"),
    Keyword(
        "POINTS", ("points", "point"), ("分",), zh_pattern=f"(?:{AFTER_DIGIT}|{AFTER_DIGIT[:-1]}\\s))分(?!钟)"
    ),
    Keyword("WEIGHT", ("weight",), ("权重",), zh_pattern=rf"权重{BEFORE_DIGIT}"),
    # metrics
    Keyword("METRICS", ("metrics",), ("指标",), zh_pattern=AT_START + r"指标(?=\s*+[:：]?\s*+(?:[#＃].*)?$)"),
    Keyword("COUNT", ("count",), ("计数",), zh_pattern=r"(?<=[\s　])计数"),
    # a Chinese count noun that names its own unit: 次数 counts 次, 家次 counts 家次
    Keyword(
        "COUNT_NOUN",
        (),
        ("次数", "家次", "家数", "个数", "人数", "项数", "件数", "户数", "篇数", "人次"),
        zh_pattern=r"(?<=[\s　])(?:次数|家次|家数|个数|人数|项数|件数|户数|篇数|人次)",
    ),
    Keyword("YES_NO", ("yes/no",), ("是否",), symbols=(), zh_pattern=r"(?<=[\s　])是(?:[/／]?否)"),
    Keyword("MARK", ("mark",), ("评分",), zh_pattern=r"(?<=[\s　])评分"),
    Keyword("AMOUNT", ("amount",), ("数额",), zh_pattern=r"(?<=[\s　])数额"),
    Keyword("NUMBER_KIND", ("number",), ("数值",), zh_pattern=r"(?<=[\s　])数值"),
    Keyword("FROM", ("from",), ("从",), zh_pattern=rf"从{BEFORE_NUMBER}"),
    Keyword("ONWARD", (), ("起",), zh_pattern=f"(?<=[{DIGIT}%％])起"),
    Keyword("JUDGED_BY", ("judged by",), ("评定方",), zh_pattern=r"(?:由|评定方)(?=\s*[\"“])"),
    # rules
    Keyword(
        "ARROW",
        (),
        ("得",),
        ("→", "->", "=>", "⇒"),
        zh_pattern=rf"(?:的?[，,]?得|满分|基础分){BEFORE_NUMBER}",
    ),
    Keyword("OTHERWISE", ("otherwise",), ("否则",)),
    Keyword("NO_POINTS", (), ("不得分",), zh_pattern=r"(?<=否则)[，,]?不得分"),
    Keyword(
        "FAILING",
        (),
        ("未完成不得分",),
        zh_pattern=r"未(?:完成|达到|达标|建成|开展)的?[，,]?不得分",
    ),
    Keyword(
        "PROPORTION",
        ("in proportion",),
        ("未完成的按比例扣分", "按比例计分", "按比例扣分", "按比例得分"),
        zh_pattern=r"(?:未(?:完成|达到|达标)的?|不足的?)?[，,]?按比例(?:扣分|计分|得分)",
    ),
    Keyword("PRO_RATA", (), ("按比例",), zh_pattern=r"按比例(?=[减扣加])"),
    Keyword("PER", ("per",)),
    Keyword("EACH", (), ("每",)),
    Keyword("EACH_MISSING", (), ("每少",)),
    Keyword("MISSING", ("missing",)),
    Keyword("FULL", ("full",), ("满",), zh_pattern=rf"(?<![不未])满{BEFORE_DIGIT}"),
    Keyword("STARTED", ("started",)),
    Keyword("SHORT_OF", (), ("不足",), zh_pattern=rf"不足{BEFORE_DIGIT}"),
    Keyword("COUNTS_AS", (), ("按",), zh_pattern=rf"的?按{BEFORE_DIGIT}"),
    Keyword("COUNTED", (), ("计",), zh_pattern=r"计(?=\s*(?:[,，;；。#＃]|$))"),
    Keyword("DEDUCT", (), ("减", "扣"), zh_pattern=rf"(?:扣减|扣除|减去|扣|减){BEFORE_DIGIT}"),
    Keyword("ADD", (), ("加",), zh_pattern=rf"加{BEFORE_DIGIT}"),
    Keyword("CAPPED", ("capped",), ("扣完为止", "封顶")),
    Keyword(
        "AT_MOST",
        ("at most",),
        ("累计不超过", "最高", "最多"),
        zh_pattern=rf"(?:(?:累计|合计)(?:得分)?不超过|最高得?|最多得?|得分不超过){BEFORE_DIGIT}",
    ),
    Keyword("IN_ALL", ("in all",)),
    Keyword("AT_LEAST", ("at least",), ("最低",), zh_pattern=rf"(?:最低得?|得分不低于){BEFORE_NUMBER}"),
    Keyword("BELOW_ZERO", ("may go below 0", "may go below zero"), ("扣分不设下限", "可为负分")),
    # gates and conditions
    Keyword("ONLY_IF", ("only if",), ("仅当",)),
    Keyword("NOTHING_IF", ("nothing if",)),
    Keyword("NOTHING", (), ("不得分",), zh_pattern=r"的?\s*+[，,]?\s*+(?:该项)?不得分"),
    Keyword("AND", ("and",), ("且", "并且"), zh_pattern=r"[，,]?(?:并且|且)"),
    Keyword("OR", ("or",), ("或", "或者"), zh_pattern=r"[，,]?(?:或者|或)"),
    Keyword(
        "NOT",
        ("not",),
        ("未", "未开展"),
        zh_pattern=r"未(?!来)(?:开展|参加|完成|建设|建成|发布|举办|制定)?",
    ),
    # 以上 alone leaves the edge open: the checker offers both readings
    Keyword(
        "REACHED",
        (),
        ("及以上", "以上（含）", "以上"),
        zh_pattern=r"(?:及以上|[（(]含[）)]以上|以上[（(]包?含[^）)]{0,8}[）)]|以上[（(]不含[^）)]{0,4}[）)]|以上)",
    ),
    Keyword(
        "WITHIN",
        (),
        ("及以下", "以下（含）", "以内", "以下"),
        zh_pattern=r"(?:及以下|以内|以下[（(]含[^）)]{0,4}[）)]|以下[（(]不含[^）)]{0,4}[）)]|以下)",
    ),
    Keyword("COMES_TO", (), ("达", "达到"), zh_pattern=r"(?<![发到送])达到?(?!标)"),
    Keyword(
        "COMPARE",
        (),
        (
            "不少于",
            "不低于",
            "不小于",
            "大于等于",
            "超过",
            "大于",
            "多于",
            "高于",
            "不超过",
            "不多于",
            "不大于",
            "不高于",
            "小于等于",
            "少于",
            "低于",
            "小于",
        ),
        ("≥", ">=", "＞＝", "≤", "<=", "＜＝", ">", "＞", "<", "＜"),
    ),
    # arithmetic
    Keyword("PLUS", (), (), ("+", "＋")),
    Keyword("MINUS", (), (), ("−", "-", "－", "–")),
    Keyword("TIMES", (), (), ("×", "*", "＊")),
    Keyword("DIVIDE", (), (), ("/", "÷", "／")),
    Keyword("PERCENT", (), (), ("%", "％")),
    Keyword("OF", ("of",)),
    Keyword("THE", (), ("的",), zh_pattern=rf"的{BEFORE_DIGIT}"),
    Keyword(
        "WITH",
        (),
        ("与", "和"),
        zh_pattern=r"(?:(?<!参)与(?![会度])|(?<![共饱缓平温调总之])和(?![谐平睦解]))",
    ),
    Keyword("SUMMED", (), ("之和",)),
    # groups
    Keyword("JUDGED", ("judged",), ("评定",), zh_pattern=r"评定(?=\s*[:：])"),
    Keyword("FOR_EACH", ("for each of", "for each"), ()),
    Keyword("EACH_BELOW", (), ("下列每类各",), zh_pattern=rf"下列每[类项个]各{BEFORE_DIGIT}"),
    # punctuation
    Keyword("COMMA", (), (), (",", "，", ";", "；")),
    Keyword("ENUM", (), (), ("、",)),
    Keyword("COLON", (), (), (":", "：")),
    Keyword("IS", (), (), ("=", "＝")),
    Keyword("LPAR", (), (), ("(", "（")),
    Keyword("RPAR", (), (), (")", "）")),
)

BY_TERMINAL = {keyword.terminal: keyword for keyword in KEYWORDS}


def _english(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split()) + r"(?![\w])"


def pattern(keyword: Keyword) -> str:
    """The regular expression of one terminal, longest spelling first."""
    parts = [re.escape(symbol) for symbol in sorted(keyword.symbols, key=len, reverse=True)]
    parts += [_english(words) for words in sorted(keyword.en, key=len, reverse=True)]
    if keyword.zh_pattern:
        parts.append(keyword.zh_pattern)
    else:
        parts += [re.escape(words) for words in sorted(keyword.zh, key=len, reverse=True)]
    return "|".join(parts)


@cache
def chinese_stop() -> str:
    """One expression that matches wherever some Chinese keyword begins."""
    parts = [k.zh_pattern or "|".join(map(re.escape, k.zh)) for k in KEYWORDS if k.zh]
    return "|".join(f"(?:{part})" for part in parts)


@cache
def name_pattern() -> str:
    """A name in one script: Latin letters, digits and ``_``; or Chinese up to the next keyword."""
    latin = rf"(?:(?![{CJK}])[^\W\d])(?:(?![{CJK}])\w)*"
    chinese = rf"(?:(?!{chinese_stop()})[{CJK}])+"
    return f"{latin}|{chinese}"


@cache
def terminals() -> str:
    """The keyword terminals as Lark grammar text, to stand behind ``grammars/rubric.lark``."""

    def regexp(text: str) -> str:
        return "/" + re.sub(r"(?<!\\)/", r"\\/", text) + "/"

    rows = []
    for keyword in KEYWORDS:
        # a word that begins another (每 and 每少, 且 behind a comma) must not win: longer rows go first
        longest = max((len(s) for s in keyword.spellings), default=1)
        priority = 10 + longest + (20 if keyword.terminal in LOOKS_BACK else 0)
        rows.append(f"{keyword.terminal}.{priority}: {regexp(pattern(keyword))}")
    rows.append(f"NAME.1: {regexp(name_pattern())}")
    return "\n".join(rows) + "\n"


LOOKS_BACK = frozenset({"AND", "OR", "NOTHING", "NO_POINTS", "FAILING", "PROPORTION", "ARROW"})
"""Rows whose pattern may swallow a particle or comma in front of the word; they are tried first."""


def shortest_first(terminal: str, lang: str) -> str:
    """How the formatter spells a terminal in a language; symbols serve both."""
    keyword = BY_TERMINAL[terminal]
    words = keyword.zh if lang == "zh" else keyword.en
    return (words or keyword.symbols or keyword.en or keyword.zh)[0]


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(chinese_stop())


def keyword_within(text: str, start: int, end: int) -> str | None:
    """The first Chinese keyword that begins in a stretch of text, or None."""
    for position in range(start, end):
        found = _stop().match(text, position)
        if found:
            return found.group()
    return None
