import { SHORT_FORMS } from '../words/short-forms.js';
import { nameSkeleton, normaliseName } from './person-name.js';

const FULL_FORMS: ReadonlyMap<string, readonly string[]> = fullForms();

function fullForms(): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const entry of SHORT_FORMS.split('|')) {
    const [short = '', full = ''] = entry.split(':');
    const sounds = words(full).map(nameSkeleton);
    for (const word of words(short).map(normaliseName)) {
      forms.set(word, [...new Set([...(forms.get(word) ?? []), ...sounds])]);
    }
  }
  return forms;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/**
 * The sounds (`nameSkeleton`) of the full names that a given name may be short for, of its first word where there are
 * several; empty for a name that is no short form.
 */
export function fullNameSounds(givenName: string): readonly string[] {
  const normal = normaliseName(givenName);
  return FULL_FORMS.get(normal) ?? FULL_FORMS.get(normal.split(' ')[0] ?? '') ?? [];
}
