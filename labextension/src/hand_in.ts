/** Handing in to a class' service, unit by unit: a button, what the service says of it, and where the receipt lies. */

import { api, IHandedIn, IReceipt, RequestError } from './api';
import { button, Child, h, points } from './dom';

const PAUSE = 1000; // milliseconds between two looks at whether it is graded
const PATIENCE = 120; // looks

export class HandIn {
  /** @param save saves what is open of a unit, so that the service gets what the page shows. @param changed draws the panel anew. */
  constructor(
    private _save: (unit: string) => Promise<void>,
    private _changed: () => void
  ) {}

  /** Ask the service how all units stand; what it can't say is told below the units. */
  async refresh(): Promise<void> {
    try {
      const { units } = await api.standing();
      units.forEach(unit => this._standing.set(unit.unit, unit));
      this._problem = null;
    } catch (error) {
      this._problem = error;
    }
    this._changed();
  }

  /** What stands below an open unit; null for one that the service doesn't take. */
  row(unit: string, title: string): HTMLElement | null {
    const now = this._standing.get(unit);
    if (!now) {
      return this._problem ? h('div', { class: 'wb-hand-in' }, problem(this._problem)) : null;
    }
    const busy = this._busy.get(unit);
    const hand = button(now.tries ? 'Hand in again' : 'Hand in', () => void this.handIn(unit), { describe: `Hand in ${title}` });
    hand.disabled = now.refusal !== '';
    if (busy !== undefined) {
      hand.setAttribute('aria-disabled', 'true'); // not disabled: that would take the focus away
    }
    hand.dataset.key = `hand in ${unit}`;
    const said = this._said.get(unit);
    return h(
      'div',
      { class: 'wb-hand-in', role: 'group', 'aria-label': `Handing in ${title}` },
      h('p', {}, hand, ' ', h('small', {}, dates(now))),
      this._status(unit, ...(busy ? [h('p', {}, busy)] : [said ?? null, ...result(now)]))
    );
  }

  /** Save, hand in, and wait for the points. */
  async handIn(unit: string): Promise<void> {
    if (this._busy.has(unit)) {
      return;
    }
    this._said.delete(unit);
    this._tell(unit, 'Saving and handing in …');
    try {
      await this._save(unit);
      const receipt = await api.handIn(unit);
      this._standing.set(unit, receipt.unit);
      this._said.set(unit, thanks(receipt));
      await this._graded(unit);
    } catch (error) {
      this._said.set(unit, problem(error));
    }
    this._busy.delete(unit);
    this._changed();
  }

  private async _graded(unit: string): Promise<void> {
    for (let look = 0; look < PATIENCE && this._standing.get(unit)?.waits; look++) {
      this._tell(unit, 'Handed in. It is being graded …');
      await new Promise(resolve => window.setTimeout(resolve, PAUSE));
      const { units } = await api.standing();
      units.forEach(one => this._standing.set(one.unit, one));
    }
  }

  /** The same element at each drawing: a screen reader tells what changes in one that it knows. */
  private _status(unit: string, ...children: Child[]): HTMLElement {
    const status = this._places.get(unit) ?? h('div', { role: 'status', 'aria-live': 'polite' });
    this._places.set(unit, status);
    const found = children.filter((one): one is Node => one instanceof Node);
    if (status.textContent !== found.map(one => one.textContent).join('')) {
      status.replaceChildren(...found);
    }
    return status;
  }

  private _tell(unit: string, text: string): void {
    if (this._busy.get(unit) !== text) {
      this._busy.set(unit, text);
      this._changed();
    }
  }

  private _standing = new Map<string, IHandedIn>();
  private _busy = new Map<string, string>();
  private _said = new Map<string, HTMLElement>();
  private _places = new Map<string, HTMLElement>();
  private _problem: unknown = null;
}

function thanks(receipt: IReceipt): HTMLElement {
  return h('p', {}, `✓ Handed in on ${moment(receipt.received)}. Receipt ${receipt.number} is in ${receipt.kept}.`);
}

function problem(error: unknown): HTMLElement {
  const mend = error instanceof RequestError ? error.mend : '';
  return h('p', { class: 'wb-problem', role: 'alert' }, `${error instanceof Error ? error.message : String(error)} ${mend}`);
}

/** Due, and until when; or why not now. */
function dates(now: IHandedIn): string {
  if (now.refusal) {
    return now.refusal;
  }
  const due = now.due ? `due ${moment(now.due)}` : '';
  const closes = now.closes ? `closes ${moment(now.closes)}` : '';
  return [due, closes].filter(text => text).join(' · ');
}

/** What became of the last one, as far as it is shown. */
function result(now: IHandedIn): Child[] {
  if (!now.tries || !now.last) {
    return [];
  }
  const late = now.late ? ', late' : '';
  const told = [h('p', {}, h('small', {}, `${now.tries === 1 ? 'Handed in once' : `Handed in ${now.tries} times`}, last on ${moment(now.last)}${late}`))];
  if (now.waits) {
    told.push(h('p', {}, 'It is being graded.'));
  } else if (now.problem) {
    told.push(h('p', { class: 'wb-problem' }, now.problem));
  } else if (now.points !== null && now.max_points !== null) {
    const essays = now.waiting_essays === 1 ? '; 1 text waits for a reader' : `; ${now.waiting_essays} texts wait for a reader`;
    told.push(h('p', {}, `${points(now.points)} of ${points(now.max_points)} points${now.waiting_essays ? essays : ''}`));
  } else {
    told.push(h('p', {}, 'Points are not shown yet.'));
  }
  const pages = now.feedback.map(page => h('li', {}, link(page.url, `Feedback on ${page.lesson}`)));
  return [...told, pages.length > 0 && h('ul', {}, ...pages), h('p', {}, link(now.page, 'All that you handed in, with receipts'))];
}

function link(url: string, text: string): HTMLElement {
  return h('a', { href: url, target: '_blank', rel: 'noopener' }, text);
}

function moment(iso: string): string {
  const at = new Date(iso);
  const year = at.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return at.toLocaleString(undefined, { year, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
