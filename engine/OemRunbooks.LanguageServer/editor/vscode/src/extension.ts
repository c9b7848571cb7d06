import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

/** The result of the command that runs scenario tests. */
interface TestResult {
  passed: number;
  failed: number;
  text: string;
}

let client: LanguageClient | undefined;

/** Starts the server and gives its commands what only an editor can do. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("runbook.restart", restart),
    vscode.commands.registerCommand("runbook.plan", plan),
    vscode.commands.registerCommand("runbook.debug", debug),
    vscode.debug.registerDebugAdapterDescriptorFactory("runbook", { createDebugAdapterDescriptor: adapter }),
    vscode.debug.registerDebugConfigurationProvider("runbook", { resolveDebugConfiguration: configuration }),
    vscode.languages.registerEvaluatableExpressionProvider({ language: "yaml" }, { provideEvaluatableExpression: expression }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

/** How one of the program's servers is started. */
function started(verb: string): { command: string; args: string[] } {
  const settings = vscode.workspace.getConfiguration("runbook");
  const language = settings.get<string>("language", "");
  const library = settings.get<string>("library", "");
  return {
    command: settings.get<string>("program", "runbook"),
    args: [verb, ...(language ? ["--lang", language] : []), ...(library ? ["--library", library] : [])],
  };
}

async function start(): Promise<void> {
  const server: ServerOptions = started("lsp");
  const options: LanguageClientOptions = {
    // What is a runbook, a test or a team, the server knows by the file's name and place.
    documentSelector: [
      { scheme: "file", pattern: "**/runbooks/**/*.yaml" },
      { scheme: "file", pattern: "**/activities/*.yaml" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.yaml,*.yml,field.digest.json}") },
    middleware: {
      executeCommand: async (command, args, next) => {
        const result: unknown = await next(command, args);
        if (command === "runbook.runTests") {
          await show(result as TestResult);
        }
        return result;
      },
    },
  };
  client = new LanguageClient("runbook", "OEM Runbooks", server, options);
  await client.start();
}

async function show(result: TestResult): Promise<void> {
  const say = result.failed > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  await say(result.text);
}

/** Plans a runbook on a station that somebody chooses; a plan changes nothing there. */
async function plan(file: string): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, canSelectMany: false });
  if (!chosen?.[0]) {
    return;
  }
  const program = vscode.workspace.getConfiguration("runbook").get<string>("program", "runbook");
  const terminal = vscode.window.createTerminal({
    name: "runbook run --plan",
    shellPath: program,
    shellArgs: ["run", file, "--plan", "--station", chosen[0].fsPath],
  });
  terminal.show();
}

function adapter(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
  const { command, args } = started("dap");
  const cwd = session.workspaceFolder?.uri.fsPath;
  return new vscode.DebugAdapterExecutable(command, args, cwd ? { cwd } : undefined);
}

/** Without a launch.json, the file that is open is gone through: a file of tests, or the first test of a runbook. */
function configuration(
  folder: vscode.WorkspaceFolder | undefined,
  given: vscode.DebugConfiguration,
): vscode.DebugConfiguration | undefined {
  const cwd: unknown = given["cwd"] ?? folder?.uri.fsPath;
  if (given.type) {
    return { ...given, cwd };
  }
  const file = vscode.window.activeTextEditor?.document;
  return file?.languageId === "yaml"
    ? { type: "runbook", request: "launch", name: "Runbook", test: file.uri.fsPath, stopOnEntry: true, cwd }
    : undefined;
}

/** Goes through what a code lens names: a test, or a rehearsal from a step on. */
async function debug(launch: Record<string, unknown>): Promise<void> {
  const file = launch["runbook"] ?? launch["test"];
  const folder = typeof file === "string" ? vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) : undefined;
  await vscode.workspace.saveAll(false);
  await vscode.debug.startDebugging(folder, { type: "runbook", request: "launch", name: "Runbook", stopOnEntry: true, ...launch });
}

/** What is computed when somebody points at it: a whole name, members and all. */
function expression(document: vscode.TextDocument, position: vscode.Position): vscode.EvaluatableExpression | undefined {
  const range = document.getWordRangeAtPosition(position, /[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[\d+\])*/);
  return range && new vscode.EvaluatableExpression(range);
}
