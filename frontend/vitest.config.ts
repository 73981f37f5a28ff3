import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "happy-dom", include: ["{islands,notifier,page}/*.test.ts"], restoreMocks: true, unstubGlobals: true },
});
