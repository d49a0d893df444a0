import { commandId } from './commands.ts';

const picture = (name: string) => ({ svg: `media/walkthrough/${name}.svg`, altText: '' });

export const walkthrough = {
  id: 'runstone.start',
  title: 'Get Started with Runstone',
  description: 'Record trainings, watch them live, and compare them. No account, no server, no set-up.',
  steps: [
    {
      id: 'record',
      title: 'Record a training',
      description: `Three lines in any Python script are enough. A sample project shows them at work.\n[Create Sample Project](command:${commandId('createSampleProject')})`,
      media: { ...picture('record'), altText: 'A training script with three lines of Runstone' },
      completionEvents: ['onContext:runstone.hasRuns'],
    },
    {
      id: 'watch',
      title: 'Watch it live',
      description:
        'Type “python train.py” in a new terminal. The run appears in the sidebar and grows while it trains.\n[Open the Sidebar](command:runstone.runs.focus)',
      media: { ...picture('watch'), altText: 'A list of runs, one of them running' },
      completionEvents: ['onContext:runstone.isTraining'],
    },
    {
      id: 'compare',
      title: 'Compare runs',
      description: `Tick runs in the sidebar, and see their table and their curves. No point is left out.\n[Compare All Runs](command:${commandId('compareAll')})`,
      media: { ...picture('compare'), altText: 'A table of runs above their learning curves' },
      completionEvents: [`onCommand:${commandId('compareAll')}`, `onCommand:${commandId('compareSelected')}`],
    },
  ],
} as const;
