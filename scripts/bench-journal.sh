#!/usr/bin/env bash
# What does it cost to verify, replay and report a journal, beside sha256sum over the same bytes? Prints Markdown.
# Seconds are of the clock on the wall (a verifier works on all processors) and of processor time (user and system), which a shared machine
# disturbs less; medians, all programs in turn. Each run lies in a station of its own: its ledger knows of no other.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      dotnet publish tests/OemRunbooks.Benchmarks -c Release -r linux-x64 -o artifacts/benchmarks
#      scripts/bench-journal.sh artifacts/native/runbook [ROUNDS]
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
here=$(realpath "$(dirname "$0")/..")
# STATIONS=DIR keeps the runs there, or uses those that are there already: a million entries take a while to seal.
stations=${STATIONS:-}
if [ -z "$stations" ]; then stations=$(mktemp -d); trap 'rm -rf "$stations"' EXIT; fi
# MILLION=0 leaves the million out.
for steps in 250 2500 10000 25000 $([ "${MILLION:-1}" = 0 ] || echo 250000); do
    [ -d "$stations/$steps/var/runbook/runs/steps-$steps" ] && continue
    "${BENCHMARKS:-$here/artifacts/benchmarks/OemRunbooks.Benchmarks}" journals "$stations/$steps" "$steps" >&2
done
cd "$stations"
export RUNBOOK_KEYS="$stations/none"
python3 - "$rounds" "$runbook" <<'PY'
import os, statistics, sys, time
rounds, runbook = int(sys.argv[1]), sys.argv[2]
null = os.open(os.devnull, os.O_RDWR)
def run(n): return f"{n}/var/runbook/runs/steps-{n}"
def verify(n): return [runbook, "journal", "verify", run(n), "--key", f"{n}/keys.txt", "--lang", "en"]
def replay(n): return [runbook, "replay", run(n), "--lang", "en"]
def sha(n): return ["/usr/bin/sha256sum", f"{run(n)}/journal.jsonl"]
def report(format): return [runbook, "report", run(10000), "--format", format, "--lang", "en"]
entries = {n: sum(1 for _ in open(f"{run(n)}/journal.jsonl", "rb")) for n in (250, 2500, 10000, 25000, 250000) if os.path.isdir(run(n))}
has_million = 250000 in entries
programs = {
    "sha 100,000": sha(25000), "verify 100,000": verify(25000), "replay 100,000": replay(25000),
    **({"sha 1,000,000": sha(250000), "verify 1,000,000": verify(250000)} if has_million else {}),
    "replay 1,000": replay(250), "replay 10,000": replay(2500),
    "report html": report("html"), "report json": report("json"), "start": [runbook, "--version"],
}
walls, processors, peaks = {p: [] for p in programs}, {p: [] for p in programs}, {p: 0 for p in programs}
quiet = [(os.POSIX_SPAWN_DUP2, null, to) for to in (0, 1, 2)]
def once(arguments):
    begin = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{arguments} failed")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
# One after the other in turn, so that whatever else the machine does falls on all of them.
for _ in range(rounds):
    for name, arguments in programs.items():
        wall, processor, peak = once(arguments)
        walls[name].append(wall)
        processors[name].append(processor)
        peaks[name] = max(peaks[name], peak)
w = {name: statistics.median(taken) for name, taken in walls.items()}
p = {name: statistics.median(taken) for name, taken in processors.items()}
def row(*cells): print("| " + " | ".join(cells) + " |")
row("question", "wall", "processor", "of sha256sum's speed, wall", "processor", "peak memory", "goal")
row(*["---"] * 7)
def beside(name, title, goal, hashing=None):
    ratios = (f"{w[hashing] / w[name]:.2f}", f"{p[hashing] / p[name]:.2f}") if hashing else ("–", "–")
    row(title, f"{w[name]:.3f} s", f"{p[name]:.3f} s", *ratios, f"{peaks[name]:.0f} MiB", goal)
mid = f"{entries[25000]:,} entries"
beside("sha 100,000", f"sha256sum of {mid}", "–")
beside("verify 100,000", f"verify {mid}", "≥ 0.5 of sha256sum's speed on two processors", "sha 100,000")
beside("replay 100,000", f"replay {mid}", "≤ 0.4 s", "sha 100,000")
if has_million:
    beside("sha 1,000,000", f"sha256sum of {entries[250000]:,} entries", "–")
    beside("verify 1,000,000", f"verify {entries[250000]:,} entries", "memory as for fewer", "sha 1,000,000")
beside("replay 10,000", f"replay {entries[2500]:,} entries", "–")
beside("replay 1,000", f"replay {entries[250]:,} entries", "–")
beside("report html", "report of a 10,000-step run, HTML", "–")
beside("report json", "report of a 10,000-step run, JSON", "–")
beside("start", "start of the program", "–")
growth = (p["replay 100,000"] - p["start"]) / (p["replay 10,000"] - p["start"]) / (entries[25000] / entries[2500])
print(f"\nReplay grows with {growth:.2f} of linear growth from {entries[2500]:,} to {entries[25000]:,} entries.")
PY
