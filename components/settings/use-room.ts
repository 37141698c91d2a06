import { useCallback, useEffect, useState } from 'react';
import { type BrowserRoom, browserRoom } from '../../utils/storage/browser-room';
import { measureRoom, type Room } from '../../utils/storage/measure-room';

/** What is stored and how much of the disk is left, measured when it is first looked at and whenever something was freed. */
export function useRoom() {
  const [room, setRoom] = useState<Room & BrowserRoom>();
  const measure = useCallback(async () => {
    const [stored, browser] = await Promise.all([measureRoom(), browserRoom()]);
    setRoom({ ...stored, ...browser });
  }, []);
  useEffect(() => void measure(), [measure]);
  return { room, measure };
}
