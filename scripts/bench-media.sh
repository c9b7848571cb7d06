#!/usr/bin/env bash
# How long does it take to write a medium of 1 GiB and prove what is on it, beside cp, sync and sha384sum? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-media.sh artifacts/native/runbook [ROUNDS] [MEBIBYTES] [DIRECTORY]
# The step write-medium is timed by the run's own journal; the whole run verifies the bundle before that.
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-3}
size=${3:-1024}
dir=$(mktemp -d "${4:-${TMPDIR:-/tmp}}/bench-media.XXXXXX")
trap 'rm -rf "$dir"' EXIT
for tool in python3 tar sync sha384sum; do command -v $tool >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
"$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
set -a; . "$dir/station/demo.env"; set +a
export RUNBOOK_KEY=none
python3 - "$rounds" "$size" "$runbook" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import base64, hashlib, hmac, json, os, random, shutil, statistics, subprocess, sys, time
rounds, size, runbook, base, system = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
station, tree = f"{base}/station", f"{base}/core_oem_staging"
subprocess.run(["tar", "-xzf", f"{station}/var/releases/linux/core-oem-2024.06-linux.tar.gz", "-C", base], check=True)
numbers = random.Random(1)
for n in range(size // 16):
    with open(f"{tree}/daemon/part-{n:03}.bin", "wb") as f:
        f.write(numbers.randbytes(16 * 2**20))
files = sorted((os.path.relpath(os.path.join(d, f), tree) for d, _, names in os.walk(tree) for f in names), key=lambda p: p.split("/"))
manifest = json.load(open(f"{tree}/manifest.json"))
manifest["version"] = "2030.01"
manifest["files"] = [{"path": p, "sha384": hashlib.sha384(open(f"{tree}/{p}", "rb").read()).hexdigest()} for p in files if p not in ("manifest.json", "manifest.sig")]
text = json.dumps(manifest, indent=2, sort_keys=True).encode()
open(f"{tree}/manifest.json", "wb").write(text)
signed = json.load(open(f"{tree}/manifest.sig"))
signed["payload"]["sha384"] = hashlib.sha384(text).hexdigest()
canonical = json.dumps(signed["payload"], sort_keys=True, separators=(",", ":")).encode()
signed["signature"]["value"] = base64.b64encode(hmac.new(base64.b64decode(os.environ["OEM_BUNDLE_HMAC_KEY"]), canonical, hashlib.sha384).digest()).decode()
open(f"{tree}/manifest.sig", "w").write(json.dumps(signed, indent=2, sort_keys=True) + "\n")
archive = f"{station}/var/releases/linux/core-oem-2030.01-linux.tar.gz"
subprocess.run(f"tar -c --owner=0 --group=0 -C {base} core_oem_staging | gzip -1 >{archive}", shell=True, check=True)
shutil.rmtree(tree)
shutil.copy(f"{station}/var/dist/notary/core-oem-2024.06-linux.json", f"{station}/var/dist/notary/core-oem-2030.01-linux.json")
medium, other = f"{station}/media/usb/core-oem-2030.01-linux.tar.gz", f"{base}/other"
taken, shell, whole, peak = [], [], [], 0
for n in range(rounds):
    if os.path.exists(medium):
        os.unlink(medium)
    run = f"m{n}"
    since = time.perf_counter()
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(runbook, [runbook, "run", "station-preparation", "--station", station, "--run-id", run], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, f) for f in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    whole.append(time.perf_counter() - since)
    peak = max(peak, usage.ru_maxrss / 1024)
    entries = [json.loads(l) for l in open(f"{station}/var/runbook/runs/{run}/journal.jsonl")]
    at = {e["type"]: e["mono"] for e in entries if e["data"].get("path") == "write-medium"}
    if "step.succeeded" not in at or not os.path.exists(medium):
        sys.exit(f"the medium was not written (exit {os.waitstatus_to_exitcode(status)}): {entries[-1]}")
    taken.append((at["step.succeeded"] - at["step.started"]) / 1000)
    shutil.rmtree(other, ignore_errors=True)
    os.mkdir(other)
    sums = f"{base}/sums"
    open(sums, "w").write(subprocess.run(["sha384sum", os.path.basename(archive)], cwd=os.path.dirname(archive), capture_output=True, text=True, check=True).stdout)
    since = time.perf_counter()
    subprocess.run(f"cp {archive} {other}/ && sync -f {other} && cd {other} && sha384sum -c --quiet {sums}", shell=True, check=True)
    shell.append(time.perf_counter() - since)
m = statistics.median
print(f"{os.path.getsize(archive) / 2**20:.0f} MiB, {system}\n")
print("| question | median | beside it, in the same run: `cp` + `sync` + `sha384sum -c` | ratio | peak memory |\n| --- | --- | --- | --- | --- |")
print(f"| the step write-medium: copy, flush, read back, digest, manifest | {m(taken):.2f} s | {m(shell):.2f} s | {m(taken) / m(shell):.2f} | {peak:.0f} MiB |")
print(f"| the run up to the checklist, the bundle verified before | {m(whole):.2f} s | {m(shell):.2f} s | {m(whole) / m(shell):.2f} | {peak:.0f} MiB |")
PY
