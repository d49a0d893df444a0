/** Moments of the compare page, in Unix milliseconds; each is set once. */
export interface Marks {
  /** Rows with the names of runs are on the screen. */
  rows?: number;
  /** Every chart in sight shows its lines. */
  curves?: number;
}

/** What the probe leaves in a frame for the bench to read. */
export interface Probe {
  readonly marks: Marks;
  /** While `watching`: each newest step of the first chart, and the Unix milliseconds at which it was on the screen. */
  readonly shown: { readonly step: number; readonly at: number }[];
  /** Milliseconds between frames, while `watching`. */
  frames: number[];
  watching: boolean;
}

export interface ProbeWindow {
  runstoneBench?: Probe;
}

/**
 * Runs in every frame of a window, before anything else there. Looks once a frame; what it finds in one frame is on the
 * screen when the next begins, so that is the moment it notes. It must not refer to anything outside itself.
 */
export function compareProbe(): void {
  interface Plot extends Element {
    readonly lines?: readonly { readonly x: Float64Array }[];
  }
  const probe: Probe = { marks: {}, shown: [], frames: [], watching: false };
  (window as unknown as ProbeWindow).runstoneBench = probe;
  let found: (() => unknown)[] = [];
  let last = 0;
  let lastSum = 0;

  const inside = (host: Element | null | undefined, selector: string) => [
    ...(host?.shadowRoot?.querySelectorAll(selector) ?? []),
  ];

  function plotsInSight(page: Element): Plot[] {
    const [curves] = inside(page, 'runstone-curves');
    return inside(curves, 'runstone-curve-card').flatMap((card) => inside(card, 'runstone-curve-plot'));
  }

  /** Of the pixels that have a colour, as lines have and axes have not: how many, and a sum that tells pictures apart. */
  function picture(plot: Plot): { coloured: number; sum: number } {
    const canvas = inside(plot, 'canvas.lines')[0] as HTMLCanvasElement | undefined;
    const context = canvas?.getContext('2d', { willReadFrequently: true });
    if (!canvas || !context || canvas.width === 0) return { coloured: 0, sum: 0 };
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let coloured = 0;
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      if (Math.abs(red - green) + Math.abs(green - blue) < 60) continue;
      coloured += 1;
      sum = (Math.imul(sum, 31) + at + red) | 0;
    }
    return { coloured, sum };
  }

  /** The newest step of any line counts as seen when the picture has changed since the last one that was. */
  function lookForStep(plot: Plot | undefined): void {
    const step = Math.max(...(plot?.lines ?? []).map(({ x }) => x.at(-1) ?? -1));
    if (!plot || step <= (probe.shown.at(-1)?.step ?? -1)) return;
    const { sum } = picture(plot);
    if (sum === lastSum) return;
    lastSum = sum;
    found.push(() => probe.shown.push({ step, at: Date.now() }));
  }

  function look(page: Element): void {
    const [table] = inside(page, 'runstone-table');
    const names = inside(table, '.row .cell.run').filter((cell) => /\w/.test(cell.textContent ?? ''));
    if (names.length > 0 && probe.marks.rows === undefined)
      found.push(() => (probe.marks.rows ??= Date.now()));
    const plots = plotsInSight(page);
    if (probe.marks.curves === undefined && plots.length > 0) {
      const isDrawn = plots.every((plot) => (plot.lines?.length ?? 0) > 0 && picture(plot).coloured > 0);
      if (isDrawn) found.push(() => (probe.marks.curves ??= Date.now()));
    }
    if (probe.watching) lookForStep(plots[0]);
  }

  function eachFrame(now: number): void {
    // A loop that was begun once too often: it ends here, or each frame would be looked at twice.
    if (now === last) return;
    if (probe.watching) probe.frames.push(now - last);
    last = now;
    frameCount += 1;
    for (const note of found) note();
    found = [];
    const page = document.querySelector('runstone-compare');
    if (page) look(page);
    requestAnimationFrame(eachFrame);
  }
  // The editor writes a webview's page into a frame that exists already, and with that ends what was to run there:
  // the frame loop has to be begun again.
  let begun = 0;
  let frameCount = 0;
  setInterval(() => {
    if (begun === frameCount) requestAnimationFrame(eachFrame);
    begun = frameCount;
  }, 25);
  requestAnimationFrame(eachFrame);
}
