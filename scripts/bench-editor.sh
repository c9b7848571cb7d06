#!/usr/bin/env bash
# How soon does an editor's language server show what it finds in a shipped runbook, schema loaded? Prints Markdown.
# Use: npm ci --prefix tests/editor && scripts/bench-editor.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in python3 node; do command -v $tool >/dev/null || { echo "$tool is needed" >&2; exit 2; }; done
server=tests/editor/node_modules/yaml-language-server/bin/yaml-language-server
[ -e "$server" ] || { echo "first: npm ci --prefix tests/editor" >&2; exit 2; }
exec python3 - "${1:-5}" "$server" <<'PY'
import json, os, pathlib, statistics, subprocess, sys, time
rounds, server = int(sys.argv[1]), sys.argv[2]
root = pathlib.Path.cwd()
def send(to, message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    to.flush()
def read(source):
    length = 0
    while (line := source.readline().strip()):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return json.loads(source.read(length))
def once(file, text):
    process = subprocess.Popen(["node", server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        since = time.perf_counter()
        send(process.stdin, {"id": 1, "method": "initialize", "params": {"processId": os.getpid(), "rootUri": root.as_uri(), "capabilities": {}}})
        while read(process.stdout).get("id") != 1:
            pass
        started = time.perf_counter()
        send(process.stdin, {"method": "initialized", "params": {}})
        send(process.stdin, {"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": {"validate": True, "schemaStore": {"enable": False}}}}})
        send(process.stdin, {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}}})
        while (message := read(process.stdout)).get("method") != "textDocument/publishDiagnostics":
            if "id" in message and "method" in message:
                send(process.stdin, {"id": message["id"], "result": [{"validate": True, "schemaStore": {"enable": False}}] * len(message.get("params", {}).get("items", [1]))})
        return (started - since) * 1000, (time.perf_counter() - started) * 1000, len(message["params"]["diagnostics"])
    finally:
        process.kill()
        process.wait()
good = root / "runbooks/client-update.yaml"
bad = root / "runbooks/bench-editor.yaml"
cases = {"the shipped update runbook": (good, good.read_text()), "the same with a misspelt key": (bad, good.read_text().replace("    action:", "    acton:", 1))}
print("| file | server started | schema loaded and findings shown | findings |\n| --- | --- | --- | --- |")
for name, (file, text) in cases.items():
    taken = [once(file, text) for _ in range(rounds)]
    print(f"| {name} | {statistics.median(t[0] for t in taken):.0f} ms | {statistics.median(t[1] for t in taken):.0f} ms | {taken[-1][2]} |")
PY
