const REPEATS = '+*{'

/**
 * Why a regular expression may not stand in a file, or null. A group that is repeated and
 * holds a repeat or a choice can take for ever on a line that nearly fits, so it is refused.
 */
export function patternProblem(source: string): string | null {
  try {
    new RegExp(source)
  } catch {
    return 'is not a regular expression'
  }
  const isManyWays: boolean[] = []
  let inClass = false
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at)
    if (character === '\\') {
      at++
      if (/[1-9k]/.test(source.charAt(at))) return 'must not refer back to a group'
    } else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') isManyWays.push(false)
    else if (character === ')') {
      const many = isManyWays.pop() ?? false
      if (many && REPEATS.includes(source.charAt(at + 1) || ' '))
        return 'must not repeat a group that repeats something itself'
      if (many && isManyWays.length > 0) isManyWays[isManyWays.length - 1] = true
    } else if ((REPEATS.includes(character) || character === '|') && isManyWays.length > 0)
      isManyWays[isManyWays.length - 1] = true
  }
  return null
}
