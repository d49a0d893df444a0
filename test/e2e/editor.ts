import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { launchChromium } from '../../tools/editor/chromium.mjs';
import { keepEvidence } from '../../tools/editor/evidence.mjs';
import { makeProfile, type Profile } from '../../tools/editor/profile.mjs';
import { type EditorServer, installExtension, startServer } from '../../tools/editor/server.mjs';
import { shellSettings } from '../../tools/editor/shell.mjs';
import { openRuns, openWindow } from '../../tools/editor/workbench.mjs';
import { packagePath } from '../../tools/package.mjs';
import { installEditor } from '../../tools/setup/editor.mjs';
import { root } from '../../tools/setup/everything.mjs';
import { makePythonEnvironment } from '../../tools/setup/python-venv.mjs';
import { copySample } from './sample-folder.ts';

/** An editor with the packaged extension, and a person's browser to use it in. */
export class TestEditor {
  readonly folder: string;
  readonly profile: Profile;
  readonly #server: EditorServer;
  readonly #browser: Browser;
  readonly #context: BrowserContext;

  constructor(
    folder: string,
    profile: Profile,
    server: EditorServer,
    browser: Browser,
    context: BrowserContext,
  ) {
    this.folder = folder;
    this.profile = profile;
    this.#server = server;
    this.#browser = browser;
    this.#context = context;
  }

  /** Of the server, whose children the extension hosts are. */
  get serverPid(): number {
    return this.#server.pid;
  }

  /** Opens one more window on the project, with the tree of runs on show. */
  async open(): Promise<Page> {
    const page = await openWindow(this.#context, this.#server, this.folder);
    await openRuns(page);
    return page;
  }

  /** Closes a window as a person does: what the editor does before it goes is waited for. */
  async close(page: Page): Promise<void> {
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
  }

  async keepEvidence(name: string): Promise<void> {
    const page = this.#context.pages()[0];
    await keepEvidence(name, { ...(page && { page }), server: this.#server, profile: this.profile });
  }

  async dispose(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await this.profile.remove();
  }
}

async function start(folder: string, settings: Readonly<Record<string, unknown>>): Promise<TestEditor> {
  const editor = await installEditor();
  const { bin } = await makePythonEnvironment(root);
  const profile = await makeProfile();
  const shell = await shellSettings(profile, bin);
  const own = { 'window.confirmBeforeClose': 'never', ...shell, ...settings };
  await profile.setSettings(own);
  await installExtension(editor, profile, await packagePath());
  const env = { ...process.env, PATH: [bin, process.env['PATH']].join(path.delimiter) };
  const server = await startServer(editor, profile, { env });
  const browser = await launchChromium();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  return new TestEditor(folder, profile, server, browser, context);
}

/**
 * Gives the tests of a file an editor on a copy of the sample project; keeps pictures and logs of those that fail.
 *
 * @returns Where the editor is found once a test runs.
 */
export function useEditor(settings: Readonly<Record<string, unknown>> = {}): {
  readonly current: TestEditor;
} {
  let editor: TestEditor | undefined;
  let removeFolder: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const { folder, remove } = await copySample(inject('sampleFolder'));
    removeFolder = remove;
    editor = await start(folder, settings);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await editor?.keepEvidence(task.name);
  });
  afterAll(async () => {
    await editor?.dispose();
    await removeFolder?.();
  });
  return {
    get current() {
      if (!editor) throw new Error('The editor is not open yet.');
      return editor;
    },
  };
}
