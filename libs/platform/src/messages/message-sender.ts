import type { Language } from '#domain/charter/code-lists.js';
import type { NoticeText } from '#domain/words/notices.js';
import type { PushDevice } from '#domain/wire/notices.js';

/** Where a message goes. It is known from the moment in which it is sent to the end of that, and is in no log and no error. */
export type Destination =
  | { readonly channel: 'email'; readonly address: string }
  | { readonly channel: 'sms'; readonly number: string }
  | { readonly channel: 'push'; readonly devices: readonly PushDevice[] };

export interface OutgoingMessage {
  /** The delivery: the same message sent twice carries the same number, so that a server or a reader can tell. */
  readonly id: string;
  readonly to: Destination;
  readonly text: NoticeText;
  readonly language: Language;
  /** Whether the neutral name of the sender may stand beside it. */
  readonly sayFrom: boolean;
}

export interface Sending {
  /** `undelivered`: whoever it went to is known not to be there any more, and trying again would change nothing. */
  readonly outcome: 'sent' | 'simulated' | 'undelivered';
  /** The number under which the gateway will tell what became of it. */
  readonly reference: string | null;
  /** Browsers of which their push service says that they are not there any more. */
  readonly gone?: readonly PushDevice[];
}

/** A way out of the house. Whoever sends twice under one id may be heard twice, never more often than asked. */
export interface MessageSender {
  /** Whether messages really leave; otherwise they are simulated. */
  readonly leaves: boolean;
  send(message: OutgoingMessage): Promise<Sending>;
}

/** A message that was not taken. Says why by a code of the protocol, and never to whom or what. */
export class CannotSend extends Error {
  constructor(
    readonly code: string,
    /** The address itself was refused: no later try will be taken. */
    readonly isFinal: boolean,
  ) {
    super(`a message was not taken: ${code}`);
    this.name = 'CannotSend';
  }
}
