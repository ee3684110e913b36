import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WindowWay } from '#domain/charter/window.js';
import { LIMITS } from '#domain/charter/limits.js';
import { askOnce } from './ask-once.js';

export interface WindowFound {
  session_id: string;
  client_id: string;
  entered_with: WindowWay;
  expires_at: Date;
}

export interface PasskeyFound {
  client_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
}

/** Looks up which client comes into their own window, before anybody is known: one definer function per question. */
@Injectable()
export class WindowStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async findKey(mac: Buffer): Promise<{ client_id: string; passphrase_hash: string } | undefined> {
    return (
      await this.ask<{ client_id: string; passphrase_hash: string }>(
        'select * from care.find_window_key($1)',
        [mac],
      )
    )[0];
  }

  /** Answers when the session will end at the latest; nothing where the client has no window. */
  async open(client: string, tokenSha256: Buffer, how: WindowWay): Promise<Date | undefined> {
    const [row] = await this.ask<{ expires_at: Date | null }>(
      'select access.open_window($1, $2, $3, $4) as expires_at',
      [client, tokenSha256, `${LIMITS.window_minutes_max} minutes`, how],
    );
    return row?.expires_at ?? undefined;
  }

  async resolve(tokenSha256: Buffer): Promise<WindowFound | undefined> {
    const idle = `${LIMITS.window_idle_minutes} minutes`;
    return (
      await this.ask<WindowFound>('select * from access.resolve_window($1, $2)', [tokenSha256, idle])
    )[0];
  }

  async leave(tokenSha256: Buffer): Promise<void> {
    await this.ask('select access.leave_window($1)', [tokenSha256]);
  }

  async findPasskey(credential: Buffer): Promise<PasskeyFound | undefined> {
    return (await this.ask<PasskeyFound>('select * from access.find_passkey($1)', [credential]))[0];
  }

  /** Whether the key has counted on, and answers a page younger than the last; a copy of the key or of its answer does not. */
  async usePasskey(credential: Buffer, counter: number, challengedAt: Date): Promise<boolean> {
    const [row] = await this.ask<{ used: boolean }>('select access.use_passkey($1, $2, $3) as used', [
      credential,
      counter,
      challengedAt,
    ]);
    return row?.used === true;
  }

  private async ask<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    return await askOnce<T>(this.dataSource, text, values);
  }
}
