/** The course inside JupyterLab and Notebook 7: a panel in the left side bar, and checks below the exercises. */

import { ILabShell, ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { LabIcon } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import { api, ISolution } from './api';
import { Lesson, told } from './lesson';
import { CoursePanel } from './panel';
import { solutionTab } from './solution';

const ICON = new LabIcon({
  name: 'workbook:course',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><g class="jp-icon3" fill="#616161">' +
    '<path d="M4 4h11v2H6v12h12v-7h2v9H4z"/><path d="M8 11.5l1.5-1.5 3 3L20 5.5 21.5 7l-9 9z"/></g></svg>'
});
const FIRST = 3000; // milliseconds that the file browser may take
const LATE = 1000; // milliseconds after which a file that is not read is looked at
const PATIENCE = 15000; // milliseconds for a notebook that was just opened to be ready

class Workbook {
  constructor(
    private _app: JupyterFrontEnd,
    private _tracker: INotebookTracker,
    private _rendermime: IRenderMimeRegistry
  ) {
    this.panel = new CoursePanel(
      (path, cell) => void this._open(path, cell),
      folder => this._save(folder)
    );
    this.panel.title.icon = ICON;
    _tracker.widgetAdded.connect((_, opened) => void this._opened(opened));
    _tracker.forEach(opened => void this._opened(opened));
    _tracker.currentChanged.connect(() => this._here());
  }

  readonly panel: CoursePanel;

  /** The lesson in front, if it is one. */
  get current(): Lesson | undefined {
    const front = this._tracker.currentWidget;
    return front ? this._lessons.get(front) : undefined;
  }

  private _here(): void {
    this.panel.here = this._tracker.currentWidget?.context.path ?? '';
  }

  private async _opened(panel: NotebookPanel): Promise<void> {
    const late = window.setTimeout(() => void this._unreadable(panel), LATE);
    await panel.context.ready;
    window.clearTimeout(late);
    this._here();
    const notebook = panel.content.model?.toJSON();
    if (!notebook || panel.isDisposed) {
      return;
    }
    try {
      await api.warm(panel.context.localPath || panel.context.path, notebook as never);
    } catch {
      return; // no lesson
    }
    const lesson = new Lesson(
      panel,
      (solution, beside) => void this._show(solution, beside),
      this._app.serviceManager.contents
    );
    this._lessons.set(panel, lesson);
    lesson.changed.connect(() => void this.panel.refresh());
    panel.disposed.connect(() => this._lessons.delete(panel));
  }

  /** JupyterLab says that a file can't be read; where that is a lesson, say what to do, and do it. */
  private async _unreadable(panel: NotebookPanel): Promise<void> {
    const { path } = panel.context;
    const contents = this._app.serviceManager.contents;
    const read = await contents.get(path).then(() => true, () => false);
    const there = await contents.get(path, { content: false }).then(() => true, () => false);
    if (read || !there || panel.isDisposed) {
      return; // slow, or gone, which JupyterLab says by itself
    }
    const again = async () => {
      try {
        const { backup } = await api.reset(path, null, {});
        panel.dispose();
        await this._open(path);
        Notification.success(`The lesson is as released. The old file is in work/backups/${backup}.`, { autoClose: false });
      } catch (error) {
        told(error);
      }
    };
    Notification.warning('This file is no notebook any more: perhaps it was written only in part. Start the lesson again; the file is kept in work/backups/.', {
      autoClose: false,
      actions: [{ label: 'Start again', callback: () => void again() }]
    });
  }

  private async _open(path: string, cell?: string): Promise<void> {
    const panel: NotebookPanel | undefined = await this._app.commands.execute('docmanager:open', { path, factory: 'Notebook' });
    if (!panel || !cell) {
      return;
    }
    await panel.context.ready;
    await panel.revealed;
    const until = Date.now() + PATIENCE;
    while (!this._lessons.has(panel) && !panel.isDisposed && Date.now() < until) {
      await new Promise(resolve => window.setTimeout(resolve, 50));
    }
    this._lessons.get(panel)?.reveal(cell);
    await focusCell(panel);
  }

  /** Save what is open below a folder, and raise the first error: what is handed in is what the page shows. */
  private async _save(folder: string): Promise<void> {
    const open: NotebookPanel[] = [];
    this._tracker.forEach(panel => open.push(panel));
    for (const { context } of open) {
      const path = (context as NotebookPanel['context']).localPath || context.path;
      if (folder && path.startsWith(folder) && context.model.dirty) {
        await context.save();
      }
    }
  }

  private async _show(solution: ISolution, beside: Widget): Promise<void> {
    this._solution?.dispose();
    this._solution = await solutionTab(solution, this._rendermime);
    this._app.shell.add(this._solution, 'main', { mode: 'split-right', ref: beside.id });
  }

  private _lessons = new Map<NotebookPanel, Lesson>();
  private _solution: Widget | null = null;
}

/** Give the active cell the focus, which it can take only once it is drawn; not when the user has gone elsewhere meanwhile. */
async function focusCell(panel: NotebookPanel): Promise<void> {
  panel.content.activate();
  for (const until = Date.now() + FIRST; Date.now() < until && !panel.isDisposed; ) {
    await new Promise(resolve => window.setTimeout(resolve, 50));
    const { activeElement, body } = document;
    const there = panel.content.activeCell?.node.contains(activeElement);
    if (!there && (activeElement === body || panel.content.node.contains(activeElement))) {
      panel.content.activate();
    }
  }
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'ai-engineer-workbook:plugin',
  description: 'The course panel, and checks below the exercises.',
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    shell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ) => {
    const workbook = new Workbook(app, tracker, rendermime);
    const { panel } = workbook;
    app.shell.add(panel, 'left', { rank: 50 });
    restorer?.add(panel, panel.id);
    if (shell) {
      void shell.restored.then(layout => layout.fresh && openFirst(shell, panel));
    }
    void panel.refresh().then(found => {
      if (found) {
        addCommands(app, workbook, palette);
      } else {
        panel.dispose(); // a server that shows no course
      }
    });
  }
};

