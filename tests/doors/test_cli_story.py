"""The command line with the real reader and the real models, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quipu.api.cli.main import app

CHAT = """\
{"text": "I live in Lisbon.", "speaker": "Maya", "at": "2023-03-04T18:00:00Z", "session": "chat"}
{"text": "", "speaker": "Maya"}
{"text": "I moved to Oslo on 10 February 2024.", "speaker": "Maya", "at": "2024-02-20T12:00:00Z"}
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory that was told where Maya lives, twice."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "chat.jsonl").write_text(CHAT)
    path = folder / "m.db"
    first = run("ingest", str(folder / "chat.jsonl"), database=path)
    assert first.exit_code == 0
    assert f"{folder / 'chat.jsonl'}:2: no text" in first.stderr
    assert "2 new episodes" in first.stdout
    return path


def run(*words: str, database: Path) -> Result:
    return CliRunner().invoke(app, [*words, "--database", str(database)])


def asked(*words: str, database: Path) -> dict[str, object]:
    result = run(*words, "--json", database=database)
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def audited(database: Path) -> list[str]:
    """What the audit log says was done, in order."""
    lines = database.with_name(f"{database.name}.audit.jsonl").read_text().splitlines()
    return [json.loads(line)["operation"] for line in lines]


def test_an_answer_depends_on_the_asked_date(database: Path) -> None:
    question = "Where does Maya live?"
    assert asked("ask", question, database=database)["answers"] == ["Oslo"]
    then = asked("ask", question, "--as-of", "2023-09-01", database=database)
    assert then["answers"] == ["Lisbon"]


def test_what_is_not_known_is_said_to_be_unknown(database: Path) -> None:
    result = run("ask", "Who wrote Hamlet?", database=database)
    assert result.exit_code == 0
    assert result.stdout.startswith("I do not know.")


def test_a_hit_carries_dates_status_source_and_arms(database: Path) -> None:
    found = run("search", "Maya's home", "--explain", database=database)
    assert found.exit_code == 0
    for part in ("CURRENT", "2024-02-10 → still", "source 2024-02-20", "vector #", "candidates"):
        assert part in found.stdout


def test_a_superseded_fact_is_hidden_unless_asked_for(database: Path) -> None:
    assert "SUPERSEDED" not in run("search", "Maya lives", database=database).stdout
    assert "SUPERSEDED" in run("search", "Maya lives", "--include-stale", database=database).stdout


def test_a_path_tells_how_two_are_connected_at_the_asked_date(database: Path) -> None:
    told = run("paths", "maya", "Oslo", database=database)
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0] == "Maya – Oslo"
    assert "CURRENT" in told.stdout
    [then] = asked("paths", "Maya", "Lisbon", "--as-of", "2023-09-01", database=database)["paths"]  # type: ignore[misc]
    assert (then["length"], [one["name"] for one in then["entities"]]) == (1, ["Maya", "Lisbon"])
    assert "No path is known." in run("paths", "Lisbon", "Oslo", database=database).stdout
    assert run("paths", "Maya", "Maya", database=database).exit_code == 2
    assert run("paths", "Maya", "Nobody", database=database).exit_code == 3


def test_a_history_marks_what_no_longer_holds(database: Path) -> None:
    told = run("history", "maya", database=database)
    assert "× SUPERSEDED  2023-03-04 → 2024-02-10" in told.stdout
    assert "● CURRENT     2024-02-10 → still" in told.stdout


def test_a_stranger_is_not_found_and_near_names_are_offered(database: Path) -> None:
    result = run("history", "Ma", database=database)
    assert result.exit_code == 3
    assert "did you mean Maya?" in result.stderr


def test_an_explanation_quotes_its_source(database: Path) -> None:
    facts = asked("history", "Maya", database=database)["facts"]
    assert isinstance(facts, list)
    told = run("explain", facts[0]["id"], database=database).stdout
    assert "“I live in Lisbon.”" in told
    assert "ended by Maya on 2024-02-20" in told


