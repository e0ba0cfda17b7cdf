import { join, normalize, sep } from 'node:path'

/** The page's origin. A scheme of our own instead of file://, so that the page cannot read the disk. */
export const APP_ORIGIN = 'app://vigil'

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
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null
  const path = pathOf(url)
  if (path === null) return null
  const file = normalize(join(root, path))
  return file.startsWith(root + sep) ? file : null
}
