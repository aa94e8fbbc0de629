/** What stands below one tests cell: the buttons, and the card once it was checked. */

import { IChecked, IExplained, IKept, RequestError } from './api';
import { card, explicable } from './card';
import { button, h } from './dom';
import { Explain } from './explain';

export interface IActions {
  check: () => void;
  solution: () => void;
  reset: () => void;
  undo: (backup: string) => void;
  explain: (seed: number, signal: AbortSignal) => Promise<IExplained>;
}

const TICK = 100; // milliseconds

export class Strip {
  constructor(private _actions: IActions) {
    this._buttons = h(
      'div',
      { class: 'wb-actions' },
      button('Check', _actions.check, { className: 'wb-primary', describe: 'Check this exercise' }),
      button('Solution', _actions.solution, { describe: 'Solution of this exercise' }),
      button('Start again', _actions.reset, { describe: 'Start this exercise again' })
    );
    this._said = h('div', { role: 'status', 'aria-live': 'polite' });
    this._questions = new Explain(_actions.explain, () => this._opener?.focus());
    this.node = h('div', { class: 'wb-strip', role: 'group', 'aria-label': 'Check of the exercise above' }, this._buttons, this._said, this._questions.node);
    for (const kind of ['mousedown', 'dblclick', 'keydown', 'keypress'] as const) {
      this.node.addEventListener(kind, event => this._ours(event));
    }
  }

  readonly node: HTMLElement;

  /** Do what takes a while, show that it goes on, offer to cancel it, then show its card. */
  async work(job: (signal: AbortSignal) => Promise<IChecked>): Promise<void> {
    const abort = new AbortController();
    this.wait(abort);
    try {
      this.done(await job(abort.signal));
    } catch (error) {
      if (this._abort === abort) {
        this._end(abort.signal.aborted ? null : problem(error));
      }
    }
  }

  /** Show that a check goes on; one that was going on before is cancelled. */
  wait(abort: AbortController): void {
    this._abort?.abort();
    this._abort = abort;
    this._questions.close();
    const started = Date.now();
    const seconds = h('span', { 'aria-hidden': 'true' });
    const cancel = () => {
      abort.abort();
      this._end(h('p', { class: 'wb-note' }, 'Cancelled.'));
    };
    const busy = h('p', { class: 'wb-busy' }, 'Checking … ', seconds, ' ', button('Cancel', cancel));
    this._said.replaceChildren(busy);
    window.clearInterval(this._timer);
    this._timer = window.setInterval(() => {
      seconds.textContent = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    }, TICK);
  }

  /** Show the card of the one exercise in *checked*, or none. */
  done(checked: IChecked | null): void {
    const result = checked?.exercises[0];
    if (!checked || !result) {
      this._end(null);
      return;
    }
    const explain = (this._opener = button('Explain it', () => void this.explain(), { describe: 'Explain it: questions on this answer' }));
    this._end(card(result, checked, explicable(result, checked) && h('p', { class: 'wb-actions' }, explain)));
  }

  /** Ask what the answer above does, if it is right. */
  async explain(): Promise<void> {
    await this._questions.open();
  }

  /** Do what puts something into a backup, then name it and offer to take it back. */
  async kept(job: () => Promise<IKept>): Promise<void> {
    this._questions.close();
    try {
      const { backup } = await job();
      const undo = button('Undo', () => this._actions.undo(backup), { describe: 'Undo: bring my answer back' });
      this._end(h('p', { class: 'wb-note' }, `As released. Your answer is in work/backups/${backup}. `, undo));
    } catch (error) {
      this._end(problem(error));
    }
  }

  clear(): void {
    this._questions.close();
    this._end(null);
  }

  private _end(shown: HTMLElement | null): void {
    window.clearInterval(this._timer);
    this._abort = null;
    this._said.replaceChildren(...(shown ? [shown] : []));
  }

  /** Keys and clicks on what is ours are not the notebook's, which would move its selection or run a cell. */
  private _ours(event: Event): void {
    const key = event instanceof KeyboardEvent ? event.key : '';
    const plain = event instanceof KeyboardEvent && !event.ctrlKey && !event.metaKey && !event.altKey;
    const writes = plain && event.target instanceof HTMLInputElement;
    if (writes || event.type === 'mousedown' || event.type === 'dblclick' || ['Enter', ' ', 'Tab', 'ArrowUp', 'ArrowDown'].includes(key)) {
      event.stopPropagation();
    }
  }

  private _buttons: HTMLElement;
  private _said: HTMLElement;
  private _questions: Explain;
  private _opener: HTMLElement | null = null;
  private _abort: AbortController | null = null;
  private _timer = 0;
}

function problem(error: unknown): HTMLElement {
  const mend = error instanceof RequestError ? error.mend : '';
  return h(
    'div',
    { class: 'wb-card wb-error' },
    h('h3', { class: 'wb-verdict' }, h('span', { class: 'wb-sign', 'aria-hidden': 'true' }, '!'), 'Could not be checked'),
    h('p', {}, error instanceof Error ? error.message : String(error)),
    mend !== '' && h('p', {}, mend)
  );
}
