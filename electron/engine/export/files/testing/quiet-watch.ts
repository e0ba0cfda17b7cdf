import type { ExportWatch } from '../export-files.ts'

/** A watch of an export that nobody stops; what it notes is put into a list. */
export function quietWatch(
  notes: string[] = [],
  stop: AbortSignal = new AbortController().signal,
): ExportWatch {
  return { wrote: () => undefined, began: () => undefined, note: (line) => notes.push(line), stop }
}
