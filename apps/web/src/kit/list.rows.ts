import type { ReactNode, RefObject } from 'react';

export interface Column<T> {
  readonly id: string;
  /** Empty where the cells speak for themselves; `unseenHead` says it then to whoever does not see them. */
  readonly head: string;
  readonly unseenHead?: string;
  readonly cell: (row: T) => ReactNode;
  /** A track of the grid: `2fr`, `8rem`; an equal share unless given. */
  readonly width?: string;
}

/** A letter that does something with the row that is active. */
export interface RowAction<T> {
  readonly code: string;
  readonly label: string;
  readonly run: (row: T) => void;
}

/** What came of a change of many rows, each on its own; or, in a preview, what would come. */
export interface BulkOutcome {
  readonly items: readonly {
    readonly id: string;
    readonly done: boolean;
    readonly refusal: { readonly detail: string } | null;
  }[];
}

export interface BulkAction<T> {
  readonly id: string;
  readonly label: string;
  /** What is asked along, drawn above the preview; the screen holds its values. */
  readonly question?: ReactNode;
  /** False while the question has no answer yet: nothing is previewed or done. */
  readonly ready?: boolean;
  /** Changes when the answer does, so that the preview is asked anew. */
  readonly answer?: string;
  readonly preview: (rows: readonly T[]) => Promise<BulkOutcome>;
  readonly run: (rows: readonly T[], key: string) => Promise<BulkOutcome>;
  readonly onDone?: () => unknown;
}

/** Lets the screen choose the active row, such as the next one after a decision. */
export interface ListHandle {
  readonly goTo: (key: string) => void;
}

export interface DataListProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  /** Enter on the active row; without it rows hold links of their own only. */
  readonly onOpen?: (row: T) => void;
  readonly actions?: readonly RowAction<T>[];
  /** With these rows can be selected: X, or the box. */
  readonly bulk?: readonly BulkAction<T>[];
  /** Told which row is active, null where there is none; with it the first row is active from the start. */
  readonly onActive?: (key: string | null) => void;
  readonly handle?: RefObject<ListHandle | null>;
  /** How a row is called in the preview of a bulk change. */
  readonly nameOf?: (row: T) => ReactNode;
  /** Drawn thicker at its start, such as what is late. */
  readonly markOf?: (row: T) => 'late' | undefined;
  /** More rows are to be had. */
  readonly more?: { readonly load: () => void; readonly loading: boolean } | null;
  /** A height that rows usually have, in pixels: the nearer, the calmer the scroll bar. */
  readonly rowHeight?: number;
}
