import { PencilLine, User, UserRoundSearch } from 'lucide-react'
import { type ReactElement, type ReactNode, Suspense, useState } from 'react'
import { AlarmPanel } from '../alarms/alarm-panel.tsx'
import { BedButtons } from '../alarms/bed-buttons.tsx'
import { BedDialogs } from '../alarms/bed-dialogs.tsx'
import { useBed, useStation } from '../client/context.ts'
import type { BedState } from '../client/station-state.ts'
import { CuffBar } from '../cuff/cuff-bar.tsx'
import { ByHand } from '../entry/by-hand.tsx'
import { DeviceChange } from '../identity/device-change.tsx'
import { InsightPanel } from '../insights/insight-panel.tsx'
import { TrendPanel } from '../later-screens.ts'
import { ScorePanel } from '../scores/score-panel.tsx'
import { Boundary } from '../shell/boundary.tsx'
import { usePlace } from '../shell/navigation.ts'
import { useNow } from '../shell/now.ts'
import { NotesPanel } from '../trends/notes-panel.tsx'
import type { RangeHours } from '../trends/ranges.ts'
import { useTrends } from '../trends/use-trends.ts'
import { words } from '../words/words.ts'
import { AllNumerics } from './all-numerics.tsx'
import { BedDrawer, BedPanel, type BedPart, BedSide, BedTabs } from './bed-parts.tsx'
import { DeviceFacts } from './link-facts.tsx'
import { NumberCell } from './number-cell.tsx'
import { orderWaves } from './parameters.ts'
import { Rail } from './rail.tsx'
import { StateLineView } from './state-line.tsx'
import { TileHeader } from './tile-header.tsx'
import { tileModel } from './tile-model.ts'
import { useLow, useNarrow } from './use-narrow.ts'
import { WaveBand } from './wave-band.tsx'
import { WaveFacts } from './wave-facts.tsx'

const MOST_WAVES = 5
const FIRST_HOURS: RangeHours = 4

/** One bed large, all other beds in the rail. */
export function BedView(): ReactElement {
  const [hours, setHours] = useState<RangeHours>(FIRST_HOURS)
  const { beds } = useStation()
  const { place, go } = usePlace()
  const wanted = useBed(place.bed)
  const bed = wanted ?? beds[0]
  if (bed === undefined) {
    return (
      <main className="bed-view-empty">
        <p>{words('bed.none')}</p>
        <button type="button" className="button primary" onClick={() => go({ screen: 'ward' })}>
          {words('bed.back')}
        </button>
      </main>
    )
  }
  return <OpenBed key={bed.view.id} bed={bed} hours={hours} onHours={setHours} />
}

