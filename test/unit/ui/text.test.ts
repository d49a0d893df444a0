import { describe, expect, it } from 'vitest';
import { canBeShown } from '../../../src/ui/commands/artifact-kind.ts';
import { parseTag } from '../../../src/ui/commands/tag-text.ts';
import { plainText } from '../../../src/ui/plain-text.ts';
import { isRunReference } from '../../../src/ui/run-reference.ts';
import { defaultListOptions, describeList } from '../../../src/ui/runs/list-options.ts';

/** What a browser shows of text with character references. */
const shown = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe('plain text in Markdown', () => {
  it.each([
    '**bold** _it_ `code` ~~x~~',
    '[a](command:workbench.action.quit)',
    '<command:workbench.action.quit>',
    'https://a.example www.a.example a@b.example',
    '<img src="x"> &lt; $(flame) | cell # 1. - !',
  ])('shows “%s” as it is, and leaves nothing that Markdown acts on', (text) => {
    const escaped = plainText(text);
    expect(shown(escaped)).toBe(text);
    expect(escaped.replace(/&#\d+;/g, '')).toMatch(/^[\w\s/;]*$/);
  });

  it('keeps the ends of lines, and makes no code of what is indented', () => {
    expect(plainText('a\r\n    b')).toBe('a  \nb');
  });
});

describe('a tag', () => {
  it('is a key, or a key and a value', () => {
    expect(parseTag(' baseline ')).toEqual({ key: 'baseline', value: '' });
    expect(parseTag('paper = fig=3')).toEqual({ key: 'paper', value: 'fig=3' });
    expect(parseTag(' =x')).toBeUndefined();
  });
});

describe('an artifact', () => {
  it('is shown when an editor can, else revealed', () => {
    expect(canBeShown({ path: 'artifacts/roc.png', kind: 'image' })).toBe(true);
    expect(canBeShown({ path: 'artifacts/report.json', kind: 'table' })).toBe(true);
    expect(canBeShown({ path: 'artifacts/card.json', kind: 'model' })).toBe(true);
    expect(canBeShown({ path: 'artifacts/model.PKL', kind: 'file' })).toBe(false);
    expect(canBeShown({ path: 'artifacts/model', kind: 'model' })).toBe(false);
  });
});

describe('the words beside the view’s title', () => {
  it('tell only what is not usual', () => {
    expect(describeList(defaultListOptions)).toBe('');
    expect(describeList({ text: 'lr 0.1', archived: 'with', sort: 'duration' })).toBe(
      '“lr 0.1”, longest first, with archived',
    );
  });
});

describe('a reference to a run', () => {
  it('is taken only when it is one', () => {
    expect(isRunReference({ folder: 'file:///x', runId: 'r1' })).toBe(true);
    for (const other of [null, 'r1', {}, { folder: 1, runId: 'r1' }, { folder: 'f', runId: '../x' }])
      expect(isRunReference(other)).toBe(false);
  });
});
