import type { CommandIo } from './io.ts'
import type { CommandSyntax, ParsedOptions } from './options.ts'

/** One command of `vigil`. */
export interface Command {
  readonly syntax: CommandSyntax
  /** One line for the list of commands. */
  readonly about: string
  /** Does the work; out: the exit code. Throws UsageError or VigilError with one sentence. */
  run(options: ParsedOptions, io: CommandIo): Promise<number>
}
