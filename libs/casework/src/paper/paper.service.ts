import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type { PaperKind } from '#domain/charter/paper.js';
import { Refusal } from '#domain/refusal.js';
import type { PaperRequest } from '#domain/wire/paper.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { printPaper } from '#platform/paper/print-paper.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import type { OwnRecord } from './own-record.js';
import { readOwnRecord, readRecordAtRequest } from './own-record.queries.js';
import { accountingPaper, certificatePaper, consentPaper, recordPaper } from './papers.js';
import { recordBundle } from './record-bundle.js';

/** Which paper, in which language; `consent`: which one, where a copy of one is wanted. */
export interface PaperWanted {
  readonly paper: PaperKind;
  readonly language: Language;
  readonly consent?: string | undefined;
}

/** A file for the client; its name says nothing of what it is about. */
export interface PaperFile {
  readonly name: string;
  readonly type: 'application/pdf' | 'application/fhir+json';
  readonly bytes: Buffer;
}

/**
 * What a client takes with them (R-D05, R-D11, R-L03; ADR 0041): from their own window, or through the house that is responsible,
 * at their request. The audit has it before a byte leaves; each paper is made anew and kept nowhere.
 */
@Injectable()
export class PaperService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** For the client who acts in their own window. */
  async take(actor: Actor, call: Call, wanted: PaperWanted): Promise<PaperFile> {
    return await this.uow
      .run(actor, { do: 'paper.take', ...call }, async (tx) => {
        tx.note({ paper: wanted.paper, language: wanted.language });
        return this.draw(await readOwnRecord(tx, this.keys.base), wanted);
      })
      .then(finish);
  }

  /**
   * For staff of the house that is responsible, at the client's request and into the client's hand; why and how they asked is
   * in the audit. Refuses every other house, and a certificate where nothing shows that treatment is voluntary.
   */
  async handOver(actor: Actor, call: Call, code: string, wanted: PaperRequest): Promise<PaperFile> {
    const { paper, language, consent, asked_how } = wanted;
    return await this.uow
      .run(actor, { do: 'paper.hand_over', on: { client: code }, why: asked_how, ...call }, async (tx) => {
        tx.note({ paper, language });
        if (paper === 'certificate' && asked_how !== 'in_person')
          throw new Refusal('paper.in_person_only', { field: 'asked_how' });
        const { client_id } = await locate(tx, code);
        return this.draw(await readRecordAtRequest(tx, client_id, this.keys.base), {
          paper,
          language,
          consent,
        });
      })
      .then(finish);
  }

  /** Refused inside the transaction, so that the audit has it; set and printed after it. */
  private draw(record: OwnRecord, { paper, language, consent }: PaperWanted): Drawn {
    const law = this.packs.of(record.jurisdiction).redisclosure_notice.texts[language];
    switch (paper) {
      case 'record':
        return { paper: recordPaper(record, language, law) };
      case 'record_data':
        return { bundle: recordBundle(record, language, law) };
      case 'accounting':
        return { paper: accountingPaper(record, language, law) };
      case 'consent':
        return { paper: consentPaper(record, language, law, consent) };
      case 'certificate':
        return { paper: certificatePaper(record, language) };
    }
  }
}

type Drawn =
  { readonly paper: ReturnType<typeof recordPaper> } | { readonly bundle: ReturnType<typeof recordBundle> };

async function finish(drawn: Drawn): Promise<PaperFile> {
  if ('bundle' in drawn) {
    const bytes = Buffer.from(JSON.stringify(drawn.bundle), 'utf8');
    return { name: 'paper.json', type: 'application/fhir+json', bytes };
  }
  return { name: 'paper.pdf', type: 'application/pdf', bytes: await printPaper(drawn.paper) };
}
