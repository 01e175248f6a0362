"""Signs of arithmetic, and the words that stand for them.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("PLUS", (), (), ("+", "＋")),
    Keyword("MINUS", (), (), ("−", "-", "－", "–")),
    Keyword("TIMES", (), (), ("×", "*", "＊")),
    Keyword("DIVIDE", (), (), ("/", "÷", "／")),
    Keyword("POWER", (), (), ("^", "＾")),
    Keyword("LOG_10", ("log10",)),
    Keyword("LOG_E", ("ln",)),
    Keyword("PERCENT", (), (), ("%", "％")),
    Keyword("OF", ("of",)),
    Keyword("THE", (), ("的",), zh_pattern=rf"的(?=\s*满?\s*[{DIGIT}])"),
    Keyword(
        "WITH",
        (),
        ("与", "和"),
        zh_pattern=r"(?:(?<!参)与(?![会度])|(?<![共饱缓平温调总之])和(?![谐平睦解]))",
    ),
    Keyword("SUMMED", (), ("之和",)),
)
