import type { ActAnswer, CuffState } from '../../drivers/model/act.ts'
import type { AgeClass } from './alarms.ts'
import type { PatientView } from './views.ts'

/** A cuff of a bed that an engineer lets people start from here. */
export interface CuffView extends CuffState {
  /** Name of its device within the bed; null: the monitor, or the only one. */
  readonly device: string | null
}

/**
 * Why no start was sent. `askedWho`: it is open who lies here or which monitor it is; `other...`: the bed is not as the window
 * showed it; `stoppedMeanwhile`, `late`: somebody stopped the cuff, or time passed, before the record had taken it.
 */
export type CuffRefusal =
  | Exclude<ActAnswer, 'sent'>
  | 'notSignedIn'
  | 'noPatient'
  | 'otherPatient'
  | 'askedWho'
  | 'noAgeClass'
  | 'otherAgeClass'
  | 'stoppedMeanwhile'
  | 'late'

export interface CuffReply {
  /** Null: it was sent, once. */
  readonly refused: CuffRefusal | null
}

/** Commands about the cuff of a bed, each from a click. */
export interface CuffCommands {
  /** Starts one reading. Somebody must be signed in; patient and age class are those that the window showed. */
  'cuff.start': {
    request: { bed: string; device?: string | undefined; patient: PatientView; ageClass: AgeClass }
    reply: CuffReply
  }
  /** Stops the cuff, whoever started it and whoever asks. */
  'cuff.stop': { request: { bed: string; device?: string | undefined }; reply: CuffReply }
}
