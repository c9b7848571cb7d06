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

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("runbook");
  const language = settings.get<string>("language", "");
  const library = settings.get<string>("library", "");
  const server: ServerOptions = {
    command: settings.get<string>("program", "runbook"),
    args: ["lsp", ...(language ? ["--lang", language] : []), ...(library ? ["--library", library] : [])],
  };
  const options: LanguageClientOptions = {
    // What is a runbook, a test or a team, the server knows by the file's name and place.
    documentSelector: [
      { scheme: "file", pattern: "**/runbooks/**/*.yaml" },
      { scheme: "file", pattern: "**/activities/*.yaml" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml}") },
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
