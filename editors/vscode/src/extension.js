// Starts `auditor lsp` and asks for reasons; all else is the server's.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { ASKED, completed } = require("./asking");

let client;

async function start() {
  const settings = vscode.workspace.getConfiguration("auditor");
  const [command, ...args] = settings.get("command");
  const asking = {
    executeCommand: async (name, given, next) => {
      if (!(name in ASKED)) return next(name, given);
      const said = await completed(name, given, vscode.window, settings.get("name"));
      return said && next(name, said);
    },
  };
  client = new LanguageClient(
    "auditor",
    "Attribution Auditor",
    { command, args },
    {
      documentSelector: ["markdown", "plaintext", "html"].flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      initializationOptions: { asksForReasons: true, claims: settings.get("claims") },
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher("**/{auditor,*.audit}.yaml"),
      },
      middleware: asking,
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `Attribution Auditor: ${command} did not start. Install it with: ` +
        "pip install 'attribution-auditor[lsp]', or name it in the setting auditor.command.",
    );
  }
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("auditor.restart", async () => {
      await deactivate();
      await start();
    }),
  );
  await start();
}

async function deactivate() {
  const ended = client;
  client = undefined;
  if (ended && ended.needsStop()) await ended.stop();
}

module.exports = { activate, deactivate };