/** Open the panel, after the file browser, which opens itself too at a first start. */
function openFirst(shell: ILabShell, panel: Widget): void {
  const until = Date.now() + FIRST;
  const look = () => {
    const shown = Array.from(shell.widgets('left')).some(one => one.id === 'filebrowser' && one.isVisible);
    if (shown || Date.now() > until) {
      shell.activateById(panel.id);
    } else {
      window.setTimeout(look, 20);
    }
  };
  look();
}

function addCommands(app: JupyterFrontEnd, workbook: Workbook, palette: ICommandPalette | null): void {
  const inLesson = () => workbook.current !== undefined;
  const commands: Record<string, { label: string; execute: () => unknown; isEnabled?: () => boolean }> = {
    'workbook:course': { label: 'Show the course', execute: () => app.shell.activateById(workbook.panel.id) },
    'workbook:continue': { label: 'Continue the course', execute: () => workbook.panel.continue() },
    'workbook:check-exercise': {
      label: 'Check this exercise',
      isEnabled: inLesson,
      execute: () => {
        const exercise = workbook.current?.exerciseHere();
        return exercise && workbook.current?.check(exercise);
      }
    },
    'workbook:explain-exercise': {
      label: 'Explain this exercise',
      isEnabled: inLesson,
      execute: () => {
        const exercise = workbook.current?.exerciseHere();
        return exercise && workbook.current?.explain(exercise);
      }
    },
    'workbook:check-lesson': { label: 'Check this lesson', isEnabled: inLesson, execute: () => workbook.current?.checkAll() },
    'workbook:reset-lesson': { label: 'Start this lesson again', isEnabled: inLesson, execute: () => workbook.current?.resetLesson() }
  };
  for (const [id, options] of Object.entries(commands)) {
    app.commands.addCommand(id, { caption: options.label, ...options });
    palette?.addItem({ command: id, category: 'Course' });
  }
}

export default plugin;
