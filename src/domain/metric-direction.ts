import type { MetricDirection } from './column.ts';

const higher =
  /(^|[^a-z])(acc|accuracy|auc|auroc|auprc|f1|f\d|fbeta|precision|recall|score|r2|iou|miou|dice|bleu|rouge\w*|map|ap|ndcg|mrr|hits?|reward|return|success|psnr|ssim|kappa|mcc|sensitivity|specificity|throughput)([^a-z]|$)/;
const lower =
  /(^|[^a-z])(loss|losses|error|err|mse|rmse|mae|mape|nll|ce|perplexity|ppl|wer|cer|fid|latency|logloss|brier|deviance|regret|eer|divergence|kl)([^a-z]|$)/;

/** Guesses from a metric's name which way it gets better; `none` where the name does not tell, or tells both. */
export function guessDirection(key: string): MetricDirection {
  const name = key.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const isHigher = higher.test(name);
  const isLower = lower.test(name);
  if (isHigher === isLower) return 'none';
  return isHigher ? 'higher' : 'lower';
}
