export const settings = {
  'runstone.polling': {
    type: 'string',
    enum: ['auto', 'always'],
    enumDescriptions: [
      'Watch the folder for changes, and look now and then for what watching misses.',
      'Look four times a second. For network file systems on which watching is silent.',
    ],
    default: 'auto',
    scope: 'resource',
    order: 1,
    markdownDescription: 'How new points of running trainings are noticed. Read when the window opens.',
  },
  'runstone.terminalEnvironment': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 2,
    markdownDescription:
      'Let `import runstone` work in new terminals without installing anything, by putting the extension’s Python client on `PYTHONPATH`.',
  },
} as const;
