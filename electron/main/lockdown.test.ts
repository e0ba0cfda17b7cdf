import { expect, it } from 'vitest'
import { mayLookUp } from './lockdown.ts'

const AUDIO = { permission: 'media', origin: 'app://vigil/index.html', mediaType: 'audio' }

it('lets the own page see which audio outputs there are, and nothing else', () => {
  expect(mayLookUp(AUDIO)).toBe(true)
  expect(mayLookUp({ ...AUDIO, mediaType: 'video' })).toBe(false)
  expect(mayLookUp({ ...AUDIO, mediaType: undefined })).toBe(false)
  for (const origin of ['https://example.invalid/', 'app://vigil.example/', '']) {
    expect(mayLookUp({ ...AUDIO, origin })).toBe(false)
  }
  for (const permission of ['serial', 'usb', 'hid', 'speaker-selection', 'geolocation', 'clipboard-read']) {
    expect(mayLookUp({ ...AUDIO, permission })).toBe(false)
  }
})
