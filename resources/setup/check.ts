import { runChecks } from './check-run.ts'
import { program } from './say.ts'

await program(async () => ((await runChecks(false)).ok ? 0 : 1))
