import { cutPiece, endUtcMs } from '../codec/pieces.ts'
import type { StoredWave } from '../types.ts'
import type { SubjectWaves } from './sealed-journal.ts'
import type { StayBook } from './stay-book.ts'

/** Gives each part of a wave of a bed to whose time it was; mostly that is one part, the wave itself. */
export function splitByStays(stays: StayBook, bed: string, rateHz: number, wave: StoredWave): SubjectWaves[] {
  const end = endUtcMs(wave, rateHz)
  const parts = stays.parts(bed, wave.startUtcMs, Math.max(end, wave.startUtcMs + 1))
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return [{ subject: first.subject, waves: [wave] }]
  return parts.flatMap(({ subject, fromUtcMs, toUtcMs }) => {
    const piece = cutPiece(wave, rateHz, fromUtcMs, toUtcMs)
    return piece === null ? [] : [{ subject, waves: [piece] }]
  })
}
