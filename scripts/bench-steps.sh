#!/usr/bin/env bash
# What does a step cost, what branches, a resume after SIGKILL, the reports; does it stay flat? Prints Markdown.
# Use: dotnet publish engine/OemRunbooks.Cli -c Release -r linux-x64 -o artifacts/native
#      scripts/bench-steps.sh artifacts/native/runbook [ROUNDS] [DIRECTORY]
# DIRECTORY is where the journals lie: on the file system that is to be measured (default: the temporary directory).
# Beside it in the same run: bash with a synced checkpoint, make, the same appends in C, and Ansible where it is installed.
set -euo pipefail
runbook=$(realpath "$1")
rounds=${2:-5}
dir=$(mktemp -d "${3:-${TMPDIR:-/tmp}}/bench-steps.XXXXXX")
trap 'rm -rf "$dir"' EXIT
for tool in python3 gcc make; do command -v $tool >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
mkdir -p "$dir/station/bin" "$dir/station/var/log/core"
export RUNBOOK_KEY=none
cat >"$dir/append.c" <<'C'
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* COUNT records of SIZE bytes, each on the disk before the next one. */
int main(int argc, char **argv) {
  int count = atoi(argv[2]), size = atoi(argv[3]), fd = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY, 0644);
  char *line = malloc(size);
  memset(line, 'x', size);
  for (int i = 0; i < count; i++)
    if (write(fd, line, size) != size || fdatasync(fd) != 0) return 1;
  return 0;
}
C
gcc -O2 -o "$dir/append" "$dir/append.c"
python3 - "$rounds" "$runbook" "$dir" "$(stat -f -c %T "$dir")" <<'PY'
import os, shutil, signal, statistics, subprocess, sys, time
rounds, runbook, base, system = int(sys.argv[1]), *sys.argv[2:]
station, null = f"{base}/station", os.open(os.devnull, os.O_RDWR)
head = 'schemaVersion: "1.0"\nid: {0}\nversion: 1.0.0\nname: {{pl: Kroki, en: Steps}}\nsteps:\n  - id: all\n    forEach: {{in: [{1}], as: n{3}}}\n    steps:\n      - {2}\n'
look = '{id: look, action: verify.logs, with: {directory: var/log/core}}'
inner = '{id: inner, forEach: {in: [%s], as: m}, steps: [%s]}' % (", ".join(map(str, range(100))), look)
def write(name, count, step, more=""):
    open(f"{base}/{name}.yaml", "w").write(head.format(name, ", ".join(map(str, range(count))), step, more))
program = '{id: run, action: run.command, with: {program: /bin/true%s}}'
write("synced", 1000, program % "")
write("repeatable", 1000, program % ", repeatable: true")
write("branches", 10, '{id: run, action: run.command, with: {program: /bin/sleep, arguments: ["0.5"]}}', ", maxParallel: 10")
write("crowd", 64, '{id: run, action: run.command, with: {program: /bin/sleep, arguments: ["0.5"]}}', ", maxParallel: 64")
write("hundred", 1, inner)
write("thousand", 10, inner)
write("thousands", 100, inner)
checkpoint = f"{base}/checkpoint"
bash = f"for i in $(seq 1000); do /bin/true; echo \"$i done\" >>{checkpoint}; sync -d {checkpoint}; done"
open(f"{base}/Makefile", "w").write("all:" + "".join(f" s{i}" for i in range(1000)) + "\n" + "".join(f"s{i}:{'' if i == 0 else f' s{i - 1}'}\n\t@/bin/true\n" for i in range(1000)))
open(f"{base}/play.yml", "w").write("- hosts: localhost\n  connection: local\n  gather_facts: no\n  tasks:\n" + "    - command: /bin/true\n" * 100)
def start(arguments):
    return os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
