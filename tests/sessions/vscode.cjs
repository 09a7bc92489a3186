// Runs inside the extension host: a session as a user has it.

const vscode = require('vscode');

const run = vscode.commands.executeCommand;
const settle = () => new Promise((resolve) => setTimeout(resolve, 500));

exports.run = async () => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'quay.ascribe');
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  await vscode.extensions.getExtension('ascribe.ascribe').activate();
  await settle();
  const at = (text) => document.positionAt(document.getText().indexOf(text));
  const select = (position) => {
    editor.selection = new vscode.Selection(position, position);
  };

  // Hover, definition, references, outline.
  await run('vscode.executeHoverProvider', uri, at('@lund ^log'));
  await run('vscode.executeDefinitionProvider', uri, at('@lund ^log'));
  await run('vscode.executeReferenceProvider', uri, at('@falk ^log'));
  await run('vscode.executeDocumentSymbolProvider', uri);

  // Typing who said it, with completion.
  select(at(' said Nils'));
  for (const text of ['{', '@', 'f']) {
    await run('type', { text });
    await settle();
  }
  await run('vscode.executeCompletionItemProvider', uri, editor.selection.active);
  await run('hideSuggestWidget');
  await run('type', { text: 'alk' });
  await settle();

  // Accepting the draft, renaming, formatting.
  select(at('claim #late'));
  await run('ascribe.acceptDraft');
  await settle();
  await vscode.workspace.applyEdit(await run('vscode.executeDocumentRenameProvider', uri, at('@falk: Nils'), 'nils-falk'));
  await settle();
  await run('editor.action.formatDocument');
  await settle();
  await run('workbench.action.files.revert');
  await run('workbench.action.closeActiveEditor');
  await settle();
  // Ends the session in order.
  await run('ascribe.restartServer');
};
