import type { ReactElement } from 'react'
import { lineTime, statusTime } from '../alarms/state-lines.ts'
import { useStation } from '../client/context.ts'
import { Label } from '../parts/label.tsx'
import { usePlace } from '../shell/navigation.ts'
import { useNow } from '../shell/now.ts'
import { fillOf } from './state-line.tsx'
import { tileModel } from './tile-model.ts'

/** All beds beside the opened one: heart rate, saturation and alarm of each. Opening a bed never hides another. */
export function Rail({ open }: { readonly open: string | null }): ReactElement {
  const { beds, connection, lostSinceUtcMs } = useStation()
  const now = useNow()
  const { go } = usePlace()
  return (
    <nav className="rail">
      {beds.map((bed) => {
        const { id, label, line, states, numbers, simulated, chips } = tileModel(bed, {
          connection,
          lostSinceUtcMs,
          ...now,
        })
        const fill = line === null ? '' : fillOf(line)
        const [status] = states
        return (
          <button
            key={id}
            type="button"
            className={`rail-bed ${fill}`}
            aria-current={id === open ? 'true' : undefined}
            onClick={() => go({ bed: id })}
          >
            <span className="rail-label">{label}</span>
            <span className={`rail-number kind-ecg ${numbers.heartRate.freshness}`}>
              {numbers.heartRate.text}
            </span>
            <span className={`rail-number kind-spo2 ${numbers.saturation.freshness}`}>
              {numbers.saturation.text}
            </span>
            <span className="rail-line">
              {line === null ? (
                (status?.short ?? (simulated && chips[0]))
              ) : (
                <>
                  {line.mark} <Label text={line.text} />
                </>
              )}
            </span>
            <span className="rail-age">
              {line !== null && lineTime(line, now.utcMs)}
              {line === null && status?.untilUtcMs != null && statusTime(status.untilUtcMs, now.utcMs)}
            </span>
          </button>
        )
      })}
    </nav>
  )
}
