/** One open lesson: a strip with Check, Solution and Start again below each of its tests cells. */

import { Dialog, Notification, showDialog, ToolbarButton } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { ISignal, Signal } from '@lumino/signaling';
import { PanelLayout, Widget } from '@lumino/widgets';
import { api, IChecked, IKept, ISolution, RequestError } from './api';
import { dress, nameSliders } from './cells';
import { Strip } from './strip';

interface IMarks {
  grade?: boolean;
  solution?: boolean;
  grade_id?: string;
}

export function marksOf(cell: Cell): IMarks {
  return (cell.model.getMetadata('nbgrader') as IMarks | undefined) ?? {};
}

/** Where an exercise's answers are shown beside the lesson. */
export type ShowSolution = (solution: ISolution, beside: Widget) => void;

const LOOK = 3000; // milliseconds between looks at the file on disk
const SAME = 500; // milliseconds that two times of one save may be apart, as JupyterLab itself has it

export class Lesson {
  constructor(
    readonly panel: NotebookPanel,
    private _show: ShowSolution,
    private _contents: Contents.IManager
  ) {
    const cells = panel.content.model!.cells;
    cells.changed.connect(this._soon, this);
    this._watch = window.setInterval(() => void this._follow(), LOOK);
    panel.disposed.connect(() => {
      window.clearInterval(this._watch);
      Signal.clearData(this);
    });
    const sliders = nameSliders(panel.content.node);
    panel.disposed.connect(() => sliders.disconnect());
    this._saved = this._texts();
    let sent = this._saved;
    panel.context.saveState.connect((_, state) => {
      if (state === 'started') {
        sent = this._texts();
      } else if (state.startsWith('completed')) {
        this._saved = sent;
      }
    });
    this._buttons();
    this._attach();
  }

  /** Something was checked, begun anew or looked up. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get path(): string {
    return this.panel.context.localPath || this.panel.context.path;
  }

  /** Check one exercise, whose strip shows what came of it. */
  async check(exercise: string): Promise<void> {
    const strip = this._strip(exercise);
    await strip.work(signal => this._checked(exercise, signal));
  }

  /** Ask what the answer of one exercise does, if it is right. */
  async explain(exercise: string): Promise<void> {
    this.reveal(exercise);
    await this._strip(exercise).explain();
  }

  /** Check every exercise of the lesson. */
  async checkAll(): Promise<void> {
    const ids = this._tests();
    const strips = ids.map(id => this._strip(id));
    const abort = new AbortController();
    strips.forEach(strip => strip.wait(abort));
    try {
      const checked = await api.check(this.path, null, this._notebook(), abort.signal);
      for (const result of checked.exercises) {
        const begun = result.begun;
        this._strip(result.id).done(begun ? { ...checked, exercises: [result] } : null);
      }
      const first = checked.exercises.find(one => one.begun && one.outcome !== 'passed');
      if (first) {
        this.reveal(first.id);
      }
      const earned = checked.exercises.reduce((sum, one) => sum + one.points, 0);
      const most = checked.exercises.reduce((sum, one) => sum + one.max_points, 0);
      const left = checked.exercises.filter(one => !one.begun).length;
      const rest = left ? ` ${left} not begun.` : '';
      Notification.emit(`${Math.round(earned * 100) / 100} of ${most} points.${rest}`, 'info', { autoClose: 6000 });
    } catch (error) {
      strips.forEach(strip => strip.done(null));
      if (!abort.signal.aborted) {
        told(error);
      }
    }
    this._changed.emit();
  }

  /** The tests cell of the exercise that the active cell belongs to. */
  exerciseHere(): string | undefined {
    const cells = this.panel.content.widgets;
    for (let at = Math.max(this.panel.content.activeCellIndex, 0); at < cells.length; at++) {
      const marks = marksOf(cells[at]);
      if (marks.grade && !marks.solution) {
        return marks.grade_id;
      }
    }
    return undefined;
  }

  /** Scroll to the cell with this grade id, and make it the active one. */
  reveal(id: string): void {
    const index = this.panel.content.widgets.findIndex(cell => marksOf(cell).grade_id === id);
    if (index >= 0) {
      this.panel.content.activeCellIndex = index;
      void this.panel.content.scrollToItem(index, 'center');
    }
  }

