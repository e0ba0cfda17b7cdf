import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { type Steady, steadyOf } from '../statistics.ts'
import type { MessageRound } from './messages.ts'

export interface MessageSpeed {
  readonly side: string
  readonly task: MessageRound['task']
  readonly rounds: number
  readonly wall: Steady
  readonly cpu: Steady
  readonly isWhole: boolean
}

/** B10 as it is checked in. */
export interface MessagesResult extends Circumstances {
  /** Length of the message. */
  readonly bytes: number
  readonly speeds: readonly MessageSpeed[]
}

/** Folds the rounds of B10: one row for each task and side, in the order of the first round. */
export function messagesResult(machine: Machine, rounds: readonly MessageRound[]): MessagesResult {
  const speeds: MessageSpeed[] = []
  for (const { side, task } of rounds) {
    if (speeds.some((speed) => speed.side === side && speed.task === task)) continue
    const own = rounds.filter((round) => round.side === side && round.task === task)
    speeds.push({
      side,
      task,
      rounds: own.length,
      wall: steadyOf(own.map((round) => round.messagesPerSecond)),
      cpu: steadyOf(own.map((round) => round.messagesPerCpuSecond)),
      isWhole: own.every((round) => round.isWhole),
    })
  }
  return { ...circumstances(machine, rounds), bytes: rounds[0]?.bytes ?? 0, speeds }
}

/** Our speed over the peer's at a task, by processor time; NaN where one was not measured. */
export function messageRatio(
  { speeds }: Pick<MessagesResult, 'speeds'>,
  task: MessageRound['task'],
  [ours, theirs]: readonly [string, string],
): number {
  const of = (side: string) =>
    speeds.find((speed) => speed.task === task && speed.side === side)?.cpu.median ?? Number.NaN
  return of(ours) / of(theirs)
}
