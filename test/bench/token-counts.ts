export { familyTokens } from '../../utils/tokens/families.ts';
export { loadCounter } from '../helpers/load-o200k.ts';
