const ENDING = 3

/** What of an identifier may stand on a wall: its end (UI.md 11.16). */
export function idEnding(id: string): string {
  return id.slice(-ENDING)
}
