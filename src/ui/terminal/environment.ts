import path from 'node:path';
import * as vscode from 'vscode';
import { changePythonPath, valueInTerminal } from './python-path.ts';

const settingOfPlatform: Readonly<Record<string, string>> = { darwin: 'osx', win32: 'windows' };

/**
 * Lets `import runstone` work in new terminals of trusted folders, with any interpreter and nothing installed.
 *
 * Variables are set when a shell starts, not again by shell integration after its start-up files: a `.bashrc` that
 * extends `PYTHONPATH` keeps our entry, and one that sets it has the last word. Setting it once more afterwards
 * would either double the entry, leave an empty one where the file has emptied the variable, or throw away what it said.
 */
export class TerminalEnvironment implements vscode.Disposable {
  readonly #collection: vscode.GlobalEnvironmentVariableCollection;
  readonly #client: string;
  readonly #subscriptions: vscode.Disposable;

  constructor(collection: vscode.GlobalEnvironmentVariableCollection, extensionUri: vscode.Uri) {
    this.#collection = collection;
    this.#client = vscode.Uri.joinPath(extensionUri, 'dist', 'python').fsPath;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#apply()),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.#scopeOf(folder).clear();
        this.#apply();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (
          event.affectsConfiguration('runstone.terminalEnvironment') ||
          event.affectsConfiguration('terminal.integrated.env')
        )
          this.#apply();
      }),
    );
    this.#apply();
  }

  #scopeOf(workspaceFolder: vscode.WorkspaceFolder): vscode.EnvironmentVariableCollection {
    return this.#collection.getScoped({ workspaceFolder });
  }

  #apply(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const scope = this.#scopeOf(folder);
      scope.clear();
      const isOn = vscode.workspace.getConfiguration('runstone', folder.uri).get('terminalEnvironment', true);
      if (vscode.workspace.isTrusted && isOn && folder.uri.scheme === 'file') this.#fill(scope, folder);
    }
  }

  #fill(scope: vscode.EnvironmentVariableCollection, folder: vscode.WorkspaceFolder): void {
    const platform = settingOfPlatform[process.platform] ?? 'linux';
    const setting = vscode.workspace
      .getConfiguration('terminal.integrated.env')
      .get<Record<string, string | null>>(platform);
    const before = valueInTerminal('PYTHONPATH', setting, process.env);
    const change = changePythonPath({ client: this.#client, before, delimiter: path.delimiter });
    const atStart = { applyAtProcessCreation: true, applyAtShellIntegration: false };
    scope.description = `Lets \`import runstone\` work without installing anything, and keeps runs in \`${folder.name}\`.`;
    scope[change.how]('PYTHONPATH', change.value, atStart);
    scope.replace('RUNSTONE_DIR', folder.uri.fsPath, atStart);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
