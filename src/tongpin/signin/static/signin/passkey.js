// Passkeys: the browser's own dialogue answers what the server asks (data-options, or data-ask: an address that tells it),
// the answer goes into the form's field `credential`, and the form is sent. Without a script the server says what is missing.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

async function asked(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options.publicKey;
}

async function made(form, options) {
  const alone = form.elements.passwordless?.checked ?? false;
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
      authenticatorSelection: {
        ...options.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        userVerification: alone ? "required" : options.authenticatorSelection?.userVerification,
      },
    },
  });
  return [credential, { attestationObject: text(credential.response.attestationObject), transports: credential.response.getTransports?.() ?? [] }];
}

async function shown(options) {
  const credential = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return [credential, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) }];
}

async function answer(form) {
  const options = await asked(form);
  const [credential, response] = await (form.dataset.passkey === "make" ? made(form, options) : shown(options));
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function say(form, words) {
  const place = form.querySelector("[data-passkey-says]");
  place.textContent = words;
  place.hidden = !words;
}

function reason(form) {
  const { noAddress, noPasskey } = form.dataset;
  if (/^[\d.]+$|^\[/.test(location.hostname)) return noAddress;
  return window.PublicKeyCredential && window.isSecureContext ? "" : noPasskey;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const why = reason(form);
    say(form, why);
    if (why) return;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form));
      form.submit();
    } catch (error) {
      say(form, error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed);
    }
  });
}
