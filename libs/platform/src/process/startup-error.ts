/**
 * What an operator must mend before a process can work: one sentence that names the problem and one that says what
 * to do. Shells print both and exit with 1; it never reaches a user of the web app.
 */
export class StartupError extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${problem} ${remedy}`);
    this.name = 'StartupError';
  }
}
