import type { FileExportRequest, FileExportView } from '../../ipc/file-export.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Begins an export of files; how it goes is asked with export.state. Who asked, and for what, is in the audit. */
export async function startExport(
  context: CommandContext,
  request: FileExportRequest,
): Promise<FileExportView> {
  requireSignedIn(context)
  const view = context.exports.start(request)
  const { bed, ...what } = request
  await context.audit('files.export', bed, null, what)
  return view
}
