import { decodeJournal, encodeJournal } from '../codec/journal.ts'
import type { StoredWave } from '../types.ts'
import { openBytes, sealBytes } from './sealed-bytes.ts'
import { IN_THE_CLEAR, type SubjectKeys } from './subject-keys.ts'

/**
 * A journal row: one second of all waves, each subject's sealed by itself. Little-endian:
 *
 *   header   8 bytes  version u32, sections u32
 *   section  8 bytes  subject u32, length u32, then so many sealed bytes: a row of codec/journal.ts
 *
 * Version 1, of earlier releases, is such a row in the clear.
 */
const VERSION = 2
const HEADER_BYTES = 8

/** Time of the row: part of the place its sections belong to. */
export interface JournalTime {
  readonly from_utc_ms: number
  readonly to_utc_ms: number
}

export interface JournalRow extends JournalTime {
  readonly id: number
  readonly payload: Uint8Array
}

/** Waves of one subject. */
export interface SubjectWaves {
  readonly subject: number
  readonly waves: readonly StoredWave[]
}

/** What a journal row gives: `whole` is false when a part of it is damaged or its key is gone. */
export interface OpenedJournal {
  readonly parts: readonly SubjectWaves[]
  readonly whole: boolean
}

interface Section {
  readonly subject: number
  readonly sealed: Uint8Array
}

function placeOf(subject: number, { from_utc_ms, to_utc_ms }: JournalTime): string {
  return `journal/${subject}/${from_utc_ms}/${to_utc_ms}`
}

/** Packs and seals the waves of one second. */
export function sealJournal(
  keys: SubjectKeys,
  time: JournalTime,
  parts: readonly SubjectWaves[],
): Uint8Array {
  return packed(
    parts.map(({ subject, waves }) => ({
      subject,
      sealed: sealBytes(keys.needed(subject), placeOf(subject, time), encodeJournal(waves)),
    })),
  )
}

/** Opens a row, all waves or those of one channel. Never throws; a row of an earlier release has the subject 0. */
export function openJournal(keys: SubjectKeys, row: JournalRow, onlyChannel?: number): OpenedJournal {
  const sections = sectionsOf(row.payload)
  if (sections === null) {
    const waves = decodeJournal(row.payload, onlyChannel)
    return { parts: waves === null ? [] : [{ subject: IN_THE_CLEAR, waves }], whole: waves !== null }
  }
  const parts: SubjectWaves[] = []
  for (const { subject, sealed } of sections) {
    const key = keys.of(subject)
    const bytes = key === null ? null : openBytes(key, placeOf(subject, row), sealed)
    const waves = bytes === null ? null : decodeJournal(bytes, onlyChannel)
    if (waves !== null) parts.push({ subject, waves })
  }
  return { parts, whole: parts.length === sections.length }
}

/** Whether a row is in the clear, as earlier releases left it. */
export function isJournalInTheClear(payload: Uint8Array): boolean {
  return sectionsOf(payload) === null && decodeJournal(payload) !== null
}

/** The row without one subject: null if it is not in it, empty if nothing else is. */
export function journalWithout(payload: Uint8Array, subject: number): Uint8Array | null {
  const sections = sectionsOf(payload)
  if (sections === null || !sections.some((section) => section.subject === subject)) return null
  const kept = sections.filter((section) => section.subject !== subject)
  return kept.length === 0 ? new Uint8Array() : packed(kept)
}

function packed(sections: readonly Section[]): Uint8Array {
  const size = sections.reduce((sum, { sealed }) => sum + HEADER_BYTES + sealed.length, HEADER_BYTES)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, VERSION, true)
  view.setUint32(4, sections.length, true)
  let at = HEADER_BYTES
  for (const { subject, sealed } of sections) {
    view.setUint32(at, subject, true)
    view.setUint32(at + 4, sealed.length, true)
    bytes.set(sealed, at + HEADER_BYTES)
    at += HEADER_BYTES + sealed.length
  }
  return bytes
}

/** Null if it is no row of this version, or a length does not fit. */
function sectionsOf(payload: Uint8Array): Section[] | null {
  if (payload.length < HEADER_BYTES) return null
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  if (view.getUint32(0, true) !== VERSION) return null
  const count = view.getUint32(4, true)
  const sections: Section[] = []
  let at = HEADER_BYTES
  for (let index = 0; index < count; index++) {
    if (at + HEADER_BYTES > payload.length) return null
    const from = at + HEADER_BYTES
    const end = from + view.getUint32(at + 4, true)
    if (end > payload.length) return null
    sections.push({ subject: view.getUint32(at, true), sealed: payload.subarray(from, end) })
    at = end
  }
  return at === payload.length ? sections : null
}
