"""Words of steps that depend on a condition, on which one it is, or on how many there were before.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import BEFORE_DIGIT, DIGIT, Keyword

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

ROWS: tuple[Keyword, ...] = (
    Keyword(
        "EACH_HELD",
        (),
        ("每有一项", "每满足一项", "每具备一项", "各"),
        zh_pattern=rf"(?:每(?:有|满足|具备)[一1１]项|各(?=[加减扣]\s*[{DIGIT}]))",
    ),
    Keyword("NTH", tuple(f"for the {word}" for word in ORDINALS), ("第",), zh_pattern=f"第{BEFORE_DIGIT}"),
    Keyword("FURTHER", ("for each further",), ("以后每", "此后每", "其余每")),
    Keyword("EACH_MORE", (), ("每多",), zh_pattern=f"每多{BEFORE_DIGIT}"),
    Keyword("EACH_TWICE", ("each twice the last",), ("逐次加倍",)),
    Keyword("SUM_TWICE", ("the sum doubling",), ("总额加倍",)),
    Keyword("DOUBLING", ("doubling",), ("加倍",)),
)
