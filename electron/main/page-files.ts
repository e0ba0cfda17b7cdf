import { join, normalize, sep } from 'node:path'

/** The page's origin. A scheme of our own instead of file://, so that the page cannot read the disk. */
export const APP_ORIGIN = 'app://vigil'

/**
 * The origin of the frame that draws the waves (renderer/waves/open-frame.ts): Chromium gives another host another
 * process, so that drawing never waits for the page.
 */
export const WAVES_ORIGIN = 'app://waves'
const WAVES_PATHS = /^\/(?:waves-frame\.html$|assets\/)/

/** Whether a URL is one of the app's own. */
export function isOwn(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`) || url.startsWith(`${WAVES_ORIGIN}/`)
}

/** The decoded path of a URL, or null where it has none that can be decoded. */
function pathOf(url: string): string | null {
  try {
    const { pathname } = new URL(url)
    return pathname === '/' ? '/index.html' : decodeURIComponent(pathname)
  } catch {
    return null
  }
}

/** The file below `root` that a URL of our scheme means, or null if it points outside it or elsewhere. */
export function fileOf(root: string, url: string): string | null {
  if (!isOwn(url)) return null
  const path = pathOf(url)
  if (path === null || (url.startsWith(WAVES_ORIGIN) && !WAVES_PATHS.test(path))) return null
  const file = normalize(join(root, path))
  return file.startsWith(root + sep) ? file : null
}
