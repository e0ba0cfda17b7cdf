/** Stands where a destination names the file of a secret: it was typed in Setup and the record keeps it. */
export const KEPT_SECRET = 'record:'

/** A secret is a password, a token, a key or a file of credentials. */
export const LONGEST_SECRET = 16_384

/** How a station shows who it is to a FHIR server. */
export type FhirAuthFields =
  | { readonly kind: 'basic'; readonly user: string; readonly passwordFile: string }
  | { readonly kind: 'bearer'; readonly tokenFile: string }
  | {
      readonly kind: 'smart'
      readonly clientId: string
      readonly keyId: string
      readonly keyFile: string
      readonly scope: string
    }

/** Files of PEM that TLS is made with, and the name that the other side must prove. */
export interface TlsFields {
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly serverName?: string | undefined
}

/** Application and facility of one side of an HL7 message, each a name or `name^id^kind`. */
export interface PartyFields {
  readonly application?: string | undefined
  readonly facility?: string | undefined
}

/** What every destination has. */
interface Place {
  readonly id: string
  readonly host: string
  readonly port: number
  readonly training: boolean
  readonly vitalsEveryS?: number | undefined
  readonly tls?: TlsFields | undefined
  readonly maxPerMinute?: number | undefined
  /** What the pages of a hand-over are filed under. */
  readonly documentType?: { readonly code: string; readonly name: string } | undefined
}

/** Where messages may be sent, as the config says it and the form of Setup shows it. Holds no secret. */
export type DestinationFields =
  | (Place & {
      readonly type: 'mllp'
      readonly ack: 'ihe' | 'app' | 'original' | 'both'
      readonly alarms?: boolean | undefined
      readonly sender?: PartyFields | undefined
      readonly receiver?: PartyFields | undefined
      readonly pcdStatusFlags?: boolean | undefined
    })
  | (Place & {
      readonly type: 'fhir'
      readonly path: string
      readonly patientSystem: string
      readonly visitSystem?: string | undefined
      readonly provenance: boolean
      readonly strips: boolean
      readonly auth?: FhirAuthFields | undefined
    })
  | (Place & { readonly type: 'nats'; readonly subject: string; readonly creds?: string | undefined })

/** What is typed for one, unchecked: the schema of the config judges it. */
export type TypedDestination = Readonly<Record<string, unknown>>

/** What is wrong with one field, by its path in the config (`tls.ca`); `words` follow its name: `must not be empty`. */
export interface FieldProblem {
  readonly field: string
  readonly words: string
}

/** What a test of a destination found, in one sentence that says what to do. */
export interface ProbeResult {
  readonly isGood: boolean
  readonly sentence: string
}

/** `secret` is what was typed for it now; null: as it was. */
export interface DestinationAsked {
  readonly destination: TypedDestination
  readonly secret: string | null
}

/** What Setup asks about destinations. What changes them wants somebody signed in. */
export interface DestinationCommands {
  'destination.list': {
    request: Record<string, never>
    reply: { destinations: readonly DestinationFields[] }
  }
  /** Adds one (`isNew`) or changes the one of its id. With problems nothing is changed. */
  'destination.save': {
    request: DestinationAsked & { isNew: boolean }
    reply: { problems: readonly FieldProblem[] }
  }
  /** Takes one away. What waits for it is kept until somebody decides, or removed with it. */
  'destination.remove': { request: { id: string; queued: 'keep' | 'drop' }; reply: Record<string, never> }
  /** Removes all that waits for a destination that is gone. */
  'destination.drop': { request: { id: string }; reply: { count: number } }
  /** Tries one as it was typed. Nothing of a patient is sent. */
  'destination.test': {
    request: DestinationAsked
    reply: { problems: readonly FieldProblem[]; result: ProbeResult | null }
  }
}
