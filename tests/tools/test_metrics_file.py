from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from rubric_dsl.tools.metrics_file import (
    MAX_METRICS_BYTES,
    MetricsFile,
    metrics_from_stream,
    metrics_from_text,
    read_metrics,
)
from rubric_dsl.tools.subject_read import VALUE_FAULTS


def codes(file: MetricsFile) -> list[str]:
    """``RB0539@2:1``: the code and the place of each diagnostic."""
    return [
        f"{one.code}@{one.span.line}:{one.span.column}" if one.span else one.code for one in file.diagnostics
    ]


YAML = """\
events: 8
share: 0.285
price: 120.50
below: -3
much: 1e3
joined: yes
left: off
named: 是
quoted: "010"
day: 2023-12-31
blank:
nothing: ~
marks: [9, 9.5]
more: {a: 1}
"""


def test_yaml_values_are_exact() -> None:
    values = metrics_from_text(YAML, "m.yaml").values
    assert values == {
        "events": 8,
        "share": Decimal("0.285"),
        "price": Decimal("120.50"),
        "below": -3,
        "much": 1000,
        "joined": True,
        "left": False,
        "named": "是",
        "quoted": "010",
        "day": "2023-12-31",
        "blank": None,
        "nothing": None,
        "marks": [9, Decimal("9.5")],
        "more": {"a": 1},
    }
    assert isinstance(values["share"], Decimal)


def test_json_values_are_exact() -> None:
    text = '{"events": 8, "share": 0.285, "joined": true, "blank": null, "名": "是", "marks": [1, 2.50]}'
    values = metrics_from_text(text, "m.json", "json").values
    assert values == {
        "events": 8,
        "share": Decimal("0.285"),
        "joined": True,
        "blank": None,
        "名": "是",
        "marks": [1, Decimal("2.50")],
    }


def test_json_is_read_from_standard_input_as_well() -> None:
    file = metrics_from_stream(BytesIO(b'{"events": 8, "joined": true, "share": 0.10}'))
    assert file.values == {"events": 8, "joined": True, "share": Decimal("0.10")}


def test_each_value_has_its_place() -> None:
    for written, text in (("yaml", "a: 1\n对接活动:  8\n"), ("json", '{"a": 1,\n "对接活动":  8}')):
        places = metrics_from_text(text, "m", written).places
        assert places["对接活动"].line == 2
        line = text.split("\n")[1]
        assert line[places["对接活动"].column - 1 : places["对接活动"].end_column - 1] == "8"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1:30", ["RB0542@1:4"]),
        ("a: 010", ["RB0542@1:4"]),
        ("a: 0x1F", ["RB0542@1:4"]),
        ("a: 0b11", ["RB0542@1:4"]),
        ("a: 1_000", ["RB0542@1:4"]),
        ("a: .nan\nb: -.inf\nc: Infinity", ["RB0541@1:4", "RB0541@2:4", "RB0541@3:4"]),
        ("a: 1e999999999", ["RB0543@1:4"]),
        ("a: " + "9" * 100, ["RB0543@1:4"]),
        ("a: !!python/object/apply:os.system ['true']", ["RB0544@1:4"]),
        ("a: !!float 1", ["RB0544@1:4"]),
        ("a: ! 1", ["RB0544@1:4"]),
        ("a: 1\nb: 2\na: 3", ["RB0539@3:1"]),
        ("a: {x: 1, x: 2}", ["RB0539@1:11"]),
        ("- 1\n- 2", ["RB0538@1:1"]),
        ("8", ["RB0538@1:1"]),
        ("1: 2\n[a]: 3\nyes: 1\n<<: {a: 1}", ["RB0540@1:1", "RB0540@2:1", "RB0540@3:1", "RB0540@4:1"]),
        ("a: 1\n---\nb: 2", ["RB0546@2:1"]),
        ("a: &a [*a]", ["RB0545@1:4"]),
        ("a: " + "[" * 30 + "]" * 30, ["RB0545@1:24"]),
        ("# nothing", ["RB0531@1:1"]),
        ("", ["RB0531@1:1"]),
        (" \n", ["RB0531@1:1"]),
        ("a:\tb: 1", ["RB0537@1:3"]),
        ("a: 'open", ["RB0537@1:9"]),
        ("a: [1, 2", ["RB0537@1:9"]),
        ("a: *b", ["RB0537@1:4"]),
        ("a: 1\nb\nc: 2", ["RB0537@3:1"]),
        ("a: b: c", ["RB0537@1:5"]),
        ("a: \x07", ["RB0537@1:4"]),
        ("评分: 1\n对接活动: @x", ["RB0537@2:7"]),
    ],
)
def test_yaml_that_cannot_be_used(text: str, found: list[str]) -> None:
    file = metrics_from_text(text, "m.yaml")
    assert codes(file) == found
    assert not file.values or {one.split("@")[0] for one in found} <= VALUE_FAULTS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1, "a": 2}', ["RB0539@1:10"]),
        ('{"a": NaN, "b": -Infinity}', ["RB0541@1:7", "RB0541@1:17"]),
        ('{"a": 1e999999999}', ["RB0543@1:7"]),
        ('{"a": ' + "9" * 5000 + "}", ["RB0543@1:7"]),
        ("[1]", ["RB0538@1:1"]),
        ('"x"', ["RB0538@1:1"]),
        ('{"a": 1,}', ["RB0537@1:9"]),
        ("{'a': 1}", ["RB0537@1:2"]),
        ('{"a" 1}', ["RB0537@1:6"]),
        ('{"a": 1\n "b": 2}', ["RB0537@2:2"]),
        ('{"a": 1} x', ["RB0537@1:10"]),
        ('{"a": yes}', ["RB0537@1:7"]),
        ('{"a": "x}', ["RB0537@1:7"]),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", ["RB0545@1:27"]),
        ("[" * 100_000, ["RB0545@1:1"]),
    ],
)
def test_json_that_cannot_be_used(text: str, found: list[str]) -> None:
    file = metrics_from_text(text, "m.json", "json")
    # Python 3.13 points at the comma itself
    assert codes(file) == found or (text == '{"a": 1,}' and codes(file) == ["RB0537@1:8"])
    assert not file.values or {one.split("@")[0] for one in found} <= VALUE_FAULTS


