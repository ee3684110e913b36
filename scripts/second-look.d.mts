import type { JestReport } from './requirements.mjs';

export interface CountedReport extends JestReport {
  readonly testResults: readonly (JestReport['testResults'][number] & { readonly status: string })[];
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}
export function filesToRepeat(report: CountedReport, run: { readonly isWhole: boolean }): string[];
export function withSecondLook(first: CountedReport, second: CountedReport): CountedReport;
