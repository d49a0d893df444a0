import type * as vscode from 'vscode';
import { failure } from '../../base/result.ts';
import type { CommandHandlers } from '../commands/registry.ts';

export function sampleProjectCommands(
  _context: vscode.ExtensionContext,
  _log: vscode.LogOutputChannel,
): Pick<CommandHandlers, 'createSampleProject'> {
  return { createSampleProject: () => failure('unavailable', 'Not yet.') };
}