def test_yaml_aliases_within_reason_are_followed() -> None:
    assert metrics_from_text("a: &x 0.5\nb: *x", "m.yaml").values == {
        "a": Decimal("0.5"),
        "b": Decimal("0.5"),
    }


def test_yaml_bombs_are_refused_at_once() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert [one.code for one in metrics_from_text("\n".join(lines), "m.yaml").diagnostics] == ["RB0545"]
    many = "a: &a 1\nb: [" + ", ".join(["*a"] * 101) + "]"
    assert metrics_from_text(many, "m.yaml").diagnostics[0].facts["what"] == "aliases"
    long = "\n".join(f"m{n}: {n}" for n in range(30_000))
    assert metrics_from_text(long, "m.yaml").diagnostics[0].facts["what"] == "nodes"


def test_read_metrics_goes_by_the_ending(tmp_path: Path) -> None:
    for name, text in (("m.yaml", "a: 1"), ("m.yml", "a: 1"), ("M.JSON", '{"a": 1}')):
        (tmp_path / name).write_text("\ufeff" + text, "utf-8")
        assert read_metrics(tmp_path / name).values == {"a": 1}
    (tmp_path / "m.json").write_text("a: 1", "utf-8")
    assert [one.code for one in read_metrics(tmp_path / "m.json").diagnostics] == ["RB0537"]


@pytest.mark.parametrize(
    ("name", "content", "code", "facts"),
    [
        ("m.yaml", b"", "RB0531", {}),
        ("m.yaml", "城市: 长沙".encode("gb18030"), "RB0532", {"guess": "gb18030", "byte": "0xB3"}),
        ("m.yaml", "a: café".encode("latin-1"), "RB0532", {"guess": "", "byte": "0xE9"}),
        ("m.yaml", b"\xef", "RB0532", {"byte": "0xEF"}),
        ("m.yaml", "a: 1".encode("utf-16"), "RB0532", {"guess": "utf-16"}),
        ("m.yaml", b"PK\x03\x04more", "RB0533", {"kind": "workbook"}),
        ("m.yaml", b"a: 1\0", "RB0533", {"kind": "binary"}),
        ("m.yaml", b"a: 1 #" + b"x" * MAX_METRICS_BYTES, "RB0534", {"limit": MAX_METRICS_BYTES}),
        ("m.csv", b"a,b\n1,2", "RB0535", {"ending": ".csv", "purpose": "metrics"}),
        ("metrics", b"a: 1", "RB0535", {"ending": ""}),
    ],
)
def test_read_metrics_says_what_is_wrong_with_the_file(
    name: str, content: bytes, code: str, facts: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (found,) = read_metrics(tmp_path / name).diagnostics
    assert found.code == code
    assert facts.items() <= found.facts.items()


@pytest.mark.parametrize(
    ("before", "place"), [("评分: 1\n城市", (2, 3)), ("\ufeff城市", (1, 3)), ("", (1, 1))]
)
def test_read_metrics_places_a_strange_byte(before: str, place: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(before.encode() + b"\xff")
    (found,) = read_metrics(tmp_path / "m.yaml").diagnostics
    assert found.span is not None
    assert (found.span.line, found.span.column) == place


def test_read_metrics_without_a_file(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "none.yaml", "missing"), (tmp_path, "folder")):
        (found,) = read_metrics(path).diagnostics
        assert (found.code, found.facts["problem"]) == ("RB0530", problem)
    (found,) = read_metrics("a\0b.yaml").diagnostics
    assert found.facts["problem"] == "unreadable"


def test_standard_input_is_limited() -> None:
    file = metrics_from_stream(BytesIO(b"#" * (MAX_METRICS_BYTES + 1)))
    assert [one.code for one in file.diagnostics] == ["RB0534"]
