import { setTimeout as sleep } from 'node:timers/promises';
import { failPoint } from '../process/fail-point.js';
import { StartupError } from '../process/startup-error.js';
import { NOTICED_WITHIN_MS } from './keyring.js';
import {
  announce,
  currentOf,
  destroy,
  keyOf,
  turn,
  type KeyKind,
  type KeyringContents,
} from './keyring-contents.js';
import type { KeyringFile, OpenedKeyring } from './keyring-file.js';
import { assertKeyringFits, noteKeyring, readKeyringRecord } from './keyring-record.js';
import type { Keeper, KeyEvent } from './keeper.js';
import { lost } from './load-keys.js';

/** Between the moment a key is announced and its first use every process that serves must have read the keyring again. */
const ANNOUNCED_FOR_MS = 4 * NOTICED_WITHIN_MS;

/**
 * Changes the keyring while people are looked after. Every step writes the file first and tells the database then, in one
 * transaction with its entry in the audit; a process that is killed in between leaves a keyring that is one generation
 * ahead, with which everybody goes on serving, and the next step settles it.
 */
export class KeyRotation {
  constructor(
    private readonly file: KeyringFile,
    private readonly keeper: Keeper,
    private readonly announcedForMs: number = ANNOUNCED_FOR_MS,
  ) {}

  /** Completes what a process that was killed began; answers the keyring as it is then. Refuses one that does not fit. */
  async settle(): Promise<KeyringContents> {
    return await this.keeper.alone(async () => (await this.settled()).contents);
  }

  /**
   * A new key of a kind: announced, so that every process knows it, then used for everything new. Answers its number. One
   * that was announced by a process that was killed is the one that is used.
   */
  async rotate(kind: KeyKind): Promise<number> {
    return await this.keeper.alone(async () => {
      let opened = await this.settled();
      if (!opened.contents[kind].some(({ state }) => state === 'announced')) {
        const contents = announce(opened.contents, kind, await this.keeper.now());
        opened = await this.change({ ...opened, contents }, 'keys.announce', { kind });
      }
      await sleep(this.announcedForMs);
      const contents = turn(opened.contents, kind);
      const { number } = currentOf(contents[kind]);
      await this.change({ ...opened, contents }, 'keys.turn', { kind, number });
      // Whoever made something with the key before has done so, and the next step may take it away.
      await sleep(this.announcedForMs);
      return number;
    });
  }

  /** Wraps the keyring under another root key and destroys the one before. What is wrapped stays the same. */
  async rotateRoot(): Promise<{ readonly from: string; readonly to: string }> {
    return await this.keeper.alone(async () => {
      const { contents, root, rootBefore } = await this.settled();
      const next = this.file.nextRoot([root.id, ...(rootBefore === undefined ? [] : [rootBefore])]);
      const named = { from: root.id, to: next.id };
      await this.change(
        { contents: { ...contents, generation: contents.generation + 1 }, root: next, rootBefore: root.id },
        'keys.rotate_root',
        named,
      );
      return named;
    });
  }

  /**
   * Destroys the key of an epoch: what was wrapped under it, in this database or in a copy of it, is never opened again.
   * Refuses the current one, one that is not there, and one under which somebody is still wrapped.
   */
  async destroyEpoch(epoch: number): Promise<void> {
    await this.keeper.alone(async () => {
      const opened = await this.settled();
      const key = keyOf(opened.contents, 'epochs', epoch);
      if (key?.state !== 'kept') throw notToDestroy(epoch, key?.state);
      try {
        await this.keeper.query('select vault.close_epoch($1)', [epoch]);
      } catch (error) {
        if ((error as { constraint?: string }).constraint !== 'closed_epoch_holds_nobody') throw error;
        throw new StartupError(
          `Somebody is still wrapped under epoch ${epoch}.`,
          'Wait until everybody is wrapped again ("handrail keys show" says how many are left), then run the command again.',
        );
      }
      failPoint('keys.after_close');
      await this.destroyed(opened, 'epochs', epoch);
    });
  }

  /** Destroys the keys of indexes that are searched no more; whoever calls it has dropped their tokens. */
  async destroyIndexes(versions: readonly number[]): Promise<void> {
    await this.keeper.alone(async () => {
      let opened = await this.settled();
      for (const version of versions)
        if (keyOf(opened.contents, 'indexes', version)?.state === 'kept')
          opened = await this.destroyed(opened, 'indexes', version);
    });
  }

  private async settled(): Promise<OpenedKeyring> {
    let opened = this.file.read();
    if (!opened) throw lost(this.file.file);
    const record = await this.keeper.with((client) => readKeyringRecord(client));
    assertKeyringFits(record, opened.contents, this.file.directory);
    const { generation } = opened.contents;
    if (record && generation > record.generation) await this.confirm(opened, 'keys.settle', {});
    this.tidy(opened);
    // Closed in the database, and the process was killed before the key went.
    for (const epoch of record?.closed ?? [])
      if (keyOf(opened.contents, 'epochs', epoch)?.state === 'kept')
        opened = await this.destroyed(opened, 'epochs', epoch);
    return opened;
  }

  private async destroyed(opened: OpenedKeyring, kind: KeyKind, number: number): Promise<OpenedKeyring> {
    const contents = destroy(opened.contents, kind, number, await this.keeper.now());
    return await this.change({ ...opened, contents }, 'keys.destroy', { kind, number });
  }

  private async change(
    next: OpenedKeyring,
    action: KeyEvent['action'],
    detail: KeyEvent['detail'],
  ): Promise<OpenedKeyring> {
    this.file.write(next);
    failPoint('keys.after_write', action);
    await this.confirm(next, action, detail);
    failPoint('keys.after_confirm', action);
    this.tidy(next);
    return { contents: next.contents, root: next.root };
  }

  private async confirm(
    { contents }: OpenedKeyring,
    action: KeyEvent['action'],
    detail: KeyEvent['detail'],
  ): Promise<void> {
    const event = { action, detail: { ...detail, generation: contents.generation } };
    await this.keeper.write(event, (client) => noteKeyring(client, contents));
  }

  /** The database has confirmed the newest generation: what it replaced goes. */
  private tidy({ rootBefore }: OpenedKeyring): void {
    this.file.forgetPrevious();
    if (rootBefore !== undefined) this.file.forgetRoot(rootBefore);
  }
}

function notToDestroy(epoch: number, state: string | undefined): StartupError {
  if (state === undefined)
    return new StartupError(`There is no epoch ${epoch}.`, 'See "handrail keys show" for those there are.');
  if (state === 'destroyed')
    return new StartupError(
      `The key of epoch ${epoch} is destroyed already.`,
      'There is nothing left to do.',
    );
  return new StartupError(
    `Epoch ${epoch} is the one people are wrapped under now.`,
    'Run "handrail keys rotate-epoch" first.',
  );
}
