/**
 * Runs one command of `vigil` as a user without rights: root may write anywhere, so a folder that is only to be read
 * cannot be tested as root. Arguments: the command and its options. All is loaded before the rights are given up.
 */
import Database from 'better-sqlite3'
import { commands } from '../commands/index.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from './memory-io.ts'

/** `nobody` and `nogroup` of Debian, `nobody` of most others. */
const NOBODY = 65_534

const args = process.argv.slice(2)
new Database(':memory:').close()
await commands[args[0] ?? '']?.()
if (process.getuid?.() === 0) {
  process.setegid?.(NOBODY)
  process.seteuid?.(NOBODY)
}
const io = memoryIo()
const code = await runCommand(commands, args, io)
process.stdout.write(JSON.stringify({ code, notes: io.notes }))
