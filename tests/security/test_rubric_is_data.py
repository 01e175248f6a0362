"""A rubric is data: nothing that it says is run, and nothing that data says is obeyed."""

from __future__ import annotations

import ast
import builtins
import keyword
import sys
from pathlib import Path

import pytest

import rubric_dsl as rd
from rubric_dsl.evaluators.python.emit import scales_of
from rubric_dsl.evaluators.python.functions import score_function, trace_function

HOSTILE = [
    '__import__("os").system("touch x")',
    "x'); raise SystemExit; ('",
    "a\\nb",
    "{metrics}",
    "%s%n",
    "<script>alert(1)</script>",
    "🙂",
    "ｅｖａｌ",
    "ﬁ",
    *("metrics", "slow", "values", "published", "hundredths", "Odd", "type", "int", "len", "score", "units"),
    *("__builtins__", "__name__", "None", "True", "lambda", "print", "match", "_"),
]


def rubric_naming(name: str) -> rd.Rubric:
    text = f"""rubric hostile "{name.replace('"', "”")}"
  total 10, published rounded half up to 2 decimals
metrics
  「{name}」 count "{name.replace('"', "”")}"
  goal count from 1
work "{name.replace('"', "”")}": 10 points
  「{name}」 / goal ≥ 100% → 10, otherwise in proportion
"""
    return rd.loads(text, name="hostile.rubric")


@pytest.mark.parametrize("name", HOSTILE)
def test_name_of_any_kind_is_only_a_name(name: str) -> None:
    rubric = rubric_naming(name)
    metrics = {name: 1, "goal": 3}
    assert str(rubric.score(metrics)) == "3.33"
    result = rubric.evaluate(metrics)
    assert result.total == rubric.evaluate({name: 1.0, "goal": 3.0}).total
    assert result["work"].observed[name] == 1
    for form in ("text", "markdown", "html", "json"):
        for lang in ("en", "zh"):
            shown = result.explain(format=form, lang=lang)
            assert shown
            if form == "html":
                assert "<script" not in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_generated_code_holds_names_as_constants_alone(name: str) -> None:
    plan = rubric_naming(name).plan
    functions = [score_function(plan, scales_of(plan), "slow")[0], trace_function(plan)[0]]
    allowed = {"metrics", "values", "slow", "hundredths", "published", "type", "int", "bool", "len", "divmod"}
    allowed |= {"KeyError", "TypeError", "Odd", "units", "rest"}
    for node in (node for function in functions for node in ast.walk(function)):
        assert not isinstance(node, ast.Import | ast.ImportFrom | ast.Lambda | ast.FormattedValue | ast.Await)
        if isinstance(node, ast.Attribute):
            assert node.attr == "__class__"
        if isinstance(node, ast.Name) and node.id not in allowed:
            assert node.id.isidentifier() and node.id.isascii()
            assert not keyword.iskeyword(node.id)
            assert not hasattr(builtins, node.id) or isinstance(node.ctx, ast.Store) or node.id in {
                each.id for function in functions for each in ast.walk(function)
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            }  # fmt: skip


def test_generated_code_sees_no_builtins() -> None:
    rubric = rubric_naming("x")
    assert rubric.score.__globals__["__builtins__"] == {}


def test_loading_and_scoring_touch_no_file_but_their_own(tmp_path: Path) -> None:
    rubric_naming("x")  # the parser is read before
    touched: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if active and event in ("open", "subprocess.Popen", "os.system", "socket.connect", "import"):
            touched.append(f"{event} {arguments[0]}")

    active = False
    sys.addaudithook(hook)
    path = tmp_path / "own.rubric"
    path.write_text(
        'rubric own\n  total 5\nmetrics\n  x yes/no\nwork: 5 points\n  source "/etc/passwd"\n  x → 5\n',
        "utf-8",
    )
    rd.load(path).evaluate({"x": True}).explain()
    active = True
    rd.load(path).evaluate({"x": True}).explain()
    active = False
    assert touched == [f"open {path}"]


def test_hostile_text_is_neutralised_on_a_terminal() -> None:
    text = (
        'rubric own "a \x1b]0;title\x07 \u202e b"\n  total 5\nmetrics\n'
        '  x yes/no "\x1b[31mred"\nwork: 5 points\n  x → 5\n'
    )
    shown = rd.loads(text).evaluate({"x": True}).explain()
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    with pytest.raises(rd.RubricError) as caught:
        rd.loads(text.replace("x → 5", "\x1b[2J → 5"))
    assert "\x1b" not in str(caught.value)
    with pytest.raises(rd.MetricError) as refused:
        rd.loads(text).score({"x": "\x1b[2J", "\x1b[31m": 1})
    assert "\x1b" not in str(refused.value)
