import { expect, it } from 'vitest';
import { columnName, parseColumnName } from '../../../src/domain/column.ts';
import { chooseHeadline } from '../../../src/domain/headline.ts';
import { guessDirection } from '../../../src/domain/metric-direction.ts';
import { isRunId } from '../../../src/domain/run.ts';

it.each([
  ['val_acc', 'higher'],
  ['valAccuracy', 'higher'],
  ['test/f1', 'higher'],
  ['train.loss', 'lower'],
  ['RMSE', 'lower'],
  ['epoch', 'none'],
  ['lossless', 'none'],
  ['accuracy_loss', 'none'],
  ['learning_rate', 'none'],
] as const)('the name %s tells that %s is better', (key, direction) => {
  expect(guessDirection(key)).toBe(direction);
});

it.each([
  [['loss', 'val_loss', 'val_acc'], 'val_acc'],
  [['loss', 'acc'], 'acc'],
  [['acc', 'val_loss'], 'val_loss'],
  [['epoch', 'loss'], 'loss'],
  [['b', 'a'], 'b'],
  [[], undefined],
])('of %j the headline is %s', (keys, headline) => {
  expect(chooseHeadline(keys)).toBe(headline);
});

it('a column is one string and back, whatever its key', () => {
  for (const key of ['loss', 'a:b', '', 'val/acc '])
    expect(parseColumnName(columnName({ group: 'metric', key }))).toEqual({ group: 'metric', key });
  expect(parseColumnName('nothing:x')).toBeUndefined();
  expect(parseColumnName('metric')).toBeUndefined();
});

it('a run id is no path', () => {
  expect(['0192a', 'A.b-c_d', 'x'.repeat(64)].every(isRunId)).toBe(true);
  expect(['', '.', '..', 'a/b', 'a\\b', 'a b', 'ü', 'x'.repeat(65), 'a\n'].some(isRunId)).toBe(false);
});
