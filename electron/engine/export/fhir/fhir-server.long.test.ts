import type { BundleEntry, Resource } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { terms } from '../../../../drivers/model/terms.ts'
import { USUAL_TIMES } from '../mllp-attempt.ts'
import type { Observation } from '../observations.ts'
import { entriesOf, FROM, measured, observationsOf, observed, report } from '../testing/fhir-report.ts'
import { findingsOf, loadDefinitions, startFhirServer } from '../testing/fhir-server.ts'
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
    value: fc.double({ min: -50, max: 400, noNaN: true }),
    second: fc.nat(59),
    pick: fc.nat(9),
  })
  .map(({ term, state, value, second, pick }) => {
    const hasValue = state === 'good' || state === 'questionable' || state === 'demo'
    const unit = term.units[pick % term.units.length] ?? ''
    return observed(term, unit, hasValue ? value : null, { state, measuredUtcMs: FROM + second * 1_000 })
  })
const anyReport = fc
  .uniqueArray(anyObservation, { maxLength: 12, selector: ({ channel }) => channel.key })
  .map((observations) => report(observations, { provenance: true }))

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

  it('what is read back is what was recorded, and delivered twice it is there once', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (about) => {
        const { port, kept } = await startFhirServer()
        const { text } = buildFhirBundle({ ...about, provenance: false })
        const target = { host: '127.0.0.1', port, path: '/', baseDir: '.' }
        for (let time = 0; time < 2; time++)
          expect(await postBundle(target, text, USUAL_TIMES)).toEqual({ end: 'delivered', detail: '' })
        const all = await kept('Observation')
        const numbers = all.flatMap((one) => numbersOf(one)).sort((a, b) => a - b)
        const recorded = about.observations.flatMap(({ value }) => (value === null ? [] : [value]))
        expect(numbers).toEqual(recorded.sort((a, b) => a - b))
        expect((await kept('DeviceMetric')).length).toBe(about.observations.length)
        expect((await kept('Device')).length).toBe(about.observations.length === 0 ? 0 : 1)
      }),
      { numRuns: 12 },
    )
  })
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

function numbersOf(resource: Resource): number[] {
  if (resource.resourceType !== 'Observation') return []
  const values = [resource, ...(resource.component ?? [])].map(({ valueQuantity }) => valueQuantity?.value)
  return values.filter((one) => one !== undefined)
}
