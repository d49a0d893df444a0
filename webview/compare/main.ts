/** The compare page's entry: the elements it is made of, and the editor it speaks to. */
import { registerControls } from '../components/controls.ts';
import { Menu } from '../components/menu.ts';
import { registerCurves } from '../curves/register.ts';
import { fillWindow } from '../styles/document.ts';
import { RunsTable } from '../table/runs-table.ts';
import { ColumnsPicker } from './columns-picker.ts';
import { Host, type VsCodeApi } from './host.ts';
import { KeysDialog } from './keys-dialog.ts';
import { ComparePage } from './page.ts';
import { CompareSession } from './session.ts';
import { Splitter } from './splitter.ts';
import { Toolbar } from './toolbar.ts';

declare function acquireVsCodeApi(): VsCodeApi;

registerControls();
registerCurves();
fillWindow();
customElements.define('runstone-menu', Menu);
customElements.define('runstone-table', RunsTable);
customElements.define('runstone-toolbar', Toolbar);
customElements.define('runstone-splitter', Splitter);
customElements.define('runstone-columns-picker', ColumnsPicker);
customElements.define('runstone-keys', KeysDialog);
customElements.define('runstone-compare', ComparePage);

const session = new CompareSession(new Host(acquireVsCodeApi()));
const page = document.querySelector<ComparePage>('runstone-compare');
if (page) page.session = session;
void session.start();
// What was arranged in the last moment is kept, too.
window.addEventListener('pagehide', () => session.dispose());