# What an earlier run left for the disk to do is not this one's.
def once(arguments, wanted=0):
    os.sync()
    since = time.perf_counter()
    _, status, usage = os.wait4(start(arguments), 0)
    if os.waitstatus_to_exitcode(status) != wanted:
        sys.exit(f"{arguments} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - since, usage.ru_maxrss / 1024
def run(name, number):
    return once([runbook, "run", f"{base}/{name}.yaml", "--station", station, "--run-id", f"{name}{number}"])
def journal(name, number):
    return f"{station}/var/runbook/runs/{name}{number}/journal.jsonl"
# From the program's start to the line with the outcome, and to the end: what comes between is the reports.
def outcome(name, number):
    os.sync()
    since = time.perf_counter()
    p = subprocess.Popen([runbook, "run", f"{base}/{name}.yaml", "--station", station, "--run-id", f"{name}{number}", "--lang", "en"], stdin=null, stdout=subprocess.PIPE, stderr=null)
    shown = None
    for line in p.stdout:
        if shown is None and line.startswith(b"Outcome:"):
            shown = time.perf_counter() - since
    p.wait()
    return shown, time.perf_counter() - since
def resumed(number):
    file = journal("repeatable", f"k{number}")
    pid = start([runbook, "run", f"{base}/repeatable.yaml", "--station", station, "--run-id", f"repeatablek{number}"])
    while not os.path.exists(file) or open(file, "rb").read().rfind(b'"all[899]"') < 0:
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return once([runbook, "resume", f"repeatablek{number}", "--station", station])[0]
took = {}
def note(name, value):
    took.setdefault(name, []).append(value)
for n in range(rounds):
    for name in ("synced", "repeatable", "branches", "crowd", "hundred"):
        note(name, run(name, n)[0])
    note("bash", once(["/bin/bash", "-c", bash])[0])
    note("make", once([shutil.which("make"), "-s", "-C", base])[0])
    note("waits", once(["/bin/bash", "-c", "for i in $(seq 10); do sleep 0.5 & done; wait"])[0])
    note("resume", resumed(n))
    for name in ("thousand", "thousands"):
        time_, peak = run(name, n)
        note(name, time_)
        note(name + " peak", peak)
    shown, whole = outcome("thousands", f"o{n}")
    note("shown", shown)
    note("reports", whole - shown)
    size = os.path.getsize(journal("thousand", n)) // 1000
    note("append", once([f"{base}/append", f"{base}/appended", "1000", str(size)])[0])
    if shutil.which("ansible-playbook"):
        note("ansible", once([shutil.which("ansible-playbook"), f"{base}/play.yml"])[0] * 10)
m = {name: statistics.median(values) for name, values in took.items()}
row = lambda question, figure, beside, ratio, goal: print(f"| {question} | {figure} | {beside} | {ratio} | {goal} |")
print(f"File system of the journals: {system}; {rounds} rounds, medians\n")
print("| question | figure | beside it, in the same run | ratio | goal |\n| --- | --- | --- | --- | --- |")
row("1,000 steps that start a process, outcome synced, `repeatable`", f"{m['repeatable']:.2f} s", f"{m['bash']:.2f} s: bash with a synced checkpoint", f"{m['repeatable'] / m['bash']:.2f}", "0.7")
row("the same, start and outcome synced", f"{m['synced']:.2f} s", f"{m['bash']:.2f} s: the same bash", f"{m['synced'] / m['bash']:.2f}", "0.9")
row("the same beside make, which keeps nothing", f"{m['synced']:.2f} s", f"{m['make']:.2f} s: make", f"{m['synced'] / m['make']:.2f}", "–")
row("the same beside Ansible (100 tasks, times ten)", f"{m['synced']:.2f} s", f"{m['ansible']:.1f} s" if "ansible" in m else "not installed", f"{m['synced'] / m['ansible']:.3f}" if "ansible" in m else "–", "–")
row("ten branches of `sleep 0.5`", f"{m['branches']:.2f} s", f"{m['waits']:.2f} s: bash, `&` and `wait`", f"{m['branches'] / m['waits']:.2f}", "0.55 s")
row("64 branches of `sleep 0.5`", f"{m['crowd']:.2f} s", "–", "–", "–")
row("a durable step that only looks", f"{(m['thousand'] - m['hundred']) / 900 * 1e6:.0f} µs", f"{m['append'] / 1000 * 1e6:.0f} µs: a synced append of as many bytes, in C", f"{(m['thousand'] - m['hundred']) / 900 / (m['append'] / 1000):.2f}", "1.5")
row("resume after SIGKILL at about step 900 of 1,000, to the end", f"{m['resume']:.2f} s", f"{m['bash'] / 10:.2f} s: a tenth of the bash", f"{m['resume'] / (m['bash'] / 10):.2f}", "0.3 s")
row("10,000 steps without a process, per step", f"{m['thousands'] / 10000 * 1e6:.0f} µs", f"{(m['thousand'] - m['hundred']) / 900 * 1e6:.0f} µs: of 1,000", f"{m['thousands'] / 10000 / ((m['thousand'] - m['hundred']) / 900):.2f}", "1.05")
row("reports of 10,000 steps, after the outcome is shown, per step and form", f"{m['reports'] / 10000 / 5 * 1e3:.3f} ms", f"outcome after {m['shown']:.2f} s", "–", "0.1 ms")
row("peak memory of 1,000 steps with reports", f"{m['thousand peak']:.0f} MiB", "–", "–", "64 MiB")
row("peak memory of 10,000 steps with reports", f"{m['thousands peak']:.0f} MiB", "–", "–", "64 MiB")
PY
