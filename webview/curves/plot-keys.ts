/** What a key on a focused chart asks for. */
export type PlotKeyAction =
  | { readonly kind: 'next'; readonly direction: 1 | -1 }
  /** Moves the cursor by a tenth of the plot. */
  | { readonly kind: 'leap'; readonly direction: 1 | -1 }
  | { readonly kind: 'end'; readonly direction: 1 | -1 }
  | { readonly kind: 'pan'; readonly share: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'leave' };

export function plotKeyAction(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): PlotKeyAction | undefined {
  // Combinations with Ctrl, Alt and Meta belong to the editor.
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const direction = event.key === 'ArrowRight' ? 1 : -1;
      return event.shiftKey ? { kind: 'pan', share: 0.2 * direction } : { kind: 'next', direction };
    }
    case 'PageDown':
    case 'PageUp':
      return { kind: 'leap', direction: event.key === 'PageDown' ? 1 : -1 };
    case 'End':
    case 'Home':
      return { kind: 'end', direction: event.key === 'End' ? 1 : -1 };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
    case '_':
      return { kind: 'zoom', factor: 2 };
    case '0':
      return { kind: 'reset' };
    case 'Escape':
      return { kind: 'leave' };
    default:
      return undefined;
  }
}

/** Told to those who hear the chart instead of seeing it. */
export const plotKeyHelp =
  'Left and right arrow read the points, Page Up and Page Down leap, plus and minus zoom, Shift with an arrow moves the zoom, 0 shows everything.';
