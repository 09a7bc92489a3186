// Whose findings the editor shows among its problems.

import type { StaticFeature } from 'vscode-languageclient/node';

/** Takes the findings of all documents, or of those alone that are open. */
export function problemsOf(workspace: boolean): StaticFeature {
  return {
    fillClientCapabilities() {},
    preInitialize({ diagnosticProvider }) {
      // The library asks for those of closed documents wherever the server has them.
      if (diagnosticProvider && !workspace) diagnosticProvider.workspaceDiagnostics = false;
    },
    initialize() {},
    getState: () => ({ kind: 'static' }),
    clear() {},
  };
}
