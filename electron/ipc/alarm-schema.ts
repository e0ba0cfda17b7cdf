import { z } from 'zod'
import { LONGEST_CARE_MIN, LONGEST_OFF_MIN, LONGEST_PAUSE_S, RESUMABLE } from './alarm-commands.ts'
import { AGE_CLASSES, ALARM_ROLES, SOUND_STATES } from './alarms.ts'
import { LONGEST_TREND_MS } from './trend.ts'

/** More alarms than one bed ever has at a time. */
const MOST_ALARMS = 64
/** All beds of a full station at once. */
const MOST_SHOWN = 1_024
const LONGEST_ID = 1_024
const LONGEST_REASON = 200

const id = z.string().min(1, 'must not be empty').max(LONGEST_ID, 'is too long')
const reason = z
  .string()
  .trim()
  .min(3, 'must say why')
  .max(LONGEST_REASON, `must be at most ${LONGEST_REASON} characters`)
const ref = { id, occurrence: z.int().positive() }
const refs = z.strictObject({ bed: id, alarms: z.array(z.strictObject(ref)).min(1).max(MOST_ALARMS) })
const pause = z.int().min(1).max(LONGEST_PAUSE_S, `must be at most ${LONGEST_PAUSE_S} s`)
const off = z.int().min(1).max(LONGEST_OFF_MIN, `must be at most ${LONGEST_OFF_MIN} minutes`)
const care = z.int().min(1).max(LONGEST_CARE_MIN, `must be at most ${LONGEST_CARE_MIN} minutes`)
const role = z.enum(ALARM_ROLES)
const ageClass = z.enum(AGE_CLASSES)
const limit = z.number().nullable()
const pair = { low: limit, high: limit }
const ofParameter = { bed: id, parameter: id }
const ofSide = { ...ofParameter, side: z.enum(['low', 'high']) }
const period = { fromUtcMs: z.number().nonnegative(), toUtcMs: z.number().nonnegative() }
const nothing = z.strictObject({})

/** What each command about alarms may ask. */
export const alarmSchemas = {
  'alarm.acknowledge': refs,
  'alarm.unacknowledge': refs,
  'alarm.reset': refs,
  'alarm.pauseAudio': z.strictObject({ bed: id, seconds: pause }),
  'alarm.audioOff': z.strictObject({ bed: id, role, reason, minutes: off }),
  'alarm.pause': z.strictObject({ bed: id, seconds: pause, reason }),
  'alarm.comfortCare': z.strictObject({ bed: id, role, order: reason, minutes: care }),
  'alarm.resume': z.strictObject({ bed: id, state: z.enum(RESUMABLE) }),
  'alarm.setAgeClass': z.strictObject({ bed: id, ageClass, replaces: ageClass.nullable() }),
  'alarm.setLimits': z.strictObject({ ...ofParameter, ...pair, replaces: z.strictObject(pair) }),
  'alarm.resetLimits': z.strictObject(ofParameter),
  'alarm.confirmSettings': z.strictObject({ bed: id }),
  'alarm.history': z
    .strictObject({ bed: id, ...period })
    .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins')
    .refine(({ fromUtcMs, toUtcMs }) => toUtcMs - fromUtcMs <= LONGEST_TREND_MS, 'the period is over a week'),
  'alarm.limitOff': z.strictObject({ ...ofSide, role, reason, minutes: off }),
  'alarm.limitOn': z.strictObject(ofSide),
  'alarm.suggestLimits': z.strictObject({ bed: id }),
  'alarm.confirmSuggestion': z.strictObject({ ...ofParameter, ...pair }),
  'alarm.shown': z.strictObject({
    alarms: z
      .array(z.strictObject({ ...ref, bed: id, shownUtcMs: z.number().nonnegative() }))
      .min(1)
      .max(MOST_SHOWN),
  }),
  'sound.report': z.strictObject({ state: z.enum(SOUND_STATES) }),
  'sound.confirm': nothing,
}
