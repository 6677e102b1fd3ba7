/** Geometries -> well-known binary (OGC 06-103r4, section 8), little endian, two dimensions. */
import type { Geometry } from '../catalogue/geometry.ts'

/** Codes of the geometry types. */
const CODES: Readonly<Record<Geometry['type'], number>> = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
}

type Position = readonly number[]

const header = (type: Geometry['type']): Buffer => {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(CODES[type], 1)
  return bytes
}

const count = (number: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number, 0)
  return bytes
}

const position = ([x = 0, y = 0]: Position): Buffer => {
  const bytes = Buffer.alloc(16)
  bytes.writeDoubleLE(x, 0)
  bytes.writeDoubleLE(y, 8)
  return bytes
}

const counted = <T>(members: readonly T[], write: (member: T) => Buffer): Buffer =>
  Buffer.concat([count(members.length), ...members.map(write)])

const points = (line: readonly Position[]): Buffer => counted(line, position)
const rings = (polygon: readonly (readonly Position[])[]): Buffer => counted(polygon, points)

/** The bytes of a geometry. */
export const wkbOf = (geometry: Geometry): Buffer => {
  const part = <T>(type: Geometry['type'], write: (member: T) => Buffer) => {
    return (member: T): Buffer => Buffer.concat([header(type), write(member)])
  }
  const body = (): Buffer => {
    switch (geometry.type) {
      case 'Point':
        return position(geometry.coordinates)
      case 'LineString':
        return points(geometry.coordinates)
      case 'Polygon':
        return rings(geometry.coordinates)
      case 'MultiPoint':
        return counted(geometry.coordinates, part('Point', position))
      case 'MultiLineString':
        return counted(geometry.coordinates, part('LineString', points))
      case 'MultiPolygon':
        return counted(geometry.coordinates, part('Polygon', rings))
      case 'GeometryCollection':
        return counted(geometry.geometries, wkbOf)
    }
  }
  return Buffer.concat([header(geometry.type), body()])
}
