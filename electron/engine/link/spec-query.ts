/** The settings behind the `?` of a LINK text. Every reader marks its key as known. */
export interface QueryReader {
  text(key: string): string | undefined
  all(key: string): readonly string[]
  integer(key: string, lowest: number, highest: number): number | undefined
  decimal(key: string, lowest: number, highest: number): number | undefined
  choice<const T extends string>(key: string, choices: readonly T[]): T | undefined
  /** Refuses the first key that no reader asked for. */
  nothingElse(): void
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Reads `key=value&key=value`. `refuse` is given the reason and must throw. */
export function readQuery(query: string, refuse: (why: string) => never): QueryReader {
  const pairs: { key: string; value: string }[] = []
  for (const part of query === '' ? [] : query.split('&')) {
    const equals = part.indexOf('=')
    const key = equals < 0 ? part : part.slice(0, equals)
    const value = equals < 0 ? null : decode(part.slice(equals + 1))
    if (key === '' || value === null || value === '')
      refuse(`the setting "${part}" is not of the form key=value.`)
    pairs.push({ key, value })
  }
  const known = new Set<string>()
  const all = (key: string): readonly string[] => {
    known.add(key)
    return pairs.filter((pair) => pair.key === key).map((pair) => pair.value)
  }
  const text = (key: string): string | undefined => {
    const values = all(key)
    if (values.length > 1) refuse(`the setting "${key}" is given twice.`)
    return values[0]
  }
  const number = (key: string, form: RegExp, lowest: number, highest: number): number | undefined => {
    const value = text(key)
    if (value === undefined) return undefined
    const result = Number(value)
    if (!form.test(value) || result < lowest || result > highest) {
      refuse(`${key} is "${value}", it must be a number from ${lowest} to ${highest}.`)
    }
    return result
  }
  return {
    text,
    all,
    integer: (key, lowest, highest) => number(key, /^\d{1,10}$/, lowest, highest),
    decimal: (key, lowest, highest) => number(key, /^\d{1,6}(\.\d{1,6})?$/, lowest, highest),
    choice(key, choices) {
      const value = text(key)
      if (value === undefined) return undefined
      const found = choices.find((choice) => choice === value)
      return found ?? refuse(`${key} is "${value}", it must be one of ${choices.join(', ')}.`)
    },
    nothingElse() {
      const stranger = pairs.find((pair) => !known.has(pair.key))
      if (stranger !== undefined) refuse(`it has no setting "${stranger.key}".`)
    },
  }
}
