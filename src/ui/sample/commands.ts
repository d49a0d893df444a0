import path from 'node:path';
import * as vscode from 'vscode';
import { failure } from '../../base/result.ts';
import type { CommandHandlers } from '../commands/registry.ts';
import { createProject, isEmptyFolder } from './create-project.ts';
import { type ExampleName, examples, isExampleName } from './examples.ts';
import { greetLater, showProject } from './greeting.ts';

export function sampleProjectCommands(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Pick<CommandHandlers, 'createSampleProject'> {
  const examplesFolder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'examples').fsPath;
  return {
    /** Keybindings and other extensions may name both: `{ example, folder }`. */
    async createSampleProject(wish) {
      if (!vscode.workspace.isTrusted) {
        return failure(
          'untrusted',
          'A sample project is created only where you trust the folder. Choose “Manage Workspace Trust” first.',
        );
      }
      const { example, folder } = asWish(wish);
      const chosen = example ?? (await askForExample());
      if (!chosen) return undefined;
      const target = folder ?? (await askForFolder(chosen));
      if (!target) return undefined;
      const created = await createProject(examplesFolder, chosen, target);
      if (!created.ok) return created;
      log.info(`Created the sample project ${chosen} in ${target}.`);
      await commitProject(target, log);
      await open(context, target);
      return undefined;
    },
  };
}

function asWish(value: unknown): { readonly example?: ExampleName; readonly folder?: string } {
  if (typeof value !== 'object' || value === null) return {};
  const { example, folder } = value as Record<string, unknown>;
  return {
    ...(isExampleName(example) && { example }),
    ...(typeof folder === 'string' && path.isAbsolute(folder) && { folder }),
  };
}

async function askForExample(): Promise<ExampleName | undefined> {
  const items = (Object.keys(examples) as ExampleName[]).map((name) => ({ ...examples[name], name }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Create Sample Project',
    placeHolder: 'Choose what to train',
  });
  return picked?.name;
}

/** The folder that is open, when it is empty; else one the person chooses, or a new one inside it when that is in use. */
async function askForFolder(example: ExampleName): Promise<string | undefined> {
  const [open, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (open?.uri.scheme === 'file' && others.length === 0 && (await isEmptyFolder(open.uri.fsPath)))
    return open.uri.fsPath;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: 'Folder for the Sample Project',
      openLabel: 'Create Here',
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  if (!chosen) return undefined;
  return (await isEmptyFolder(chosen.fsPath))
    ? chosen.fsPath
    : path.join(chosen.fsPath, `runstone-${example}`);
}

/** A run names the commit of its code, so the project begins as a repository. Without git it works all the same. */
async function commitProject(folder: string, log: vscode.LogOutputChannel): Promise<void> {
  try {
    // Loaded when first needed: activation stays cheap.
    const { makeRepository } = await import('../../git/new-repository.ts');
    await makeRepository(folder, 'Begin with the sample project');
  } catch (error) {
    log.warn(
      `The sample project is not under git: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function open(context: vscode.ExtensionContext, folder: string): Promise<void> {
  const uri = vscode.Uri.file(folder);
  const isOpen = vscode.workspace.workspaceFolders?.some((one) => one.uri.toString() === uri.toString());
  if (isOpen) return showProject(uri);
  await greetLater(context, uri);
  const openFolder = (forceNewWindow: boolean) =>
    vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow });
  if (!vscode.workspace.workspaceFolders?.length) {
    await openFolder(false);
    return;
  }
  // Not awaited: what is open now stays so until the person says otherwise.
  void vscode.window
    .showInformationMessage(`The sample project is in ${folder}.`, 'Open', 'Open in New Window')
    .then((answer) => (answer ? openFolder(answer === 'Open in New Window') : undefined));
}
