/** Writes tar archives (POSIX.1-1988 ustar) for tests, honest or not. */

export interface TarEntry {
  readonly path: string
  readonly content?: string | Uint8Array
  /** `0` a file, `2` a link, `5` a directory, `x` pax header, `L` long name of GNU. */
  readonly type?: string
  /** The size that the header claims. */
  readonly size?: number
  readonly mtime?: number
  /** Put into ustar's second field for paths. */
  readonly prefix?: string
}

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`

const header = ({
  path,
  content = '',
  type = '0',
  size,
  mtime = 1_767_225_600,
  prefix = '',
}: TarEntry): Buffer => {
  const block = Buffer.alloc(512)
  block.write(path.slice(0, 100), 0)
  block.write(octal(0o644, 8), 100)
  block.write(octal(size ?? Buffer.byteLength(content), 12), 124)
  block.write(octal(mtime, 12), 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.write('ustar\x0000', 257)
  block.write(prefix, 345)
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** One entry with its content, filled up to whole blocks. */
export const tarEntry = (entry: TarEntry): Buffer => {
  const content = Buffer.from(entry.content ?? '')
  return Buffer.concat([header(entry), content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}

/** An archive with its two blocks of zeros. */
export const tarArchive = (entries: readonly TarEntry[]): Buffer =>
  Buffer.concat([...entries.map(tarEntry), Buffer.alloc(1024)])

/** The content of a pax header. */
export const paxRecord = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest)
  return `${length}${rest}`
}
