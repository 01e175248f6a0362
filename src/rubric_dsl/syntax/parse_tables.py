"""Lark's parse tables as plain data, and a parser of Lark's made of them.

A parser that Lark makes from the grammar knows everything at once: two thousand states, a thousand rules. A
rubric needs a tenth of them. So the tables are kept as plain data, a state a piece, and a state or a rule is
made into Lark's own objects when it is first met.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable
from typing import Any

from attrs import frozen
from lark import Tree
from lark.common import LexerConf, ParserConf
from lark.grammar import NonTerminal, Rule, RuleOptions, Terminal
from lark.parse_tree_builder import ParseTreeBuilder
from lark.parser_frontends import ParsingFrontend
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_parser import LALR_Parser, _Parser

from rubric_dsl.syntax.beginnings import beginnings
from rubric_dsl.syntax.lexing import CHINESE_NAME, Piece, RubricLexer, Vocabulary, Words
from rubric_dsl.vocabulary import keywords

Plain = dict[str, Any]


@frozen
class Kept:
    """A parser, and the words that it knows."""

    parser: ParsingFrontend
    vocabulary: Vocabulary


def plain(made: Any) -> Plain:
    """All that a parser made by Lark knows, in types that ``marshal`` writes."""
    table = made.parser.parser._parse_table
    rules: dict[Rule, int] = {}
    states = [b""] * len(table.states)
    for state, actions in table.states.items():
        states[state] = marshal.dumps(
            {
                str(name): 2 * argument if action is Shift else 2 * rules.setdefault(argument, len(rules)) + 1
                for name, (action, argument) in actions.items()
            }
        )
    return {
        "rules": [_plain_rule(rule) for rule in rules],
        "states": states,
        "starts": table.start_states,
        "ends": table.end_states,
        "pieces": [_plain_piece(piece) for terminal in _in_order(made) for piece in _pieces(terminal)],
        "stops": [(stop, stop, beginnings(stop)) for stop in keywords.chinese_stops()],
        "ignored": [str(name) for name in made.lexer_conf.ignore],
    }


def _in_order(made: Any) -> list[Any]:
    """The terminals in the order in which Lark tries them."""
    return sorted(
        made.terminals,
        key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name),
    )


def _pieces(terminal: Any) -> list[Piece]:
    name = str(terminal.name)
    if name == "NAME":
        latin = keywords.LATIN_NAME
        chinese = beginnings(f"[{keywords.CJK}]")
        return [Piece(name, latin, beginnings(latin)), Piece(name, CHINESE_NAME, chinese)]
    keyword = keywords.BY_TERMINAL.get(name)
    patterns = keywords.spellings(keyword) if keyword else (terminal.pattern.to_regexp(),)
    return [Piece(name, pattern, beginnings(pattern)) for pattern in patterns]


def _plain_piece(piece: Piece) -> tuple[Any, ...]:
    return piece.terminal, piece.pattern, piece.begins


def _plain_rule(rule: Rule) -> tuple[Any, ...]:
    expansion = [(str(one.name), getattr(one, "filter_out", None)) for one in rule.expansion]
    options = rule.options
    alias = None if rule.alias is None else str(rule.alias)
    kept = (options.keep_all_tokens, options.expand1, tuple(options.empty_indices))
    return str(rule.origin.name), expansion, rule.order, alias, kept


def _rule(row: tuple[Any, ...]) -> Rule:
    origin, expansion, order, alias, (keep_all, expand_one, empty) = row
    symbols = [NonTerminal(name) if out is None else Terminal(name, out) for name, out in expansion]
    options = RuleOptions(keep_all, expand_one, empty_indices=empty)
    return Rule(NonTerminal(origin), symbols, order, alias, options)


class States(dict[int, dict[str, tuple[Any, Any]]]):
    """The states of a parser, each made when the parser first comes to it."""

    def __init__(self, packed: list[bytes], rules: list[tuple[Any, ...]]) -> None:
        self._packed = packed
        self._rows = rules
        self._rules: dict[int, Rule] = {}

    def __missing__(self, state: int) -> dict[str, tuple[Any, Any]]:
        packed: dict[str, int] = marshal.loads(self._packed[state])
        made = {
            name: (Reduce, self._rule(code >> 1)) if code & 1 else (Shift, code >> 1)
            for name, code in packed.items()
        }
        self[state] = made
        return made

    def _rule(self, number: int) -> Rule:
        if number not in self._rules:
            self._rules[number] = _rule(self._rows[number])
        return self._rules[number]


class TreeMakers(dict[Rule, Callable[[list[Any]], Any]]):
    """What makes a rule's tree, made when the rule is first met."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, rule: Rule) -> Callable[[list[Any]], Any]:
        builder = ParseTreeBuilder([rule], Tree, maybe_placeholders=True)  # type: ignore[no-untyped-call]
        made: Callable[[list[Any]], Any] = builder.create_callback()[rule]  # type: ignore[no-untyped-call]
        self[rule] = made
        return made


def restored(data: Plain) -> Kept:
    """The parser again."""
    vocabulary = Vocabulary(
        Words(
            tuple(Piece(*row) for row in data["pieces"]),
            tuple(Piece(*row) for row in data["stops"]),
            frozenset(data["ignored"]),
        )
    )
    states: Any = States(data["states"], data["rules"])
    makers: Any = TreeMakers()
    table: Any = IntParseTable(states, data["starts"], data["ends"])  # type: ignore[no-untyped-call]
    parser = LALR_Parser.__new__(LALR_Parser)
    parser._parse_table = table
    parser.parser = _Parser(table, makers)
    words = LexerConf((), re, skip_validation=True)
    words.lexer_type = _lexer_of(vocabulary)
    about = ParserConf([], makers, list(data["starts"]))
    return Kept(ParsingFrontend(words, about, None, parser), vocabulary)


def _lexer_of(vocabulary: Vocabulary) -> type[RubricLexer]:
    class WithVocabulary(RubricLexer):
        """Lark makes the lexer itself, and knows nothing of our words."""

        def __init__(self, _: LexerConf) -> None:
            super().__init__(vocabulary)

    return WithVocabulary
