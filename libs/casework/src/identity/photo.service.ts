import { Inject, Injectable } from '@nestjs/common';
import type { PhotoType } from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import type { ClientWritten } from '#domain/wire/client.js';
import type { PhotoView } from '#domain/wire/identity.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { openField, sealField, unwrapDataKey } from '#platform/vault/field-cipher.js';
import { cleanPhoto } from '#platform/vault/photo.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import {
  assertCareTeam,
  assertOwnCustody,
  assertVersion,
  locate,
  locateForChange,
  nextVersion,
} from '../client/client.queries.js';
import { isAnonymous, type ClientTarget } from './identity-joining.service.js';

interface KeyFound {
  epoch: number;
  wrapped_key: Buffer;
}
interface PhotoFound extends KeyFound {
  media_type: PhotoType;
  ciphertext: Buffer;
}

const KEY = 'select epoch, wrapped_key from vault.person where client_id = $1 and erased_at is null';
const PHOTO = `select p.epoch, p.wrapped_key, f.media_type, f.ciphertext
  from vault.photo f join vault.person p on p.client_id = f.client_id and p.erased_at is null where f.client_id = $1`;
const SCHEMA = 1;

/** A photograph of a client: encrypted under the key of the person, without what a camera writes beside it. */
@Injectable()
export class PhotoService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: VaultDoor,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** The photograph, for the team that looks after the client; the look is in the audit before the vault is opened. */
  async view(actor: Actor, call: Call, code: string): Promise<PhotoView> {
    const client = await this.uow.run(
      actor,
      { do: 'photo.view', on: { client: code }, ...call },
      async (tx) => {
        const located = await locate(tx, code);
        await assertCareTeam(tx, located.episode_id);
        return located.client_id;
      },
    );
    const photo = await this.find(actor, client);
    if (!photo) throw new Refusal('request.not_found');
    return photo;
  }

  /** The photograph after the look was audited; null: there is none, or it is not open to whoever asks. */
  async find(actor: Actor, client: string): Promise<PhotoView | null> {
    const [found] = await this.vault.read(actor, (query) => query<PhotoFound>(PHOTO, [client]));
    if (!found) return null;
    const dataKey = unwrapDataKey(found.wrapped_key, this.keys.epochKey(found.epoch));
    const content = openField(found.ciphertext, placeOf(client), dataKey);
    return { type: found.media_type, content };
  }

  /**
   * Keeps a photograph, or (null) takes it away. The type is told by the bytes. Refuses what is no JPEG or PNG, is larger than
   * 160,000 bytes or 1,024 pixels a side, and a client without a name.
   */
  async change(
    actor: Actor,
    call: Call,
    { code, version }: ClientTarget,
    wanted: PhotoView | null,
  ): Promise<ClientWritten> {
    return await this.uow.run(actor, { do: 'photo.change', on: { client: code }, ...call }, async (tx) => {
      const cleaned = wanted && clean(wanted);
      const located = await locateForChange(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      assertVersion(version, located.version);
      if (await isAnonymous(tx, located)) throw new Refusal('photo.needs_identity');
      const sealed = cleaned && (await this.seal(actor, located.client_id, cleaned.content));
      await tx.query('select vault.put_photo($1, $2, $3)', [
        located.client_id,
        cleaned?.type ?? null,
        sealed ?? null,
      ]);
      tx.note({ photo: cleaned ? cleaned.type : 'none' });
      return { client: located.code, version: await nextVersion(tx, located.episode_id) };
    });
  }

  private async seal(actor: Actor, client: string, content: Buffer): Promise<Buffer> {
    const [found] = await this.vault.read(actor, (query) => query<KeyFound>(KEY, [client]));
    if (!found) throw new Refusal('identity.unavailable');
    const dataKey = unwrapDataKey(found.wrapped_key, this.keys.epochKey(found.epoch));
    return sealField(content.toString('base64'), placeOf(client), dataKey, found.epoch);
  }
}

function placeOf(person: string): { person: string; field: string; schema: number } {
  return { person, field: 'photo', schema: SCHEMA };
}

function clean({ content }: PhotoView): { type: PhotoType; content: Buffer } {
  const { photo_bytes_max: bytes, photo_pixels_max: pixels } = LIMITS;
  if (content.length > Math.ceil(bytes / 3) * 4)
    throw new Refusal('photo.too_large', { field: 'content', parameters: { bytes } });
  const cleaned = cleanPhoto(Buffer.from(content, 'base64'));
  if (!cleaned) throw new Refusal('photo.unfit', { field: 'content', parameters: { pixels } });
  must(cleaned.content.length <= bytes, 'A cleaned photograph is no larger than it was');
  return cleaned;
}
