"""The command line with the real rubrics, run as a person runs it."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from rubric_dsl.tools import cli as command_line
from rubric_dsl.tools.cli import COMMANDS
from rubric_dsl.tools.terminal import language
from tests.tools.running import Ran, Run, ran

ROOT = Path(__file__).parents[2]
HUNAN = ROOT / "rubrics" / "hunan-2023"
ANNEX = "hunan-2023/annex-1"
CITY = str(HUNAN / "sample-city.yaml")
CITIES = str(HUNAN / "sample-cities.csv")
BUILT_IN = ("hunan-2023/annex-1", "hunan-2023/annex-2")


@pytest.fixture
def run() -> Run:
    def run(*arguments: str, given: str = "", env: dict[str, str] | None = None) -> Ran:
        quiet = {"RUBRIC_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}
        return ran(*arguments, given=given, env=quiet | (env or {}))

    return run


def process(arguments: Sequence[str], given: bytes = b"", **env: str) -> Ran:
    """As a process of its own, through :func:`rubric_dsl.tools.cli.main`."""
    done = subprocess.run(
        [sys.executable, "-c", "from rubric_dsl.tools.cli import main; main()", *arguments],
        input=given,
        capture_output=True,
        env=os.environ | {"LC_ALL": "C.UTF-8", "RUBRIC_LANG": "en"} | env,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


# --- score ------------------------------------------------------------------------------------------


def test_score_prints_the_published_total_and_nothing_else(run: Run) -> None:
    assert run("score", ANNEX, CITY) == Ran(0, "83.30\n", "")
    assert run("score", str(HUNAN / "annex-1.rubric"), CITY).out == "83.30\n"
    assert run("score", str(HUNAN / "annex-1.zh.rubric"), CITY).out == "83.30\n"


def test_score_reads_standard_input(run: Run) -> None:
    assert run("score", ANNEX, "-", given=Path(CITY).read_text("utf-8")).out == "83.30\n"


def test_score_json_is_one_document_with_or_without_explain(run: Run) -> None:
    told = run("score", ANNEX, CITY, "--format", "json")
    document = json.loads(told.out)
    assert told.err == ""
    assert document["schema"] == "rubric-explanation/1"
    assert document["total"]["exact"] == "833/10"
    assert document["total"]["published"] == "83.30"
    assert run("score", ANNEX, CITY, "--format", "json", "--explain").out == told.out


def test_score_explains_in_the_readers_language(run: Run) -> None:
    english = run("score", ANNEX, CITY, "--explain")
    chinese = run("score", ANNEX, CITY, "--explain", "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0)
    assert "83.30 / 100" in english.out
    assert "总得分" in chinese.out
    assert run("score", ANNEX, CITY, "--explain", env={"RUBRIC_LANG": "zh"}).out == chinese.out


@pytest.mark.parametrize(("form", "start"), [("markdown", "# "), ("html", "<!")])
def test_score_writes_whole_documents(form: str, start: str, run: Run) -> None:
    told = run("score", ANNEX, CITY, "--format", form)
    assert told.code == 0
    assert told.out.lower().startswith(start)


def test_score_refused_metrics_are_shown_where_they_stand(run: Run, tmp_path: Path) -> None:
    lines = Path(CITY).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("matchmaking_events", "top_honours"))]
    path = tmp_path / "city.yaml"
    path.write_text("\n".join(["对接活动: -3", "top_honour: 1", *kept]), "utf-8")
    told = run("score", ANNEX, str(path))
    assert (told.code, told.out) == (1, "")
    assert f"error RB0505 at {path}:1:7\n  1 | 对接活动: -3\n    |           ^^\n" in told.err
    assert f"error RB0502 at {path}:2:1\n  2 | top_honour: 1\n    | ^^^^^^^^^^\n" in told.err
    assert "did you mean “top_honours”?" in told.err
    assert told.err.rstrip().endswith("2 errors")
    assert "共 2 处错误" in run("score", ANNEX, str(path), "--lang", "zh").err


def test_score_reads_text_values_as_their_metrics_ask(run: Run, tmp_path: Path) -> None:
    text = Path(CITY).read_text("utf-8")
    path = tmp_path / "city.yaml"
    path.write_text(
        text.replace("demands_published: true", "需求发布: '是'").replace(
            "online_deals: ", "online_deals: ０"
        ),
        "utf-8",
    )
    if "需求发布" in path.read_text("utf-8"):
        assert run("score", str(HUNAN / "annex-1.zh.rubric"), str(path)).code in (0, 1)
    path.write_text(text.replace("joined_service_month: true", "joined_service_month: 是"), "utf-8")
    assert run("score", ANNEX, str(path)).out == "83.30\n"


def test_score_number_with_a_comma_is_refused_with_both_readings(run: Run, tmp_path: Path) -> None:
    lines = [
        line for line in Path(CITY).read_text("utf-8").splitlines() if not line.startswith("online_deals")
    ]
    path = tmp_path / "city.yaml"
    path.write_text("\n".join(["online_deals: 1,234", *lines]), "utf-8")
    told = run("score", ANNEX, str(path))
    assert told.code == 1
    assert "RB0563" in told.err
    assert "1234 or 1.234" in told.err
    assert "RB0503" not in told.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", ANNEX, "none.yaml"], "RB0530"),
        (["score", "none.rubric", CITY], "RB0001"),
        (["score", "hunan-2023/anex-1", CITY], "RB0565"),
        (["score", ANNEX, CITIES], "RB0535"),
        (["rank", ANNEX, CITY], "RB0535"),
        (["rank", ANNEX, "none.csv"], "RB0530"),
        (["rank", ANNEX, CITIES, "--id", "platfrom"], "RB0562"),
        (["rank", ANNEX, CITIES, "--encoding", "nope"], "RB0536"),
        (["check", "none.rubric"], "RB0001"),
        (["check", "hunan-2023/none"], "RB0565"),
        (["explain-code", "RB9999"], "RB0568"),
    ],
)
def test_what_cannot_be_used_ends_with_two(arguments: list[str], code: str, run: Run) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error {code}")


def test_score_with_a_broken_rubric_shows_the_line(run: Run, tmp_path: Path) -> None:
    text = (HUNAN / "annex-1.rubric").read_text("utf-8")
    broken = tmp_path / "broken.rubric"
    broken.write_text(text.replace("total 100", "total 99"), "utf-8")
    told = run("score", str(broken), CITY)
    assert (told.code, told.out) == (2, "")
    assert f" at {broken}:" in told.err
    assert "^" in told.err
    checked = run("check", str(broken), str(HUNAN / "annex-1.rubric"))
    assert (checked.code, checked.out) == (1, f"{HUNAN / 'annex-1.rubric'}: no mistakes\n")
    assert checked.err == told.err


# --- rank -------------------------------------------------------------------------------------------


def test_rank_lists_every_city_once(run: Run) -> None:
    told = run("rank", ANNEX, CITIES)
    assert (told.code, told.err) == (0, "")
    heading, *lines = told.out.splitlines()
    assert heading.split()[:3] == ["rank", "platform", "published"]
    with Path(CITIES).open(encoding="utf-8") as file:
        names = [row["platform"] for row in csv.DictReader(file)]
    assert sorted(line.split()[1] for line in lines) == sorted(names)
    ranks = [int(line.split()[0]) for line in lines]
    assert ranks == sorted(ranks)


def test_rank_agrees_with_score_in_every_format(run: Run) -> None:
    rows = list(csv.DictReader(StringIO(run("rank", ANNEX, CITIES, "--format", "csv", "--exact").out)))
    document = json.loads(run("rank", ANNEX, CITIES, "--format", "json").out)
    assert document["schema"] == "rubric-ranking/1"
    assert [row["platform"] for row in rows] == [one["subject"] for one in document["subjects"]]
    (city,) = (row for row in rows if row["platform"] == "岳阳市")
    assert city["published"] == run("score", ANNEX, CITY).out.strip()
    assert (city["total_num"], city["total_den"]) == ("833", "10")


def test_rank_wrong_rows_are_told_and_kept(run: Run, tmp_path: Path) -> None:
    heading, first, second, *_ = Path(CITIES).read_text("utf-8").splitlines()
    at = heading.split(",").index("matchmaking_events")
    cells = second.split(",")
    cells[at] = "many"
    path = tmp_path / "cities.csv"
    path.write_text("\n".join([heading, ",".join(cells), first, "短,1"]), "utf-8")
    told = run("rank", ANNEX, str(path))
    assert told.code == 1
    assert len(told.out.splitlines()) == 4
    assert told.err.splitlines() == [
        "row 2, column matchmaking_events: “matchmaking_events” is “many”, and it has to be a whole number"
        " (such as 8)",
        "row 4 has 2 cells, and the table has 37 columns",
    ]
    document = json.loads(run("rank", ANNEX, str(path), "--format", "json").out)
    assert [one["outcome"] for one in document["subjects"]] == ["scored", "error", "error"]


def test_rank_draws_a_table_on_a_terminal_and_tells_mistakes_in_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubric_dsl.tools.commands.rank.for_people", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    path = tmp_path / "cities.csv"
    path.write_text(Path(CITIES).read_text("utf-8") + "[red]短,1\n", "utf-8")
    told = run("rank", ANNEX, str(path))
    assert (told.code, told.err) == (1, "")
    assert "───" in told.out
    assert "row 16 has 2 cells" in told.out
    assert "湘西土家族苗族自治州" in told.out


def test_rank_missing_and_misspelt_columns_are_told_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    text = Path(CITIES).read_text("utf-8")
    path.write_text(
        text.replace("matchmaking_events", "matchmaking_event").replace("star_honours", "unknown"), "utf-8"
    )
    told = run("rank", ANNEX, str(path))
    assert told.code == 2
    assert [line for line in told.err.splitlines() if line.startswith("error")] == [
        f"error RB0559 at {path}",
        f"error RB0560 at {path}",
    ]


def test_rank_of_a_workbook_and_of_chinese_columns_in_gb18030(run: Run, tmp_path: Path) -> None:
    import xlsxwriter

    import rubric_dsl

    with Path(CITIES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    metrics = rubric_dsl.builtin(ANNEX).metrics
    rows[0] = [metrics[name].label("zh") if name in metrics else name for name in rows[0]]
    book = xlsxwriter.Workbook(str(tmp_path / "cities.xlsx"), {"strings_to_numbers": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number + 2, 1, row)
    book.close()
    with (tmp_path / "cities.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    expected = run("rank", ANNEX, CITIES)
    assert run("rank", ANNEX, str(tmp_path / "cities.xlsx")) == expected
    assert run("rank", ANNEX, str(tmp_path / "cities.csv"), "--encoding", "gb18030") == expected
    refused = run("rank", ANNEX, str(tmp_path / "cities.csv"))
    assert refused.code == 2
    assert "--encoding gb18030" in refused.err


# --- check, completion, help ------------------------------------------------------------------------


def test_check_of_what_is_well(run: Run) -> None:
    told = run("check", *BUILT_IN)
    assert (told.code, told.out) == (0, "".join(f"{name}: no mistakes\n" for name in BUILT_IN))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, run: Run) -> None:
    told = run("completion", shell)
    assert told.code == 0
    assert "_RUBRIC_COMPLETE" in told.out


def test_completion_offers_commands_and_rubrics() -> None:
    for words, offered in (("rubric sc", "score"), ("rubric score hun", ANNEX)):
        told = process(
            [], COMP_WORDS=words, COMP_CWORD=str(words.count(" ")), _RUBRIC_COMPLETE="bash_complete"
        )
        assert f"plain,{offered}" in told.out.splitlines()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_examples(name: str, run: Run) -> None:
    told = run(name, "--help")
    assert told.code == 0
    assert "Examples:" in told.out
    assert told.out.count(f"rubric {name}") >= 3  # usage and two examples at least


def test_help_of_all_lists_the_commands_without_loading_them() -> None:
    told = process(["--help"])
    assert all(f"\n  {name} " in told.out for name in COMMANDS)


def test_unknown_command_offers_the_nearest(run: Run) -> None:
    told = run("scoer")
    assert told.code == 2
    assert "Did you mean 'score'?" in told.err


# --- as a process -----------------------------------------------------------------------------------


def test_process_score_is_quick_to_start_and_loads_little() -> None:
    script = (
        "import sys\nfrom rubric_dsl.tools.cli import main\ntry:\n main()\nexcept SystemExit: pass\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "score", ANNEX, CITY], capture_output=True, check=True, timeout=60
    )
    total, loaded = done.stdout.decode().splitlines()
    assert total == "83.30"
    assert not {"rich", "jinja2", "python_calamine", "duckdb", "csv", "json", "zipfile"} & set(loaded.split())


def test_process_output_is_utf8_in_any_locale() -> None:
    told = process(
        ["score", ANNEX, CITY, "--explain", "--lang", "zh"],
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert told.code == 0
    assert "总得分" in told.out


def test_process_reader_that_goes_away_is_no_mistake() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from rubric_dsl.tools.cli import main; main()", "rank", ANNEX, CITIES],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_process_mistake_of_our_own_is_no_traceback() -> None:
    script = (
        "from rubric_dsl.tools import terminal\n"
        "def broken(*_): raise KeyError('x')\n"
        "terminal.language = broken\n"
        "from rubric_dsl.tools.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "score", "a", "b"], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert b"internal error (KeyError: 'x')" in done.stderr
    assert b"Traceback" not in done.stderr


def test_main_ends_quietly_when_interrupted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line.cli, "main", interrupted)
    with pytest.raises(SystemExit) as end:
        command_line.main([])
    assert end.value.code == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("chosen", "environment", "expected"),
    [
        ("zh", {"RUBRIC_LANG": "en"}, "zh"),
        (None, {"RUBRIC_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"RUBRIC_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        (None, {}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_language_is_the_readers(chosen: str | None, environment: dict[str, str], expected: str) -> None:
    assert language(chosen, environment) == expected


TENDER = "tender-price-2017/goods"
BIDS = """bidder,price,deduction,qualified,compliant,technical_mark,commercial_mark
a,125,0,yes,yes,80,90
b,100,0,yes,yes,80,60
c,150,0,yes,yes,80,90
d,10,0,no,yes,80,90
"""
LINES = "".join(
    json.dumps({"bidder": name, "price": price, "deduction": 0, "qualified": True, "compliant": True,
                "technical_mark": 80, "commercial_mark": 90}) + "\n"
    for name, price in (("a", 125), ("b", 100), ("c", 150))
)  # fmt: skip
BID = {"price": 125, "deduction": 0, "qualified": True, "compliant": True, "technical_mark": 80, "commercial_mark": 90}


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (BIDS, ()),
        ("\ufeff" + BIDS, ("--from", "csv")),
        (BIDS.replace(",", "\t"), ("--from", "tsv")),
        (LINES, ()),
        ("\n " + LINES, ("--from", "jsonl")),
    ],
    ids=["csv", "csv named", "tsv", "jsonl", "jsonl named"],
)
def test_rank_reads_a_table_from_standard_input(run: Run, given: str, options: tuple[str, ...]) -> None:
    ranked = run("rank", TENDER, "-", "--format", "json", *options, given=given)
    assert ranked.code == 0
    told = json.loads(ranked.out)
    assert told["table"] == "<standard input>"
    placed = [(one["rank"], one["subject"]) for one in told["subjects"] if one["rank"]]
    assert placed == [(1, "b"), (2, "a"), (3, "c")]


def test_rank_from_standard_input_takes_both_passes_of_a_pipe_and_leaves_nothing_behind(tmp_path: Path) -> None:
    ranked = process(["rank", TENDER, "-", "--format", "csv"], BIDS.encode(), TMPDIR=str(tmp_path))
    assert ranked.code == 0
    assert [row["bidder"] for row in csv.DictReader(StringIO(ranked.out))] == ["b", "a", "c", "d"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "options", "code"),
    [
        ("", (), "RB0531"),
        ("a;b\n1;2\n", (), "RB0566"),
        ("price\n1\n", (), "RB0560"),
        (LINES, ("--from", "csv"), "RB0559"),
    ],
)
def test_rank_says_what_is_wrong_with_standard_input(
    run: Run, given: str, options: tuple[str, ...], code: str
) -> None:
    refused = run("rank", TENDER, "-", *options, given=given)
    assert refused.code == 2
    assert code in refused.err
    assert "<standard input>" in refused.err
    assert refused.out == ""


def test_table_whose_name_says_nothing_is_read_as_it_is_said_to_be_written(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "bids.txt"
    table.write_text(BIDS, "utf-8")
    refused = run("rank", TENDER, str(table))
    assert (refused.code, "--from csv" in refused.err) == (2, True)
    assert run("rank", TENDER, str(table), "--from", "csv").code == 0


def test_score_reads_metrics_or_all_subjects_from_standard_input(run: Run, tmp_path: Path) -> None:
    table, metrics = tmp_path / "bids.csv", tmp_path / "bid.txt"
    table.write_text(BIDS, "utf-8")
    metrics.write_text(json.dumps(BID), "utf-8")
    assert run("score", TENDER, "-", "--from", "json", "--cohort", str(table), given=json.dumps(BID)).out == "82.00\n"
    assert run("score", TENDER, "-", "--cohort", str(table), given=json.dumps(BID)).out == "82.00\n"
    assert run("score", TENDER, str(metrics), "--from", "json", "--cohort", "-", given=BIDS).out == "82.00\n"
    assert run("score", TENDER, "-", "--from", "json", "--cohort", str(table), given="price: 3").code == 2
    refused = run("score", TENDER, "-", "--cohort", "-", given=BIDS)
    assert (refused.code, "only one of" in refused.err) == (2, True)


def test_reason_of_an_exclusion_comes_in_the_language_of_the_reader(run: Run, tmp_path: Path) -> None:
    reasons = {"en": "not qualified or not compliant", "zh": "资格审查或符合性审查不合格"}
    table, bid = tmp_path / "bids.csv", tmp_path / "bid.yaml"
    table.write_text(BIDS, "utf-8")
    bid.write_text(json.dumps(BID | {"qualified": False}), "utf-8")
    tender = Path(__file__).parents[2] / "rubrics" / "tender-price-2017"
    for lang, reason in reasons.items():
        for rubric in ("goods.rubric", "goods.zh.rubric"):
            ranked = run("rank", str(tender / rubric), str(table), "--format", "csv", "--lang", lang)
            assert [row["reason"] for row in csv.DictReader(StringIO(ranked.out))][-1] == reason
            scored = run("score", str(tender / rubric), str(bid), "--cohort", str(table), "--lang", lang)
            assert (scored.code, reason in scored.err) == (1, True)
