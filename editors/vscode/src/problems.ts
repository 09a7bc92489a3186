// Scope of the findings in the editor's problem list.

import type { StaticFeature } from 'vscode-languageclient/node';

/** Selects the findings of all documents, or only of open ones. */
export function problemsOf(workspace: boolean): StaticFeature {
  return {
    fillClientCapabilities() {},
    preInitialize({ diagnosticProvider }) {
      // The library pulls those of closed documents from every server that offers them.
      if (diagnosticProvider && !workspace) diagnosticProvider.workspaceDiagnostics = false;
    },
    initialize() {},
    getState: () => ({ kind: 'static' }),
    clear() {},
  };
}
