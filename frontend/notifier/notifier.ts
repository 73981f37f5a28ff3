// What a browser keeps to show notifications: a sentence, and the page that opens. It takes part in nothing else of our pages.

/** What the server encrypted for this browser. */
interface Said {
  sentence: string;
  url: string;
  tag: string;
  lang: string;
  dir: NotificationDirection;
}

interface Awake extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Pushed extends Awake {
  data: { json(): Said } | null;
}
interface Pressed extends Awake {
  notification: { data: unknown; close(): void };
}
interface Open {
  url: string;
  focus(): Promise<unknown>;
}
export interface Scope {
  location: { origin: string };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: { matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Open[]>; openWindow(url: string): Promise<unknown> };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, then: (event: never) => void): void;
}

/** The page to open, on our own server whatever was said. */
export function pageOf(url: unknown, origin: string): string {
  const page = new URL(typeof url === "string" ? url : "/", origin);
  return page.origin === origin ? page.href : `${origin}/`;
}

export function show(scope: Scope, said: Said): Promise<void> {
  const { sentence, url, tag, lang, dir } = said;
  return scope.registration.showNotification("Troth", { body: sentence, tag, lang, dir, data: url });
}

/** The tab in which the page is open already, else a new one. */
export async function open(scope: Scope, url: unknown): Promise<unknown> {
  const page = pageOf(url, scope.location.origin);
  const tabs = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return tabs.find((tab) => tab.url === page)?.focus() ?? scope.clients.openWindow(page);
}

export function listen(scope: Scope): void {
  scope.addEventListener("install", (event: Awake) => event.waitUntil(scope.skipWaiting()));
  scope.addEventListener("push", (event: Pushed) => {
    if (event.data) event.waitUntil(show(scope, event.data.json()));
  });
  scope.addEventListener("notificationclick", (event: Pressed) => {
    event.notification.close();
    event.waitUntil(open(scope, event.notification.data));
  });
}

if ("registration" in globalThis) listen(globalThis as never);