function OpenBed({
  bed,
  hours,
  onHours,
}: {
  readonly bed: BedState
  readonly hours: RangeHours
  readonly onHours: (hours: RangeHours) => void
}): ReactElement {
  const { connection, lostSinceUtcMs } = useStation()
  const { place, go } = usePlace()
  const now = useNow()
  const { state: trends, readNow } = useTrends(bed.view.id, hours, bed.view.patient?.id ?? '')
  const moment = { connection, lostSinceUtcMs, ...now }
  const model = tileModel(bed, moment)
  const { numbers } = model
  const waves = orderWaves(bed.view.waves).slice(0, MOST_WAVES)
  const pressures = [numbers.arterial, numbers.cuff].filter((number) => number !== null)
  const low = useLow()
  const narrow = useNarrow() || low
  const view = trends.state === 'ready' ? trends.view : null
  const charts: BedPart = {
    key: 'trends',
    name: words('bed.trends'),
    content: (
      <Boundary>
        <Suspense fallback={<section className="recent" />}>
          <TrendPanel state={trends} hours={hours} onHours={onHours} />
        </Suspense>
      </Boundary>
    ),
  }
  const panel = (key: string, name: string, content: ReactNode): BedPart => ({
    key,
    name,
    content: <BedPanel name={name}>{content}</BedPanel>,
  })
  const sides: BedPart[] = [
    { key: 'alarms', name: words('alarms.title'), content: <AlarmPanel view={bed.view} /> },
    panel('scores', words('score.title'), <ScorePanel bed={bed.view} />),
    panel('insights', words('insight.title'), <InsightPanel bed={bed.view} />),
    panel(
      'waves',
      words('bed.waves'),
      <WaveFacts waves={waves} live={model.cover === null} analysis={bed.view.analysis} />,
    ),
    panel('byHand', words('entry.title'), <ByHand entries={bed.view.entries ?? []} />),
    panel(
      'numbers',
      words('bed.numbers'),
      <AllNumerics bed={bed} moment={moment} limits={view?.parameters ?? []} />,
    ),
    {
      key: 'notes',
      name: words('note.title'),
      content: <NotesPanel bed={bed.view.id} notes={view?.notes ?? []} onAdded={readNow} />,
    },
    panel(
      'link',
      words('bed.link'),
      <>
        {bed.view.deviceChange !== undefined && (
          <DeviceChange bed={bed.view} change={bed.view.deviceChange} />
        )}
        <DeviceFacts view={bed.view} />
      </>,
    ),
  ]
  return (
    <main className="bed-view">
      <Rail open={bed.view.id} />
      <section className={`bed-main edge-${model.edge}`} aria-label={model.label}>
        <TileHeader model={model}>
          {bed.view.person?.name != null && (
            <span className="person-name" dir="auto" title={bed.view.person.name}>
              {bed.view.person.name}
            </span>
          )}
          <button
            type="button"
            className="button dense entry-button"
            aria-expanded={place.dialog === 'entry'}
            onClick={() => go({ bed: model.id, dialog: place.dialog === 'entry' ? null : 'entry' })}
          >
            <PencilLine size={16} aria-hidden="true" />
            {words('entry.open')}
          </button>
          <button
            type="button"
            className="button dense patient-button"
            aria-expanded={place.dialog === 'patient'}
            onClick={() => go({ bed: model.id, dialog: place.dialog === 'patient' ? null : 'patient' })}
          >
            <User size={16} aria-hidden="true" />
            {words('patients.open')}
          </button>
          <BedButtons view={bed.view} />
          {model.asksWho && (
            <button
              type="button"
              className="button dense asks-who-button"
              aria-expanded={place.dialog === 'identity'}
              onClick={() => go({ bed: model.id, dialog: 'identity' })}
            >
              <UserRoundSearch size={16} aria-hidden="true" />
              {words('who.chip')}
            </button>
          )}
        </TileHeader>
        <StateLineView line={model.line} status={model.status} />
        <div className="bed-live">
          <CuffBar view={bed.view} />
          <WaveBand
            bed={model.id}
            waves={waves}
            simulated={model.simulated}
            cover={model.cover}
            isWorn={model.isWorn}
          />
          <div className="bed-numbers">
            <NumberCell model={numbers.heartRate} size="beside-wave" />
            {numbers.pulse !== null && <NumberCell model={numbers.pulse} size="in-footer" />}
            <NumberCell model={numbers.saturation} size="beside-wave" />
            {pressures.map((pressure) => (
              <NumberCell key={pressure.label} model={pressure} size="bed-pressure" />
            ))}
            <span className="bed-pair">
              <NumberCell model={numbers.breaths} size="in-footer" />
              <NumberCell model={numbers.temperature} size="in-footer" />
              {numbers.endTidal !== null && <NumberCell model={numbers.endTidal} size="in-footer" />}
            </span>
          </div>
        </div>
        {low && <BedDrawer parts={[charts, ...sides]} />}
        {!low && (narrow ? <BedTabs parts={[charts, ...sides]} /> : charts.content)}
      </section>
      <BedDialogs view={bed.view} />
      {!narrow && <BedSide parts={sides} />}
    </main>
  )
}
