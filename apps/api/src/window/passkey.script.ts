/**
 * The one script that does something: it asks the telephone for its key and puts the answer into the form, which then posts as every
 * form does. What it needs stands hidden until it runs, so without scripts nobody sees a button that does nothing.
 */
export const PASSKEY_SCRIPT_TEXT = `(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const described = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const ways = {
    create: (o) => navigator.credentials.create({ publicKey: { ...o, challenge: bytes(o.challenge), user: { ...o.user, id: bytes(o.user.id) }, excludeCredentials: described(o.excludeCredentials) } }),
    get: (o) => navigator.credentials.get({ publicKey: { ...o, challenge: bytes(o.challenge), allowCredentials: described(o.allowCredentials) } }),
  };
  const answer = (key) => {
    const { response } = key;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[part]) said[part] = text(response[part]);
    if (response.getTransports) said.transports = response.getTransports();
    return { id: key.id, rawId: text(key.rawId), type: key.type, response: said, clientExtensionResults: {}, authenticatorAttachment: key.authenticatorAttachment || undefined };
  };
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const form = box.querySelector('form');
    const button = form.querySelector('button');
    box.hidden = false;
    form.addEventListener('submit', async (event) => {
      if (form.elements.answer.value) return;
      event.preventDefault();
      button.disabled = true;
      try {
        const key = await ways[box.dataset.passkey](JSON.parse(box.dataset.options));
        form.elements.answer.value = JSON.stringify(answer(key));
        form.submit();
      } catch {
        button.disabled = false;
      }
    });
  }
  for (const one of document.querySelectorAll('[data-no-script]')) one.hidden = true;
})();
`;
