import type { MetricDirection } from '../../src/domain/column.ts';
import type { RunId } from '../../src/domain/run.ts';
import type { SortKey } from '../../src/protocol/catalog.ts';
import type { PageCommand } from '../../src/protocol/compare.ts';
import type { ViewState } from '../compare/view-state.ts';

export interface MenuItem {
  readonly label: string;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** Draws a line above. */
  readonly starts?: boolean;
  readonly run: () => void;
}

export interface MenuRequest {
  readonly label: string;
  /** Where it opens, in the window's coordinates. */
  readonly x: number;
  readonly y: number;
  readonly items: readonly MenuItem[];
  /** Gets the focus back when the menu closes. */
  readonly opener: HTMLElement | null;
}

/** What components tell the page: each event of the page and what it carries. */
export interface PageEvents {
  /** What a person arranged anew. */
  'view-asked': Partial<ViewState>;
  'sort-asked': readonly SortKey[];
  /** The columns to show, by name, in their order; null for the default ones. */
  'columns-asked': readonly string[] | null;
  /** A width in pixels, or null for the one that fits. */
  'width-asked': { readonly name: string; readonly width: number | null };
  'direction-asked': { readonly key: string; readonly direction: MetricDirection };
  'selection-asked': { readonly runIds: readonly RunId[]; readonly selected: boolean };
  'select-all-asked': { readonly selected: boolean };
  'command-asked': { readonly command: PageCommand; readonly runId: RunId | null };
  'copy-asked': { readonly text: string; readonly what: string };
  'copy-row-asked': { readonly runId: RunId; readonly name: string };
  'menu-asked': MenuRequest;
  'columns-picker-asked': { readonly opener: HTMLElement | null };
  'keys-asked': { readonly opener: HTMLElement | null };
  announced: string;
  'split-asked': number;
  'retry-asked': null;
}

export type PageEventOf<K extends keyof PageEvents> = CustomEvent<PageEvents[K]>;

/** Tells the page; crosses shadow roots. */
export function tell<K extends keyof PageEvents>(from: EventTarget, type: K, detail: PageEvents[K]): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
