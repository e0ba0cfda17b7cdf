import { table, verdict, when } from './markdown.ts'
import { oneDecimal, ratioText } from './statistics.ts'
import type { FootprintResult, StoreResult, StoreSide } from './store-results.ts'

const MILLION = 1e6
/** Of v102s, as its blocks are in the record (dbstat over a tenth of an hour). */
const CODED_BYTES_PER_SAMPLE = 0.894
/** Four waves of 250 Hz. */
const SAMPLES_OF_A_BED_HOUR = 3_600_000
/** Of an ISO 8601 time. */
const DATE_LENGTH = '2026-01-01'.length
const SAMPLES_OF_A_SECOND = 16_000
/** What B2 measures for the code, each way in one thread. */
const CODING_MILLIONS = 3
/** Lines that B4 and B9 are held against; they never fail a run. */
const PASS_LINES = {
  codedOverRows: 6,
  uncodedOverRows: 80,
  smaller: 14,
  reopenMs: 200,
  slopeMegabytes: 0.2,
  diskMegabytes: 3.1,
} as const

function storeRow(name: string, side: StoreSide): (string | number)[] {
  return [
    name,
    side.rounds,
    (side.samplesPerSecond.median / MILLION).toFixed(2),
    (side.samplesPerSecond.least / MILLION).toFixed(2),
    (side.cpuSamplesPerSecond.median / MILLION).toFixed(2),
    side.bytesPerSample.median.toFixed(2),
    oneDecimal(side.commitP50Ms.median),
    oneDecimal(side.commitP99Ms.median),
    side.lostStored,
    side.lostOffered,
    Math.round(side.reopenMs.greatest),
  ]
}

/** The part of the page about B4.  */
export function storeText(result: StoreResult): string {
  const { sides } = result
  const rows = sides['better-sqlite3, a row a sample']
  const coded = sides.vigil
  const uncoded = sides['vigil, codec off']
  const floor = sides['append to a file (floor)']
  const over = (side: StoreSide | undefined) =>
    (side?.samplesPerSecond.median ?? Number.NaN) / (rows?.samplesPerSecond.median ?? Number.NaN)
  const smaller = (rows?.bytesPerSample.median ?? Number.NaN) / (coded?.bytesPerSample.median ?? Number.NaN)
  const peers = Object.entries(sides)
    .filter(([name]) => !name.startsWith('vigil'))
    .map(([name, side]) => {
      const speed = ratioText(side.samplesPerSecond.median, coded?.samplesPerSecond.median ?? Number.NaN)
      const size = ratioText(coded?.bytesPerSample.median ?? Number.NaN, side.bytesPerSample.median)
      return `${name}: speed ${speed}, size ${size}`
    })
  const head = [
    'side',
    'rounds',
    'M samples/s',
    'least',
    'M samples/s of its own CPU time',
    'bytes a sample',
    'commit p50 ms',
    'p99 ms',
    'stored samples lost by a kill',
    'offered samples lost',
    'reopen ms, worst',
  ]
  return `## B4: keeping the waves of a ward

${when(result)}

${table(
  head,
  Object.entries(sides).map(([name, side]) => storeRow(name, side)),
)}

Ten minutes of 64 waves at 250 Hz, as fast as they go in, one commit a second with the disk waited for
(\`synchronous=FULL\`, \`fdatasync\`), then a SIGKILL. Vigil encrypts, checksums and, with the
codec, keeps a trend pyramid; its size holds up to a minute of uncoded journal and the pages that gave room to it. The
peers do none of that: their rows have no key to be found by. A station hands a second over when it is 0.8 s old, so up to that much more is lost with it.
Pass lines over better-sqlite3 rows: coded at least ${PASS_LINES.codedOverRows} x (${over(coded).toFixed(1)}) ${verdict(over(coded) >= PASS_LINES.codedOverRows)}; codec off at least ${PASS_LINES.uncodedOverRows} x (${over(uncoded).toFixed(1)}) ${verdict(over(uncoded) >= PASS_LINES.uncodedOverRows)};
at least ${PASS_LINES.smaller} x smaller (${smaller.toFixed(1)}) ${verdict(smaller >= PASS_LINES.smaller)}; at most a second lost ${verdict((coded?.lostOffered ?? Number.NaN) <= SAMPLES_OF_A_SECOND)}; reopened in under ${PASS_LINES.reopenMs} ms ${verdict((coded?.reopenMs.greatest ?? Number.NaN) < PASS_LINES.reopenMs)}.
Why the first two cannot hold: appending the bare samples to a file and waiting for the disk each second is itself ${over(floor).toFixed(0)} x
the rows, and coding alone runs at about 3 M samples/s (B2), ${((CODING_MILLIONS * MILLION) / (rows?.samplesPerSecond.median ?? Number.NaN)).toFixed(1)} x. The lines were drawn from runs that did not wait for the disk,
with ten seconds in a row, a simpler code, and rows at a third of this speed. A full ward is 0.016 M samples/s.
Vigil over each, more than 1 is better; ${peers.join('; ')}.`
}

