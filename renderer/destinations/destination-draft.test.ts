import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationSchema } from '../../electron/engine/config/schema.ts'
import { KEPT_SECRET } from '../../electron/ipc/destinations.ts'
import { draftOf, newDraft, speaksTls, typedOf } from './destination-draft.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/)
const host = fc.constantFrom('10.0.0.5', 'his.hospital.example', 'localhost')
const place = {
  id: word,
  host,
  port: fc.integer({ min: 1, max: 65_535 }),
  training: fc.boolean(),
  maxPerMinute: fc.constantFrom(undefined, 60),
  documentType: fc.constantFrom(undefined, { code: '34746-8', name: 'Nurse note' }),
}
const tls = fc.option(
  fc.constantFrom({}, { ca: '/a/ca.pem' }, { cert: '/c.pem', key: '/k.pem', serverName: 'his' }),
  {
    nil: undefined,
  },
)
const auth = fc.constantFrom(
  undefined,
  { kind: 'basic', user: 'vigil', passwordFile: 'secret.txt' },
  { kind: 'bearer', tokenFile: KEPT_SECRET },
  { kind: 'smart', clientId: 'c', keyId: 'k', keyFile: KEPT_SECRET, scope: 'system/*.cu' },
)
const wanted = fc.oneof(
  fc.record({
    ...place,
    type: fc.constant('mllp'),
    alarms: fc.constantFrom(undefined, true),
    sender: fc.constantFrom(undefined, { application: 'VIGIL_ICU' }, { facility: 'ICU^2.999.1^ISO' }),
    receiver: fc.constantFrom(undefined, { application: 'MIRTH', facility: 'HOSP' }),
    pcdStatusFlags: fc.constantFrom(undefined, false),
    ack: fc.constantFrom('ihe', 'app', 'original', 'both'),
    tls,
  }),
  fc.record({
    ...{
      ...place,
      type: fc.constant('fhir'),
      path: fc.constantFrom('/', '/fhir', '/a/b'),
      tls: fc.constant({}),
      auth,
    },
    ...{ patientSystem: fc.constant('urn:oid:1.2'), strips: fc.boolean(), provenance: fc.boolean() },
    visitSystem: fc.constantFrom(undefined, 'urn:oid:2.999.2'),
  }),
  fc.record({
    ...place,
    type: fc.constant('nats'),
    subject: fc.constantFrom('vigil', 'vigil.a'),
    tls,
    creds: fc.constantFrom(undefined, 'a.creds'),
  }),
)

describe('the form of a destination', () => {
  it('gives back every destination of a config as it is', () => {
    fc.assert(
      fc.property(wanted, (typed) => {
        const destination = destinationSchema.parse(typed)
        const again = typedOf(draftOf(destination))
        expect(destinationSchema.parse(again?.destination)).toEqual(destination)
        expect(again?.secret).toBe(null)
      }),
    )
  })

  it('keeps what is typed as a secret in the record, whatever file was named before', () => {
    const draft = draftOf(
      destinationSchema.parse({
        ...{ id: 'a', type: 'fhir', host: 'h', port: 443, tls: {}, patientSystem: 'urn:oid:1' },
        auth: { kind: 'bearer', tokenFile: 'token.txt' },
      }),
    )
    expect(typedOf({ ...draft, secret: ' abc \n' })).toMatchObject({
      destination: { auth: { kind: 'bearer', tokenFile: KEPT_SECRET } },
      secret: 'abc',
    })
  })

  it.each(['', 'fhir.example', 'ftp://a/fhir', 'https://user:word@a/fhir', 'https://a/fhir?x=1'])(
    'takes no address like %j',
    (url) => expect(typedOf({ ...newDraft('fhir'), url })).toBe(null),
  )

  it('reads TLS, port and path from an address', () => {
    const typed = typedOf({ ...newDraft('fhir'), id: 'e', url: 'https://ehr.example/fhir/r4/' })
    expect(typed?.destination).toMatchObject({ host: 'ehr.example', port: 443, path: '/fhir/r4', tls: {} })
    expect(speaksTls({ ...newDraft('nats'), url: 'nats://a:4222' })).toBe(false)
    expect(typedOf({ ...newDraft('nats'), url: 'tls://[::1]' })?.destination).toMatchObject({
      host: '::1',
      port: 4_222,
    })
  })

  it('leaves what is no number for the schema to refuse', () =>
    expect(typedOf({ ...newDraft('mllp'), port: '25x' })?.destination).toMatchObject({ port: '25x' }))
})
