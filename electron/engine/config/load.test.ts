import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { demoConfig } from './demo.ts'
import { loadConfig, resolveSpec, saveBeds } from './load.ts'
import { parseConfig } from './parse.ts'

const CONFIG = JSON.stringify({
  station: 'ward-3',
  beds: [{ id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'sim:' }],
})

it('opens the demo ward without a config: four simulated beds and a recording', async () => {
  const loaded = await loadConfig(null, temporaryFolder(), '/resources')
  expect(loaded.config).toEqual(demoConfig)
  expect(parseConfig(JSON.stringify(demoConfig), 'demo')).toEqual(demoConfig)
  expect(demoConfig.beds.map(({ link }) => link.split(':')[0])).toEqual([
    'sim',
    'sim',
    'sim',
    'sim',
    'replay',
  ])
  expect(loaded.baseDir).toBe('/resources')
})

it('comes back with the beds edited in set-up, until the config file itself is edited', async () => {
  const folder = temporaryFolder()
  const file = `${folder}/ward.json`
  writeFileSync(file, CONFIG)
  const first = await loadConfig(file, folder, '/resources')
  const edited = first.config.beds.map((bed) => ({ ...bed, label: 'Window' }))
  const patient = { id: '12345', authority: 'HOSP' }
  await saveBeds(
    folder,
    first.digest,
    edited.map((bed) => ({ ...bed, patient })),
  )
  expect(readFileSync(`${folder}/beds.json`, 'utf8')).not.toContain('12345')
  expect((await loadConfig(file, folder, '/resources')).config.beds).toEqual(edited)

  writeFileSync(file, CONFIG.replace('Bed 1', 'Door'))
  expect((await loadConfig(file, folder, '/resources')).config.beds[0]?.label).toBe('Door')
})

it('sets damaged settings aside and says so', async () => {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/beds.json`, '{"version":1')
  const loaded = await loadConfig(null, folder, '/resources')
  expect(loaded.config.beds).toHaveLength(demoConfig.beds.length)
  expect(loaded.notices[0]).toContain('beds.json.unreadable')
  expect(readFileSync(`${folder}/beds.json.unreadable`, 'utf8')).toBe('{"version":1')
})

it('says that a config is missing or a folder', async () => {
  const folder = temporaryFolder()
  await expect(loadConfig(`${folder}/none.json`, folder, '/r')).rejects.toMatchObject({ code: 'fileMissing' })
  await expect(loadConfig(folder, folder, '/r')).rejects.toMatchObject({ code: 'fileUnreadable' })
})

it('looks for certificates beside the config', () => {
  const listen = { kind: 'listen', host: '127.0.0.1', port: 2575, senders: [] } as const
  expect(resolveSpec({ ...listen, tls: null }, '/ward')).toEqual({ ...listen, tls: null })
  const tls = { cert: 'a.pem', key: '/x/a.key', ca: null }
  expect(resolveSpec({ ...listen, tls }, '/ward')).toEqual({
    ...listen,
    tls: { ...tls, cert: '/ward/a.pem' },
  })
  expect(resolveSpec({ ...listen, tls: { ...tls, ca: 'ca.pem' } }, '/ward')).toMatchObject({
    tls: { ca: '/ward/ca.pem' },
  })
})

it('looks for a recording beside the config', () => {
  const spec = { kind: 'replay', file: 'a.vcap', speed: 1, loop: false } as const
  expect(resolveSpec(spec, '/ward')).toEqual({ ...spec, file: '/ward/a.vcap' })
  const absolute = { ...spec, file: '/x/a.vcap' }
  expect(resolveSpec(absolute, '/ward')).toEqual(absolute)
})
