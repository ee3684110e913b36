import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Role } from '#domain/charter/roles.js';
import { sha256 } from '../crypto/digest.js';
import { StartupError } from '../process/startup-error.js';

export interface KeyWanted {
  readonly organisation: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly days: number;
}

export interface KeyListed {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
}

/** Keys for machines, kept by the owner of the database. The token itself is shown once and never stored. */
export class ApiKeys {
  constructor(private readonly databaseUrl: string) {}

  /** Makes a key and answers its token: 256 random bits behind a prefix that secret scanners can look for. */
  async issue(wanted: KeyWanted): Promise<{ id: string; token: string; expires_at: Date }> {
    const token = `handrail_${randomBytes(32).toString('base64url')}`;
    const [row] = await this.query<{ id: string; expires_at: Date }>(
      `insert into access.api_key (organisation_id, name, token_sha256, roles, expires_at)
       select o.id, $2, $3, $4, clock_timestamp() + make_interval(days => $5) from care.organisation o where o.code = $1
       returning id, expires_at`,
      [wanted.organisation, wanted.name, sha256(token), wanted.roles, wanted.days],
    );
    if (!row) {
      throw new StartupError(
        `There is no organisation with the code ${wanted.organisation}.`,
        'See "handrail demo accounts" or your administrator for the codes.',
      );
    }
    return { ...row, token };
  }

  async list(): Promise<KeyListed[]> {
    return await this.query<KeyListed>(
      `select k.id, o.code as organisation, k.name, k.roles, k.expires_at, k.revoked_at
       from access.api_key k join care.organisation o on o.id = k.organisation_id order by o.code, k.created_at`,
      [],
    );
  }

  /** Ends a key; it opens nothing from the next request on. Answers whether there was one to end. */
  async revoke(id: string): Promise<boolean> {
    const rows = await this.query(
      'update access.api_key set revoked_at = clock_timestamp() where id::text = $1 and revoked_at is null returning id',
      [id],
    );
    return rows.length > 0;
  }

  private async query<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl, application_name: 'handrail keys' });
    client.on('error', () => undefined); // the query under way reports the loss
    try {
      await client.connect();
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
}
