/** The requests of docs/jupyter-api.md. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { INotebookContent } from '@jupyterlab/nbformat';

export type State = 'new' | 'tried' | 'solved';

export interface IExercise {
  id: string;
  title: string;
  answers: string[];
  points: number;
  max_points: number;
  state: State;
  tried: boolean;
  looked: boolean;
}

export interface ILesson {
  name: string;
  title: string;
  path: string;
  minutes: number;
  points: number;
  max_points: number;
  state: State;
  exercises: IExercise[];
}

export interface IUnit {
  name: string;
  title: string;
  minutes: number;
  points: number;
  max_points: number;
  state: State;
  lessons: ILesson[];
}

export interface INext {
  unit: string;
  lesson: string;
  path: string;
  exercise: string;
  answers: string[];
  title: string;
  lesson_title: string;
  begun: boolean;
}

export interface ICourse {
  hidden: boolean;
  units: IUnit[];
  points: number;
  max_points: number;
  next: INext | null;
  history: [number, number][];
  hand_in: { label: string; url: string; here?: true } | null;
}

/** How a unit stands with the class service. */
export interface IHandedIn {
  unit: string;
  open: string | null;
  due: string | null;
  closes: string | null;
  refusal: string;
  points: number | null;
  max_points: number | null;
  waiting_essays: number;
  tries: number;
  waits: boolean;
  problem: string;
  last: string | null;
  late: boolean;
  feedback: { lesson: string; url: string }[];
  page: string;
}

export interface IReceipt {
  number: number;
  received: string;
  kept: string;
  unit: IHandedIn;
}

export interface IPart {
  name: string;
  outcome: 'passed' | 'failed' | 'broken' | 'not run';
  checked: string;
  expected: string;
  got: string;
  look: string;
}

export interface IResult {
  id: string;
  title: string;
  points: number;
  max_points: number;
  outcome: 'passed' | 'partial' | 'failed' | 'stopped' | 'broken';
  begun: boolean;
  ran: boolean;
  trace: string;
  parts: IPart[];
}

export interface IChecked {
  unit: string;
  lesson: string;
  hidden: boolean;
  closed: string;
  seconds: number;
  exercises: IResult[];
  notes: string[];
}

export interface ISolution {
  title: string;
  why: string;
  answers: { id: string; text: string }[];
  others: { id: string; how: string; why: string; text: string }[];
}

export interface IQuestion {
  of: string;
  kind: string;
  ask: string;
  choices: string[];
  given: string;
  answer: string;
  reason: string;
  lines: number[];
}

/** Questions on an answer that is right as it stands. */
export interface IExplained {
  title: string;
  answers: { id: string; text: string }[];
  questions: IQuestion[];
}

export interface IKept {
  backup: string;
  cells: Record<string, string>;
}

/** What the server could not do, why, and what to do about it. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly mend: string
  ) {
    super(message);
  }
}

async function ask<T>(name: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const settings = ServerConnection.makeSettings();
  const init: RequestInit =
    body === undefined ? { method: 'GET', signal } : { method: 'POST', body: JSON.stringify(body), signal };
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(URLExt.join(settings.baseUrl, 'workbook', 'api', name), init, settings);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new RequestError(0, 'The Jupyter server does not answer.', 'Start it again with `workbook lab`, then press the button again. This page keeps what you wrote; save it before you reload.');
  }
  const found = await response.json().catch(() => ({}));
  if (!response.ok) {
    const told = found.error ?? {};
    throw new RequestError(response.status, told.message ?? found.message ?? response.statusText, told.mend ?? '');
  }
  return found as T;
}

/** The notebook without outputs and pictures, which no check needs. */
function slim(notebook: INotebookContent, sources = true): unknown {
  const cells = notebook.cells.map(cell => {
    const { outputs, attachments, ...rest } = cell as Record<string, unknown>;
    const bare = cell.cell_type === 'code' ? { ...rest, outputs: [], execution_count: null } : rest;
    return sources ? bare : { ...bare, source: '' };
  });
  return { ...notebook, cells };
}

export const api = {
  course: () => ask<ICourse>('course'),
  warm: (path: string, notebook: INotebookContent) =>
    ask<{ unit: string; lesson: string }>('warm', { path, notebook: slim(notebook, false) }),
  check: (path: string, exercise: string | null, notebook: INotebookContent, signal: AbortSignal) =>
    ask<IChecked>('check', { path, exercise, notebook: slim(notebook) }, signal),
  explain: (path: string, exercise: string, notebook: INotebookContent, seed: number, signal: AbortSignal) =>
    ask<IExplained>('explain', { path, exercise, seed, notebook: slim(notebook) }, signal),
  solution: (path: string, exercise: string, notebook: INotebookContent, anyway: boolean) =>
    ask<ISolution>('solution', { path, exercise, anyway, notebook: slim(notebook, false) }),
  reset: (path: string, exercise: string | null, cells: Record<string, string>) =>
    ask<IKept>('reset', { path, exercise, cells }),
  standing: () => ask<{ units: IHandedIn[] }>('standing', {}),
  handIn: (unit: string) => ask<IReceipt>('hand-in', { unit }),
  undo: (path: string, exercise: string | null, backup: string, cells: Record<string, string>) =>
    ask<IKept>('undo', { path, exercise, backup, cells })
};
