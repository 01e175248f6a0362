"""Running the examples of a page: each kind of block, and what it is held against.

A block is right, or an ``AssertionError`` says where the page and the program part. :class:`Shown` carries
both texts where a page shows what the program prints; ``python -m tests.docs.rewrite`` writes it anew.
"""

import contextlib
import datetime
import doctest
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

import rubric_dsl as rd
from rubric_dsl.pipeline import compile_file, compile_text
from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.snippet import report
from rubric_dsl.source.text import SourceText
from rubric_dsl.tools.cli import main
from tests.among import evaluator
from tests.docs.pages import ROOT, Block, blocks
from tests.listed import listed

_CASE = re.compile(r"^\s*#\s*(?P<given>[^→]+=[^→]*)→\s*(?P<gives>.+?)\s*$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TRUTHS = {"yes": True, "是": True, "no": False, "否": False}
_HEAD = "rubric example\n  total {total}, published rounded half up to 2 decimals\n"
_RULE = re.compile(r"^# (?:rule: |规则：)(.+)$", re.MULTILINE)
_METRIC = re.compile(r"^# (?:metric: |指标：)(.+)$", re.MULTILINE)
_ONE_METRIC = "rubric example\n  total 1\nmetrics\n  {metric}\nexample: 1 point\n  1\n"
_CODE = re.compile(r"RB\d{4}")
ANY_LINES = "…"


@frozen
class Shown:
    """What a page shows of the program, and what the program says now."""

    block: Block
    page: str
    program: str

    def hold(self) -> None:
        """Fail where they differ."""
        assert alike(self.page, self.program), (
            f"{self.block.place} shows\n{self.page}\n--- and the program says\n{self.program}"
        )


def alike(page: str, program: str) -> bool:
    """Whether a text on a page is the program's; a line ``…`` on the page stands for any lines."""
    parts = [
        "\n".join(line.rstrip() for line in part.splitlines())
        for part in re.split(rf"^[ ]*{ANY_LINES}[ ]*\n?", page, flags=re.MULTILINE)
    ]
    shown = "\n".join(line.rstrip() for line in program.splitlines())
    pattern = r"(?:.*\n)*?".join(re.escape(part + "\n") if part else "" for part in parts)
    return re.fullmatch(pattern, shown + "\n") is not None if page else not shown


def value(text: str) -> Any:
    """``8``, ``1/3``, ``yes``, ``是``, ``2023-12-31``, ``[18; 17.5]``; any other word is an option"""
    text = text.strip()
    if text.startswith("["):
        return listed(text, value)
    if text in ("missing", "缺失"):
        return None
    if _DAY.fullmatch(text):
        return datetime.date.fromisoformat(text)
    if text in _TRUTHS:
        return _TRUTHS[text]
    return Fraction(text.replace("−", "-")) if re.match(r"[−-]?[0-9.]", text) else text


def values(text: str) -> dict[str, Any]:
    """``events = 8, plan_made = yes``"""
    pairs = (pair.partition("=") for pair in re.split(r"[,，]", text))
    return {name.strip(): value(said) for name, _, said in pairs}


def cases(text: str) -> list[tuple[dict[str, Any], str]]:
    """The inputs in a block's comments, with what each is to give."""
    found = (_CASE.match(line) for line in text.splitlines())
    return [(values(case["given"]), case["gives"]) for case in found if case]


def rules_of(block: Block) -> list[str]:
    """The rules of a block: a blank line stands between two."""
    return [part for part in re.split(r"\n\s*\n", block.text) if part.strip()]


def _told(diagnostics: tuple[Diagnostic, ...], texts: Mapping[str, SourceText], block: Block) -> str:
    return report(diagnostics, texts, "zh" if block.lang == "zh" else "en")


@define
class Session:
    """One page being read from its top: its folder, its names, and what was said last."""

    folder: Path
    names: dict[str, object] = field(factory=dict)
    last: str = ""
    codes: list[str] = field(factory=list)
    hash: str = ""
    """Of the last rubric shown."""

    def run(self, block: Block) -> Iterator[Shown]:
        """Hold one block against the program; yields what the page shows of its output."""
        match block.kind:
            case "example" if "pending" in block.options:
                self._pending(block)
            case "example":
                self._example(block)
            case "message":
                yield Shown(block, block.text, self.last)
            case "file":
                self._file(block)
            case "change":
                self._change(block)
            case "shell":
                yield from self._shell(block)
            case "python":
                yield from self._python(block)
            case "not run":
                assert block.about, f"{block.place}: say why it is not run"
            case _:
                raise AssertionError(f"{block.place}: a block must say what it is, not {block.kind!r}")

    def _example(self, block: Block) -> None:
        match block.about:
            case "rule":
                self._rule(block)
            case "rubric":
                self._rubric(block)
            case "input":
                self._input(block)
            case _:
                raise AssertionError(f"{block.place}: no example is of the kind {block.about!r}")

    def _pending(self, block: Block) -> None:
        try:
            self._example(block)
        except AssertionError:
            return
        raise AssertionError(f"{block.place} holds by now: take `pending` away")

    def _answered(self, block: Block, found: tuple[Diagnostic, ...], texts: Mapping[str, SourceText]) -> None:
        self.last = _told(found, texts, block) if found else ""
        self.codes = [one.code for one in found]
        wanted = block.options.get("refused", block.options.get("remark", "")).split()
        # the page of a code is about that one; others may come with it
        due = set(self.codes) >= set(wanted) if wanted and block.of_a_code else self.codes == wanted
        assert due, f"{block.place}: {wanted or 'nothing'} is due, and it is\n{self.last}"

    def _rule(self, block: Block) -> None:
        for text in rules_of(block):
            try:
                rule = rd.compile_rule(text)
            except rd.RubricError as mistake:
                self._answered(block, mistake.diagnostics, mistake.texts)
                continue
            self._answered(block, (), {})
            given = cases(text)
            assert given or block.of_a_code, f"{block.place}: give figures for {text}"
            for metrics, gives in given:
                points = rule.score(metrics)
                assert points == value(gives), f"{block.place}: {metrics} gives {points}"

    def _rubric(self, block: Block) -> None:
        text = block.text + "\n"
        if "total" in block.options:
            text = _HEAD.format(total=block.options["total"]) + text
        source = SourceText(block.options.get("name", "example.rubric"), text)
        beside = self.folder / source.name if "beside" in block.options else None
        if beside is not None:  # it names another rubric: both are files of one folder
            beside.write_text(text, "utf-8")
        compiled = compile_file(beside) if beside is not None else compile_text(source)
        self._answered(block, compiled.diagnostics, {source.name: source})
        given = cases(text)
        if compiled.plan is None:
            return
        rubric = rd.load(beside) if beside is not None else rd.loads(text)
        assert "same" not in block.options or rubric.hash == self.hash, f"{block.place}: the meanings differ"
        self.hash = rubric.hash
        scored_by = evaluator(rubric, [metrics for metrics, _ in given])
        for metrics, gives in given:
            result = scored_by.evaluate(metrics)
            for part in re.split(r"[,，]", gives):
                *name, figure = part.split()
                reached = result[name[0]].points if name else result.published
                assert reached == value(figure), (
                    f"{block.place}: {metrics} gives {part.strip()}, now {reached}"
                )

    def _input(self, block: Block) -> None:
        import yaml

        class Exact(yaml.SafeLoader):
            """Decimals as they are written; ``.nan`` and ``.inf`` as YAML has them."""

        def decimal(_: Exact, node: yaml.ScalarNode) -> Decimal:
            return Decimal(node.value.lstrip(".") if node.value[-1].isalpha() else node.value)

        Exact.add_constructor("tag:yaml.org,2002:float", decimal)
        named, metric = _RULE.search(block.text), _METRIC.search(block.text)
        assert named or metric, (
            f"{block.place}: a comment `# rule: …` or `# metric: …` says what the values are for"
        )
        rule: rd.Rule | rd.Rubric
        rule = rd.compile_rule(named[1]) if named else rd.loads(_ONE_METRIC.format(metric=metric[1]))
        try:
            rule.score(yaml.load(block.text, Exact))  # noqa: S506 - a SafeLoader
        except rd.MetricError as mistake:
            self._answered(block, mistake.diagnostics, mistake.texts)
        else:
            self._answered(block, (), {})

    def _file(self, block: Block) -> None:
        path = self.folder / block.about
        before = path.read_text("utf-8") if "append" in block.options else ""
        path.write_text(before + block.text + "\n", block.options.get("encoding", "utf-8"))
        self.codes = []

    def _change(self, block: Block) -> None:
        path = self.folder / block.about
        lines = path.read_text("utf-8").split("\n")
        lines[int(block.options["line"]) - 1] = block.text
        path.write_text("\n".join(lines), "utf-8")

    def _shell(self, block: Block) -> Iterator[Shown]:
        said = re.split(r"^\$ (.*)$", block.text, flags=re.MULTILINE)[1:]
        page, program = [], []
        code = 0
        for command, shown in zip(said[::2], said[1::2], strict=True):
            code, printed = self._command(command, block.lang)
            page.append(f"$ {command}\n{shown.strip(chr(10))}".rstrip())
            program.append(f"$ {command}\n{printed.strip(chr(10))}".rstrip())
        assert code == int(block.options.get("exit", "0")), f"{block.place}: exit code {code}\n{program[-1]}"
        self.last = program[-1]
        self.codes = _CODE.findall(self.last)
        yield Shown(block, "\n".join(page), "\n".join(program))

    def _command(self, command: str, lang: str) -> tuple[int, str]:
        command, _, given = command.partition(" < ")
        name, *arguments = command.split()
        assert name == "rubric", f"the examples run `rubric` alone, not {command}"
        stdin = io.TextIOWrapper(io.BytesIO((self.folder / given).read_bytes() if given else b""))
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        kept = os.environ.get("RUBRIC_LANG")
        os.environ["RUBRIC_LANG"] = lang
        kept_stdin, sys.stdin = sys.stdin, stdin
        try:
            with (
                contextlib.chdir(self.folder),
                contextlib.redirect_stdout(printed),
                contextlib.redirect_stderr(printed),
            ):
                main(arguments)
        except SystemExit as done:
            return int(done.code or 0), printed.buffer.getvalue().decode()
        finally:
            sys.stdin = kept_stdin
            if kept is None:
                del os.environ["RUBRIC_LANG"]
            else:
                os.environ["RUBRIC_LANG"] = kept
        raise AssertionError("the command line always exits")

    def _python(self, block: Block) -> Iterator[Shown]:
        test = doctest.DocTestParser().get_doctest(
            block.text + "\n", self.names, block.place, str(block.page), block.line - 1
        )
        assert test.examples, f"{block.place}: a session has lines that begin with >>>"
        runner = _Runner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False)
        with contextlib.chdir(self.folder):
            runner.run(test, out=runner.told.append, clear_globs=False)
        assert not runner.broken, "".join(runner.told)
        self.names = test.globs
        self.codes = sorted({code for example in test.examples for code in _CODE.findall(example.want)})
        lines = block.text.split("\n")
        for example, got in reversed(runner.other):
            first = example.lineno + example.source.count("\n")
            lines[first : first + example.want.count("\n")] = (
                got.rstrip("\n").replace("\n\n", "\n<BLANKLINE>\n").split("\n")
            )
        yield Shown(block, block.text, "\n".join(lines))


class _Runner(doctest.DocTestRunner):
    """Keeps what an example printed where that is not what the page shows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.other: list[tuple[doctest.Example, str]] = []
        self.told: list[str] = []
        self.broken = False

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.other.append((example, got))

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, info: Any
    ) -> None:
        self.broken = True
        super().report_unexpected_exception(out, test, example, info)


def session(page: Path, folder: Path) -> Session:
    """A session for a page: in a folder of its own where the page makes files, else where the project is."""
    own = any(block.kind == "file" or block.of_a_code for block in blocks(page))
    if own and not (folder / "rubrics").exists():
        (folder / "rubrics").symlink_to(ROOT / "rubrics")
    return Session(folder if own else ROOT, {"__name__": "example"})
