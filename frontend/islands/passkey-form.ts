// <passkey-form mode options>: asks the device for a passkey and sends what it says with the form inside.
//
// mode "login": the options are fetched from the form's address; "confirm": given in the attribute; "create": a new passkey is made.
// The words for what can go wrong stand in data-old (browser), data-stopped (by the person or the device) and data-lost (connection).

type Mode = "login" | "confirm" | "create";
interface Options {
  publicKey: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** A new key that signs in by itself must be kept on the device and ask who holds it. */
function forSigningIn(options: Options, alone: boolean): Options {
  const selection = { ...options.publicKey.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return { publicKey: { ...options.publicKey, authenticatorSelection: selection } };
}

export class PasskeyForm extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", (event) => void this.#submit(event));
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (typeof PublicKeyCredential === "undefined" || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) {
      return this.#say("old");
    }
    const options = await this.#options(form).catch(() => undefined);
    if (!options) return this.#say("lost");
    try {
      const credential = await this.#ask(form, options);
      const field = form.elements.namedItem("credential") as HTMLInputElement;
      field.value = JSON.stringify(credential.toJSON());
    } catch {
      return this.#say("stopped");
    }
    form.submit();
  }

  async #options(form: HTMLFormElement): Promise<Options> {
    const given = this.getAttribute("options");
    if (given) return JSON.parse(given) as Options;
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`no options: ${response.status}`);
    return ((await response.json()) as { request_options: Options }).request_options;
  }

  async #ask(form: HTMLFormElement, options: Options): Promise<PublicKeyCredential> {
    if ((this.getAttribute("mode") as Mode) !== "create") {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
      return (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    }
    const choice = form.elements.namedItem("passwordless");
    const wanted = choice instanceof HTMLInputElement ? forSigningIn(options, choice.checked) : options;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(wanted.publicKey);
    return (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  }

  #say(what: "old" | "lost" | "stopped"): void {
    const note = this.querySelector<HTMLElement>("[role='alert']");
    if (note) note.textContent = this.dataset[what] ?? "";
  }
}

customElements.define("passkey-form", PasskeyForm);
