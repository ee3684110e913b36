import { Module } from '@nestjs/common';
import { SessionService } from './session.service.js';
import { SignInThrottle } from './sign-in-throttle.service.js';

@Module({ providers: [SessionService, SignInThrottle], exports: [SessionService, SignInThrottle] })
export class SessionModule {}
