import { commandId } from './commands.ts';

const snippet = ['import runstone', 'runstone.init(experiment="demo")', 'runstone.log({"loss": loss})'];

export const views = {
  viewsContainers: { activitybar: [{ id: 'runstone', title: 'Runstone', icon: 'media/runstone.svg' }] },
  views: {
    runstone: [
      { id: 'runstone.runs', name: 'Runs', icon: 'media/runstone.svg', contextualTitle: 'Runstone' },
    ],
  },
  viewsWelcome: [
    {
      view: 'runstone.runs',
      when: 'workbenchState == empty',
      contents: 'Open a folder to see the runs of its trainings.\n[Open Folder](command:vscode.openFolder)',
    },
    {
      view: 'runstone.runs',
      when: 'workbenchState != empty && isWorkspaceTrusted && runstone.isReady && !runstone.isFiltered',
      contents: [
        'Every run of your training code is kept here, with the code that made it.',
        `[Create Sample Project](command:${commandId('createSampleProject')})`,
        `Or add three lines to any script, and run it in a new terminal:\n\n${snippet.map((line) => `\`${line}\``).join('\n\n')}`,
      ].join('\n'),
    },
    {
      view: 'runstone.runs',
      when: 'workbenchState != empty && !isWorkspaceTrusted',
      contents:
        'This folder is not trusted. Its runs are shown when there are any; terminals and sample projects wait until you trust it.\n[Manage Workspace Trust](command:workbench.trust.manage)',
    },
    {
      view: 'runstone.runs',
      when: 'runstone.isReady && runstone.isFiltered',
      contents: `No run fits the filter.\n[Clear Filter](command:${commandId('clearFilter')})`,
    },
  ],
} as const;
