import type { Machine } from './machine.ts'

/** When, on what and under which load something was measured. */
export interface Circumstances {
  /** UTC. */
  readonly date: string
  readonly machine: Machine
  /** Load of the machine after each round, least and greatest. */
  readonly load: { readonly min: number; readonly max: number }
}

/** The circumstances of rounds that have just ended. */
export function circumstances(machine: Machine, rounds: readonly { readonly load: number }[]): Circumstances {
  const loads = rounds.map((round) => round.load)
  const date = new Date().toISOString()
  return { date, machine, load: { min: Math.min(...loads), max: Math.max(...loads) } }
}
