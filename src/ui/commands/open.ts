import * as vscode from 'vscode';
import { failure } from '../../base/result.ts';
import { formatBytes, formatPlural } from '../../domain/format.ts';
import { resolveInside } from '../../journal/contained-path.ts';
import type { RunDetail } from '../../protocol/catalog.ts';
import { type ArtifactNode, isNode } from '../runs/nodes.ts';
import { canBeShown } from './artifact-kind.ts';
import type { CommandHandlers } from './registry.ts';
import type { RunTarget } from './run-picker.ts';
import type { RunTargets } from './run-targets.ts';

/** Looking at what a run left behind. */
export function openCommands(
  targets: RunTargets,
): Pick<CommandHandlers, 'copyRunId' | 'openOutput' | 'revealRunFolder' | 'openArtifact'> {
  return {
    async copyRunId(...args) {
      const runs = await targets.many(args, { title: 'Copy Run Id', archived: 'with', pickMany: false });
      if (runs.length === 0) return;
      await vscode.env.clipboard.writeText(runs.map(({ run }) => run.runId).join('\n'));
      vscode.window.setStatusBarMessage(`$(check) Copied ${formatPlural(runs.length, 'run id')}`, 3_000);
    },
    async openOutput(...args) {
      const target = await targets.one(args, { title: 'Open Output', archived: 'with' });
      const detail = target && (await detailOf(target));
      if (!detail) return undefined;
      const found = await resolveInside(detail.folderPath, 'output.log');
      if (!found.ok && found.reason === 'missing')
        return failure('missing', `${detail.name} has printed nothing.`);
      if (!found.ok) return found;
      await vscode.window.showTextDocument(vscode.Uri.file(found.value), { preview: true });
      return undefined;
    },
    async revealRunFolder(...args) {
      const target = await targets.one(args, { title: 'Reveal Run Folder', archived: 'with' });
      const detail = target && (await detailOf(target));
      if (detail) await revealInOs(vscode.Uri.file(detail.folderPath));
    },
    async openArtifact(...args) {
      const chosen = await chooseArtifact(targets, args);
      if (!chosen) return undefined;
      const found = await resolveInside(chosen.runFolder, chosen.path);
      if (!found.ok) return found;
      const uri = vscode.Uri.file(found.value);
      if (canBeShown(chosen)) await vscode.commands.executeCommand('vscode.open', uri);
      else await revealInOs(uri);
      return undefined;
    },
  };
}

async function detailOf({ catalog, run }: RunTarget): Promise<RunDetail | undefined> {
  return (await catalog.call('run', { runId: run.runId })) ?? undefined;
}

type ChosenArtifact = { readonly runFolder: string } & Pick<ArtifactNode['artifact'], 'path' | 'kind'>;

async function chooseArtifact(
  targets: RunTargets,
  args: readonly unknown[],
): Promise<ChosenArtifact | undefined> {
  const [node] = args;
  if (isNode(node) && node.kind === 'artifact') return { runFolder: node.runFolder, ...node.artifact };
  const target = await targets.one(args, { title: 'Open Artifact of Run', archived: 'with' });
  const detail = target && (await detailOf(target));
  if (!detail) return undefined;
  const items = detail.artifacts.map((artifact) => ({
    label: artifact.name,
    description: `${artifact.kind}, ${formatBytes(artifact.sizeBytes)}`,
    artifact,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Artifacts of ${detail.name}`,
    placeHolder: items.length > 0 ? 'Choose an artifact' : 'This run kept no artifacts',
  });
  return picked && { runFolder: detail.folderPath, ...picked.artifact };
}

/** The system's file manager, where the files are on the machine that shows the window; else the Explorer. */
async function revealInOs(uri: vscode.Uri): Promise<void> {
  const isLocal = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  await vscode.commands.executeCommand(isLocal ? 'revealFileInOS' : 'revealInExplorer', uri);
}
