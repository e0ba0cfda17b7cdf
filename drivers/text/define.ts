import { z } from 'zod'
import { type Driver, defineDriver } from '../driver.ts'
import { LOCK_NEEDS } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import type { DeviceGuide } from '../model/guide.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { TextDecoder } from './decode.ts'
import { createLineReader } from './line.ts'
import { problemsOf, type TextDefinition, type TextField, textDefinition } from './schema.ts'
import { createTextTwin } from './twin.ts'
import { type TextErrors, textErrors } from './undetected.ts'

const MS_PER_SECOND = 1_000
const noOptions = z.strictObject({})

/** A file made into a driver, or what is wrong with it, one problem a text. */
export type TextDriverResult = { readonly driver: Driver } | { readonly problems: readonly string[] }

function channelOf({ id, from, label, unit, decimals }: TextField): NumericChannel {
  return numericOfTerm({ id, source: termById(id)?.group ?? 'text', vendor: from, label, unit, decimals })
}

/** Samples that the file itself does not read as it says. */
function sampleProblems(file: TextDefinition): readonly string[] {
  const read = createLineReader(file)
  return file.samples.flatMap((sample, at) => {
    const key = `"samples[${at}]"`
    const line = read(sample.line)
    if (line === null || line === 'ignored') return [`${key} is a line that the pattern does not take`]
    const found = Object.fromEntries([...line.values].map(([field, value]) => [field.from, value]))
    const wrong = Object.entries(sample.values).filter(([from, value]) => found[from] !== value)
    const problems = wrong.map(
      ([from, value]) => `${key} says ${from} is ${value}, but it is read as ${found[from] ?? 'no value'}`,
    )
    if (line.validity !== sample.validity)
      problems.push(`${key} says ${sample.validity}, but it is read as ${line.validity}`)
    return problems
  })
}

function driverOf(file: TextDefinition, guide: DeviceGuide | undefined): Driver {
  const byField = new Map(file.fields.map((field) => [field, channelOf(field)]))
  // A line that stands for at least a second is a whole-second block.
  const needed = file.everySeconds >= 1 ? LOCK_NEEDS.secondBlocks : LOCK_NEEDS.frames
  let errors: TextErrors | null = null
  const stated = (): TextErrors => {
    errors ??= textErrors(file, needed)
    return errors
  }
  return defineDriver({
    id: file.id,
    vendor: file.vendor,
    models: file.models,
    ...(guide && { guide }),
    evidence: file.evidence,
    link: { kind: 'stream', serial: file.serial, candidates: [] },
    maxQuietMs: file.quietSeconds * MS_PER_SECOND,
    // The line that trouble cut, and then as many as the lock needs.
    recoversMs: (needed + 1) * file.everySeconds * MS_PER_SECOND,
    writes: null,
    carriesAlerts: false,
    channels: [...byField.values()],
    options: noOptions,
    get undetectedErrorRate() {
      return stated().text
    },
    get lock() {
      return stated().lock
    },
    definition: file,
    start: (out) => new TextDecoder(out, file, byField, needed),
    twin: (options) => createTextTwin(file, options),
  })
}

/** Makes a driver of a file's content. In: whatever was in the file. Out: the driver, or every problem with its key. */
export function readTextDriver(content: unknown, guide?: DeviceGuide): TextDriverResult {
  const checked = textDefinition.safeParse(content, { reportInput: true })
  if (!checked.success) return { problems: problemsOf(checked.error) }
  const problems = sampleProblems(checked.data)
  return problems.length > 0 ? { problems } : { driver: driverOf(checked.data, guide) }
}

/** Makes a driver of a file that ships with the project. Throws TypeError with its problems. */
export function textDriver(content: unknown, guide?: DeviceGuide): Driver {
  const result = readTextDriver(content, guide)
  if ('problems' in result) throw new TypeError(`"content" is no text driver: ${result.problems.join('; ')}`)
  return result.driver
}
