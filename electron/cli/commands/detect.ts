import { type Detection, verdictOf } from '../../../drivers/detect/detect.ts'
import { type Heard, Hearing } from '../../../drivers/detect/hearing.ts'
import type { SerialSettings } from '../../../drivers/driver.ts'
import { drivers } from '../../../drivers/registry.ts'
import { printedValues } from '../../engine/printed-values.ts'
import type { Command } from '../command.ts'
import { noteCapture } from '../decode/capture-notes.ts'
import { readInput } from '../decode/input.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { alignColumns } from '../table.ts'

/** Plain bytes have no times; which line they are given makes no difference to whose they are. */
const ANY_LINE: SerialSettings = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }
const HEADINGS = ['DRIVER', 'UNDERSTOOD', 'GOOD', 'BAD', 'SHOWS']
const RIGHT_COLUMNS = [1, 2, 3]
const PERCENT = 100

/** `vigil detect`: whose bytes a recording holds. */
export const detectCommand: Command = {
  syntax: { name: 'detect', files: ['FILE'], options: { json: { kind: 'flag' } } },
  about: 'Says which drivers understand a recording, and what each would show.',
  async run(options, io) {
    const [file = ''] = options.files
    const hearings = drivers.map((driver) => new Hearing(driver, driver.options.parse({})))
    const facts = await readInput(file, ANY_LINE, {
      push: (bytes, atMs) => {
        for (const hearing of hearings) hearing.push(bytes, atMs)
      },
      end: (atMs) => {
        for (const hearing of hearings) hearing.end(atMs)
      },
      pause: async () => undefined,
    })
    const detection = verdictOf(hearings.map((hearing) => hearing.heard()))
    if (options.flag('json')) await io.out(`${JSON.stringify(resultOf(detection))}\n`)
    else if (detection.claims.length > 0) {
      await io.out(alignColumns([HEADINGS, ...detection.claims.map(rowOf)], RIGHT_COLUMNS))
    }
    noteCapture(facts.capture, null, io)
    return conclude(file, detection, io)
  },
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
