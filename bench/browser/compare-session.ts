import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { activatedAt } from '../activation.ts';
import type { BenchContext } from '../bench.ts';
import type { EditorUnderTest } from '../environment.ts';
import { commandLine, processTree } from '../processes.ts';
import { closeWindow, compareFrame, newPerson, waitForMarks, waitForRunstone } from './compare-window.ts';

const slowMs = 240_000;
/** The editor writes down what is open every five seconds. */
const rememberedAfterMs = 12_000;

/** Unix milliseconds. */
export interface Opening {
  readonly asked: number;
  readonly activated: number;
  readonly rows: number;
  readonly curves: number;
}

/** An editor with the packaged extension, and a person who has the compare panel of a folder open in it. */
export class CompareSession {
  readonly #context: BenchContext;
  readonly #folder: string;
  readonly editor: EditorUnderTest;
  readonly browser: Browser;
  readonly #person: BrowserContext;
  #page: Page | undefined;

  static async start(context: BenchContext, folder: string): Promise<CompareSession> {
    const { vsix } = await context.shipped();
    const editor = await context.tools.startEditor({ vsix });
    const browser = await context.tools.launchChromium();
    return new CompareSession(context, folder, editor, browser, await newPerson(browser));
  }

  private constructor(
    context: BenchContext,
    folder: string,
    editor: EditorUnderTest,
    browser: Browser,
    person: BrowserContext,
  ) {
    this.#context = context;
    this.#folder = folder;
    this.editor = editor;
    this.browser = browser;
    this.#person = person;
  }

  get page(): Page {
    if (!this.#page) throw new Error('No window is open.');
    return this.#page;
  }

  frame(): Promise<Frame> {
    return compareFrame(this.page, slowMs);
  }

  /** For the first time: nothing is open yet, and the panel is asked for. Leaves the window open. */
  async openPanel(): Promise<void> {
    this.#page = await this.#person.newPage();
    this.#page.setDefaultTimeout(slowMs);
    await this.#page.goto(this.editor.windowUrl(this.#folder), { waitUntil: 'commit' });
    await waitForRunstone(this.#page);
    await this.#context.tools.runEditorCommand(this.#page, 'Runstone: Compare All Runs');
    await waitForMarks(this.#page, slowMs);
  }

  /** Waits until the editor will remember what is open. */
  async settle(): Promise<void> {
    await delay(rememberedAfterMs);
  }

  /** Opens the window again: the editor brings the panel back. */
  async reopen(): Promise<Opening> {
    this.#page = await this.#person.newPage();
    this.#page.setDefaultTimeout(slowMs);
    const asked = Date.now();
    await this.#page.goto(this.editor.windowUrl(this.#folder), { waitUntil: 'commit' });
    const { rows, curves } = await waitForMarks(this.#page, slowMs);
    const activated = await activatedAt(this.editor.logsFolder, asked);
    if (activated === undefined) throw new Error('The editor did not log the activation of the extension.');
    return { asked, activated, rows, curves };
  }

  /** Closes the window, and waits until its extension host has saved and gone. */
  async closeWindow(): Promise<void> {
    await closeWindow(this.page);
    this.#page = undefined;
    const end = Date.now() + slowMs;
    while ((await this.#extensionHosts()) > 0) {
      if (Date.now() > end) throw new Error('The extension host did not end with its window.');
      await delay(100);
    }
  }

  async #extensionHosts(): Promise<number> {
    const lines = await Promise.all((await processTree(this.editor.pid)).map(commandLine));
    return lines.filter((line) => line.includes('--type=extensionHost')).length;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.editor.stop();
  }
}
