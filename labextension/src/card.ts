/** The card below a tests cell: points, part by part, what was checked, expected, got, where to look. */

import { IChecked, IPart, IResult } from './api';
import { Child, h, points, pointWord } from './dom';

const SIGNS = { passed: '✓', partial: '◐', failed: '✗', stopped: '✗', broken: '!' } as const;
const WORDS = {
  passed: 'Right',
  partial: 'Partly right',
  failed: 'Not right yet',
  stopped: 'Stopped',
  broken: 'The test itself is at fault'
} as const;

/** Whether there is something to explain: an answer of one's own with full points, in a lesson whose clock doesn't run. */
export function explicable(result: IResult, checked: IChecked): boolean {
  return result.begun && result.outcome === 'passed' && result.points >= result.max_points && checked.closed === '';
}

/** The card of one exercise; @param more stands at its end. */
export function card(result: IResult, checked: IChecked, ...more: Child[]): HTMLElement {
  if (!result.begun) {
    return notBegun(result);
  }
  const lost = result.parts.filter(part => part.outcome !== 'passed');
  const passed = result.parts.filter(part => part.outcome === 'passed');
  return h(
    'div',
    { class: `wb-card wb-${result.outcome}` },
    heading(result),
    verdict(result, checked, passed.length),
    lost.length > 0 && failedPart(lost[0]),
    lost.length > 1 && moreParts(lost.slice(1)),
    lost.length > 0 && passed.length > 0 && h('p', { class: 'wb-passed' }, `✓ Passed: ${passed.map(part => part.name).join(' · ')}`),
    result.trace !== '' && traceback(result.trace),
    ...checked.notes.map(note => h('p', { class: 'wb-note' }, note)),
    ...more
  );
}

function notBegun(result: IResult): HTMLElement {
  return h(
    'div',
    { class: 'wb-card wb-new' },
    h('h3', { class: 'wb-verdict' }, h('span', { class: 'wb-sign', 'aria-hidden': 'true' }, '○'), `Not begun: 0 of ${points(result.max_points)} ${pointWord(result.max_points)}`),
    h('p', { class: 'wb-summary' }, 'The answer above is as released. Write yours, then check.')
  );
}

function heading(result: IResult): HTMLElement {
  return h(
    'h3',
    { class: 'wb-verdict' },
    h('span', { class: 'wb-sign', 'aria-hidden': 'true' }, SIGNS[result.outcome]),
    `${WORDS[result.outcome]}: ${points(result.points)} of ${points(result.max_points)} ${pointWord(result.max_points)}`
  );
}

function verdict(result: IResult, checked: IChecked, passed: number): HTMLElement {
  let text = `${passed} of ${result.parts.length} parts`;
  if (result.parts.length === 0) {
    text = checked.hidden ? 'All tests pass, the hidden ones too.' : 'All visible tests pass; the hidden tests decide.';
  } else if (passed === result.parts.length) {
    text = checked.hidden ? `All ${passed} parts pass, the hidden ones too.` : `All ${passed} visible parts pass; the hidden tests decide.`;
  } else {
    text += ' pass.';
  }
  if (result.parts.length > 0 && passed === 0) {
    text = result.parts.length === 1 ? '' : `None of ${result.parts.length} parts passes yet.`;
  }
  const closed = checked.closed ? ` Checked with the visible tests only. ${checked.closed}` : '';
  return h('p', { class: 'wb-summary' }, text + closed);
}

function failedPart(part: IPart): HTMLElement {
  const rows: [string, string][] = [
    ['Expected', part.expected],
    ['Got', part.got],
    ['Look at', part.look]
  ];
  const told = rows.filter(([, text]) => text !== '');
  return h(
    'div',
    { class: 'wb-part' },
    part.name !== '' && h('h4', {}, h('span', { 'aria-hidden': 'true' }, '✗ '), part.name),
    h('p', { class: 'wb-checked' }, part.checked),
    told.length > 0 &&
      h('dl', {}, ...told.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]))
  );
}

function moreParts(parts: IPart[]): HTMLElement {
  const label = parts.length === 1 ? '1 more part to mend' : `${parts.length} more parts to mend`;
  return h('details', {}, h('summary', {}, label), ...parts.map(failedPart));
}

function traceback(text: string): HTMLElement {
  return h('details', {}, h('summary', {}, 'Traceback of your answer'), h('pre', { tabindex: 0, 'aria-label': 'Traceback' }, text));
}
