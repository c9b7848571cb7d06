#!/usr/bin/env bash
# Does a station with 1,000 bundles, 10,000 reports and 10,000 runs still answer at once? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-station.sh artifacts/native/runbook [ROUNDS]
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command -v python3 >/dev/null || { echo "python3 is needed" >&2; exit 2; }
"$runbook" demo "$dir/few" --only-build >/dev/null 2>&1
"$runbook" demo "$dir/many" --only-build >/dev/null 2>&1
export RUNBOOK_KEY=none
python3 - "$rounds" "$runbook" "$dir" <<'PY'
import json, os, shutil, statistics, subprocess, sys, time
rounds, runbook, base = int(sys.argv[1]), *sys.argv[2:]
# The bundles share the content of a real one: choosing looks at names, and only the chosen one is read.
source = f"{base}/many/var/releases/linux/core-oem-2024.06-linux.tar.gz"
for n in range(1000):
    os.link(source, f"{base}/many/var/releases/linux/core-oem-{2000 + n // 52}.{n % 52 + 1:02}-linux.tar.gz") if n // 52 < 19 else os.link(source, f"{base}/many/var/releases/linux/core-oem-1999.{n}-linux.tar.gz")
for n in range(10000):
    with open(f"{base}/many/var/reports/licensing/recovery-{n:05}.json", "w") as f:
        json.dump({"report": n, "text": "x" * 200}, f)
def environment(station):
    e = dict(os.environ)
    for line in open(f"{station}/demo.env"):
        if "=" in line and not line.startswith("#"):
            k, v = line.strip().split("=", 1)
            e[k] = v.strip('"').strip("'")
    e["RUNBOOK_KEY"] = "none"
    return e
# Ended long ago, under names of their own; behind them twenty of today.
def run(station, name):
    subprocess.run([runbook, "run", "hardware-drift", "--run-id", name, "--station", station], env=environment(station), stdin=subprocess.DEVNULL, capture_output=True, check=True)
for station, count in ((f"{base}/many", 10000), (f"{base}/few", 0)):
    run(station, "first")
    runs = f"{station}/var/runbook/runs"
    for n in range(count):
        shutil.copytree(f"{runs}/first", f"{runs}/old-{n:05}", copy_function=os.link)
        os.utime(f"{runs}/old-{n:05}", (1.7e9 + n, 1.7e9 + n))
    for n in range(20):
        run(station, f"today-{n}")
def once(station, arguments, wanted):
    since = time.perf_counter()
    done = subprocess.run([runbook, *arguments, "--station", station], env=environment(station), stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode not in wanted:
        sys.exit(f"{arguments} ended with {done.returncode}: {done.stderr.decode()[-400:]}")
    return (time.perf_counter() - since) * 1000
work = {
    "choose the bundle: `run client-update --plan`": (["run", "client-update", "--plan"], (0, 1)),
    "choose bundle and deltas: `run station-preparation --plan`": (["run", "station-preparation", "--plan"], (0, 1)),
    "escalate a licence case with its reports: `run escalation`": (["run", "escalation", "--set", "case=licensing"], (3,)),
    "`runs`": (["runs"], (0,)),
    "`status today-7`": (["status", "today-7"], (0,)),
    "`resume`, when none can go on": (["resume"], (2,)),
}
print("| work | 1,002 bundles, 10,000 reports, 10,000 runs | a demo station | ratio |\n| --- | --- | --- | --- |")
for name, (arguments, wanted) in work.items():
    many, few = [], []
    for _ in range(rounds):
        many.append(once(f"{base}/many", arguments, wanted))
        few.append(once(f"{base}/few", arguments, wanted))
    print(f"| {name} | {statistics.median(many):.0f} ms | {statistics.median(few):.0f} ms | {statistics.median(many) / statistics.median(few):.1f} |")
PY
