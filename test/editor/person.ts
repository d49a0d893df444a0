import * as vscode from 'vscode';

/** What a person would answer. What is not named turns away, as Escape does. */
export interface Answers {
  readonly input?: string;
  /** The label of what is picked from a list. */
  readonly pick?: string;
  /** The button of a message or of a question. */
  readonly button?: string;
}

export interface Heard {
  /** The texts of messages and questions, in their order. */
  readonly messages: readonly string[];
}

type Ask = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * Sits a person in front of the window for as long as `act` takes: input boxes, lists and messages cannot be
 * worked from inside the extension host.
 */
export async function withPerson(answers: Answers, act: () => Promise<unknown>): Promise<Heard> {
  const messages: string[] = [];
  const say: Ask = async (text) => {
    messages.push(String(text));
    return answers.button;
  };
  const pick: Ask = async (items) => {
    const list = (await items) as readonly (string | vscode.QuickPickItem)[];
    return list.find((item) => (typeof item === 'string' ? item : item.label) === answers.pick);
  };
  const stand: Readonly<Record<string, Ask>> = {
    showInputBox: async () => answers.input,
    showQuickPick: pick,
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const real = Object.fromEntries(Object.keys(stand).map((name) => [name, window[name]]));
  Object.assign(window, stand);
  try {
    await act();
  } finally {
    Object.assign(window, real);
  }
  return { messages };
}
