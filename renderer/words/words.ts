import { createInstance } from 'i18next'
import en from '../../resources/locales/en.json'

/** Every sentence and label that can appear on a screen has a key here; TypeScript refuses any other. */
export type WordKey = keyof typeof en

const table = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  // Keys contain dots for order only; values may contain colons.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en } },
})
void table.init()

/** The text for a key, with `{{name}}` parts filled in. Values are printed as given: numbers are formatted before. */
export function words(key: WordKey, values: Readonly<Record<string, string>> = {}): string {
  return table.t(key, { ...values })
}
