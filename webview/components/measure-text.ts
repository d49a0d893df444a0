let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in the page's own font at 13 pixels. */
export function measureText(text: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  const family = getComputedStyle(document.body).getPropertyValue('--vscode-font-family') || 'sans-serif';
  context.font = `13px ${family}`;
  return context.measureText(text).width;
}
