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
