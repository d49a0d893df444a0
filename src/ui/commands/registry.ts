import * as vscode from 'vscode';
import { type CommandName, commandId, commands } from '../../contributions/commands.ts';

/** An expected failure, as `failure()` makes it; its message is shown to the person. */
interface Failed {
  readonly ok: false;
  readonly message: string;
}

/**
 * Commands are called by menus, links, keys and other extensions: whatever they pass is unknown here. What a handler
 * returns counts only when it is a `failure()`.
 */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** A command without a handler is a type error. */
export type CommandHandlers = { readonly [K in CommandName]: CommandHandler };

/** Registers all commands. What a handler throws is logged, and said with a way to the log. */
export function registerCommands(handlers: CommandHandlers, log: vscode.LogOutputChannel): vscode.Disposable {
  const names = Object.keys(commands) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(commandId(name), (...args: readonly unknown[]) =>
        run(name, handlers[name], args, log),
      ),
    ),
  );
}

async function run(
  name: CommandName,
  handler: CommandHandler,
  args: readonly unknown[],
  log: vscode.LogOutputChannel,
): Promise<void> {
  const title = commands[name].title.replace('...', '');
  try {
    const outcome = await handler(...args);
    if (isFailed(outcome)) {
      log.info(`${title}: ${outcome.message}`);
      void vscode.window.showWarningMessage(outcome.message);
    }
  } catch (error) {
    log.error(`${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${title} did not work: ${reason}`, 'Show Log').then((answer) => {
      if (answer) log.show();
    });
  }
}

function isFailed(outcome: unknown): outcome is Failed {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
}
