import { isHighContrast, themeValue } from '../styles/theme.ts';

/** The theme's colours and type as a canvas wants them: read once for each drawing. */
export interface Palette {
  readonly foreground: string;
  readonly quiet: string;
  readonly background: string;
  readonly grid: string;
  readonly axis: string;
  readonly cursor: string;
  readonly floating: { readonly background: string; readonly border: string; readonly foreground: string };
  readonly selection: string;
  /** Of axes and labels: 11 pixels in the editor's interface font. */
  readonly font: string;
  readonly fontFamily: string;
  readonly isHighContrast: boolean;
  /** A look's colour with its tokens filled in: a canvas knows no custom properties. */
  colorOf(color: string): string;
}

export const labelPixels = 11;

export function readPalette(): Palette {
  const foreground = themeValue('--vscode-foreground', 'CanvasText');
  const background = themeValue('--vscode-editor-background', 'Canvas');
  const lines = themeValue('--vscode-charts-lines', foreground);
  const contrast = themeValue('--vscode-contrastBorder', '');
  const isContrast = isHighContrast();
  const fontFamily = themeValue('--vscode-font-family', 'sans-serif');
  const colors = new Map<string, string>();
  const mixed = (color: string, percent: number) => `color-mix(in srgb, ${color} ${percent}%, transparent)`;
  return {
    foreground,
    quiet: isContrast ? foreground : `color-mix(in srgb, ${foreground} 74%, ${background})`,
    background,
    grid: mixed(lines, 25),
    axis: mixed(lines, 80),
    cursor: `color-mix(in srgb, ${foreground} ${isContrast ? 100 : 62}%, ${background})`,
    floating: {
      background: themeValue('--vscode-editorHoverWidget-background', background),
      border: contrast || themeValue('--vscode-editorHoverWidget-border', foreground),
      foreground: themeValue('--vscode-editorHoverWidget-foreground', foreground),
    },
    selection: mixed(themeValue('--vscode-focusBorder', foreground), 22),
    font: `${labelPixels}px ${fontFamily}`,
    fontFamily,
    isHighContrast: isContrast,
    colorOf(color) {
      const known = colors.get(color);
      if (known !== undefined) return known;
      const filled = color.replace(/var\((--[\w-]+)\)/g, (_, token: string) => themeValue(token, foreground));
      colors.set(color, filled);
      return filled;
    },
  };
}
