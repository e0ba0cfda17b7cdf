import { stat } from 'node:fs/promises'
import type { Decoder, Driver, FrameCounts } from '../../../drivers/driver.ts'
import { createFrameCounts } from '../../../drivers/framing/counts.ts'
import { type Channel, sitesOf } from '../../../drivers/model/channel.ts'
import { isSent, type Measurement } from '../../../drivers/model/measurement.ts'
import { DecodeSummary } from '../../../drivers/summary.ts'
import { wireOf } from '../../../drivers/wire.ts'
import type { Command } from '../command.ts'
import { noteCapture } from '../decode/capture-notes.ts'
import { readInput } from '../decode/input.ts'
import { lineOf } from '../decode/lines.ts'
import type { InputFacts } from '../decode/piece-reader.ts'
import { summaryText } from '../decode/summary-text.ts'
import { tableHeading, tableRow } from '../decode/table-rows.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { UsageError } from '../options.ts'
import { driverNamed } from './driver-option.ts'

/** `vigil decode`: a monitor's bytes as numbers and waves. */
export const decodeCommand: Command = {
  syntax: {
    name: 'decode',
    files: ['FILE'],
    options: {
      driver: { kind: 'text', required: true, value: 'ID' },
      summary: { kind: 'flag' },
      json: { kind: 'flag' },
    },
  },
  about: 'Decodes a recording: a table, JSON lines (--json), or totals (--summary).',
  async run(options, io) {
    const driver = await driverNamed(options.required('driver'))
    const [file = ''] = options.files
    const json = options.flag('json')
    const decoded = options.flag('summary')
      ? await summarise(driver, file, json, io)
      : await list(driver, file, json, io)
    return conclude(driver, file, decoded, io)
  },
}

interface Decoded {
  readonly facts: InputFacts
  readonly counts: Readonly<FrameCounts>
}

async function summarise(driver: Driver, file: string, json: boolean, io: CommandIo): Promise<Decoded> {
  const summary = new DecodeSummary(driver.id)
  const decoded = await decodeFile(driver, file, (measurement) => summary.add(measurement), noPause)
  const totals = summary.result(decoded.counts, decoded.facts.bytes)
  await io.out(json ? `${JSON.stringify(totals)}\n` : summaryText(totals))
  return decoded
}

/** Two readings: the first finds the channels, because only the whole file tells which ids need a site. */
async function list(driver: Driver, file: string, json: boolean, io: CommandIo): Promise<Decoded> {
  const facts = await stat(file)
  if (!facts.isFile() && !facts.isDirectory()) {
    throw new UsageError(`${file} is no file: save it first, because a listing reads it twice`)
  }
  const channels = new Set<Channel>()
  await decodeFile(
    driver,
    file,
    (measurement) => {
      if (measurement.type === 'numeric' || measurement.type === 'wave') channels.add(measurement.channel)
    },
    noPause,
  )
  const sites = sitesOf(channels)
  let heading = json ? '' : tableHeading()
  let text = ''
  const decoded = await decodeFile(
    driver,
    file,
    (measurement) => {
      if (isSent(measurement)) text += json ? `${lineOf(measurement, sites)}\n` : tableRow(measurement, sites)
    },
    async () => {
      if (text === '') return
      await io.out(heading + text)
      heading = ''
      text = ''
    },
  )
  return decoded
}

async function decodeFile(
  driver: Driver,
  file: string,
  measure: (measurement: Measurement) => void,
  pause: () => Promise<void>,
): Promise<Decoded> {
  // The file says by which wire its bytes came.
  const started: { decoder: Decoder | null } = { decoder: null }
  const openSink = (kind: Driver['link']['kind']): Decoder => {
    started.decoder = wireOf(driver, kind).start({ measure, wantsEverything: true }, driver.options.parse({}))
    return started.decoder
  }
  const facts = await readInput(file, driver, openSink, pause)
  return { facts, counts: started.decoder?.counts ?? createFrameCounts() }
}

/** Warnings, and the exit code: not one good frame is a failure, a cut one is not. */
function conclude(driver: Driver, file: string, { facts, counts }: Decoded, io: CommandIo): number {
  noteCapture(facts.capture, driver.id, io)
  for (const note of facts.notes) io.note(note)
  if (facts.bytes === 0) {
    io.note(`${file} holds no bytes of a monitor: record again with the monitor connected.`)
    return EXIT.noGoodFrame
  }
  if (counts.good === 0) {
    io.note(
      `There is not one good ${driver.id} frame in the ${facts.bytes} bytes of ${file}: check the driver and the line settings it was recorded with.`,
    )
    return EXIT.noGoodFrame
  }
  if (counts.partial > 0) io.note('A frame is cut by the start or the end of the file and was left out.')
  return EXIT.done
}

async function noPause(): Promise<void> {
  // Nothing is written until the whole file is read.
}
