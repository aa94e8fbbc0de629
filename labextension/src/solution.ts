/** The solution of an exercise, shown beside the lesson and never pasted into it. */

import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { ISolution } from './api';

const FENCE = '`````';

function language(text: string): string {
  const first = text.trimStart().split('\n')[0];
  if (first.startsWith('%%sql')) {
    return 'sql';
  }
  return /^%%(bash|sh|script|writefile .*\.sh)/.test(first) || first.startsWith('#!') ? 'bash' : 'python';
}

function code(text: string, kind: string): string {
  return `${FENCE}${kind}\n${text}\n${FENCE}\n`;
}

/** The solution as Markdown. */
export function markdown(solution: ISolution): string {
  const lines = [`# ${solution.title}\n`, "## The key's answer\n", ...solution.answers.map(one => code(one.text, language(one.text)))];
  if (solution.why) {
    lines.push('## Why it is right\n', `${solution.why}\n`);
  }
  if (solution.others.length) {
    lines.push('## Other ways that earn full points\n');
    const kinds = new Map(solution.answers.map(one => [one.id, language(one.text)]));
    for (const other of solution.others) {
      lines.push(`### ${other.how}\n`, other.why ? `${other.why}\n` : '', code(other.text, kinds.get(other.id) ?? 'python'));
    }
  }
  return lines.join('\n');
}

/** A tab with the solution. */
export async function solutionTab(solution: ISolution, rendermime: IRenderMimeRegistry): Promise<MainAreaWidget<Widget>> {
  const renderer = rendermime.createRenderer('text/markdown');
  const model = rendermime.createModel({ data: { 'text/markdown': markdown(solution) } });
  await renderer.renderModel(model);
  renderer.addClass('wb-solution');
  const tab = new MainAreaWidget<Widget>({ content: renderer });
  tab.id = 'workbook-solution';
  tab.title.label = `Solution: ${solution.title}`;
  tab.title.closable = true;
  return tab;
}
