import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands.ts';
import { formatBytes, formatCount, formatPlural } from '../../domain/format.ts';
import { describeRun } from './describe-run.ts';
import type { ArtifactNode, ExperimentNode, Node, RunNode } from './nodes.ts';
import { statusIcon } from './status-icon.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** Whether the editor draws the row's children at once, unless a person has collapsed it. */
export function isExpanded(node: Node): boolean {
  return node.kind === 'folder' || node.kind === 'experiment';
}

export function makeItem(node: Node, isSelected: (node: RunNode) => boolean): vscode.TreeItem {
  const item = itemOf(node, isSelected);
  item.id = node.id;
  return item;
}

function itemOf(node: Node, isSelected: (node: RunNode) => boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return item(node.catalog.folder.name, Expanded, {
        iconPath: new vscode.ThemeIcon('root-folder'),
        description: node.runs === 0 ? 'no runs' : '',
        contextValue: 'folder',
      });
    case 'experiment':
      return experimentItem(node);
    case 'run':
      return runItem(node, isSelected(node));
    case 'group':
      return item(node.title, Collapsed, {
        description: formatCount(node.children.length),
        iconPath: new vscode.ThemeIcon(node.icon),
      });
    case 'leaf':
      return item(node.label, None, {
        description: node.description,
        tooltip: node.tooltip,
        ...(node.icon && { iconPath: new vscode.ThemeIcon(node.icon) }),
        ...(node.command && { command: node.command }),
      });
    case 'artifact':
      return artifactItem(node);
    case 'more':
      return item(`Show more, ${formatCount(node.hidden)} are not listed`, None, {
        iconPath: new vscode.ThemeIcon('ellipsis'),
        command: { command: commandId('showMoreRuns'), title: 'Show More', arguments: [node] },
      });
  }
}

function item(
  label: string,
  state: vscode.TreeItemCollapsibleState,
  parts: Partial<vscode.TreeItem>,
): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), parts);
}

const artifactIcons: Readonly<Record<string, string>> = {
  model: 'package',
  dataset: 'database',
  image: 'file-media',
  table: 'table',
  file: 'file',
};

function artifactItem(node: ArtifactNode): vscode.TreeItem {
  const { name, path, kind, sizeBytes } = node.artifact;
  return item(name, None, {
    description: `${kind}, ${formatBytes(sizeBytes)}`,
    tooltip: path,
    contextValue: 'artifact',
    iconPath: new vscode.ThemeIcon(artifactIcons[kind] ?? 'file'),
    command: { command: commandId('openArtifact'), title: 'Open Artifact', arguments: [node] },
  });
}

function experimentItem({ experiment: { name, runs, running } }: ExperimentNode): vscode.TreeItem {
  return item(name, Expanded, {
    iconPath: new vscode.ThemeIcon('folder'),
    description: `${formatPlural(runs, 'run')}${running ? `, ${formatCount(running)} running` : ''}`,
    contextValue: 'experiment',
  });
}

function runItem({ run }: RunNode, selected: boolean): vscode.TreeItem {
  const description = describeRun(run, Date.now());
  return item(run.name, Collapsed, {
    iconPath: statusIcon(run),
    description,
    contextValue: `run ${run.archived ? 'archived' : 'active'} ${Object.keys(run.tags).length > 0 ? 'tagged' : 'untagged'}`,
    checkboxState: {
      state: selected ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: selected ? 'Leave out of the comparison' : 'Compare this run',
      accessibilityInformation: { label: `Compare ${run.name}` },
    },
    accessibilityInformation: {
      label: `${run.name}, ${run.status}, ${run.archived ? 'archived, ' : ''}${description}`,
    },
  });
}
