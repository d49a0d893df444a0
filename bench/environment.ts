import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';

export interface PeerEnvironment {
  /** Paths of its interpreter, and of the folder with its programs. */
  readonly python: string;
  readonly bin: string;
}

/** A served editor with the packaged extension in it. */
export interface EditorUnderTest {
  /** Address of a window on this folder. */
  windowUrl(folder: string): string;
  /** Path of what the server and its extension hosts log. */
  readonly logsFolder: string;
  /** Of the server; the extension hosts are its children. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Shipped {
  readonly vsix: string;
  readonly dist: string;
}

/** What the bench borrows from the project's tools. */
export interface Tools {
  setUp(): Promise<{ python: string; bin: string; node: string; serverMain: string }>;
  makePeerEnvironment(root: string, peer: string): Promise<PeerEnvironment>;
  launchChromium(): Promise<Browser>;
  /** Child processes that end with this one. */
  spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  endGroup(child: ChildProcess): Promise<void>;
  /** The extension as it is shipped: its package, made anew unless one is given, and the bundles in it. */
  shippedPackage(given: string | undefined): Promise<Shipped>;
  /** With an empty profile, and with this package of the extension when one is given. */
  /** Starts a command by its title in the palette of a window. */
  runEditorCommand(page: Page, title: string): Promise<void>;
  startEditor(options: { vsix?: string; settings?: Record<string, unknown> }): Promise<EditorUnderTest>;
}
