import { type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { RhythmPanel } from '../analysis/rhythm-panel.tsx'
import { viewOfDevice } from '../beds/device-view.ts'
import { useStation } from '../client/context.ts'
import { DestinationsPanel } from '../destinations/destinations-panel.tsx'
import { UnitsPanel } from '../entry/units-panel.tsx'
import { MappingPanel } from '../mapping/mapping-panel.tsx'
import { OutboxPanel } from '../outbox/outbox-panel.tsx'
import { ScoreTablePanel } from '../scores/table-panel.tsx'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'
import { BackupPanel } from './backup-panel.tsx'
import { type BedDraft, draftOf, newDraft } from './bed-draft.ts'
import { BedForm } from './bed-form.tsx'
import { BedList } from './bed-list.tsx'
import { DetectPanel } from './detect-panel.tsx'
import { DiskPanel } from './disk-panel.tsx'
import { ErasePanel } from './erase-panel.tsx'
import { EvidencePanel } from './evidence-panel.tsx'
import { KeptPanel } from './kept-panel.tsx'
import { LineChoice } from './line-choice.tsx'
import { LineDoctor } from './line-doctor.tsx'
import { type LineKey, lineOf, withLine } from './line-draft.ts'
import { LookPanel } from './look-panel.tsx'
import { PatientForm } from './patient-form.tsx'
import { PortList } from './port-list.tsx'
import { ScreenPanel } from './screen-panel.tsx'
import { SenderPanel } from './sender-panel.tsx'
import { StationPanel } from './station-panel.tsx'
import { useRemoval } from './use-removal.ts'

/** Set-up: ports and beds, one bed in the middle, the station at the side. */
export function Setup(): ReactElement {
  const { beds, station } = useStation()
  const { place } = usePlace()
  const views = beds.map(({ view }) => view)
  const firstDriver = station?.drivers[0]?.id ?? ''
  const [draft, setDraft] = useState<BedDraft | null>(null)
  // A new form for every bed that is opened; saving keeps the form and what it says.
  const [form, setForm] = useState(0)
  const [listenOnly, setListenOnly] = useState(false)
  const [line, setLine] = useState<LineKey>(null)
  const open = (next: BedDraft) => {
    setDraft(next)
    setLine(null)
    setForm((before) => before + 1)
  }
  const removal = useRemoval()
  const selected = views.find(({ id }) => id === place.bed) ?? views[0]
  const untouched =
    selected === undefined ? newDraft(views, firstDriver, 'serial:/dev/ttyUSB0') : draftOf(selected)
  const shown = draft ?? untouched
  const tried = lineOf(shown, line)
  // A device that was taken off the form leaves the monitor's line.
  const triedDevice = shown.devices.find(({ key }) => key === line)
  const compared = triedDevice?.id.trim() ?? null
  const driver = station?.drivers.find(({ id }) => id === tried.driver)
  const fields = driver?.options ?? []
  const openBed = views.find(({ id }) => id === shown.id)
  // A device is compared where it runs, not where it is only typed.
  const isSaved = compared === null || openBed?.devices?.some(({ name }) => name === compared) === true
  const openById = (id: string) => {
    const view = views.find((one) => one.id === id)
    if (view !== undefined) open(draftOf(view))
  }
  const startNew = (link: string) => open(newDraft(views, firstDriver, link))
  const linksOf = ({ linkText, devices = [] }: BedView) => [
    linkText,
    ...devices.map((device) => device.linkText),
  ]
  const pickPort = (link: string) => {
    const user = views.find((view) => linksOf(view).some((one) => one.startsWith(link)))
    // A device that was just added waits for its line.
    if (user === undefined && triedDevice?.link === '') setDraft(withLine(shown, line, { link }))
    else if (user === undefined) startNew(link)
    else openById(user.id)
  }
  return (
    <main className="setup">
      <div className="setup-column">
        <BedList open={shown.id} onOpen={openById} onNew={() => startNew('serial:/dev/ttyUSB0')} />
        <PortList labelOf={(bed) => views.find(({ id }) => id === bed)?.label ?? bed} onPick={pickPort} />
      </div>
      <div className="setup-column">
        {removal.pending !== null && (
          <div className="undo-bar" role="status">
            <span>{words('setup.removing', { bed: removal.pending.label })}</span>
            <button type="button" className="button" onClick={removal.undo}>
              {words('setup.undo')}
            </button>
          </div>
        )}
        {removal.problem !== null && <p role="alert">{removal.problem}</p>}
        {shown.devices.length > 0 && (
          <LineChoice draft={shown} line={triedDevice?.key ?? null} onLine={setLine} />
        )}
        <LineDoctor
          key={`${tried.driver} ${tried.link}`}
          draft={tried}
          fields={fields}
          writes={driver !== undefined && driver.writes !== null}
          listenOnly={listenOnly}
          onListenOnly={setListenOnly}
          isBound={views.some((view) => linksOf(view).includes(tried.link))}
        />
        <BedForm
          key={form}
          draft={shown}
          onChange={setDraft}
          onLine={setLine}
          onSaved={(id) => setDraft({ ...shown, id })}
          onRemove={
            openBed === undefined ? null : () => removal.start({ bed: openBed.id, label: openBed.label })
          }
        />
      </div>
      <div className="setup-column">
        {openBed !== undefined && isSaved && (
          <EvidencePanel
            key={`evidence ${openBed.id} ${compared}`}
            bed={viewOfDevice(openBed, compared)}
            device={compared}
          />
        )}
        <SenderPanel
          draftLink={shown.link}
          onChanged={(changed) => {
            if (changed.id === shown.id) open(draftOf(changed))
          }}
        />
        {openBed !== undefined && <PatientForm key={openBed.id} bed={openBed} />}
        <DetectPanel
          key={`detect ${form} ${line}`}
          link={tried.link}
          onUse={(found, link) => setDraft(withLine(shown, line, { driver: found, link }))}
        />
        {station !== null && <DiskPanel store={station.store} />}
        <ScreenPanel />
        <LookPanel />
        <UnitsPanel />
        <ScoreTablePanel />
        <RhythmPanel />
        <KeptPanel />
        <DestinationsPanel />
        <MappingPanel />
        <OutboxPanel />
        <BackupPanel />
        <ErasePanel />
        <StationPanel />
      </div>
    </main>
  )
}
