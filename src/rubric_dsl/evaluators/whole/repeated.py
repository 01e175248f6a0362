"""Work that a program would do twice becomes a line: the parts that stand in several places.

Comes in: lines, and the expressions of the results behind them. Goes out: the same, in which no part that
takes work stands twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import attrs
from attrs import define, field

from rubric_dsl.evaluators.whole import nodes as n
from rubric_dsl.evaluators.whole.naming import Namer

_ATOMS = (n.Const, n.Var, n.Always, n.Holds, n.Given)
_NODES = (
    n.Linear, n.Product, n.FloorDiv, n.Least, n.Greatest, n.If, n.Pick, n.Workdays, n.Root, n.Log, n.OfAll,
    n.Before, n.Compare, n.All, n.Any, n.Negate,
)  # fmt: skip


def parts(item: n.Num | n.Truth) -> tuple[n.Num | n.Truth, ...]:
    """The expressions right inside an expression; a fold is one piece."""
    match item:
        case n.Linear():
            return tuple(atom for _, atom in item.terms)
        case n.Product() | n.FloorDiv() | n.Compare():
            return (item.left, item.right)
        case n.Least() | n.Greatest() | n.All() | n.Any():
            return item.operands
        case n.If():
            return (item.test, item.then, item.otherwise)
        case n.Pick():
            return (item.index, *item.cases)
        case n.Workdays() | n.Root() | n.Negate():
            return (item.operand,)
        case n.Log():
            return (item.above, item.below)
        case n.Before():
            return (item.own,)
        case n.OfAll():
            return (item.value,) if item.where is None else (item.value, item.where)
        case _:
            return ()


def read_by(item: n.Num | n.Truth) -> set[str]:
    """The variables that an expression reads."""
    if isinstance(item, n.Var | n.Holds | n.Given):
        return {item.name}
    return {name for part in parts(item) for name in read_by(part)}


def rebuilt(item: Any, change: Callable[[Any], Any]) -> Any:
    """An expression with each of its parts changed."""
    if isinstance(item, n.Linear):
        return n.Linear(item.const, tuple((coefficient, change(atom)) for coefficient, atom in item.terms))
    if not isinstance(item, _NODES):
        return item
    changed: dict[str, Any] = {}
    for one in attrs.fields(type(item)):
        value = getattr(item, one.name)
        if isinstance(value, (*_NODES, *_ATOMS)):
            changed[one.name] = change(value)
        elif isinstance(value, tuple):
            changed[one.name] = tuple(change(each) for each in value)
    return attrs.evolve(item, **changed)


@define
class _Sharing:
    repeated: set[n.Num | n.Truth]
    namer: Namer
    lines: list[n.Line] = field(factory=list)
    named: dict[n.Num | n.Truth, n.Num | n.Truth] = field(factory=dict)

    def inside(self, item: Any) -> Any:
        """An expression in the place where it is read."""
        if item in self.named:
            return self.named[item]
        made = rebuilt(item, self.inside)
        if item not in self.repeated:
            return made
        line = n.Line(self.namer.fresh("part"), made)
        self.lines.append(line)
        self.named[item] = n.Holds(line.name) if line.truth else n.Var(line.name)
        return self.named[item]


def without_repeats(
    lines: Sequence[n.Line], results: Sequence[n.Num | n.Truth], namer: Namer
) -> tuple[tuple[n.Line, ...], tuple[n.Num | n.Truth, ...]]:
    """The lines and the results, with a line for every part that stands in several places."""
    seen: Counter[n.Num | n.Truth] = Counter()

    def look(item: n.Num | n.Truth) -> None:
        if isinstance(item, _NODES):
            seen[item] += 1
            if seen[item] == 1:
                for part in parts(item):
                    look(part)

    for value in (*(line.value for line in lines), *results):
        look(value)
    sharing = _Sharing({item for item, times in seen.items() if times > 1 and _is_work(item)}, namer)
    for line in lines:
        value = rebuilt(line.value, sharing.inside)
        sharing.lines.append(attrs.evolve(line, value=value))
        if _is_work(line.value):
            sharing.named.setdefault(line.value, n.Holds(line.name) if line.truth else n.Var(line.name))
    found = tuple(sharing.inside(item) for item in results)
    return tuple(sharing.lines), found


def _is_work(item: n.Num | n.Truth) -> bool:
    """Whether an expression is more than a variable, turned or moved by a constant."""
    if isinstance(item, n.Linear):
        return len(item.terms) > 1
    if isinstance(item, n.Negate):
        return False
    return isinstance(item, _NODES)
