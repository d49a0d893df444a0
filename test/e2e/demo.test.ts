import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { launchChromium } from '../../tools/editor/chromium.mjs';
import { runsTree, webview } from '../../tools/editor/workbench.mjs';
import { root } from '../../tools/setup/everything.mjs';

const out = path.join(root, 'out', 'pictures');

/** Width and height as the header of a PNG file says. */
function sizeOf(name: string): readonly [number, number] {
  const png = readFileSync(path.join(out, name));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('npm run demo', () => {
  it('prints real runs and takes pictures of them without a person', { timeout: 600_000 }, async () => {
    const args = ['tools/demo.mjs', '--headless', '--out', out];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    const [head = '', ...lines] = stdout.slice(stdout.indexOf('run ')).split('\n');
    expect(head).toMatch(/^run +status +commit .*\blr\b.*\bval_acc\b/);
    const statuses = ['finished', 'failed', 'interrupted'].map(
      (status) => lines.filter((line) => line.includes(` ${status} `)).length,
    );
    expect(statuses[0]).toBeGreaterThanOrEqual(5);
    expect(statuses.slice(1)).toEqual([1, 1]);
    for (const name of ['sidebar.png', 'compare.png', 'compare-live.png']) {
      expect(sizeOf(name)).toEqual([2880, 1800]);
    }
  });

  it('serves an editor with the runs and their comparison open, until Ctrl+C', {
    timeout: 600_000,
  }, async () => {
    const demo = spawn(process.execPath, ['tools/demo.mjs', '--serve'], { cwd: root });
    const ended = once(demo, 'close');
    const address = await new Promise<string>((resolve, reject) => {
      let printed = '';
      demo.stdout.on('data', (chunk) => {
        printed += chunk;
        const [, url] = /Open {2}(http:\S+)/.exec(printed) ?? [];
        if (url) resolve(url);
      });
      void ended.then(() => reject(new Error(`The demo ended: ${printed}`)));
    });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(address);
      await runsTree(page).getByRole('treeitem').filter({ hasText: 'val_acc' }).nth(6).waitFor();
      await webview(page).getByRole('img', { name: 'Chart of val_acc' }).waitFor();
    } finally {
      await browser.close();
      demo.kill('SIGINT');
    }
    expect(await ended).toEqual([0, null]);
  });

  it('says what it can be asked for', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['tools/demo.mjs', '--help'], {
      cwd: root,
    });
    expect(stdout).toContain('--headless');
  });

  it('ends with a reason when it is asked for something else', async () => {
    const asked = promisify(execFile)(process.execPath, ['tools/demo.mjs', '--port', 'x'], { cwd: root });
    await expect(asked).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--port') });
  });
});
