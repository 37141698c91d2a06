export interface Weights {
  id: string;
  name: string;
  file: string;
  path: string;
}
export function fetchWeights(options: {
  cacheDir: string;
  only?: string | undefined;
  log: (line: string) => void;
}): Promise<Weights>;
