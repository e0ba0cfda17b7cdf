import { setImmediate } from 'node:timers/promises'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { ReportsOrProblem } from './content.ts'
import type { FileKind } from './folder.ts'
import { csvSteps } from './read-csv.ts'
import { readOru } from './read-oru.ts'

/** CR and LF. */
const LINE_ENDS: ReadonlySet<number> = new Set([0x0d, 0x0a])

/**
 * What a file says. In: its bytes, who issued identifiers that name no issuer (null: nobody is guessed), and the time. A
 * long one is read a piece at a time: beds that are watched come first.
 */
export async function readFile(
  kind: FileKind,
  bytes: Uint8Array,
  authority: string | null,
  nowUtcMs: number,
): Promise<ReportsOrProblem> {
  if (kind === 'hl7') return readMessage(bytes, authority, nowUtcMs)
  const text = textOf(bytes)
  if (text === null) return { problem: 'it is no UTF-8 text: save it as CSV UTF-8' }
  const steps = csvSteps(text, authority, nowUtcMs)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value
    await setImmediate()
  }
}

function readMessage(bytes: Uint8Array, authority: string | null, nowUtcMs: number): ReportsOrProblem {
  const parsed = parseMessage(bytes)
  if (!parsed.ok) return { problem: `it is no HL7 message (${parsed.problem})` }
  // Half a last segment may hold half a number.
  if (!LINE_ENDS.has(bytes.at(-1) ?? 0))
    return { problem: 'its last segment has no end: send it again, whole' }
  return readOru(parsed.message, 'hl7File', authority, nowUtcMs)
}

/** Null: it is no UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
