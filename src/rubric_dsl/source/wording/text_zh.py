"""中文语句：文件与语法，RB00xx 与 RB01xx。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.text_en import GROUPED, phrases

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_PROBLEMS = {
    "missing": "找不到文件 {path}",
    "folder": "{path} 是文件夹，评价表应当是一个文件",
    "permission": "没有读取 {path} 的权限",
    "unreadable": "无法读取 {path}",
}

_KIND = "类型（`计数`、`次数`、`是否`、`评分 0至10`、`数额`）"
_BOUND = "`扣完为止`、`最高10分` 或 `最低0分`"
_REACH = "比较（如 `10次及以上`）"
_MODE = "`四舍五入`、`四舍六入五成双`、`进一` 或 `舍去尾数`"

EXPECTED: dict[str, str] = {
    "NAME": "名称（如 `对接活动`）",
    "QUOTED_NAME": "名称（如 `对接活动`）",
    "NUMBER": "数字（如 `10` 或 `90%`）",
    "STRING": "引号中的文字（如 `“附件1第7行”`）",
    "DATE": "日期（如 `2023-01-01`）",
    "RUBRIC_ID": "评价表的名称（如 `附件1`）",
    "ARROW": "得分（如 `得30分`）",
    "COMPARE": _REACH,
    "REACHED": _REACH,
    "WITHIN": _REACH,
    "COMES_TO": _REACH,
    "COLON": "冒号和分值（如 `：30分`）",
    "COMMA": "逗号",
    "ENUM": "顿号",
    "PLUS": "`＋` 或 `－`",
    "MINUS": "`＋` 或 `－`",
    "TIMES": "`×` 或 `/`",
    "DIVIDE": "`×` 或 `/`",
    "PERCENT": "`%`",
    "LPAR": "左括号",
    "RPAR": "右括号",
    "IS": "`=` 和另一个名称",
    "EACH": "`每…减…分`",
    "EACH_MISSING": "`每少1次减3分`",
    "EACH_ABOVE": "`每超1次减2分`",
    "NTH": "`第1…`",
    "FURTHER": "`以后每…`",
    "EACH_HELD": "`每有一项`",
    "DOUBLING": "`逐次加倍` 或 `总额加倍`",
    "EACH_TWICE": "`逐次加倍` 或 `总额加倍`",
    "SUM_TWICE": "`逐次加倍` 或 `总额加倍`",
    "PERCENTAGE_POINTS": "`个百分点`",
    "CAP_OPENS": "括号中的上限（如 `（最多减5分）`）",
    "DEDUCT": "`减3分`",
    "ADD": "`加3分`",
    "COUNT": _KIND,
    "COUNT_NOUN": _KIND,
    "YES_NO": _KIND,
    "MARK": _KIND,
    "AMOUNT": _KIND,
    "DATE_KIND": _KIND,
    "DAYS_FROM": "`…至…的天数`",
    "DAYS_UNTIL": "`至`",
    "IF_MISSING": "`缺失按0计`",
    "MISSING_AS": "`缺失按0计`",
    "IS_MISSING": "`缺失`",
    "IS_NOT_MISSING": "`未缺失`",
    "WORKING_DAYS_FROM": "`…至…的工作日数`",
    "WORKING_DAYS_COUNTED": "`的工作日数`",
    "INCLUDED": "`（含）`或`（不含）`",
    "EXCLUDED": "`（含）`或`（不含）`",
    "CALENDAR": "`日历`",
    "WEEKDAYS": "`周一至周五`",
    "DAYS_OFF": "`放假`",
    "DAYS_ON": "`上班`",
    "DAYS_COUNTED": "`的天数`",
    "NUMBER_KIND": _KIND,
    "CAPPED": _BOUND,
    "AT_MOST": _BOUND,
    "AT_LEAST": _BOUND,
    "BELOW_ZERO": "`扣分不设下限`",
    "OTHERWISE": "`否则不得分`",
    "PROPORTION": "`未完成的按比例扣分`",
    "AND": "`且` 或 `或`",
    "OR": "`且` 或 `或`",
    "NOT": "`未`",
    "NOTHING": "`的，不得分`",
    "TO": "`至`",
    "SUMMED": "`之和`",
    "WEIGHT": "`权重30%`",
    "PUBLISHED": "`公布时四舍五入保留2位小数`",
    "HALF_UP": _MODE,
    "HALF_EVEN": _MODE,
    "UP": _MODE,
    "DOWN": _MODE,
    "KEEPING": "`保留2位小数`",
    "DECIMALS": "`位小数`",
    "PERIOD": "`考评期`",
    "TOTAL": "`总分`",
    "SOURCE": "`依据`",
    "QUOTE": "`原文`",
    "RUBRIC": "`评价表`",
    "METRICS": "`指标`",
    "POINTS": "`分`",
    "FULL": "`满`",
    "$END": "行尾",
}

_EXAMPLES = {
    "grade": "“等级”之下每行一个等级，从高到低：`良好：80分及以上`、`不合格：其余`、`迟报的，最高为良好`",
    "top": "顶格书写的有：评价表表头（`评价表 附件1 “标题”`）、`指标`，以及一级指标（`信用贷款试点：100分，权重30%`）",
    "about": "表头之下可写 `考评期 2023-01-01 至 2023-12-31`、`总分100分，公布时四舍五入保留2位小数`、`依据 “…”`",
    "metric": "指标数据这样声明：`对接活动 = matchmaking_events 次数`",
    "body": "标题之下可写规则（`对接活动10次及以上得30分，每少1次减3分`）、`仅当…`、`依据 “…”`，或下一级标题（`服务活动开展：30分`）",
    "rule": "规则的写法如 `对接活动10次及以上得30分，每少1次减3分`",
}


# 常见的写法，以及在这里应当怎样写
_NUMBERED = "标题写作 `公共卫生服务（50分）`，前面不写序号"
_SAID_SO = {
    "（": "“含”写在“以上”之后：`90%以上（含）`；标题前的“（一）”等序号请去掉",
    "、": f"{_NUMBERED}；列举请写明 `且` 或 `或`",
    "分": "“分”只跟在得分之后；与评分比较时只写数字：`满意度90及以上得5分`",
    "起": "“起”是关键词，作单位时请加引号：`1「起」`",
    "＝": "请用 `达`、`不超过` 等比较；没有发生的写作 `≤0`：`投诉≤0得5分`",
    "：": "标题单独占一行；规则写在下一行，向右缩进",
    "不得分": "未达到时写作 `，否则不得分`",
    "的不得分": "未达到时写作 `，否则不得分`；或另写一行 `未办会的，不得分`",
    "未": "未达到时写作 `，否则不得分`；或另写一行 `未办会的，不得分`",
    "至": "区间请写两个条件：`讲座5次及以上且讲座10次及以下得10分`",
}


_FULL_WIDTH = str.maketrans("(=:", "（＝：")


def _how_it_is_said(facts: Facts) -> str:
    if facts["goes_on"]:
        return "上一行以逗号或顿号结尾，这一行因此接着上一行；如果不是，请删去上一行末尾的标点"
    place = facts["place"]
    found = str(facts["found"]).translate(_FULL_WIDTH)
    if GROUPED.fullmatch(found):
        return "数字中间不加分隔：`1000`"
    if found and set(found) <= set("一二两三四五六七八九十百"):
        return "数字请用阿拉伯数字书写：`10次及以上得30分`"
    if place == "top" and (found in ("（", "、") or found.isdigit()):
        return _NUMBERED
    said = _SAID_SO.get(found) if place in ("body", "rule") else None
    return said or _EXAMPLES[place]


def _either(options: list[str]) -> str:
    if len(options) == 1:
        return options[0]
    apart = "；" if any("或" in option for option in options) else "、"
    return f"{apart.join(options[:-1])}{apart if apart == '；' else ''}或{options[-1]}"


def _unexpected(facts: Facts) -> str:
    options = phrases(facts["expected"], EXPECTED, 3)
    wanted = f"；此处应为{_either(options)}" if options else ""
    if not facts["found"]:
        return f"这一行没有写完{wanted}"
    return f"“{facts['found']}”不应出现在此处{wanted}"


_MISPLACED = {
    ("heading", "metrics"): ("标题写在了指标之中", "请顶格书写"),
    ("heading", "rubric"): ("标题写在了表头之下", "请顶格书写"),
    ("rule", "metrics"): ("规则写在了指标之中", "请写在有分值的标题之下，如 `服务活动开展：30分`"),
    ("metric", "metrics"): ("这个指标与 `指标` 并列，没有写在其下", "请向右缩进"),
    ("metric", "rubric"): ("指标从这里开始，但没有 `指标` 这一行", "请在上方顶格写一行 `指标`"),
}


def _misplaced(facts: Facts) -> str:
    known = _MISPLACED.get((facts["what"], facts["where"]))
    if known:
        return known[0]
    return f"这一行与“{facts['above']}”并列，而它应在其下" if facts["above"] else "这一行应当顶格书写"


def _where_it_belongs(facts: Facts) -> str:
    known = _MISPLACED.get((facts["what"], facts["where"]))
    if known:
        return known[1]
    return "请向右缩进，使它在所属的标题之下" if facts["above"] else "请去掉这一行的缩进"


def _limit(facts: Facts) -> str:
    what = {
        "line": "这一行超过{limit}个字符",
        "nesting": "这一行的缩进超过{limit}级",
        "tokens": "这一行超过{limit}个成分，或算式嵌套过深",
    }[facts["what"]]
    return what.format(**facts)


_NAMES = {"source": "依据", "quote": "原文", "period": "考评期", "total": "总分", "metrics": "指标",
    "cohort only if": "计入全体：仅当", "cohort of at least": "计入全体：不少于", "ranked by total": "排名按总分", "less is better": "分数越低越好",
}  # fmt: skip

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0001": (lambda facts: _PROBLEMS[facts["problem"]].format(**facts), ""),
    "RB0002": (
        "此处的字节 {byte} 不是 UTF-8 文字",
        "请将文件另存为 UTF-8 编码（“另存为”时在“编码”一栏选 UTF-8）",
    ),
    "RB0003": ("文件超过{limit}字节，评价表不需要这么长", ""),
    "RB0004": ("文件是空的", "评价表以表头开始：`评价表 附件1 “标题”`"),
    "RB0005": (_limit, "请拆成几行书写"),
    "RB0006": ("一个数字最多{limit}位", ""),
    "RB0007": (
        "随附的评价表中没有“{name}”",
        lambda facts: (
            f"是否想用 `{facts['suggestion']}`？"
            if facts["suggestion"]
            else "随附的有" + "、".join(f"`{name}`" for name in facts["known"])
        ),
    ),
    "RB0101": (_unexpected, _how_it_is_said),
    "RB0102": ("此处不认识“{word}”", "是否想写 `{keyword}`？"),
    "RB0103": ("引号在此处打开，本行内没有关闭", '请用同一种引号关闭：`“…”` 或 `"…"`'),
    "RB0104": (
        "“{above}”之下不能再有缩进的内容",
        "请取消这一行的缩进，或为上一行加上冒号和分值，使其成为标题",
    ),
    "RB0105": (
        "这一部分应跟在分值之后，而规则以算式开头",
        "请以分值开头，如 `得10分，每缺报1次减1分`；或以条件开头，如 `10次及以上得30分，每少1次减3分`",
    ),
    "RB0106": (
        "“不足…按…计”说明零头如何处理，但前面没有相应的“每…减…分”",
        "请写在该句之后：`每少100家次减2分，不足100家次按100家次计`",
    ),
    "RB0107": (
        "目标同一侧的情况如何处理，这条规则写了两次",
        "不足时只保留一种：`每少1次减3分`、`未完成的按比例扣分` 或 `否则不得分`；超出时也只写一种：`每超1次加1分`",
    ),
    "RB0108": ("分值应是数字，而不是 {text}", "请写 `30分`；权重才用百分数：`权重30%`"),
    "RB0109": (
        "零头的处理只能选一种",
        "请只保留一种：`每少满100家次`、`每少100家次减2分，不足100家次按100家次计` 或 `每少100家次按比例减2分`",
    ),
    "RB0110": ("缩进中有制表符", "请用空格缩进：制表符的宽度因编辑器而异"),
    "RB0111": ("这一行的缩进与相邻的行不一致", "同一级的行请从同一列开始"),
    "RB0112": ("没有 {text} 这一天", "请写日历上有的日期，如 `2023-06-30`"),
    "RB0113": ("考评期的结束（{last}）早于开始（{first}）", "请把较早的日期写在前面"),
    "RB0114": ("小数位数应是整数，最多{limit}位", "请写 `保留2位小数`"),
    "RB0115": ("比例的分母不能为零", "权重请写成 `30%` 或 `3/10`"),
    "RB0116": ("同一指标的这一项写了两次", "请只保留一处"),
    "RB0117": ("范围的上限（{high}）小于下限（{low}）", "请把较小的数写在前面：`0至10`"),
    "RB0118": (lambda facts: f"`{_NAMES.get(facts['what'], facts['what'])}`写了两次", "请只保留一处"),
    "RB0119": ("一个文件只写一份评价表，这里出现了第二个表头", "请移到另一个文件"),
    "RB0120": ("文件没有写明是哪一份评价表", "请以表头开始：`评价表 附件1 “标题”`"),
    "RB0121": ("这里没有规则", "规则的写法如 `对接活动10次及以上得30分，每少1次减3分`"),
    "RB0122": ("此处开始了第二条规则，而这里只应有一条", "请只给一条规则，或用 `loads` 载入整份评价表"),
    "RB0123": (
        lambda facts: (
            f"“{facts['name']}”被拆成了几个词，因为其中含有"
            f"{'数字' if facts['keyword'].isdigit() else '关键词'}“{facts['keyword']}”"
        ),
        "如果它是一个名称，请加引号：「{name}」；如果是规则中的一句话，请换一种说法",
    ),
    "RB0131": (
        "“{number}”写在了标题以外的行首",
        "序号只写在标题前（`一、讲座活动：40分`）；这里请去掉序号",
    ),
    "RB0124": (_misplaced, _where_it_belongs),
    "RB0125": (
        "“{said}”不是名称：名称是一个词，中间没有空格和连字符",
        "请写 `{name}`；标题写在名称之后，加引号",
    ),
}
