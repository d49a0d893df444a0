// Serves the npm-built VS Code on a free loopback port.
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { runCommand, StepError } from '../setup/run-command.mjs';
import { endGroup, spawnGroup } from './process-group.mjs';

const startsWithinMs = 60_000;

/**
 * @typedef {object} EditorServer
 * @property {string} url Without a trailing slash.
 * @property {string} authority `host:port`, as in `vscode-remote://` addresses.
 * @property {number} pid Of the server; the extension hosts are its children.
 * @property {string} log Path of what the server printed.
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} windowUrl
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ node: string, serverMain: string }} editor
 * @param {import('./profile.mjs').Profile} profile
 * @param {{ env?: NodeJS.ProcessEnv, port?: number, underTest?: boolean }} [options] `underTest` lets a page run
 *   tests in the extension host.
 * @returns {Promise<EditorServer>}
 */
export async function startServer(editor, profile, { env = process.env, port = 0, underTest = false } = {}) {
  const log = path.join(profile.folder, 'server.log');
  const args = [
    editor.serverMain,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
  ];
  if (underTest) args.push('--enable-smoke-test-driver');
  const child = spawnGroup(editor.node, [...args, ...folderArgs(profile)], {
    env: withoutEditor(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  child.stdout?.pipe(file);
  child.stderr?.pipe(file);
  const authority = await readAuthority(child, log).catch(async (error) => {
    await endGroup(child);
    throw error;
  });
  return {
    url: `http://${authority}`,
    authority,
    pid: child.pid ?? 0,
    log,
    windowUrl: (folder, payload) => {
      const query = new URLSearchParams({ folder: folder.replaceAll('\\', '/') });
      if (payload) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    stop: () => endGroup(child),
  };
}

/**
 * @param {{ node: string, serverMain: string }} editor
 * @param {import('./profile.mjs').Profile} profile
 * @param {string} vsix
 */
export async function installExtension(editor, profile, vsix) {
  const args = [editor.serverMain, '--install-extension', vsix, '--force', ...folderArgs(profile)];
  await runCommand(editor.node, args, {
    env: withoutEditor(process.env),
    advice: 'make the package anew with `npm run package`.',
  });
}

/** @param {import('./profile.mjs').Profile} profile */
function folderArgs(profile) {
  return [
    '--accept-server-license-terms',
    '--server-data-dir',
    profile.serverData,
    '--extensions-dir',
    profile.extensions,
    '--telemetry-level',
    'off',
  ];
}

/** Started from a terminal of VS Code, the server would take itself for a part of that one. @param {NodeJS.ProcessEnv} env */
function withoutEditor(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|RUNSTONE_(DIR|RUN_ID)$|TERM_PROGRAM)/.test(name),
    ),
  );
}

/**
 * The server names its port when it listens: asking for port 0 never collides with anyone.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log
 * @returns {Promise<string>}
 */
function readAuthority(child, log) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (/** @type {string} */ reason) =>
      reject(
        new StepError(`The editor's server did not start: ${reason}.\n${output.trim()}\nIts log: ${log}`),
      );
    const timer = setTimeout(() => fail(`no answer within ${startsWithinMs / 1000} s`), startsWithinMs);
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(`127.0.0.1:${port}`);
    });
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`it ended with exit code ${code}`);
    });
  });
}
