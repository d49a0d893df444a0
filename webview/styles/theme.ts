import type { Disposable } from '../../src/base/disposable.ts';
import { Emitter } from '../../src/base/emitter.ts';

const changed = new Emitter<void>();
let watching = false;

/**
 * The editor hands its colours over as custom properties on <html> and names the kind of theme in the classes
 * of <body>; both change while the page is open. Styles follow by themselves, canvases ask here.
 */
export function onThemeChange(listener: () => void): Disposable {
  watch();
  return changed.event(listener);
}

export function isHighContrast(): boolean {
  const { classList } = document.body;
  return classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
}

export function prefersReducedMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** The value of a custom property as the editor wrote it, or the fallback where a theme leaves it out. */
export function themeValue(name: string, fallback: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim() || fallback;
}

function watch(): void {
  if (watching) return;
  watching = true;
  let queued = false;
  const fire = () => {
    if (queued) return;
    queued = true;
    // The editor changes hundreds of properties one by one; once a frame is enough.
    requestAnimationFrame(() => {
      queued = false;
      changed.fire();
    });
  };
  const observer = new MutationObserver(fire);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-kind', 'style'],
  });
  const forced = matchMedia('(forced-colors: active)');
  forced.addEventListener('change', fire);
}
