import type * as vscode from 'vscode';
import { exactText, formatNumber } from '../../domain/format.ts';
import { guessDirection } from '../../domain/metric-direction.ts';
import type {
  ArtifactSummary,
  ExperimentSummary,
  MetricSummary,
  RunDetail,
  RunSummary,
} from '../../protocol/catalog.ts';
import type { FolderCatalog } from '../catalogs.ts';

interface Row {
  /** The same for the same thing after every refresh: what is expanded and selected hangs on it. */
  readonly id: string;
  readonly parent: Node | undefined;
  readonly catalog: FolderCatalog;
}

export interface FolderNode extends Row {
  readonly kind: 'folder';
  readonly runs: number;
}
export interface ExperimentNode extends Row {
  readonly kind: 'experiment';
  readonly experiment: ExperimentSummary;
}
export interface RunNode extends Row {
  readonly kind: 'run';
  readonly run: RunSummary;
}
export interface GroupNode extends Row {
  readonly kind: 'group';
  readonly title: string;
  readonly icon: string;
  readonly children: readonly Node[];
}
export interface LeafNode extends Row {
  readonly kind: 'leaf';
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon?: string;
  readonly command?: vscode.Command;
}
export interface ArtifactNode extends Row {
  readonly kind: 'artifact';
  readonly artifact: ArtifactSummary;
  readonly runFolder: string;
}
export interface MoreNode extends Row {
  readonly kind: 'more';
  readonly experiment: string;
  readonly hidden: number;
}

/** What a row of the tree stands for. */
export type Node = FolderNode | ExperimentNode | RunNode | GroupNode | LeafNode | ArtifactNode | MoreNode;

const kinds: ReadonlySet<unknown> = new Set([
  'folder',
  'experiment',
  'run',
  'group',
  'leaf',
  'artifact',
  'more',
] satisfies Node['kind'][]);

/** Whether a command was given a row of the tree. Rows never leave the extension host, so the kind is proof enough. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind);
}

export function folderNode(catalog: FolderCatalog, runs: number): FolderNode {
  return { kind: 'folder', id: catalog.folder.uri.toString(), parent: undefined, catalog, runs };
}

export function experimentNode(
  parent: FolderNode | undefined,
  catalog: FolderCatalog,
  experiment: ExperimentSummary,
): ExperimentNode {
  const id = `${catalog.folder.uri} experiment ${experiment.name}`;
  return { kind: 'experiment', id, parent, catalog, experiment };
}

export function runNodeId(catalog: FolderCatalog, runId: string): string {
  return `${catalog.folder.uri} run ${runId}`;
}

export function runNode(parent: ExperimentNode, run: RunSummary): RunNode {
  const { catalog } = parent;
  return { kind: 'run', id: runNodeId(catalog, run.runId), parent, catalog, run };
}

export function moreNode(parent: ExperimentNode, hidden: number): MoreNode {
  const { catalog, experiment } = parent;
  return { kind: 'more', id: `${parent.id} more`, parent, catalog, experiment: experiment.name, hidden };
}

type LeafParts = Pick<LeafNode, 'label' | 'description'> &
  Partial<Pick<LeafNode, 'icon' | 'command' | 'tooltip'>>;

function leafNode(parent: Node, parts: LeafParts, index = 0): LeafNode {
  return {
    kind: 'leaf',
    id: `${parent.id} ${parts.label} ${index}`,
    parent,
    catalog: parent.catalog,
    tooltip: `${parts.label}: ${parts.description}`,
    ...parts,
  };
}

function groupNode(
  parent: RunNode,
  title: string,
  icon: string,
  fill: (group: GroupNode) => readonly Node[],
): GroupNode[] {
  const children: Node[] = [];
  const { catalog, id } = parent;
  const group: GroupNode = { kind: 'group', id: `${id} ${title}`, parent, catalog, title, icon, children };
  children.push(...fill(group));
  return children.length > 0 ? [group] : [];
}

/** The rows under a run. */
export function runChildren(parent: RunNode, detail: RunDetail): Node[] {
  return [
    ...groupNode(parent, 'Params', 'symbol-parameter', (group) =>
      detail.params.map(({ key, value }) => leafNode(group, { label: key, description: exactText(value) })),
    ),
    ...groupNode(parent, 'Metrics', 'graph', (group) =>
      detail.metrics.map((metric) => metricLeaf(group, metric)),
    ),
    ...groupNode(parent, 'Artifacts', 'archive', (group) =>
      detail.artifacts.map((artifact) => artifactNode(group, artifact, detail.folderPath)),
    ),
    ...groupNode(parent, 'Tags', 'tag', (group) =>
      Object.entries(detail.tags).map(([key, value]) =>
        leafNode(group, { label: key, description: value, tooltip: value ? `${key}: ${value}` : key }),
      ),
    ),
    ...groupNode(parent, 'Alerts', 'bell', (group) =>
      detail.alerts.map(({ title, text, level }, index) =>
        leafNode(group, { label: title, description: text, icon: alertIcon(level) }, index),
      ),
    ),
    ...singleLeaves(parent, detail),
  ];
}

