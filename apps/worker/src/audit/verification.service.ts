import { Injectable } from '@nestjs/common';
import { systemActor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { SealingService } from '#platform/audit/sealing.service.js';

const AUDIT = systemActor('system:audit');
const FINDINGS_MAX = 200;

/** Answers an auditor's question whether the log still says what it said. Run twice: the answer is written once. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sealing: SealingService,
  ) {}

  async verify(verificationId: string): Promise<void> {
    const report = await this.sealing.verify();
    await this.uow.run(AUDIT, { do: 'audit.examine', on: { verification: verificationId } }, async (tx) => {
      tx.note({ ok: report.ok, leaves: report.leaves, findings: report.findings.length });
      await tx.query(
        `update audit.verification set finished_at = clock_timestamp(), ok = $2, leaves = $3, checkpoints = $4, findings = $5
         where id = $1 and finished_at is null`,
        [
          verificationId,
          report.ok,
          report.leaves,
          report.checkpoints,
          JSON.stringify(report.findings.slice(0, FINDINGS_MAX)),
        ],
      );
    });
  }
}
