const special = /[\\`*_{}[\]()#+\-!~|<>$:.&@"'=]/g;

/**
 * Text as Markdown that shows exactly this text. Character references instead of backslashes, because they also
 * keep addresses from becoming links, `$(name)` from becoming an icon, and `|` from ending a table's cell.
 */
export function plainText(text: string): string {
  return text
    .replace(special, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\r\n?|\n/g, '  \n')
    .replace(/^[ \t]+/gm, '');
}
