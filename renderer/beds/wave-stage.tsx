import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { isWithoutData } from '../alarms/bed-alarms.ts'
import { useClient, useStation } from '../client/context.ts'
import { createStore, type Store, useStore } from '../client/store.ts'
import { useLookNow } from '../shell/look.ts'
import type { BedWaves, ScaleReport, WaveStats } from '../waves/types.ts'
import { WaveCanvas } from '../waves/WaveCanvas.tsx'
import { type Measured, RowRegistry } from './row-registry.ts'
import { usePixelPitch } from './use-pixel-pitch.ts'
import { waveTheme } from './wave-theme.ts'

interface Stage {
  readonly registry: RowRegistry<Element>
  readonly scales: ReadonlyMap<string, ScaleReport>
  /** Whether a millimetre on this screen is known to be one. */
  readonly calibrated: boolean
  /** Quality and loss of the waves drawn now, by channel. */
  readonly signals: Store<WaveStats['signals']>
}

const StageContext = createContext<Stage | null>(null)

/** The stage that wave rows stand on. Throws outside of one, which is a mistake in the program. */
export function useStage(): Stage {
  const stage = useContext(StageContext)
  if (stage === null) throw new TypeError('"WaveStage" is missing above this component')
  return stage
}

const NOTHING: Measured = { rows: [], panels: [] }

/** `?playout=off` in the page's address draws samples as they arrive, in bursts: for measuring latency (e2e/bench). */
const PLAYOUT = new URLSearchParams(location.search).get('playout') !== 'off'

/** Keeps the last value while the next one says the same: the painter then has nothing to do. */
function useSteady<T>(next: T): T {
  const [steady, setSteady] = useState(next)
  const same = JSON.stringify(steady) === JSON.stringify(next)
  if (!same) setSteady(next)
  return same ? steady : next
}

/**
 * One canvas for all waves of the window, behind the screens. Screens put rows on it; it measures them, feeds
 * the painter and hands back the scales to print. It stays when screens change, so that no wave starts anew.
 */
export function WaveStage({
  children,
  onStats,
}: {
  readonly children: ReactNode
  readonly onStats: (stats: WaveStats) => void
}): ReactElement {
  const client = useClient()
  const { beds, connection } = useStation()
  const port = useStore(client.wavesPort)
  const { pixelPitchMm, calibrated } = usePixelPitch()
  const root = useRef<HTMLDivElement>(null)
  const [measured, setMeasured] = useState(NOTHING)
  const [scales, setScales] = useState<ReadonlyMap<string, ScaleReport>>(new Map())
  const frame = useRef(0)
  const { registry, observer, changed } = useMemo(() => {
    const measure = () => {
      frame.current = 0
      if (root.current !== null) setMeasured(made.measure(root.current))
    }
    const changed = () => {
      if (frame.current === 0) frame.current = requestAnimationFrame(measure)
    }
    const sizes = new ResizeObserver(changed)
    const made = new RowRegistry<Element>({
      changed,
      added: (element) => sizes.observe(element),
      removed: (element) => sizes.unobserve(element),
    })
    return { registry: made, observer: sizes, changed }
  }, [])
  useLayoutEffect(() => {
    if (root.current !== null) observer.observe(root.current)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame.current)
    }
  }, [observer])

  const { language } = useLookNow()
  // A language of the other direction moves rows and leaves their sizes: no observer tells.
  const measuredFor = useRef(language)
  useLayoutEffect(() => {
    if (measuredFor.current === language) return
    measuredFor.current = language
    changed()
  }, [changed, language])
  const theme = useSteady(waveTheme(getComputedStyle(document.documentElement)))
  const steady = useSteady(measured)
  const connected = connection === 'connected'
  const waves = useSteady(connected ? beds.flatMap(({ view }) => view.waves) : [])
  const bedWaves = useSteady<readonly BedWaves[]>(
    beds.map(({ view }) => ({ bed: view.id, live: !isWithoutData(view, connection), text: null })),
  )
  const signals = useMemo(() => createStore<WaveStats['signals']>({}), [])
  const stage = useMemo(
    () => ({ registry, scales, signals, calibrated }),
    [registry, scales, signals, calibrated],
  )
  return (
    <div className="stage" ref={root}>
      <WaveCanvas
        rows={steady.rows}
        panels={steady.panels}
        waves={waves}
        beds={bedWaves}
        port={port}
        playout={PLAYOUT}
        theme={theme}
        pixelPitchMm={pixelPitchMm}
        requestPort={() => void client.call('waves.reopen', {}).catch(() => undefined)}
        onGain={(reports) =>
          setScales(
            (before) => new Map([...before, ...reports.map((report) => [report.key, report] as const)]),
          )
        }
        onStats={(stats) => {
          signals.set(stats.signals)
          onStats(stats)
        }}
      />
      <StageContext value={stage}>
        <div className="stage-content">{children}</div>
      </StageContext>
    </div>
  )
}
