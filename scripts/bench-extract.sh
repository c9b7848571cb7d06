#!/usr/bin/env bash
# How long does it take to verify and extract a bundle, of large files and of 49,000 small ones (it has at most 50,000 entries), beside tar
# and sha384sum, and beside inflating alone? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      dotnet publish tests/OemRunbooks.Benchmarks -c Release -r linux-x64 -o artifacts/benchmarks
#      scripts/bench-extract.sh artifacts/native/runbook [ROUNDS] [MEBIBYTES] [FILES]
# Works on tmpfs where there is one, so that the disk does not decide.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
runbook=$(realpath "$1")
rounds=${2:-5}
bench=${BENCHMARKS:-$here/../artifacts/benchmarks/OemRunbooks.Benchmarks}
for tool in python3 tar gzip sha384sum "$bench"; do command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
[ -w /dev/shm ] && base=/dev/shm || base=${TMPDIR:-/tmp}
for kind in "large ${3:-300}" "small ${4:-49000}"; do
  dir=$(mktemp -d "$base/bench-extract.XXXXXX")
  trap 'rm -rf "$dir"' EXIT
  "$runbook" demo "$dir/station" --only-build >/dev/null 2>&1
  set -a; . "$dir/station/demo.env"; set +a
  # shellcheck disable=SC2086
  python3 "$here/bench_bundle.py" "$dir" $kind
  python3 - "$rounds" "$runbook" "$bench" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import os, shutil, statistics, sys, tarfile, time
rounds, runbook, bench, base, system = int(sys.argv[1]), *sys.argv[2:]
archive = f"{base}/core-oem-2024.06-linux.tar.gz"
with tarfile.open(archive) as tar:
    total = sum(m.size for m in tar)
null = os.open(os.devnull, os.O_RDWR)
alone, shell = "inflating alone, to nowhere", "`tar -xzf` + `sha384sum -c`"
programs = {
    "native `runbook bundle extract`": [runbook, "bundle", "extract", archive, "--to", f"{base}/out"],
    shell: ["/bin/sh", "-c", f"mkdir {base}/out && tar -xzf {archive} -C {base}/out && cd {base}/out/core_oem_staging && sha384sum -c --quiet {base}/sums"],
    alone: [bench, "inflate", archive],
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
median = {name: statistics.median(t) for name, t in taken.items()}
count = sum(1 for _ in open(f"{base}/sums"))
print(f"{total / 2**20:.0f} MiB unpacked, {os.path.getsize(archive) / 2**20:.0f} MiB packed, {count} files, {system}\n")
print(f"| program | median | MB/s unpacked | peak memory | beside `tar` + `sha384sum` (goal 0.28) | beside inflating alone (goal 1.15) |\n| --- | --- | --- | --- | --- | --- |")
for name, m in median.items():
    print(f"| {name} | {m:.2f} s | {total / m / 1e6:.0f} | {peaks[name]:.0f} MiB | {m / median[shell]:.2f} | {m / median[alone]:.2f} |")
print()
PY
  rm -rf "$dir"
done
