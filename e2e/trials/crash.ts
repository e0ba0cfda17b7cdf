import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAMAGES, examineDamage } from '../../electron/cli/testing/damage-trial.ts'
import { examineCut, recordLogged } from '../../electron/engine/store/testing/power-cut/power-cut.ts'
import { seededRandom } from '../../electron/engine/store/testing/random.ts'
import { recordPair } from '../../electron/engine/store/testing/record-pair.ts'
import { EngineKills } from '../../electron/engine/testing/crash/engine-kill.ts'
import { figuresOf } from '../bench/statistics.ts'
import type { Trial } from './trial.ts'

const SEED = 20260108
/** Rounds are kills; there are half as many power cuts, and half as many damaged records. */
const KILLS = 200
const PER_KILL = 0.5
/** Kills go on side by side, each on a growing record of its own. */
const LANES = 2
/** Past the second fold and its checkpoint. */
const CUT_SECONDS = 150
/** One cut of so many comes in the first start: key, station.json, schema. */
const FIRST_START_EVERY = 5
const FIRST_START_OPS = 80
const DAMAGE_SECONDS = 66
/** The claims. */
const MOST_OPEN_MS = 1_000
const MOST_RECORDS_MS = 2_000

type Say = (text: string) => void

interface Part {
  readonly figures: Readonly<Record<string, unknown>>
  readonly failures: readonly string[]
}

function tooSlow(ms: number, mostMs: number, what: string): string[] {
  return ms > mostMs ? [`${what} took ${ms.toFixed(0)} ms`] : []
}

async function kills(folder: string, count: number, say: Say): Promise<Part> {
  const failures: string[] = []
  const openMs: number[] = []
  const lostMs: number[] = []
  const lateMs: number[] = []
  let started = 0
  const lane = async (_: unknown, number: number): Promise<void> => {
    const rounds = new EngineKills(join(folder, `kills-${number}`), seededRandom(SEED + number))
    while (started < count) {
      const kill = ++started
      const round = await rounds.round()
      const slow = tooSlow(round.openMs, MOST_OPEN_MS, 'opening')
      failures.push(...[...round.failures, ...slow].map((text) => `kill ${kill}: ${text}`))
      openMs.push(round.openMs)
      lostMs.push(round.lostMs)
      lateMs.push(round.lateMs)
      if (kill % 10 === 0) say(`${kill} of ${count} kills`)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const figures = {
    count,
    openMs: figuresOf(openMs),
    lostMs: figuresOf(lostMs),
    machineLateMs: figuresOf(lateMs),
  }
  return { figures, failures }
}

async function cuts(folder: string, count: number, say: Say): Promise<Part> {
  const failures: string[] = []
  const openMs: number[] = []
  const lostMs: number[] = []
  const ops = await recordLogged(folder, CUT_SECONDS)
  const random = seededRandom(SEED)
  for (let cut = 1; cut <= count; cut++) {
    const before = Math.floor(random() * (cut % FIRST_START_EVERY === 0 ? FIRST_START_OPS : ops.length))
    const round = await examineCut(ops, before, random, join(folder, 'image'))
    const slow = tooSlow(round.openMs, MOST_OPEN_MS, 'opening')
    failures.push(
      ...[...round.failures, ...slow].map((text) => `cut ${cut} before operation ${before}: ${text}`),
    )
    openMs.push(round.openMs)
    lostMs.push(round.lostMs)
    if (cut % 10 === 0) say(`${cut} of ${count} power cuts`)
  }
  return {
    figures: { count, diskOperations: ops.length, openMs: figuresOf(openMs), lostMs: figuresOf(lostMs) },
    failures,
  }
}

async function damages(folder: string, count: number, say: Say): Promise<Part> {
  const failures: string[] = []
  const recordsMs: number[] = []
  let [setAside, foundLater, readableBlocks] = [0, 0, 0]
  const records = await recordPair(folder, DAMAGE_SECONDS)
  const random = seededRandom(SEED)
  for (let number = 1; number <= count; number++) {
    const kind = DAMAGES[number % DAMAGES.length] ?? DAMAGES[0]
    const round = await examineDamage(records, kind, random, join(folder, 'damaged'))
    const slow = tooSlow(round.recordsMs, MOST_RECORDS_MS, 'recording anew')
    const what = `damage ${number} (${round.damage})`
    failures.push(...[...round.failures, ...slow].map((text) => `${what}: ${text}`))
    recordsMs.push(round.recordsMs)
    if (round.isAside) setAside++
    if (round.isFoundLater) foundLater++
    readableBlocks += round.goodBlocks
    if (number % 10 === 0) say(`${number} of ${count} damaged records`)
  }
  const figures = { count, setAside, foundLater, readableBlocks, recordsMs: figuresOf(recordsMs) }
  return { figures, failures }
}

/** Kills, power cuts and damage, each with what must be left of the record. */
export const crash: Trial = {
  claim:
    'An engine that records 16 beds is killed (SIGKILL), its disk is cut from power, its record is damaged: after kills and cuts the record opens by itself within 1 s, is whole, lacks at most 1 s of any wave (and what a busy machine was late) and tells every hole; a damaged record is set aside untouched, by the start or when its old data is read through, seconds are recorded within 2 s of either, verify names the damage and export gets every readable block.',
  usualRounds: KILLS,
  minutes: 10,
  async run(rounds, say) {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    const others = Math.ceil(rounds * PER_KILL)
    try {
      const parts = {
        kills: await kills(folder, rounds, say),
        powerCuts: await cuts(folder, others, say),
        damage: await damages(folder, others, say),
      }
      const failures = Object.values(parts).flatMap((part) => part.failures)
      return {
        ok: failures.length === 0,
        rounds,
        failures,
        figures: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.figures])),
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
