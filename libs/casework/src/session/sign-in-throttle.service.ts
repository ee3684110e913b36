import { Injectable } from '@nestjs/common';
import { sha256 } from '#platform/crypto/digest.js';
import { AccessStore } from '#platform/db/access-store.js';
import { networkOf } from '#platform/db/network-of.js';
import { Throttle, type Try } from '#platform/db/throttle.js';

/** Where somebody signs in: the address, and the mark of a device on which a sign-in has succeeded before. */
export interface SignInPlace {
  readonly address: string;
  readonly device: string | undefined;
}

/**
 * What an attempt to sign in counts under. Failures count for the pair of login and address, so a ward behind one address never
 * waits for a colleague's typing; a device on which the login has worked before counts by itself, so whoever guesses on the same
 * address, however fast, never holds up the person whose login it is. Failures of an address count too, but not against known
 * devices.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly access: AccessStore,
    private readonly throttle: Throttle,
  ) {}

  /** Counts an attempt; refuses with the seconds to wait when there were too many. Answers what it was counted under. */
  async begin(login: string, { address, device }: SignInPlace): Promise<readonly Try[]> {
    const isKnown = device !== undefined && (await this.isKnown(login, device));
    const place = isKnown ? device : networkOf(address);
    const pair: Try = ['sign-in', `${login.toLowerCase()}\n${place}`];
    const tries: Try[] = isKnown ? [pair] : [['sign-in-address', address], pair];
    const slowDown = await this.throttle.begin(...tries);
    if (slowDown) throw slowDown;
    return tries;
  }

  /** The password was right: what was counted is forgotten. */
  async succeeded(tries: readonly Try[]): Promise<void> {
    await this.throttle.succeeded(...tries);
  }

  /** Remembers the device for this login; its mark is kept as a hash. */
  async remember(login: string, device: string): Promise<void> {
    await this.access.rememberDevice(sha256(login.toLowerCase()), sha256(device));
  }

  private async isKnown(login: string, device: string): Promise<boolean> {
    return await this.access.isKnownDevice(sha256(login.toLowerCase()), sha256(device));
  }
}
