"""Chinese sentences about files of metrics and tables: codes RB0530 to RB0569.

The twin of :mod:`rubric_dsl.source.wording.files_en`: the same codes, the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rubric_dsl.source.wording import Table

Facts = Mapping[str, object]

_UNREADABLE = {
    "missing": "没有文件 {path}",
    "folder": "{path} 是文件夹，不是文件",
    "permission": "当前用户无权读取 {path}",
    "stream": "{path} 不是普通文件；表格需要读两遍",
    "unreadable": "{path} 无法读取",
}
_UNREADABLE_HELP = {
    "missing": "请核对文件名和当前所在的文件夹",
    "folder": "请写出其中的文件，例如 {path}/metrics.yaml",
    "permission": "请取得读取权限，或复制到自己的文件夹",
    "stream": "请先存成文件，再给出文件名",
    "unreadable": "请检查磁盘是否可用、文件名是否有效",
}
_KINDS = {
    "workbook": "工作簿或压缩包",
    "parquet": "Parquet 文件",
    "archive": "压缩包",
    "pdf": "PDF 文档",
    "picture": "图片",
    "binary": "二进制文件，不是文本：此处有零字节",
}
_KINDS_HELP = {
    "workbook": "如果是 Excel 表格，请让文件名以 .xlsx 结尾，并使用：rubric rank RUBRIC 表格.xlsx",
    "archive": "请先解压，再给出里面的文件",
}
_SYNTAX = {
    "name": '此处应为双引号中的名称，例如 "events": 8',
    "colon": "此处的冒号“:”多余",
    "colon-missing": "上一行的名称与值之间缺少冒号“:”",
    "comma": "此处应为逗号或右括号",
    "value": "此处应为一个值：数字、true、false、null 或双引号中的文字",
    "extra": "对象结束之后还有文字",
    "quote": "从此处开始的文字没有用引号结束",
    "end": "文件结束时还有引号或括号没有闭合",
    "control": "此处有文本用不到的控制字符",
    "escape": "此处的反斜杠后面不是可识别的写法",
    "trailing": "此处的逗号后面没有内容",
    "tab": "此处是制表符；YAML 只接受空格",
    "indent": "此处与上面各行对不上",
    "alias": "* 后面的名称在前文没有定义",
    "character": "值不能以这个字符开头",
    "other": "从此处起无法读懂",
}
_SYNTAX_HELP = {
    "colon": '每行写一个“名称: 值”，用半角冒号，后面空一格，各行左端对齐；含有“: ”的文字请加引号："a: b"',
    "colon-missing": "每个值写成“名称: 值”，用半角冒号（不是“：”），后面空一格，例如 对接活动: 8",
    "quote": '两端使用同一种引号："…"',
    "end": '请把打开的引号或括号闭合，例如 "…" 或 [1, 2]',
    "tab": "请把制表符换成空格",
    "indent": "请让各个名称左端对齐",
    "character": '请给文字加引号，例如 "@home"',
    "escape": "一个反斜杠写成两个，或改用单引号（YAML）",
    "control": "请删除它；编辑器里可能看不见",
}
_PLAIN = {
    "JSON": '请写成一个对象，例如 {"matchmaking_events": 8}',
    "YAML": "每行写一个“名称: 值”，用半角冒号（不是“：”），后面空一格，例如 对接活动: 8",
}
_TOO_MUCH = {
    "depth": "值的嵌套超过 {limit} 层",
    "aliases": "用 * 重复引用的值超过 {limit} 个",
    "nodes": "文件中的值超过 {limit} 个（重复引用的逐次计算）",
}
_WORKBOOK = {
    "damaged": "{path} 是损坏或不完整的工作簿",
    "locked": "{path} 是旧式工作簿（.xls），或设有密码",
    "other": "{path} 虽以此为名，却不是 Excel 工作簿",
}
_WORKBOOK_HELP = {
    "damaged": "请用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx",
    "locked": "请打开后取消密码，另存为 Excel 工作簿（.xlsx）",
    "other": "如果内容是逗号分隔的文字，请让文件名以 .csv 结尾",
}
_QUOTES = {
    "open": '第 {row} 行有一个单元格以 " 开头而没有结束，文件其余部分（至第 {last} 个文本行）都落入其中',
    "quote": '第 {row} 行有一个单元格在结束的 " 后面还有文字',
    "long": "第 {row} 行有一个单元格超过 131072 个字符",
}
_SEPARATORS = {"semicolon": "分号", "tab": "制表符", "comma": "逗号", "bar": "竖线"}


def quoted(names: object) -> str:
    """``“甲”、“乙”``"""
    assert isinstance(names, Iterable), "a fact that lists names"
    return "、".join(f"“{name}”" for name in names)


def _listed(names: object) -> str:
    assert isinstance(names, Iterable), "a fact that lists names"
    return "、".join(map(str, names))


def _picked(table: Mapping[str, str], fact: str, otherwise: str = "") -> Callable[[Facts], str]:
    """The template that a fact chooses, filled in."""
    return lambda facts: table.get(str(facts[fact]), otherwise).format(**facts)


def _bytes(limit: object) -> str:
    assert isinstance(limit, int), "a number of bytes"
    return f"{limit // 1024**3} GiB" if limit >= 1024**3 else f"{limit // 1024**2} MiB"


def _too_long(facts: Facts) -> str:
    return f"{facts['path']} 超过 {_bytes(facts['limit'])}"


def _other_encoding(facts: Facts) -> str:
    guess = {"gb18030": "，看起来是 GB18030（GBK）编码", "utf-16": "，看起来是 UTF-16 编码"}
    seems = guess.get(str(facts["guess"]), "")
    return f"{facts['path']} 不是 {str(facts['encoding']).upper()} 文本：此处有字节 {facts['byte']}{seems}"


def _other_encoding_help(facts: Facts) -> str:
    known = str(facts["guess"]) or "gb18030"
    return f"请另存为 UTF-8（Excel 中选“CSV UTF-8”）；如果是表格，也可加上 --encoding {known}"


def _ending(facts: Facts) -> str:
    what = "多个对象的表格" if facts["purpose"] == "table" else "单个对象的指标"
    ending = f"以 {facts['ending']} 结尾" if facts["ending"] else "没有扩展名"
    return f"{facts['path']} {ending}；{what}可以是 {_listed(facts['endings'])}"


def _ending_help(facts: Facts) -> str:
    if facts["purpose"] == "metrics":
        return "多个对象的表格请使用：rubric rank RUBRIC TABLE"
    if facts["ending"] in (".yaml", ".yml", ".json"):
        return "单个对象的指标请使用：rubric score RUBRIC METRICS"
    return "请另存为 CSV（UTF-8）或 Excel 工作簿（.xlsx）；文本文件也可用 --from csv 写明格式"


def _syntax(facts: Facts) -> str:
    problem = str(facts["problem"])
    if facts["format"] == "JSON" and problem == "colon":
        return "这不是 JSON：此处的名称与值之间应有冒号“:”"
    return f"这不是 {facts['format']}：{_SYNTAX.get(problem, _SYNTAX['other'])}"


def _syntax_help(facts: Facts) -> str:
    plain = _PLAIN[str(facts["format"])]
    return plain if facts["format"] == "JSON" else _SYNTAX_HELP.get(str(facts["problem"]), plain)


def _no_object(facts: Facts) -> str:
    found = {"list": "列表", "single": "单个值"}[str(facts["found"])]
    return f"此处应为名称和值，实际是{found}"


def _no_text_key(facts: Facts) -> str:
    said = f"“{facts['text']}”" if facts["text"] else ""
    return f"冒号前的名称{said}读出来不是文字"


def _fewer(facts: Facts) -> str:
    return f"第 {facts['row']} 行有 {facts['cells']} 个单元格，而表格有 {facts['columns']} 列"


def _sheet(facts: Facts) -> str:
    if not facts["sheet"]:
        return f"{facts['path']} 中没有可见的工作表"
    return f"{facts['path']} 中没有工作表“{facts['sheet']}”"


def _sheet_help(facts: Facts) -> str:
    sheets = quoted(facts["sheets"])
    return f"工作表有{sheets}；请指定：--sheet 名称" if sheets else "请取消隐藏一个工作表并保存"


def _no_id(facts: Facts) -> str:
    nearest = f"；是否指“{facts['nearest']}”？" if facts["nearest"] else ""
    return f"表格中没有“{facts['name']}”列{nearest}"


def _grouped(facts: Facts) -> str:
    if facts["decimal"]:
        return f"“{facts['text']}”可以读作 {facts['whole']}，也可以读作 {facts['decimal']}"
    return f"“{facts['text']}”应是 {facts['whole']}，但数字里不能有逗号"


def _separator(facts: Facts) -> str:
    kind = "全角" if facts["full"] else ""
    found, expected = _SEPARATORS[str(facts["separator"])], _SEPARATORS[str(facts["expected"])]
    return f"单元格之间用的是{kind}{found}，应为{expected}"


def _separator_help(facts: Facts) -> str:
    if facts["separator"] == "tab":
        return "请让文件名以 .tsv 结尾"
    return "请用半角逗号分隔单元格后保存：城市,对接活动"


def _no_rubric(facts: Facts) -> str:
    return f"既没有文件 {facts['name']}，也没有这个名称的内置评价表"


def _no_rubric_help(facts: Facts) -> str:
    if facts["nearest"]:
        return f"是否指 {facts['nearest']}？"
    return "请给出 .rubric 文件的路径，或内置名称，例如 hunan-2023/annex-1"


FILES: Table = {
    "RB0530": (_picked(_UNREADABLE, "problem"), _picked(_UNREADABLE_HELP, "problem")),
    "RB0531": ("{path} 是空的", "请至少写一个“名称: 值”（指标），或写列名和一行数据（表格）"),
    "RB0532": (_other_encoding, _other_encoding_help),
    "RB0533": (
        lambda facts: f"{facts['path']} 是{_KINDS[str(facts['kind'])]}",
        _picked(_KINDS_HELP, "kind", "请用文本写出指标，例如 对接活动: 8"),
    ),
    "RB0534": (_too_long, "指标表格不需要这么长；请拆成几个文件"),
    "RB0535": (_ending, _ending_help),
    "RB0536": ("没有名为 {encoding} 的编码", "请写 utf-8、gb18030 或 utf-16 之类的名称"),
    "RB0537": (_syntax, _syntax_help),
    "RB0538": (_no_object, lambda facts: _PLAIN[str(facts["format"])]),
    "RB0539": ("“{name}”给出了两次；第一次在第 {first} 行", "请保留其中一个；以哪个为准不能猜测"),
    "RB0540": (_no_text_key, '名称应为文字；请加引号，例如 "2023": 8，或改用指标的名称'),
    "RB0541": ("{text} 不是可以计分的数", "请给出数字；没有数字不等于零，不掌握的无法计分"),
    "RB0542": (
        "{text} 在不同的 YAML 读取程序中是不同的数",
        '请写普通十进制数，例如 010 写作 10、1_000 写作 1000；若是文字请加引号："010"',
    ),
    "RB0543": ("{text} 超出任何可计量的数", "最多 60 位数字，指数不超过 60"),
    "RB0544": ("标签 {tag} 要求的不只是一个普通的值", "请删去以“!”开头的词：指标文件只放值"),
    "RB0545": (_picked(_TOO_MUCH, "what"), "请直接写出各个值：每行一个“名称: 值”"),
    "RB0546": (
        "此处开始了第二个文档；一个指标文件只放一个对象",
        "请删去“---”一行，或改用表格：rubric rank RUBRIC TABLE",
    ),
    "RB0547": ("{path} 只有列名，下面没有对象", "请为每个对象加一行"),
    "RB0548": ("第 {row} 行第 {column} 列没有列名", "请写上列名，或删去该列；第一个非空行是列名"),
    "RB0549": ("有两列都叫“{name}”：第 {first} 列和第 {second} 列", "请删去其中一列或改名"),
    "RB0550": ("第 {row} 行的单元格比列名多：“{extra}”上方没有列名", '含有逗号的单元格请加引号："长沙,市区"'),
    "RB0551": (_fewer, "不掌握的值可以留空，但要保留逗号：长沙,,3"),
    "RB0552": (_picked(_QUOTES, "problem"), '单元格里的引号写两遍："""最佳""城市"'),
    "RB0553": ("第 {row} 行超过 {limit} 个字符", "请每行写一个对象"),
    "RB0554": (
        "读取 {format} 表格还需要一个软件包",
        "请安装：pip install '{package}'，或把表格另存为 CSV（UTF-8）",
    ),
    "RB0555": (_picked(_WORKBOOK, "problem"), _picked(_WORKBOOK_HELP, "problem")),
    "RB0556": ("单元格 {cell} 显示错误 {shown}", "请修正公式；如果不掌握该值，请清空单元格"),
    "RB0557": (_sheet, _sheet_help),
    "RB0558": (
        lambda facts: f"读取的是工作表“{facts['sheet']}”，没有读取{quoted(facts['others'])}",
        "请说明要读哪个工作表：--sheet 名称",
    ),
    "RB0559": (
        "“{column}”列不是本评价表的指标，而“{metric}”没有对应的列",
        "如果二者是一回事，请把列名改为“{metric}”",
    ),
    "RB0560": (
        lambda facts: f"表格中没有以下指标的列：{_listed(facts['metrics_zh'])}",
        lambda facts: (
            "请为每个指标加一列；列名用指标的中文名或英文名均可"
            + ("" if facts.get("frame") else "，写在第一个非空行")
        ),
    ),
    "RB0561": (
        lambda facts: f"{quoted(facts['columns'])}都是指标 {facts['metric']} 的列",
        "请只保留一列",
    ),
    "RB0562": (_no_id, lambda facts: f"表格的列有{quoted(facts['columns'])}"),
    "RB0563": (_grouped, "请写 {whole}，不加逗号"),
    "RB0564": (
        lambda facts: f"第 {_listed(facts['rows'])} 行同名，都是“{facts['subject']}”",
        "各行分别排名；如有重复请删去，或用另一列作名称：--id 列名",
    ),
    "RB0565": (_no_rubric, _no_rubric_help),
    "RB0566": (_separator, _separator_help),
    "RB0567": (
        "{path} 是损坏的 Parquet 文件，或者不是 Parquet 文件",
        "请重新写出，或把表格另存为 CSV（UTF-8）",
    ),
    "RB0568": (
        "没有代码为 {name} 的信息",
        "代码是 RB 加四位数字，例如 RB0203；`rubric explain-code` 列出全部代码",
    ),
}
