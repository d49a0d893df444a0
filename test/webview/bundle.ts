import { build } from 'esbuild';

let bundled: Promise<string> | undefined;

/** The compare page's script, made as the package makes it. */
export function bundleComparePage(): Promise<string> {
  bundled ??= build({
    entryPoints: ['webview/compare/main.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
    loader: { '.css': 'text' },
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return bundled;
}
