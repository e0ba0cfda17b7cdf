import type { ReactElement } from 'react'
import { words } from '../words/words.ts'
import { type AuthKind, speaksTls, URL_EXAMPLE } from './destination-draft.ts'
import { ChoiceLine, FlagLine, SecretLine, TextLine, useLines } from './destination-lines.tsx'

const ACKS = [
  { value: 'ihe', label: 'destination.ack.ihe' },
  { value: 'app', label: 'destination.ack.app' },
  { value: 'original', label: 'destination.ack.original' },
  { value: 'both', label: 'destination.ack.both' },
] as const

const NO_AUTH = { value: 'none', label: 'destination.auth.none' } as const
const FHIR_AUTHS = [
  NO_AUTH,
  { value: 'basic', label: 'destination.auth.basic' },
  { value: 'bearer', label: 'destination.auth.bearer' },
  { value: 'smart', label: 'destination.auth.smart' },
] as const
const NATS_AUTHS = [NO_AUTH, { value: 'creds', label: 'destination.auth.creds' }] as const

/** What names one side of a message. */
const PARTY_EXAMPLE = 'ICU^2.999.1^ISO'

/** Paths of what one address says. */
const URL_PATHS = ['url', 'host', 'port', 'path', '']

/** What every kind is asked for, and what only this one is. */
export function DestinationFieldset(): ReactElement {
  const { draft } = useLines()
  return (
    <>
      {draft.isNew && <TextLine name="id" label={words('destination.name')} paths={['id']} isMono />}
      {draft.type === 'mllp' ? <MllpFields /> : null}
      {draft.type === 'fhir' ? <FhirFields /> : null}
      {draft.type === 'nats' ? <NatsFields /> : null}
      {speaksTls(draft) && <TlsFields />}
      <TextLine
        name="vitalsEveryS"
        label={words('destination.vitals')}
        paths={['vitalsEveryS']}
        help={words('destination.vitalsHelp')}
      />
      <FlagLine name="training" label={words('destination.training')} />
    </>
  )
}

function MllpFields(): ReactElement {
  const { draft, change } = useLines()
  return (
    <>
      <TextLine name="host" label={words('destination.host')} paths={['host']} isMono />
      <TextLine name="port" label={words('destination.port')} paths={['port']} isMono />
      <ChoiceLine
        label={words('destination.ack')}
        value={draft.ack}
        choices={ACKS}
        onChoice={(ack) => change({ ack })}
      />
      <TextLine
        name="receivingApplication"
        label={words('destination.receivingApplication')}
        paths={['receiver.application']}
        help={words('destination.receivingHelp')}
        isMono
      />
      <TextLine
        name="receivingFacility"
        label={words('destination.receivingFacility')}
        paths={['receiver.facility']}
        help={words('destination.urlHelp', { example: PARTY_EXAMPLE })}
        isMono
      />
      <TextLine
        name="sendingApplication"
        label={words('destination.sendingApplication')}
        paths={['sender.application']}
        help={words('destination.sendingHelp')}
        isMono
      />
      <TextLine
        name="sendingFacility"
        label={words('destination.sendingFacility')}
        paths={['sender.facility']}
        help={words('destination.urlHelp', { example: PARTY_EXAMPLE })}
        isMono
      />
      <FlagLine name="tls" label={words('destination.tls')} />
      <FlagLine name="alarms" label={words('destination.alarms')} />
      <FlagLine name="pcdStatusFlags" label={words('destination.statusFlags')} />
    </>
  )
}

function FhirFields(): ReactElement {
  const example = URL_EXAMPLE.fhir
  return (
    <>
      <TextLine
        name="url"
        label={words('destination.fhirUrl')}
        paths={URL_PATHS}
        help={words('destination.urlHelp', { example })}
        isMono
      />
      <TextLine
        name="patientSystem"
        label={words('destination.patientSystem')}
        paths={['patientSystem']}
        help={words('destination.urlHelp', { example: 'urn:oid:2.16.840.1.113883.2.4' })}
        isMono
      />
      <TextLine
        name="visitSystem"
        label={words('destination.visitSystem')}
        paths={['visitSystem']}
        help={words('destination.visitSystemHelp')}
        isMono
      />
      <AuthChoice choices={FHIR_AUTHS} />
      <FhirAuth />
      <FlagLine name="strips" label={words('destination.strips')} />
      <FlagLine name="provenance" label={words('destination.provenance')} />
    </>
  )
}

function NatsFields(): ReactElement {
  const { draft } = useLines()
  return (
    <>
      <TextLine
        name="url"
        label={words('destination.natsUrl')}
        paths={URL_PATHS}
        help={words('destination.urlHelp', { example: URL_EXAMPLE.nats })}
        isMono
      />
      <TextLine name="subject" label={words('destination.subject')} paths={['subject']} isMono />
      <AuthChoice choices={NATS_AUTHS} />
      {draft.auth === 'creds' && <SecretLine label={words('destination.creds')} path="creds" isLong />}
    </>
  )
}

function AuthChoice({ choices }: { readonly choices: typeof FHIR_AUTHS | typeof NATS_AUTHS }): ReactElement {
  const { draft, change } = useLines()
  return (
    <ChoiceLine<AuthKind>
      label={words('destination.auth')}
      value={draft.auth}
      choices={choices}
      // A secret of one kind is none of another.
      onChoice={(auth) => change({ auth, secret: '', secretAt: '' })}
    />
  )
}

function FhirAuth(): ReactElement | null {
  const { auth } = useLines().draft
  switch (auth) {
    case 'basic':
      return (
        <>
          <TextLine name="user" label={words('destination.user')} paths={['auth.user']} />
          <SecretLine label={words('destination.password')} path="auth.passwordFile" />
        </>
      )
    case 'bearer':
      return <SecretLine label={words('destination.token')} path="auth.tokenFile" />
    case 'smart':
      return (
        <>
          <TextLine name="clientId" label={words('destination.clientId')} paths={['auth.clientId']} isMono />
          <TextLine name="keyId" label={words('destination.keyId')} paths={['auth.keyId']} isMono />
          <TextLine name="scope" label={words('destination.scope')} paths={['auth.scope']} isMono />
          <SecretLine label={words('destination.smartKey')} path="auth.keyFile" isLong />
        </>
      )
    case 'creds':
    case 'none':
      return null
  }
}

function TlsFields(): ReactElement {
  return (
    <>
      <TextLine
        name="ca"
        label={words('destination.ca')}
        paths={['tls.ca']}
        help={words('destination.caHelp')}
        isMono
      />
      <TextLine
        name="cert"
        label={words('destination.cert')}
        paths={['tls.cert', 'tls']}
        help={words('destination.certHelp')}
        isMono
      />
      <TextLine name="key" label={words('destination.key')} paths={['tls.key']} isMono />
      <TextLine
        name="serverName"
        label={words('destination.serverName')}
        paths={['tls.serverName']}
        help={words('destination.serverNameHelp')}
        isMono
      />
    </>
  )
}