  /** Begin the whole lesson anew, after a question. */
  async resetLesson(): Promise<void> {
    if (!(await sure('Start this lesson again?', 'The whole lesson goes back to how it was released.'))) {
      return;
    }
    try {
      await this.panel.context.save();
      const kept = await api.reset(this.path, null, {});
      await this._reload();
      this._strips.forEach(strip => strip.clear());
      const undo = () => void this._undoLesson(kept.backup);
      Notification.emit(`The lesson is as released. What you had is in work/backups/${kept.backup}.`, 'success', {
        autoClose: false,
        actions: [{ label: 'Undo', callback: undo }]
      });
    } catch (error) {
      told(error);
    }
    this._changed.emit();
  }

  private async _undoLesson(backup: string): Promise<void> {
    try {
      await this.panel.context.save();
      await api.undo(this.path, null, backup, {});
      await this._reload();
      Notification.success('Your lesson is back.', { autoClose: 5000 });
    } catch (error) {
      told(error);
    }
    this._changed.emit();
  }

  /** Show the file as it is now on disk. */
  private async _reload(): Promise<void> {
    await this.panel.context.revert();
    this._saved = this._texts();
    this.panel.content.model!.cells.changed.connect(this._soon, this);
    this._attach();
  }

  /**
   * When the file was changed elsewhere, by `workbook reset`, another tab or another editor: show it, or, where something
   * here is not saved, ask. JupyterLab itself says nothing until a save, and then offers to overwrite first.
   */
  private async _follow(): Promise<void> {
    const { context } = this.panel;
    const known = context.contentsModel?.last_modified;
    if (this._following || document.hidden || !known || !this.panel.isVisible) {
      return;
    }
    this._following = true;
    try {
      const now = (await this._contents.get(context.path, { content: false })).last_modified;
      const since = context.contentsModel?.last_modified;
      const apart = Math.abs(Date.parse(now) - Date.parse(known));
      if (since !== known || apart < SAME || now === this._declined || context.isDisposed) {
        return; // saved meanwhile, or nothing new
      }
      if (this._texts() === this._saved) {
        await this._reload();
        this._strips.forEach(strip => strip.clear());
        Notification.info('This lesson was changed elsewhere: here it is as it is now.', { autoClose: 6000 });
        this._changed.emit();
      } else {
        this._declined = now;
        this._ask();
      }
    } catch {
      // no server now, or no such file any more: saving will say so
    } finally {
      this._following = false;
    }
  }

  private _ask(): void {
    const reload = async () => {
      await this._reload();
      this._strips.forEach(strip => strip.clear());
    };
    Notification.warning('This lesson was changed elsewhere, and you have text here that is not saved. Copy it first if you want to keep it.', {
      autoClose: false,
      actions: [{ label: 'Reload', callback: () => void reload() }]
    });
  }

  private async _checked(exercise: string, signal: AbortSignal): Promise<IChecked> {
    const checked = await api.check(this.path, exercise, this._notebook(), signal);
    this._changed.emit();
    return checked;
  }

