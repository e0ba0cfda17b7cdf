import { table, verdict, when } from '../markdown.ts'
import type { Steady } from '../statistics.ts'
import { type MessagesResult, messageRatio } from './messages-result.ts'
import { OWN_SIDE, PEER_SIDE } from './sides.ts'

/** The line that printing is held against; it never fails a run. */
const PRINT_LINE = 10
/** A ratio of times under this is a tie. */
const TIE = 1.5

function spread({ median, least, greatest }: Steady): string {
  const [middle, low, high] = [median, least, greatest].map((value) => Math.round(value).toLocaleString('en'))
  return `${middle} (${low} to ${high})`
}

function ratioText(ratio: number): string {
  const isTie = ratio < TIE && ratio > 1 / TIE
  return isTie ? `tie (${ratio.toFixed(2)})` : `${ratio.toFixed(1)} x`
}

/** The part of the page on B10. */
export function messagesText(result: MessagesResult): string {
  const rows = result.speeds.map(({ task, side, rounds, wall, cpu, isWhole }) => [
    task,
    side,
    rounds,
    spread(wall),
    spread(cpu),
    isWhole ? 'yes' : 'no',
  ])
  const [parse, print] = (['parse', 'print'] as const).map((task) =>
    messageRatio(result, task, [OWN_SIDE, PEER_SIDE]),
  )
  return `## B10: messages of HL7 v2

${when(result)}

${table(['task', 'side', 'rounds', 'messages/s', 'per CPU second', 'printed as it was'], rows)}

Medians (least to greatest), of one ORU^R01 of ${result.bytes} bytes: a minute of one bed, SIMULATED. Each side reads into its own structure and
prints from it; ours checks separators, character set and line ends while it reads, takes escapes out, and escapes every text that it
prints; the peer leaves texts as they are. By processor time, Vigil over the peer: parse ${ratioText(parse ?? Number.NaN)}, print ${ratioText(print ?? Number.NaN)}.
Pass line: at least ${PRINT_LINE} x on print ${verdict((print ?? 0) >= PRINT_LINE)}. It was drawn from a writer of bare text against the peer's parser; against the peer's own printer ten times
would be more than a gigabyte of text a second. A full ward sends fewer than two messages a second. The other line, twelve hours as EDF in
under 10 s, is the trial \`edf\`.`
}
