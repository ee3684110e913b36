import type { Language } from '#domain/charter/code-lists.js';
import type { Role } from '#domain/charter/roles.js';
import type { Theme } from './visit.js';

/** One picture, or the reason why there is none. */
export interface Picture {
  readonly name: string;
  readonly route: string;
  readonly role: Role;
  readonly language: Language;
  readonly theme: Theme;
  readonly width: number;
  readonly file: string | null;
  readonly faults: readonly string[];
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`);

const STYLE = `
  body { font: 15px/1.4 system-ui, sans-serif; margin: 16px; background: #f4f4f2; color: #1c1c1a }
  form { position: sticky; top: 0; background: #f4f4f2; padding: 8px 0; display: flex; gap: 16px; flex-wrap: wrap; z-index: 1 }
  .sheet { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
  figure { margin: 0; background: #fff; padding: 8px; border: 1px solid #ccc }
  figure.faulty { border-color: #b3261e; border-width: 2px }
  figure[hidden] { display: none }
  img { display: block; max-height: 70vh; width: auto; max-width: 100% }
  figcaption { font-size: 13px; margin-top: 4px; max-width: 420px }
  li { margin: 2px 0 }`;

const SCRIPT = `
  const form = document.querySelector('form');
  const show = () => {
    const wanted = new FormData(form);
    for (const figure of document.querySelectorAll('figure'))
      figure.hidden = [...wanted].some(([name, value]) => value !== '' && figure.dataset[name] !== value);
    history.replaceState(null, '', '#' + new URLSearchParams([...wanted].filter(([, value]) => value !== '')));
  };
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener('change', show);
  show();`;

/** One page for looking at: what is wrong first, then the pictures with a filter for each thing they differ in. */
export function contactSheet(pictures: readonly Picture[]): string {
  const filters = (['route', 'role', 'language', 'theme', 'width', 'state'] as const).map((name) => {
    const values = [...new Set(pictures.map((picture) => valueOf(picture, name)))];
    const options = values.map((value) => `<option>${escape(value)}</option>`).join('');
    return `<label>${name} <select name="${name}"><option value="">all</option>${options}</select></label>`;
  });
  const faulty = pictures.filter(({ faults }) => faults.length > 0);
  const list = faulty.flatMap(({ name, file, faults }) =>
    faults.map((fault) => {
      const where = file === null ? escape(name) : `<a href="${escape(file)}">${escape(name)}</a>`;
      return `<li>${where}: ${escape(fault)}</li>`;
    }),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>${STYLE}</style>
<h1>${String(pictures.length)} pictures, ${String(list.length)} faults</h1>
<ul>${list.join('\n')}</ul><form>${filters.join(' ')}</form>
<div class="sheet">${pictures.map(figure).join('\n')}</div><script>${SCRIPT}</script></html>\n`;
}

function valueOf(
  picture: Picture,
  name: 'route' | 'role' | 'language' | 'theme' | 'width' | 'state',
): string {
  if (name === 'state') return picture.faults.length > 0 ? 'faulty' : 'sound';
  return String(picture[name]);
}

function figure(picture: Picture): string {
  const { name, file, faults } = picture;
  const data = (['route', 'role', 'language', 'theme', 'width', 'state'] as const)
    .map((each) => `data-${each}="${escape(valueOf(picture, each))}"`)
    .join(' ');
  const image =
    file === null
      ? ''
      : `<a href="${escape(file)}"><img loading="lazy" src="${escape(file)}" alt="${escape(name)}"></a>`;
  const said = faults.map((fault) => `<br>${escape(fault)}`).join('');
  return `<figure ${data}${faults.length > 0 ? ' class="faulty"' : ''}>${image}<figcaption>${escape(name)}${said}</figcaption></figure>`;
}
