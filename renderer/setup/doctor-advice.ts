import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'
import { damagedShare, type Finding, findingOf } from './doctor-facts.ts'

/** What is the matter with a line, what it means, and what to do, in this order. */
export interface Advice {
  readonly sentence: string
  readonly meaning: string
  readonly steps: readonly string[]
}

const PERCENT = 100

/** Words of each finding: sentence, meaning, steps. */
const ADVICE: Readonly<Record<Finding, readonly [WordKey, WordKey | null, readonly WordKey[]]>> = {
  opening: ['doctor.opening', null, []],
  notOpened: ['doctor.notOpened', null, ['doctor.doPort', 'doctor.doOther']],
  gone: ['doctor.gone', null, ['doctor.doPlug', 'doctor.doAgain']],
  waiting: ['doctor.waiting', null, []],
  silent: ['doctor.silent', 'doctor.silentMeans', ['doctor.doCable', 'doctor.doOutput', 'doctor.doFind']],
  silentListening: [
    'doctor.silent',
    'doctor.listenMeans',
    ['doctor.doCable', 'doctor.doOutput', 'doctor.doFind'],
  ],
  silentHeldBack: [
    'doctor.silent',
    'doctor.heldBackMeans',
    ['doctor.doAsk', 'doctor.doCable', 'doctor.doOutput'],
  ],
  reading: ['doctor.reading', null, []],
  unread: ['doctor.unread', 'doctor.unreadMeans', ['doctor.doFind', 'doctor.doMenu', 'doctor.doModel']],
  damagedBursts: ['doctor.damaged', 'doctor.burstsMean', ['doctor.doHub', 'doctor.doShort', 'doctor.doSlow']],
  damaged: ['doctor.damaged', 'doctor.steadyMeans', ['doctor.doShort', 'doctor.doScrew', 'doctor.doSlow']],
  noValues: ['doctor.noValues', 'doctor.noValuesMean', ['doctor.doSensor', 'doctor.doModel']],
  good: ['doctor.good', 'doctor.goodMeans', ['doctor.doCompare', 'doctor.doSave']],
}

/** Advice on a line under test. */
export function adviceOf(view: LineTestView): Advice {
  const [sentence, meaning, steps] = ADVICE[findingOf(view)]
  const values = {
    share: printedValue(damagedShare(view) * PERCENT, 1),
    settings: view.settings === null ? '' : words('doctor.at', { settings: view.settings }),
    problem: view.problem?.sentence ?? '',
  }
  return {
    sentence: words(sentence, values),
    meaning: meaning === null ? '' : words(meaning, values),
    steps: steps.map((step) => words(step, values)),
  }
}
