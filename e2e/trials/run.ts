import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askVersions } from '../../resources/setup/native.ts'
import { provisionRuntime } from '../../resources/setup/runtime.ts'
import { program, SetupProblem } from '../../resources/setup/say.ts'
import { describeMachine, load } from '../bench/machine.ts'
import { weighAsAsked } from '../bench/weight.ts'
import { alarmDelay } from './alarm-delay.ts'
import { crash } from './crash.ts'
import { disturbances } from './disturbances.ts'
import { edf } from './edf.ts'
import { erase } from './erase.ts'
import { handover } from './handover.ts'
import { memory } from './memory.ts'
import { outage } from './outage.ts'
import { reader } from './reader.ts'
import { recovery } from './recovery.ts'
import { starts } from './starts.ts'
import type { Trial } from './trial.ts'

const TRIALS: Readonly<Record<string, Trial>> = {
  'alarm-delay': alarmDelay,
  crash,
  disturbances,
  edf,
  erase,
  handover,
  memory,
  outage,
  reader,
  recovery,
  starts,
}
const RESULTS_DIR = join(import.meta.dirname, 'results')

function list(): void {
  for (const [name, { claim, usualRounds, minutes }] of Object.entries(TRIALS)) {
    process.stdout.write(`${name} (${usualRounds} rounds, about ${minutes} minutes)\n    ${claim}\n`)
  }
  process.stdout.write('Run one: npm run trial -- NAME [ROUNDS]\n')
}

function readRounds(word: string | undefined): number | null {
  if (word === undefined) return null
  const rounds = Number(word)
  if (Number.isInteger(rounds) && rounds > 0) return rounds
  throw new SetupProblem(`"${word}" is no number of rounds: write a whole number above 0.`)
}

/** Runs one trial; a full one leaves its result to be checked in, a shortened one only prints it. */
async function runTrial(name: string, trial: Trial, rounds: number | null): Promise<boolean> {
  const say = (text: string) => void process.stderr.write(`trial ${name}: ${text}\n`)
  const { electron } = await askVersions(await provisionRuntime())
  const outcome = await trial.run(rounds ?? trial.usualRounds, say)
  const machine = describeMachine(electron)
  const result = {
    trial: name,
    claim: trial.claim,
    date: new Date().toISOString(),
    machine,
    load: load(),
    ...outcome,
  }
  const text = `${JSON.stringify(result, null, 2)}\n`
  process.stdout.write(text)
  if (rounds === null) {
    mkdirSync(RESULTS_DIR, { recursive: true })
    writeFileSync(join(RESULTS_DIR, `${name}.json`), text)
  }
  return outcome.ok
}

await program(async () => {
  const [name, rounds] = process.argv.slice(2)
  if (name === undefined) {
    list()
    return 0
  }
  weighAsAsked('self')
  const trial = TRIALS[name]
  if (trial === undefined) {
    throw new SetupProblem(`There is no trial "${name}": use ${Object.keys(TRIALS).join(' or ')}.`)
  }
  return (await runTrial(name, trial, readRounds(rounds))) ? 0 : 1
})
