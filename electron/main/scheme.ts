import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol, type Session } from 'electron'
import { APP_ORIGIN, fileOf, WAVES_ORIGIN } from './page-files.ts'

/** Nothing but our own files: no inline script, no network. */
const OWN_FILES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // React sets style attributes; a style attribute cannot load or run anything under the lines above.
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]

/** The page holds no frame but that of the waves and stands in none; that of the waves stands in the page and holds none. */
function policyOf(url: string): string {
  const frames = url.startsWith(`${WAVES_ORIGIN}/`)
    ? ["frame-src 'none'", `frame-ancestors ${APP_ORIGIN}`]
    : [`frame-src ${WAVES_ORIGIN}`, "frame-ancestors 'none'"]
  return [...OWN_FILES, ...frames].join('; ')
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

/** Must run before the app is ready: makes `app:` a secure, standard scheme. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page from `root` (a folder, also inside the packed archive) to this session. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const file = fileOf(root, request.url)
    const type = file === null ? undefined : CONTENT_TYPES[extname(file)]
    if (file === null || type === undefined) return new Response('Not found', { status: 404 })
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': policyOf(request.url),
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  })
}
