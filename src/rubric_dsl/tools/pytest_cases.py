"""A plugin for pytest: files of worked cases beside rubrics are tests, a case under a spelling each.

Installing the package is enough; accounts are in the language of ``RUBRIC_LANG``. With ``-p no:rubric_dsl``
the files are left alone, and so is a file ``*.cases.yaml`` with no rubric beside it and no key ``rubric`` in
it, which is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rubric_dsl.tools.cases import CaseResult, Opened
    from rubric_dsl.tools.cases_file import Case

_OURS = re.compile(r"^rubric\s*:", re.MULTILINE)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFileItems | None:
    """The cases of a file that says of which rubric they are."""
    if file_path.suffix != ".yaml":  # most files: nothing else is imported for them
        return None
    from rubric_dsl.tools.cases_file import ENDING

    if not file_path.name.endswith(ENDING):
        return None
    beside = any(file_path.parent.glob("*.rubric"))
    if not beside and not _OURS.search(file_path.read_text("utf-8", errors="replace")):
        return None
    return CasesFileItems.from_parent(parent, path=file_path)


class NotAsExpectedError(Exception):
    """A case whose figures are not as expected."""


class CasesFileItems(pytest.File):
    """A file of worked cases; the rubrics are read when its cases are collected, and run at the first one."""

    opened: Opened

    def collect(self) -> Iterator[CaseItem]:
        from rubric_dsl.source.snippet import report
        from rubric_dsl.tools.cases import CasesError, opened
        from rubric_dsl.tools.terminal import language

        try:
            self.opened = opened(self.path)
        except CasesError as mistake:
            raise self.CollectError(report(mistake.diagnostics, mistake.texts, language(None))) from None
        for rubric in self.opened.rubrics:
            for case in self.opened.cases:
                name = f"{case.name} [{Path(rubric).name}]"
                yield CaseItem.from_parent(self, name=name, rubric=rubric, case=case)

    @cached_property
    def results(self) -> dict[tuple[str, str], CaseResult]:
        """What became of every case under every rubric."""
        return {(one.rubric, one.case): one for one in self.opened.results()}


class CaseItem(pytest.Item):
    """One case under one spelling of its rubric."""

    def __init__(self, *, rubric: str, case: Case, **facts: Any) -> None:
        super().__init__(**facts)
        self.rubric, self.case = rubric, case

    def runtest(self) -> None:
        """Fail where a figure is not as expected."""
        from rubric_dsl.tools.cases_report import report_of
        from rubric_dsl.tools.terminal import language

        assert isinstance(self.parent, CasesFileItems)
        found = self.parent.results[self.rubric, self.case.name]
        if not found.passed:
            raise NotAsExpectedError("\n".join(report_of(found, language(None))))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The figures and their account, without a traceback."""
        if isinstance(excinfo.value, NotAsExpectedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file, and the line of the case counted from 0."""
        return self.path, self.case.span.line - 1, self.name
