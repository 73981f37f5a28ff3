// <key-shortcuts>: a single key goes to the element that names it (data-key="c"); Escape closes what is open.
// The attribute "off" leaves only Escape, for people whose tools speak in single keys.
// A details element whose summary names a key leads into its first field when it opens, by key or by hand.

/** Whether the key belongs to what somebody is writing. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

/** Whether somebody can see and reach it; what stands in a closed details element has a shape all the same. */
function isThere(one: HTMLElement): boolean {
  return one.getClientRects().length > 0 && !one.closest("details:not([open]) > :not(summary)");
}

export class KeyShortcuts extends HTMLElement {
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.#close(event.target);
    else if (!this.hasAttribute("off") && !isWriting(event.target)) this.#go(event);
  };

  readonly #opened = (event: Event): void => {
    const opened = event.target;
    if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.querySelector(":scope > summary[data-key]")) return;
    opened.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.#pressed);
    document.addEventListener("toggle", this.#opened, true);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#pressed);
    document.removeEventListener("toggle", this.#opened, true);
  }

  /** Close the menu or list that is open, and give the focus back to what opened it. */
  #close(target: EventTarget | null): void {
    const inside = target instanceof Element ? target.closest("details[open]") : null;
    const open = inside ?? document.querySelector("details.me[open], details.who[open], details.pick[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary")?.focus();
  }

  #go(event: KeyboardEvent): void {
    const named = Array.from(document.querySelectorAll<HTMLElement>("[data-key]"));
    const seen = named.filter((one) => one.dataset["key"] === event.key && isThere(one));
    const found = seen.find(isWriting) ?? seen[0];
    if (!found) return;
    event.preventDefault();
    if (isWriting(found)) found.focus();
    else found.click();
  }
}

customElements.define("key-shortcuts", KeyShortcuts);
