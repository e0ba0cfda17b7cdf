import { type ReactElement, Suspense, useCallback, useState } from 'react'
import { AdmissionsPanel } from './admissions/admissions-panel.tsx'
import { useReportShown } from './alarms/report-shown.ts'
import { ScreenEdge } from './alarms/screen-edge.tsx'
import { useSound } from './alarms/sound/context.ts'
import { SoundPanel } from './alarms/sound-panel.tsx'
import { UndoBar } from './alarms/undo-bar.tsx'
import { useAlarmKeys } from './alarms/use-alarm-keys.ts'
import { BedView } from './beds/bed-view.tsx'
import { createAskedSweep, stepGain, stepSpeed, useSweep } from './beds/sweep.ts'
import { Ward } from './beds/ward.tsx'
import { WaveStage } from './beds/wave-stage.tsx'
import { useStation } from './client/context.ts'
import { IS_WALL } from './client/window-role.ts'
import { EntryPanel } from './entry/entry-panel.tsx'
import { IdentityPanel } from './identity/identity-panel.tsx'
import { Alarms, Handover, Remote, Review, Setup } from './later-screens.ts'
import { PatientPanel } from './patients/patient-panel.tsx'
import { LayoutPanel } from './screens/layout-panel.tsx'
import { useArrangement } from './screens/use-arrangement.ts'
import { useScreen } from './screens/use-screen.ts'
import { AppBar } from './shell/app-bar.tsx'
import { Banner } from './shell/banner.tsx'
import { Boundary } from './shell/boundary.tsx'
import { confirmedBy } from './shell/intended-use.ts'
import { KeysSheet } from './shell/keys-sheet.tsx'
import { type Look, LookContext } from './shell/look.ts'
import { usePlace } from './shell/navigation.ts'
import { StartPanel } from './shell/start-panel.tsx'
import { StatusBar } from './shell/status-bar.tsx'
import { useBarZoom } from './shell/use-bar-zoom.ts'
import { useKeys } from './shell/use-keys.ts'
import { useLook } from './shell/use-look.ts'
import { words } from './words/words.ts'

/** The whole window in its language and colours, first those of last time: bars and banner on every screen, one screen between them. */
export function App({ firstLook }: { readonly firstLook: Look }): ReactElement {
  const { beds, connection } = useStation()
  const { place, go } = usePlace()
  const { look, night } = useLook(firstLook)
  const [help, setHelp] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const [signIn, setSignIn] = useState(false)
  const [soundOpen, setSoundOpen] = useState(false)
  const { sound } = useSound()
  const [readableMetres, setReadableMetres] = useState<number | null>(null)
  const [delayMs, setDelayMs] = useState<number | null>(null)
  const bedSweep = useSweep('bed')
  const [askedSweep] = useState(createAskedSweep)
  const { layout, save } = useScreen()
  const onReadable = useCallback((metres: number) => setReadableMetres(metres), [])
  const digits = useKeys({
    place,
    beds,
    go,
    toggleHelp: () => setHelp((shown) => !shown),
    openTrends: (bed) => {
      if (place.screen === 'bed') document.querySelector<HTMLElement>('.trend-head button')?.focus()
      else go({ screen: 'bed', ...(bed !== null && { bed }) })
    },
    // Without an engine the whole window says so already.
    togglePrivacy: () => void save({ names: !layout.names }).catch(() => undefined),
    stepSweep: (what, step) => {
      const { settings, change } = bedSweep
      const from = askedSweep.from(settings)
      const next = what === 'speed' ? stepSpeed(from, step) : stepGain(from, step)
      // A step that is refused is forgotten; without an engine the whole window says so already.
      askedSweep.ask(settings, next, change(next))
    },
    closeHelp: () => {
      setHelp(false)
      return help
    },
  })
  useAlarmKeys({ place, beds, go })
  useReportShown(beds)
  const onWard = place.screen === 'ward'
  const arrangement = useArrangement(onWard)
  const asked = place.dialog === 'identity' ? beds.find(({ view }) => view.id === place.bed)?.view : undefined
  const about =
    connection === 'connected' && !IS_WALL ? beds.find(({ view }) => view.id === place.bed)?.view : undefined
  const described = place.dialog === 'patient' ? about : undefined
  const entering = place.dialog === 'entry' ? about : undefined
  const isLooking = place.dialog === 'admissions' && connection === 'connected' && !IS_WALL
  const isPanelOpen = described !== undefined || entering !== undefined || isLooking
  const proposal = connection === 'connected' ? (asked?.proposal ?? null) : null
  // Only before anyone has confirmed the text on this PC does the panel open by itself: later starts must not move tiles.
  const firstStart = confirmedBy(localStorage).length === 0
  const showStart = signIn || (onWard && !IS_WALL && connection === 'connected' && firstStart)
  const barZoom = { ['--bar-zoom' as string]: useBarZoom() }
  return (
    <LookContext value={look}>
      <div className="shell" data-screen={place.screen} style={barZoom}>
        <AppBar
          arrangement={arrangement}
          night={night}
          onLayout={() => setChoosing((shown) => !shown)}
          onSignIn={() => setSignIn((shown) => !shown)}
          onSound={() => setSoundOpen((shown) => !shown)}
        />
        <Banner />
        <div className="content">
          <WaveStage
            onStats={({ delayMsByBed }) => {
              const delays = Object.values(delayMsByBed)
              setDelayMs(delays.length === 0 ? null : Math.max(...delays))
            }}
          >
            <Boundary key={place.screen}>
              {onWard && <Ward arrangement={arrangement} onReadable={onReadable} />}
              {place.screen === 'bed' && <BedView />}
              <Suspense>
                {place.screen === 'review' && <Review />}
                {place.screen === 'alarms' && <Alarms />}
                {place.screen === 'handover' && <Handover />}
                {place.screen === 'remote' && <Remote />}
                {place.screen === 'setup' && <Setup />}
              </Suspense>
            </Boundary>
          </WaveStage>
          {asked !== undefined && proposal !== null && !help && (
            <IdentityPanel
              key={`${asked.id} ${proposal.number}`}
              bed={asked}
              proposal={proposal}
              onClose={() => go({ dialog: null })}
            />
          )}
          {described !== undefined && !help && (
            <PatientPanel key={described.id} bed={described} onClose={() => go({ dialog: null })} />
          )}
          {entering !== undefined && !help && (
            <EntryPanel
              key={`${entering.id} ${entering.patient?.id}`}
              bed={entering}
              onClose={() => go({ dialog: null })}
            />
          )}
          {isLooking && !help && <AdmissionsPanel onClose={() => go({ dialog: null })} />}
          {help && <KeysSheet onClose={() => setHelp(false)} />}
          {choosing && onWard && !help && proposal === null && !isPanelOpen && (
            <LayoutPanel onClose={() => setChoosing(false)} />
          )}
          {soundOpen && !help && proposal === null && !isPanelOpen && (
            <SoundPanel onClose={() => setSoundOpen(false)} />
          )}
          {showStart && !choosing && !help && proposal === null && !isPanelOpen && (
            <StartPanel
              storage={localStorage}
              onDone={() => {
                setSignIn(false)
                sound?.signedIn()
              }}
            />
          )}
        </div>
        <StatusBar readableMetres={onWard ? readableMetres : null} delayMs={delayMs} />
        <UndoBar />
        <ScreenEdge />
        {digits !== '' && <output className="typed-digits">{words('keys.typed', { digits })}</output>}
      </div>
    </LookContext>
  )
}
