"""``manage.py gaps``: what it prints, as tables and as data, and what it says about files that it cannot read."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from incidents import gap_table
from incidents.analysis.gaps import analyse
from incidents.analysis.records import Targets

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"
STATUSPAGE = str(SAMPLES / "statuspage.json")
README = (ROOT / "README.md").read_text()

FIGURES = {
    "updates", "moments", "gaps", "first_update_after", "longest_silence", "time_in_the_dark", "never_told", "open",
}  # fmt: skip


def gaps(*arguments: str) -> str:
    out = io.StringIO()
    call_command("gaps", *arguments, stdout=out)
    return out.getvalue()


def gaps_data(*arguments: str) -> dict[str, Any]:
    return json.loads(gaps("--json", *arguments))


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command as people run it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "gaps", *arguments], input=stdin, capture_output=True, check=False
    )


def test_the_data_has_exactly_the_promised_shape():
    data = gaps_data(STATUSPAGE)
    assert set(data) == {"incidents", "summary"}
    for incident in data["incidents"]:
        assert set(incident) == {"ref", "title", "begin", "begin_is", "resolved", "promises", "channels", *FIGURES}
        assert set(incident["promises"]) == {"made", "kept", "late", "missed"}
        for gap in incident["gaps"]:
            assert set(gap) == {"from", "to", "seconds", "from_is", "to_is", "largest"}
        for figures in incident["channels"].values():
            assert set(figures) == FIGURES


def test_known_answers_of_one_incident():
    [one, two] = gaps_data(STATUSPAGE)["incidents"]
    assert (one["ref"], one["title"]) == ("inc-one", "Payments fail")
    assert (one["begin"], one["begin_is"], one["resolved"]) == (
        "2025-03-04T09:40:00Z",
        "start",
        "2025-03-04T12:05:00Z",
    )
    assert [gap["seconds"] for gap in one["gaps"]] == [32 * 60, 38 * 60, 75 * 60]
    assert [gap["largest"] for gap in one["gaps"]] == [False, False, True]
    assert (one["gaps"][0]["from_is"], one["gaps"][-1]["to_is"]) == ("begin", "resolution")
    assert (one["updates"], one["moments"]) == (4, 3)
    assert (one["first_update_after"], one["longest_silence"]) == (32 * 60, 75 * 60)
    assert one["time_in_the_dark"] == (2 + 8 + 45) * 60
    assert (one["never_told"], one["open"]) == (False, False)
    assert list(one["channels"]) == ["Status page", "X (Twitter)"]
    assert one["channels"]["X (Twitter)"]["first_update_after"] == 70 * 60 + 55.308
    assert (two["begin"], two["begin_is"]) == ("2025-02-01T23:30:00.100000Z", "first update")
    assert two["first_update_after"] is None


def test_the_four_posts_of_a_day_without_a_network_have_their_known_largest_gap():
    rows = [
        "incident,event,time,channel,status,text",
        "Network,start,2021-10-04 15:40Z,,,",
        "Network,,2021-10-04 16:07:50Z,Spokesperson,,a",
        "Network,,2021-10-04 16:16:18Z,Messenger,,b",
        "Network,,2021-10-04 16:16:20Z,Main product,,c",
        "Network,,2021-10-04 16:25:30Z,Photo product,,d",
        "Network,,2021-10-04 19:52:55Z,CTO,,e",
        "Network,,2021-10-04 22:33:59Z,Company,resolved,f",
    ]
    answer = run("--json", "-", stdin="\n".join(rows).encode())
    [incident] = json.loads(answer.stdout)["incidents"]
    assert incident["first_update_after"] == 27 * 60 + 50
    assert (incident["updates"], incident["moments"]) == (6, 5)
    [largest] = [gap for gap in incident["gaps"] if gap["largest"]]
    assert round(largest["seconds"] / 60) == 207
    assert (largest["from"], largest["to"]) == ("2021-10-04T16:25:30Z", "2021-10-04T19:52:55Z")


def test_the_summary_counts_over_all_incidents():
    summary = gaps_data(STATUSPAGE)["summary"]
    assert (summary["incidents"], summary["updates"], summary["gaps"]) == (2, 6, 4)
    assert summary["largest"] == {"median": 72.5 * 60 - 0.05, "longest": 75 * 60, "ref": "inc-one"}
    assert summary["first_update_after"] == {"known": 1, "median": 32 * 60}
    assert (summary["incidents_over_target"], summary["share_over_target"]) == (2, 1.0)
    assert summary["promises"] == {"made": 1, "kept": 0, "late": 0, "missed": 1, "share_kept": 0.0}


def test_target_merge_and_length_can_be_told():
    assert gaps_data(STATUSPAGE, "--target", "2h")["summary"]["gaps_over_target"] == 0
    assert gaps_data(STATUSPAGE, "--merge", "0m")["incidents"][0]["moments"] == 4
    assert [one["ref"] for one in gaps_data(STATUSPAGE, "--min-length", "2h")["incidents"]] == ["inc-one"]
    assert gaps(STATUSPAGE, "--min-length", "3h") == "0 incidents, 0 updates, 0 gaps\n"
    assert gaps_data(STATUSPAGE, "--min-length", "3h")["summary"]["share_over_target"] is None


def test_an_open_incident_is_measured_up_to_the_time_that_is_told(tmp_path: Path):
    file = tmp_path / "open.csv"
    file.write_text("time,status,text\n2025-01-01 10:00Z,investigating,Looking\n")
    [incident] = gaps_data(str(file), "--now", "2025-01-01T12:00Z")["incidents"]
    assert incident["open"]
    assert incident["resolved"] is None
    assert incident["gaps"] == [
        {
            "from": "2025-01-01T10:00:00Z",
            "to": "2025-01-01T12:00:00Z",
            "seconds": 7200,
            "from_is": "update",
            "to_is": "now",
            "largest": False,
        }
    ]


def test_the_tables_say_the_largest_gap_and_draw_it():
    printed = gaps(STATUSPAGE)
    assert "Payments fail  [inc-one]" in printed
    assert "2025-03-04 09:40 → 12:05 UTC, 2 h 25 min, from the start of the trouble" in printed
    assert "10:50 update → 12:05 resolution update  1 h 15 min  2.5 × target  largest" in printed
    assert "from the first update: nothing says when it began" in printed
    assert "2 incidents, 6 updates, 4 gaps" in printed


def test_the_readme_shows_what_is_printed():
    assert gaps(STATUSPAGE).rstrip() in README


@pytest.mark.parametrize("width", [1, 2, 10, 64])
def test_a_bar_is_as_wide_as_asked_and_ends_in_its_signs(width: int):
    from incidents.formats import read

    for found in read(Path(STATUSPAGE).read_bytes()).incidents:
        chain = analyse(found.incident, Targets(), found.incident.communications[-1].posted_at).chain
        drawn = gap_table.bar(chain, Targets(), gap_table.SIGNS, width)
        assert len(drawn) == width
        assert drawn[-1] == gap_table.SIGNS.resolution


def test_the_columns_of_a_table_stand_below_each_other():
    lines = [line for line in gaps(STATUSPAGE).splitlines() if " × target" in line][:3]
    assert len({line.index("→") for line in lines}) == 1
    assert len({line.index("×") for line in lines}) == 1


def test_a_file_that_nobody_can_read_ends_with_two_and_one_line(tmp_path: Path):
    notes = tmp_path / "notes.md"
    notes.write_text("Just words.\n")
    answer = run(str(notes))
    assert answer.returncode == 2
    assert answer.stdout == b""
    assert answer.stderr.decode() == f"{notes}: no known format\n"


def test_a_file_that_is_not_there_ends_with_two_and_does_not_hide_the_others():
    answer = run("--json", "/nowhere.json", STATUSPAGE)
    assert answer.returncode == 2
    assert answer.stderr == b"/nowhere.json: No such file or directory\n"
    assert len(json.loads(answer.stdout)["incidents"]) == 2


def test_one_bad_incident_is_reported_and_the_rest_goes_on(tmp_path: Path):
    data = json.loads(Path(STATUSPAGE).read_bytes())
    data["incidents"][0]["incident_updates"][1]["created_at"] = "yesterday"
    file = tmp_path / "page.json"
    file.write_text(json.dumps(data))
    answer = run("--json", str(file))
    assert answer.returncode == 0
    assert answer.stderr.decode() == f"{file}: left out (Payments fail), entry 1: not a time: yesterday\n"
    assert [one["ref"] for one in json.loads(answer.stdout)["incidents"]] == ["inc-two"]


def test_a_terminal_that_knows_only_ascii_gets_plain_signs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    answer = run(STATUSPAGE)
    assert answer.returncode == 0
    assert b"2.5 x target  largest" in answer.stdout


def test_it_starts_without_models_and_needs_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["manage.py", "gaps", STATUSPAGE])
    source = (
        f"import sys, runpy; sys.argv = {sys.argv!r}; runpy.run_path({str(ROOT / 'manage.py')!r}, run_name='__main__');"
        "assert 'incidents.models' not in sys.modules; assert 'django.db.models.base' not in sys.modules"
    )
    answer = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize("option", [("--target", "soon"), ("--now", "yesterday"), ("--merge", "-1m")])
def test_an_option_that_means_nothing_is_refused(option: tuple[str, str]):
    with pytest.raises(CommandError):
        call_command("gaps", STATUSPAGE, "=".join(option))
