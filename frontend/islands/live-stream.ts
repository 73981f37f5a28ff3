// <live-stream key rooms at data-slow>: keeps the page true while others act.
//
// For htmx: hx-trigger="live:commitment from:body" fetches again after every entry of that noun in any room of this page's person,
// "live:commitment:<room> from:body" of one room. Detail: {room, idx, kind, spread}. "live:inbox" says that something new waits.
// "live:slow" says that anything may have happened: after a gap in the line, and once a minute without it.
// "now:<noun>" comes without the spread, for elements that fetch from live's own memory.
import { LiveLine } from "../page/live-line";
import type { Hint, Places } from "../page/live-read";
import { showAgain } from "../page/page-swap";

const SLOW = 60_000;

/** `01J….17,01K….4` as rooms and indexes. */
export function places(text: string): Places {
  const pairs = text.split(",").filter(Boolean).map((place) => place.split("."));
  return Object.fromEntries(pairs.map(([room, idx]) => [room, Number(idx)]));
}

export class LiveStream extends HTMLElement {
  #line: LiveLine | undefined;
  #waiting = new Map<string, Hint>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #opened = false;
  #since: Places = {};
  readonly #shown = (): void => this.#flush();

  connectedCallback(): void {
    const rooms = (this.getAttribute("rooms") ?? "").split(",").filter(Boolean);
    this.#since = places(this.getAttribute("at") ?? "");
    document.addEventListener("visibilitychange", this.#shown);
    this.#line = new LiveLine(this.getAttribute("key") ?? "", rooms, this.#since, {
      hint: (hint) => this.#hint(hint),
      open: (open) => this.#state(open),
      refused: () => void this.#refused(),
    });
    this.#line.start();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#shown);
    clearInterval(this.#timer);
    this.#line?.stop();
    this.#line = undefined;
  }

  /** What the page shows already needs no fetching; what nobody looks at can wait until somebody does. */
  #hint(hint: Hint): void {
    if (hint.room && hint.idx <= (this.#since[hint.room] ?? -1)) return;
    this.#waiting.set(`${hint.event} ${hint.room}`, hint);
    if (document.visibilityState === "visible") {
      // What lies in live's memory costs nothing to ask for: whoever knows how need not wait for their turn.
      document.body.dispatchEvent(new CustomEvent(`now:${hint.event}`, { detail: hint }));
      setTimeout(() => this.#flush(), hint.spread > 0 ? Math.random() * hint.spread : 0);
    }
  }

  #flush(): void {
    if (document.visibilityState !== "visible") return;
    const hints = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const hint of hints) {
      if (hint.event === "catch-up") this.#everything(hint);
      else this.#dispatch(hint.event, hint);
    }
  }

  #dispatch(name: string, detail: Hint): void {
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
    if (detail.room) document.body.dispatchEvent(new CustomEvent(`live:${name}:${detail.room}`, { detail }));
  }

  /** Tell every element that listens to anything once, without knowing what there is. */
  #everything(detail: Hint): void {
    const names = new Set<string>();
    for (const one of document.querySelectorAll('[hx-trigger*="live:"]')) {
      const heard: string[] = one.getAttribute("hx-trigger")?.match(/live:[\w:-]+/g) ?? [];
      const told = heard.includes("live:slow") ? "live:slow" : heard[0];
      if (told && !heard.some((name) => names.has(name))) names.add(told);
    }
    for (const name of names) document.body.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Without the line the page asks once a minute, and says so in a quiet sentence. */
  #state(open: boolean): void {
    if (open) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.textContent = "";
      this.#opened = true;
    } else if (this.#timer === undefined) {
      this.textContent = this.dataset["slow"] ?? "";
      const all = { event: "catch-up", room: "", idx: -1, kind: "catch-up", spread: 0 };
      this.#timer = setInterval(() => this.#hint(all), SLOW);
    }
  }

  /** Refused after it was open: somebody's seat has ended. The server says what may still be seen, and the page shows that. */
  async #refused(): Promise<void> {
    if (this.#opened) await showAgain();
    else this.#state(false);
  }
}

customElements.define("live-stream", LiveStream);
