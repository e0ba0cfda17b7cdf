import { VigilError } from '../ipc/contract.ts'

/** What the command line of the app asks for. */
export interface AppArguments {
  readonly configFile: string | null
  readonly dataDir: string | null
  readonly keyFile: string | null
  readonly screenshot: { readonly file: string; readonly afterSeconds: number } | null
}

const FLAGS = ['--config', '--data', '--key-file', '--screenshot', '--after'] as const
type Flag = (typeof FLAGS)[number]

function isFlag(word: string): word is Flag {
  return (FLAGS as readonly string[]).includes(word)
}

/** Words this close to a flag of ours are slips; Chromium has no switch that close. */
const MOST_SLIPS = 2

/** How many letters must be put in, left out or changed to make one word of the other. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1]
    for (const [column, wanted] of [...other].entries()) {
      const changed = (row[column] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** A misspelt flag would start the demo instead of what was asked for. */
function refuseSlip(name: string): void {
  const meant = name.startsWith('--') && FLAGS.find((flag) => slipsBetween(name, flag) <= MOST_SLIPS)
  if (!meant) return
  throw new VigilError('badRequest', `There is no option ${name}: write ${meant} if that is meant.`)
}

/**
 * Reads the app's own flags. In: the words after the program (Chromium's own
 * `--switches` and the app folder are passed over) and the environment.
 * Throws VigilError badRequest with one sentence for a flag without a value or
 * a word that is almost a flag.
 */
export function parseArguments(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): AppArguments {
  const values = new Map<Flag, string>()
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [name = '', inline] = word.split('=', 2)
    if (!isFlag(name)) {
      refuseSlip(name)
      continue
    }
    const value = inline ?? words[++index]
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      throw new VigilError(
        'badRequest',
        `${name} needs a value: write ${name} ${name === '--after' ? 'SECONDS' : 'PATH'}.`,
      )
    }
    values.set(name, value)
  }
  const file = values.get('--screenshot')
  const afterSeconds = Number(values.get('--after') ?? '5')
  if (!(afterSeconds >= 0 && afterSeconds <= 86_400)) {
    throw new VigilError('badRequest', '--after needs a number of seconds between 0 and 86400.')
  }
  return {
    configFile: values.get('--config') ?? null,
    dataDir: values.get('--data') ?? null,
    keyFile: values.get('--key-file') ?? environment.VIGIL_KEY_FILE ?? null,
    screenshot: file === undefined ? null : { file, afterSeconds },
  }
}
