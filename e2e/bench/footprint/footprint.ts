import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SetupProblem } from '../../../resources/setup/say.ts'
import { readWfdbRecord } from '../compress/channels.ts'
import { load } from '../machine.ts'
import { slopeOf } from '../statistics.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
const SIDES = ['vigil', 'arrays of {t, v} and a row a sample']
/** Twelve hours of 16 beds. */
const HOURS = 12
/** Four waves of 250 Hz, five minutes long (PhysioNet, Challenge 2015 training set); an hour of 16 beds weighs enough. */
const RECORDING = 'v102s'
const RECORDED_HOURS = 1
/** The first part fills caches and pools: the slope is taken from what follows. */
const WARM_UP_PART = 1 / 6

/** One side; one round, as a run takes twelve minutes. */
export interface FootprintRound {
  readonly side: string
  readonly load: number
  /** How far it came: less than 192 where it would have taken too much memory. */
  readonly bedHours: number
  /** How many times faster than a ward it ran; 60 is the most. */
  readonly faster: number
  readonly diskMegabytesPerBedHour: number
  /** Memory of the whole process, threads included, by least squares after the warm-up. */
  readonly slopeMegabytesPerBedHour: number
  readonly firstMegabytes: number
  readonly lastMegabytes: number
}

interface Said {
  readonly bedHours: number
  readonly faster: number
  readonly diskMegabytes: number
  readonly weights: readonly { readonly bedHours: number; readonly megabytes: number }[]
}

async function runSide(side: string, folder: string, hours: number, recording = ''): Promise<FootprintRound> {
  mkdirSync(folder, { recursive: true })
  const words = ['--disable-warning=ExperimentalWarning', CHILD, side, folder, String(hours), recording]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const killChild = () => child.kill('SIGKILL')
  process.once('exit', killChild)
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  process.off('exit', killChild)
  const { bedHours, faster, diskMegabytes, weights } = JSON.parse(said) as Said
  const settled = weights.filter((weight) => weight.bedHours > bedHours * WARM_UP_PART)
  return {
    side,
    load: load(),
    bedHours,
    faster,
    diskMegabytesPerBedHour: diskMegabytes / bedHours,
    slopeMegabytesPerBedHour: slopeOf(settled.map((weight) => [weight.bedHours, weight.megabytes])),
    firstMegabytes: weights[0]?.megabytes ?? 0,
    lastMegabytes: weights.at(-1)?.megabytes ?? 0,
  }
}

/**
 * The disk part of B9 on recorded waves: an hour of 16 beds that send the four waves of an intensive-care recording. Throws
 * SetupProblem where it is not beside the project.
 */
export async function footprintRecorded(
  folder: string,
  say: (line: string) => void,
): Promise<FootprintRound[]> {
  if (readWfdbRecord(RECORDING).length === 0)
    throw new SetupProblem(`The recording ${RECORDING} is not beside the project: nothing is measured.`)
  const own = join(folder, 'footprint')
  const result = await runSide('vigil', own, RECORDED_HOURS, RECORDING)
  rmSync(own, { recursive: true, force: true })
  say(`footprint of ${RECORDING}: ${result.diskMegabytesPerBedHour.toFixed(2)} MB a bed-hour`)
  return [result]
}

/** B9: what twelve hours of a full ward leave in memory and on the disk. */
export async function footprint(folder: string, say: (line: string) => void): Promise<FootprintRound[]> {
  const results: FootprintRound[] = []
  for (const side of SIDES) {
    const own = join(folder, 'footprint')
    const result = await runSide(side, own, HOURS)
    rmSync(own, { recursive: true, force: true })
    say(
      `footprint, ${side}: ${Math.round(result.bedHours)} bed-hours at ${Math.round(result.faster)} times speed`,
    )
    results.push(result)
  }
  return results
}
