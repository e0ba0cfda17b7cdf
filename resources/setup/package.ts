import { packageApp } from './package-run.ts'
import { program, say } from './say.ts'

await program(async () => {
  const executable = await packageApp(process.argv.slice(2))
  say(`Packed, fuses read back and right: ${executable}`)
  return 0
})
