import { parseArgs } from 'node:util'

/** Wrong use of the command line; `message` is the one sentence that says what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** One option of a command: `flag` has no value, `text` has one, `list` may be given several times. */
export interface OptionSpec {
  readonly kind: 'flag' | 'text' | 'list'
  readonly required?: boolean
  /** Stands for the value in the usage line: `ID`, `FILE`. */
  readonly value?: string
}

/** Options and file arguments of one command, as its usage line shows them. */
export interface CommandSyntax {
  readonly name: string
  readonly files: readonly string[]
  readonly options: Readonly<Record<string, OptionSpec>>
}

/** What was typed, checked against the syntax. */
export interface ParsedOptions {
  readonly files: readonly string[]
  flag(name: string): boolean
  text(name: string): string | undefined
  /** The value of an option that the syntax requires. */
  required(name: string): string
  list(name: string): readonly string[]
}

/** Checks arguments against a command's syntax. Throws UsageError that names the argument and the right use. */
export function parseOptions(syntax: CommandSyntax, args: readonly string[]): ParsedOptions {
  const { values, positionals } = parseTyped(syntax, args)
  for (const [name, spec] of Object.entries(syntax.options)) {
    const given = values[name]
    if (spec.required === true && given === undefined) throw wrong(syntax, `Option --${name} is missing`)
    if (given === '' || (Array.isArray(given) && given.includes(''))) {
      throw wrong(syntax, `Option --${name} has no value`)
    }
  }
  if (positionals.length < syntax.files.length) {
    throw wrong(syntax, `${syntax.files[positionals.length] ?? 'A file'} is missing`)
  }
  const extra = positionals[syntax.files.length]
  if (extra !== undefined) throw wrong(syntax, `There is no place for "${extra}"`)
  const textOf = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    files: positionals,
    flag: (name) => values[name] === true,
    text: textOf,
    required: (name) => {
      const value = textOf(name)
      if (value === undefined) throw new TypeError(`"${name}" is not a required option of ${syntax.name}`)
      return value
    },
    list: (name) => {
      const value = values[name]
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
    },
  }
}

/** `vigil decode FILE --driver ID [--json]`: how a command is called. */
export function usageOf(syntax: CommandSyntax): string {
  const options = Object.entries(syntax.options).map(([name, spec]) => {
    const shown = spec.kind === 'flag' ? `--${name}` : `--${name} ${spec.value ?? 'VALUE'}`
    return spec.required === true ? shown : `[${shown}]${spec.kind === 'list' ? '...' : ''}`
  })
  return ['vigil', syntax.name, ...syntax.files, ...options].join(' ')
}

function parseTyped(syntax: CommandSyntax, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(syntax.options).map(([name, spec]) => [
      name,
      {
        type: spec.kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: spec.kind === 'list',
      },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw wrong(syntax, whatIsWrong(error))
  }
}

/** Node's sentences speak of positional arguments and quoting; ours name the option only. */
function whatIsWrong(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  const option = /'(-[^' =]*)/.exec(text)?.[1] ?? 'An option'
  if (text.includes('argument missing') || text.includes('ambiguous')) return `Option ${option} needs a value`
  if (text.includes('does not take an argument')) return `Option ${option} takes no value`
  return `There is no option ${option}`
}

function wrong(syntax: CommandSyntax, what: string): UsageError {
  return new UsageError(`${what}: use ${usageOf(syntax)}`)
}
