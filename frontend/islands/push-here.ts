// <push-here key>: lets this browser show notifications. Its form carries what the browser gave to the server.
//
// The words for what can go wrong stand in data-old (browser), data-no (the person's own answer) and data-lost (the push service).
import { NOTIFIER } from "../page/trusted-types";

const FIELDS = ["endpoint", "p256dh", "auth"] as const;

/** The server's key as a browser wants it; addresses carry it as base64. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

export class PushHere extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", (event) => void this.#submit(event));
    // The form inside may be read only after the element itself; without scripts there is no button.
    queueMicrotask(() => this.querySelector("form")?.removeAttribute("hidden"));
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (!navigator.serviceWorker || !("PushManager" in globalThis) || !("Notification" in globalThis)) return this.#say("old");
    if ((await Notification.requestPermission()) !== "granted") return this.#say("no");
    const given = await this.#subscribe().catch(() => undefined);
    if (!given?.endpoint) return this.#say("lost");
    const values = { endpoint: given.endpoint, p256dh: given.keys?.["p256dh"], auth: given.keys?.["auth"] };
    for (const name of FIELDS) (form.elements.namedItem(name) as HTMLInputElement).value = values[name] ?? "";
    form.submit();
  }

  async #subscribe(): Promise<PushSubscriptionJSON> {
    await navigator.serviceWorker.register(NOTIFIER, { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that was given before may belong to another key, or to somebody else who sat here.
    await (await pushManager.getSubscription())?.unsubscribe();
    const key = keyBytes(this.getAttribute("key") ?? "");
    return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  }

  #say(what: "old" | "no" | "lost"): void {
    const note = this.querySelector<HTMLElement>("[role='alert']");
    if (note) note.textContent = this.dataset[what] ?? "";
  }
}

customElements.define("push-here", PushHere);
