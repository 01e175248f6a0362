"""Words of lists: how a metric says that it is one.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("LIST", ("list of",), ("清单",), zh_pattern=r"(?<=[\s　])清单"),
    Keyword("TEXT", ("text",), ("文本",), zh_pattern=r"(?<=[\s　])文本"),
    Keyword("SUM_OF", ("sum of",)),
    Keyword("COUNT_OF", ("count of",)),
    Keyword("LEAST_OF", ("least of",)),
    Keyword("GREATEST_OF", ("greatest of",)),
    Keyword("MEAN_OF", ("mean of",)),
    Keyword("MEDIAN_OF", ("median of",)),
    Keyword("BEST", ("best",), ("最高",), zh_pattern=rf"最高的?(?=\s*+[{DIGIT}]+\s*+[项个])"),
    Keyword("OVER", ("over",)),
    Keyword("WHERE", ("where",), ("仅计",)),
    Keyword("CLOSEST", ("the two closest of",), ("最接近的两个",), zh_pattern="最接近的(?:两|2|２)个"),
    Keyword(
        "WITHOUT_ENDS",
        ("without the highest and the lowest",),
        ("去掉一个最高分和一个最低分后",),
        zh_pattern="去掉一个最高[分值价](?:和|、|及)一个最低[分值价]后?",
    ),
    Keyword("WHEN_MORE", ("when more than",), ("多于",), zh_pattern=rf"多于(?=\s*+[{DIGIT}]+\s*+[项个]?时)"),
    Keyword("THEN_MORE", (), ("时",), zh_pattern=rf"(?<=[{DIGIT}项个])时(?=\s*+[)）,，])"),
    Keyword("HIGHER_TIE", ("ties to the higher",), ("同样接近的取高",)),
    Keyword("LOWER_TIE", ("ties to the lower",), ("同样接近的取低",)),
    Keyword("IF_NONE", ("if none",), ("没有的计",), zh_pattern="没有的计"),
    Keyword("THAT", (), ("的",), zh_pattern=r"的(?=\s*+[)）,，])"),
    Keyword("EACH_OF", (), ("各项",)),
    Keyword("ITS_MEAN", (), ("的平均值", "的平均分"), zh_pattern="的(?:平均值|平均分)"),
    Keyword("ITS_MEDIAN", (), ("的中位数",)),
    Keyword("ITS_LEAST", (), ("的最小值", "的最低值"), zh_pattern="的最[小低]值"),
    Keyword("ITS_GREATEST", (), ("的最大值", "的最高值"), zh_pattern="的最[大高]值"),
    Keyword("ITS_COUNT", (), ("的个数", "的项数"), zh_pattern="的(?:个数|项数)"),
    Keyword("LEAST_AMONG", (), ("中的最小值",)),
    Keyword("GREATEST_AMONG", (), ("中的最大值",)),
    Keyword("SUM_OVER", ("sum over",), ("逐项计分求和",), zh_pattern="逐项计分[，,]?(?:后)?求和"),
    Keyword(
        "GREATEST_OVER",
        ("greatest over",),
        ("逐项计分取最高",),
        zh_pattern=rf"逐项计分[，,]?(?:后)?取最高分?(?!的?\s*+[{DIGIT}])",
    ),
    Keyword("LEAST_OVER", ("least over",), ("逐项计分取最低",), zh_pattern="逐项计分[，,]?(?:后)?取最低分?"),
    Keyword(
        "MEAN_OVER", ("mean over",), ("逐项计分取平均",), zh_pattern="逐项计分[，,]?(?:后)?取平均[值分]?"
    ),
    Keyword(
        "EACH_SCORED", (), ("逐项计分取",), zh_pattern=rf"逐项计分[，,]?(?:后)?取(?=最高的?\s*+[{DIGIT}])"
    ),
    Keyword("ONCE_PER", ("highest once per",)),
    Keyword(
        "SAME",
        (),
        ("同一",),
        zh_pattern=r"同一个?(?=\s*+(?:「[^」\n]{1,60}」|`[^`\n]{1,60}`|[^，,：:\n「`]{1,60})\s*+只取最高)",
    ),
    Keyword("ONLY_HIGHEST", (), ("只取最高分",), zh_pattern="只取最高(?:分|的一项|一项)?"),
    Keyword("AT_SHARE", ("at",)),
    Keyword("DESCENDING", (), ("由高到低按",), zh_pattern=rf"[由从]高到低按(?=\s*+[{DIGIT}])"),
    Keyword("THEN_SHARE", ("then",), ("其余每项按",), zh_pattern=rf"其余每项按(?=\s*+[{DIGIT}])"),
    Keyword("EACH_SHARE", ("each",)),
    Keyword("SHARE_COUNTS", (), ("计",), zh_pattern="(?<=[%％])计"),
    Keyword("NO_MORE", (), ("至多",), zh_pattern=rf"至多(?=\s*+[{DIGIT}])"),
)
