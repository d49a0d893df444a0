import { commandId } from './commands.ts';

const snippet = ['import runstone', 'runstone.init(experiment="demo")', 'runstone.log({"loss": loss})'];

/** Each text has a state of its own: two never stand there at once. */
const welcome = (when: string, lines: readonly string[]) => ({
  view: 'runstone.runs',
  when,
  contents: lines.join('\n'),
});

export const views = {
  viewsContainers: { activitybar: [{ id: 'runstone', title: 'Runstone', icon: 'media/runstone.svg' }] },
  views: {
    runstone: [
      { id: 'runstone.runs', name: 'Runs', icon: 'media/runstone.svg', contextualTitle: 'Runstone' },
    ],
  },
  viewsWelcome: [
    welcome('workbenchState == empty', [
      'Open a folder to see the runs of its trainings.',
      '[Open Folder](command:vscode.openFolder)',
      'Nothing at hand? A sample project goes to a folder of your choice.',
      `[Create Sample Project](command:${commandId('createSampleProject')})`,
    ]),
    welcome('workbenchState != empty && isWorkspaceTrusted && runstone.runsState == empty', [
      'Every run of your training code is kept here, with the code that made it.',
      `[Create Sample Project](command:${commandId('createSampleProject')})`,
      'Or add three lines to any script, and run it in a new terminal:',
      ...snippet,
    ]),
    welcome('workbenchState != empty && !isWorkspaceTrusted && runstone.runsState == empty', [
      'There are no runs in this folder. In Restricted Mode runs can be read; terminals and sample projects wait until you [trust this folder](command:workbench.trust.manage).',
    ]),
    welcome('workbenchState != empty && runstone.runsState == filtered', [
      `No run fits the filter. [Clear Filter](command:${commandId('clearFilter')})`,
    ]),
    welcome('workbenchState != empty && runstone.runsState == archived', [
      `All runs are archived. [Show Archived Runs](command:${commandId('showArchived')})`,
    ]),
  ],
} as const;
