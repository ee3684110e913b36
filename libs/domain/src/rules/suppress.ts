/** A column of a table and the column it is a part of; null: the whole. The parts of a column add up to it. */
export type ColumnTree<C extends string> = Readonly<Record<C, NoInfer<C> | null>>;
export type Counts<C extends string> = Readonly<Record<C, number>>;
/** Counts that may be shown; null: fewer than the threshold, or it would give such a one away. */
export type ShownCounts<C extends string> = Record<C, number | null>;

export interface CountTable<C extends string> {
  readonly total: Counts<C>;
  /** A breakdown of the total: every column of the rows adds up to the column of the total. May be empty. */
  readonly rows: readonly Counts<C>[];
}

/** One count, between the two sums it takes part in: it is added in `to` and taken away in `from`. */
interface Cell {
  readonly row: number;
  readonly column: string;
  readonly value: number;
  readonly from: string;
  readonly to: string;
  hidden: boolean;
}

const TOTAL = -1;
/** Where cells end that take part in one sum only; its own sum says nothing that the others do not. */
const OUTSIDE = 'outside';

/**
 * Hides every count from 1 to `threshold - 1`, and as many others as it takes: whoever adds and subtracts what is still
 * shown cannot narrow a small count down to fewer than `threshold - 1` possible values. A whole of that size hides
 * everything; zeros are shown where they give nothing away (domain 06, 6.3: profile INTERNAL, primary and complementary
 * suppression, audit by the bounds of each hidden count).
 */
export function suppress<C extends string>(
  tree: ColumnTree<C>,
  table: CountTable<C>,
  threshold: number,
): { total: ShownCounts<C>; rows: ShownCounts<C>[] } {
  const cells = cellsOf(tree, table);
  const whole = cells.find(({ row, column }) => row === TOTAL && tree[column as C] === null);
  const small = cells.filter(({ value }) => isSmall(value, threshold));
  for (const cell of whole && isSmall(whole.value, threshold) ? cells : small) cell.hidden = true;
  // What was hidden for one count never narrows another, so one turn through the small ones is enough. With everything
  // but the whole hidden each of them has room enough.
  for (const cell of small) {
    while (whole?.hidden !== true && isExposed(cells, cell, whole, threshold)) {
      const next = nextToHide(cells, cell, whole);
      if (!next) break;
      next.hidden = true;
    }
  }
  const shown = (row: number): ShownCounts<C> =>
    Object.fromEntries(
      cells
        .filter((cell) => cell.row === row)
        .map(({ column, value, hidden }) => [column, hidden ? null : value]),
    ) as ShownCounts<C>;
  return { total: shown(TOTAL), rows: table.rows.map((_, row) => shown(row)) };
}

/** Counts of parts of one known whole, hidden by the same law; where the whole is hidden, so is every part. */
export function suppressParts<C extends string>(
  whole: number | null,
  parts: Counts<C>,
  threshold: number,
): ShownCounts<C> {
  const names = Object.keys(parts) as C[];
  if (whole === null) return Object.fromEntries(names.map((name) => [name, null])) as ShownCounts<C>;
  const tree = Object.fromEntries([['', null], ...names.map((name) => [name, ''])]) as ColumnTree<string>;
  const { total } = suppress(tree, { total: { '': whole, ...parts }, rows: [] }, threshold);
  return Object.fromEntries(names.map((name) => [name, total[name]])) as ShownCounts<C>;
}

/** A count out of a shown whole: hidden where it, or what is left of the whole, is small. */
export function suppressShare(whole: number | null, part: number, threshold: number): number | null {
  return suppressParts(whole, { part, rest: (whole ?? 0) - part }, threshold).part;
}

function isSmall(value: number, threshold: number): boolean {
  return value > 0 && value < threshold;
}

/**
 * The table as a network: each sum is a node, each count lies between two of them with opposite signs. So how far a hidden
 * count can move while everything shown stays true is a greatest flow, and in whole numbers.
 */
