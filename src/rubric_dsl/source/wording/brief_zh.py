"""中文：某一行的数值有何不妥，只用几个字，因为该行自有数值可看。"""

from __future__ import annotations

NO_KIND = {
    "count": "不是整数",
    "yes/no": "不是“是”或“否”",
    "mark": "不是数",
    "amount": "不是数",
    "number": "不是数",
    "date": "不是日期",
    "text": "不是文字",
}
"""RB0503：依该项应有的类型而定。"""

WORDS = {
    "RB0501": "缺失",
    "RB0504": "不是整数",
    "RB0505": "低于{low}",
    "RB0506": "高于{high}",
    "RB0508": "不是有限的数",
    "RB0509": "整数部分超过{digits}位或小数部分超过{places}位",
    "RB0510": "是空的",
    "RB0513": "不是任何一个选项",
    "RB0523": "带有钟点",
    "RB0529": "不是从{start}起以{grain}为一步的数",
    "RB0563": "带有逗号，分不清千位与小数",
    "RB0590": "不在{low}至{high}之内",
}
LIST = "清单不能使用"
UNCOMPARED = "全体互相比较，而有对象的数值不能使用"
"""RB0595：该行自身并无不妥。"""
UNDECIDED = "等级未定：名额有限，而有对象的数值不能使用"
"""RB0620：该行有得分。"""
OVERFLOW = "得分超过38位"
"""RB0644"""

OF_METRIC = "{name}：{what}（{code}）"
OF_ROW = "{what}（{code}）"
BETWEEN = "；"
