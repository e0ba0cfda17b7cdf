import { type Detection, verdictOf } from '../../../drivers/detect/detect.ts'
import { type Heard, Hearing } from '../../../drivers/detect/hearing.ts'
import type { Driver } from '../../../drivers/driver.ts'
import { drivers } from '../../../drivers/registry.ts'
import { printedValues } from '../../engine/printed-values.ts'
import type { Command } from '../command.ts'
import { noteCapture } from '../decode/capture-notes.ts'
import { ForeignNetworkError, readInput } from '../decode/input.ts'
import type { InputFacts, OpenSink } from '../decode/piece-reader.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { alignColumns } from '../table.ts'

const HEADINGS = ['DRIVER', 'UNDERSTOOD', 'GOOD', 'BAD', 'SHOWS']
const RIGHT_COLUMNS = [1, 2, 3]
const PERCENT = 100

/** `vigil detect`: whose bytes a recording holds. */
export const detectCommand: Command = {
  syntax: { name: 'detect', files: ['FILE'], options: { json: { kind: 'flag' } } },
  about: 'Says which drivers understand a recording, and what each would show.',
  async run(options, io) {
    const [file = ''] = options.files
    const heard: Heard[] = []
    let facts: InputFacts | null = null
    // The kind of file tells by which wire its bytes came, and not every driver has every wire.
    for (const driver of drivers) {
      const one = await hear(driver, file)
      facts ??= one?.facts ?? null
      if (one !== null) heard.push(one.heard)
    }
    const detection = verdictOf(heard)
    if (options.flag('json')) await io.out(`${JSON.stringify(resultOf(detection))}\n`)
    else if (detection.claims.length > 0) {
      await io.out(alignColumns([HEADINGS, ...detection.claims.map(rowOf)], RIGHT_COLUMNS))
    }
    noteCapture(facts?.capture ?? null, null, io)
    return conclude(file, detection, io)
  },
}

/** What one driver makes of a file; null for a capture of a network on which it does not speak. */
async function hear(driver: Driver, file: string): Promise<{ heard: Heard; facts: InputFacts } | null> {
  const opened: { hearing: Hearing } = { hearing: new Hearing(driver, driver.options.parse({})) }
  try {
    const openSink: OpenSink = (kind) => {
      opened.hearing = new Hearing(driver, driver.options.parse({}), undefined, kind)
      return opened.hearing
    }
    const facts = await readInput(file, driver, openSink, async () => undefined)
    return { heard: opened.hearing.heard(), facts }
  } catch (error) {
    if (error instanceof ForeignNetworkError) return null
    throw error
  }
}

function conclude(file: string, { bytes, verdict, claims }: Detection, io: CommandIo): number {
  if (verdict === 'none') {
    io.note(
      bytes === 0
        ? `${file} holds no bytes of a monitor: record again with the monitor connected.`
        : `No driver understands the ${bytes} bytes of ${file}: check the line settings it was recorded with.`,
    )
    return EXIT.noGoodFrame
  }
  if (verdict === 'several') {
    io.note(`${claims.length} drivers understand ${file}: compare with the monitor's screen and choose one.`)
  }
  return EXIT.done
}

function rowOf({ driver, understood, goodFrames, badFrames, numerics, waves }: Heard): string[] {
  const values = printedValues(numerics).map(({ label, value, unit }) => `${label} ${value} ${unit}`)
  const shows = [...values, ...waves.map(({ label }) => `wave ${label}`)].join(', ')
  // Never rounded up to all of it.
  return [driver.id, `${Math.floor(understood * PERCENT)} %`, String(goodFrames), String(badFrames), shows]
}

function resultOf({ bytes, verdict, claims }: Detection) {
  return {
    bytes,
    verdict,
    claims: claims.map(({ driver, understood, goodFrames, badFrames, numerics, waves }) => ({
      driver: driver.id,
      understood,
      goodFrames,
      badFrames,
      values: numerics.map(({ channel, value, validity }) => ({
        id: channel.id,
        label: channel.label,
        value,
        unit: channel.unit,
        validity,
      })),
      waves: waves.map(({ id, label, unit }) => ({ id, label, unit })),
    })),
  }
}
