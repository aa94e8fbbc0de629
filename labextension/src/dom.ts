/** Small helpers to make elements; all text is set as text, never as HTML. */

export type Child = Node | string | null | undefined | false;

/** An element with attributes and children; attributes that are false or undefined are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((one): one is Node | string => !!one));
  return made;
}

/** A button with a label for all, and a longer one for whoever cannot see where it stands. */
export function button(
  label: string,
  action: () => void,
  options: { className?: string; describe?: string; expanded?: boolean } = {}
): HTMLButtonElement {
  const made = h(
    'button',
    {
      type: 'button',
      class: `wb-button ${options.className ?? ''}`.trim(),
      'aria-label': options.describe,
      'aria-expanded': options.expanded === undefined ? undefined : String(options.expanded)
    },
    label
  );
  made.addEventListener('click', event => {
    event.stopPropagation();
    action();
  });
  return made;
}

/** 3 for 3, 2.5 for 2.50. */
export function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `1 point`, `2.5 points`. */
export function pointWord(value: number): string {
  return value === 1 ? 'point' : 'points';
}

/** 60 → `1 h`, 75 → `1 h 15`, 20 → `20 min`. */
export function duration(minutes: number): string {
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest}` : ''}`;
}
