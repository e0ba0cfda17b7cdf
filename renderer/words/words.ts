import { createInstance } from 'i18next'
import type { Language } from '../../electron/ipc/look.ts'
import en from '../../resources/locales/en.json'
import { LANGUAGE_FACTS } from './languages.ts'

/** Forms of a plural that a language may have besides the usual one (CLDR). */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many'

/** Every sentence and label that can appear on a screen has a key here; TypeScript refuses any other. */
export type WordKey = Exclude<keyof typeof en, `${string}_${PluralForm}`>

const table = createInstance({
  lng: 'en',
  // A text that a language lacks is said in English.
  fallbackLng: 'en',
  initAsync: false,
  // Keys contain dots for order only; values may contain colons.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en } },
})
void table.init()

let language: Language = 'en'

/** The language that `words` speaks now. */
export function spokenLanguage(): Language {
  return language
}

/** Speaks a language from now on; its texts are loaded at its first time. Rejects, and changes nothing, when they cannot be. */
export async function speak(next: Language): Promise<void> {
  const { load } = LANGUAGE_FACTS[next]
  if (load !== null && !table.hasResourceBundle(next, 'translation')) {
    const { default: texts } = await load()
    table.addResourceBundle(next, 'translation', texts)
  }
  await table.changeLanguage(next)
  language = next
}

const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const RIGHT_TO_LEFT_ISOLATE = '\u2067'
const END_OF_ISOLATE = '\u2069'
const COUNT = /^\d+$/
const FIRST_LETTER = /\p{L}/u
const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

function isRightToLeft(): boolean {
  return LANGUAGE_FACTS[language].direction === 'rtl'
}

/**
 * Keeps digits, units, signs and paths in their order where the language runs from right to left: without it
 * `50–120` is read as `120–50` and `/min` as `min/`. Elsewhere the text stays as it is.
 */
export function leftToRight(text: string): string {
  return isRightToLeft() && text !== '' ? `${LEFT_TO_RIGHT_ISOLATE}${text}${END_OF_ISOLATE}` : text
}

/** What was not written here keeps the direction of its first letter; without letters it runs from left to right. */
export function ownDirection(value: string): string {
  const first = FIRST_LETTER.exec(value)?.[0] ?? ''
  if (value === '' || !RIGHT_TO_LEFT_LETTER.test(first)) return leftToRight(value)
  return `${RIGHT_TO_LEFT_ISOLATE}${value}${END_OF_ISOLATE}`
}

/**
 * The text for a key, with `{{name}}` parts filled in. Values are printed as given: numbers are formatted before.
 * A whole number under the name `count` also chooses the form of the plural.
 */
export function words(key: WordKey, values: Readonly<Record<string, string>> = {}): string {
  const filled: Record<string, string | number> = { ...values }
  if (isRightToLeft()) {
    for (const [name, value] of Object.entries(values)) filled[name] = ownDirection(value)
  }
  if (values.count !== undefined && COUNT.test(values.count)) filled.count = Number(values.count)
  return table.t(key, filled)
}
