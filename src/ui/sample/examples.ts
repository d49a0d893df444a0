/** The sample projects that the extension brings, by the name of their folder. */
export const examples = {
  digits: {
    label: 'Handwritten digits',
    description: 'scikit-learn, trains in seconds',
    detail: 'A small neural network learns 1,797 pictures of digits.',
  },
  phishing: {
    label: 'Phishing websites',
    description: 'river, learns from a stream',
    detail: 'Models tell phishing sites from honest ones, one site at a time.',
  },
} as const;

export type ExampleName = keyof typeof examples;

export function isExampleName(value: unknown): value is ExampleName {
  return typeof value === 'string' && Object.hasOwn(examples, value);
}