function artifactNode(parent: GroupNode, artifact: ArtifactSummary, runFolder: string): ArtifactNode {
  const id = `${parent.id} ${artifact.path}`;
  return { kind: 'artifact', id, parent, catalog: parent.catalog, artifact, runFolder };
}

function alertIcon(level: string): string {
  return level === 'error' || level === 'warning' ? level : 'info';
}

function metricLeaf(parent: GroupNode, metric: MetricSummary): LeafNode {
  const { key, writer, last, min, minStep, max, maxStep, count, nanCount } = metric;
  const direction = guessDirection(key);
  const best = direction === 'higher' ? max : direction === 'lower' ? min : last;
  const bestStep = direction === 'higher' ? maxStep : minStep;
  const label = writer === null ? key : `${key} (${writer})`;
  const isLastBest = best === last || Number.isNaN(best);
  return leafNode(parent, {
    label,
    description: formatNumber(last) + (isLastBest ? '' : `, best ${formatNumber(best)}`),
    tooltip: [
      `${label}: last ${formatNumber(last)} at step ${formatNumber(metric.lastStep)}`,
      `min ${formatNumber(min)} at step ${formatNumber(minStep)}`,
      `max ${formatNumber(max)} at step ${formatNumber(maxStep)}`,
      `${formatNumber(count)} points${nanCount > 0 ? `, ${formatNumber(nanCount)} of them NaN` : ''}`,
      ...(isLastBest ? [] : [`best at step ${formatNumber(bestStep)}`]),
    ].join('\n'),
  });
}

function singleLeaves(parent: RunNode, detail: RunDetail): LeafNode[] {
  const leaves: LeafParts[] = [];
  const { catalog } = parent;
  if (detail.error) {
    leaves.push({
      label: 'Error',
      description: firstLine(detail.error),
      icon: 'error',
      tooltip: detail.traceback ?? detail.error,
    });
  }
  if (detail.notes?.trim()) {
    const run = { folder: catalog.folder.uri.toString(), runId: detail.runId };
    leaves.push({
      label: 'Notes',
      description: firstLine(detail.notes),
      icon: 'note',
      tooltip: detail.notes,
      command: { command: 'runstone.editNotes', title: 'Edit Notes', arguments: [run] },
    });
  }
  if (detail.outputPath) {
    const run = { folder: catalog.folder.uri.toString(), runId: detail.runId };
    leaves.push({
      label: 'Output',
      description: 'output.log',
      icon: 'output',
      command: { command: 'runstone.openOutput', title: 'Open Output', arguments: [run] },
    });
  }
  if (detail.commit) {
    leaves.push({
      label: 'Commit',
      description: describeCommit(detail),
      icon: 'git-commit',
      tooltip: `${detail.commit}${detail.dirty ? '\nFiles had changes that were not committed.' : ''}`,
    });
  }
  return leaves.map((leaf) => leafNode(parent, leaf));
}

export function describeCommit({ commit, branch, dirty }: RunDetail): string {
  return `${commit?.slice(0, 9) ?? ''}${branch ? ` on ${branch}` : ''}${dirty ? ', uncommitted changes' : ''}`;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
