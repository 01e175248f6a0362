"""中文语句：任意大小的表格从哪里读取、写到哪里。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_FOLDER = {
    "none": "文件夹 {path} 里没有表格",
    "mixed": "文件夹 {path} 里有几种表格：{files}",
}
_FOLDER_HELP = {
    "none": "请放入 .parquet、.csv、.tsv、.jsonl 或 .xlsx 文件；以 . 或 _ 开头的文件不读取",
    "mixed": "一个文件夹只放一种表格；如果写法其实相同，请注明：--from csv",
}
_TARGET = {
    "exists": "{path} 已经存在，不会覆盖",
    "read": "{path} 正是要读取的文件，写入会把它毁掉",
    "inside": "{path} 在要读取的文件夹里，下次会被当作表格的一部分",
    "folder": "{path} 是文件夹，而输出是一个文件",
    "nowhere": "没有文件夹 {folder}，无法写入 {path}",
    "closed": "当前用户不能写入文件夹 {folder}",
}
_TARGET_HELP = {
    "exists": "请换一个文件名；或加上 --force，新文件写完整后再替换它",
    "read": "请为输出换一个文件名",
    "inside": "请写到该文件夹以外",
    "folder": "请写明其中的文件：{path}/scores.parquet",
    "nowhere": "请先建立文件夹，或检查拼写",
    "closed": "请换一个自己的文件夹",
}


def _quoted(names: Any) -> str:
    return "、".join(f"“{name}”" for name in names)


def _folder(facts: Facts) -> str:
    return _FOLDER[facts["problem"]].format(path=facts["path"], files="、".join(facts.get("files", ())))


def _other_columns(facts: Facts) -> str:
    said = []
    if facts["lacking"]:
        said.append(f"缺少{_quoted(facts['lacking'])}")
    if facts["extra"]:
        said.append(f"多出{_quoted(facts['extra'])}")
    return f"{facts['path']} 的列与 {facts['first']} 不同：{'，'.join(said)}"


def _too_much(facts: Facts) -> str:
    if facts["row"] is None:
        return f"工作簿的一张表在列名以下最多 {facts['most']:,} 行，放不下"
    return f"工作簿的一个单元格最多 {facts['most']:,} 个字符，第 {facts['row']} 行的“{facts['column']}”放不下"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0660": ("压缩文件 {path} 不完整或已损坏", "请重新复制或下载，或先自行解压再写明里面的文件"),
    "RB0661": (lambda f: f"第 {f['row']} 行超过 {f['limit'] // 1024**2} MiB 还没有结束", "请检查是否有没有闭合的引号，或者文件根本不是表格"),
    "RB0662": (_folder, lambda f: _FOLDER_HELP[f["problem"]]),
    "RB0663": (_other_columns, "一个文件夹里的文件合成一张表：各文件的列要相同，顺序不限"),
    "RB0664": ("“{column}”在 {path} 中是 {kind}，在 {first} 中是 {expected}", "请让该列在各文件中类型一致"),
    "RB0665": (lambda f: _TARGET[f["problem"]].format(**f), lambda f: _TARGET_HELP[f["problem"]].format(**f)),
    "RB0666": ("“{column}”存的是字节（{kind}），而 {path} 的单元格只能是文字", "请写成 .parquet 文件，或在输入中去掉该列"),
    "RB0667": (_too_much, "请改写成 .csv 或 .parquet 文件"),
    "RB0668": (lambda f: f"{f['path']} {'的结尾是 ' + f['ending'] if f['ending'] else '没有扩展名'}；表格可写成 {'、'.join(f['endings'])}", "请把文件名改成其中一种结尾，或注明写法：--to csv"),
    "RB0669": ("另一个进程正在写 {path}", "请等它结束，或换一个文件名"),
}  # fmt: skip
