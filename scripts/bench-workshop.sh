#!/usr/bin/env bash
# What the support lead's commands cost: start-up of each, a thousand runbooks checked, a thousand scenarios run. Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-workshop.sh artifacts/native/runbook [ROUNDS]
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-7}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command -v python3 >/dev/null || { echo "python3 is needed" >&2; exit 2; }
"$runbook" demo "$dir/station" >/dev/null 2>&1 || true
cd "$dir/station"
set -a; . ./demo.env; set +a
exec python3 - "$rounds" "$runbook" "$dir" <<'PY'
import os, statistics, sys, time
rounds, runbook, base = int(sys.argv[1]), sys.argv[2], sys.argv[3]
null = os.open(os.devnull, os.O_RDWR)

def once(arguments):
    since = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{arguments} failed: {status}")
    return (time.perf_counter() - since) * 1000, usage.ru_maxrss / 1024

def measure(programs, times):
    taken, peaks = {name: [] for name in programs}, {name: 0 for name in programs}
    for arguments in programs.values():
        once(arguments)
    # One after the other in turn, so that whatever else the machine does falls on all of them.
    for _ in range(times):
        for name, arguments in programs.items():
            took, peak = once(arguments)
            taken[name].append(took)
            peaks[name] = max(peaks[name], peak)
    return {name: (statistics.median(t), min(t), peaks[name]) for name, t in taken.items()}

head = 'schemaVersion: "1.0"\nid: r{0}\nversion: 1.0.0\nname: {{pl: Runbook {0}, en: Runbook {0}}}\nsteps:\n'
small, large, tests = (os.path.join(base, d) for d in ("small", "large", "tests"))
for d in (small, large, tests):
    os.mkdir(d)
for n in range(1000):
    with open(f"{small}/r{n}.yaml", "w") as f:
        f.write(head.format(n) + "  - {id: look, action: verify.logs}\n")
# 200 lines in each of them: steps of every kind that the shipped ones have.
body = "".join(f"""  - id: backup-{i}
    name: {{pl: Kopia {i}, en: Copy {i}}}
    action: backup.file
    when: station.platform == "linux"
    with:
      source: etc/core-{i}.conf
      target: etc/core-{i}.conf.old
    catch:
      - {{on: [disk.*], then: rollback}}
""" for i in range(21))
for n in range(100):
    with open(f"{large}/r{n}.yaml", "w") as f:
        f.write(head.format(n) + body)
# A file of tests is bounded in size, so the thousand stand in ten of them.
for book in range(10):
    with open(f"{tests}/r{book}.yaml", "w") as f:
        f.write(head.format(book) + "".join(f"  - {{id: s{i}, action: verify.logs, retry: {{maxAttempts: 2}}}}\n" for i in range(10)))
    with open(f"{tests}/r{book}.test.yaml", "w") as f:
        f.write("tests:\n")
        for n in range(100):
            f.write(f"  - {{name: T{n}, activities: {{s{n % 10}: [{{fails: io.failed}}, {{}}]}}, expect: {{outcome: failed}}}}\n")
lines = sum(1 for n in range(100) for _ in open(f"{large}/r{n}.yaml"))
bulk = measure({
    "`lint` of 1,000 small runbooks": [runbook, "lint", small],
    f"`lint` of 100 runbooks, {lines:,} lines": [runbook, "lint", large],
    "`test` of 1,000 scenarios of 10 steps": [runbook, "test", tests],
}, rounds)
starts = measure({name or "(alone)": [runbook, *name.split()] for name in (
    "--version", "--help", "list", "show client-update", "runs", "status last", "lint client-update", "test reinstall", "diff client-update reinstall", "impact client-update",
    "graph client-update", "activities backup.file", "explain RB0203", "schema runbook", "export client-update --to elsa", "journal show last", "journal verify last", "replay last",
    "report last --format md", "run client-update --plan", "license status --store secrets/license_store.json --read-local", "key show")}, rounds)
python = measure({"python": [sys.executable, "-c", "pass"]}, rounds)["python"][0]
print("| work | median | per second | peak memory |\n| --- | --- | --- | --- |")
for (name, (median, _, peak)), count in zip(bulk.items(), (1000, 100, 1000)):
    unit = "scenarios" if "test" in name else "runbooks"
    more = f", {lines / median * 1000:,.0f} lines" if "lines" in name else ""
    print(f"| {name} | {median:.0f} ms | {count / median * 1000:,.0f} {unit}{more} | {peak:.0f} MiB |")
print(f"\n| command | median | fastest | peak memory | beside `python3 -c pass` ({python:.1f} ms) |\n| --- | --- | --- | --- | --- |")
for name, (median, least, peak) in starts.items():
    print(f"| `runbook {name}` | {median:.1f} ms | {least:.1f} ms | {peak:.0f} MiB | {median / python:.2f} |")
PY
