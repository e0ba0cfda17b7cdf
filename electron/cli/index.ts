import { commands } from './commands/index.ts'
import { processIo } from './io.ts'
import { runCommand } from './run.ts'

process.exitCode = await runCommand(commands, process.argv.slice(2), processIo())
