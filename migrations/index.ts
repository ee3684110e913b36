import { Network1700000000001 } from './0001-network.js';
import { Access1700000000002 } from './0002-access.js';
import { Audit1700000000003 } from './0003-audit.js';
import { Bus1700000000004 } from './0004-bus.js';
import { Care1700000000005 } from './0005-care.js';
import { Handoff1700000000006 } from './0006-handoff.js';
import { Vault1700000000007 } from './0007-vault.js';
import { Definers1700000000008 } from './0008-definers.js';
import { Delivery1700000000009 } from './0009-delivery.js';
import { DeskWork1700000000010 } from './0010-desk-work.js';
import { House1700000000011 } from './0011-house.js';
import { Desk1700000000012 } from './0012-desk.js';
import { Directory1700000000013 } from './0013-directory.js';
import { Keys1700000000014 } from './0014-keys.js';
import { IdentityAccess1700000000016 } from './0016-identity-access.js';
import { Erasure1700000000017 } from './0017-erasure.js';
import { Consent1700000000018 } from './0018-consent.js';
import { Window1700000000019 } from './0019-window.js';
import { Notices1700000000020 } from './0020-notices.js';
import { Rights1700000000021 } from './0021-rights.js';
import { Eligibility1700000000022 } from './0022-eligibility.js';
import { Assessments1700000000024 } from './0024-assessments.js';
import { OwnRecord1700000000023 } from './0023-own-record.js';
import { Contacts1700000000025 } from './0025-contacts.js';
import { Notes1700000000026 } from './0026-notes.js';
import { Documents1700000000027 } from './0027-documents.js';
import { Plans1700000000028 } from './0028-plans.js';
import { FollowUps1700000000029 } from './0029-follow-ups.js';
import { Chart1700000000030 } from './0030-chart.js';
import { Medicines1700000000031 } from './0031-medicines.js';
import { Programmes1700000000033 } from './0033-programmes.js';
import { Ward1700000000032 } from './0032-ward.js';

/** Every migration in order, as classes: the same in tsc, swc and jest. */
export const MIGRATIONS = [
  Network1700000000001,
  Access1700000000002,
  Audit1700000000003,
  Bus1700000000004,
  Care1700000000005,
  Handoff1700000000006,
  Vault1700000000007,
  Definers1700000000008,
  Delivery1700000000009,
  DeskWork1700000000010,
  House1700000000011,
  Desk1700000000012,
  Directory1700000000013,
  Keys1700000000014,
  IdentityAccess1700000000016,
  Erasure1700000000017,
  Consent1700000000018,
  Window1700000000019,
  Notices1700000000020,
  Rights1700000000021,
  Eligibility1700000000022,
  OwnRecord1700000000023,
  Assessments1700000000024,
  Contacts1700000000025,
  Notes1700000000026,
  Documents1700000000027,
  Plans1700000000028,
  FollowUps1700000000029,
  Chart1700000000030,
  Medicines1700000000031,
  Ward1700000000032,
  Programmes1700000000033,
];
