import { Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type { JoinRequest } from '#domain/wire/house.js';
import { hashPassword } from '#platform/crypto/passwords.js';
import { AccessStore } from '#platform/db/access-store.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { staff } from '../session/session.service.js';
import { SignInThrottle, type SignInPlace } from '../session/sign-in-throttle.service.js';
import { hashInvitationCode } from './invitation-code.js';

/** Somebody who was invited chooses a password. Whoever knows a login alone learns nothing here, however often they ask. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly access: AccessStore,
    private readonly throttle: SignInThrottle,
    private readonly uow: UnitOfWork,
  ) {}

  /**
   * Takes login, code and the password to be kept, under the throttle of signing in. An unknown login, a wrong code and one
   * that has run out are one answer after the same work: the password is hashed and an entry written in each case. Sessions
   * opened with an earlier password end.
   */
  async join({ login, code, password }: JoinRequest, place: SignInPlace, call: Call): Promise<void> {
    const attempt = await this.throttle.begin(login, place);
    const found = await this.access.joinHouse(login, hashInvitationCode(code), await hashPassword(password));
    const refusal = found?.joined === true ? undefined : 'join.credentials';
    await this.uow.report(
      { action: 'staff.join', request: call.request, refusal },
      found ? staff(found.id, found) : null,
    );
    if (refusal) throw new Refusal(refusal, { field: 'code' });
    await this.throttle.succeeded(attempt);
  }
}