def test_a_retraction_says_what_it_changed_and_asks_for_known_episodes(tmp_path: Path) -> None:
    (tmp_path / "chat.jsonl").write_text(CHAT)
    path = tmp_path / "m.db"
    assert run("ingest", str(tmp_path / "chat.jsonl"), database=path).exit_code == 0
    facts = asked("history", "Maya", database=path)["facts"]
    assert isinstance(facts, list)
    done = run("retract", *facts[-1]["episodes"], "--reason", "a joke", database=path)
    assert done.exit_code == 0
    assert "retracted what 1 episode claimed" in done.stdout
    assert "no longer believed: Maya moved to Oslo" in done.stdout
    assert "CURRENT     2023-03-04 → still       Maya lives in Lisbon" in done.stdout
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == ["Lisbon"]
    again = run("retract", *facts[-1]["episodes"], "--reason", "a joke", database=path)
    assert "nothing that is believed rested on that alone" in again.stdout
    assert run("retract", "ep_missing", "--reason", "r", database=path).exit_code == 3
    assert audited(path) == ["retract", "retract"]


def test_somebody_is_forgotten_after_a_dry_run_and_not_read_in_again(tmp_path: Path) -> None:
    (tmp_path / "chat.jsonl").write_text(CHAT)
    path = tmp_path / "m.db"
    assert run("ingest", str(tmp_path / "chat.jsonl"), database=path).exit_code == 0
    others = '{"text": "It rains in Bergen.", "speaker": "Tom", "at": "2024-03-01T12:00:00Z"}\n'
    (tmp_path / "chat.jsonl").write_text(CHAT + others)
    assert run("ingest", str(tmp_path / "chat.jsonl"), database=path).exit_code == 0
    wish = ("forget", "--about", "Maya", "--reason", "she asked")
    seen = run(*wish, database=path)
    assert seen.stdout.startswith("would forget ")
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == ["Oslo"]
    token = asked(*wish, database=path)["confirmToken"]
    assert f"add --confirm {token}" in seen.stdout
    done = run(*wish, "--confirm", str(token), database=path)
    assert done.stdout.startswith("forgot ")
    assert "receipt: er_" in done.stdout
    audited = run("audit", "show", database=path).stdout
    assert audited.count(" forget: done er_") == 1
    assert done.stdout.rpartition("receipt: ")[2].strip() in audited
    assert run("history", "Maya", database=path).exit_code == 3
    for file in tmp_path.glob("m.db*"):
        assert b"Lisbon" not in file.read_bytes(), file.name
    again = run("ingest", str(tmp_path / "chat.jsonl"), database=path)
    assert again.exit_code == 0
    assert "erased on request and are left out" in again.stdout + again.stderr
    assert run("history", "Maya", database=path).exit_code == 3


def test_a_wrong_fact_is_corrected_refused_and_taken_back_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "chat.jsonl").write_text(CHAT)
    path = tmp_path / "m.db"
    assert run("ingest", str(tmp_path / "chat.jsonl"), database=path).exit_code == 0
    facts = asked("history", "Maya", database=path)["facts"]
    assert isinstance(facts, list)
    oslo = next(one for one in facts if one["target"] == "Oslo")
    done = asked("correct", oslo["id"], "--to", "Bergen", "--reason", "misheard", database=path)
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == ["Bergen"]
    changes = done["changes"]
    assert isinstance(changes, list)
    sequence = str(changes[-1]["sequence"])
    back = run("undo", sequence, "--reason", "no", database=path)
    assert "believed now: " in back.stdout
    assert "undo with: quipu undo " in back.stdout
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == ["Oslo"]
    facts = asked("history", "Maya", database=path)["facts"]
    assert isinstance(facts, list)
    oslo = next(one for one in facts if one["target"] == "Oslo")
    over = run("invalidate", oslo["id"], "--reason", "a joke", database=path)
    assert "no longer believed: Maya moved to Oslo" in over.stdout
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == ["Lisbon"]
    assert audited(path) == ["correctFact", "undo", "invalidateFact"]
    assert oslo["id"] in run("audit", "show", database=path).stdout


