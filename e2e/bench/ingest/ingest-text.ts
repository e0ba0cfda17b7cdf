import { table, verdict, when } from '../markdown.ts'
import { oneDecimal } from '../statistics.ts'
import type { IngestResult } from './ingest-result.ts'

/** Lines that a result is held against; they never fail a run. */
const PASS_LINES = { p99Ms: 5, overBare: 1.3 } as const

/** The part of the page on B5. */
export function ingestText(result: IngestResult): string {
  const rows = Object.entries(result.sides).map(([name, side]) => {
    const { median, least, greatest } = side.cpuPercent
    const arrival = side.arrivalMs
    const cpu = `${oneDecimal(median)} (${oneDecimal(least)} to ${oneDecimal(greatest)})`
    return [
      name,
      side.rounds,
      side.sentBytes,
      side.lostBytes,
      side.refused,
      cpu,
      ...(arrival === null ? ['', '', ''] : [arrival.p50, arrival.p99, arrival.max]),
    ]
  })
  const own = result.sides.vigil
  const bare = result.sides['serialport, bare handler']
  const ratio = (own?.cpuPercent.median ?? Number.NaN) / (bare?.cpuPercent.median ?? Number.NaN)
  const lines = [
    `no byte lost ${verdict(own?.lostBytes === 0)}`,
    `p99 to the bus at most ${PASS_LINES.p99Ms} ms ${verdict((own?.arrivalMs?.p99 ?? Number.NaN) <= PASS_LINES.p99Ms)}`,
    `at most ${PASS_LINES.overBare} x the processor time of a bare handler (${ratio.toFixed(2)} x) ${verdict(ratio <= PASS_LINES.overBare)}`,
  ]
  const head = [
    'side',
    'rounds',
    'bytes sent',
    'lost',
    'packets refused',
    'CPU % of a core',
    'p50 ms',
    'p99 ms',
    'max ms',
  ]
  return `## B5: ingest of ${result.ports} ports at 11.5 kB a second each

${[when(result), ...result.missing].join('\n')}

${table(head, rows)}

Pass lines: ${lines.join('; ')}.
Rounds of ${result.seconds} s after 4 s to warm up; a packet of 284 bytes every 25 ms on each line (SIMULATED). Times run from just before the write
until the bus, or the handler, had the whole packet; socat's hop is in them. Vigil frames, checks, decodes, places waves in time and
watches each line; the bare handler counts bytes; \`cat\` is 32 processes writing to files, \`python3-serial\` one loop around select.`
}
