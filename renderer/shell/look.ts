import { createContext, useContext } from 'react'
import { LANGUAGES, type Language } from '../../electron/ipc/look.ts'
import { IS_WALL } from '../client/window-role.ts'
import { LANGUAGE_FACTS } from '../words/languages.ts'
import { speak } from '../words/words.ts'
import type { Theme } from './night.ts'

/** How the window looks now: the root carries it already, and parts that measure colours or keep words hang on it. */
export interface Look {
  readonly language: Language
  readonly theme: Theme
}

export const FIRST_LOOK: Look = { language: 'en', theme: 'dark' }

export const LookContext = createContext<Look>(FIRST_LOOK)

/** The language and colours of this window. */
export function useLookNow(): Look {
  return useContext(LookContext)
}

const STORAGE_KEY = IS_WALL ? 'vigil.look.wall' : 'vigil.look'
const THEMES: readonly Theme[] = ['dark', 'light', 'night']

/** The look this window had last: the engine, which keeps the choice, answers only after the first paint. */
export function rememberedLook(text: string | null): Look {
  try {
    const read: unknown = JSON.parse(text ?? 'null')
    if (typeof read !== 'object' || read === null) return FIRST_LOOK
    const { language, theme } = read as Record<string, unknown>
    return {
      language: LANGUAGES.find((one) => one === language) ?? FIRST_LOOK.language,
      theme: THEMES.find((one) => one === theme) ?? FIRST_LOOK.theme,
    }
  } catch {
    return FIRST_LOOK
  }
}

/** Gives the root its colours, then its language as soon as its texts are there. Rejects when they cannot be loaded. */
export async function wearLook(root: HTMLElement, { language, theme }: Look): Promise<void> {
  root.dataset.theme = theme
  await speak(language)
  root.lang = language
  root.dir = LANGUAGE_FACTS[language].direction
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ language, theme } satisfies Look))
}

/** Wears the look of last time. Out: what is worn; English when its texts are missing. */
export async function wearRemembered(root: HTMLElement): Promise<Look> {
  const look = rememberedLook(localStorage.getItem(STORAGE_KEY))
  const english = { ...look, language: FIRST_LOOK.language }
  return wearLook(root, look).then(
    () => look,
    () => english,
  )
}
