/** Kinds of implanted cardiac devices that are told apart; `crt`: cardiac resynchronisation. */
export type ImplantKind =
  | 'pacemaker'
  | 'defibrillator'
  | 'crtPacemaker'
  | 'crtDefibrillator'
  | 'monitor'
  | 'other'

/** What the last interrogation of an implant said. It is never watched: these are facts of that moment. */
export interface ImplantView {
  readonly kind: ImplantKind
  /** Maker, model, as the report names them; empty where it does not. */
  readonly maker: string
  readonly model: string
  /** Pacing mode, such as DDD; null: the report does not say, or says that it is not known. */
  readonly mode: string | null
  /** When it was interrogated. */
  readonly sessionUtcMs: number
  /** `remote`: from the patient's home; null: the report does not say. */
  readonly session: 'inClinic' | 'remote' | null
  readonly battery: {
    /** As IDCO abbreviates it: BOS, MOS, RRT, EOS. */
    readonly status: string | null
    readonly percent: number | null
    readonly months: number | null
    readonly volts: number | null
  }
}
