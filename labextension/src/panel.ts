/** The course panel: units and lessons with minutes, points and state, and the way on. */

import { Widget } from '@lumino/widgets';
import { api, ICourse, ILesson, INext, IUnit, RequestError, State } from './api';
import { button, Child, duration, h, points } from './dom';
import { HandIn } from './hand_in';

const SIGNS: Record<State, string> = { solved: '✓', tried: '◐', new: '○' };
const WORDS: Record<State, string> = { solved: 'solved', tried: 'begun', new: 'new' };

export interface IOpen {
  (path: string, exercise?: string): void;
}

export class CoursePanel extends Widget {
  /** @param save saves the open notebooks whose path begins so. */
  constructor(
    private _open: IOpen,
    save: (folder: string) => Promise<void>
  ) {
    super();
    this._handIn = new HandIn(
      unit => save(this._folder(unit)),
      () => this._draw()
    );
    this.id = 'workbook-course';
    this.addClass('wb-panel');
    this.title.caption = 'Course';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Course');
    this.node.append(h('p', { class: 'wb-problem' }, 'Reading the course …'));
  }

  /** Which lesson is open in front, by its path. */
  set here(path: string) {
    if (path !== this._here) {
      this._here = path;
      this._draw();
    }
  }

  /** Ask the server anew. False where this server shows no course. */
  async refresh(): Promise<boolean> {
    try {
      const first = !this._course;
      this._course = await api.course();
      this._draw();
      if (first && this._course.hand_in?.here) {
        void this._handIn.refresh();
      }
      return true;
    } catch (error) {
      const mend = error instanceof RequestError ? error.mend : '';
      this.node.replaceChildren(
        h('p', { class: 'wb-problem', role: 'alert' }, `${(error as Error).message} ${mend}`),
        h('p', { class: 'wb-problem' }, button('Try again', () => void this.refresh()))
      );
      return !(error instanceof RequestError && error.status === 404);
    }
  }

  /** Open what is next. */
  continue(): void {
    const next = this._course?.next;
    if (next) {
      this._open(next.path, next.answers[0] ?? next.exercise);
    }
  }

  private _draw(): void {
    const course = this._course;
    if (!course) {
      return;
    }
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.key;
    const scrolled = this.node.scrollTop;
    const units = course.units.map(unit => this._unit(unit, course));
    const list = h('nav', { 'aria-label': 'Units and lessons' }, h('ul', {}, ...units));
    this.node.replaceChildren(this._head(course), list);
    this.node.scrollTop = scrolled;
    if (focused) {
      this.node.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private _head(course: ICourse): HTMLElement {
    const told = `${points(course.points)} of ${points(course.max_points)} points`;
    return h(
      'div',
      { class: 'wb-head' },
      h('h2', {}, 'Your course'),
      h('p', {}, told, course.hidden ? '' : ', by the visible tests'),
      h('progress', { max: course.max_points || 1, value: course.points, 'aria-label': told }),
      history(course.history),
      this._way(course.next),
      course.hand_in && !course.hand_in.here && handIn(course.hand_in)
    );
  }

  private _way(next: INext | null): HTMLElement {
    if (!next) {
      return h('p', { class: 'wb-continue' }, 'Every exercise has full points. Well done.');
    }
    const made = button('', () => this.continue(), { className: 'wb-primary wb-continue' });
    made.dataset.key = 'continue';
    made.append(next.begun ? 'Continue' : 'Begin', h('small', {}, `${next.title} · ${next.lesson_title}`));
    return made;
  }

  private _unit(unit: IUnit, course: ICourse): HTMLElement {
    const here = unit.lessons.some(lesson => lesson.path === this._here);
    const wanted = here || (!this._here && course.next?.unit === unit.name);
    const open = this._toggled.get(unit.name) ?? wanted;
    const toggle = () => {
      this._toggled.set(unit.name, !open);
      this._draw();
    };
    const row = this._row(unit, unit.title, `unit ${unit.name}`, toggle);
    row.setAttribute('aria-expanded', String(open));
    const lessons = open && h('ul', {}, ...unit.lessons.map(lesson => this._lesson(lesson)));
    const handing = open && course.hand_in?.here && this._handIn.row(unit.name, unit.title);
    return h('li', { class: 'wb-unit' }, row, lessons, handing);
  }

  private _lesson(lesson: ILesson): HTMLElement {
    const here = lesson.path === this._here;
    const row = this._row(lesson, lesson.title, `lesson ${lesson.path}`, () => this._open(lesson.path));
    if (here) {
      row.setAttribute('aria-current', 'page');
    }
    return h('li', { class: here ? 'wb-here' : '' }, row);
  }

  private _row(one: IUnit | ILesson, title: string, key: string, action: () => void): HTMLElement {
    const looked = 'exercises' in one ? one.exercises.filter(exercise => exercise.looked).length : 0;
    const earned = `${points(one.points)}/${points(one.max_points)}`;
    const row = h(
      'button',
      { type: 'button', class: 'wb-button wb-row', 'data-key': key },
      h('span', { 'aria-hidden': 'true' }, SIGNS[one.state]),
      h('span', {}, title, h('span', { class: 'wb-hidden' }, `, ${WORDS[one.state]}`)),
      ...this._amount(one.max_points, earned),
      h('small', { class: 'wb-minutes' }, duration(one.minutes), looked > 0 && ` · ${looked} looked up`)
    );
    row.addEventListener('click', action);
    return row;
  }

  private _amount(most: number, earned: string): Child[] {
    if (!most) {
      return [h('small', {}, 'to read')];
    }
    const said = earned.replace('/', ' of ');
    return [h('small', {}, h('span', { 'aria-hidden': 'true' }, earned), h('span', { class: 'wb-hidden' }, `${said} points`))];
  }

  /** Where a unit's notebooks lie, with a slash at its end. */
  private _folder(unit: string): string {
    const path = this._course?.units.find(one => one.name === unit)?.lessons[0]?.path ?? '';
    return path.slice(0, path.lastIndexOf('/') + 1);
  }

  private _handIn: HandIn;
  private _course: ICourse | null = null;
  private _here = '';
  private _toggled = new Map<string, boolean>();
}

/** The way to the class' service; there is none without one. */
function handIn(service: { label: string; url: string }): HTMLElement {
  return h('p', { class: 'wb-hand-in' }, h('a', { href: service.url, target: '_blank', rel: 'noopener' }, `Hand in at ${service.label}`));
}

/** Points over time as a line; nothing until there are two moments. */
function history(found: [number, number][]): Element | null {
  if (found.length < 2) {
    return null;
  }
  const [first, last] = [found[0], found[found.length - 1]];
  const span = Math.max(last[0] - first[0], 1);
  const most = Math.max(...found.map(([, value]) => value), 1);
  const steps = found.flatMap(([at, value], index) => {
    const x = (100 * Math.max(at - first[0], 0)) / span;
    const before = index ? [`${x},${34 - (32 * found[index - 1][1]) / most}`] : [];
    return [...before, `${x},${34 - (32 * value) / most}`];
  });
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const day = (at: number) => new Date(at * 1000).toLocaleDateString();
  const facts: Record<string, string> = {
    class: 'wb-history',
    role: 'img',
    viewBox: '0 0 100 36',
    preserveAspectRatio: 'none',
    'aria-label': `Points over time: ${points(first[1])} on ${day(first[0])}, ${points(last[1])} on ${day(last[0])}`
  };
  Object.entries(facts).forEach(([name, value]) => picture.setAttribute(name, value));
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  line.setAttribute('points', steps.join(' '));
  picture.append(line);
  return picture;
}
