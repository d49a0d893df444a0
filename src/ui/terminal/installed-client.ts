import { execFile } from 'node:child_process';
import os from 'node:os';
import * as vscode from 'vscode';

const question = 'from importlib.metadata import version; print(version("runstone"))';
const answersWithinMs = 20_000;

/**
 * Names an installed `runstone` of another version in the log, once, after the first terminal is opened: the one that
 * the extension brings is found before it, which may surprise. Python is isolated (`-I`) and starts outside the
 * workspace, so that nothing of a repository is imported.
 */
export function nameInstalledClient(ownVersion: string, log: vscode.LogOutputChannel): vscode.Disposable {
  const subscription = vscode.window.onDidOpenTerminal(() => {
    if (!vscode.workspace.isTrusted) return;
    subscription.dispose();
    const python = process.platform === 'win32' ? 'python.exe' : 'python3';
    const options = { cwd: os.homedir(), timeout: answersWithinMs };
    execFile(python, ['-I', '-c', question], options, (error, stdout) => {
      const installed = stdout.trim();
      // Not installed, or no Python on the path: nothing to tell.
      if (error || !/^[\w.+-]{1,40}$/.test(installed) || installed === ownVersion) return;
      log.info(
        `${python} has runstone ${installed} installed; terminals of this window use ${ownVersion}, which the extension brings.`,
      );
    });
  });
  return subscription;
}
