#!/usr/bin/env bash
# Is a release slower to start, or at an update, than an earlier one? Both programs in turn, medians. Prints Markdown.
# Use: git worktree add ../earlier COMMIT && dotnet publish ../earlier/engine/OemRunbooks.Cli -c Release -r linux-x64 -o ../earlier/out
#      dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-releases.sh ../earlier/out/runbook artifacts/native/runbook [ROUNDS]
set -euo pipefail
earlier=$(realpath "$1")
now=$(realpath "$2")
rounds=${3:-11}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command -v python3 >/dev/null || { echo "python3 is needed" >&2; exit 2; }
python3 - "$rounds" "$earlier" "$now" "$dir" <<'PY'
import os, resource, shutil, statistics, subprocess, sys, time
rounds, programs, base = int(sys.argv[1]), sys.argv[2:4], sys.argv[4]
def environment(station):
    e = dict(os.environ)
    for line in open(f"{station}/demo.env"):
        if "=" in line and not line.startswith("#"):
            k, v = line.strip().split("=", 1)
            e[k] = v.strip('"').strip("'")
    return e
def once(words, **how):
    spent, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=base, **how)
    wall, after = time.perf_counter() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall * 1000, (after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime) * 1000
def update(program):
    shutil.rmtree(base, ignore_errors=True)
    subprocess.run([program, "demo", base, "--only-build"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return once([program, "run", "client-update", "--station", base], env=environment(base))
# Each in a directory of its own: what lies where the script is called is nobody's station.
work = {
    "`--version`": (4 * rounds, lambda p: once([p, "--version"])),
    "`explain`": (4 * rounds, lambda p: once([p, "explain", "fingerprint.mismatch"])),
    "`lint client-update`": (4 * rounds, lambda p: once([p, "lint", "client-update"])),
    "`run client-update`": (rounds, update),
}
print("| work | earlier | now | ratio | processor time, ratio |\n| --- | --- | --- | --- | --- |")
for name, (times, do) in work.items():
    seen = {p: [] for p in programs}
    for _ in range(times):
        for p in programs:
            seen[p].append(do(p))
    wall = [statistics.median(t[0] for t in seen[p]) for p in programs]
    spent = [statistics.median(t[1] for t in seen[p]) for p in programs]
    print(f"| {name} | {wall[0]:.1f} ms | {wall[1]:.1f} ms | {wall[1] / wall[0]:.2f} | {spent[1] / spent[0]:.2f} |")
sizes = [os.path.getsize(p) / 1e6 for p in programs]
print(f"| size of the program | {sizes[0]:.1f} MB | {sizes[1]:.1f} MB | {sizes[1] / sizes[0]:.2f} | |")
PY
