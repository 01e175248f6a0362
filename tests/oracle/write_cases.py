"""``python -m tests.oracle.write_cases``: the worked cases of each scheme, written beside its rubric.

The cases are worked out by hand in ``tests/oracle/schemes``; here they only change their names. A test holds
the files to them.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import rubric_dsl as rd
from tests.oracle.adapters import ADAPTERS, Adapter

HEAD = """# Worked cases of this scheme. Each was worked out by hand from the publication; what they are based on, and how
# what it leaves open is read, stands in tests/oracle/schemes/{scheme}.py.

rubric: {name}
cases:
"""


def figure(value: Any) -> str:
    """A value as YAML: an exact decimal, or a fraction in quotation marks."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f'"{value}"' if value in ("no", "yes") else value
    if isinstance(value, list):
        return "[" + ", ".join(map(figure, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {figure(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Decimal):
        return str(value)
    number = Fraction(value)
    places = next((count for count in range(13) if not 10**count % number.denominator), None)
    if places is None:
        return f'"{number}"'
    sign, digits = "-" if number < 0 else "", str(abs(number.numerator) * 10**places // number.denominator)
    digits = digits.rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def written(adapter: Adapter) -> str:
    """The cases file of a rubric."""
    lines = [HEAD.format(scheme=adapter.scheme, name=adapter.rubric.rpartition("/")[2])]
    for case in adapter.module.CASES:
        lines.append(f'  - name: "{case["name"]}"')
        metrics = adapter.metrics(case["input"])
        lines.append(
            "    metrics: {" + ", ".join(f"{name}: {figure(one)}" for name, one in metrics.items()) + "}"
        )
        lines.append("    expect: " + _expected(adapter, case))
    return "\n".join(lines) + "\n"


def _expected(adapter: Adapter, case: Any) -> str:
    if case["total"] is None:
        return "{outcome: excluded}"
    told: dict[str, Any] = dict(adapter.expected(case["points"]))
    if adapter.published is None:
        told["total"] = case["total"]
    else:
        units = Fraction(case["total"]) * 10**adapter.published
        told["published"] = Decimal(int(units)).scaleb(-adapter.published)
    if rd.load(adapter.path).plan.graded is not None:
        told["grade"] = adapter.grade(case["grade"])
    return "{" + ", ".join(f"{name}: {figure(one)}" for name, one in told.items()) + "}"


if __name__ == "__main__":
    for one in ADAPTERS:
        one.path.with_suffix(".cases.yaml").write_text(written(one), "utf-8")
