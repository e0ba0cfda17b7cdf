import type { MissingRun, WaveMark } from '../../../../drivers/model/measurement.ts'
import type { StoredWave } from '../types.ts'

/** Pieces that follow each other within this part of a sample period are one piece. */
const JOIN_TOLERANCE_SAMPLES = 0.5
const MS_PER_S = 1000

/** Station time just after the last sample of a piece. */
export function endUtcMs(piece: StoredWave, rateHz: number): number {
  return piece.startUtcMs + (piece.samples.length * MS_PER_S) / rateHz
}

/**
 * Puts runs and marks in order: clamped to the samples, sorted, runs that touch
 * joined, marks outside the samples dropped. What the codec then sees is unambiguous.
 */
export function tidyWave(wave: StoredWave): StoredWave {
  const length = wave.samples.length
  const missing: MissingRun[] = []
  for (const run of [...wave.missing].sort((a, b) => a.start - b.start)) {
    const start = Math.max(0, run.start)
    const end = Math.min(length, run.start + run.length)
    const last = missing.at(-1)
    if (end <= start) continue
    if (last !== undefined && start <= last.start + last.length) {
      const joinedEnd = Math.max(end, last.start + last.length)
      missing[missing.length - 1] = { start: last.start, length: joinedEnd - last.start }
    } else {
      missing.push({ start, length: end - start })
    }
  }
  const marks = wave.marks.filter((mark) => mark.at >= 0 && mark.at < length).sort((a, b) => a.at - b.at)
  return { ...wave, missing, marks }
}

/** Whether `next` begins where `piece` ends, to within half a sample. */
export function follows(piece: StoredWave, next: StoredWave, rateHz: number): boolean {
  return isJoint(next.startUtcMs - endUtcMs(piece, rateHz), rateHz)
}

function isJoint(distanceMs: number, rateHz: number): boolean {
  return Math.abs(distanceMs) * rateHz <= JOIN_TOLERANCE_SAMPLES * MS_PER_S
}

/**
 * Joins pieces of one channel, in the order they came, wherever one follows the
 * other without a hole; runs that meet become one run. The time of a joined
 * piece moves by at most half a sample; no sample is added or taken away.
 */
export function joinPieces(pieces: readonly StoredWave[], rateHz: number): StoredWave[] {
  const joined: StoredWave[] = []
  let group: StoredWave[] = []
  let endMs = 0
  for (const piece of pieces) {
    const continues = group.length > 0 && isJoint(piece.startUtcMs - endMs, rateHz)
    if (!continues && group.length > 0) joined.push(concatenate(group))
    if (!continues) {
      group = []
      endMs = piece.startUtcMs
    }
    group.push(piece)
    endMs += (piece.samples.length * MS_PER_S) / rateHz
  }
  if (group.length > 0) joined.push(concatenate(group))
  return joined
}

function concatenate(group: readonly StoredWave[]): StoredWave {
  const [first] = group
  if (first === undefined) throw new TypeError('"group" is empty')
  if (group.length === 1) return first
  let length = 0
  for (const piece of group) length += piece.samples.length
  const samples = first.samples instanceof Int16Array ? new Int16Array(length) : new Int32Array(length)
  const missing: MissingRun[] = []
  const marks: WaveMark[] = []
  let base = 0
  for (const piece of group) {
    samples.set(piece.samples, base)
    for (const run of piece.missing) appendRun(missing, base + run.start, run.length)
    for (const mark of piece.marks) marks.push({ at: base + mark.at, kind: mark.kind })
    base += piece.samples.length
  }
  return { channel: first.channel, startUtcMs: first.startUtcMs, samples, missing, marks }
}

function appendRun(runs: MissingRun[], start: number, length: number): void {
  const last = runs.at(-1)
  if (last !== undefined && last.start + last.length === start) {
    runs[runs.length - 1] = { start: last.start, length: last.length + length }
  } else {
    runs.push({ start, length })
  }
}

/** The samples of a piece with from <= time < to, or null if there are none. */
export function cutPiece(
  piece: StoredWave,
  rateHz: number,
  fromUtcMs: number,
  toUtcMs: number,
): StoredWave | null {
  const first = Math.max(0, Math.ceil(((fromUtcMs - piece.startUtcMs) * rateHz) / MS_PER_S))
  const end = Math.min(
    piece.samples.length,
    Math.max(0, Math.ceil(((toUtcMs - piece.startUtcMs) * rateHz) / MS_PER_S)),
  )
  return first >= end ? null : samplesOf(piece, rateHz, first, end)
}

/** A piece as pieces that span at most `longestMs` each, in order; itself where it does already. */
export function splitPiece(piece: StoredWave, rateHz: number, longestMs: number): StoredWave[] {
  const most = Math.max(1, Math.floor((longestMs * rateHz) / MS_PER_S))
  const count = Math.max(1, Math.ceil(piece.samples.length / most))
  return Array.from({ length: count }, (_, index) => {
    const first = index * most
    return samplesOf(piece, rateHz, first, Math.min(piece.samples.length, first + most))
  })
}

/** The samples from `first` up to `end`, with the runs and marks that lie there. */
function samplesOf(piece: StoredWave, rateHz: number, first: number, end: number): StoredWave {
  if (first === 0 && end === piece.samples.length) return piece
  const missing: MissingRun[] = []
  for (const run of piece.missing) {
    const start = Math.max(run.start, first)
    const runEnd = Math.min(run.start + run.length, end)
    if (start < runEnd) missing.push({ start: start - first, length: runEnd - start })
  }
  const marks = piece.marks
    .filter((mark) => mark.at >= first && mark.at < end)
    .map((mark) => ({ at: mark.at - first, kind: mark.kind }))
  return {
    channel: piece.channel,
    startUtcMs: piece.startUtcMs + (first * MS_PER_S) / rateHz,
    samples: piece.samples.slice(first, end),
    missing,
    marks,
  }
}
