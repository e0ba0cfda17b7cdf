import { Download } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { bridge } from '../client/bridge.ts'
import { useClient, useStation } from '../client/context.ts'
import { awaySentence } from '../words/away.ts'
import { words } from '../words/words.ts'
import { LoginStart } from './login-start.tsx'

const KEY_WORDS = {
  'key file': 'key.file',
  keychain: 'key.keychain',
  'beside the data': 'key.beside',
} as const

/** Where the key of the record lies, the recovery file, and what the engine has to say. */
export function StationPanel(): ReactElement {
  const client = useClient()
  const { station } = useStation()
  const [sentence, setSentence] = useState<string | null>(null)
  const keySentence = station === null ? '' : words(KEY_WORDS[station.store.keyPlace])
  // The engine says the same about the key once at start: one line is enough here.
  const notices = (station?.notices ?? []).filter((notice) => notice !== keySentence)
  const exportRecovery = async () => {
    const { text } = await client.call('recovery.export', {})
    return bridge().saveText('vigil-recovery.txt', text)
  }
  const onExport = () => {
    exportRecovery().then(
      ({ path, problem }) =>
        setSentence(problem ?? (path === null ? words('shift.notSaved') : words('recovery.saved', { path }))),
      (error: Error) => setSentence(error.message),
    )
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('setup.station')}</h2>
      </div>
      <div className="panel-body">
        <LoginStart />
        {station !== null && station.away !== null && <p className="quiet">{awaySentence(station.away)}</p>}
        {keySentence !== '' && <p>{keySentence}</p>}
        <p className="quiet">{words('recovery.text')}</p>
        <button type="button" className="button" onClick={onExport}>
          <Download size={16} aria-hidden="true" />
          {words('recovery.export')}
        </button>
        <p className="quiet">{words('recovery.how')}</p>
        {sentence !== null && <p role="status">{sentence}</p>}
        {notices.map((notice) => (
          <p key={notice} className="notice-line">
            {notice}
          </p>
        ))}
        {station !== null && <p className="quiet">{words('setup.version', { version: station.version })}</p>}
      </div>
    </section>
  )
}
