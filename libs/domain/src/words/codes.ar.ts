import { actionCodes } from './codes.action.ar.js';
import { erasureCodes } from './codes.erasure.ar.js';
import { everydayCodes } from './codes.everyday.ar.js';
import { identityCodes } from './codes.identity.ar.js';

/** Values of the charter in Arabic words. */
export const codes = { ...everydayCodes, ...erasureCodes, ...identityCodes, ...actionCodes };
