#!/usr/bin/env bash
# Records golden journals of a program: tests/journals/record/record.sh PROGRAM OUT
# PROGRAM is the release's native program, OUT a directory that is not there yet; the checkout must be that release's. Needs x86-64 Linux, gcc,
# python3, the .NET SDK and the right to name the host for itself (root, or user namespaces). Times and keys differ with every recording.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
out=$(realpath -m "$2")
[ ! -e "$out" ] || { echo "$out is there already: a golden is never rewritten" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of the machine belongs into a golden: the host gets an invented name.
gcc -O1 -Wall -o "$work/crash" "$here/crash.c"
unshare --uts $([ "$(id -u)" = 0 ] || echo --user --map-root-user) sh -c \
  'hostname workbench && exec python3 -B "$@"' sh "$here/record.py" "$program" "$work/crash" "$here/runbooks" "$work/runs" "$out"
dotnet run "$here/Scenarios.cs" -- "$here/../../.." "$out"
python3 -B "$here/expect.py" "$program" "$here/../../../docs/audit/verify_journal.py" "$out" "$work/verdicts"
if grep -rlE '/tmp/|/home/|/root|"seed"|OEM_[A-Z_]*=' "$out"; then echo "these name a machine's paths or a secret" >&2; exit 1; fi
echo "digest for GoldenJournals.cs: $(sha256sum <"$out/SHA256SUMS" | cut -d' ' -f1)"
