#!/usr/bin/env bash
# What does an update cost (back up what is installed, verify and extract a bundle of 300 MiB, take its place, report; all of it on the disk)
# beside the fastest shell pipeline on two cores that does as much and keeps no journal? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-update.sh artifacts/native/runbook [ROUNDS] [DIRECTORY] [MEBIBYTES]
# igzip comes with isa-l (Debian: isal); without it the pipeline inflates by gzip.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
runbook=$(realpath "$1")
rounds=${2:-3}
dir=$(mktemp -d "${3:-${TMPDIR:-/tmp}}/bench-update.XXXXXX")
trap 'rm -rf "$dir"' EXIT
for tool in python3 tar gzip sha384sum; do command -v $tool >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
"$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
set -a; . "$dir/station/demo.env"; set +a
export RUNBOOK_KEY=none
python3 "$here/bench_bundle.py" "$dir" large "${4:-300}"
python3 - "$rounds" "$runbook" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import os, shutil, statistics, subprocess, sys, time
rounds, runbook, base, system = int(sys.argv[1]), *sys.argv[2:]
archive, station = f"{base}/core-oem-2024.06-linux.tar.gz", f"{base}/station"
shutil.copy(archive, f"{station}/media/core-oem-2024.06-linux.tar.gz")
open(f"{base}/update.yaml", "w").write('''schemaVersion: "1.0"
id: update
version: 1.0.0
name: {pl: Aktualizacja, en: Update}
steps:
  - {id: back-up, action: backup.tree, with: {source: opt/core-oem, target: backups/before}}
  - {id: extract, action: extract.bundle, with: {bundle: media/core-oem-2024.06-linux.tar.gz, target: opt/core-oem, key: "env:OEM_BUNDLE_HMAC_KEY", allowDowngrade: true}}
''')
inflate = "igzip -dc" if shutil.which("igzip") else "gzip -dc"
shell = f"""set -e
cd {base}/shell
cp -a core-oem before
(cd core-oem && find . -type f -print0 | xargs -0 -n 8 -P 2 sha384sum | sort > ../list)
(cd before && find . -type f -print0 | xargs -0 -n 8 -P 2 sha384sum | sort | cmp - ../list)
sync -f before
mkdir new; {inflate} {archive} | tar -x -C new
split -n l/2 {base}/sums part.
(cd new/core_oem_staging && sha384sum -c --quiet ../../part.aa) & one=$!
(cd new/core_oem_staging && sha384sum -c --quiet ../../part.ab)
wait $one
sync -f new
mv core-oem old; mv new/core_oem_staging core-oem; sync -f core-oem
"""
null = os.open(os.devnull, os.O_RDWR)
def once(arguments):
    os.sync()
    since = time.perf_counter()
    subprocess.run(arguments, stdin=null, stdout=null, stderr=subprocess.PIPE, check=True, cwd=base)
    return time.perf_counter() - since
def fresh():
    for place in (f"{station}/opt", f"{station}/backups/before", f"{station}/var/runbook/runs", f"{base}/shell"):
        shutil.rmtree(place, ignore_errors=True)
    for place in (f"{station}/opt/core-oem", f"{base}/shell/core-oem"):
        os.makedirs(place)
        subprocess.run(["tar", "-xzf", archive, "-C", place, "--strip-components=1"], check=True)
ours, theirs = [], []
for round in range(rounds):
    fresh()
    ours.append(once([runbook, "run", f"{base}/update.yaml", "--station", station]))
    theirs.append(once(["/bin/bash", "-c", shell]))
a, b = statistics.median(ours), statistics.median(theirs)
print(f"{os.path.getsize(archive) / 2**20:.0f} MiB packed, {system}, {rounds} rounds, medians\n")
print("| question | median | beside it, in the same run | ratio | goal |\n| --- | --- | --- | --- | --- |")
print(f"| the update job: back up, verify, extract, take its place, report | {a:.2f} s | {b:.2f} s: `cp -a`, `{inflate}` and `tar`, `sha384sum` by two, `sync` | {a / b:.2f} | 0.5 |")
PY
