/**
 * The only module that knows the webview toolkit. It is archived upstream; `@vscode-elements/elements` has
 * elements of the same names, so the way out is to change this file.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import type { DirectiveResult } from 'lit/directive.js';
import { ref } from 'lit/directives/ref.js';

export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

/** What an `input` or `change` event of a text field or dropdown holds. */
export function controlValue(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function controlChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

/**
 * Names a control for assistive technology: `<vscode-text-field ${labelled('Filter runs')}>`. The toolkit puts
 * its own label over an attribute when the control is connected, so this comes a moment later.
 */
export function labelled(label: string): DirectiveResult {
  return ref((element) => {
    if (element) queueMicrotask(() => element.setAttribute('aria-label', label));
  });
}
