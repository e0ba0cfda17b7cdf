import { table, verdict, when } from '../markdown.ts'
import { oneDecimal, type Steady } from '../statistics.ts'
import { type DecodeResult, leastRatio } from './decode-result.ts'
import { FRAMER_SIDE, HEAD_SIDE, LENGTH_SIDE } from './names.ts'

/** Lines that a result is held against; they never fail a run. */
const PASS_LINES = { overLength: 30, overHead: 1.5, bytesPerFrame: 64, longestLost: 2 } as const

function spread({ median, least, greatest }: Steady): string {
  return `${oneDecimal(median)} (${oneDecimal(least)} to ${oneDecimal(greatest)})`
}

function passText({ speeds, counts }: DecodeResult): string {
  const own = counts.find(({ side }) => side === FRAMER_SIDE)
  const overLength = leastRatio(speeds, FRAMER_SIDE, LENGTH_SIDE)
  const overHead = leastRatio(speeds, FRAMER_SIDE, HEAD_SIDE)
  const lines = [
    `at least ${PASS_LINES.overLength} x PacketLengthParser (${oneDecimal(overLength)} x) ${verdict(overLength >= PASS_LINES.overLength)}`,
    `at least ${PASS_LINES.overHead} x DelimiterParser, which checks nothing (${overHead.toFixed(2)} x) ${verdict(overHead >= PASS_LINES.overHead)}`,
    `at most ${PASS_LINES.bytesPerFrame} bytes allocated a frame ${verdict(own !== undefined && own.bytesPerFrame <= PASS_LINES.bytesPerFrame)}`,
    `at most ${PASS_LINES.longestLost} intact frames lost in a row ${verdict((own?.damaged?.longestLost ?? Number.NaN) <= PASS_LINES.longestLost)}`,
  ]
  return `Pass lines, by processor time, worst size of chunk: ${lines.join('; ')}.`
}

/** The part of the page on B1. */
export function decodeText(result: DecodeResult): string {
  const speeds = result.speeds.map(({ side, chunkBytes, rounds, wall, cpu }) => [
    side,
    chunkBytes,
    rounds,
    spread(wall),
    spread(cpu),
  ])
  const counts = result.counts.map(({ side, bytesPerFrame, clean, damaged }) => [
    side,
    Math.round(bytesPerFrame),
    clean === null ? 'no frames' : `${clean.intact - clean.lost} of ${clean.intact}`,
    damaged === null ? '' : `${damaged.lost} of ${damaged.intact}`,
    damaged?.longestLost ?? '',
    damaged?.wrong ?? '',
  ])
  return `## B1: finding frames in a stream

${when(result)}
Peers are the parsers that come with serialport. What each one checks stands behind its name.

${table(['side', 'chunk bytes', 'rounds', 'MB/s', 'MB per CPU second'], speeds)}

Medians (least to greatest).

${table(['side', 'bytes allocated a frame', 'frames of a clean stream', 'intact frames lost', 'most in a row', 'wrong frames'], counts)}

The last three columns: the stream with one byte in a hundred changed. Intact frames are those without a changed byte; wrong ones came out
and were changed. ${passText(result)}
The stream is what a PM6750 board sends (SIMULATED by its twin): frames of 5 to 12 bytes, so the cost of a frame outweighs that of a byte.
A full ward is 0.4 MB a second: every side is fast enough. What differs is what comes out of a damaged stream.`
}
