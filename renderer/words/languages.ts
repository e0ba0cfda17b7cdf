import type { Language } from '../../electron/ipc/look.ts'

/** Texts by key; a plural has further keys that end in its form, as i18next looks for them. */
export type Texts = Readonly<Record<string, string>>

/** What is known of a language besides its texts. */
export interface LanguageFacts {
  /** In its own words and script, so that whoever speaks it finds it. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** Between whole and part of a number, on screens and prints alone (CLDR; Arabic with the digits of monitors has the point). */
  readonly decimalSign: '.' | ','
  /** Loaded when somebody chooses it: a start in English loads none. Null: English, which is always there. */
  readonly load: (() => Promise<{ readonly default: Texts }>) | null
}

/** Every language by its tag. To add one: a row, a file with its texts, and its tag in electron/ipc/look.ts. */
export const LANGUAGE_FACTS: Readonly<Record<Language, LanguageFacts>> = {
  en: { name: 'English', direction: 'ltr', decimalSign: '.', load: null },
  fr: {
    name: 'Français',
    direction: 'ltr',
    decimalSign: ',',
    load: () => import('../../resources/locales/fr.json'),
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    decimalSign: ',',
    load: () => import('../../resources/locales/es.json'),
  },
  pt: {
    name: 'Português',
    direction: 'ltr',
    decimalSign: ',',
    load: () => import('../../resources/locales/pt.json'),
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    decimalSign: '.',
    load: () => import('../../resources/locales/ar.json'),
  },
}
