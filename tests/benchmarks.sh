#!/usr/bin/env bash
# Every figure that the project promises, from one run, as Markdown: ours and what stands beside it.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      dotnet publish tests/OemRunbooks.Benchmarks -c Release -r linux-x64 -o artifacts/benchmarks
#      tests/benchmarks.sh artifacts/native/runbook [ROUNDS] [DIRECTORY] > tests/OemRunbooks.Benchmarks/results/$(date +%F).md
# DIRECTORY lies on the file system that is to be measured. ONLY="steps start" measures only those parts.
set -euo pipefail
cd "$(dirname "$0")/.."
runbook=$(realpath "${1:?the program}")
rounds=${2:-5}
directory=${3:-${TMPDIR:-/tmp}}
parts=${ONLY:-start steps update extract media journal station editor}
cpu=$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)
echo "# Figures of $(date -u +%F)"
echo
echo "Commit $(git describe --always --dirty), program $(stat -c %s "$runbook") bytes (goal: at most 28,311,552); $(nproc) cores ($cpu),"
echo "$(free -m | awk '/^Mem/ {print $2}') MiB; file system $(stat -f -c %T "$directory"); load $(cut -d' ' -f1 /proc/loadavg) before it began."
echo "\`tests/benchmarks.sh PROGRAM $rounds\`. The machine is shared: read ratios of medians."
start() {
  local dir
  dir=$(mktemp -d "$directory/bench-start.XXXXXX")
  printf '#include <stdio.h>\nint main(void) { puts("0.1.0"); return 0; }\n' | gcc -O2 -x c -o "$dir/hello" -
  "$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
  python3 - "$runbook" "$dir" "$((rounds * 4))" <<'PY'
import os, re, statistics, subprocess, sys, time
runbook, base, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
station, env = f"{base}/station", dict(os.environ, RUNBOOK_KEY="none", RUNBOOK_LANG="en")
for line in open(f"{station}/demo.env"):
    if "=" in line and not line.startswith("#"):
        name, value = line.strip().split("=", 1)
        env[name] = value.strip("'\"")
env["RUNBOOK_KEY"] = "none"
lines = "".join(f"  - id: step-{i}\n    name: {{pl: Krok {i}, en: Step {i}}}\n    action: run.command\n    with: {{program: /bin/true}}\n" for i in range(49))
open(f"{base}/lines.yaml", "w").write('schemaVersion: "1.0"\nid: lines\nversion: 1.0.0\nname: {pl: Wiersze, en: Lines}\nsteps:\n' + lines)
def once(arguments):
    since = time.perf_counter()
    subprocess.run(arguments, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=station, check=True)
    return (time.perf_counter() - since) * 1000
# From the program's start to the first step's sign.
def first():
    since = time.perf_counter()
    p = subprocess.Popen([runbook, "run", "hardware-drift"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=station)
    for line in p.stderr:
        if "▶".encode() in line:
            took = (time.perf_counter() - since) * 1000
            break
    p.stderr.read()
    p.wait()
    return took
work = {"hello": lambda: once([f"{base}/hello"]), "version": lambda: once([runbook, "--version"]), "lint": lambda: once([runbook, "lint", f"{base}/lines.yaml"]), "first": first}
took = {name: [] for name in work}
for _ in range(rounds):
    for name, does in work.items():
        took[name].append(does())
m = {name: statistics.median(values) for name, values in took.items()}
print("| question | figure | beside `hello` in C | goal |\n| --- | --- | --- | --- |")
for name, question, goal in (("version", "`runbook --version`", "8 ms"), ("lint", "`runbook lint` of 200 lines", "11 ms"), ("first", "first step of `run` begun", "25 ms")):
    print(f"| {question} | {m[name]:.1f} ms | {m['hello']:.1f} ms: {m[name] / m['hello']:.1f} | {goal} |")
PY
  rm -rf "$dir"
}
steps() {
  local dir bench=${BENCHMARKS:-artifacts/benchmarks/OemRunbooks.Benchmarks}
  scripts/bench-steps.sh "$runbook" "$rounds" "$directory"
  dir=$(mktemp -d "$directory/bench-durable.XXXXXX")
  "$bench" durable-step "$dir" "$((rounds * 2 + 1))"
  "$bench" planner "$((rounds * 2 + 1))"
  rm -rf "$dir"
}
journal() { scripts/bench-journal.sh "$runbook" "$rounds"; }
update() { scripts/bench-update.sh "$runbook" "$rounds" "$directory"; }
extract() { scripts/bench-extract.sh "$runbook" "$rounds"; }
media() { scripts/bench-media.sh "$runbook" "$((rounds < 3 ? rounds : 3))" 1024 "$directory"; }
station() { scripts/bench-station.sh "$runbook" "$rounds"; }
# Where somebody waits while writing: `runbook lsp` as an editor speaks to it, no pause between a key and what is asked.
editor() {
  local dir
  dir=$(mktemp -d "$directory/bench-editor.XXXXXX")
  "${BENCHMARKS:-artifacts/benchmarks/OemRunbooks.Benchmarks}" editor "$runbook" "$dir" "$rounds"
  rm -rf "$dir"
}
for part in $parts; do
  printf '\n## %s\n\n' "${part^}"
  "$part"
done
