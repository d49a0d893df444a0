import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';
import { type Handlers, serveRpc } from '../../src/base/rpc.ts';
import { Catalog } from '../../src/catalog/catalog.ts';
import type { CatalogStatus } from '../../src/protocol/catalog.ts';
import { type CompareContract, compareValidators, type HostNotice } from '../../src/protocol/compare.ts';
import { bundleComparePage } from './bundle.ts';
import { type Asked, CompareHost } from './compare-host.ts';
import { editorScript } from './editor-script.ts';
import { serveSite } from './site.ts';
import { type ThemeName, themes } from './themes.ts';
import { encodeMessage } from './wire.ts';

const wasmPath = path.resolve('node_modules/sql.js/dist/sql-wasm.wasm');

let browser: Promise<Browser> | undefined;
const launch = () =>
  (browser ??= chromium.launch({
    executablePath: process.env['RUNSTONE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  }));
afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

export interface PageOptions {
  /** Fills the folder before the catalog opens. */
  readonly journal?: (folder: string) => void;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the editor kept of the page. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
  /** Overrides what the catalog says of itself. */
  readonly status?: Partial<CatalogStatus>;
  /** Overrides single answers of the host. */
  readonly answers?: Partial<Handlers<CompareContract>>;
}

export interface OpenPage {
  readonly page: Page;
  readonly catalog: Catalog;
  readonly host: CompareHost;
  readonly folder: string;
  /** What the page asked so far, oldest first; of one method when it is named. */
  sent(method?: keyof CompareContract): readonly Asked[];
  /** Says something to the page as the host does on its own. */
  notify(notice: HostNotice): Promise<void>;
  setTheme(theme: ThemeName): Promise<void>;
  /** What went wrong in the page: thrown errors, console errors, breaches of the policy. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Opens the compare page in Chromium, answered by a real catalog on a folder of its own. */
export async function openPage(options: PageOptions = {}): Promise<OpenPage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-page-'));
  options.journal?.(folder);
  const script = await bundleComparePage();
  const context = await (await launch()).newContext({
    viewport: { width: options.width ?? 1200, height: options.height ?? 800 },
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });

  let closed = false;
  const post = async (message: unknown): Promise<void> => {
    if (closed) return;
    // A page that is just being reloaded has no ear; the editor drops what it is told then, too.
    await page.evaluate((text) => fromHost(text), encodeMessage(message)).catch(() => {});
  };
  const catalog = await Catalog.open({ folder, wasmPath, writer: 'window-1', poll: 'always' }, (notice) => {
    if (notice.notice === 'changed')
      void post({ ...notice, runIds: notice.runIds ? [...notice.runIds] : null });
    else if (notice.notice === 'status') void post({ notice: 'status', status: host.status() });
  });
  const host = new CompareHost(catalog, folder, options.status ?? {}, (notice) => void post(notice));
  const received = new Emitter<unknown>();
  const service = serveRpc<CompareContract>(
    { post: (message) => void post(message), onMessage: received.event },
    { ...host.handlers, ...options.answers },
    compareValidators,
  );
  await page.exposeFunction('toHost', (text: string) => received.fire(JSON.parse(text)));
  const site = await serveSite({
    'editor.js': editorScript(themes[options.theme ?? 'dark'], options.state),
    'compare.js': script,
  });
  await page.goto(site.url);

  return {
    page,
    catalog,
    host,
    folder,
    errors,
    sent: (method) => host.asked.filter((asked) => method === undefined || asked.method === method),
    notify: post,
    setTheme: (theme) => page.evaluate((next) => applyTheme(next), themes[theme]),
    async close() {
      closed = true;
      service.dispose();
      await context.close();
      site.close();
      await catalog.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

declare function fromHost(text: string): void;
declare function applyTheme(theme: { bodyClass: string; tokens: Readonly<Record<string, string>> }): void;