def test_what_no_rule_settles_is_listed_and_decided(tmp_path: Path) -> None:
    lines = [
        {"speaker": "Maya", "text": f"I live in {place}.", "at": "2024-01-01", "id": place}
        for place in ("Lisbon", "Oslo")
    ]
    (tmp_path / "chat.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    path = tmp_path / "m.db"
    assert run("ingest", str(tmp_path / "chat.jsonl"), database=path).exit_code == 0
    assert "OPEN  (equal-start" in run("review", database=path).stdout
    found = asked("review", database=path)["reviews"]
    assert isinstance(found, list)
    [one] = found
    kept = one["statements"][1].split()[-1]
    keep = ("--keep", "second", "--reason", "asked her")
    assert "undo with" in run("review", one["id"], *keep, database=path).stdout
    assert asked("ask", "Where does Maya live?", database=path)["answers"] == [kept]
    assert "nothing waits for a decision" in run("review", database=path).stdout
    assert "DECIDED by" in run("review", "--all", database=path).stdout


def test_two_names_are_merged_split_and_decided_on(tmp_path: Path) -> None:
    path, notes = tmp_path / "m.db", tmp_path / "notes.txt"
    notes.write_text("John Smith lives in Oslo. Annie likes tea. Ann Lee lives in Rome.")
    run("ingest", str(notes), database=path)
    notes.write_text("J. Smith likes rain.")
    run("ingest", str(notes), database=path)
    assert "POSSIBLY" not in run("review", database=path).stdout
    [pair] = asked("review", database=path)["reviews"]
    assert (pair["kind"], pair["statements"]) == ("POSSIBLY_SAME_AS", ["John Smith", "J. Smith"])
    are = ("--are", "same", "--reason", "I know him")
    assert "undo with" in run("review", pair["id"], *are, database=path).stdout
    assert "likes rain" in run("history", "John Smith", database=path).stdout
    done = asked("merge", "Ann Lee", "Annie", "--reason", "she says so", database=path)
    assert done["changes"][0]["kind"] == "MERGED"
    [tea] = [one for one in done["believedNow"] if "tea" in one["statement"]]
    assert "likes tea" in run("history", "Ann Lee", database=path).stdout
    run("split", "Ann Lee", "Another Annie", tea["id"], "--reason", "no", database=path)
    assert "likes tea" in run("history", "Another Annie", database=path).stdout
    assert audited(path) == ["decide", "mergeEntities", "splitEntity"]
    assert "Annie" not in run("audit", "show", database=path).stdout


def test_another_scope_sees_only_what_is_above_it(database: Path) -> None:
    hits = asked("search", "Maya lives", "--user", "tom", database=database)["hits"]
    assert hits
    assert "local/tom" in run("status", "--user", "tom", database=database).stdout


def test_the_status_counts_what_is_there(database: Path) -> None:
    counted = asked("status", database=database)
    assert (counted["episodes"], counted["currentFacts"], counted["failedJobs"]) == (2, 1, 0)


def test_the_demo_tells_its_story_and_asks_its_own_endpoint(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["demo", "--database", str(tmp_path / "demo.db")])
    assert result.exit_code == 0, result.stderr
    for part in (
        "SUPERSEDED  2023-03-04 → 2024-02-10",
        "—lives in→ (Lisbon)",
        "later-start-wins",
        "http://127.0.0.1:",
        '"status": "CURRENT"',
    ):
        assert part in result.stdout
    then, now = (part.splitlines()[1].strip() for part in result.stdout.split("$ quipu ask")[1:])
    assert (then, now) == ("Lisbon", "Oslo")


def test_a_memory_moves_to_another_file_and_answers_as_before(
    database: Path, tmp_path: Path
) -> None:
    archive, other = tmp_path / "all.jsonl.gz", tmp_path / "other.db"
    wrote = run("export", "archive", str(archive), database=database)
    assert wrote.exit_code == 0
    assert "2 episodes" in wrote.stdout
    again = run("export", "archive", str(archive), database=database)
    assert (again.exit_code, "is there already" in again.stderr) == (4, True)
    came = run("import", "archive", str(archive), database=other)
    assert came.stdout.replace("brought in", "wrote") == wrote.stdout
    question = "Where does Maya live?"
    assert asked("ask", question, database=other) == asked("ask", question, database=database)
    twice = run("import", "archive", str(archive), database=other)
    assert (twice.exit_code, "has memories here already" in twice.stderr) == (4, True)


def test_an_archive_that_is_cut_brings_nothing_in(database: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    assert run("export", "archive", str(archive), database=database).exit_code == 0
    lines = archive.read_text("utf-8").splitlines(keepends=True)
    archive.write_text("".join(lines[:-3]), "utf-8")
    cut = run("import", "archive", str(archive), database=other)
    assert (cut.exit_code, "it was cut" in cut.stderr, other.exists()) == (2, True, False)
    assert [one.name for one in tmp_path.iterdir()] == ["all.jsonl"]


def test_lines_of_json_without_a_text_are_records_and_events(tmp_path: Path) -> None:
    lines = [
        {"id": 7, "type": "customer", "name": "Maya Lind", "employer": "Acme", "at": "2024-01-10"},
        {
            "id": 7,
            "type": "customer",
            "name": "Maya Lind",
            "employer": "Globex",
            "at": "2025-03-01",
        },
        {"status": 500, "reason": "timeout", "at": "2025-03-02"},
    ]
    file, path = tmp_path / "crm.jsonl", tmp_path / "crm.db"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    told = run("ingest", str(file), database=path)
    assert "3 new episodes; 3 new facts" in told.stdout, told.stdout + told.stderr
    question = "Who does Maya Lind work for?"
    assert asked("ask", question, database=path)["answers"] == ["Globex"]
    assert asked("ask", question, "--as-of", "2024-06-01", database=path)["answers"] == ["Acme"]
    assert "0 new episodes" in run("ingest", str(file), database=path).stdout


def test_several_documents_tell_properties_of_what_they_are_about(tmp_path: Path) -> None:
    sheet = "# Project Falcon\n\nOwner: Tom Reyes\n**Status:** in progress\nTeam: Hana, Kim\n"
    sheet += "Author: Priya Nair\nLanguage: Rust\n"
    note = "---\ntitle: Retry policy\nauthor: Kim Osei\n---\nWe retry.\n"
    firm = "# Corvane\n\n## Overview\n\nFounded: 1998\nHeadquarters: Rotterdam, Netherlands\n"
    files = {"sheet.md": sheet, "note.md": note, "firm.md": firm}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    path = tmp_path / "m.db"

    done = run("ingest", *(str(tmp_path / name) for name in files), database=path)

    assert done.exit_code == 0
    assert "from 3 files" in done.output
    for question, answers in {
        "Who is the owner of Project Falcon?": ["Tom Reyes"],
        "Who owns Project Falcon?": ["Tom Reyes"],
        "What does Tom Reyes own?": ["Project Falcon"],
        "Which language is Project Falcon written in?": ["Rust"],
        "What is the status of Project Falcon?": ["in progress"],
        "Who is on the team of Project Falcon?": ["Hana", "Kim"],
        "Who is the author of Retry policy?": ["Kim Osei"],
        "When was Corvane founded?": ["1998"],
        "Where are the headquarters of Corvane?": ["Rotterdam, Netherlands"],
    }.items():
        told = asked("ask", question, database=path)["answers"]
        assert sorted(map(str, told)) == answers, question  # type: ignore[call-overload]
