"""Array code of any expression, not only of those that rubrics lead to: what is worked out first stays until it is read."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.evaluators.arrays.columns import Column
from rubric_dsl.evaluators.arrays.kernels import Kernels
from rubric_dsl.evaluators.python.scales import scales_of
from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.lowering import program_of
from tests.evaluators.whole.running import Running

NAMES = ("first", "second", "third", "fourth")
PLAN = rd.loads(
    "rubric any\n  total 10\n\nmetrics\n"
    + "".join(f"  {name} count from 1 to 9\n" for name in NAMES)
    + "\nall_of_it: 10 points\n  first + second + third + fourth, at most 10\n"
).plan

FACTORS = st.sampled_from([-3, -2, -1, 1, 2, 3])
ATOMS = st.one_of(st.sampled_from(NAMES).map(n.Var), st.integers(-4, 4).map(n.Const))
POSITIVE = st.one_of(st.sampled_from(NAMES).map(n.Var), st.integers(1, 4).map(n.Const))


def _larger(inner: st.SearchStrategy[n.Num]) -> st.SearchStrategy[n.Num]:
    terms = st.lists(st.tuples(FACTORS, inner), min_size=1, max_size=4).map(tuple)
    operands = st.lists(inner, min_size=2, max_size=3).map(tuple)
    test = st.builds(n.Compare, st.sampled_from(["≥", ">", "≤", "<", "=", "≠"]), inner, inner)
    return st.one_of(
        st.builds(n.Linear, st.integers(-4, 4), terms),
        st.builds(n.Product, inner, inner),
        st.builds(n.FloorDiv, inner, POSITIVE),
        st.builds(n.Least, operands),
        st.builds(n.Greatest, operands),
        st.builds(n.If, test, inner, inner),
        st.builds(n.If, test.map(n.Negate), inner, st.just(n.Const(0))),
        st.builds(n.Pick, st.builds(n.FloorDiv, st.sampled_from(NAMES).map(n.Var), st.just(n.Const(4))),
                  st.lists(inner, min_size=3, max_size=3).map(tuple)),
    )  # fmt: skip


EXPRESSIONS = st.recursive(ATOMS, _larger, max_leaves=12)
ROWS = st.lists(st.tuples(*(st.integers(1, 9) for _ in NAMES)), min_size=1, max_size=5)


def _sum(*terms: n.Num) -> n.Linear:
    return n.Linear(0, tuple((1, term) for term in terms))


A, B, C, D = map(n.Var, NAMES)


@example([_sum(A, B, n.Product(_sum(A, B), _sum(C, D)))], [(1, 2, 3, 4)])
@example([_sum(n.FloorDiv(n.Product(A, B), C), n.FloorDiv(n.Product(B, B), C), n.FloorDiv(n.Product(D, D), C))], [(1, 2, 3, 9)])
@given(st.lists(EXPRESSIONS, min_size=1, max_size=3), ROWS)
def test_code_of_any_expression_agrees(values: list[n.Num], rows: list[tuple[int, ...]]) -> None:
    usual = program_of(PLAN)
    lines = tuple(n.Line(f"line_{place}", value) for place, value in enumerate(values))
    outputs = tuple(n.Output(f"out_{place}", f" {place}", n.Var(line.name), 0) for place, line in enumerate(lines))
    program = n.Program(
        PLAN, usual.inputs, lines, outputs, n.Output("published", "", values[-1], 0), usual.exact, (), (), (), None
    )
    columns = {
        name: Column(np.array([row[place] for row in rows], np.int64)) for place, name in enumerate(NAMES)
    }
    found = Kernels(program, scales_of(PLAN)).run(columns, len(rows))
    assert not found.odd.any()
    for place, row in enumerate(rows):
        running = Running(dict(zip(NAMES, row, strict=True)), set(NAMES))
        for line in lines:
            running.line(line)
            assert found.arrays[f"out_{line.name[5:]}"][place] == running.values[line.name]
        assert found.arrays["published"][place] == running.num(values[-1])
