// A client made of the library that Visual Studio Code speaks with: asks a server about a runbook and prints what it answers.
// node client.cjs PROGRAM ROOT FILE LINE CHARACTER
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const rpc = require("vscode-jsonrpc/node");

async function main([program, root, file, line, character]) {
  const server = spawn(program, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  const diagnostics = new Promise((resolve) => connection.onNotification("textDocument/publishDiagnostics", resolve));
  connection.listen();
  const begun = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    locale: "en",
    capabilities: {},
  });
  await connection.sendNotification("initialized", {});
  const uri = pathToFileURL(file).href;
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text: readFileSync(file, "utf8") },
  });
  const at = { textDocument: { uri }, position: { line: Number(line), character: Number(character) } };
  const result = {
    server: begun.serverInfo.name,
    diagnostics: (await diagnostics).diagnostics.map((d) => d.code),
    completion: (await connection.sendRequest("textDocument/completion", at)).map((i) => i.label),
    definition: (await connection.sendRequest("textDocument/definition", at)).map((l) => l.range.start),
    rename: (await connection.sendRequest("textDocument/rename", { ...at, newName: "renamed" })).documentChanges.map((c) => c.edits.length),
  };
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  result.exit = await new Promise((resolve) => server.on("exit", resolve));
  process.stdout.write(JSON.stringify(result));
  process.exit(0);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(String(error.stack ?? error));
  process.exit(1);
});
