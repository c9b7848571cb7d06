#!/usr/bin/env bash
# Uses the published native program as people would, where trimming could have broken what the just-in-time program does well.
set -euo pipefail
runbook=$(realpath "$1")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
"$runbook" --version
"$runbook" demo "$dir/station" --lang en >"$dir/out" 2>"$dir/err" || { cat "$dir/err"; fail "demo"; }
grep -q succeeded "$dir/out" || fail "the demo's table does not say succeeded"
cd "$dir/station"
set -a; . ./demo.env; set +a
"$runbook" list --lang en | grep -q aktualizacja-klienta || fail "list does not show the alias"
"$runbook" lint client-update || fail "the shipped runbook has findings"
"$runbook" report last --lang pl --format html | grep -q '<html' || fail "no HTML report"
# A run that is killed at any moment resumes to the same end.
for delay in 0.02 0.05 0.08 0.12 0.2; do
  "$runbook" demo "$dir/killed" --only-build >/dev/null 2>&1
  ( cd "$dir/killed" && exec "$runbook" run client-update --run-id "killed-${delay/./}" >/dev/null 2>&1 ) & pid=$!
  sleep "$delay"; kill -9 "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true
  cd "$dir/killed"
  if "$runbook" status "killed-${delay/./}" --lang en 2>/dev/null | head -1 | grep -q interrupted; then
    code=0
    "$runbook" resume "killed-${delay/./}" >"$dir/out" 2>&1 || code=$?
    if [ "$code" = 3 ]; then
        # It hit the installer: whether that runs again, only a person may say.
        "$runbook" confirm "killed-${delay/./}" run-installer --choice rerun >"$dir/out" 2>&1 \
            || { cat "$dir/out"; fail "confirm after kill at $delay s"; }
        code=0
        "$runbook" resume "killed-${delay/./}" >"$dir/out" 2>&1 || code=$?
    fi
    [ "$code" = 0 ] || { cat "$dir/out"; fail "resume after kill at $delay s"; }
  fi
  if [ -d "var/runbook/runs/killed-${delay/./}" ] && [ -s "var/runbook/runs/killed-${delay/./}/journal.jsonl" ]; then
    diff -rq "$dir/station/opt/core-oem" opt/core-oem || fail "the station differs after a kill at $delay s"
  fi
  cd "$dir"
done
# A full disk: the installation stays as it was, nothing half-written remains, the cause is named, and a run that stopped goes on.
mkdir "$dir/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=30m tmpfs "$dir/small" 2>/dev/null; then
  trap 'cd /; umount "$dir/small" 2>/dev/null; rm -rf "$dir"' EXIT
  for left in 1200 60 48 44 40 36 32 28 24 20 16 12 8 4 0; do
    rm -rf "$dir/small"/*
    "$runbook" demo "$dir/small/station" --only-build >/dev/null 2>&1
    cd "$dir/small/station"
    cp -a opt/core-oem "$dir/before"
    free=$(df --output=avail -k . | tail -1)
    head -c $(((free - left) * 1024)) /dev/zero >"$dir/small/fill"
    "$runbook" run client-update --lang en >"$dir/out" 2>&1 && fail "an update on a full disk ($left KiB) succeeded"
    grep -q disk.full "$dir/out" || { cat "$dir/out"; fail "a full disk ($left KiB) is not named"; }
    diff -r opt/core-oem "$dir/before" || fail "the installation differs after a full disk ($left KiB)"
    [ -z "$(find . -name '*.tmp' -o -name '*staging*')" ] || fail "something half-written is left ($left KiB)"
    rm "$dir/small/fill"
    if grep -q run.stopped "$dir/out"; then
      # Where a step had failed before the journal could take no more, the run goes on to that end, and the step is tried again.
      "$runbook" resume last --lang en >"$dir/out" 2>&1 ||
        "$runbook" resume last --retry "$(sed -n 's/.*disk.full.*(step \(.*\))$/\1/p' "$dir/out")" >"$dir/out" 2>&1 ||
        { cat "$dir/out"; fail "resume after a full disk ($left KiB)"; }
      diff -r opt/core-oem "$dir/station/opt/core-oem" || fail "the station differs after a full disk and its resume ($left KiB)"
    fi
    cd "$dir"
    rm -rf "$dir/before"
  done
  echo "full disk: good"
else
  echo "skipped: full disk (needs root and mount)"
fi
cd "$dir"
echo "native program: demo, list, lint, report, kill and resume are good"
