import { useCallback, useRef } from 'react';
import type { PageRequest } from '../../utils/browser/page-request';
import type { useAttachments } from './use-attachments';
import type { ChatView } from './use-chat';
import { usePageRequests } from './use-page-requests';

/** Attaches the pages on which the icon is clicked to the chat that is shown. They are taken once there is one that they can join. */
export function useClickedPages(
  view: ChatView | undefined,
  windowId: number | undefined,
  attachClicked: ReturnType<typeof useAttachments>['attachClicked'],
): void {
  const viewRef = useRef(view);
  viewRef.current = view;
  const onRequests = useCallback(
    (requests: PageRequest[], hasOpenedPanel: boolean) => {
      if (viewRef.current) void attachClicked(viewRef.current, requests, hasOpenedPanel);
    },
    [attachClicked],
  );
  usePageRequests(view === undefined ? undefined : windowId, onRequests);
}
