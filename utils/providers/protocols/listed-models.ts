/** OpenRouter lists some hundred. */
export const mostModels = 5_000;
const longestName = 300;

/** Those entries of a list that are models: servers list all sorts of things, and hostile ones more than any. What has a name is one. */
export const listedModels = <T extends { id: string }>(listed: readonly unknown[]): T[] =>
  listed
    .filter(
      (told): told is T =>
        typeof told === 'object' &&
        told !== null &&
        typeof (told as { id?: unknown }).id === 'string' &&
        (told as { id: string }).id.length <= longestName,
    )
    .slice(0, mostModels);
