import type { ChannelSpec, NumericChannel, WaveChannel } from '../model/channel.ts'
import { isLegalUnit, type Term, terms } from '../model/terms.ts'
import {
  ANY_RANGE,
  HOME_PLACES,
  LIMITS,
  OTHER_AT,
  OWN_NUMERICS,
  OWN_WAVES,
  type OwnRow,
  RANGE_BY_UNIT,
  SYSTEM,
  WAVE_GEOMETRY,
} from './codes.ts'
import { idPart, type Subject } from './identify.ts'
import type { SentUnit } from './units.ts'

const ID_PREFIX = 'X_HL7_INBOUND_'
const PURE = '1'

/** What a subject is called before its unit and place are known. */
interface Draft {
  readonly id: string
  readonly code: number | null
  readonly vendor: string
  readonly label: string
  readonly unit: string
  /** Where it usually comes from: only elsewhere does its key name the place. */
  readonly home: string
}

function ofTerm(term: Term): Draft {
  const { refid, code, label, units } = term
  const home = code === null ? '' : (HOME_PLACES.get(code) ?? '')
  return { id: refid, code, vendor: refid, label, unit: units[0] ?? PURE, home }
}

function ofOwn([code, system, name, label, unit, home]: OwnRow): Draft {
  return { id: `${ID_PREFIX}${code}`, code: null, vendor: `${code}^${name}^${system}`, label, unit, home }
}

function ofUnknown({ code, name, system }: Subject): Draft {
  const label = printable(name || code).slice(0, LIMITS.labelLength)
  const vendor = printable([code, name, system].join('^')).slice(0, LIMITS.textLength)
  return { id: `${ID_PREFIX}${idPart(code)}`, code: null, vendor, label, unit: PURE, home: '' }
}

function draftOf(subject: Subject): Draft {
  if (subject.term !== null) return ofTerm(subject.term)
  return subject.own === null ? ofUnknown(subject) : ofOwn(subject.own)
}

function printable(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ')
}

function numericOf(draft: Draft, term: Term | null): NumericChannel {
  const { home, ...rest } = draft
  return {
    kind: 'numeric',
    key: draft.id,
    ...rest,
    source: home,
    timing: term?.episodic === true ? 'episodic' : 'continuous',
    decimals: term?.decimals ?? 1,
  }
}

/** What the sender says about the samples of one wave. */
export interface SentGeometry {
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly width: 16 | 32
}

function waveOf(draft: Draft, sent: SentGeometry, range: readonly [number, number]): WaveChannel {
  const { home, ...rest } = draft
  const [lowest, highest] = range
  const scale = { ...sent, offset: 0, lowest, highest }
  return { kind: 'wave', key: draft.id, ...rest, source: home, timing: 'continuous', ...scale }
}

function announcedWave(draft: Draft, code: number): readonly WaveChannel[] {
  const geometry = WAVE_GEOMETRY.get(code)
  if (geometry === undefined) return []
  const { lowest, highest, ...sent } = geometry
  return [waveOf({ ...draft, unit: sent.unit }, { ...sent, width: 16 }, [lowest, highest])]
}

/** Nurse entries come from nobody's monitor. */
const measured = terms.filter((term) => term.code !== null && term.group !== 'nurse')

/** Every channel of the vocabulary and of the vendor's list; other codes get theirs when first seen. */
export const channels: readonly ChannelSpec[] = [
  ...measured.filter((term) => term.kind === 'numeric').map((term) => numericOf(ofTerm(term), term)),
  ...OWN_NUMERICS.map((row) => numericOf(ofOwn(row), null)),
  ...OTHER_AT.map(({ row }) => numericOf(ofOwn(row), null)),
  ...[...WAVE_GEOMETRY.keys()].flatMap((code) => {
    const term = measured.find((one) => one.code === code && one.kind === 'wave')
    return term === undefined ? [] : announcedWave(ofTerm(term), code)
  }),
  ...OWN_WAVES.flatMap((row) => announcedWave(ofOwn(row), row[0])),
]

const announcedByKey = new Map(channels.map((channel) => [channel.key, channel]))
/** Systems whose numbers are known not to clash. */
const KNOWN_SYSTEMS: ReadonlySet<string> = new Set([SYSTEM.mdc, SYSTEM.mindray, SYSTEM.loinc, ''])

/** The channels of one session: announced ones, and those made for what else is sent. */
export class ChannelBook {
  readonly #made = new Map<string, ChannelSpec>()

  /** The unit a value of the subject is shown in, as sent; null if it is not legal for it. */
  unitFor(subject: Subject, sent: SentUnit): string | null {
    const { term, own } = subject
    if (sent.kind === 'conflict') return null
    if (term === null) {
      if (sent.kind === 'none') return own?.[4] ?? PURE
      return sent.kind === 'known' ? sent.ucum : sent.text
    }
    const ucum = sent.kind === 'none' ? PURE : sent.kind === 'known' ? sent.ucum : null
    return ucum !== null && isLegalUnit(term.refid, ucum) ? ucum : null
  }

  /** The numeric channel of a subject at a place, in a legal unit (null: its usual one); null if there are too many. */
  numeric(subject: Subject, place: string, unit: string | null): NumericChannel | null {
    const draft = draftOf(subject)
    const { key, source } = keyOf(draft, subject, place)
    const found = this.#find(unit === null || unit === draft.unit ? key : `${key}#${unit}`, (full) => ({
      ...numericOf({ ...draft, unit: unit ?? draft.unit }, subject.term),
      key: full,
      source,
    }))
    return found?.kind === 'numeric' ? found : null
  }

  /** The same of a wave, whose rate and scale are part of what it is. */
  wave(subject: Subject, place: string, sent: SentGeometry): WaveChannel | null {
    const draft = draftOf(subject)
    const { key, source } = keyOf(draft, subject, place)
    const known = announcedByKey.get(draft.id)
    const isUsual = known?.kind === 'wave' && sameGeometry(known, sent)
    const range = known?.kind === 'wave' && known.unit === sent.unit ? known : null
    const [lowest, highest] = range === null ? (RANGE_BY_UNIT.get(sent.unit) ?? ANY_RANGE) : rangeOf(range)
    const { unit, rateHz, gain, width } = sent
    const found = this.#find(isUsual ? key : `${key}#${unit},${rateHz},${gain},${width}`, (full) => ({
      ...waveOf({ ...draft, unit }, sent, [lowest, highest]),
      key: full,
      source,
    }))
    return found?.kind === 'wave' ? found : null
  }

  #find(key: string, make: (key: string) => ChannelSpec): ChannelSpec | null {
    const known = announcedByKey.get(key) ?? this.#made.get(key)
    if (known !== undefined) return known
    if (this.#made.size >= LIMITS.channels) return null
    const made = make(key)
    this.#made.set(key, made)
    return made
  }
}

function rangeOf({ lowest, highest }: WaveChannel): readonly [number, number] {
  return [lowest, highest]
}

function sameGeometry(channel: WaveChannel, sent: SentGeometry): boolean {
  const { unit, rateHz, gain, width } = channel
  return unit === sent.unit && rateHz === sent.rateHz && gain === sent.gain && width === sent.width
}

/** The key of a subject at a place. A code of a system nobody knows keeps the system, as others may use its number. */
function keyOf(draft: Draft, { system }: Subject, place: string): { key: string; source: string } {
  const isKnown = draft.code !== null || KNOWN_SYSTEMS.has(system)
  const source = isKnown ? place || draft.home : [idPart(system).toLowerCase(), place].join(':')
  return { key: source === draft.home ? draft.id : `${draft.id}@${source}`, source }
}
