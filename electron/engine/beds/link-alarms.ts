import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'
import type { LinkCause, LinkView } from '../../ipc/views.ts'
import { deviceCondition } from '../identity/condition-id.ts'

/** A line that has only begun to open is no alarm yet (CLINICAL 1.6: 5 s for numerics). */
const OPENING_MS = 5_000
/** CLINICAL 1.6: more than this part of the frames damaged in the window is a low alarm. */
const DAMAGED_PART = 0.05
const DAMAGED_WINDOW_MS = 10_000
/** One damaged frame among three proves nothing. */
const LEAST_FRAMES = 10

/** One short sentence a cause; the screen adds the next step. */
const SENTENCES: Readonly<Record<LinkCause, string>> = {
  portMissing: 'NO DATA: the port is not there',
  portBusy: 'NO DATA: the port is in use by another program',
  portForbidden: 'NO DATA: this user may not open the port',
  libraryMissing: 'NO DATA: this PC lacks a library that the line needs',
  unplugged: 'NO DATA: the cable is unplugged',
  refused: 'NO DATA: the device server refuses the connection',
  unreachable: 'NO DATA: the device server does not answer',
  closedByPeer: 'NO DATA: the other end closed the connection',
  silent: 'NO DATA: the monitor sends nothing',
  noFrames: 'NO DATA: what arrives cannot be read, the line settings may be wrong',
  fileMissing: 'NO DATA: the recording is not there',
  fileUnreadable: 'NO DATA: the recording cannot be read',
  replayEnded: 'NO DATA: the recording has ended',
  noSender: 'NO DATA: nobody sends for this bed yet',
  severalSenders: 'NO DATA: several monitors send for this bed, none of them is shown',
  addressMissing: 'NO DATA: the address to listen on is not of this PC',
  portReserved: 'NO DATA: this user may not listen on the port',
  badCertificate: 'NO DATA: the certificate of this PC cannot be used',
  error: 'NO DATA: the line failed',
}

/** CLINICAL 2.8: gaps of a wearable are usual; one that lasts longer is a low alarm. */
const WEARABLE_GAP_MS = 300_000
const WEARABLE_SENTENCE = 'NO DATA: the wearable is out of reach, switched off or empty'

/** What was in force on the bed when its line was lost. */
export interface LastKnown {
  /** Since when a wearable is not heard although its line is well, UTC ms; absent or null: that is not so. */
  readonly gapSinceUtcMs?: number | null
  /** The monitor's own high alarm, or null. */
  readonly highText: string | null
  /** Somebody has marked the patient as high-risk. */
  readonly isHighRisk: boolean
}

/**
 * The technical alarm of a line that brings nothing (CLINICAL 1.6): medium, or
 * high where the bed had a red alarm when it was lost or its patient is marked as high-risk. Null while the line is
 * live or has only begun to open. The gap of a wearable is none before it is long, unless a red alarm was in force: then
 * it is low, or medium for a patient marked as high-risk. `device`: how it is named where the bed has several; null: it is the only one.
 */
export function linkAlarm(
  bed: string,
  link: LinkView,
  nowUtcMs: number,
  last: LastKnown,
  device: string | null = null,
): AlarmCondition | null {
  if (link.phase === 'live') return null
  const { gapSinceUtcMs = null } = last
  const isGap = gapSinceUtcMs !== null && last.highText === null
  if (isGap && nowUtcMs - gapSinceUtcMs < WEARABLE_GAP_MS) return null
  if (link.cause === null && nowUtcMs - link.sinceUtcMs < OPENING_MS) return null
  const sentence = isGap
    ? WEARABLE_SENTENCE
    : link.cause === null
      ? 'NO DATA: the monitor has sent nothing yet'
      : SENTENCES[link.cause]
  const from = device === null ? '' : `${device}: `
  const whose = device === null ? 'the monitor' : 'the bed'
  const before = last.highText === null ? '' : `. Before that ${whose} alarmed: ${last.highText}`
  const risk = last.isHighRisk ? '. The patient is marked as high-risk' : ''
  return {
    id: deviceCondition(bed, 'link', device),
    source: 'vigil',
    kind: 'technical',
    priority: priorityOf(last, isGap),
    text: `${from}${device === null ? sentence : sentence.replace('the monitor', 'it')}${before}${risk}`,
    sinceUtcMs: isGap ? gapSinceUtcMs : link.sinceUtcMs,
  }
}

function priorityOf({ highText, isHighRisk }: LastKnown, isGap: boolean): Priority {
  if (isGap) return isHighRisk ? 'medium' : 'low'
  return highText === null && !isHighRisk ? 'medium' : 'high'
}

/** Watches how many frames arrive damaged. Times monotonic ms. */
export class DamageWatch {
  #windows: { readonly atMs: number; readonly good: number; readonly bad: number }[] = []
  #sinceUtcMs: number | null = null

  /** Takes the counters of the line, about once a second. */
  update(link: LinkView, nowMs: number, nowUtcMs: number): void {
    this.#windows.push({ atMs: nowMs, good: link.goodFrames, bad: link.badFrames })
    while ((this.#windows[1]?.atMs ?? nowMs) <= nowMs - DAMAGED_WINDOW_MS) this.#windows.shift()
    const [first] = this.#windows
    const good = link.goodFrames - (first?.good ?? 0)
    const bad = link.badFrames - (first?.bad ?? 0)
    const damaged = good + bad >= LEAST_FRAMES && bad > DAMAGED_PART * (good + bad)
    if (!damaged) this.#sinceUtcMs = null
    else this.#sinceUtcMs ??= nowUtcMs
  }

  /** The low technical alarm while too many frames are damaged, else null. */
  alarm(bed: string, device: string | null = null): AlarmCondition | null {
    if (this.#sinceUtcMs === null) return null
    return {
      id: deviceCondition(bed, 'damage', device),
      source: 'vigil',
      kind: 'technical',
      priority: 'low',
      text: `${device === null ? '' : `${device}: `}Many damaged messages: check the cable and the line settings`,
      sinceUtcMs: this.#sinceUtcMs,
    }
  }
}
