import { runChecks } from './check-run.ts'
import { program } from './say.ts'

await program(async () => ((await runChecks()).ok ? 0 : 1))
