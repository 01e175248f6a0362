"""Results of worked cases → JUnit XML, which CI servers read: a suite for each file of cases that was run.

A case that is not as expected is a failure with its account; cases that could not be run are one error with
all of their messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import printable
from rubric_dsl.source.snippet import report
from rubric_dsl.tools.cases import CaseResult, CasesError
from rubric_dsl.tools.cases_report import report_of


def as_junit(ran: Iterable[tuple[str, Sequence[CaseResult] | CasesError]], lang: Language) -> bytes:
    """The results of each file of cases, or why there are none, as a document in UTF-8."""
    root = ET.Element("testsuites", name="rubric test")
    for name, found in ran:
        suite = ET.SubElement(root, "testsuite", name=printable(name))
        if isinstance(found, CasesError):
            _count(suite, 1, errors=1)
            _told(_case(suite, name, name, 1), "error", [report(found.diagnostics, found.texts, lang)])
            continue
        _count(suite, len(found), failures=sum(not one.passed for one in found))
        for one in found:
            element = _case(suite, one.rubric, one.case, one.span.line, one.span.file)
            if not one.passed:
                _told(element, "failure", report_of(one, lang))
    ET.indent(root)
    document: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return document + b"\n"


def _count(suite: ET.Element, tests: int, failures: int = 0, errors: int = 0) -> None:
    for name, number in (("tests", tests), ("failures", failures), ("errors", errors)):
        suite.set(name, str(number))


def _case(suite: ET.Element, rubric: str, name: str, line: int, file: str | None = None) -> ET.Element:
    facts = {"classname": printable(rubric), "name": printable(name), "line": str(line)}
    return ET.SubElement(suite, "testcase", facts | {"file": printable(file or name)})


def _told(case: ET.Element, kind: str, lines: Sequence[str]) -> None:
    text = "\n".join(printable(line) for part in lines for line in part.split("\n"))
    ET.SubElement(case, kind, message=text.partition("\n")[0]).text = text
