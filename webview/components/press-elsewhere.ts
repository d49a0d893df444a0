import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls `close` when something outside the element is pressed: how menus, pickers and dialogs of the editor go away. */
export class PressElsewhere implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #close: () => void;

  constructor(host: ReactiveControllerHost & EventTarget, close: () => void) {
    this.#host = host;
    this.#close = close;
    host.addController(this);
  }

  hostConnected(): void {
    // Captured: what is pressed may stop the event, or take itself out of the document.
    window.addEventListener('pointerdown', this.#onPress, true);
  }

  hostDisconnected(): void {
    window.removeEventListener('pointerdown', this.#onPress, true);
  }

  readonly #onPress = (event: Event): void => {
    if (!event.composedPath().includes(this.#host)) this.#close();
  };
}
