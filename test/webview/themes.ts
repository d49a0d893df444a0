import dark from './themes/dark.json' with { type: 'json' };
import hc from './themes/hc.json' with { type: 'json' };
import hcLight from './themes/hcLight.json' with { type: 'json' };
import light from './themes/light.json' with { type: 'json' };

/** A theme as the editor hands it to a webview: classes of <body>, custom properties of <html>. */
export interface Theme {
  readonly bodyClass: string;
  readonly tokens: Readonly<Record<string, string>>;
}

/** Dark Modern, Light Modern and both high contrast themes, as VS Code 1.139 computes them. */
export const themes = { dark, light, hc, hcLight } as const satisfies Record<string, Theme>;
export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];
