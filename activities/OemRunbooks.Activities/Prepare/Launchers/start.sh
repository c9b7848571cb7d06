#!/bin/sh
# Otwiera menu programu runbook dla stanowiska: sh start.sh [KATALOG STANOWISKA]
# Opens the menu of runbook for a station:      sh start.sh [STATION DIRECTORY]
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
station=${1:-${RUNBOOK_STATION:-}}
if [ -z "$station" ]; then
  printf 'Katalog stanowiska / Station directory: '
  read -r station || exit 2
fi
if [ ! -d "$station" ]; then
  printf 'Nie ma takiego katalogu / No such directory: %s\n' "$station" >&2
  exit 2
fi
program=$here/runbook
if [ ! -f "$program" ]; then
  program=runbook
elif [ ! -x "$program" ] || ! "$program" --version >/dev/null 2>&1; then
  # Z nośnika nie wolno uruchamiać: pracuje kopia. / Nothing may be run from the medium: a copy does the work.
  copy=$(mktemp -d) || exit 2
  trap 'rm -rf "$copy"' EXIT
  cp "$program" "$copy/runbook" && chmod 700 "$copy/runbook" || exit 2
  program=$copy/runbook
fi
if [ -d "$here/runbooks" ]; then
  "$program" --station "$station" --library "$here/runbooks"
else
  "$program" --station "$station"
fi
