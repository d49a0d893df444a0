import * as vscode from 'vscode';
import { exactText, formatAge, formatBytes, formatNumber } from '../../domain/format.ts';
import type { ArtifactSummary, ExperimentSummary, RunDetail, RunSummary } from '../../protocol/catalog.ts';
import type { FolderCatalog } from '../catalogs.ts';

/** What a row of the tree stands for. */
export type Node =
  | { readonly kind: 'folder'; readonly catalog: FolderCatalog }
  | { readonly kind: 'experiment'; readonly catalog: FolderCatalog; readonly experiment: ExperimentSummary }
  | { readonly kind: 'run'; readonly catalog: FolderCatalog; readonly run: RunSummary }
  | {
      readonly kind: 'group';
      readonly catalog: FolderCatalog;
      readonly title: string;
      readonly icon: string;
      readonly description: string;
      readonly children: readonly Node[];
    }
  | {
      readonly kind: 'leaf';
      readonly catalog: FolderCatalog;
      readonly label: string;
      readonly description: string;
      readonly icon?: string;
      readonly command?: vscode.Command;
    }
  | {
      readonly kind: 'artifact';
      readonly catalog: FolderCatalog;
      readonly artifact: ArtifactSummary;
      readonly file: vscode.Uri;
    }
  | {
      readonly kind: 'more';
      readonly catalog: FolderCatalog;
      readonly experiment: string;
      readonly hidden: number;
    };

export type RunNode = Extract<Node, { kind: 'run' }>;
export type ArtifactNode = Extract<Node, { kind: 'artifact' }>;

const statusIcons = {
  running: new vscode.ThemeIcon('loading~spin'),
  finished: new vscode.ThemeIcon('check'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  killed: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground')),
  interrupted: new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground')),
} as const;

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function makeItem(node: Node, isSelected: (node: RunNode) => boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return Object.assign(new vscode.TreeItem(node.catalog.folder.name, Expanded), {
        id: folderId(node),
        iconPath: new vscode.ThemeIcon('root-folder'),
      });
    case 'experiment':
      return experimentItem(node);
    case 'run':
      return runItem(node, isSelected(node));
    case 'group':
      return Object.assign(new vscode.TreeItem(node.title, Collapsed), {
        description: node.description,
        iconPath: new vscode.ThemeIcon(node.icon),
      });
    case 'leaf': {
      const item = new vscode.TreeItem(node.label, None);
      item.description = node.description;
      item.tooltip = `${node.label}: ${node.description}`;
      if (node.icon) item.iconPath = new vscode.ThemeIcon(node.icon);
      if (node.command) item.command = node.command;
      return item;
    }
    case 'artifact': {
      const item = new vscode.TreeItem(node.artifact.name, None);
      item.description = `${node.artifact.kind}, ${formatBytes(node.artifact.sizeBytes)}`;
      item.contextValue = 'artifact';
      item.iconPath = new vscode.ThemeIcon(artifactIcons[node.artifact.kind] ?? 'file');
      item.command = { command: 'runstone.openArtifact', title: 'Open', arguments: [node] };
      return item;
    }
    case 'more': {
      const item = new vscode.TreeItem(`Show more, ${node.hidden.toLocaleString('en')} are not listed`, None);
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'runstone.showMoreRuns', title: 'Show More', arguments: [node] };
      return item;
    }
  }
}

const artifactIcons: Readonly<Record<string, string>> = {
  model: 'package',
  dataset: 'database',
  image: 'file-media',
  table: 'table',
  file: 'file',
};

function folderId(node: Node): string {
  return node.catalog.folder.uri.toString();
}

function experimentItem(node: Extract<Node, { kind: 'experiment' }>): vscode.TreeItem {
  const { name, runs, running } = node.experiment;
  const item = new vscode.TreeItem(name, Expanded);
  item.id = `${folderId(node)} experiment ${name}`;
  item.iconPath = new vscode.ThemeIcon('folder');
  item.description = `${runs.toLocaleString('en')} ${runs === 1 ? 'run' : 'runs'}${running ? `, ${running} running` : ''}`;
  item.contextValue = 'experiment';
  return item;
}

