import type { ReactElement } from 'react'
import { useStation } from '../client/context.ts'
import { Label } from '../parts/label.tsx'
import { usePlace } from '../shell/navigation.ts'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import { tileModel } from './tile-model.ts'

/** All beds beside the opened one: heart rate, saturation and alarm of each. Opening a bed never hides another. */
export function Rail({ open }: { readonly open: string | null }): ReactElement {
  const { beds, connection, lostSinceUtcMs } = useStation()
  const now = useNow()
  const { go } = usePlace()
  return (
    <nav className="rail">
      {beds.map((bed) => {
        const { id, label, line, numbers, simulated, chips } = tileModel(bed, {
          connection,
          lostSinceUtcMs,
          ...now,
        })
        const fill = line === null ? '' : `alarm-fill ${line.priority}`
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
                simulated && chips[0]
              ) : (
                <>
                  {line.mark} <Label text={line.text} />
                </>
              )}
            </span>
            <span className="rail-age">{line === null ? '' : age(now.utcMs - line.sinceUtcMs)}</span>
          </button>
        )
      })}
    </nav>
  )
}
