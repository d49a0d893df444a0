import { type CommandDefinition, type CommandName, commandId, commands } from './commands.ts';
import { keybindings } from './keybindings.ts';
import { menus } from './menus.ts';
import { settings } from './settings.ts';
import { views } from './views.ts';
import { walkthrough } from './walkthrough.ts';

/** The parts of package.json that are generated; everything else in it is written by hand. */
export function buildManifest() {
  const all = Object.entries(commands) as [CommandName, CommandDefinition][];
  return {
    categories: ['Machine Learning', 'Data Science', 'Visualization'],
    keywords: ['experiment tracking', 'machine learning', 'metrics', 'mlops', 'python'],
    icon: 'media/icon.png',
    extensionKind: ['workspace'],
    activationEvents: [
      'workspaceContains:.runstone',
      'onWebviewPanel:runstone.compare',
      'onFileSystem:runstone-notes',
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description:
          'Runs can be read and compared. Terminals get no Python client and no project is created until the folder is trusted.',
        restrictedConfigurations: ['runstone.terminalEnvironment'],
      },
      virtualWorkspaces: {
        supported: false,
        description: 'Runs are files that trainings on this machine append to: a virtual folder has none.',
      },
    },
    contributes: {
      commands: all.map(([name, { title, icon, enablement }]) => ({
        command: commandId(name),
        title,
        category: 'Runstone',
        ...(icon && { icon: `$(${icon})` }),
        ...(enablement && { enablement }),
      })),
      menus: menus(all.filter(([, command]) => command.inPalette === false).map(([name]) => name)),
      keybindings,
      ...views,
      configuration: { title: 'Runstone', properties: settings },
      walkthroughs: [walkthrough],
    },
  };
}
