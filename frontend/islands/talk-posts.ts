// <talk-posts room topic audience since end data-one data-many data-gap>: shows what others say in an open topic, by itself.
//
// On a hint it asks live for the latest posts of the topic, which are the same for everybody of one side and lie in its memory;
// where that fails it asks the page's own address. What is being read or written never moves: a new post below the fold is
// announced in a quiet line, and one that comes above the field somebody writes in is scrolled away by its height.
import htmx from "../page/htmx";
import type { Hint } from "../page/live-read";
import { figure, keepTranslation, turnsIn } from "../page/posts";

const NOUNS = ["post", "question", "meaning", "slow"];

export class TalkPosts extends HTMLElement {
  readonly #stop = new AbortController();
  #applied = -1;
  #turn = 0;
  #asking: Promise<void> = Promise.resolve();
  #below: HTMLElement[] = [];

  connectedCallback(): void {
    const signal = this.#stop.signal;
    for (const noun of NOUNS) {
      document.body.addEventListener(`now:${noun}`, (event) => this.#queue(event, true), { signal });
      document.body.addEventListener(`live:${noun}`, (event) => this.#queue(event, false), { signal });
    }
    addEventListener("scroll", () => this.#looked(), { signal, passive: true });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  /** One after the other, so that the second knows what the first has brought. */
  #queue(event: Event, now: boolean): void {
    this.#asking = this.#asking.then(() => this.#hear(event, now)).catch(() => undefined);
  }

  /** `now` comes to everybody at once and asks live; `live` comes spread over time, and asks only if that did not help. */
  async #hear(event: Event, now: boolean): Promise<void> {
    const hint = (event as CustomEvent<Hint | undefined>).detail;
    const idx = hint?.idx ?? Number.MAX_SAFE_INTEGER;
    if (hint?.room && hint.room !== this.getAttribute("room")) return;
    if (idx <= this.#applied && hint?.kind !== "catch-up") return;
    const since = this.getAttribute("since") ?? "";
    let markup = await this.#fetch(now && hint ? this.#fragment(idx) : since);
    if (now && markup !== undefined && this.#missed(markup)) markup = (await this.#fetch(since)) ?? markup;
    if (markup === undefined) return;
    if (hint && hint.idx > this.#applied) this.#applied = hint.idx;
    this.show(markup);
  }

  #fragment(idx: number): string {
    const [room, audience, topic] = ["room", "audience", "topic"].map((name) => this.getAttribute(name) ?? "");
    return `/live/fragment/${room}/${idx}/${audience}/talk.${topic}`;
  }

  /** Live keeps the few latest changes; a page that has not seen the one before them asks for more. */
  #missed(markup: string): boolean {
    const known = Math.max(this.#turn, ...turnsIn(this.innerHTML));
    this.#turn = Math.max(known, ...turnsIn(markup));
    return Math.min(...turnsIn(markup)) > known + 1;
  }

  async #fetch(url: string): Promise<string | undefined> {
    const response = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => undefined);
    return response?.ok && !response.redirected ? response.text() : undefined;
  }

  /** Take over what is new or has changed. */
  show(markup: string): void {
    const list = this.querySelector<HTMLElement>(".posts");
    if (!list) return;
    const page = new DOMParser().parseFromString(markup, "text/html");
    const held = this.#held(list);
    const before = held?.getBoundingClientRect().top ?? 0;
    for (const post of Array.from(page.querySelectorAll<HTMLElement>("article.post"))) this.#take(list, post);
    const still = held?.isConnected ? held : document.getElementById(held?.id ?? "");
    const moved = (still?.getBoundingClientRect().top ?? before) - before;
    if (moved !== 0) scrollBy(0, moved);
    this.#announce();
  }

  /** What stays where it is: the field somebody writes in, else the post they read, else whatever stands below. */
  #held(list: HTMLElement): HTMLElement | undefined {
    const field = document.activeElement;
    if (field instanceof HTMLElement && /^(TEXTAREA|INPUT|SELECT)$/.test(field.tagName) && !list.contains(field)) return field;
    const seen = (one: HTMLElement): boolean => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight;
    const posts = Array.from(list.querySelectorAll<HTMLElement>(":scope > article"));
    return posts.find(seen) ?? document.getElementById("say") ?? undefined;
  }

  #take(list: HTMLElement, post: HTMLElement): void {
    const here = list.querySelector<HTMLElement>(`#${CSS.escape(post.id)}`);
    const fresh = document.adoptNode(post);
    if (here) {
      if (figure(fresh, "turn") > figure(here, "turn")) this.#replace(here, fresh);
      return;
    }
    const last = Array.from(list.querySelectorAll<HTMLElement>(":scope > article")).pop();
    const end = last ? figure(last, "number") : 0;
    if (figure(fresh, "number") <= end || !this.hasAttribute("end")) return;
    if (figure(fresh, "number") > end + 1) return this.#say(this.dataset["gap"] ?? "");
    fresh.classList.add("arrived");
    this.#put(fresh, () => list.append(fresh));
    if (fresh.getBoundingClientRect().top > innerHeight) this.#below.push(fresh);
  }

  /** Somebody who is choosing a sign goes on choosing; the next change brings both. */
  #replace(here: HTMLElement, fresh: HTMLElement): void {
    const pressed = document.activeElement;
    const translates = pressed?.classList.contains("translate") ?? false;
    const inside = here.contains(pressed);
    if (inside && !translates) return;
    keepTranslation(here, fresh);
    this.#put(fresh, () => here.replaceWith(fresh));
    if (inside) fresh.querySelector<HTMLElement>(".translate")?.focus({ preventScroll: true });
  }

  #put(post: HTMLElement, put: () => void): void {
    put();
    htmx.process(post);
  }

  /** "2 new below", as a way there; gone once they have been seen. */
  #announce(): void {
    const first = this.#below[0];
    if (!first) return;
    const words = this.#below.length === 1 ? this.dataset["one"] : this.dataset["many"]?.replace("{n}", String(this.#below.length));
    const way = document.createElement("a");
    way.className = "btn btn-quiet btn-sm";
    way.href = `#${first.id}`;
    way.textContent = words ?? "";
    this.querySelector(".new-below")?.replaceChildren(way);
  }

  #say(words: string): void {
    const line = document.createElement("p");
    line.className = "small";
    line.textContent = words;
    this.querySelector(".new-below")?.replaceChildren(line);
  }

  #looked(): void {
    if (this.#below.length === 0) return;
    this.#below = this.#below.filter((post) => post.getBoundingClientRect().top > innerHeight);
    if (this.#below.length > 0) this.#announce();
    else this.querySelector(".new-below")?.replaceChildren();
  }
}

customElements.define("talk-posts", TalkPosts);
