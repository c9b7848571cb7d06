#!/usr/bin/env bash
# How long does `license status` take beside a Python program that does the same? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-license-status.sh artifacts/native/runbook [RUNS]
# Needs python3 with the package `cryptography`, which the original uses too.
set -euo pipefail
runbook=$(realpath "$1")
runs=${2:-31}
here=$(realpath "$(dirname "$0")/..")
other="$here/tests/OemRunbooks.EndToEnd/Tools/license_store.py"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -c 'import cryptography' 2>/dev/null || { echo "python3 with the package cryptography is needed" >&2; exit 2; }
"$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
cd "$dir/station"
set -a; . ./demo.env; set +a
store=secrets/license_store.json
fingerprint=$("$runbook" fingerprint show)
cmp <("$runbook" license status --store "$store" --fingerprint "$fingerprint") <(python3 "$other" status "$store" "$fingerprint") ||
  { echo "the two programs print different things" >&2; exit 1; }
exec python3 - "$runs" "$runbook" "$other" "$store" "$fingerprint" <<'PY'
import os, statistics, subprocess, sys, time
runs, runbook, other, store, fingerprint = int(sys.argv[1]), *sys.argv[2:]
null = os.open(os.devnull, os.O_RDWR)
programs = {
    "native `runbook license status`": [runbook, "license", "status", "--store", store, "--fingerprint", fingerprint],
    "native, fingerprint read from the machine": [runbook, "license", "status", "--store", store, "--read-local"],
    "Python with `cryptography`": [sys.executable, other, "status", store, fingerprint],
    "Python alone (`python3 -c pass`)": [sys.executable, "-c", "pass"],
}
times, peaks = {name: [] for name in programs}, {name: 0 for name in programs}
def once(arguments):
    since = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{arguments} failed")
    return (time.perf_counter() - since) * 1000, usage.ru_maxrss / 1024
for arguments in programs.values():
    once(arguments)
# One after the other in turn, so that whatever else the machine does falls on all of them.
for _ in range(runs):
    for name, arguments in programs.items():
        took, peak = once(arguments)
        times[name].append(took)
        peaks[name] = max(peaks[name], peak)
base = statistics.median(times["Python with `cryptography`"])
print("| program | median | fastest | peak memory | beside Python with `cryptography` |\n| --- | --- | --- | --- | --- |")
for name, taken in times.items():
    print(f"| {name} | {statistics.median(taken):.1f} ms | {min(taken):.1f} ms | {peaks[name]:.0f} MiB | {statistics.median(taken) / base:.3f} |")
PY
