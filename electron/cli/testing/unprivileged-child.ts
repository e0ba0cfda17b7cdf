/**
 * Runs one command of `vigil` as a user without rights: root may write anywhere, so a folder that is only to be read
 * cannot be tested as root. Arguments: a whole record, the command and its options. All is loaded before the rights are
 * given up, as a user without rights may not even read the program.
 */
import { commands } from '../commands/index.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from './memory-io.ts'

/** `nobody` and `nogroup` of Debian, `nobody` of most others. */
const NOBODY = 65_534

const [whole = '', ...args] = process.argv.slice(2)
await runCommand(commands, ['verify', '--data', whole], memoryIo())
await commands[args[0] ?? '']?.()
if (process.getuid?.() === 0) {
  process.setegid?.(NOBODY)
  process.seteuid?.(NOBODY)
}
const io = memoryIo()
const code = await runCommand(commands, args, io)
process.stdout.write(JSON.stringify({ code, notes: io.notes }))