function runItem(node: RunNode, selected: boolean): vscode.TreeItem {
  const { run } = node;
  const item = new vscode.TreeItem(run.name, Collapsed);
  item.id = `${folderId(node)} run ${run.runId}`;
  item.iconPath = statusIcons[run.status];
  item.description = describeRun(run, Date.now());
  item.contextValue = `run ${run.archived ? 'archived' : 'active'} ${run.status}`;
  item.checkboxState = {
    state: selected ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: selected ? 'Leave out of the comparison' : 'Compare this run',
    accessibilityInformation: { label: `Compare ${run.name}` },
  };
  item.accessibilityInformation = { label: `${run.name}, ${run.status}, ${item.description}` };
  return item;
}

/** `val_acc 0.9613, 2 h`: what there is to say beside a run's name. */
export function describeRun(run: RunSummary, nowMs: number): string {
  const parts: string[] = [];
  if (run.headline) parts.push(`${run.headline.key} ${formatNumber(run.headline.value)}`);
  if (run.status === 'failed') parts.push(run.exitCode === null ? 'failed' : `exit ${run.exitCode}`);
  else if (run.status !== 'finished') parts.push(run.status);
  if (run.archived) parts.push('archived');
  if (run.status !== 'running') parts.push(formatAge(run.endedAtMs ?? run.startedAtMs, nowMs));
  return parts.join(', ');
}

/** The rows under a run. */
export function runGroups(catalog: FolderCatalog, detail: RunDetail): Node[] {
  const leaf = (label: string, description: string, icon?: string, command?: vscode.Command): Node => ({
    kind: 'leaf',
    catalog,
    label,
    description,
    ...(icon && { icon }),
    ...(command && { command }),
  });
  const group = (title: string, icon: string, children: readonly Node[]): Node[] =>
    children.length > 0
      ? [{ kind: 'group', catalog, title, icon, description: String(children.length), children }]
      : [];
  const params = detail.params.map(({ key, value }) => leaf(key, exactText(value)));
  const metrics = detail.metrics.map((metric) =>
    leaf(
      metric.writer === null ? metric.key : `${metric.key} (${metric.writer})`,
      `${formatNumber(metric.last)}  min ${formatNumber(metric.min)}  max ${formatNumber(metric.max)}`,
    ),
  );
  const artifacts = detail.artifacts.map(
    (artifact): Node => ({
      kind: 'artifact',
      catalog,
      artifact,
      file: vscode.Uri.joinPath(vscode.Uri.file(detail.folderPath), artifact.path),
    }),
  );
  const rows: Node[] = [
    ...group('Params', 'symbol-parameter', params),
    ...group('Metrics', 'graph', metrics),
    ...group('Artifacts', 'archive', artifacts),
    ...group(
      'Alerts',
      'bell',
      detail.alerts.map((alert) =>
        leaf(alert.title, alert.text, alert.level === 'error' ? 'error' : alert.level),
      ),
    ),
  ];
  if (detail.error) rows.push(leaf('Error', detail.error, 'error'));
  if (detail.outputPath) {
    const open = {
      command: 'runstone.openOutput',
      title: 'Open Output',
      arguments: [{ kind: 'run', catalog, run: detail }],
    };
    rows.push(leaf('Output', 'output.log', 'output', open));
  }
  if (detail.commit)
    rows.push(
      leaf(
        'Commit',
        `${detail.commit.slice(0, 9)}${detail.branch ? ` on ${detail.branch}` : ''}${detail.dirty ? ', uncommitted changes' : ''}`,
        'git-commit',
      ),
    );
  return rows;
}

/** The hover of a run. What trainings wrote is text here, never markup. */
export function runTooltip(detail: RunDetail): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text
    .appendMarkdown('**')
    .appendText(detail.name)
    .appendMarkdown('**  ')
    .appendText(`${detail.status} · ${detail.experiment}`);
  text.appendMarkdown('\n\n');
  const rows = [
    ...detail.metrics.slice(0, 8).map(({ key, last }) => [key, formatNumber(last)]),
    ...detail.params.slice(0, 8).map(({ key, value }) => [key, exactText(value)]),
    ...(detail.commit ? [['commit', detail.commit.slice(0, 9)]] : []),
  ];
  for (const [key, value] of rows) text.appendText(`${key}  ${value}`).appendMarkdown('\n\n');
  if (detail.error) text.appendText(detail.error);
  if (detail.notes) text.appendMarkdown('\n\n').appendText(detail.notes);
  return text;
}
