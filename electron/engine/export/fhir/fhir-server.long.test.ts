import type { BundleEntry, Resource } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { terms } from '../../../../drivers/model/terms.ts'
import { USUAL_TIMES } from '../mllp-attempt.ts'
import type { Observation } from '../observations.ts'
import type { WaveRun } from '../oru-waves.ts'
import { entriesOf, FROM, measured, observationsOf, observed, report } from '../testing/fhir-report.ts'
import { findingsOf, loadDefinitions, startFhirServer } from '../testing/fhir-server.ts'
import { waveSpec } from '../testing/memory-reader.ts'
import { buildFhirBundle } from './bundle.ts'
import { postBundle } from './fhir-attempt.ts'

const NUMERIC = terms.filter(({ kind, units }) => kind === 'numeric' && units.length > 0)
let profiles: ReturnType<typeof loadDefinitions>
// Reads 30 MB of definitions on a machine that may be busy.
beforeAll(() => {
  profiles = loadDefinitions()
}, 60_000)

const states = fc.constantFrom<Observation['state']>(
  'good',
  'questionable',
  'demo',
  'invalid',
  'off',
  'stale',
)
const anyObservation = fc
  .record({
    term: fc.constantFrom(...NUMERIC),
    state: states,
    // JSON has one zero.
    value: fc.integer({ min: -50_000, max: 400_000 }).map((value) => value / 1_000 + 0),
    second: fc.nat(59),
    pick: fc.nat(9),
  })
  .map(({ term, state, value, second, pick }) => {
    const hasValue = state === 'good' || state === 'questionable' || state === 'demo'
    const unit = term.units[pick % term.units.length] ?? ''
    return observed(term, unit, hasValue ? value : null, { state, measuredUtcMs: FROM + second * 1_000 })
  })
const WAVES = terms.filter(({ kind }) => kind === 'wave')
const anySample = fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { nil: null, freq: 4 })
const anyWave = fc
  .record({
    term: fc.constantFrom(...WAVES),
    rateHz: fc.constantFrom(25, 62.5, 100, 300, 500),
    gain: fc.constantFrom(1, 0.01, 0.00488, -0.5),
    offset: fc.constantFrom(0, -40.96, 12),
    second: fc.nat(59),
    samples: fc.array(anySample, { minLength: 1, maxLength: 40 }),
  })
  .map(({ term, rateHz, gain, offset, second, samples }): WaveRun => {
    const { refid: id, code, label, units } = term
    const about = { key: id, id, code, label, unit: units[0] ?? '', rateHz, gain, offset }
    return {
      driver: 'ge-s5',
      channel: waveSpec(about),
      simulated: false,
      startUtcMs: FROM + second * 1_000,
      samples,
    }
  })
const anyEvents = fc.array(
  fc.record({
    kind: fc.constantFrom('alarm' as const, 'mark' as const),
    atUtcMs: fc.integer({ min: FROM, max: FROM + 59_999 }),
    text: fc.constantFrom('SpO2 79 < 90', 'suction', ''),
    waves: fc.uniqueArray(anyWave, { minLength: 1, maxLength: 4, selector: ({ channel }) => channel.key }),
  }),
  { maxLength: 3 },
)
const anyReport = fc
  .tuple(
    fc.uniqueArray(anyObservation, { maxLength: 12, selector: ({ channel }) => channel.key }),
    anyEvents,
    fc.nat(2),
  )
  .map(([observations, events, eventsLeftOut]) =>
    report(observations, { provenance: true, events, eventsLeftOut }),
  )

