import { VigilError } from '../ipc/contract.ts'
import type { Command } from './command.ts'
import { EXIT } from './exit-codes.ts'
import { fileProblem } from './file-problem.ts'
import type { CommandIo } from './io.ts'
import { parseOptions, UsageError, usageOf } from './options.ts'

/** Loaders by name, so that one command never loads what another needs (a serial port, a database). */
export type CommandTable = Readonly<Record<string, () => Promise<Command>>>

/**
 * Runs one command. In: the arguments after `vigil`. Out: the exit code; never
 * throws: whatever goes wrong is one line on stderr.
 */
export async function runCommand(
  table: CommandTable,
  args: readonly string[],
  io: CommandIo,
): Promise<number> {
  const [name, ...rest] = args
  try {
    if (name === undefined) {
      throw new UsageError(`Say what to do: use one of ${Object.keys(table).join(', ')}, or --help`)
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      await io.out(await overview(table))
      return EXIT.done
    }
    const load = Object.hasOwn(table, name) ? table[name] : undefined
    if (load === undefined) {
      throw new UsageError(`There is no command "${name}": use one of ${Object.keys(table).join(', ')}`)
    }
    const command = await load()
    if (rest.includes('--help') || rest.includes('-h')) {
      await io.out(`${usageOf(command.syntax)}\n${command.about}\n`)
      return EXIT.done
    }
    return await command.run(parseOptions(command.syntax, rest), io)
  } catch (error) {
    io.note(sentenceOf(error))
    return error instanceof VigilError && error.code === 'noGoodFrame' ? EXIT.noGoodFrame : EXIT.wrongUseOrIo
  }
}

/** One sentence for people about anything that was thrown. */
function sentenceOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}.`
  if (error instanceof VigilError) return error.message
  return fileProblem(error) ?? `Vigil met an error of its own, please report it: ${String(error)}`
}

async function overview(table: CommandTable): Promise<string> {
  const lines: string[] = ['Vigil is a secondary display: the bedside monitor stays the primary alarm.\n\n']
  for (const load of Object.values(table)) {
    const command = await load()
    lines.push(`${usageOf(command.syntax)}\n    ${command.about}\n`)
  }
  return lines.join('')
}
