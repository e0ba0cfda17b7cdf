import {
  type DestinationFields,
  type FhirAuthFields,
  KEPT_SECRET,
  type TypedDestination,
} from '../../electron/ipc/destinations.ts'

/** How a station shows who it is, as the form offers it; `creds` is of NATS alone. */
export type AuthKind = 'none' | FhirAuthFields['kind'] | 'creds'

/** One destination as somebody types it. Every text is as typed. */
export interface DestinationDraft {
  readonly isNew: boolean
  readonly type: DestinationFields['type']
  readonly id: string
  /** Of HL7; the others have one `url`. */
  readonly host: string
  readonly port: string
  readonly url: string
  readonly tls: boolean
  readonly ca: string
  readonly cert: string
  readonly key: string
  readonly serverName: string
  readonly ack: string
  readonly training: boolean
  readonly vitalsEveryS: string
  readonly patientSystem: string
  readonly visitSystem: string
  readonly strips: boolean
  readonly provenance: boolean
  readonly auth: AuthKind
  readonly user: string
  readonly clientId: string
  readonly keyId: string
  readonly scope: string
  readonly subject: string
  /** What was typed now; empty: as it was. */
  readonly secret: string
  /** Where the secret lies that was there before: KEPT_SECRET or a file of the config; empty: there was none. */
  readonly secretAt: string
  /** MSH-3 to MSH-6 of HL7; empty: what Vigil says by itself. */
  readonly sendingApplication: string
  readonly sendingFacility: string
  readonly receivingApplication: string
  readonly receivingFacility: string
  /** Codes of the IHE profiles in OBX-8; of HL7. */
  readonly pcdStatusFlags: boolean
  /** Events of the alarm log go there too; of HL7. */
  readonly alarms: boolean
  /** Of the config; the form does not ask for it. */
  readonly others: Pick<DestinationFields, 'maxPerMinute' | 'documentType'>
}

/** What an address looks like, by kind. */
export const URL_EXAMPLE = {
  fhir: 'https://fhir.hospital.example/fhir',
  nats: 'nats://10.0.0.5:4222',
} as const
const SCHEME = { fhir: { plain: 'http:', tls: 'https:' }, nats: { plain: 'nats:', tls: 'tls:' } } as const
const USUAL_PORT: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'nats:': 4_222,
  'tls:': 4_222,
}
const USUAL_SCOPE = 'system/Observation.cu system/Device.cu system/DeviceMetric.cu'

/** An empty form. */
export function newDraft(type: DestinationDraft['type']): DestinationDraft {
  return {
    ...{ isNew: true, type, id: '', host: '', port: '2575', url: '', tls: false },
    ...{ ca: '', cert: '', key: '', serverName: '', ack: 'ihe', training: false, vitalsEveryS: '' },
    ...{
      patientSystem: '',
      visitSystem: '',
      strips: false,
      provenance: false,
      auth: 'none',
      user: '',
      clientId: '',
      keyId: '',
    },
    ...{ sendingApplication: '', sendingFacility: '', receivingApplication: '', receivingFacility: '' },
    pcdStatusFlags: true,
    ...{ scope: USUAL_SCOPE, subject: 'vigil', secret: '', secretAt: '', alarms: false, others: {} },
  }
}

/** The form of one that is there. Its secret is not known here. */
export function draftOf(destination: DestinationFields): DestinationDraft {
  const { id, type, host, port, training, tls, vitalsEveryS, maxPerMinute, documentType } = destination
  const place = {
    ...{ isNew: false, id, host, port: String(port), training, tls: tls !== undefined },
    ...{ ca: tls?.ca ?? '', cert: tls?.cert ?? '', key: tls?.key ?? '', serverName: tls?.serverName ?? '' },
    others: { ...(maxPerMinute !== undefined && { maxPerMinute }), ...(documentType && { documentType }) },
    vitalsEveryS: vitalsEveryS === undefined ? '' : String(vitalsEveryS),
  }
  const draft = { ...newDraft(type), ...place }
  switch (destination.type) {
    case 'mllp':
      return { ...draft, ...mllpDraft(destination) }
    case 'fhir': {
      const { path, patientSystem, visitSystem = '', strips, provenance, auth } = destination
      const url = urlOf('fhir', destination, path)
      return {
        ...draft,
        url,
        patientSystem,
        visitSystem,
        strips,
        provenance,
        ...(auth !== undefined && authDraft(auth)),
      }
    }
    case 'nats': {
      const { subject, creds } = destination
      const url = urlOf('nats', destination, '')
      return { ...draft, url, subject, ...(creds !== undefined && { auth: 'creds', secretAt: creds }) }
    }
  }
}

function mllpDraft({
  ack,
  alarms = false,
  sender,
  receiver,
  pcdStatusFlags = true,
}: Extract<DestinationFields, { type: 'mllp' }>): Partial<DestinationDraft> {
  return {
    ...{ ack, alarms, pcdStatusFlags },
    ...{ sendingApplication: sender?.application ?? '', sendingFacility: sender?.facility ?? '' },
    ...{ receivingApplication: receiver?.application ?? '', receivingFacility: receiver?.facility ?? '' },
  }
}

