import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Browser } from 'playwright-core';

export interface PeerEnvironment {
  /** Paths of its interpreter, and of the folder with its programs. */
  readonly python: string;
  readonly bin: string;
}

/** A served editor with the packaged extension in it. */
export interface EditorUnderTest {
  /** Address of a window on this folder. */
  windowUrl(folder: string): string;
  /** Path of what the server and its extension hosts wrote. */
  readonly logsFolder: string;
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
  startEditor(options: { vsix?: string; settings?: Record<string, unknown> }): Promise<EditorUnderTest>;
}
