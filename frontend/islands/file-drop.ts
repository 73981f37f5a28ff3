// <file-drop uploads="…/uploads/" onto="" data-…>: drag and drop onto the form inside, and large files in pieces.
//
// Without scripts the form inside works as any form, for files up to the size one form takes. With them a file larger
// than one piece is sent piece by piece.
//
// With `many`, files come with words: several can be dropped, the large ones go before the form does, and the form then
// names them in its field `carried`.
import { FilePieces, listed, PIECE, Refused, type Way } from "../page/file-pieces";

const WAITS = [1000, 2000, 4000, 8000, 16000];

export class FileDrop extends HTMLElement {
  waits = WAITS;
  go = (address: string): void => location.assign(address);
  #sending = false;
  #stopped = false;
  #submitter: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => this.#dropped(event));
    // Before the form's own sending, which stands inside.
    this.addEventListener("submit", (event) => this.#submitted(event), true);
  }

  disconnectedCallback(): void {
    this.#stopped = true;
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type='file']");
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files") || this.#sending) return;
    event.preventDefault();
    this.classList.add("over");
  }

  get #many(): boolean {
    return this.hasAttribute("many");
  }

  /** In the library one file at a time: each may want a title of its own. */
  #dropped(event: DragEvent): void {
    this.classList.remove("over");
    const files = event.dataTransfer?.files;
    if (!files?.length || !this.#input || this.#sending) return;
    event.preventDefault();
    if (files.length > 1 && !this.#many) return this.#say("one");
    this.#input.files = this.#many ? listed([...(this.#input.files ?? []), ...files]) : files;
    this.#input.closest("details")?.setAttribute("open", "");
    this.#say("chosen", { name: [...files].map((file) => file.name).join(", ") });
  }

  #submitted(event: Event): void {
    const large = [...(this.#input?.files ?? [])].filter((file) => file.size > PIECE);
    if (!this.#sending && !large.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = (event as SubmitEvent).submitter;
    if (!this.#sending) void (this.#many ? this.#sendAll(large) : this.#sendOne(large[0] as File));
  }

  async #sendOne(file: File): Promise<void> {
    const made = await this.#send(file);
    if (made) this.go(made);
  }

  /** One after the other; the words follow when all of them are there, and not before. */
  async #sendAll(large: File[]): Promise<void> {
    for (const file of large) {
      const made = await this.#send(file);
      if (!made) return;
      this.#carry(file, made);
    }
    const form = this.#input?.form;
    const pressed = this.#submitter instanceof HTMLButtonElement ? this.#submitter : undefined;
    if (!this.#stopped) form?.requestSubmit(pressed);
  }

  /** What has arrived is named in the form, and not sent a second time. */
  #carry(file: File, made: string): void {
    const field = this.querySelector<HTMLInputElement>("[name='carried']");
    const key = made.split("/").filter(Boolean).at(-1) ?? "";
    if (field) field.value = `${field.value} ${key}`.trim();
    if (this.#input) this.#input.files = listed([...(this.#input.files ?? [])].filter((one) => one !== file));
  }

  /** Where the file stands; "" where it did not arrive, and then the line below says why. */
  async #send(file: File): Promise<string> {
    this.#sending = true;
    this.#show(0, file);
    try {
      const pieces = new FilePieces(file, this.#way, {
        waits: this.waits,
        gone: this.dataset["gone"] ?? "",
        at: (bytes) => this.#show(bytes, file),
        again: () => this.#say("again"),
        stopped: () => this.#stopped,
      });
      return await pieces.send();
    } catch (problem) {
      if (problem instanceof Refused) this.#words(problem.message);
      else this.#say("broken");
      return "";
    } finally {
      this.#sending = false;
      this.#bar.hidden = true;
    }
  }

  /** The title of a form that a file comes with is not the file's. */
  get #way(): Way {
    const words: Record<string, string> = this.#many ? {} : { title: this.#field("title"), note: this.#field("note") };
    return { uploads: this.getAttribute("uploads") ?? "", onto: this.getAttribute("onto") ?? "", token: this.#field("csrfmiddlewaretoken"), words };
  }

  #field(name: string): string {
    return this.querySelector<HTMLInputElement>(`[name='${name}']`)?.value ?? "";
  }

  get #bar(): HTMLProgressElement {
    return this.querySelector("progress") as HTMLProgressElement;
  }

  #show(done: number, file: File): void {
    this.#bar.hidden = false;
    this.#bar.max = file.size;
    this.#bar.value = done;
    this.#say("going", { name: file.name, part: String(Math.floor((100 * done) / file.size)) });
  }

  #say(which: string, values: Record<string, string> = {}): void {
    this.#words((this.dataset[which] ?? "").replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ""));
  }

  #words(words: string): void {
    const line = this.querySelector(".drop-says");
    if (line && line.textContent !== words) line.textContent = words;
  }
}

customElements.define("file-drop", FileDrop);
