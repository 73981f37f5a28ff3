import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "happy-dom", include: ["islands/**/*.test.ts"], restoreMocks: true, unstubGlobals: true },
});