/** The part of the page about B9. */
export function footprintText(result: FootprintResult, recorded?: FootprintResult): string {
  const head = [
    'side',
    'bed-hours',
    'times real speed',
    'disk MB a bed-hour',
    'memory MB a bed-hour',
    'memory MB, first',
    'last',
  ]
  const rows = result.rounds.map((round) => [
    round.side,
    Math.round(round.bedHours),
    Math.round(round.faster),
    round.diskMegabytesPerBedHour.toFixed(2),
    round.slopeMegabytesPerBedHour.toFixed(3),
    Math.round(round.firstMegabytes),
    Math.round(round.lastMegabytes),
  ])
  const ours = result.rounds.find(({ side }) => side === 'vigil')
  const within = (value: number | undefined, most: number) => verdict(value !== undefined && value <= most)
  return `## B9: footprint of twelve hours of 16 beds

${when(result)}

${table(head, rows)}

Recorder, client and both store threads on a clock that runs up to 60 times faster; links, decoders and windows are
not in it. Memory is the resident size of the process with its threads, its slope by least squares after the first
sixth. One round: a run takes a quarter of an hour. A side is stopped at 2 GB. The waves are made up, with the noise of
a front end; recorded sets need 0.42 to 0.91 bytes a sample (\`store/codec/recorded.test.ts\`), these less than most.
Pass lines: memory at most ${PASS_LINES.slopeMegabytes} MB a bed-hour ${within(ours?.slopeMegabytesPerBedHour, PASS_LINES.slopeMegabytes)}; disk at most ${PASS_LINES.diskMegabytes} MB a bed-hour ${within(ours?.diskMegabytesPerBedHour, PASS_LINES.diskMegabytes)}
on these waves. ${recordedText(recorded)}`
}

/** What the second line is meant for. */
function recordedText(recorded: FootprintResult | undefined): string {
  const [round] = recorded?.rounds ?? []
  if (recorded === undefined || round === undefined)
    return 'The second line is meant for recorded intensive-care waves, which were not measured here.'
  const megabytes = round.diskMegabytesPerBedHour
  return `The second line is meant for recorded intensive-care waves: with the four waves of
\`v102s\` on every bed (\`footprint-recorded\`, ${Math.round(round.bedHours)} bed-hours, ${recorded.date.slice(0, DATE_LENGTH)}) it is ${megabytes.toFixed(2)} MB a bed-hour: ${verdict(megabytes <= PASS_LINES.diskMegabytes)}.
The blocks of these waves are ${CODED_BYTES_PER_SAMPLE} bytes a sample, ${((CODED_BYTES_PER_SAMPLE * SAMPLES_OF_A_BED_HOUR) / MILLION).toFixed(1)} MB a bed-hour by themselves; the rest is numbers, trends,
ends of pages, and a minute of journal that an hour carries as a day does. Weighed without the room set aside for a full
disk, which the twelve hours above (0.7 MB a bed-hour of it) still hold.`
}