function urlOf(type: 'fhir' | 'nats', { host, port, tls }: DestinationFields, path: string): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `${SCHEME[type][tls === undefined ? 'plain' : 'tls']}//${name}:${port}${path}`
}

function authDraft(auth: FhirAuthFields): Partial<DestinationDraft> {
  switch (auth.kind) {
    case 'basic':
      return { auth: 'basic', user: auth.user, secretAt: auth.passwordFile }
    case 'bearer':
      return { auth: 'bearer', secretAt: auth.tokenFile }
    case 'smart': {
      const { clientId, keyId, scope, keyFile } = auth
      return { auth: 'smart', clientId, keyId, scope, secretAt: keyFile }
    }
  }
}

/** Whether it is to speak TLS: HL7 says so, the others by their address. */
export function speaksTls({ type, tls, url }: DestinationDraft): boolean {
  return type === 'mllp' ? tls : url.trim().toLowerCase().startsWith(SCHEME[type].tls)
}

/** A number that is typed; what is none stays as typed, and the schema says so. */
function numberOf(text: string): number | string {
  const typed = text.trim()
  return /^\d+$/.test(typed) ? Number(typed) : typed
}

/** What was typed, as the config says it. Null: the address cannot be read. */
export function typedOf(
  draft: DestinationDraft,
): { destination: TypedDestination; secret: string | null } | null {
  const { type, vitalsEveryS, training, others } = draft
  const place =
    type === 'mllp' ? { host: draft.host.trim(), port: numberOf(draft.port) } : placeOf(type, draft.url)
  if (place === null) return null
  const destination = {
    ...{ id: draft.id.trim(), type, training, ...others, ...place },
    ...(vitalsEveryS.trim() !== '' && { vitalsEveryS: numberOf(vitalsEveryS) }),
    ...(speaksTls(draft) && { tls: tlsOf(draft) }),
    ...ownOf(draft),
  }
  const secret = draft.secret.trim()
  return { destination, secret: draft.auth === 'none' || secret === '' ? null : secret }
}

function placeOf(type: 'fhir' | 'nats', text: string): { host: string; port: number; path?: string } | null {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return null
  }
  const { protocol, hostname, port, pathname, username, search, hash } = url
  const { plain, tls } = SCHEME[type]
  if ((protocol !== plain && protocol !== tls) || hostname === '') return null
  // A secret in an address would be shown, and be kept in the clear.
  if (username !== '' || search !== '' || hash !== '') return null
  const host = hostname.replace(/^\[|\]$/g, '')
  const place = { host, port: port === '' ? (USUAL_PORT[protocol] ?? 0) : Number(port) }
  return type === 'nats' ? place : { ...place, path: pathname.replace(/(?<=.)\/$/, '') }
}

function tlsOf({ ca, cert, key, serverName }: DestinationDraft): TypedDestination {
  return given({ ca, cert, key, serverName })
}

/** What was typed of some lines. */
function given(lines: Readonly<Record<string, string>>): TypedDestination {
  const texts = Object.entries(lines).map(([name, text]) => [name, text.trim()] as const)
  return Object.fromEntries(texts.filter(([, text]) => text !== ''))
}

function hl7Of(draft: DestinationDraft): TypedDestination {
  const { ack, alarms, pcdStatusFlags } = draft
  const sender = given({ application: draft.sendingApplication, facility: draft.sendingFacility })
  const receiver = given({ application: draft.receivingApplication, facility: draft.receivingFacility })
  return {
    ack,
    ...(alarms && { alarms }),
    ...(!pcdStatusFlags && { pcdStatusFlags }),
    ...(Object.keys(sender).length > 0 && { sender }),
    ...(Object.keys(receiver).length > 0 && { receiver }),
  }
}

function ownOf(draft: DestinationDraft): TypedDestination {
  switch (draft.type) {
    case 'mllp':
      return hl7Of(draft)
    case 'nats': {
      const subject = draft.subject.trim()
      return draft.auth === 'creds' ? { subject, creds: secretPlace(draft) } : { subject }
    }
    case 'fhir': {
      const { strips, provenance } = draft
      const auth = authOf(draft)
      return {
        patientSystem: draft.patientSystem.trim(),
        ...given({ visitSystem: draft.visitSystem }),
        strips,
        provenance,
        ...(auth !== null && { auth }),
      }
    }
  }
}

/** What is typed is kept in the record, whatever file was named before. */
function secretPlace({ secret, secretAt }: DestinationDraft): string {
  return secret.trim() !== '' || secretAt === '' ? KEPT_SECRET : secretAt
}

function authOf(draft: DestinationDraft): TypedDestination | null {
  const kind = draft.auth
  const at = secretPlace(draft)
  switch (kind) {
    case 'basic':
      return { kind, user: draft.user.trim(), passwordFile: at }
    case 'bearer':
      return { kind, tokenFile: at }
    case 'smart': {
      const { clientId, keyId, scope } = draft
      return { kind, clientId: clientId.trim(), keyId: keyId.trim(), scope: scope.trim(), keyFile: at }
    }
    case 'creds':
    case 'none':
      return null
  }
}
