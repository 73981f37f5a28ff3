// Trusted Types: one policy of ours, in place before htmx loads. It lets in markup of our own server and nothing that runs.

/** Elements that run something by themselves. Inline handlers need no test: the page's policy forbids them all. */
const RUNS = /<(?:script|iframe|object|embed|base)\b/i;
const OUR_SCRIPT = /<script\b[^>]*\ssrc="\/(?!\/)[^"]*"[^>]*><\/script>/gi;

/** The markup as it came, or an error; what people wrote arrives escaped and never looks like an element. */
export function checkedMarkup(markup: string): string {
  if (RUNS.test(markup.replace(OUR_SCRIPT, ""))) {
    throw new TypeError("troth: markup that runs something was refused");
  }
  return markup;
}

/** The one script that a page of ours may load by itself: it shows notifications, and nothing else. */
export const NOTIFIER = "/notifier.js";

export function checkedScript(address: string): string {
  if (address !== NOTIFIER) throw new TypeError("troth: a script that is not ours was refused");
  return address;
}

interface Rules {
  createHTML(markup: string): string;
  createScriptURL(address: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: Rules): unknown;
}

/** The browser asks the policy named "default" whenever a plain string is about to become markup or a script's address. */
export function install(scope: { trustedTypes?: PolicyFactory } = globalThis as never): void {
  scope.trustedTypes?.createPolicy("default", { createHTML: checkedMarkup, createScriptURL: checkedScript });
}

install();
