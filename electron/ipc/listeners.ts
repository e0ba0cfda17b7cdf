import type { LinkCause } from './views.ts'

/** A port of this PC that is open for senders. */
export interface ListenerView {
  /** HOST:PORT as in the links. */
  readonly address: string
  readonly state: 'opening' | 'listening' | 'failed'
  /** Why it does not listen; null unless it failed. */
  readonly cause: LinkCause | null
  /** One sentence when it failed, else null. */
  readonly sentence: string | null
  readonly tls: boolean
  /** A client must show a certificate. */
  readonly clientCertificate: boolean
  /** It listens on every network of this PC. */
  readonly everyNetwork: boolean
  /** Beds that it feeds, by id. */
  readonly beds: readonly string[]
  /** Addresses and ranges that may connect. */
  readonly allowed: readonly string[]
  /** Addresses that are connected, one entry a connection. */
  readonly connected: readonly string[]
  readonly refused: readonly RefusedSenderView[]
}

/** Why a connection or a message was turned away. */
export type RefusalReason =
  | 'addressNotAllowed'
  | 'tooManyConnections'
  | 'tlsFailed'
  | 'messageTooLong'
  | 'notReading'
  | 'notHl7'
  | 'noBed'
  | 'severalBeds'
  | 'severalSources'
  | 'mixedMessage'

/** Somebody who was turned away. Holds nothing of a patient. Texts are empty where no message was read. */
export interface RefusedSenderView {
  readonly id: number
  readonly reason: RefusalReason
  readonly address: string
  /** MSH-3.1 and MSH-3.2. */
  readonly application: string
  readonly applicationId: string
  /** MSH-4.1. */
  readonly facility: string
  /** PV1-3 as `unit^room^bed`. */
  readonly location: string
  readonly count: number
  readonly lastUtcMs: number
}
