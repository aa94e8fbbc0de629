/** "Explain it": a few questions on one's own right answer, one at a time. First the prediction, then what it gives, and why. */

import { IExplained, IQuestion, RequestError } from './api';
import { button, Child, h } from './dom';

const TICK = 100; // milliseconds
const LETTERS = 'abcdef';

export class Explain {
  /** @param _ask makes questions; another seed, other ones. @param _left takes the focus back when they are closed. */
  constructor(
    private _ask: (seed: number, signal: AbortSignal) => Promise<IExplained>,
    private _left: () => void
  ) {}

  /** Empty until it is opened. */
  readonly node = h('div', {});

  /** Have questions made, show that it goes on, then ask the first. */
  async open(): Promise<void> {
    this.close();
    const abort = new AbortController();
    this._abort = abort;
    this._wait();
    try {
      const found = await this._ask(this._seed++, abort.signal);
      if (this._abort === abort) {
        this._done();
        this._show(found, 0);
      }
    } catch (error) {
      if (this._abort === abort) {
        this._done();
        this.node.replaceChildren(problem(error));
      }
    }
  }

  /** Take the questions away; those that are being made are no longer waited for. */
  close(): void {
    this._abort?.abort();
    this._done();
    this.node.replaceChildren();
  }

  private _leave(): void {
    this.close();
    this._left();
  }

  private _wait(): void {
    const started = Date.now();
    const seconds = h('span', { 'aria-hidden': 'true' });
    const stop = button('Cancel', () => this._leave());
    this.node.replaceChildren(h('p', { class: 'wb-busy', role: 'status' }, 'Trying out your answer … ', seconds, ' ', stop));
    stop.focus({ preventScroll: true });
    this._timer = window.setInterval(() => {
      seconds.textContent = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    }, TICK);
  }

  private _done(): void {
    window.clearInterval(this._timer);
    this._abort = null;
  }

  private _show(found: IExplained, number: number): void {
    const waited = this.node.contains(document.activeElement);
    const title = h('h3', { class: 'wb-verdict' }, 'Explain it');
    const parts = found.questions.length
      ? [this._question(found, number)]
      : [h('p', {}, 'No question can be made of this answer. Explain it to somebody, line by line.'), h('p', { class: 'wb-actions' }, this._closing())];
    this.node.replaceChildren(h('section', { class: 'wb-card wb-explain', 'aria-label': 'Explain it' }, title, ...parts));
    if (waited) {
      const begin = this.node.querySelector('h4') ?? title;
      begin.tabIndex = -1;
      begin.focus({ preventScroll: true });
      begin.scrollIntoView({ block: 'nearest' });
    }
  }

  private _question(found: IExplained, number: number): HTMLElement {
    const question = found.questions[number];
    const own = found.answers.find(one => one.id === question.of);
    const prediction = question.choices.length ? choices(question) : line();
    const said = h('div', { role: 'status', 'aria-live': 'polite', class: 'wb-said' });
    const look = h('button', { type: 'submit', class: 'wb-button wb-primary' }, 'Show the answer');
    const actions = h('p', { class: 'wb-actions' }, look, this._closing());
    const form = h(
      'form',
      { class: 'wb-question', 'aria-label': `Question ${number + 1} of ${found.questions.length}` },
      h('h4', {}, `Question ${number + 1} of ${found.questions.length}`),
      own && listing(own.text, question.lines),
      h('p', {}, ...inCode(question.ask)),
      question.given !== '' && h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Given' }, question.given),
      prediction.node,
      said,
      actions
    );
    form.noValidate = true;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const predicted = prediction.read();
      if (predicted === '') {
        said.replaceChildren(h('p', {}, 'First say what you expect. A guess will do.'));
        prediction.focus();
        return;
      }
      prediction.lock();
      said.replaceChildren(...told(question, predicted));
      const next = this._onwards(found, number);
      look.replaceWith(next);
      next.focus({ preventScroll: true });
    });
    return form;
  }

  /** The next question; behind the last, others. */
  private _onwards(found: IExplained, number: number): HTMLButtonElement {
    return number + 1 < found.questions.length
      ? button('Next question', () => this._show(found, number + 1), { className: 'wb-primary' })
      : button('Other questions', () => void this.open(), { describe: 'Other questions on this answer' });
  }

  private _closing(): HTMLButtonElement {
    return button('Close', () => this._leave(), { describe: 'Close the questions' });
  }

  private _abort: AbortController | null = null;
  private _timer = 0;
  private _seed = 0;
}

interface IPrediction {
  node: HTMLElement;
  read: () => string;
  lock: () => void;
  focus: () => void;
}

function line(): IPrediction {
  const field = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', class: 'wb-prediction' });
  return {
    node: h('p', {}, h('label', {}, 'What you expect ', field)),
    read: () => field.value.trim(),
    lock: () => field.setAttribute('readonly', ''),
    focus: () => field.focus()
  };
}

function choices(question: IQuestion): IPrediction {
  const boxes = question.choices.map((_, index) => h('input', { type: 'checkbox', value: LETTERS[index] }));
  const labels = question.choices.map((text, index) => h('label', {}, boxes[index], ` ${LETTERS[index]} `, h('code', {}, text)));
  return {
    node: h('fieldset', {}, h('legend', {}, 'What you expect'), ...labels),
    read: () => boxes.filter(box => box.checked).map(box => box.value).join(', '),
    lock: () => boxes.forEach(box => (box.disabled = true)),
    focus: () => boxes[0].focus()
  };
}

/** What was predicted, what it is, and why. */
function told(question: IQuestion, predicted: string): HTMLElement[] {
  const same = beginnings(question.answer).includes(plain(predicted));
  const rows: [string, Child[]][] = [
    ['You said', [predicted]],
    ['It is', [...inCode(question.answer)]]
  ];
  return [
    h('p', {}, same ? '✓ As you said.' : 'Compare. Where they differ in more than words: why?'),
    h('dl', {}, ...rows.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, ...text)])),
    ...(question.reason ? [h('p', { class: 'wb-why' }, 'Why: what the runs show'), h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Why' }, question.reason)] : [])
  ];
}

/** The answer, and what of it says the same in short: the code or the number that it begins with, the text up to its first semicolon. */
function beginnings(answer: string): string[] {
  const short = [/^`([^`]+)`/, /^(\d+)\b/, /^([^;]+);/].map(one => one.exec(answer)?.[1] ?? answer);
  return [answer, ...short].map(plain);
}

/** Without marks of code, quotes and spaces: in these an answer's text may differ from what somebody types. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s`'"]/g, '');
}

/** The answer with its lines' numbers; those that the question is about are marked. */
function listing(text: string, marked: number[]): HTMLElement {
  const lines = text.replace(/\s+$/, '').split('\n');
  const width = String(lines.length).length;
  const shown = lines.map((one, index) => {
    const here = marked.includes(index + 1);
    return h('span', { class: here ? 'wb-marked' : undefined }, `${here ? '▸' : ' '}${String(index + 1).padStart(width)}  ${one}\n`);
  });
  return h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Your answer, with the numbers of its lines' }, ...shown);
}

/** A text whose parts between backticks are code. */
function inCode(text: string): Child[] {
  return text.split(/(?<![\w`])`([^]+?)`(?![\w`])/).map((piece, index) => (index % 2 ? h('code', {}, piece) : piece));
}

function problem(error: unknown): HTMLElement {
  const mend = error instanceof RequestError ? ` ${error.mend}` : '';
  return h('p', { class: 'wb-note', role: 'alert' }, `${error instanceof Error ? error.message : String(error)}${mend}`);
}
