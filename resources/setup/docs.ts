import { writeDocs } from './docs-run.ts'
import { program, say } from './say.ts'

await program(async () => {
  say(`Wrote ${(await writeDocs()).join(', ')}.`)
  return 0
})
