// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { LastResort } from '../../../../components/ui/LastResort.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Broken(): never {
  throw new Error('cannot be drawn');
}

it('shows something else in the place of what cannot be drawn, and leaves the rest', () => {
  // React tells of it on the console as well.
  vi.spyOn(console, 'error').mockReturnValue();
  render(
    <>
      <LastResort instead={(error) => <p>instead: {(error as Error).message}</p>}>
        <Broken />
      </LastResort>
      <LastResort instead={() => <p>never</p>}>
        <p>the rest</p>
      </LastResort>
    </>,
  );
  expect(screen.getByText('instead: cannot be drawn')).toBeTruthy();
  expect(screen.getByText('the rest')).toBeTruthy();
  expect(screen.queryByText('never')).toBeNull();
});
