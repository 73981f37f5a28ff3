// Reading the live stream for as long as the page lasts: resumed where it broke, at a pace that does not run the server over.
import { type Message, Refused, read } from "./sse";

/** How far a page has been told, by room. */
export type Places = Record<string, number>;

export interface Hint {
  event: string;
  room: string;
  idx: number;
  kind: string;
  spread: number;
}

export interface Told {
  hint(hint: Hint): void;
  open(open: boolean): void;
  refused(): void;
}

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;
const SILENCE = 75_000;

function hintOf(message: Message): Hint {
  const data = JSON.parse(message.data) as Partial<Hint>;
  return { event: message.event, room: data.room ?? "", idx: data.idx ?? -1, kind: data.kind ?? "", spread: data.spread ?? 0 };
}

export class LiveReader {
  #stream: AbortController | undefined;
  #pause = FIRST_PAUSE;
  #lost = 0;
  #open: boolean | undefined;
  #anew = false;
  #before = false;

  constructor(readonly rooms: Set<string>, readonly at: Places, private readonly told: Told) {}

  get open(): boolean {
    return this.#open ?? false;
  }

  /** Another room is to be read as well: begin a new stream with it. */
  anew(): void {
    this.#anew = true;
    this.#stream?.abort();
  }

  /** Read until the signal comes or the server says no. */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener("abort", () => this.#stream?.abort());
    while (!stop.aborted) {
      try {
        await this.#follow();
      } catch (problem) {
        if (problem instanceof Refused) return this.told.refused();
        if (!this.#anew && !stop.aborted && ++this.#lost > 1) this.#show(false);
      }
      if (!this.#anew && !stop.aborted) await this.#rest(stop);
      this.#anew = false;
    }
  }

  #show(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.told.open(open);
  }

  /** What waits for a person has no index to go on from, so it is asked for after every break. */
  #opened(): void {
    this.#lost = 0;
    if (this.#before) this.told.hint({ event: "inbox", room: "", idx: -1, kind: "inbox", spread: 0 });
    this.#before = true;
    this.#show(true);
  }

  /** Pauses grow, and differ between browsers. */
  #rest(stop: AbortSignal): Promise<void> {
    const pause = Math.min(LONGEST_PAUSE, this.#pause * 2 ** Math.max(0, this.#lost - 1));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause * (0.75 + Math.random() / 2));
      stop.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }

  async #follow(): Promise<void> {
    const stream = (this.#stream = new AbortController());
    let silence: ReturnType<typeof setTimeout> | undefined;
    const alive = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => stream.abort(), SILENCE);
    };
    const message = (one: Message): void => this.#message(one);
    try {
      const retry = (ms: number): void => void (this.#pause = ms);
      await read(this.#url(), { message, alive, retry, open: () => this.#opened() }, stream.signal);
    } finally {
      clearTimeout(silence);
    }
  }

  #url(): string {
    const at = Object.entries(this.at).map(([room, idx]) => `${room}.${idx}`);
    return `/live/stream?rooms=${[...this.rooms].join(",")}&at=${at.join(",")}`;
  }

  /** The id says from where to go on; it may lie before the hint's own index while others wait. */
  #message(message: Message): void {
    if (message.event === "here") {
      const { at } = JSON.parse(message.data) as { at: Places };
      for (const [room, idx] of Object.entries(at)) this.at[room] ??= idx;
      return;
    }
    const [room, idx] = message.id.split(".");
    if (room && idx) this.at[room] = Number(idx);
    this.told.hint(hintOf(message));
  }
}