describe('at a FHIR server that nobody here wrote', () => {
  it('every bundle obeys R4 and the profiles that it claims', () => {
    fc.assert(
      fc.property(anyReport, (about) => {
        const resources = resolved(entriesOf(about)).flatMap(({ resource }) =>
          resource === undefined ? [] : [resource],
        )
        expect(resources.flatMap((one) => findingsOf(one, profiles))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('the validator finds what is wrong', () => {
    const [good] = observationsOf(report([measured('MDC_ECG_HEART_RATE', 70)]))
    if (good === undefined) throw new Error('nothing was made')
    const { subject: _, ...withoutSubject } = good
    expect(findingsOf(good, profiles)).toEqual([])
    expect(findingsOf(withoutSubject, profiles)).not.toEqual([])
  })

  it.each([
    ['', true],
    [', also where it has no transactions', false],
  ])(
    'what is read back is what was recorded, and delivered twice it is there once%s',
    async (_, hasTransactions) => {
      await fc.assert(
        fc.asyncProperty(anyReport, async (about) => {
          const { port, kept, bundles, close } = await startFhirServer({ hasTransactions })
          onTestFinished(close)
          const { text } = buildFhirBundle({ ...about, provenance: false })
          const target = { host: '127.0.0.1', port, path: '/', baseDir: '.' }
          for (let time = 0; time < 2; time++)
            expect(await postBundle(target, text, USUAL_TIMES)).toEqual({ end: 'delivered', detail: '' })
          expect(bundles() > 0).toBe(hasTransactions && JSON.parse(text).entry.length > 0)
          const all = await kept('Observation')
          const numbers = all.flatMap((one) => numbersOf(one)).sort((a, b) => a - b)
          const recorded = about.observations.flatMap(asTheProfileHasIt)
          expect(numbers).toEqual(recorded.sort((a, b) => a - b))
          const waves = (about.events ?? []).flatMap((event) => event.waves)
          const strips = all.flatMap((one) => stripsOf(one)).sort()
          expect(strips).toEqual([...new Set(waves.map(recordedStrip))].sort())
          expect(all.flatMap((one) => membersOf(one, all)).sort()).toEqual(strips)
          const sources = [...about.observations, ...waves].map(({ channel }) => channel.key)
          expect((await kept('DeviceMetric')).length).toBe(new Set(sources).size)
          expect((await kept('Device')).length).toBe(sources.length === 0 ? 0 : 1)
          expect(JSON.stringify([...all, ...(await kept('DeviceMetric'))])).not.toContain(
            '"reference":"urn:uuid:',
          )
        }),
        { numRuns: 12 },
      )
    },
  )
})

/** As a server does before it looks at a resource: what an entry is called becomes where it is. */
function resolved(entries: readonly BundleEntry[]): BundleEntry[] {
  const where = ({ fullUrl = '', resource }: BundleEntry) =>
    `"${resource?.resourceType}/${fullUrl.slice('urn:uuid:'.length)}"`
  const reference = ({ fullUrl }: BundleEntry) => `"reference":"${fullUrl}"`
  const text = entries.reduce(
    (all, one) => all.replaceAll(reference(one), `"reference":${where(one)}`),
    JSON.stringify(entries),
  )
  return JSON.parse(text)
}

const SYSTEMIC = /^MDC_PRESS_(BLD|CUFF|BLD_NONINV|BLD_ART|BLD_ART_ABP|BLD_AORT)_(SYS|DIA|MEAN)$/
const KPA_PER_MMHG = 0.133322387415

/** A pressure of the body in kPa stands there in mm[Hg], with digits that lose no step of what was measured. */
function asTheProfileHasIt({ channel, value }: Observation): number[] {
  if (value === null) return []
  if (!SYSTEMIC.test(channel.id) || channel.unit !== 'kPa') return [value]
  const measuredDigits = Math.min(6, String(value).split('.')[1]?.length ?? 0)
  const digits = Math.max(
    0,
    Math.ceil(Math.log10(KPA_PER_MMHG * 10 ** Math.max(channel.decimals, measuredDigits))),
  )
  return [Number((value / KPA_PER_MMHG).toFixed(digits)) + 0]
}

function numbersOf(resource: Resource): number[] {
  if (resource.resourceType !== 'Observation') return []
  const values = [resource, ...(resource.component ?? [])].map(({ valueQuantity }) => valueQuantity?.value)
  return values.filter((one) => one !== undefined)
}

/** A strip as the record has it: what it is, when it begins, and each raw sample. */
function recordedStrip({ channel, startUtcMs, samples }: WaveRun): string {
  const { id, unit, rateHz, gain, offset } = channel
  return JSON.stringify([id, unit, startUtcMs, 1_000 / rateHz, gain, offset, samples])
}

/** The same, read from what a server has. */
function stripsOf(resource: Resource): string[] {
  if (resource.resourceType !== 'Observation' || resource.valueSampledData === undefined) return []
  const { code, effectivePeriod, valueSampledData } = resource
  const { origin, period, factor, data = '' } = valueSampledData
  const samples = data.split(' ').map((word) => (word === 'E' ? null : Number(word)))
  const id = code?.coding?.at(-1)?.display
  const start = Date.parse(effectivePeriod?.start ?? '')
  return [JSON.stringify([id, origin?.code ?? '', start, period, factor, origin?.value, samples])]
}

/** The strips that an alarm or a mark names. */
function membersOf(resource: Resource, all: readonly Resource[]): string[] {
  if (resource.resourceType !== 'Observation') return []
  const named = (resource.hasMember ?? []).map(({ identifier }) => identifier?.value)
  return all.flatMap((one) => {
    const isNamed = one.resourceType === 'Observation' && named.includes(one.identifier?.[0]?.value)
    return isNamed ? stripsOf(one) : []
  })
}
