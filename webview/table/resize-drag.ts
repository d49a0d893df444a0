import { tell } from '../components/events.ts';

/** Bounds of a column's width in CSS pixels. */
export const narrowestWidth = 40;
export const widestWidth = 1200;

export function clampWidth(width: number): number {
  return Math.round(Math.min(widestWidth, Math.max(narrowestWidth, width)));
}

/** Follows the pointer from the press on a header's edge to its release; the column follows at once. */
export function dragWidth(press: PointerEvent, grip: HTMLElement, name: string, width: number): void {
  const from = press.clientX;
  press.preventDefault();
  grip.setPointerCapture(press.pointerId);
  grip.classList.add('held');
  const released = new AbortController();
  const { signal } = released;
  grip.addEventListener(
    'pointermove',
    (move) => tell(grip, 'width-asked', { name, width: clampWidth(width + move.clientX - from) }),
    { signal },
  );
  const end = () => {
    grip.classList.remove('held');
    released.abort();
  };
  grip.addEventListener('pointerup', end, { signal });
  grip.addEventListener('lostpointercapture', end, { signal });
}
