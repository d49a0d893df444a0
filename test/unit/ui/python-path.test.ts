import { describe, expect, it } from 'vitest';
import { changePythonPath, valueInTerminal } from '../../../src/ui/terminal/python-path.ts';

const change = (before: string | undefined) =>
  changePythonPath({ client: '/ext/python', before, delimiter: ':' });

/** As the editor's settings write it. */
const placeholder = (name: string) => `\${${name}}`;

/** What the variable is after the editor has made the change. */
function inTerminal(before: string | undefined): string {
  const { how, value } = change(before);
  return how === 'replace' ? value : value + (before ?? '');
}

describe('PYTHONPATH of a new terminal', () => {
  it('is the client alone when the person has none', () => {
    expect(inTerminal(undefined)).toBe('/ext/python');
    expect(inTerminal('')).toBe('/ext/python');
  });

  it('begins with the client and keeps what the person has', () => {
    expect(change('/mine:/yours').how).toBe('prepend');
    expect(inTerminal('/mine:/yours')).toBe('/ext/python:/mine:/yours');
  });

  it.each([':', ':/mine', '/mine:', '/a::/b', '::'])('has no empty entry, though “%s” has', (before) => {
    const entries = inTerminal(before).split(':');
    expect(entries).not.toContain('');
    expect(entries.slice(1)).toEqual(before.split(':').filter(Boolean));
  });

  it('names the client once when the window was started from such a terminal', () => {
    expect(inTerminal('/ext/python:/mine')).toBe('/ext/python:/mine');
  });

  it('leaves placeholders to the editor', () => {
    const own = `${placeholder('workspaceFolder')}/lib`;
    expect(inTerminal(own)).toBe(`/ext/python:${own}`);
  });
});

describe('a variable in a terminal', () => {
  it('comes from the setting before the environment', () => {
    expect(valueInTerminal('A', { A: 'said' }, { A: 'inherited' })).toBe('said');
    expect(valueInTerminal('A', {}, { A: 'inherited' })).toBe('inherited');
    expect(valueInTerminal('A', undefined, {})).toBeUndefined();
  });

  it('is unset by null', () => {
    expect(valueInTerminal('A', { A: null }, { A: 'inherited' })).toBeUndefined();
  });

  it('may name others, which may be missing', () => {
    expect(
      valueInTerminal('A', { A: `${placeholder('env:A')}:/x${placeholder('env:B')}` }, { A: '/a' }),
    ).toBe('/a:/x');
  });
});
