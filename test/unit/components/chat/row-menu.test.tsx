// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { RowMenu } from '../../../../components/chat/history/RowMenu.tsx';
import { makeChat } from '../../../helpers/make-chat.ts';

afterEach(cleanup);

const menu = (isNear: boolean) => (
  <RowMenu
    title="A chat"
    isNear={isNear}
    chat={makeChat('a')}
    onRename={() => undefined}
    onDelete={() => undefined}
  />
);

it('opens for a finger that comes and goes down at once, before it is known to be near', () => {
  const { rerender } = render(menu(false));
  fireEvent.pointerDown(screen.getByTestId('row-menu'), { button: 0 });
  // The button that was touched is replaced by the menu's own.
  rerender(menu(true));
  expect(screen.getByTestId('chat-delete')).toBeTruthy();
});
