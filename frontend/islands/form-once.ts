// <form-once data-lost data-down data-again>: sends its form once, and keeps what was typed when the line drops.
//
// Without scripts the form inside works as any form. The form's key makes a second sending of the same words count once,
// so "Try again" is always safe.
import { showPage } from "../page/page-swap";

interface HtmxDetail {
  xhr?: XMLHttpRequest;
}

function clock(): string {
  return new Date().toLocaleTimeString(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" });
}

export class FormOnce extends HTMLElement {
  #busy = false;
  #pressed: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("submit", (event) => void this.#submit(event));
    this.#hear("htmx:beforeRequest", () => this.#sending(true));
    this.#hear("htmx:afterRequest", () => this.#sending(false));
    this.#hear("htmx:sendError", () => this.#say(this.dataset["lost"] ?? ""));
    this.#hear("htmx:timeout", () => this.#say(this.dataset["down"] ?? ""));
    this.#hear("htmx:responseError", (event) => this.#answered(event.detail.xhr));
    addEventListener("pageshow", this.#back);
  }

  /** Only what the form itself sends: a field inside may ask for things of its own while somebody writes. */
  #hear(name: string, then: (event: CustomEvent<HtmxDetail>) => void): void {
    this.addEventListener(name, (event) => {
      if (event.target instanceof HTMLFormElement) then(event as CustomEvent<HtmxDetail>);
    });
  }

  disconnectedCallback(): void {
    removeEventListener("pageshow", this.#back);
  }

  readonly #back = (): void => this.#sending(false);

  async #submit(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    if (this.#busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    this.#pressed = event.submitter;
    if (event.defaultPrevented || form.hasAttribute("hx-post") || form.dataset["plain"] !== undefined) return;
    event.preventDefault();
    this.#sending(true);
    try {
      await this.#send(form, event.submitter);
    } catch {
      this.#say(this.dataset["lost"] ?? "");
    } finally {
      this.#sending(false);
    }
  }

  /** The answer is a page: after a redirect, or the same form with what needs another look. */
  async #send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const body = new FormData(form, submitter as HTMLButtonElement | null);
    const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
    const files = form.enctype === "multipart/form-data";
    const response = await fetch(action, {
      method: "POST",
      headers: { Accept: "text/html" },
      body: files ? body : new URLSearchParams(body as unknown as Record<string, string>),
    });
    if (response.status >= 500) return this.#say(this.dataset["down"] ?? "");
    const shown = response.redirected ? response.url : "";
    if (!response.headers.get("Content-Type")?.startsWith("text/html")) return location.assign(response.url);
    showPage(await response.text(), shown);
  }

  #answered(xhr: XMLHttpRequest | undefined): void {
    if (!xhr || xhr.status >= 500) this.#say(this.dataset["down"] ?? "");
    else showPage(xhr.responseText, "");
  }

  #sending(busy: boolean): void {
    this.#busy = busy;
    for (const button of this.querySelectorAll("button:not([type='button'])")) {
      button.toggleAttribute("aria-disabled", busy);
      if (busy) button.setAttribute("aria-disabled", "true");
    }
    if (busy) this.#say("");
  }

  /** The sentence beside the button, with a way to try again. */
  #say(words: string): void {
    const note = this.querySelector<HTMLElement>(".once-note");
    if (!note) return;
    note.replaceChildren();
    if (!words) return;
    const sentence = document.createElement("p");
    sentence.className = "wrong-words";
    sentence.textContent = words.replace("{time}", clock());
    const again = document.createElement("button");
    again.className = "btn btn-quiet btn-sm";
    again.type = "button";
    again.textContent = this.dataset["again"] ?? "";
    again.addEventListener("click", () => this.querySelector("form")?.requestSubmit(this.#pressed));
    note.append(sentence, again);
  }
}

customElements.define("form-once", FormOnce);
