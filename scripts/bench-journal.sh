#!/usr/bin/env bash
# What does it cost to verify, replay and report a journal, beside sha256sum over the same bytes? Prints Markdown.
# Seconds are of processor time (user and system), which a shared machine disturbs less than the clock on the wall.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      dotnet build tests/OemRunbooks.Benchmarks -c Release
#      scripts/bench-journal.sh artifacts/native/runbook [ROUNDS]
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
here=$(realpath "$(dirname "$0")/..")
# STATION=DIR keeps the runs there, or uses those that are there already: a million entries take a while to seal.
station=${STATION:-}
if [ -z "$station" ]; then station=$(mktemp -d)/station; trap 'rm -rf "$(dirname "$station")"' EXIT; fi
[ -d "$station/var/runbook/runs/steps-250000" ] || dotnet "$here/artifacts/bin/OemRunbooks.Benchmarks/release/OemRunbooks.Benchmarks.dll" journals "$station" 250 2500 10000 25000 250000 >&2
cd "$station"
export RUNBOOK_KEYS="$station/none"
python3 - "$rounds" "$runbook" <<'PY'
import os, statistics, sys
rounds, runbook = int(sys.argv[1]), sys.argv[2]
null = os.open(os.devnull, os.O_RDWR)
runs = "var/runbook/runs/steps-"
entries = {n: sum(1 for _ in open(f"{runs}{n}/journal.jsonl", "rb")) for n in (250, 2500, 10000, 25000, 250000)}
def verify(n): return [runbook, "journal", "verify", f"{runs}{n}", "--key", "keys.txt", "--lang", "en"]
def replay(n): return [runbook, "replay", f"{runs}{n}", "--lang", "en"]
sha = "/usr/bin/sha256sum"
programs = {
    "verify 1,000,000": verify(250000), "sha 1,000,000": [sha, f"{runs}250000/journal.jsonl"],
    "verify 100,000": verify(25000), "sha 100,000": [sha, f"{runs}25000/journal.jsonl"],
    "replay 1,000": replay(250), "replay 10,000": replay(2500), "replay 100,000": replay(25000),
    "report html": [runbook, "report", f"{runs}10000", "--format", "html", "--lang", "en"],
    "report json": [runbook, "report", f"{runs}10000", "--format", "json", "--lang", "en"],
    "start": [runbook, "--version"],
}
times, peaks = {p: [] for p in programs}, {p: 0 for p in programs}
def once(arguments):
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{arguments} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
# One after the other in turn, so that whatever else the machine does falls on all of them.
for _ in range(rounds):
    for name, arguments in programs.items():
        took, peak = once(arguments)
        times[name].append(took)
        peaks[name] = max(peaks[name], peak)
m = {name: statistics.median(taken) for name, taken in times.items()}
def row(*cells): print("| " + " | ".join(cells) + " |")
row("question", "figure", "beside it, in the same run", "ratio", "peak memory", "goal")
row(*["---"] * 6)
big, mid = entries[250000], entries[25000]
row(f"verify {big:,} sealed entries", f"{m['verify 1,000,000']:.2f} s, {big / m['verify 1,000,000']:,.0f} entries/s", f"{m['sha 1,000,000']:.2f} s: sha256sum of the same bytes", f"{m['sha 1,000,000'] / m['verify 1,000,000']:.2f} of its speed", f"{peaks['verify 1,000,000']:.0f} MiB", "≥ 50,000 entries/s, < 256 MiB; ≥ 0.8 of sha256sum")
row(f"verify {mid:,}", f"{m['verify 100,000']:.2f} s, {mid / m['verify 100,000']:,.0f} entries/s", f"{m['sha 100,000']:.2f} s: sha256sum", f"{m['sha 100,000'] / m['verify 100,000']:.2f} of its speed", f"{peaks['verify 100,000']:.0f} MiB", "–")
row(f"replay {mid:,} entries", f"{m['replay 100,000']:.2f} s", f"{m['replay 10,000']:.2f} s: {entries[2500]:,} entries; {m['replay 1,000']:.2f} s: {entries[250]:,}", f"{(m['replay 100,000'] - m['start']) / (m['replay 10,000'] - m['start']) / (mid / entries[2500]):.2f} of linear growth", f"{peaks['replay 100,000']:.0f} MiB", "≤ 1 s, linear")
row("report of a 10,000-step run, HTML", f"{m['report html']:.2f} s", f"{m['report json']:.2f} s: JSON", f"{m['report html'] / m['report json']:.2f}", f"{peaks['report html']:.0f} MiB", "–")
PY
