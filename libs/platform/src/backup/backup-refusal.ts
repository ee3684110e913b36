import { StartupError } from '../process/startup-error.js';

/** Why a backup cannot be made, believed or brought back; tests and scripts go by the code, people by the sentences. */
export type BackupRefusalCode =
  | 'backup.folder_not_empty'
  | 'backup.folder_of_another'
  | 'backup.folder_within_data'
  | 'backup.none'
  | 'backup.wrong_key'
  | 'backup.damaged'
  | 'backup.truncated'
  | 'backup.missing'
  | 'backup.outside_range'
  | 'backup.target_not_empty'
  | 'backup.target_in_use'
  | 'backup.no_room'
  | 'backup.wal_lost'
  | 'backup.tablespaces'
  | 'backup.server_not_named'
  | 'backup.server_not_reached'
  | 'backup.recovery_failed'
  | 'backup.audit_not_whole';

export class BackupRefusal extends StartupError {
  constructor(
    readonly code: BackupRefusalCode,
    problem: string,
    remedy: string,
  ) {
    super(problem, remedy);
    this.name = 'BackupRefusal';
  }
}
