import assert from 'node:assert/strict';
import type { Node } from '../../src/ui/runs/nodes.ts';
import { LiveTraining, train } from './training.ts';
import { eventually, internals, rowOf, rowsUnder } from './under-test.ts';

async function labelsUnder(node: Node): Promise<string[]> {
  const { tree } = await internals();
  return (await rowsUnder(node)).map((row) => String(tree.getTreeItem(row).label));
}

describe('the view Runs', () => {
  it('shows a run that Python recorded, under its experiment, with its headline metric', async () => {
    const runId = await train('experiment="shown", params={"lr": 0.02}', 'run.log({"val_acc": 0.875})');
    const { tree } = await internals();
    const row = await rowOf(runId);
    assert.equal(row.parent?.kind === 'experiment' && row.parent.experiment.name, 'shown');
    const item = await eventually(async () => {
      const present = tree.getTreeItem(await rowOf(runId));
      return String(present.description).startsWith('val_acc 0.875, ') ? present : undefined;
    });
    assert.match(item.contextValue ?? '', /^run active/);
    assert.match(item.accessibilityInformation?.label ?? '', /, finished, val_acc 0\.875/);
  });

  it('holds params, metrics, artifacts and output under a run', async () => {
    const runId = await train(
      'experiment="held", params={"lr": 0.5}, tags={"team": "fraud"}',
      'run.log({"loss": 2.5}); run.log({"loss": 0.5})',
      'run.log_artifact(b"{}", name="report.json")',
      'print("hello")',
    );
    const row = await rowOf(runId);
    const groups = await eventually(async () => {
      const labels = await labelsUnder(row);
      return labels.includes('Artifacts') && labels.includes('Output') ? labels : undefined;
    });
    assert.deepEqual(groups.slice(0, 4), ['Params', 'Metrics', 'Artifacts', 'Tags']);
    const { tree } = await internals();
    const metrics = (await rowsUnder(row)).find((node) => node.kind === 'group' && node.title === 'Metrics');
    assert.ok(metrics);
    const [loss] = await rowsUnder(metrics);
    assert.ok(loss);
    assert.equal(tree.getTreeItem(loss).label, 'loss');
    assert.equal(tree.getTreeItem(loss).description, '0.5');
  });

  it('keeps the ids of its rows and knows their parents', async () => {
    const runId = await train('experiment="stable", params={"depth": 3}');
    const { tree } = await internals();
    const first = await rowOf(runId);
    const again = await rowOf(runId);
    assert.notEqual(first, again);
    assert.equal(tree.getTreeItem(first).id, tree.getTreeItem(again).id);
    const [params] = await rowsUnder(again);
    assert.ok(params);
    const [depth] = await rowsUnder(params);
    assert.ok(depth);
    assert.equal(tree.getParent(depth), params);
    assert.equal(tree.getParent(params), again);
    assert.equal(tree.getParent(again)?.kind, 'experiment');
  });

  it('follows a run while it trains, and finds it interrupted when its process is killed', async () => {
    const training = await LiveTraining.start('experiment="live"');
    const row = async () => {
      const { tree } = await internals();
      return tree.getTreeItem(await rowOf(training.runId));
    };
    const describeRow = async () => String((await row()).description);
    try {
      training.send('run.log({"val_acc": 0.25})');
      await eventually(async () => (await describeRow()).startsWith('val_acc 0.25'));
      const { tree } = await internals();
      await eventually(() => tree.view.badge?.value === 1);
      training.send('run.log({"val_acc": 0.75})');
      await eventually(async () => (await describeRow()).startsWith('val_acc 0.75'));
    } finally {
      await training.end('SIGKILL');
    }
    await eventually(async () => !!(await row()).accessibilityInformation?.label.includes(', interrupted, '));
  });

  it('selects a run that is asked for', async () => {
    const runId = await train('experiment="revealed"');
    await rowOf(runId);
    const { tree, catalogs } = await internals();
    const [catalog] = catalogs.all();
    assert.ok(catalog);
    assert.equal(await tree.reveal(catalog, runId), true);
    await eventually(() =>
      tree.view.selection.some((node) => node.kind === 'run' && node.run.runId === runId),
    );
  });

  it('writes what a training says into a hover as text, with its own links only', async () => {
    const hostile = '[x](command:workbench.action.quit) ![i](https://a.example/i.png) <b>b</b> $(zap) | a';
    const runId = await train(`name=${JSON.stringify(hostile)}, params={"p": ${JSON.stringify(hostile)}}`);
    const { tree } = await internals();
    const row = await rowOf(runId);
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(row), row);
    assert.ok(typeof tooltip === 'object');
    const links = [...tooltip.value.matchAll(/\]\(([^)?]+)/g)].map(([, target]) => target);
    assert.deepEqual(links, [
      'command:runstone.compareSelected',
      'command:runstone.openOutput',
      'command:runstone.copyRunId',
    ]);
    assert.doesNotMatch(tooltip.value, /https:|<b>|\$\(zap/);
  });
});
