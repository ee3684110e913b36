import { eligibilityCodes } from '../../../../libs/domain/src/words/codes.eligibility.en.js';

/** What giving and ending tokens of eligibility says in English; the other catalogues take their shape from here. */
export const eligibilityWords = {
  codes: eligibilityCodes,
  eligibility: {
    title: 'Tokens of eligibility',
    intro:
      'A lender, an employer or a training provider is shown a token instead of the record: a programme, a tier and a last day, and nothing of why.',
    none: 'No token has been given yet.',
    give: 'Give a token',
    end: 'End the token',
    end_effect:
      'The partner reads from now on that it has ended. It cannot be made valid again; another one can be given.',
    valid_until: 'Valid until',
    given: 'Given',
    shown: 'First shown',
    used: 'Used',
    partner: 'For whom',
    programme: 'Programme',
    tier: 'Tier',
    use: 'How it is used',
    last_day: 'Last day',
    at_latest: 'At the latest:',
    on_consent: 'On the client’s own consent of',
    no_partners: 'There is no lender, employer or training provider in this region yet.',
    no_consent: {
      lenders: 'The client has not agreed that lenders may be told anything.',
      employers: 'The client has not agreed that employers or training providers may be told anything.',
    },
    ask_first: 'Ask the client. Without a consent of their own nothing is told to anybody.',
    to_consents: 'To the consents of the client',
    code_title: 'The code of the token',
    code_once: 'Give it to the client now. It is shown this once and is kept nowhere.',
    code_gone: 'The code was shown already. If the client does not have it, end this token and give another.',
    copy: 'Copy',
    copied: 'Copied',
    print: 'Print',
    done: 'I have handed it over',
  },
};