function cellsOf<C extends string>(tree: ColumnTree<C>, table: CountTable<C>): Cell[] {
  const columns = Object.keys(tree) as C[];
  const isWhole = (column: C) => columns.some((other) => tree[other] === column);
  const cells: Cell[] = [];
  for (const [row, counts] of [[TOTAL, table.total] as const, ...table.rows.entries()]) {
    for (const column of columns) {
      const above = tree[column] === null ? OUTSIDE : `${row}/${tree[column]}`;
      const across = row !== TOTAL || table.rows.length > 0 ? `*/${column}` : OUTSIDE;
      const below = isWhole(column) ? `${row}/${column}` : across;
      // In the sums of the total every sign is turned round, so that a row and the total meet with opposite ones.
      const [from, to] = row === TOTAL ? [below, above] : [above, below];
      cells.push({ row, column, value: counts[column], from, to, hidden: false });
    }
  }
  return cells;
}

/** Whether a small count can be narrowed down too far by what is shown. */
function isExposed(cells: readonly Cell[], small: Cell, whole: Cell | undefined, threshold: number): boolean {
  // Zeros are hidden last: while another count is shown, whoever reads takes a hidden one for more than nothing.
  const floor = cells.some((cell) => !cell.hidden && cell !== whole && cell.value > 0) ? 1 : 0;
  const others = cells.filter((cell) => cell.hidden && cell !== small);
  const up = greatestFlow(others, small.to, small.from, threshold, floor);
  const down = greatestFlow(others, small.from, small.to, small.value - floor, floor);
  return up + down + 1 < threshold - 1;
}

/** The smallest count beside those that are tied to an exposed one: others than zero first. */
function nextToHide(cells: readonly Cell[], exposed: Cell, whole: Cell | undefined): Cell | undefined {
  const tied = new Set([exposed.from, exposed.to]);
  for (let before = 0; before < tied.size;) {
    before = tied.size;
    for (const { hidden, from, to } of cells)
      if (hidden && (tied.has(from) || tied.has(to))) tied.add(from).add(to);
  }
  const open = cells.filter((cell) => !cell.hidden && cell !== whole);
  const beside = open.filter(({ from, to }) => tied.has(from) || tied.has(to));
  const weight = ({ value }: Cell) => (value === 0 ? Number.MAX_SAFE_INTEGER : value);
  return (beside.length > 0 ? beside : open).toSorted((a, b) => weight(a) - weight(b))[0];
}

/** One hidden count on the way from one sum to another, as much of it as is still there. */
interface Arc {
  readonly from: string;
  readonly to: string;
  value: number;
}

/** How much can flow from one sum to another over hidden counts: upwards without end, downwards to the floor. */
function greatestFlow(
  cells: readonly Cell[],
  source: string,
  sink: string,
  enough: number,
  floor: number,
): number {
  if (source === sink) return enough;
  const arcs = new Map<string, Arc[]>();
  for (const { from, to, value } of cells) {
    const arc = { from, to, value };
    for (const node of [from, to]) {
      const known = arcs.get(node);
      if (known) known.push(arc);
      else arcs.set(node, [arc]);
    }
  }
  let flow = 0;
  while (flow < enough) {
    const path = findPath(arcs, source, sink, floor);
    if (!path) break;
    const room = path.map(({ arc, up }) => (up ? enough : arc.value - floor));
    const amount = Math.min(enough - flow, ...room);
    for (const { arc, up } of path) arc.value += up ? amount : -amount;
    flow += amount;
  }
  return flow;
}

interface Step {
  readonly arc: Arc;
  readonly up: boolean;
  readonly before: string;
}

/** A shortest way from one sum to another, or none. */
function findPath(
  arcs: ReadonlyMap<string, readonly Arc[]>,
  source: string,
  sink: string,
  floor: number,
): Step[] | undefined {
  const reached = new Map<string, Step | null>([[source, null]]);
  for (const node of reached.keys()) {
    if (node === sink) break;
    for (const arc of arcs.get(node) ?? []) {
      const up = arc.from === node;
      const next = up ? arc.to : arc.from;
      if ((up || arc.value > floor) && !reached.has(next)) reached.set(next, { arc, up, before: node });
    }
  }
  if (!reached.has(sink)) return undefined;
  const path: Step[] = [];
  for (let step = reached.get(sink); step; step = reached.get(step.before)) path.push(step);
  return path;
}
