#!/usr/bin/env bash
# How long does it take to verify and extract a large bundle, beside tar and sha384sum? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-extract.sh artifacts/native/runbook [ROUNDS] [MEBIBYTES]
# Works on tmpfs where there is one, so that the disk does not decide.
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
size=${3:-300}
for tool in python3 tar gzip sha384sum; do command -v $tool >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
[ -w /dev/shm ] && base=/dev/shm || base=${TMPDIR:-/tmp}
dir=$(mktemp -d "$base/bench-extract.XXXXXX")
trap 'rm -rf "$dir"' EXIT
"$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
set -a; . "$dir/station/demo.env"; set +a
python3 - "$rounds" "$size" "$runbook" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import base64, glob, hashlib, hmac, json, os, random, shutil, statistics, subprocess, sys, tarfile, time
rounds, size, runbook, base, system = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
source = sorted(glob.glob(f"{base}/station/var/releases/linux/core-oem-2024.06-linux.tar.gz"))[0]
subprocess.run(["tar", "-xzf", source, "-C", base], check=True)
tree = f"{base}/core_oem_staging"
numbers = random.Random(1)
for n in range(size // 5):
    # Half of it can be packed well, half of it can't: like programs with their resources.
    line = (f"{n} {numbers.random()} core ").encode() * 40
    with open(f"{tree}/daemon/part-{n:03}.bin", "wb") as f:
        for _ in range(10):
            f.write(numbers.randbytes(256 * 1024) + (line * (1 + 256 * 1024 // len(line)))[:256 * 1024])
files = sorted((os.path.relpath(os.path.join(d, f), tree) for d, _, names in os.walk(tree) for f in names), key=lambda p: p.split("/"))
digest = lambda p: hashlib.sha384(open(f"{tree}/{p}", "rb").read()).hexdigest()
manifest = json.load(open(f"{tree}/manifest.json"))
manifest["files"] = [{"path": p, "sha384": digest(p)} for p in files if p not in ("manifest.json", "manifest.sig")]
text = json.dumps(manifest, indent=2, sort_keys=True).encode()
open(f"{tree}/manifest.json", "wb").write(text)
signed = json.load(open(f"{tree}/manifest.sig"))
signed["payload"]["sha384"] = hashlib.sha384(text).hexdigest()
key = base64.b64decode(os.environ["OEM_BUNDLE_HMAC_KEY"])
canonical = json.dumps(signed["payload"], sort_keys=True, separators=(",", ":")).encode()
signed["signature"]["value"] = base64.b64encode(hmac.new(key, canonical, hashlib.sha384).digest()).decode()
open(f"{tree}/manifest.sig", "w").write(json.dumps(signed, indent=2, sort_keys=True) + "\n")
with open(f"{base}/sums", "w") as f:
    f.write("".join(f"{m['sha384']}  {m['path']}\n" for m in manifest["files"]))
archive = f"{base}/core-oem-2024.06-linux.tar.gz"
subprocess.run(["tar", "-czf", archive, "--owner=0", "--group=0", "-C", base, "core_oem_staging"], check=True)
shutil.rmtree(tree)
total = sum(m.size for m in tarfile.open(archive))
null = os.open(os.devnull, os.O_RDWR)
programs = {
    "native `runbook bundle extract`": [runbook, "bundle", "extract", archive, "--to", f"{base}/out"],
    "`tar -xzf` + `sha384sum -c`": ["/bin/sh", "-c", f"mkdir {base}/out && tar -xzf {archive} -C {base}/out && cd {base}/out/core_oem_staging && sha384sum -c --quiet {base}/sums"],
    "`gzip -dc` to nowhere": ["/bin/sh", "-c", f"exec gzip -dc {archive} >/dev/null"],
}
taken, peaks = {n: [] for n in programs}, {n: 0 for n in programs}
for round in range(rounds + 1):
    for name, arguments in programs.items():
        shutil.rmtree(f"{base}/out", ignore_errors=True)
        since = time.perf_counter()
        pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)])
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"{arguments} failed")
        if round:
            taken[name].append(time.perf_counter() - since)
            peaks[name] = max(peaks[name], usage.ru_maxrss / 1024)
rival = statistics.median(taken["`tar -xzf` + `sha384sum -c`"])
print(f"{total / 2**20:.0f} MiB unpacked, {os.path.getsize(archive) / 2**20:.0f} MiB packed, {len(files)} files, {system}\n")
print("| program | median | fastest | MB/s unpacked | peak memory | beside `tar` + `sha384sum` |\n| --- | --- | --- | --- | --- | --- |")
for name, t in taken.items():
    print(f"| {name} | {statistics.median(t):.2f} s | {min(t):.2f} s | {total / statistics.median(t) / 1e6:.0f} | {peaks[name]:.0f} MiB | {statistics.median(t) / rival:.2f} |")
PY
