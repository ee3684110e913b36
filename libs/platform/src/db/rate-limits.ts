import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';

const HOUR_SECONDS = 3_600;

/** Counters of failed sign-ins and of searches, kept in PostgreSQL so that several api processes count together (rate-limiter-flexible). */
@Injectable()
export class RateLimits {
  /** Failures of one login from one address. */
  readonly pair: RateLimiterPostgres;
  /** Attempts from one address. */
  readonly address: RateLimiterPostgres;
  /** The one attempt that a pause lets through. */
  readonly turn: RateLimiterPostgres;
  /** Searches for a person by one account. */
  readonly search: RateLimiterPostgres;

  /** Tries of one code to come back with. */
  readonly returnCode: RateLimiterPostgres;
  /** Tries of codes in one house. */
  readonly returnHouse: RateLimiterPostgres;

  /** Tries of one code to open a window with. */
  readonly windowCode: RateLimiterPostgres;
  /** Tries to open a window from one address. */
  readonly windowAddress: RateLimiterPostgres;
  /** Wrong passphrases of one complaint. */
  readonly complaintCode: RateLimiterPostgres;
  /** Tries at complaints from one address, and the turns an address gets when there were too many. */
  readonly complaintAddress: RateLimiterPostgres;
  readonly complaintTurn: RateLimiterPostgres;
  /** Codes of tokens that one account tried and that were none. */
  readonly tokenTries: RateLimiterPostgres;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const limiter = (keyPrefix: string, points: number, duration = HOUR_SECONDS) =>
      new RateLimiterPostgres({
        storeClient: dataSource,
        storeType: 'typeorm',
        schemaName: 'access',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout: true,
        keyPrefix,
        points,
        duration,
      });
    this.pair = limiter('pair', LIMITS.sign_in_failures_before_delay);
    this.address = limiter('address', LIMITS.sign_in_address_failures_per_hour);
    this.turn = limiter('turn', 1);
    this.returnCode = limiter('return-code', LIMITS.return_failures_before_delay);
    this.returnHouse = limiter('return-house', LIMITS.return_house_failures_per_hour);
    this.windowCode = limiter('window-code', LIMITS.window_failures_before_delay);
    this.windowAddress = limiter('window-address', LIMITS.window_address_failures_per_hour);
    this.complaintCode = limiter('complaint-code', LIMITS.complaint_failures_before_delay);
    this.complaintAddress = limiter('complaint-address', LIMITS.complaint_address_tries_per_hour);
    this.complaintTurn = limiter('complaint-turn', 1, LIMITS.complaint_slow_seconds);
    this.tokenTries = limiter('token', LIMITS.token_failures_per_hour);
    this.search = limiter('search', LIMITS.identity_searches_per_hour);
  }
}
