/** The few marks of the pages that are written from the charter. */
type Cell = string | number;

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const code = (word: string): string => `\`${word}\``;
export const codes = (words: readonly string[]): string => words.map(code).join(', ');
