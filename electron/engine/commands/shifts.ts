import { readFile } from 'node:fs/promises'
import type { Commands, ShiftRequest } from '../../ipc/contract.ts'
import type { ShiftSummary } from '../../ipc/shift.ts'
import { resolveKey } from '../store/file/keys.ts'
import { storePaths } from '../store/file/paths.ts'
import { parseStationFile } from '../store/file/station-file.ts'
import { exportRecovery as recoveryText } from '../store/open/recovery.ts'
import type { CommandContext } from './context.ts'

function summaryRequest(context: CommandContext, { bed, fromUtcMs, toUtcMs }: ShiftRequest) {
  const { station, initials } = context.actor
  return { bed, fromUtcMs, toUtcMs, station, madeUtcMs: context.nowUtcMs(), madeBy: initials }
}

/** Computes the summary of a shift, from the record alone. */
export async function shiftSummary(context: CommandContext, request: ShiftRequest): Promise<ShiftSummary> {
  // The job's result type is lost on its way through the worker.
  return (await context.store.job('shiftSummary', summaryRequest(context, request))) as ShiftSummary
}

/** The summary of a shift as CSV text. */
export async function shiftCsv(
  context: CommandContext,
  request: ShiftRequest,
): Promise<Commands['shift.csv']['reply']> {
  return { text: (await context.store.job('shiftCsv', summaryRequest(context, request))) as string }
}

/** The recovery file as text; who exported it is in the audit. */
export async function exportRecovery(context: CommandContext): Promise<Commands['recovery.export']['reply']> {
  const { dataDir, keyFile, key } = context.start
  const paths = storePaths(dataDir)
  const stationJson = await readFile(paths.stationFile, 'utf8')
  await context.audit('recovery.export', context.actor.station, null, null)
  const expectedKeyId = parseStationFile(stationJson)?.keyId ?? null
  const { hex } = resolveKey({ paths, keyFile, given: key, expectedKeyId, mayCreate: false })
  return { text: recoveryText(hex, stationJson) }
}
