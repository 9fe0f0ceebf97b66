// Starts `hence lsp` and hands the editor's questions on to it.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("hence").get("command") || "hence";
  const watcher = workspace.createFileSystemWatcher("**/*.{hence,bib,csv,tsv,facts}");
  client = new LanguageClient(
    "hence",
    "Hence",
    { command, args: ["lsp"] },
    { documentSelector: [{ language: "hence" }], synchronize: { fileEvents: watcher } }
  );
  return client.start();
};

exports.deactivate = () => client && client.stop();
