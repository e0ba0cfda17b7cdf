import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { MONITOR } from '../bus.ts'
import type { Observation } from './observations.ts'

/** What makes numbers of two devices one parameter: the term and its unit. */
function termOf({ id, unit, timing }: NumericChannel): string {
  return JSON.stringify([id, unit, timing])
}

function deviceOf({ channel }: Observation): string {
  return channel.device ?? MONITOR
}

/**
 * Of a parameter that several devices of a bed sent, the values of one: of a stream the first device in the order given
 * whose value stands, of single readings whoever took the last. What only one device sends stays as it is, all its
 * sources.
 */
export function oneDeviceEach(observations: readonly Observation[]): Observation[] {
  const byTerm = new Map<string, Observation[]>()
  for (const one of observations) {
    const term = one.byHand === undefined ? termOf(one.channel) : 'by hand'
    byTerm.set(term, [...(byTerm.get(term) ?? []), one])
  }
  const kept = new Set([...byTerm].flatMap(([term, all]) => (term === 'by hand' ? all : ofOneDevice(all))))
  return observations.filter((one) => kept.has(one))
}

function ofOneDevice(all: readonly Observation[]): readonly Observation[] {
  const devices = [...new Set(all.map(deviceOf))].sort(monitorFirst)
  if (devices.length < 2) return all
  const having = all.filter(({ value }) => value !== null)
  const isEpisodic = all.some(({ channel }) => channel.timing === 'episodic')
  const last = having.reduce((latest, { measuredUtcMs }) => Math.max(latest, measuredUtcMs), 0)
  const chosen = isEpisodic
    ? having.find(({ measuredUtcMs }) => measuredUtcMs === last)
    : devices.map((device) => having.find((one) => deviceOf(one) === device)).find((one) => one !== undefined)
  const device = chosen === undefined ? devices[0] : deviceOf(chosen)
  return all.filter((one) => deviceOf(one) === device)
}

function monitorFirst(one: string, other: string): number {
  return Number(one !== MONITOR) - Number(other !== MONITOR)
}
