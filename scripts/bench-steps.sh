#!/usr/bin/env bash
# What does a step that starts a process cost, what a resume after SIGKILL, and does it stay flat? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-steps.sh artifacts/native/runbook [ROUNDS] [DIRECTORY]
# DIRECTORY is where the journals lie: on the file system that is to be measured (default: the temporary directory).
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
dir=$(mktemp -d "${3:-${TMPDIR:-/tmp}}/bench-steps.XXXXXX")
trap 'rm -rf "$dir"' EXIT
command -v python3 >/dev/null || { echo "python3 is needed" >&2; exit 2; }
mkdir -p "$dir/station/bin" "$dir/station/var/log/core"
export RUNBOOK_KEY=none
python3 - "$rounds" "$runbook" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import os, signal, statistics, subprocess, sys, time
rounds, runbook, base, system = int(sys.argv[1]), *sys.argv[2:]
station = f"{base}/station"
null = os.open(os.devnull, os.O_RDWR)
head = 'schemaVersion: "1.0"\nid: {0}\nversion: 1.0.0\nname: {{pl: Kroki, en: Steps}}\nsteps:\n  - id: all\n    forEach: {{in: [{1}], as: n}}\n    steps:\n      - {2}\n'
inner = '- {id: inner, forEach: {in: [%s], as: m}, steps: [{id: look, action: verify.logs, with: {directory: var/log/core}}]}' % ", ".join(map(str, range(100)))
def write(name, count, step):
    open(f"{base}/{name}.yaml", "w").write(head.format(name, ", ".join(map(str, range(count))), step))
write("processes", 1000, '{id: run, action: run.command, with: {program: /bin/true}}')
write("hundred", 1, inner[2:])
write("thousands", 100, inner[2:])
bash = f"for i in $(seq 1000); do /bin/true; echo \"$i done\" >>{base}/checkpoint; sync -d {base}/checkpoint; done"
def start(arguments):
    return os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
def finish(pid, since, wanted=(0,)):
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if wanted and code not in wanted:
        sys.exit(f"ended with {code}")
    return time.perf_counter() - since, usage.ru_maxrss / 1024
def once(arguments, wanted=(0,)):
    since = time.perf_counter()
    return finish(start(arguments), since, wanted)
run = lambda name, id: [runbook, "run", f"{base}/{name}.yaml", "--station", station, "--run-id", id]
native, shell, resumes, small, large, peak = [], [], [], [], [], 0
for n in range(rounds):
    native.append(once(run("processes", f"p{n}"))[0])
    shell.append(once(["/bin/bash", "-c", bash])[0])
    # Killed at about the nine hundredth step, answered where it asks about the step in its middle, then resumed to the end.
    journal = f"{station}/var/runbook/runs/k{n}/journal.jsonl"
    pid = start(run("processes", f"k{n}"))
    while not os.path.exists(journal) or sum(1 for _ in open(journal, "rb")) < 1800:
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    since = time.perf_counter()
    code = subprocess.run([runbook, "resume", f"k{n}", "--station", station], stdin=null, stdout=null, stderr=null).returncode
    took = time.perf_counter() - since
    if code == 3:
        steps = [l for l in open(journal, "rb") if b'"type":"step.waiting"' in l]
        path = steps[-1].split(b'"path":"')[1].split(b'"')[0].decode()
        subprocess.run([runbook, "confirm", f"k{n}", path, "--choice", "rerun", "--station", station], stdin=null, stdout=null, stderr=null, check=True)
        since = time.perf_counter()
        subprocess.run([runbook, "resume", f"k{n}", "--station", station], stdin=null, stdout=null, stderr=null, check=True)
        took = time.perf_counter() - since
    resumes.append(took)
    small.append(once(run("hundred", f"s{n}"))[0])
    took, most = once(run("thousands", f"l{n}"))
    large.append(took)
    peak = max(peak, most)
m = statistics.median
print(f"File system of the journals: {system}\n")
print("| question | figure | beside it, in the same run | ratio |\n| --- | --- | --- | --- |")
print(f"| 1,000 steps, each starts a process | {m(native):.2f} s, {m(native):.2f} ms a step | {m(shell):.2f} s: bash with a synced checkpoint | {m(native) / m(shell):.2f} |")
print(f"| resume after SIGKILL at about step 900, to the end | {m(resumes):.2f} s | {m(shell) / 10:.2f} s: a tenth of the bash run | {m(resumes) / (m(shell) / 10):.2f} |")
print(f"| 10,000 steps without a process, per step | {m(large) / 10000 * 1e6:.0f} µs | {m(small) / 100 * 1e6:.0f} µs: a run of 100 steps, start-up included | {m(large) / 10000 / (m(small) / 100):.2f} |")
print(f"| peak memory of the 10,000-step run | {peak:.0f} MiB | – | – |")
PY
