import { CurveCard } from './curve-card.ts';
import { CurvePlot } from './curve-plot.ts';
import { Curves } from './curves.ts';
import { CurvesToolbar } from './curves-toolbar.ts';
import { MetricPicker } from './metric-picker.ts';

/** Defines `<runstone-curves>` and the elements it is made of. The controls of the toolkit are defined elsewhere. */
export function registerCurves(): void {
  customElements.define('runstone-metric-picker', MetricPicker);
  customElements.define('runstone-curves-toolbar', CurvesToolbar);
  customElements.define('runstone-curve-plot', CurvePlot);
  customElements.define('runstone-curve-card', CurveCard);
  customElements.define('runstone-curves', Curves);
}
