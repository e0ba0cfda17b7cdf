import type { CommandName, Commands } from '../../ipc/contract.ts'
import { confirmAdmission, dismissAdmission, listAdmissions } from './admissions.ts'
import {
  confirmSettings,
  confirmSuggestion,
  limitOff,
  limitOn,
  resetLimits,
  setAgeClass,
  setLimits,
  suggestLimits,
} from './alarm-limits.ts'
import {
  actOn,
  alarmHistory,
  alarmLoad,
  alarmsShown,
  alarmWhatIf,
  audioOff,
  comfortCare,
  confirmSound,
  pauseAlarms,
  pauseAudio,
  reportSound,
  resume,
} from './alarms.ts'
import { listBackups, startBackup } from './backups.ts'
import { removeBed, saveBed, setPatient } from './beds.ts'
import {
  answerComparison,
  beginComparison,
  confirmComparison,
  lookAtComparison,
  withdrawComparison,
} from './comparisons.ts'
import type { CommandContext } from './context.ts'
import { cuffHandlers } from './cuff.ts'
import { destinationHandlers } from './destinations.ts'
import { setDisplay } from './display.ts'
import { entryHandlers } from './entries.ts'
import { erasePatient, holdPatient, listErasures } from './erasures.ts'
import { startExport } from './file-export.ts'
import { readGuide } from './guide.ts'
import { handoverHandlers } from './handovers.ts'
import { confirmPatient, declineProposal, takeMonitor } from './identity.ts'
import { countInsights, dismissInsight, restoreInsight } from './insights.ts'
import { captureLine, listPorts, startDetection, startLineTest } from './lines.ts'
import { mappingHandlers } from './mapping.ts'
import { moveHandlers } from './moves.ts'
import { discardOutbox, listOutbox, pauseOutbox, replayOutbox, sendShift, sendStrip } from './outbox.ts'
import { patientHandlers } from './patients.ts'
import { remoteHandlers } from './remote.ts'
import { keepData, keptDays } from './retention.ts'
import { reviewMoment, reviewOverview, reviewRows, reviewStrip } from './review.ts'
import { setRhythm } from './rhythms.ts'
import { markRisk, unmarkRisk } from './risk.ts'
import { removeScoreTable, setScoreTable, setSpo2Scale } from './scores.ts'
import { saveLayout, setRole, setWall } from './screens.ts'
import { bindSender, dismissSender } from './senders.ts'
import { exportRecovery, shiftCsv, shiftSummary } from './shifts.ts'
import { addNote, readTrends } from './trends.ts'
import { removeUsual, setUsual } from './usual.ts'

/** Does one command; the request has been checked. `window` is null when no window asks. */
export type Handler<Name extends CommandName> = (
  context: CommandContext,
  request: Commands[Name]['request'],
  window: number | null,
) => Commands[Name]['reply'] | Promise<Commands[Name]['reply']>

/** Every command of the contract; a missing one is a type error. */
export const handlers: { readonly [Name in CommandName]: Handler<Name> } = {
  'station.get': (context) => ({ station: context.station(), beds: context.ward.views() }),
  'session.signIn': (context, { initials }) => context.signIn(initials),
  'alarm.acknowledge': (context, request) => actOn(context, request, 'acknowledged'),
  'alarm.unacknowledge': (context, request) => actOn(context, request, 'unacknowledged'),
  'alarm.reset': (context, request) => actOn(context, request, 'reset'),
  'alarm.pauseAudio': pauseAudio,
  'alarm.audioOff': audioOff,
  'alarm.pause': pauseAlarms,
  'alarm.comfortCare': comfortCare,
  'alarm.markRisk': markRisk,
  'alarm.unmarkRisk': unmarkRisk,
  'alarm.resume': resume,
  'alarm.setAgeClass': setAgeClass,
  'alarm.setLimits': setLimits,
  'alarm.resetLimits': resetLimits,
  'alarm.confirmSettings': confirmSettings,
  'alarm.history': alarmHistory,
  'alarm.load': alarmLoad,
  'alarm.whatIf': alarmWhatIf,
  'alarm.limitOff': limitOff,
  'alarm.limitOn': limitOn,
  'alarm.suggestLimits': suggestLimits,
  'alarm.confirmSuggestion': confirmSuggestion,
  'alarm.shown': alarmsShown,
  'sound.report': reportSound,
  'sound.confirm': confirmSound,
  'ports.list': listPorts,
  'driver.guide': readGuide,
  'bed.save': saveBed,
  'bed.remove': removeBed,
  'bed.setPatient': setPatient,
  'bed.confirmPatient': confirmPatient,
  'bed.declineProposal': declineProposal,
  'bed.takeMonitor': takeMonitor,
  'admission.list': listAdmissions,
  'admission.confirm': confirmAdmission,
  'admission.dismiss': dismissAdmission,
  ...cuffHandlers,
  ...patientHandlers,
  ...moveHandlers,
  ...entryHandlers,
  ...handoverHandlers,
  ...mappingHandlers,
  ...remoteHandlers,
  'rhythm.set': setRhythm,
  'score.setScale': setSpo2Scale,
  'score.setTable': setScoreTable,
  'score.removeTable': removeScoreTable,
  'insight.dismiss': dismissInsight,
  'insight.restore': restoreInsight,
  'insight.counts': countInsights,
  'insight.setUsual': setUsual,
  'insight.removeUsual': removeUsual,
  'sender.bind': bindSender,
  'sender.dismiss': dismissSender,
  'lineTest.start': startLineTest,
  'lineTest.state': ({ lineTests }, { run }) => lineTests.state(run),
  'lineTest.stop': ({ lineTests }, { run }) => lineTests.stop(run),
  'lineTest.capture': captureLine,
  'detect.start': startDetection,
  'detect.state': ({ detections }, { run }) => detections.state(run),
  'detect.cancel': ({ detections }, { run }) => detections.cancel(run),
  'comparison.begin': beginComparison,
  'comparison.look': lookAtComparison,
  'comparison.answer': answerComparison,
  'comparison.confirm': confirmComparison,
  'comparison.withdraw': withdrawComparison,
  'shift.summary': shiftSummary,
  'shift.csv': shiftCsv,
  'shift.send': sendShift,
  'strip.send': sendStrip,
  'outbox.list': listOutbox,
  'outbox.replay': replayOutbox,
  'outbox.discard': discardOutbox,
  'outbox.pause': pauseOutbox,
  ...destinationHandlers,
  'review.overview': reviewOverview,
  'review.rows': reviewRows,
  'review.strip': reviewStrip,
  'review.moment': reviewMoment,
  'trend.read': readTrends,
  'note.add': addNote,
  'recovery.export': exportRecovery,
  'retention.set': keepData,
  'retention.get': keptDays,
  'erasure.list': listErasures,
  'patient.hold': holdPatient,
  'patient.erase': erasePatient,
  'display.set': setDisplay,
  'backup.start': startBackup,
  'backup.state': ({ backups }) => backups.view(),
  'backup.cancel': ({ backups }) => backups.cancel(),
  'backup.list': listBackups,
  'export.start': startExport,
  'export.state': ({ exports }) => exports.view(),
  'export.cancel': ({ exports }) => exports.cancel(),
  'screen.saveLayout': saveLayout,
  'screen.setRole': setRole,
  'screen.setWall': setWall,
  'waves.reopen': (context, _request, window) => {
    if (window !== null) context.wantWaves(window)
    return {}
  },
}
