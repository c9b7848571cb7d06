// A debugger made of the client with which adapters for Visual Studio Code are tested: launches something, stops at a line, goes a few
// steps and prints what it saw.
// node debugger.cjs PROGRAM ARGUMENTS FILE LINE MOVE…
const { DebugClient } = require("@vscode/debugadapter-testsupport");

async function main([program, launch, file, line, ...moves]) {
  const debug = new DebugClient(program, "dap", "runbook");
  await debug.start();
  const begun = await debug.initializeRequest({ adapterID: "runbook", locale: "en", linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" });
  const ready = debug.waitForEvent("initialized");
  await debug.launch(JSON.parse(launch));
  await ready;
  const set = await debug.setBreakpointsRequest({ source: { path: file }, breakpoints: [{ line: Number(line) }] });
  const stopped = debug.waitForEvent("stopped");
  await debug.configurationDoneRequest();
  await stopped;
  const stops = [await look(debug)];
  for (const move of moves) {
    const again = debug.waitForEvent("stopped");
    await debug.send(move, { threadId: 1 });
    await again;
    stops.push(await look(debug));
  }
  const ended = debug.waitForEvent("terminated");
  await debug.setBreakpointsRequest({ source: { path: file }, breakpoints: [] });
  await debug.continueRequest({ threadId: 1 });
  await ended;
  process.stdout.write(JSON.stringify({ back: begun.body.supportsStepBack, verified: set.body.breakpoints[0].verified, stops }));
  await debug.disconnectRequest();
  process.exit(0);
}

// The innermost frame, its text's first line, and what the step gets.
async function look(debug) {
  const { stackFrames } = (await debug.stackTraceRequest({ threadId: 1 })).body;
  const [top] = stackFrames;
  const { scopes } = (await debug.scopesRequest({ frameId: top.id })).body;
  const read = async (scope) => (await debug.variablesRequest({ variablesReference: scope.variablesReference })).body.variables;
  const inputs = scopes.find((s) => s.presentationHint === "arguments");
  const kept = top.source.sourceReference;
  return {
    frame: top.name,
    line: top.line,
    text: kept ? (await debug.send("source", { sourceReference: kept })).body.content.split("\n")[top.line - 1].trim() : top.source.path,
    inputs: inputs ? (await read(inputs)).map((v) => `${v.name} = ${v.value}`) : [],
    operator: (await debug.evaluateRequest({ expression: "run.operator", frameId: top.id })).body.result,
  };
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(String(error.stack ?? error));
  process.exit(1);
});
