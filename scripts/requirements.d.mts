export interface Requirement {
  readonly id: string;
  readonly requirement: string;
  readonly state: string;
  readonly tests: readonly string[];
  readonly reason: string;
}
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}
export const COLUMNS: readonly string[];
export function readRequirements(text: string): Requirement[];
export function requirementFaults(
  rows: readonly Requirement[],
  report: JestReport,
  run: { readonly root: string; readonly isWhole: boolean; readonly skipped?: readonly string[] },
): string[];
