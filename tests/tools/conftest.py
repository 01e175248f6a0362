"""A rubric as the tools see it, small enough to be worked out by eye."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import field, frozen

from rubric_dsl.errors import MetricError
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic


@frozen
class FakeMetric:
    id: str
    kind: str
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(factory=dict)
    optional: bool = False

    def label(self, lang: Language = "en") -> str:
        return self.labels.get(lang, self.id)


@frozen
class FakeResult:
    outcome: str
    reason: str | None
    total: Fraction | None
    published: Decimal | None


@frozen
class FakeRubric:
    """Total: events ÷ 3 plus mark, nothing for those who did not join; published with one decimal."""

    id: str = "fake"
    hash: str = "0" * 8

    @property
    def metrics(self) -> Mapping[str, FakeMetric]:
        metrics = (
            FakeMetric("events", "count", ("对接活动",), {"en": "events held", "zh": "对接活动场次"}),
            FakeMetric("mark", "mark", ("评分",)),
            FakeMetric("joined", "yes/no", ("参加",)),
        )
        return {metric.id: metric for metric in metrics}

    def evaluate(self, metrics: Mapping[str, object], /) -> FakeResult:
        faults: list[Diagnostic] = []
        missing = tuple(name for name in self.metrics if name not in metrics)
        if missing:
            faults.append(diagnostic("RB0501", None, metrics=missing, metric=missing[0]))
        for name, value in metrics.items():
            kind = self.metrics[name].kind
            expected = bool if kind == "yes/no" else int if kind == "count" else int | Decimal
            if not isinstance(value, expected):
                faults.append(diagnostic("RB0503", None, metric=name, shown=str(value), kind=kind))
        if faults:
            raise MetricError(faults)
        if metrics["joined"] is False:
            return FakeResult("excluded", "did not join", None, None)
        total = Fraction(metrics["events"], 3) + Fraction(metrics["mark"])  # type: ignore[arg-type]
        return FakeResult("scored", None, total, Decimal(round(total * 10)).scaleb(-1))


@pytest.fixture
def rubric() -> FakeRubric:
    return FakeRubric()
