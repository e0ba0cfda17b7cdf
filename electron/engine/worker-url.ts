/**
 * Where the store worker's entry lies. In: the URL of the module that asks
 * (`import.meta.url`). From source it is the TypeScript file itself; in the
 * bundle it is built beside engine.js.
 */
export function storeWorkerUrl(from: string): URL {
  const file = from.endsWith('.ts') ? './store/threads/worker.ts' : './store-worker.js'
  return new URL(file, from)
}
