/** A query in the fragment of an address: readable while it is short, packed when it is long. The fragment is not sent to servers. */

const PACK_FROM = 1200

const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())

const pack = async text => {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const unpack = async packed => {
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, character => character.charCodeAt(0))
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')))
}

/** Declarations at the top that the page would add by itself need no room in a link. */
const withoutKnown = (query, prefixes) => {
  const lines = query.split('\n')
  const known = line => {
    const [, name, iri] = /^PREFIX ([\w-]+): <([^>]*)>$/.exec(line) ?? []
    return name !== undefined && prefixes[name] === iri
  }
  const first = lines.findIndex(line => !known(line))
  return first <= 0 ? query : lines.slice(first).join('\n').replace(/^\n+/, '')
}

/** The fragment that leads back to the query in this view, without `#`. `complete` is what the page makes of a query. */
export const fragmentOf = async ({ query, view }, prefixes, complete) => {
  const brief = withoutKnown(query, prefixes)
  const text =
    complete(brief) === query || complete(brief).replace(/\n+/g, '\n') === query.replace(/\n+/g, '\n')
      ? brief
      : query
  const plain = `query=${encodeURIComponent(text)}`
  const packed = plain.length > PACK_FROM ? `packed=${await pack(text)}` : plain
  return (packed.length < plain.length ? packed : plain) + (view && view !== 'table' ? `&view=${view}` : '')
}

/** What a fragment says: `{query, example, view}`, each undefined when it says nothing of it. */
export const readFragment = async fragment => {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''))
  const packed = parameters.get('packed')
  const query = packed ? await unpack(packed).catch(() => undefined) : (parameters.get('query') ?? undefined)
  return { query, example: parameters.get('example') ?? undefined, view: parameters.get('view') ?? undefined }
}
