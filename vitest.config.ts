import { defineConfig } from 'vitest/config';

/** Imports SQL and CSS files as their text, as the bundles do. */
const textImports = {
  name: 'text-imports',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    return id.endsWith('.sql') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined;
  },
};

const browser = { testTimeout: 120_000, hookTimeout: 300_000, fileParallelism: false };

// vitest's own type wants a default export.
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [textImports],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        plugins: [textImports],
        test: { name: 'webview', include: ['test/webview/**/*.test.ts'], ...browser },
      },
      { plugins: [textImports], test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...browser } },
      {
        plugins: [textImports],
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/sample-folder.ts',
          ...browser,
        },
      },
    ],
  },
});