  private async _solution(exercise: string): Promise<void> {
    const notebook = this._notebook();
    try {
      this._show(await api.solution(this.path, exercise, notebook, false), this.panel);
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 403) {
        told(error);
        return;
      }
      if (await sure('Show the solution anyway?', `${error.message} A try of your own first teaches more.`, 'Show it anyway')) {
        try {
          this._show(await api.solution(this.path, exercise, notebook, true), this.panel);
        } catch (again) {
          told(again);
        }
      }
    }
    this._changed.emit();
  }

  private async _reset(exercise: string): Promise<void> {
    if (!(await sure('Start this exercise again?', 'Your answer is put into a backup, and the released text comes back.'))) {
      return;
    }
    await this._strip(exercise).kept(async () => {
      const kept = await api.reset(this.path, exercise, this._answers(exercise));
      this._write(kept);
      return kept;
    });
    this._changed.emit();
  }

  private async _undo(exercise: string, backup: string): Promise<void> {
    try {
      this._write(await api.undo(this.path, exercise, backup, this._answers(exercise)));
      this._strip(exercise).clear();
    } catch (error) {
      told(error);
    }
    this._changed.emit();
  }

  /** Put texts into the cells with these grade ids. */
  private _write(kept: IKept): void {
    for (const cell of this.panel.content.widgets) {
      const text = kept.cells[marksOf(cell).grade_id ?? ''];
      if (text !== undefined) {
        cell.model.sharedModel.setSource(text);
      }
    }
  }

  /** What stands in the answer cells above the tests cell *exercise*; the server takes those that are its own. */
  private _answers(exercise: string): Record<string, string> {
    const found: Record<string, string> = {};
    for (const cell of this.panel.content.widgets) {
      const marks = marksOf(cell);
      if (marks.grade_id === exercise) {
        break;
      }
      if (marks.solution && marks.grade_id) {
        found[marks.grade_id] = cell.model.sharedModel.getSource();
      }
    }
    return found;
  }

  /** What the cells say. JupyterLab's own mark for "not saved" is set as soon as a kernel starts. */
  private _texts(): string {
    return JSON.stringify(Array.from(this.panel.content.model!.cells, cell => cell.sharedModel.getSource()));
  }

  private _notebook(): INotebookContent {
    return this.panel.content.model!.toJSON() as INotebookContent;
  }

  private _tests(): string[] {
    const marks = this.panel.content.widgets.map(marksOf);
    return marks.filter(one => one.grade && !one.solution && one.grade_id).map(one => one.grade_id!);
  }

  private _strip(exercise: string): Strip {
    let strip = this._strips.get(exercise);
    if (strip === undefined) {
      strip = new Strip({
        check: () => void this.check(exercise),
        solution: () => void this._solution(exercise),
        reset: () => void this._reset(exercise),
        undo: backup => void this._undo(exercise, backup),
        explain: (seed, signal) => api.explain(this.path, exercise, this._notebook(), seed, signal)
      });
      this._strips.set(exercise, strip);
    }
    return strip;
  }

  private _soon(): void {
    window.setTimeout(() => !this.panel.isDisposed && this._attach(), 0);
  }

  /** Put each exercise's strip below its tests cell; a cell that was drawn anew gets the old strip. */
  private _attach(): void {
    for (const cell of this.panel.content.widgets) {
      const marks = marksOf(cell);
      if (!this._dressed.has(cell)) {
        this._dressed.add(cell);
        dress(cell);
      }
      if (!marks.grade || marks.solution || !marks.grade_id || this._done.has(cell)) {
        continue;
      }
      this._done.add(cell);
      const strip = this._strip(marks.grade_id);
      void cell.ready.then(() => {
        if (!cell.isDisposed) {
          const place = new Widget();
          place.addClass('wb-place');
          place.node.append(strip.node);
          (cell.layout as PanelLayout).addWidget(place);
        }
      });
    }
  }

  private _buttons(): void {
    const check = new ToolbarButton({
      label: 'Check',
      tooltip: 'Check every exercise of this lesson',
      onClick: () => void this.checkAll()
    });
    const again = new ToolbarButton({
      label: 'Start again',
      tooltip: 'Put this lesson back to how it was released; yours goes to work/backups',
      onClick: () => void this.resetLesson()
    });
    this.panel.toolbar.insertItem(10, 'workbook-check', check);
    this.panel.toolbar.insertItem(11, 'workbook-reset', again);
  }

  private _watch = 0;
  private _saved = '';
  private _following = false;
  private _declined = '';
  private _strips = new Map<string, Strip>();
  private _done = new WeakSet<Cell>();
  private _dressed = new WeakSet<Cell>();
  private _changed = new Signal<this, void>(this);
}

/** Say what went wrong, and what to do about it. */
export function told(error: unknown): void {
  const mend = error instanceof RequestError ? ` ${error.mend}` : '';
  Notification.error(`${error instanceof Error ? error.message : error}${mend}`, { autoClose: false });
}

async function sure(title: string, body: string, label = 'Start again'): Promise<boolean> {
  const buttons = [Dialog.cancelButton(), Dialog.okButton({ label })];
  return (await showDialog({ title, body, buttons })).button.accept;
}
