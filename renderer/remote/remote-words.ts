import type { HeldCause, RemotePerson, RemoteSource } from '../../electron/ipc/remote.ts'
import { longAge, moment } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'

export const CAUSE_WORDS: Readonly<Record<HeldCause, WordKey>> = {
  unknown: 'remote.unknown',
  secondDiffers: 'remote.secondDiffers',
  noSecond: 'remote.noSecond',
}

export const SOURCE_WORDS: Readonly<Record<RemoteSource, WordKey>> = {
  hl7: 'remote.byMessage',
  hl7File: 'remote.byMessageFile',
  csv: 'remote.byFile',
}

/** `Test Person, 1970-12-31, 4711 (HOSP)`; what is not known is left out. */
export function personLine({ name, birthDate, patient }: RemotePerson): string {
  const identifier = `${patient.id} (${patient.authority})`
  return [name, birthDate, identifier].filter((part) => part !== null).join(', ')
}

/** `last contact 3 h ago, 27 Nov, 07:30`: never how somebody is now. */
export function contactText(lastUtcMs: number | null, nowUtcMs: number): string {
  if (lastUtcMs === null) return words('remote.noContact')
  const when = moment(lastUtcMs)
  return words('remote.lastContact', { ago: longAge(nowUtcMs - lastUtcMs), when })
}
