"""Rows → the text of a file in the other language: keywords, and names that are declared in both scripts.

Comes in: a sheet. Goes out: the file with each sentence in the wanted language and every comment in its
place. A sentence that is in that language already stays as it was written, and so do labels, quotations,
units and names without a form in the other script. A sentence that goes on over several lines comes out as
one; the comments between them stand above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from rubric_dsl.source.diagnostics import Diagnostic, Language
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import formatting, lines
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.build import Place
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.reader import Reader
from rubric_dsl.syntax.reading import File, Parts, body_line
from rubric_dsl.syntax.sheet.laying import INDENT, formatted, levels_of
from rubric_dsl.syntax.sheet.rows import Row, Sentence, Sheet, rows_of
from rubric_dsl.syntax.sheet.signs import CHINESE, is_chinese
from rubric_dsl.syntax.spelling import Names
from rubric_dsl.syntax.spelling.expressions import VERBS_OF_NOT
from rubric_dsl.syntax.spelling.grades import spell_grades
from rubric_dsl.syntax.spelling.lists import with_their_fields


def _of_body(reader: Reader, line: LogicalLine, lang: Language, names: Names) -> str:
    parts = Parts()
    body_line(reader, line, parts)
    if parts.rules and isinstance(parts.rules[0], t.Case):
        parts.rules = [t.Cases((parts.rules[0],), span=parts.rules[0].span)]
    return formatting.spell_body(parts.body(), lang, names)[0]


def _of_rubric(reader: Reader, line: LogicalLine, lang: Language, names: Names) -> str:
    file = File(reader, _blank())
    file.about_line(line)
    return formatting.spell_head(file.rubric, lang, names)[-1].strip()  # days off follow their calendar


def _blank() -> t.Rubric:
    span = Span("", 1, 1, 1)
    return t.Rubric(t.Named("a", None, (), span=span), None, None, None, None, None, (), (), span=span)


def _at_the_margin(
    sentence: Sentence, reader: Reader, line: LogicalLine, lang: Language, names: Names
) -> str:
    branch = sentence.branch
    inner = branch if branch.data != "top" else next(branch.find_pred(lambda one: one is not branch))
    if inner.data == "metrics_head":
        return "指标" if lang == "zh" else "metrics"
    file = File(reader, _blank())
    file.line(line)
    if inner.data == "rubric_head":
        return formatting.spell_head(file.rubric, lang, names)[0]
    if inner.data == "grades_head":
        assert file.rubric.grades is not None, "the line was read before"
        return spell_grades(file.rubric.grades, lang, names, lambda name: "")[0]
    node = evolve(file.parts.children[0], broken=False)
    return formatting.spell_node(node, lang, names)[0]


def _said(sentence: Sentence, lang: Language, names: Names, name: str) -> str:
    """One sentence in a language."""
    line = LogicalLine(sentence.number, 0, sentence.text)
    reader = Reader(SourceText(name, ""))
    match sentence.start:
        case "metric":
            place = Place(name, sentence.number)
            if sentence.branch.data == "derived":
                return formatting.spell_derived(lines.derived(sentence.branch, place), lang, names)
            return formatting.spell_metrics((lines.metric(sentence.branch, place),), lang, names)[0]
        case "grade":
            one = lines.grade(sentence.branch, Place(name, sentence.number))
            made = t.Grades(
                None,
                (one,) if isinstance(one, t.Grade) else (),
                (one,) if isinstance(one, t.GradeLimit) else (),
                span=one.span,
            )
            return spell_grades(made, lang, names, lambda named: formatting.spell_declared(named, lang))[1][0]
        case "about":
            return _of_rubric(reader, line, lang, names)
        case "top":
            return _at_the_margin(sentence, reader, line, lang, names)
        case _:
            return _of_body(reader, line, lang, names)


def _names(tree: t.Rubric, lang: Language) -> dict[str, str]:
    """What names are called in a language; and units, where one of each script always go together."""
    found = formatting.names_in(tree, lang)
    everything: list[t.Metric | t.Derived] = [*with_their_fields(tree.metrics), *tree.derived]
    named = {word for one in everything for word in (one.name.id, one.name.alias) if word}
    pairs: dict[str, set[str]] = {}
    for one in everything:
        for unit in one.units:
            pairs.setdefault(unit, set()).update(set(one.units) - {unit} or {""})
    for unit, others in pairs.items():
        other = next(iter(others))
        alone = len(others) == 1 and pairs.get(other) == {unit} and not {unit, other} & named
        if alone and (CHINESE.search(other) is not None) == (lang == "zh"):
            found.setdefault(unit, other)
    if lang == "en":  # 未发布计划 says 发布计划 of the metric without its verb
        for word, own in list(found.items()):
            for verb in VERBS_OF_NOT:
                if word.startswith(verb) and word.removeprefix(verb) not in named:
                    found.setdefault(word.removeprefix(verb), own)
    return found


def _rows_said(sheet: Sheet, lang: Language, name: str) -> Iterator[str]:
    names = _names(sheet.tree, lang)
    levels = levels_of(sheet.rows)
    own: dict[int, list[Row]] = {}
    for row in sheet.rows:
        if row.sentence is not None:
            own.setdefault(row.sentence.number, []).append(row)
    for row in sheet.rows:
        sentence = row.sentence
        if sentence is None:
            yield INDENT * levels[row.number] + row.comment if row.comment else ""
            continue
        rows = own[sentence.number]
        words = tuple(word for one in rows for word in one.words)
        if is_chinese(words) == (lang == "zh"):
            indent = sentence.depth + (0 if row.first else 1 + sentence.opens)
            yield INDENT * indent + row.written.strip()
            continue
        if not row.first:
            continue
        for other in rows[1:]:
            if other.comment:
                yield INDENT * sentence.depth + other.comment
        text = INDENT * sentence.depth + _said(sentence, lang, names, name)
        yield f"{text}  {row.comment}" if row.comment else text


def translated(source: SourceText, lang: Language) -> str | tuple[Diagnostic, ...]:
    """A file in a language, laid out; or the mistakes that keep it from being read."""
    sheet = rows_of(source)
    if not isinstance(sheet, Sheet):
        return sheet
    end = "\r\n" if source.text.partition("\n")[0].endswith("\r") else "\n"
    return formatted(SourceText(source.name, end.join(_rows_said(sheet, lang, source.name))))
