import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { addAsset, asset } from '../pages/page-assets.js';
import type { FormKey, PageContext } from '../pages/page-context.js';
import { PASSKEY_SCRIPT_TEXT } from './passkey.script.js';

export const PASSKEY_SCRIPT = addAsset(
  asset('key', 'js', 'text/javascript; charset=utf-8', PASSKEY_SCRIPT_TEXT),
);

/** What a telephone is asked to sign: the mark of the form, so that an answer is good in this browser and for this form alone. */
export function challengeOf(mark: string): string {
  return Buffer.from(mark).toString('base64url');
}

interface PasskeyFormProps {
  readonly way: 'create' | 'get';
  readonly action: string;
  readonly formKey: FormKey;
  readonly options: object;
  readonly say: string;
  readonly code?: string;
}

function PasskeyForm({ way, action, formKey, options, say, code }: PasskeyFormProps) {
  return (
    <div hidden data-passkey={way} data-options={JSON.stringify(options)}>
      <form method="post" action={action}>
        <input type="hidden" name="key" value={formKey.key} />
        <input type="hidden" name="mark" value={formKey.mark} />
        <input type="hidden" name="answer" value="" />
        {code !== undefined && <input type="hidden" name="code" value={code} />}
        <button type="submit" className="plain">
          {say}
        </button>
      </form>
    </div>
  );
}

/** The way in with the key of a telephone; it names no key, so it tells nobody who has one. */
export function PasskeyEntry({ context, say }: { readonly context: PageContext; readonly say: string }) {
  const action = '/window/key';
  const formKey = context.formKey(action, 'dated');
  const options = { challenge: challengeOf(formKey.mark), userVerification: 'required', timeout: 120_000 };
  return <PasskeyForm way="get" action={action} formKey={formKey} options={options} say={say} />;
}

export function PasskeyOffer({
  formKey,
  options,
  say,
  code,
}: {
  readonly formKey: FormKey;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
  readonly say: string;
  readonly code: string;
}) {
  const action = '/window/keys';
  return (
    <PasskeyForm way="create" action={action} formKey={formKey} options={options} say={say} code={code} />
  );
}
