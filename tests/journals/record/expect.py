"""Writes expected.txt and SHA256SUMS for recorded goldens: what the recording program and the second verifier say of each run.

    expect.py PROGRAM VERIFY_JOURNAL_PY GOLDENS WORK
"""
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

PROGRAM, VERIFIER, GOLDENS, WORK = (pathlib.Path(word).resolve() for word in sys.argv[1:5])
HEAD = """\
# What version %s said of its own journals, and what docs/audit/verify_journal.py said of them. One run a line; "-" where there is nothing.
# journal verify and its exit code, entries, sealed entries, receipt and root of the newest good seal
# | verify_journal.py and its exit code | replay, decisions that it compared | how the run ended (open: neither ended nor waiting)
"""


def lay_out(golden):
    """A station as the run left it: definitions lie but once among the goldens."""
    station = WORK / golden.name
    runs = station / "var/runbook/runs"
    runs.mkdir(parents=True)
    if (golden / "ledger.jsonl").exists():
        shutil.copy(golden / "ledger.jsonl", station / "var/runbook/ledger.jsonl")
    for run in sorted(p for p in golden.iterdir() if p.is_dir()):
        shutil.copytree(run, runs / run.name)
        first = re.findall(rb'"sha256":"([0-9a-f]{64})"', (run / "journal.jsonl").read_bytes().split(b"\n")[0])
        (runs / run.name / "definition").mkdir()
        for digest in first:
            source = GOLDENS / "definitions" / (digest.decode() + ".yaml")
            if source.exists():
                shutil.copy(source, runs / run.name / "definition")
    return station


def ended(path):
    asked, word = set(), None
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        data = entry["data"]
        if entry["type"] == "run.finished":
            word = data["outcome"]
        elif entry["type"] == "step.waiting":
            asked.add(data["path"])
        elif entry["type"] in ("step.started", "step.succeeded", "step.failed", "step.skipped"):
            asked.discard(data["path"])  # An answer alone ends no wait: the planner judges it when the run goes on.
    return word or ("waiting" if asked else "open")


def call(*words):
    env = {"RUNBOOK_KEYS": str(WORK / "none"), "PATH": "/usr/bin:/bin"}
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, cwd=WORK, env=env)


def row(golden, run, station):
    path = station / "var/runbook/runs" / run / "journal.jsonl"
    verified = call(PROGRAM, "journal", "verify", path, "--key", GOLDENS / "keys.txt", "--format", "json")
    said = json.loads(verified.stdout)[0]
    ledger = station / "var/runbook/ledger.jsonl"
    second = call(sys.executable, VERIFIER, path.parent, "--key", GOLDENS / "keys.txt", *(["--ledger", ledger] if ledger.exists() else []))
    replay = json.loads(call(PROGRAM, "replay", path, "--format", "json").stdout)[0]
    how = replay["outcome"]
    if how != "same":
        how += ":" + str(replay["failure"]["code"] if replay.get("failure") else replay["difference"]["entry"])
    return [
        f"{golden}/{run}", said["verdict"], verified.returncode, said["entries"], said["sealedEntries"],
        said.get("receipt") or "-", said.get("root") or "-", "|",
        second.stdout.split("\n")[0], second.returncode, "|", how, replay["decisions"], "|", ended(path) if how == "same" else "-",
    ]


def rows(golden):
    station = lay_out(golden)
    found = [row(golden.name, run.name, station) for run in sorted(p for p in golden.iterdir() if p.is_dir())]
    whole = json.loads(call(PROGRAM, "journal", "verify", station, "--key", GOLDENS / "keys.txt", "--format", "json").stdout)
    gone = [one for one in whole if not pathlib.Path(one["journal"]).exists()]
    found += [[f"{golden.name}/{one['run']}", one["verdict"], 1, 0, 0, *"--|--|--|-"] for one in gone]
    shutil.rmtree(station)
    return found


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    goldens = sorted(p for p in GOLDENS.iterdir() if p.is_dir() and p.name != "definitions")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        table = [[str(cell) for cell in line] for part in pool.map(rows, goldens) for line in part]
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table]
    (GOLDENS / "expected.txt").write_text(HEAD % call(PROGRAM, "--version").stdout.strip() + "\n".join(lines) + "\n")
    files = sorted(p for p in GOLDENS.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    sums = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(GOLDENS).as_posix()}\n" for p in files)
    (GOLDENS / "SHA256SUMS").write_text("".join(sums))
    print(f"{len(table)} runs, {len(files)} files, {sum(p.stat().st_size for p in files) // 1024} KiB")


if __name__ == "__main__":
    main()
