import { describe, expect, it } from 'vitest'
import { VigilError } from '../ipc/contract.ts'
import { parseArguments } from './arguments.ts'

describe('arguments of the app', () => {
  it('reads its own flags and passes over those of Chromium and the app folder', () => {
    const found = parseArguments(
      ['--no-sandbox', '/app', '--config', 'ward.json', '--data=/d', '--screenshot', 'a.png', '--after', '8'],
      {},
    )
    expect(found).toEqual({
      configFile: 'ward.json',
      dataDir: '/d',
      keyFile: null,
      screenshot: { file: 'a.png', afterSeconds: 8 },
    })
  })

  it('takes the key file from the environment, and the flag before it', () => {
    expect(parseArguments([], { VIGIL_KEY_FILE: 'k' }).keyFile).toBe('k')
    expect(parseArguments(['--key-file', 'f'], { VIGIL_KEY_FILE: 'k' }).keyFile).toBe('f')
  })

  it.each([[['--config']], [['--config', '--data', 'x']], [['--screenshot', 'a', '--after', 'soon']]])(
    'refuses %j in one sentence',
    (words) => {
      expect(() => parseArguments(words, {})).toThrowError(VigilError)
    },
  )

  it.each([
    ['--confg', '--config'],
    ['--screnshot=a.png', '--screenshot'],
    ['--dta', '--data'],
    ['--keyfile', '--key-file'],
  ])('refuses the slip %s and names %s', (word, flag) => {
    expect(() => parseArguments([word, 'x'], {})).toThrowError(`: write ${flag} if that is meant.`)
  })

  it('passes over switches of Chromium', () => {
    const switches = [
      '--lang=de',
      '--inspect=0',
      '--remote-debugging-port=0',
      '--disable-gpu',
      '--',
      '--user-data-dir=/x',
    ]
    expect(parseArguments(switches, {}).configFile).toBe(null)
  })
})
