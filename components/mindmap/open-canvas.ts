import type { CanvasOptions, MapCanvas } from './canvas/map-canvas';

/** Makes a map's canvas; its code is loaded with the first one. */
export async function openCanvas(host: HTMLDivElement, options: CanvasOptions): Promise<MapCanvas> {
  const { MapCanvas: Canvas } = await import('./canvas/map-canvas');
  return new Canvas(host, options);
}
