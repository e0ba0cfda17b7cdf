import { z } from 'zod'
import { LONGEST_CARE_MIN, LONGEST_OFF_MIN, LONGEST_PAUSE_S, RESUMABLE } from './alarm-commands.ts'
import { LONGEST_WHAT_IF_MS } from './alarm-load.ts'
import { AGE_CLASSES, ALARM_ROLES, SOUND_STATES } from './alarms.ts'
import { LONGEST_TREND_MS } from './trend.ts'

/** More alarms than one bed ever has at a time. */
const MOST_ALARMS = 64
/** All beds of a full station at once. */
const MOST_SHOWN = 1_024
const LONGEST_ID = 1_024
const LONGEST_REASON = 200
/** More parameters than one bed ever has limits for. */
const MOST_TRIED = 64
const HOUR_MS = 3_600_000

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
const setting = { ...pair, delayMs: z.int().nonnegative().optional() }
const ofParameter = { bed: id, parameter: id }
const ofSide = { ...ofParameter, side: z.enum(['low', 'high']) }
const period = { fromUtcMs: z.number().nonnegative(), toUtcMs: z.number().nonnegative() }
const tried = z.strictObject({ parameter: id, ...setting })
const nothing = z.strictObject({})

/** With a period that ends after it begins and is no longer than `longestMs`. */
function forwards<Fields extends z.ZodRawShape>(fields: Fields, longestMs: number) {
  return z.strictObject({ ...fields, ...period }).superRefine((request, context) => {
    const { fromUtcMs, toUtcMs } = request as { fromUtcMs: number; toUtcMs: number }
    if (fromUtcMs >= toUtcMs)
      context.addIssue({ code: 'custom', message: 'the period ends before it begins' })
    else if (toUtcMs - fromUtcMs > longestMs) {
      const message = `the period is over ${longestMs / HOUR_MS} hours`
      context.addIssue({ code: 'custom', message })
    }
  })
}

/** What each command about alarms may ask. */
export const alarmSchemas = {
  'alarm.acknowledge': refs,
  'alarm.unacknowledge': refs,
  'alarm.reset': refs,
  'alarm.pauseAudio': z.strictObject({ bed: id, seconds: pause }),
  'alarm.audioOff': z.strictObject({ bed: id, role, reason, minutes: off }),
  'alarm.pause': z.strictObject({ bed: id, seconds: pause, reason }),
  'alarm.comfortCare': z.strictObject({ bed: id, role, order: reason, minutes: care }),
  'alarm.markRisk': z.strictObject({ bed: id, reason }),
  'alarm.unmarkRisk': z.strictObject({ bed: id }),
  'alarm.resume': z.strictObject({ bed: id, state: z.enum(RESUMABLE) }),
  'alarm.setAgeClass': z.strictObject({ bed: id, ageClass, replaces: ageClass.nullable() }),
  'alarm.setLimits': z.strictObject({ ...ofParameter, ...setting, replaces: z.strictObject(pair) }),
  'alarm.resetLimits': z.strictObject(ofParameter),
  'alarm.confirmSettings': z.strictObject({ bed: id }),
  'alarm.history': forwards({ bed: id }, LONGEST_TREND_MS),
  'alarm.load': forwards({ bed: id.nullable() }, LONGEST_TREND_MS),
  'alarm.whatIf': forwards(
    { bed: id, ageClass: ageClass.nullable(), limits: z.array(tried).max(MOST_TRIED) },
    LONGEST_WHAT_IF_MS,
  ),
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
