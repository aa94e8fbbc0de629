/** What a lesson's cells look like: locked ones say so, SQL and shell are coloured as what they are. */

import { Notification } from '@jupyterlab/apputils';
import { Cell, CodeCell } from '@jupyterlab/cells';

const MAGICS: [RegExp, string][] = [
  [/^\s*%%sql\b/, 'text/x-sql'],
  [/^\s*%%(bash|sh|script\s+\S*(ba)?sh)\b/, 'text/x-sh'],
  [/^\s*%%writefile\s.*\.(sh|bash)\s*(\n|$)/, 'text/x-sh'],
  [/^\s*%%writefile\s.*\.sql\s*(\n|$)/, 'text/x-sql']
];
const SOON = 100; // milliseconds that a widget has to draw itself
const QUIET = 8000; // milliseconds between two words on locked cells
let last = 0;

/** Dress one cell; it stays dressed while it is edited. */
export function dress(cell: Cell): void {
  if (cell instanceof CodeCell) {
    colour(cell);
    const again = () => !cell.isDisposed && colour(cell);
    cell.model.contentChanged.connect(again);
    cell.model.mimeTypeChanged.connect(again);
  }
  if (cell.model.type === 'code' && cell.model.getMetadata('editable') === false) {
    cell.addClass('wb-locked');
    cell.node.setAttribute('aria-description', 'locked');
    cell.node.addEventListener('keydown', typed);
  }
}

/** The language of its magic, which JupyterLab itself does not look at. */
function colour(cell: CodeCell): void {
  const found = MAGICS.find(([magic]) => magic.test(cell.model.sharedModel.getSource()));
  if (found && cell.model.mimeType !== found[1]) {
    cell.model.mimeType = found[1];
  }
}

/** Typing into a locked cell does nothing; say why, instead of swallowing it in silence. */
function typed(event: KeyboardEvent): void {
  const inside = (event.target as HTMLElement).closest('.jp-InputArea-editor');
  const writes = event.key.length === 1 || event.key === 'Backspace' || event.key === 'Delete';
  if (inside && writes && !event.ctrlKey && !event.metaKey && !event.altKey && Date.now() - last > QUIET) {
    last = Date.now();
    Notification.info('This cell is locked: it belongs to the lesson, and the grader brings its own. Press Escape, then B, for a cell of your own below.', {
      autoClose: 6000
    });
  }
}

/** Name each slider's handle after its label as soon as it is drawn: the widget itself gives it none. */
export function nameSliders(node: HTMLElement): MutationObserver {
  let planned = false;
  const name = () => {
    planned = false;
    for (const handle of node.querySelectorAll('.noUi-handle:not([aria-label])')) {
      const label = handle.closest('.widget-inline-hbox')?.querySelector('label')?.textContent;
      if (label) {
        handle.setAttribute('aria-label', label);
      }
    }
  };
  const watch = new MutationObserver(() => {
    if (!planned) {
      planned = true;
      window.setTimeout(name, SOON);
    }
  });
  watch.observe(node, { childList: true, subtree: true });
  return watch;
}
