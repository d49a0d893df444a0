import * as vscode from 'vscode';
import { isRunReference, type RunReference } from '../run-reference.ts';

export const notesScheme = 'runstone-notes';

/** The last part of the path is what the editor's tab shows. */
export function notesUri(reference: RunReference, name: string): vscode.Uri {
  const title = name.replace(/[/\\\p{Cc}]/gu, '_').slice(0, 80);
  return vscode.Uri.from({
    scheme: notesScheme,
    path: `/${reference.runId}/Notes on ${title}.md`,
    query: JSON.stringify(reference),
  });
}

/** Notes may be restored by the editor after a restart: the address is all that is left then. */
export function parseNotesUri(uri: vscode.Uri): RunReference {
  let reference: unknown;
  try {
    reference = JSON.parse(uri.query);
  } catch {
    reference = undefined;
  }
  if (!isRunReference(reference)) throw vscode.FileSystemError.FileNotFound(uri);
  return reference;
}
