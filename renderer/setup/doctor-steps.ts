import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { printedBytes, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { damagedShare, findingOf, MOST_DAMAGED, rateText, seconds, secondsText } from './doctor-facts.ts'

/** `waits`: its turn has not come. */
export type StepState = 'done' | 'now' | 'failed' | 'waits'

/** One of the eight steps from a plug to a bed. */
export interface DoctorStep {
  readonly name: string
  readonly state: StepState
  readonly note: string
  readonly figure: string
}

const PERCENT = 100

function openStep(view: LineTestView): DoctorStep {
  const { openedMs, problem } = view
  const name = words('doctor.stepOpen')
  if (openedMs !== null) {
    return { name, state: 'done', note: words('doctor.exclusive'), figure: secondsText(openedMs) }
  }
  if (problem !== null) return { name, state: 'failed', note: problem.sentence, figure: '' }
  return { name, state: 'now', note: '', figure: '' }
}

function bytesStep(view: LineTestView): DoctorStep {
  const { openedMs, firstByteMs } = view
  const name = words('doctor.stepBytes')
  if (firstByteMs !== null) {
    const note = words('doctor.firstByte', { seconds: seconds(firstByteMs - (openedMs ?? 0)) })
    return { name, state: 'done', note, figure: rateText(view) }
  }
  if (openedMs === null) return { name, state: 'waits', note: '', figure: '' }
  const isSilent = findingOf(view).startsWith('silent')
  return { name, state: isSilent ? 'failed' : 'now', note: words('doctor.noByte'), figure: '' }
}

function settingsStep(view: LineTestView): DoctorStep {
  const name = words('doctor.stepSettings')
  const figure = view.settings ?? ''
  if (view.goodFrames > 0) {
    const note = view.settings === null ? words('doctor.noSettings') : words('doctor.settingsFit')
    return { name, state: 'done', note, figure }
  }
  if (findingOf(view) === 'unread') {
    return { name, state: 'failed', note: words('doctor.settingsUnfit'), figure }
  }
  return { name, state: view.firstByteMs === null ? 'waits' : 'now', note: '', figure }
}

function framesStep({ goodFrames, skippedBytes }: LineTestView): DoctorStep {
  const name = words('doctor.stepFrames')
  if (goodFrames === 0) return { name, state: 'waits', note: '', figure: '' }
  const note =
    skippedBytes === 0
      ? words('doctor.noSkipped')
      : words('doctor.skipped', { bytes: printedBytes(skippedBytes) })
  return { name, state: 'done', note, figure: words('doctor.frames', { count: String(goodFrames) }) }
}

function checksStep(view: LineTestView): DoctorStep {
  const name = words('doctor.stepChecks')
  const { goodFrames, badFrames } = view
  if (goodFrames === 0) return { name, state: 'waits', note: '', figure: '' }
  const share = damagedShare(view)
  const bad = String(badFrames.checksum + badFrames.other)
  return {
    name,
    state: share > MOST_DAMAGED ? 'failed' : 'done',
    note: words('doctor.checked', { good: String(goodFrames), bad }),
    figure: words('doctor.badShare', { share: printedValue(share * PERCENT, 1) }),
  }
}

function protocolStep({ goodFrames, sure, asks, listenOnly }: LineTestView): DoctorStep {
  const name = words('doctor.stepProtocol')
  if (goodFrames === 0) return { name, state: 'waits', note: '', figure: '' }
  const note = words(listenOnly ? 'doctor.heldBack' : asks ? 'doctor.asks' : 'doctor.listens')
  return { name, state: sure ? 'done' : 'now', note, figure: words(sure ? 'doctor.sure' : 'doctor.unsure') }
}

function identityStep({ device: { model, serial }, goodFrames }: LineTestView): DoctorStep {
  const name = words('doctor.stepIdentity')
  const said = [model, serial === null ? null : words('setup.serial', { serial })].filter(
    (one) => one !== null,
  )
  if (said.length > 0) return { name, state: 'done', note: said.join(', '), figure: '' }
  return { name, state: 'waits', note: goodFrames > 0 ? words('doctor.unnamed') : '', figure: '' }
}

function bindStep({ values, waves }: LineTestView, isBound: boolean): DoctorStep {
  const name = words('doctor.stepBind')
  if (isBound) return { name, state: 'done', note: '', figure: '' }
  const hasPicture = values.length + waves.length > 0
  return { name, state: hasPicture ? 'now' : 'waits', note: words('doctor.bind'), figure: '' }
}

/** The eight steps of a line. In: the test, and whether the line belongs to a bed by now. */
export function doctorSteps(view: LineTestView, isBound: boolean): readonly DoctorStep[] {
  return [
    openStep(view),
    bytesStep(view),
    settingsStep(view),
    framesStep(view),
    checksStep(view),
    protocolStep(view),
    identityStep(view),
    bindStep(view, isBound),
  ]
}
