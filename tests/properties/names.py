"""Names that a rubric may declare: plain ones, and ones in which a keyword, a quotation mark or Python lies in wait."""

from __future__ import annotations

from hypothesis import strategies as st

LATIN = (
    "events", "late_reports", "a", "b2", "x_y", "données", "событие", "ａｂｃ", "ω", "E5", "_", "__debug__",
    # what the generated code calls its own things, and what Python does
    "metrics", "slow", "published_total", "units", "rest", "Odd", "type", "int", "len", "divmod", "Fraction", "total_",
    "points_0", "None", "True", "lambda", "match", "value", "divisor", "part", "KeyError", "hundredths",
)  # fmt: skip
CHINESE = ("对接活动", "企业服务平台", "次品", "一", "〇", "培训", "荣誉报道", "线上交易", "一起益企", "湘企融")  # fmt: skip
GUARDED = (
    "参与企业", "与会人数", "满意度", "达标数", "到达数", "未来项目", "少数民族活动", "发达地区", "标准", "会议", "总和", "参",
    "度", "甲发", "发布", "得分", "得分率", "分钟", "起", "计", "总分", "指标", "原文", "依据", "由", "不足", "参加", "保留", "最低",
    "最高", "从", "权重", "评分", "次数", "家次", "数额", "下列", "仅当地", "每月次数", "甲与乙", "以上", "否则", "扣分", "未",
    "和平街", "温和", "的", "按", "超过", "不少于", "高于", "的，得", "按比例", "满", "加", "公布", "开展", "来宾", "是否", "至今", "甲的", "得",
)  # fmt: skip
QUOTED = (
    "of", "per", "total", "points", "capped", "not", "and", "yes", "yes/no", "in proportion", "a b", "a-b", "2x", "甲 乙",
    "甲b", "与工信部门、省平台的协同", "荣誉资质、宣传推广", "x # y", "x, y", "x: 10", "a「b」", "“甲”", '"q"', "30分", "↯", "100%",
    "missing", "judged", "甲（乙）", "a=b", "。", "C:\\n",
)  # fmt: skip

any_name = st.one_of(
    st.sampled_from(LATIN), st.sampled_from(CHINESE), st.sampled_from(GUARDED), st.sampled_from(QUOTED),
    st.text("abz_09", min_size=1, max_size=4), st.text("甲乙与和达未每少满分的且或以上及到标计按得加减", min_size=1, max_size=4),
)  # fmt: skip

rubric_id = st.one_of(
    st.sampled_from(["annex-1", "附件1", "r", "2023/年度", "x.y", "a,b", "(1)", "rubric", "评价表", "30分"]),
    st.text("abc-附件1,。(", min_size=1, max_size=5).filter(lambda text: text[-1] not in ",。"),
)

UNITS = (
    "events", "次", "家次", "家", "人次", "reports", "笔", "分钟", "起", "计", "points", "km", "减", "及", "度", "届", "万 元",
)  # fmt: skip
unit = st.sampled_from(UNITS)

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Nd"), exclude_characters="”\u2028\u2029"),
    max_size=12,
)
"""What a label, a source or a quotation may say; figures in a quotation belong to the rule."""
