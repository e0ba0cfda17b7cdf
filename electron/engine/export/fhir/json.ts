/** A text as JSON; null where it is none: whoever asked judges that as what it is not. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
