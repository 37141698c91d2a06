/** A database query that renders again when its rows change, in whichever page they were changed. The only door to dexie-react-hooks. */
export { useLiveQuery } from 'dexie-react-hooks';
