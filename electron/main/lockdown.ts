import type { Session, WebContents } from 'electron'
import { APP_ORIGIN, isOwn } from './page-files.ts'

/** What Electron says of a permission that is looked up, as far as it is needed. */
export interface PermissionLook {
  readonly permission: string
  readonly origin: string
  readonly mediaType?: string | undefined
}

/**
 * Whether the page may see that it has a permission. Only one: without that of audio Chromium hides which outputs
 * there are, and a loudspeaker that was unplugged could not be noticed. It opens no microphone: whoever asks for one
 * is asked about by a request, and every request is denied.
 */
export function mayLookUp({ permission, origin, mediaType }: PermissionLook): boolean {
  const own = origin === APP_ORIGIN || origin.startsWith(`${APP_ORIGIN}/`)
  return own && permission === 'media' && mediaType === 'audio'
}

/** Denies every permission and every request that leaves this PC's own pages. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    mayLookUp({ permission, origin, mediaType }),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = isOwn(details.url) || /^(data|blob|devtools):/.test(details.url)
    answer({ cancel: !own })
  })
}

/** Denies navigation, new windows and embedded pages. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
