import { render } from 'lit';
import { type HoverContent, hoverList } from './hover-list.ts';

/** The floating list at the cursor. In the top layer, so that no scrolling pane cuts it off. */
export class HoverBox {
  readonly #element: HTMLElement;

  /** @param element A manual popover. */
  constructor(element: HTMLElement) {
    this.#element = element;
  }

  hide(): void {
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
  }

  /**
   * Shows it right of the cursor, or left where there is no room.
   *
   * @param cursorX And `top`: where the cursor is, in the window's coordinates.
   */
  show(content: HoverContent, cursorX: number, top: number): void {
    const element = this.#element;
    render(hoverList(content), element);
    if (!element.matches(':popover-open')) element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const isRight = cursorX + 18 + width <= innerWidth - 8;
    const left = isRight ? cursorX + 18 : cursorX - 18 - width;
    element.style.left = `${Math.max(4, left)}px`;
    element.style.top = `${Math.max(4, Math.min(top + 14, innerHeight - height - 8))}px`;
  }
}
