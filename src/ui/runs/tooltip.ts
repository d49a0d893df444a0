import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands.ts';
import { exactText, formatAge, formatDuration, formatNumber } from '../../domain/format.ts';
import { headlineRank } from '../../domain/headline.ts';
import type { RunDetail } from '../../protocol/catalog.ts';
import type { FolderCatalog } from '../catalogs.ts';
import { plainText } from '../plain-text.ts';
import { describeCommit } from './nodes.ts';

const rowsOfAKind = 8;
const links = [
  { command: 'compareSelected', title: 'Compare' },
  { command: 'openOutput', title: 'Open Output' },
  { command: 'copyRunId', title: 'Copy Id' },
] as const;

/** The hover of a run. What trainings wrote is text here, never markup; the links are ours alone. */
export function runTooltip(catalog: FolderCatalog, detail: RunDetail, nowMs: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: links.map(({ command }) => commandId(command)) };
  text.appendMarkdown(`**${plainText(detail.name)}** ${plainText(describeLife(detail, nowMs))}\n\n`);
  const metrics = detail.metrics.toSorted((a, b) => headlineRank(a.key) - headlineRank(b.key));
  appendTable(text, [
    ...metrics.slice(0, rowsOfAKind).map(({ key, last }) => [key, formatNumber(last)] as const),
    ...detail.params.slice(0, rowsOfAKind).map(({ key, value }) => [key, exactText(value)] as const),
    ...Object.entries(detail.tags).slice(0, rowsOfAKind),
    ...(detail.commit ? [['code', describeCommit(detail)] as const] : []),
  ]);
  if (detail.error) text.appendMarkdown(`\n\n$(error) ${plainText(detail.error.slice(0, 300))}`);
  if (detail.notes) text.appendMarkdown(`\n\n${plainText(detail.notes.slice(0, 600))}`);
  const reference = { folder: catalog.folder.uri.toString(), runId: detail.runId };
  const argument = encodeURIComponent(JSON.stringify([reference]));
  const actions = links.map(({ command, title }) => `[${title}](command:${commandId(command)}?${argument})`);
  return text.appendMarkdown(`\n\n---\n\n${actions.join('&nbsp;&nbsp;&nbsp;')}`);
}

function describeLife(detail: RunDetail, nowMs: number): string {
  const { status, startedAtMs, endedAtMs } = detail;
  if (endedAtMs === null) return `${status} for ${formatDuration(nowMs - startedAtMs)}`;
  return `${status} ${formatAge(endedAtMs, nowMs)}, ${formatDuration(endedAtMs - startedAtMs)}`;
}

/** A cell holds one line of text: a line end would end its row. */
function appendTable(text: vscode.MarkdownString, rows: readonly (readonly [string, string])[]): void {
  if (rows.length === 0) return;
  const lines = rows.map(([key, value]) => `| ${cell(key)}&nbsp;&nbsp; | ${cell(value)} |`);
  text.appendMarkdown(`| | |\n|:--|--:|\n${lines.join('\n')}\n`);
}

function cell(value: string): string {
  return plainText(value.slice(0, 80).replace(/\s+/g, ' '));
}
