"""The live process: who looks at a room hears that something happened there. No Django in it."""
