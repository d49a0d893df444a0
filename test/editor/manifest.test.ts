import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('the extension in the editor', () => {
  it('is found and activates', async () => {
    const extension = extensions.getExtension('runstone.runstone');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
