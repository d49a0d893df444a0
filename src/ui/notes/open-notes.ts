import * as vscode from 'vscode';
import type { RunTarget } from '../commands/run-picker.ts';
import { notesUri } from './notes-uri.ts';

/** Opens a run's notes as a Markdown document; saving it records them. */
export async function openNotes({ catalog, run }: RunTarget): Promise<void> {
  const uri = notesUri({ folder: catalog.folder.uri.toString(), runId: run.runId }, run.name);
  await vscode.window.showTextDocument(uri, { preview: false });
}
